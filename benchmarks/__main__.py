"""`python -m benchmarks`: everything in one run, written to benchmarks/RESULTS.md."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import check, click, start
from benchmarks.browser import browser, executable
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
    yield from side_by_side(check.measure_check(folder, sample), goal=0.3)
    yield from _in_a_browser(folder, sample)


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
        yield from side_by_side(click.measure_clicks(chromium, large), goal=2)
        yield from ("", "## Start of the dashboard to its first chart", "")
        yield f"Page *Überblick*, {start.RUNS} starts each, the browser's cache empty."
        yield ""
        urls = {"sample data": sample, f"{RECORDS:,} Anzeigen": large}
        yield from starts({k: start.measure_start(chromium, url) for k, url in urls.items()})


if __name__ == "__main__":
    main()
