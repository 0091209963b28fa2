"""What counts on a day: the scopes in force, their rows, and the rows that were set aside.

Of each (table, Bezirksregierung, period) the delivery received last is in force (CONTRACT 3), of
two on one day the one imported last. A delivery imported late takes the place of the day on which
it was received. One in which all rows of a scope were set aside leaves that scope as it stood: a
wrong number is worse than no number. Over the rows lie the corrections of that day.

``stand`` is a day; the state is that at its end. Without one it is the newest.
"""

from datetime import date

import pandas as pd
import sqlalchemy as sa

from diggs_analytics.domain.laying import Laid, as_delivered, lay
from diggs_analytics.domain.schema import Table
from diggs_analytics.domain.tables import table_named
from diggs_analytics.store import schema
from diggs_analytics.store.engine import reading
from diggs_analytics.store.records import read_corrections, read_frame, read_rows


def rows(engine: sa.Engine, table: Table, stand: date | None = None) -> pd.DataFrame:
    """Rows that count, as corrected: the columns of the table, typed as declared, then delivery_id,
    sheet, row (Excel's row number), and berichtigt ("" where the row is as delivered)."""
    return laid(engine, table, stand).rows


def laid(engine: sa.Engine, table: Table, stand: date | None = None) -> Laid:
    with reading(engine) as connection:
        return lay_over(connection, table, stand)


def lay_over(connection: sa.Connection, table: Table, stand: date | None = None) -> Laid:
    """The accepted rows in force, and over them the corrections that stood on that day."""
    standing = in_force(stand).subquery()
    ids = sa.select(standing.c.id).where(standing.c.table_name == table.name)
    delivered = read_rows(connection, table, ids)
    corrections = [
        one
        for one in read_corrections(connection)
        if one.table == table.name and one.stood_on(stand)
    ]
    if not corrections:
        return as_delivered(delivered)
    aside = _set_aside(connection, stand)
    mendable = (aside["table"] == table.name) & aside["in_force"].astype(bool)
    return lay(delivered, aside[mendable], corrections, table)


def scopes(engine: sa.Engine, stand: date | None = None) -> pd.DataFrame:
    """The scopes in force: table, bezirksregierung ("" for the Land), period, rows and set_aside
    (how many), received (date), imported_at (UTC), file_name, delivery_id."""
    standing = in_force(stand).subquery().c
    query = sa.select(
        standing.table_name.label("table"),
        standing.bezirksregierung,
        standing.period,
        standing.rows_accepted.label("rows"),
        standing.rows_set_aside.label("set_aside"),
        standing.received,
        standing.imported_at,
        standing.file_name,
        standing.delivery_id,
    ).order_by(standing.table_name, standing.bezirksregierung, standing.period)
    with reading(engine) as connection:
        return read_frame(connection, query)


def set_aside(engine: sa.Engine, stand: date | None = None) -> pd.DataFrame:
    """Rows that count in no figure and that no newer delivery has replaced: table, sheet, row,
    bezirksregierung and period ("" where unreadable), reasons, values (a dict), file_name,
    received, delivery_id.

    Shown are those of scopes in force, and of newer ones that were set aside as a whole. A row that
    does not say its scope is shown as long as any scope of its delivery is, or if it has none.
    Those that a correction mended count, and are not shown.
    """
    with reading(engine) as connection:
        found = _set_aside(connection, stand)
        mended = [
            label
            for name in _tables_with_mended_rows(connection, stand)
            for label in lay_over(connection, table_named(name), stand).mended
        ]
    shown = found.drop(index=mended, columns="in_force").reset_index(drop=True)
    return shown.assign(reasons=shown["reasons"].map("; ".join))


def _tables_with_mended_rows(connection: sa.Connection, stand: date | None) -> set[str]:
    return {
        one.table for one in read_corrections(connection) if one.original and one.stood_on(stand)
    }


