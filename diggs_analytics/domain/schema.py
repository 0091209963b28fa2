"""The language in which tables are declared: what a column is called and what a cell may hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import cached_property


class Kind(Enum):
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
    case, blanks, punctuation and footnote marks.
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
class Table:
    """One table of ours.

    ``key`` names the columns that tell one row of a scope from another; ``reference`` the
    sender's own key that replaces them where it stands. A scope, the unit that a delivery
    replaces as a whole, is one value of ``period`` (a column; a date stands for its year), for
    one Bezirksregierung where the table is ``territorial``. ``words`` in a sheet name or title
    speak for this table.
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
