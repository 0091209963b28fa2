"""What was decided once for a Bezirksregierung: what its own headings and values mean."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from diggs_analytics.domain.schema import Column, Table
from diggs_analytics.domain.spelling import comparable


@dataclass(frozen=True)
class Decision:
    """``spoken`` is a heading that means the column ``meaning`` ("" if it is none of ours), or,
    where ``column`` is named, a value of that column that means the allowed value ``meaning``."""

    table: str
    spoken: str
    meaning: str
    column: str = ""


# All decisions for one Bezirksregierung.
Recipe = tuple[Decision, ...]


@dataclass(frozen=True)
class Question:
    """Something that nobody has decided yet: a heading, or a value of ``column``. ``options`` are
    the meanings it may have, the nearest first."""

    table: str
    spoken: str
    options: tuple[str, ...]
    column: str = ""


def with_recipe(table: Table, recipe: Iterable[Decision]) -> Table:
    """The table as this sender writes it: each decision is one more alias or spelling."""
    decisions = [one for one in recipe if one.table == table.name and one.meaning]
    if not decisions:
        return table
    return replace(table, columns=tuple(_column(column, decisions) for column in table))


def _column(column: Column, decisions: list[Decision]) -> Column:
    aliases = tuple(d.spoken for d in decisions if not d.column and d.meaning == column.name)
    spoken = [d for d in decisions if d.column == column.name and d.meaning in column.allowed]
    if not (aliases or spoken):
        return column
    allowed = {
        value: (*others, *(d.spoken for d in spoken if d.meaning == value))
        for value, others in column.allowed.items()
    }
    return replace(column, aliases=(*column.aliases, *aliases), allowed=allowed)


def is_ignored(heading: str, table: Table, recipe: Iterable[Decision]) -> bool:
    """Whether it was decided that a heading is none of ours."""
    word = comparable(heading)
    return any(
        not one.column
        and not one.meaning
        and one.table == table.name
        and comparable(one.spoken) == word
        for one in recipe
    )
