"""`check` of a large workbook against pandas that only reads it, each a whole process."""

import sys
from pathlib import Path

from benchmarks.pairs import Pairs, in_turn, seconds_of
from benchmarks.workbook import write_workbook

ROWS = 20_000
PAIRS = 9
READ_ONLY = "import sys, pandas; pandas.read_excel(sys.argv[1], engine='openpyxl')"


def measure_check(folder: Path, sample_url: str) -> dict[str, Pairs]:
    """Without a store, and with one that has registers to check against and rows to plan for."""
    file = folder / "Anzeigen.xlsx"
    write_workbook(file, ROWS)
    urls = {"no store": f"sqlite:///{folder}/none.sqlite", "sample store": sample_url}
    return {name: _measured(file, url) for name, url in urls.items()}


def _measured(file: Path, url: str) -> Pairs:
    return in_turn(
        lambda: seconds_of(
            [sys.executable, "-m", "diggs_analytics", "check", str(file)], DIGGS_DATABASE_URL=url
        ),
        lambda: seconds_of([sys.executable, "-c", READ_ONLY, str(file)]),
        PAIRS,
    )
