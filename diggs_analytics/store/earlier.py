"""What was found in the delivery before: what a mended one is held against."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from datetime import date

import sqlalchemy as sa

from diggs_analytics.domain.delivery import Delivery, Scope
from diggs_analytics.domain.delivery import scopes as scopes_of
from diggs_analytics.domain.feedback import Placed, TablePlace, table_of
from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.domain.tables import TABLES
from diggs_analytics.store import schema
from diggs_analytics.store.engine import reading
from diggs_analytics.store.importing import scope_of
from diggs_analytics.store.state import last_delivered


def findings_before(engine: sa.Engine, delivery: Delivery, received: date) -> list[Placed]:
    """Findings in what was last delivered, until that day, for the scopes that the delivery holds.
    One about a row belongs to the scope of the row; one about a sheet to those of its table."""
    held = set(_scopes(delivery))
    with reading(engine) as connection:
        last = {
            row.id: row.delivery_id
            for row in connection.execute(last_delivered(received))
            if Scope(row.table_name, row.bezirksregierung, row.period) in held
        }
        ids = set(last.values())
        found = connection.execute(_findings(ids)).all()
        tables = defaultdict(list)
        for delivery_id, *place in connection.execute(_tables(ids)):
            tables[delivery_id].append(TablePlace(*place))
    others = {table.name for table in TABLES} - {scope.table for scope in held}
    before = [(row, _placed(row, tables[row.delivery_id])) for row in found]
    return [
        one
        for row, one in before
        if (row.scope_id in last if row.scope_id else one.table not in others)
    ]


def _scopes(delivery: Delivery) -> Iterator[Scope]:
    for sheet in delivery.sheets:
        yield from scopes_of(sheet.rows, sheet.table)
        yield from filter(None, (scope_of(row, sheet.table) for row in sheet.set_aside))


def _tables(delivery_ids: set[int]) -> sa.Select:
    sheet = schema.sheets.c
    columns = (sheet.delivery_id, sheet.name, sheet.header_row, sheet.table_name)
    return sa.select(*columns).where(sheet.delivery_id.in_(delivery_ids))


def _findings(delivery_ids: set[int]) -> sa.Select:
    """The findings of deliveries with the scope of the row, if any."""
    finding = schema.findings.c
    rows = _scopes_of_rows(delivery_ids).subquery()
    row = rows.c
    same_row = (
        (row.delivery_id == finding.delivery_id)
        & (row.sheet == finding.sheet)
        & (row.row == finding.row)
    )
    return (
        sa.select(schema.findings, row.scope_id)
        .outerjoin(rows, same_row)
        .where(finding.delivery_id.in_(delivery_ids))
        .order_by(finding.id)
    )


def _scopes_of_rows(delivery_ids: set[int]) -> sa.CompoundSelect:
    """delivery_id, sheet, row, scope_id of every row, accepted or set aside."""
    aside, sheets, scopes = schema.set_aside_rows, schema.sheets, schema.scopes
    set_aside = (
        sa.select(sheets.c.delivery_id, sheets.c.name.label("sheet"), aside.c.row, aside.c.scope_id)
        .join_from(aside, sheets)
        .where(sheets.c.delivery_id.in_(delivery_ids))
    )
    accepted = (
        sa.select(scopes.c.delivery_id, records.c.sheet, records.c.row, records.c.scope_id)
        .join_from(records, scopes)
        .where(scopes.c.delivery_id.in_(delivery_ids))
        for records in schema.RECORDS.values()
    )
    return sa.union_all(set_aside, *accepted)


def _placed(row: sa.Row, tables: list[TablePlace]) -> Placed:
    values = {field.name: getattr(row, field.name) for field in fields(Finding)}
    finding = Finding(**values | {"severity": Severity(row.severity)})
    return Placed(table_of(finding, tables), finding)
