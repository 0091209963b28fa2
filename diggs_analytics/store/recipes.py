"""Decisions about what a sender writes, kept for each Bezirksregierung and never overwritten."""

from collections.abc import Iterable, Mapping
from datetime import date

import pandas as pd
import sqlalchemy as sa

from diggs_analytics.domain.recipe import About, Decision, Recipe
from diggs_analytics.domain.spelling import comparable
from diggs_analytics.store import schema
from diggs_analytics.store.engine import reading, writing
from diggs_analytics.store.records import read_frame

KEPT = schema.decisions.c


def recipes(engine: sa.Engine) -> Mapping[str, Recipe]:
    """Bezirksregierung → what holds for it now."""
    query = sa.select(schema.decisions).where(KEPT.dropped_on.is_(None)).order_by(KEPT.id)
    found: dict[str, Recipe] = {}
    with reading(engine) as connection:
        for row in connection.execute(query):
            kept = found.get(row.bezirksregierung, ())
            found[row.bezirksregierung] = (*kept, decision(row))
    return found


def decision(row: sa.Row | pd.Series) -> Decision:
    """Of a row of ``decisions``, or of the listing."""
    return Decision(
        about=About(row.about),
        spoken=row.spoken,
        meaning=row.meaning,
        table=row.table_name,
        column=row.column_name,
        header_row=int(row.header_row),
    )


def decide(
    engine: sa.Engine, bezirksregierung: str, decisions: Iterable[Decision], by: str
) -> None:
    """A new decision about the same word replaces the old one, which stays in the list. One that
    holds already is not made again."""
    held = recipes(engine).get(bezirksregierung, ())
    with writing(engine) as connection:
        for one in decisions:
            if one in held:
                continue
            _drop_same(connection, bezirksregierung, one)
            connection.execute(
                sa.insert(schema.decisions).values(
                    bezirksregierung=bezirksregierung,
                    about=one.about,
                    table_name=one.table,
                    column_name=one.column,
                    spoken=one.spoken,
                    meaning=one.meaning,
                    header_row=one.header_row,
                    decided_on=date.today(),
                    decided_by=by,
                )
            )


def drop(engine: sa.Engine, decision_id: int) -> None:
    """From now on the word is unknown again."""
    with writing(engine) as connection:
        connection.execute(_dropped().where(KEPT.id == decision_id))


def listing(engine: sa.Engine) -> pd.DataFrame:
    """Every decision, the newest first: id, bezirksregierung, about, table_name, column_name,
    spoken, meaning, header_row (0 for anything but a sheet), decided_on, decided_by, dropped_on
    (missing while it holds)."""
    with reading(engine) as connection:
        return read_frame(connection, sa.select(schema.decisions).order_by(KEPT.id.desc()))


def version(engine: sa.Engine) -> int:
    """Another number after every decision, and after every one dropped."""
    with reading(engine) as connection:
        return connection.scalar(sa.select(sa.func.count(KEPT.id) + sa.func.count(KEPT.dropped_on)))


def _drop_same(connection: sa.Connection, bezirksregierung: str, one: Decision) -> None:
    same = sa.select(KEPT.id, KEPT.spoken).where(
        KEPT.bezirksregierung == bezirksregierung,
        KEPT.about == one.about,
        KEPT.table_name == one.table,
        KEPT.column_name == one.column,
    )
    word = comparable(one.spoken)
    ids = [row.id for row in connection.execute(same) if comparable(row.spoken) == word]
    connection.execute(_dropped().where(KEPT.id.in_(ids)))


def _dropped() -> sa.Update:
    return (
        sa.update(schema.decisions).where(KEPT.dropped_on.is_(None)).values(dropped_on=date.today())
    )
