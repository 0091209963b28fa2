"""A delivery taken apart into the tables of the database; the caller's transaction holds it all."""

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import chain

import sqlalchemy as sa

from diggs_analytics.domain.delivery import Delivery, Scope, SetAsideRow, Sheet
from diggs_analytics.domain.delivery import scopes as scopes_of
from diggs_analytics.domain.schema import Table
from diggs_analytics.store import schema
from diggs_analytics.store.records import insert_rows


def insert_delivery(
    connection: sa.Connection, delivery: Delivery, received: date, brought_by: str
) -> int:
    """Its number."""
    _keep_bytes(connection, delivery)
    delivery_id = _insert_one(
        connection,
        schema.deliveries,
        sha256=delivery.sha256,
        file_name=delivery.file_name,
        size=len(delivery.content),
        received=received,
        imported_at=datetime.now(UTC).replace(tzinfo=None, microsecond=0),
        brought_by=brought_by,
    )
    _insert_findings(connection, delivery, delivery_id)
    accepted = [scopes_of(sheet.rows, sheet.table).tolist() for sheet in delivery.sheets]
    aside = [[scope_of(row, sheet.table) for row in sheet.set_aside] for sheet in delivery.sheets]
    ids = _insert_scopes(connection, delivery_id, chain(*accepted), chain(*aside))
    for sheet, of_accepted, of_aside in zip(delivery.sheets, accepted, aside, strict=True):
        sheet_id = _insert_sheet(connection, sheet, delivery_id)
        _insert_skipped(connection, sheet, sheet_id)
        _insert_set_aside(connection, sheet, sheet_id, [ids.get(scope) for scope in of_aside])
        scope_ids = [ids[scope] for scope in of_accepted]
        insert_rows(connection, sheet.table, sheet.name, sheet.rows, scope_ids)
    return delivery_id


def _keep_bytes(connection: sa.Connection, delivery: Delivery) -> None:
    """They may be there from a delivery that was taken back, or have been deleted since."""
    kept = schema.files.c.sha256 == delivery.sha256
    again = sa.update(schema.files).where(kept).values(content=delivery.content)
    if connection.execute(again).rowcount == 0:
        file = {"sha256": delivery.sha256, "content": delivery.content}
        connection.execute(sa.insert(schema.files).values(file))


def scope_of(row: SetAsideRow, table: Table) -> Scope | None:
    """Nothing where the row does not say it readably."""
    if not row.period or (table.territorial and not row.bezirksregierung):
        return None
    return Scope(table.name, row.bezirksregierung if table.territorial else "", row.period)


def _insert_scopes(
    connection: sa.Connection,
    delivery_id: int,
    accepted: Iterable[Scope],
    aside: Iterable[Scope | None],
) -> dict[Scope, int]:
    rows_accepted, rows_set_aside = Counter(accepted), Counter(filter(None, aside))
    return {
        scope: _insert_one(
            connection,
            schema.scopes,
            delivery_id=delivery_id,
            table_name=scope.table,
            bezirksregierung=scope.bezirksregierung,
            period=scope.period,
            rows_accepted=rows_accepted[scope],
            rows_set_aside=rows_set_aside[scope],
        )
        for scope in sorted({*rows_accepted, *rows_set_aside})
    }


def _insert_sheet(connection: sa.Connection, sheet: Sheet, delivery_id: int) -> int:
    return _insert_one(
        connection,
        schema.sheets,
        delivery_id=delivery_id,
        name=sheet.name,
        table_name=sheet.table.name,
        header_row=sheet.header_row,
        rows_read=sheet.rows_read,
        rows_accepted=len(sheet.rows),
        rows_set_aside=len(sheet.set_aside),
        rows_skipped=len(sheet.skipped),
    )


def _insert_findings(connection: sa.Connection, delivery: Delivery, delivery_id: int) -> None:
    _insert_all(
        connection,
        schema.findings,
        [
            vars(finding) | {"severity": finding.severity.value, "delivery_id": delivery_id}
            for finding in delivery.findings
        ],
    )


def _insert_skipped(connection: sa.Connection, sheet: Sheet, sheet_id: int) -> None:
    skipped = [row._asdict() | {"sheet_id": sheet_id} for row in sheet.skipped]
    _insert_all(connection, schema.skipped_rows, skipped)


def _insert_set_aside(
    connection: sa.Connection, sheet: Sheet, sheet_id: int, scope_ids: list[int | None]
) -> None:
    aside = [
        vars(row)
        | {
            "values": dict(row.values),
            "reasons": list(row.reasons),
            "sheet_id": sheet_id,
            "scope_id": scope_id,
        }
        for row, scope_id in zip(sheet.set_aside, scope_ids, strict=True)
    ]
    _insert_all(connection, schema.set_aside_rows, aside)


def _insert_one(connection: sa.Connection, table: sa.Table, **values: object) -> int:
    return connection.execute(sa.insert(table).values(values)).inserted_primary_key[0]


def _insert_all(connection: sa.Connection, table: sa.Table, records: list[dict]) -> None:
    """SQLAlchemy takes an empty list for one row of defaults."""
    if records:
        connection.execute(sa.insert(table), records)
