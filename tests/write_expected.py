"""What the sample deliveries become, as tables that a reader can compare.

``python -m tests.write_expected`` writes them to tests/expected/ anew. Look at the difference
before committing it: every changed number is one that users would see change.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from diggs_analytics import sample
from diggs_analytics.analysis.measures import MEASURES
from diggs_analytics.analysis.records import Records, prepare
from diggs_analytics.analysis.selection import Selection, schuljahre
from diggs_analytics.analysis.values import measure, measure_by
from diggs_analytics.domain.delivery import periods
from diggs_analytics.domain.schuljahr import last_day
from diggs_analytics.domain.tables import ANZEIGEN, POK, SCHULEN, TABLES
from diggs_analytics.store import Engine, open_store, schema, state
from diggs_analytics.store.engine import reading

FOLDER = Path(__file__).parent / "expected"

# The running Schuljahr is looked at on the day of its first deliveries.
LAST_DAYS = {"2026/27": date(2026, 10, 9)}
# Before and after a deadline, a late delivery, a correction.
STANDS = tuple(
    date.fromisoformat(day)
    for day in ("2022-12-31", "2023-08-31", "2024-03-01", "2024-10-20", "2024-11-14",
                "2025-08-31", "2026-02-10", "2026-10-16")
)  # fmt: skip

Line = tuple[object, ...]


def deliveries(engine: Engine) -> Iterator[Line]:
    yield ("file", "sheet", "table", "header_row", "rows_read", "accepted", "set_aside", "skipped")
    kept, sheets = schema.deliveries.c, schema.sheets.c
    counts = (sheets.header_row, sheets.rows_read, sheets.rows_accepted, sheets.rows_set_aside)
    query = sa.select(
        kept.file_name, sheets.name, sheets.table_name, *counts, sheets.rows_skipped
    ).join_from(schema.deliveries, schema.sheets)
    yield from _lines(engine, query.order_by(kept.received, kept.id, sheets.id))


def findings(engine: Engine) -> Iterator[Line]:
    yield ("file", "severity", "check", "sheet", "cell", "value", "suggestion")
    kept, found = schema.deliveries.c, schema.findings.c
    query = sa.select(
        *(kept.file_name, found.severity, found.check, found.sheet, found.cell),
        *(found.value, found.suggestion),
    ).join_from(schema.deliveries, schema.findings)
    yield from _lines(engine, query.order_by(kept.received, kept.id, found.id))


def values(engine: Engine) -> Iterator[Line]:
    """Every measure on the last day of each Schuljahr; "Land" is measured, not summed up."""
    yield ("measure", "schuljahr", "bezirksregierung", "value", "nothing")
    records = records_of(engine)
    for one in MEASURES:
        for jahr in schuljahre(records):
            selection = Selection(jahr, stichtag(jahr))
            for row in measure_by(records, one, selection, ["bezirksregierung"]).itertuples():
                yield (one.name, jahr, row.bezirksregierung, *_number(row.value, row.nothing))
            land = measure(records, one, selection)
            yield (one.name, jahr, "Land", *_number(land.number, land.nothing))


def states(engine: Engine) -> Iterator[Line]:
    """How many rows counted at the end of a day, by table and Schuljahr (or year)."""
    yield ("stand", "table", "period", "rows")
    for day in STANDS:
        for table in TABLES:
            rows = state.rows(engine, table, day)
            for period, count in periods(rows, table).value_counts().sort_index().items():
                yield (day, table.name, period, count)


EXPECTED: dict[str, Callable[[Engine], Iterator[Line]]] = {
    table.__name__: table for table in (deliveries, findings, values, states)
}


def stichtag(schuljahr: str) -> date:
    return LAST_DAYS.get(schuljahr, last_day(schuljahr))


def records_of(engine: Engine) -> Records:
    frames = (state.rows(engine, table) for table in (ANZEIGEN, POK, SCHULEN))
    return prepare(*frames, state.scopes(engine))


def as_csv(lines: Iterator[Line]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\n").writerows(lines)
    return text.getvalue()


def _lines(engine: Engine, query: sa.Select) -> Iterator[Line]:
    with reading(engine) as connection:
        yield from map(tuple, connection.execute(query))


def _number(value: float | None, nothing: object) -> tuple[str, str]:
    """Ten digits: sums of hours may differ in the sixteenth from machine to machine."""
    return ("" if pd.isna(value) else f"{value:.10g}", nothing.name if nothing else "")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_store(f"sqlite:///{folder}/sample.sqlite")
        for step in sample.load(engine):
            print(f"{step.done}/{step.total} {step.file_name}")
        for name, table in EXPECTED.items():
            (FOLDER / f"{name}.csv").write_text(as_csv(table(engine)), encoding="utf-8")
        engine.dispose()


if __name__ == "__main__":
    main()
