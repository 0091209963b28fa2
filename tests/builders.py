"""Deliveries as intake would make them, drawn as text; and a store to keep them in."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import sqlalchemy as sa

from diggs_analytics.domain.delivery import Delivery, SetAsideRow, Sheet, SkippedRow
from diggs_analytics.domain.findings import Finding
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.store.engine import open_store, writing
from diggs_analytics.store.schema import METADATA
from tests.text_tables import table as drawn

HEADER_ROW = 1


def typed_rows(text: str, table: Table) -> pd.DataFrame:
    """Accepted rows from a picture of some of their columns; the others are missing. The index is
    Excel's row number, the first row is 2."""
    picture = drawn(text, first_row=HEADER_ROW + 1, dtype="str") if text.strip() else pd.DataFrame()
    assert set(picture.columns) <= set(table.names), set(picture.columns) - set(table.names)
    cells = picture.reindex(columns=table.names)
    return pd.DataFrame({column.name: _typed(cells[column.name], column) for column in table})


def _typed(cells: pd.Series, column: Column) -> pd.Series:
    if column.kind is Kind.YES_NO:
        return cells.map({"ja": True, "nein": False}).astype(column.dtype)
    if column.kind is Kind.INT:
        return pd.to_numeric(cells).astype(column.dtype)
    return cells.astype(column.dtype)


def sheet(
    text: str,
    table: Table,
    name: str = "Tabelle1",
    set_aside: Sequence[SetAsideRow] = (),
    skipped: Sequence[SkippedRow] = (),
) -> Sheet:
    rows = typed_rows(text, table)
    rows_read = len(rows) + len(set_aside) + len(skipped)
    return Sheet(name, table, HEADER_ROW, rows_read, rows, tuple(set_aside), tuple(skipped))


def delivery(
    *sheets: Sheet, file_name: str = "lieferung.xlsx", findings: Sequence[Finding] = ()
) -> Delivery:
    """Its bytes follow from what it holds: the same sheets are the same file."""
    content = repr(
        [(part.name, part.rows.to_csv(), part.set_aside, part.skipped) for part in sheets]
    )
    return Delivery(file_name, content.encode(), sheets, tuple(findings))


@contextmanager
def empty_store(folder: Path) -> Iterator[sa.Engine]:
    """A new SQLite file, or the emptied database at DIGGS_TEST_DATABASE_URL."""
    engine = open_store(os.environ.get("DIGGS_TEST_DATABASE_URL") or f"sqlite:///{folder}/d.sqlite")
    forget_everything(engine)
    try:
        yield engine
    finally:
        engine.dispose()


def forget_everything(engine: sa.Engine) -> None:
    with writing(engine) as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(sa.delete(table))