def _set_aside(connection: sa.Connection, stand: date | None) -> pd.DataFrame:
    """As set_aside gives them, mended ones too; reasons as lists, and ``in_force``: whether other
    rows of the delivery count."""
    aside, sheets, deliveries = schema.set_aside_rows.c, schema.sheets.c, schema.deliveries.c
    ranked = _ranked(stand).subquery()
    shown = sa.select(ranked).where(_in_force(ranked) | (ranked.c.place == 1)).subquery().c
    without_scope = deliveries.id.in_(sa.select(shown.delivery_id)) | deliveries.id.not_in(
        sa.select(schema.scopes.c.delivery_id)
    )
    query = (
        sa.select(
            sheets.table_name.label("table"),
            sheets.name.label("sheet"),
            aside.row,
            aside.bezirksregierung,
            aside.period,
            aside.reasons,
            aside["values"],
            deliveries.file_name,
            deliveries.received,
            sheets.delivery_id,
            _stands_beside_rows(stand).label("in_force"),
        )
        .select_from(schema.set_aside_rows.join(schema.sheets).join(schema.deliveries))
        .where(
            aside.scope_id.in_(sa.select(shown.id)) | (aside.scope_id.is_(None) & without_scope),
            _until(stand),
        )
        .order_by(deliveries.received, aside.id)
    )
    return read_frame(connection, query)


def _stands_beside_rows(stand: date | None) -> sa.ColumnElement[bool]:
    """Whether the scope of a row set aside is in force; where it says none, any of its delivery."""
    aside = schema.set_aside_rows.c
    standing = in_force(stand).subquery().c
    of_scope = aside.scope_id.in_(sa.select(standing.id))
    of_delivery = schema.sheets.c.delivery_id.in_(sa.select(standing.delivery_id))
    return sa.case((aside.scope_id.is_(None), of_delivery), else_=of_scope)


def version(engine: sa.Engine) -> int:
    """Another number after every write that changes figures. Counted, because a server may commit
    delivery 7 before delivery 6; corrections count, and taking something back does too."""
    with reading(engine) as connection:
        return sum(
            connection.scalar(
                sa.select(sa.func.count(kept.c.id) + sa.func.count(kept.c.taken_back_on))
            )
            for kept in (schema.deliveries, schema.corrections)
        )


def in_force(stand: date | None = None, without_taken_back: bool = False) -> sa.Select:
    """The scopes that stand: the columns of the table scopes, and received, imported_at, file_name
    of the delivery. ``without_taken_back`` asks what would stand on that day as far as known now:
    what a new delivery is held against."""
    ranked = _ranked(stand).where(schema.STANDS) if without_taken_back else _ranked(stand)
    ranked = ranked.subquery()
    return sa.select(ranked).where(_in_force(ranked))


def last_delivered(until: date) -> sa.Select:
    """The scopes as they came last until that day, whether they count or were set aside as a
    whole: the columns as in in_force."""
    ranked = _ranked(until).where(schema.STANDS).subquery()
    return sa.select(ranked).where(ranked.c.place == 1)


def _in_force(ranked: sa.Subquery) -> sa.ColumnElement[bool]:
    return (ranked.c.rows_accepted > 0) & (ranked.c.place_among_alike == 1)


def _ranked(stand: date | None) -> sa.Select:
    """Every scope of every delivery received until then. ``place`` is 1 for the last delivery of
    its scope, ``place_among_alike`` for the last with accepted rows and the last without."""
    scope, deliveries = schema.scopes.c, schema.deliveries.c
    same = [scope.table_name, scope.bezirksregierung, scope.period]
    last_first = [deliveries.received.desc(), deliveries.id.desc()]
    place = sa.func.row_number().over(partition_by=same, order_by=last_first)
    among_alike = sa.func.row_number().over(
        partition_by=[*same, scope.rows_accepted > 0], order_by=last_first
    )
    return (
        sa.select(
            schema.scopes,
            deliveries.received,
            deliveries.imported_at,
            deliveries.file_name,
            place.label("place"),
            among_alike.label("place_among_alike"),
        )
        .join(schema.deliveries)
        .where(_until(stand))
    )


def _until(stand: date | None) -> sa.ColumnElement[bool]:
    """A delivery stands from the day it was received until the day it was taken back."""
    deliveries = schema.deliveries.c
    if stand is None:
        return schema.STANDS
    return (deliveries.received <= stand) & (schema.STANDS | (deliveries.taken_back_on > stand))
