"""How a scope came to stand as it does: what each delivery changed, who brought it and when."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import sqlalchemy as sa

from diggs_analytics.domain.delivery import Scope
from diggs_analytics.domain.plan import Plan, compare
from diggs_analytics.domain.tables import table_named
from diggs_analytics.store import schema
from diggs_analytics.store.engine import reading
from diggs_analytics.store.records import read_rows


@dataclass(frozen=True)
class Change:
    """``plan`` holds the rows of a delivery against those of the one before it, with the values
    before; ``imported_at`` knows that it is UTC."""

    received: date
    imported_at: datetime
    brought_by: str
    file_name: str
    plan: Plan


def changes(engine: sa.Engine, scope: Scope) -> list[Change]:
    """The newest first; deliveries taken back, or set aside as a whole, changed nothing."""
    table = table_named(scope.table)
    with reading(engine) as connection:
        before, found = read_rows(connection, table, []), []
        for row in connection.execute(_deliveries(scope)).all():
            after = read_rows(connection, table, [row.id])
            plan = compare(before, after, table)
            at = row.imported_at.replace(tzinfo=UTC)
            found.append(Change(row.received, at, row.brought_by, row.file_name, plan))
            before = after
    return found[::-1]


def _deliveries(scope: Scope) -> sa.Select:
    held, kept = schema.scopes.c, schema.deliveries.c
    return (
        sa.select(held.id, kept.received, kept.imported_at, kept.brought_by, kept.file_name)
        .join(schema.deliveries)
        .where(
            held.table_name == scope.table,
            held.bezirksregierung == scope.bezirksregierung,
            held.period == scope.period,
            held.rows_accepted > 0,
            schema.STANDS,
        )
        .order_by(kept.received, kept.id)
    )
