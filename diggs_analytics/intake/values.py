"""One cell becomes one value: a reader for each kind of column.

A reader gets a cell that is not blank and returns its value or raises Unreadable. Sources of what
is accepted: CONTRACT 4 (column "notes") and DOMAIN 4.4, 5.6, 6.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime

from diggs_analytics.domain import schuljahr
from diggs_analytics.domain.codes import ANLAGEN
from diggs_analytics.domain.schema import Column, Kind, Source
from diggs_analytics.domain.signs import EXCEL_ERRORS, READ_AS_EMPTY
from diggs_analytics.domain.spelling import comparable, lookup, nearest
from diggs_analytics.intake.cells import Cell, ExcelError, NoStoredValue
from diggs_analytics.intake.dates import date_in, day_or_month_first

# From here on a number in a file is no whole number any more, and nobody counts so far.
_TOO_MANY = 2.0**53

_EMPTY = {"".join(sign.split()).casefold() for sign in READ_AS_EMPTY} | {""}
_ERROR_TEXTS = {*EXCEL_ERRORS, *EXCEL_ERRORS.values()}


class Unreadable(ValueError):
    """A cell that cannot be read as its kind; ``check`` names what is wrong with it."""

    def __init__(self, check: str, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.check, self.message, self.suggestion = check, message, suggestion


def is_blank(cell: Cell) -> bool:
    """Whether a cell holds nothing, or one of the signs for nothing."""
    return isinstance(cell, str) and "".join(cell.split()).casefold() in _EMPTY


def read(cell: Cell, column: Column) -> object:
    """The value of a filled cell; raises Unreadable."""
    if isinstance(cell, ExcelError) or (isinstance(cell, str) and cell.strip() in _ERROR_TEXTS):
        raise Unreadable("excel_error", f"{column.label}: Die Zelle zeigt den Fehler {cell}.")
    if isinstance(cell, NoStoredValue):
        raise Unreadable(
            "formula_without_value",
            f"{column.label}: Die Formel hat keinen gespeicherten Wert; bitte in Excel neu "
            "berechnen und speichern.",
        )
    return READERS[column.kind](cell, column)


def read_source(cell: Cell, column: Column, source: Source) -> object:
    """The value of ``column`` that a filled cell of ``source`` says; raises Unreadable."""
    if isinstance(cell, (ExcelError, NoStoredValue)):
        return read(cell, column)
    text = as_text(cell)
    if (said := source.says(text)) is None:
        message = f"{source.label} »{text}« sagt nichts über {column.label}."
        raise Unreadable("unreadable_value", message)
    return read(said, column)


def as_text(cell: Cell) -> str:
    """What a person reads in the cell, on one line."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, bool):
        return "wahr" if cell else "falsch"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%d.%m.%Y %H:%M}".removesuffix(" 00:00")
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return str(cell)


def read_text(cell: Cell, column: Column) -> str:
    return as_text(cell)


def read_choice(cell: Cell, column: Column) -> str:
    text = as_text(cell)
    if value := lookup(column.allowed).get(comparable(text)):
        return value
    raise Unreadable(
        "unknown_value",
        f"{column.label} »{text}« ist nicht bekannt.",
        nearest(text, column.allowed),
    )


def read_schuljahr(cell: Cell, column: Column) -> str:
    text = as_text(cell)
    match = re.fullmatch(
        r"(?:SJ|Schuljahr)?\s*(?:20)?(\d\d)\s*[/–-]\s*(?:20)?(\d\d)", text, re.IGNORECASE
    )
    if match and (int(match[1]) + 1) % 100 == int(match[2]):
        return schuljahr.schuljahr(2000 + int(match[1]))
    raise _unreadable(text, column)


def read_schulnummer(cell: Cell, column: Column) -> str:
    """Six digits from 100000 on: NRW has no Schulnummer with a leading zero (DOMAIN 4.4)."""
    text = re.sub(r"^(?:Schul)?\W*(?:Nr|Nummer|SNR)\W*", "", as_text(cell), flags=re.IGNORECASE)
    digits = re.sub(r"\s", "", text.removesuffix(".0"))
    if re.fullmatch(r"[1-9]\d{5}", digits):
        return digits
    raise _unreadable(as_text(cell), column)


def read_schulnummern(cell: Cell, column: Column) -> str:
    parts = [part for part in re.split(r"[,;/\n]|\bund\b", str(cell)) if part.strip()]
    if isinstance(cell, (int, float)):
        parts = [as_text(cell)]
    return ", ".join(sorted({read_schulnummer(part, column) for part in parts}))


