"""What was decided once for a Bezirksregierung: how its own sheets, headings, values and dates are
read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from diggs_analytics.domain.schema import Column, Table
from diggs_analytics.domain.spelling import comparable
from diggs_analytics.domain.tables import TABLES, table_named


class About(StrEnum):
    """What a decision is about; the value is the word for it."""

    HEADING = "Überschrift"
    VALUE = "Wert"
    SHEET = "Blatt"
    DATE = "Datum"


# What 3/4/2024 may mean.
DAY_FIRST, MONTH_FIRST = "Tag/Monat/Jahr", "Monat/Tag/Jahr"


@dataclass(frozen=True)
class Decision:
    """What ``spoken`` means where this sender writes it.

    ======= ================ ============================== ========================
    about   spoken           meaning                        of
    ======= ================ ============================== ========================
    HEADING the heading      a column, "" for none of ours  ``table``
    VALUE   the value        an allowed value               ``table`` and ``column``
    SHEET   the sheet's name a table, "" for none of ours   ``header_row``
    DATE    ""               DAY_FIRST or MONTH_FIRST       ``table`` and ``column``
    ======= ================ ============================== ========================
    """

    about: About
    spoken: str
    meaning: str
    table: str = ""
    column: str = ""
    header_row: int = 0


# All decisions for one Bezirksregierung. Of two about the same, the later one counts.
Recipe = tuple[Decision, ...]


class HeaderRow(NamedTuple):
    """A row in which a header may stand, and the texts in it."""

    number: int
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """Something that nobody has decided yet. ``options`` are the meanings it may have, the nearest
    first; a date says in ``spoken`` how one is written.

    A sheet offers ``header_rows``, too, the likeliest first. ``decided`` is what was decided about
    it but did not suffice to read it.
    """

    about: About
    spoken: str
    options: tuple[str, ...]
    table: str = ""
    column: str = ""
    header_rows: tuple[HeaderRow, ...] = ()
    decided: Decision | None = None

    @property
    def may_be_other(self) -> bool:
        """Whether it may be none of ours: a value and a date stand in a column of ours."""
        return self.about in (About.HEADING, About.SHEET)

    def answered(self, meaning: str, header_row: int = 0) -> Decision:
        spoken = "" if self.about is About.DATE else self.spoken
        return Decision(self.about, spoken, meaning, self.table, self.column, header_row)


def meanings(about: About, table: str, column: str) -> tuple[str, ...]:
    """Everything that a heading, value, sheet or date may mean; "" is none of ours."""
    match about:
        case About.HEADING:
            return ("", *table_named(table).names)
        case About.VALUE:
            return tuple(table_named(table)[column].allowed)
        case About.SHEET:
            return ("", *(table.name for table in TABLES))
        case About.DATE:
            return (DAY_FIRST, MONTH_FIRST)


def with_recipe(table: Table, recipe: Iterable[Decision]) -> Table:
    """The table as this sender writes it: a decision is one more alias or spelling, or says which
    part of a date comes first."""
    decisions = [one for one in recipe if one.table == table.name and one.meaning]
    if not decisions:
        return table
    return replace(table, columns=tuple(_column(column, decisions) for column in table))


def _column(column: Column, decisions: list[Decision]) -> Column:
    aliases = tuple(
        d.spoken for d in decisions if d.about is About.HEADING and d.meaning == column.name
    )
    own = [d for d in decisions if d.column == column.name]
    values = [d for d in own if d.about is About.VALUE and d.meaning in column.allowed]
    orders = [d.meaning == DAY_FIRST for d in own if d.about is About.DATE]
    if not (aliases or values or orders):
        return column
    allowed = {
        value: (*others, *(d.spoken for d in values if d.meaning == value))
        for value, others in column.allowed.items()
    }
    return replace(
        column,
        aliases=(*column.aliases, *aliases),
        allowed=allowed,
        day_first=orders[-1] if orders else None,
    )


def is_ignored(heading: str, table: Table, recipe: Iterable[Decision]) -> bool:
    """Whether it was decided that a heading is none of ours."""
    word = comparable(heading)
    return any(
        one.about is About.HEADING
        and not one.meaning
        and one.table == table.name
        and comparable(one.spoken) == word
        for one in recipe
    )


def decided_sheet(name: str, recipe: Recipe) -> Decision | None:
    """What was decided about the sheet of that name."""
    word = comparable(name)
    return next(
        (
            one
            for one in reversed(recipe)
            if one.about is About.SHEET and comparable(one.spoken) == word
        ),
        None,
    )
