"""`python -m benchmarks`: everything in one run, written to benchmarks/RESULTS.md."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import check, click, intake, start
from benchmarks.browser import browser, executable
from benchmarks.pairs import Pairs
from benchmarks.report import load, machine, side_by_side, starts
from benchmarks.store import RECORDS, large_store, sample_store
from benchmarks.workbook import HEADINGS

RESULTS = Path(__file__).with_name("RESULTS.md")
NO_BROWSER = "Not measured: no Chromium or Chrome on this machine."


def main() -> None:
    with TemporaryDirectory(prefix="diggs-") as name:
        lines = []
        for line in _results(Path(name)):
            print(line, flush=True)
            lines.append(line)
    RESULTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _results(folder: Path) -> Iterator[str]:
    """Line by line, as it is measured."""
    yield "# How fast it is"
    yield from ("", *machine(), f"{load()} before measuring.", "")
    yield (
        "Every two things are measured in turn (A, B, A, B), the first pair is thrown away, and "
        "times are medians. The ratio is the median of the ratios of the pairs, with the smallest "
        "and the largest. `make bench` measures again."
    )
    yield from ("", "## `check` of a large workbook", "")
    sample = sample_store(folder / "sample.sqlite")
    yield (
        f"{check.ROWS:,} rows × {len(HEADINGS)} columns, all Schuljahre and Bezirksregierungen, "
        f"{check.PAIRS} pairs; whole processes. Ours: `python -m diggs_analytics check`. Other: "
        '`pandas.read_excel(file, engine="openpyxl")`, which only reads.'
    )
    yield ""
    yield from side_by_side(checked := check.measure_check(folder, sample), _each(checked, 0.3))
    yield from _intake(folder)
    yield from _in_a_browser(folder, sample)


def _intake(folder: Path) -> Iterator[str]:
    yield from ("", "## Checked intake of large workbooks", "")
    yield (
        f"The workbook of above with {' and '.join(f'{rows:,}' for rows in intake.GOALS)} rows, "
        f"{intake.PAIRS} pairs; whole processes. Ours: read in the child process, recognised, "
        "cleaned and checked (`intake_alone.py`). Other: `pandas.read_excel` with that engine, "
        "which only reads."
    )
    yield ""
    found = intake.measure_intake(folder)
    yield from side_by_side(found.against, intake.goals())
    yield ""
    yield (
        f"{intake.MANY:,} rows take {found.growth:.1f} times as long as {intake.FEW:,} (goal: at "
        f"most {intake.MANY / intake.FEW:g}). Peak memory of process and child together at "
        f"{intake.MANY:,} rows: {found.memory} MiB, pandas with calamine "
        f"{found.memory_of_calamine} MiB, ratio {found.memory / found.memory_of_calamine:.2f} "
        f"(goal: at most {intake.MEMORY_GOAL:g}). The child process costs {found.child:.2f} s a "
        f"file (goal: at most {intake.CHILD_GOAL:g} s)."
    )


def _each(measured: Mapping[str, Pairs], goal: float) -> dict[str, float]:
    return dict.fromkeys(measured, goal)


def _in_a_browser(folder: Path, sample: str) -> Iterator[str]:
    yield from ("", "## A click until the new charts stand", "")
    if not executable():
        yield from (NO_BROWSER, "", "## Start of the dashboard to its first chart", "", NO_BROWSER)
        return
    large = large_store(folder / "large.sqlite")
    with browser() as chromium:
        yield (
            f"Page *Distanzunterricht*, {RECORDS:,} records in the store, {click.PAIRS} pairs. "
            "Ours: an option of the filter is chosen. Other: an option of the only select box of a "
            "bare page with four static plotly charts (`bare_page.py`), on a server with the same "
            "settings. From the release of the mouse to the picture after the one in which all "
            "four charts show what they should."
        )
        yield ""
        yield from side_by_side(clicks := click.measure_clicks(chromium, large), _each(clicks, 2))
        yield from ("", "## Start of the dashboard to its first chart", "")
        yield f"Page *Überblick*, {start.RUNS} starts each, the browser's cache empty."
        yield ""
        urls = {"sample data": sample, f"{RECORDS:,} Anzeigen": large}
        yield from starts({k: start.measure_start(chromium, url) for k, url in urls.items()})


if __name__ == "__main__":
    main()