def read_anlage(cell: Cell, column: Column) -> str:
    return anlage_and_untertyp(cell, column)[0]


def anlage_and_untertyp(cell: Cell, column: Column) -> tuple[str, int | None]:
    """The letter and, where one stands, the figure after it: "APO-BK Anlage C 3" → C, 3.

    The figures of Anlage D number timetables, not types, and are dropped (DOMAIN 3.1).
    """
    text = as_text(cell)
    if match := re.fullmatch(r"([A-E])\d\d", text, re.IGNORECASE):
        raise Unreadable(
            "schulgliederung_for_anlage",
            f"»{text}« ist eine Schulgliederung der Amtlichen Schuldaten, keine Anlage der APO-BK.",
        )
    match = re.fullmatch(
        r"(?:APO\W*BK)?\W*(?:Anl(?:age|\.)?)?\W*([A-E])\W*(\d{1,2})?", text, re.IGNORECASE
    )
    if not match or (match[2] and match[1].upper() != "D" and not 1 <= int(match[2]) <= 4):
        raise _unreadable(text, column, " oder ".join((", ".join(ANLAGEN[:-1]), ANLAGEN[-1])))
    anlage = match[1].upper()
    return anlage, int(match[2]) if match[2] and anlage != "D" else None


def read_date(cell: Cell, column: Column) -> date:
    text = as_text(cell)
    if column.day_first is None and day_or_month_first(text):
        message = f"{column.label}: »{text}« kann Tag oder Monat zuerst nennen."
        raise Unreadable("unreadable_value", message, "TT.MM.JJJJ")
    day = date_in(cell, text, column.day_first)
    if day is None or not schuljahr.EARLIEST_DAY <= day <= schuljahr.LATEST_DAY:
        raise _unreadable(text, column, "TT.MM.JJJJ")
    return day


def read_number(cell: Cell, column: Column) -> float:
    number = _number_in(cell)
    if number is None or number < 0:
        raise _unreadable(as_text(cell), column)
    return number


def read_int(cell: Cell, column: Column) -> int:
    number = _number_in(cell)
    if number is None or not 0 <= number < _TOO_MANY or not number.is_integer():
        raise _unreadable(as_text(cell), column)
    return int(number)


def read_share(cell: Cell, column: Column) -> float:
    """ "25 %", 25 and 0,25 are a quarter; without a percent sign, what is over 1 is percent."""
    text = as_text(cell)
    number = _number_in(text.rstrip("% ")) if isinstance(cell, str) else _number_in(cell)
    if number is None or number < 0:
        raise _unreadable(text, column)
    return number / 100 if number > 1 or text.endswith("%") else number


def _number_in(cell: Cell) -> float | None:
    """A number, German or not: 1.020 and 1 020 are 1020, 12,5 and 12.5 are twelve and a half."""
    if isinstance(cell, bool) or not isinstance(cell, (int, float, str)):
        return None
    if not isinstance(cell, str):
        return float(cell)
    text = re.sub(r"\s", "", cell).replace("−", "-")
    if re.fullmatch(r"-?\d{1,3}([.']\d{3})+(,\d+)?", text):
        text = re.sub(r"[.']", "", text)
    if re.fullmatch(r"-?\d+([.,]\d+)?", text):
        return float(text.replace(",", "."))
    return None


def read_yes_no(cell: Cell, column: Column) -> bool:
    if isinstance(cell, (bool, int, float)) and cell in (0, 1):
        return bool(cell)
    word = as_text(cell).casefold().strip(".")
    if word in {"ja", "j", "x", "1", "wahr", "true", "yes", "y"}:
        return True
    if word in {"nein", "n", "0", "falsch", "false", "no"}:
        return False
    raise _unreadable(as_text(cell), column, "ja oder nein")


def _unreadable(text: str, column: Column, suggestion: str = "") -> Unreadable:
    return Unreadable(
        "unreadable_value",
        f"{column.label}: »{text}« ist nicht als {column.kind.value} lesbar.",
        suggestion,
    )


READERS: Mapping[Kind, Callable[[Cell, Column], object]] = {
    Kind.TEXT: read_text,
    Kind.CHOICE: read_choice,
    Kind.SCHULJAHR: read_schuljahr,
    Kind.SCHULNUMMER: read_schulnummer,
    Kind.SCHULNUMMERN: read_schulnummern,
    Kind.ANLAGE: read_anlage,
    Kind.DATE: read_date,
    Kind.INT: read_int,
    Kind.NUMBER: read_number,
    Kind.SHARE: read_share,
    Kind.YES_NO: read_yes_no,
}
