"""The language in which tables are declared: what a column is called and what a cell may hold."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """How a cell becomes a value; the value is the word a message uses for it."""

    TEXT = "Text"
    CHOICE = "Wert der Liste"
    SCHULJAHR = "Schuljahr"
    SCHULNUMMER = "Schulnummer"
    SCHULNUMMERN = "Liste von Schulnummern"
    ANLAGE = "Anlage der APO-BK"
    DATE = "Datum"
    INT = "ganze Zahl ab 0"
    NUMBER = "Zahl ab 0"
    SHARE = "Anteil"
    YES_NO = "ja oder nein"


# The pandas type of a column of each kind; every one of them knows missing values.
DTYPES: Mapping[Kind, str] = {
    Kind.TEXT: "str",
    Kind.CHOICE: "str",
    Kind.SCHULJAHR: "str",
    Kind.SCHULNUMMER: "str",
    Kind.SCHULNUMMERN: "str",
    Kind.ANLAGE: "str",
    Kind.DATE: "datetime64[s]",
    Kind.INT: "Int64",
    Kind.NUMBER: "float64",
    Kind.SHARE: "float64",
    Kind.YES_NO: "boolean",
}

# An allowed value and the other ways in which senders write it.
Spellings = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Column:
    """One column of a table.

    ``allowed`` lists the values of a CHOICE with their spellings; ``empty_means`` is the value
    that a blank cell stands for; ``aliases`` are headings that senders use, compared without
    case, blanks, punctuation and footnote marks. ``example`` is what somebody might type where the
    examples of the kind do not fit. ``day_first`` says what 3/4/2024 is here: 3 April or 4 March;
    without it nobody knows.
    """

    name: str
    label: str
    kind: Kind
    meaning: str
    aliases: tuple[str, ...] = ()
    unit: str = ""
    allowed: Spellings = field(default_factory=dict, hash=False)
    required: bool = False
    empty_means: str | None = None
    example: str = ""
    day_first: bool | None = None

    @property
    def dtype(self) -> str:
        return DTYPES[self.kind]

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading this column is known by."""
        return (self.label, self.name, *self.aliases)


def required(column: Column) -> Column:
    return replace(column, required=True)


@dataclass(frozen=True)
class Source:
    """A column of published files that says in its own way what our column ``name`` holds. It is
    read where a sheet lacks that column; what stands in it is not stored.

    ``pattern`` matches a whole cell. Its group is a key of ``values``; without values it is the
    value itself.
    """

    name: str
    label: str
    aliases: tuple[str, ...] = ()
    pattern: str = "(.+)"
    values: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.label, *self.aliases)

    def says(self, text: str) -> str | None:
        """What would stand in our column, or None if the text says nothing we know."""
        match = re.fullmatch(self.pattern, text)
        if not match:
            return None
        return self.values.get(match[1]) if self.values else match[1]


@dataclass(frozen=True)
class Table:
    """One table of ours.

    ``key`` names the columns that tell one row of a scope from another; ``reference`` the
    sender's own key that replaces them where it stands. A scope, the unit that a delivery
    replaces as a whole, is one value of ``period`` (a column; a date stands for its year), for
    one Bezirksregierung where the table is ``territorial``. ``words`` in a sheet name or title
    speak for this table. ``sources`` stand in for columns that published files do not have;
    ``only`` names the column whose closed list says which rows concern us: others are skipped.
    """

    name: str
    label: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    period: str
    territorial: bool = True
    reference: str | None = None
    words: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    only: str | None = None

    def __hash__(self) -> int:
        """By its name alone: tables are asked for so often that hashing every column takes long."""
        return hash(self.name)

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __getitem__(self, name: str) -> Column:
        return self._by_name[name]

    def __contains__(self, name: str) -> bool:
        return name in self._by_name

    @cached_property
    def _by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @property
    def names(self) -> list[str]:
        return list(self._by_name)

    @property
    def dtypes(self) -> dict[str, str]:
        return {column.name: column.dtype for column in self.columns}
