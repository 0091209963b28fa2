"""Frames into rows of the database and back, typed as the table declares."""

from collections.abc import Sequence
from dataclasses import fields

import pandas as pd
import sqlalchemy as sa

from diggs_analytics.domain.corrections import Correction
from diggs_analytics.domain.schema import Table
from diggs_analytics.store.schema import RECORDS, corrections, scopes


def insert_rows(
    connection: sa.Connection,
    table: Table,
    sheet_name: str,
    rows: pd.DataFrame,
    scope_ids: Sequence[int],
) -> None:
    """``rows`` has the columns of the table; its index is Excel's row number."""
    columns = {name: _plain_values(rows[name]) for name in table.names}
    columns |= {"scope_id": scope_ids, "row": rows.index.tolist()}
    records = [
        dict(zip(columns, values, strict=True), sheet=sheet_name)
        for values in zip(*columns.values(), strict=True)
    ]
    if records:
        connection.execute(sa.insert(RECORDS[table.name]), records)


def read_rows(
    connection: sa.Connection, table: Table, scope_ids: sa.Select | Sequence[int]
) -> pd.DataFrame:
    """The rows of these scopes in the order they were kept in: the columns of the table, then
    delivery_id, sheet, row (Excel's row number)."""
    source = RECORDS[table.name]
    place = [scopes.c.delivery_id, source.c.sheet, source.c.row]
    found = connection.execute(
        sa.select(*(source.c[name] for name in table.names), *place)
        .join(scopes)
        .where(source.c.scope_id.in_(scope_ids))
        .order_by(source.c.scope_id, source.c.id)
    ).all()
    dtypes = table.dtypes | {"delivery_id": "int64", "sheet": "str", "row": "int64"}
    columns = zip(*found, strict=True) if found else [()] * len(dtypes)
    return pd.DataFrame(
        {
            name: pd.array(values, dtype=dtype)
            for (name, dtype), values in zip(dtypes.items(), columns, strict=True)
        }
    )


def insert_correction(connection: sa.Connection, made: Correction) -> int:
    """Its number."""
    values = vars(made) | {"table_name": made.table, "original": dict(made.original)}
    unkept = {name: value for name, value in values.items() if name not in ("id", "table")}
    return connection.execute(sa.insert(corrections).values(unkept)).inserted_primary_key[0]


def read_corrections(connection: sa.Connection) -> list[Correction]:
    """All of them, the oldest first."""
    names = [field.name for field in fields(Correction)]
    columns = (corrections.c["table_name" if name == "table" else name] for name in names)
    found = connection.execute(sa.select(*columns).order_by(corrections.c.id))
    rows = (dict(zip(names, row, strict=True)) for row in found)
    return [
        Correction(
            **row | {"changes": {name: tuple(pair) for name, pair in row["changes"].items()}}
        )
        for row in rows
    ]


def read_frame(connection: sa.Connection, query: sa.Select) -> pd.DataFrame:
    """One column for each selected one; imported_at, kept without a zone, knows that it is UTC."""
    frame = pd.DataFrame.from_records(
        connection.execute(query).all(), columns=query.selected_columns.keys()
    )
    if "imported_at" in frame:
        return frame.assign(imported_at=pd.to_datetime(frame["imported_at"], utc=True))
    return frame


def _plain_values(column: pd.Series) -> list:
    """Values as Python has them, None where one is missing."""
    if column.dtype.kind == "M":
        return column.to_numpy().astype("datetime64[D]").tolist()
    return column.astype(object).where(column.notna(), None).tolist()
