"""How numbers, dates and counts are written in German: on pages, in figures and in documents.

A figure is rounded once, here, when it is shown: half away from zero, on fifteen significant
digits. That is what Excel does with the numbers it shows, so both show the same figure.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import get_month_names
from babel.lists import format_list

from diggs_analytics.domain.signs import Nothing

THOUSANDS = "\u202f"  # narrow no-break space
BLANK = "\u00a0"  # no-break space, before a percent sign
MINUS = "\u2212"

MONTHS = get_month_names("wide", locale="de")
SHORT_MONTHS = get_month_names("abbreviated", context="stand-alone", locale="de")


def number(value: float, decimals: int = 0) -> str:
    return _german(_rounded(_exact(value), decimals))


def percent(share: float, decimals: int = 1) -> str:
    """A share of 0 to 1 as ``25,8 %``."""
    return f"{_german(_rounded(_exact(share).scaleb(2), decimals))}{BLANK}%"


def amount(value: float | None, unit: str, nothing: Nothing | None = None) -> str:
    """A measured value in its unit, or the sign for nothing: exactly zero is a sign too, and what
    is missing without a reason is unknown. A percentage has one decimal, another value one at
    most (a median of 12,5 days, 480 hours)."""
    if value is None or value != value:
        return (nothing or Nothing.UNKNOWN).value
    if value == 0:
        return Nothing.ZERO.value
    return percent(value) if unit == "%" else _german(_trimmed(_exact(value)))


def sign_in_words(sign: str) -> str:
    """A sign with its meaning (``… nicht geliefert``); a number stays as it is."""
    is_sign = sign in {nothing.value for nothing in Nothing}
    return f"{sign} {Nothing(sign).words}" if is_sign else sign


def signed(difference: float, unit: str) -> str:
    """A change in the unit of its measure: ``+212``, ``−1,5 Prozentpunkte``, ``±0``."""
    if unit == "%":
        points = _rounded(_exact(difference).scaleb(2), 1)
        return f"{_signed(points)}{BLANK}Prozentpunkte"
    return _signed(_trimmed(_exact(difference)))


def signed_percent(ratio: float) -> str:
    """A relative change: ``−3,4 %`` for a ratio of -0.034."""
    return f"{_signed(_rounded(_exact(ratio).scaleb(2), 1))}{BLANK}%"


def day(value: date) -> str:
    return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"


def moment(value: datetime) -> str:
    return f"{day(value)}, {value:%H:%M} Uhr"


def month(value: date, names: dict[int, str] = MONTHS) -> str:
    return f"{names[value.month]} {value.year}"


def count(how_many: int, one: str, many: str) -> str:
    """``1 Zeile``, ``23 Zeilen``, ``keine Zeilen``."""
    if how_many == 0:
        return f"keine {many}"
    return f"{number(how_many)} {one if how_many == 1 else many}"


def yes_no(value: bool) -> str:
    return "ja" if value else "nein"


def enumeration(words: list[str]) -> str:
    """``Köln, Münster und Arnsberg``."""
    return format_list(words, locale="de")


def file_size(size: int) -> str:
    for unit, factor in (("MB", 10**6), ("kB", 10**3)):
        if size >= factor:
            return f"{number(size / factor, 1)} {unit}"
    return count(size, "Byte", "Bytes")


def _exact(value: float) -> Decimal:
    return Decimal(f"{value:.15g}")


def _rounded(value: Decimal, decimals: int) -> Decimal:
    """Never minus zero."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0


def _trimmed(value: Decimal) -> Decimal:
    tenths = _rounded(value, 1)
    whole = tenths.to_integral_value()
    return whole if whole == tenths else tenths


def _german(value: Decimal) -> str:
    return f"{value:,}".translate(str.maketrans({",": THOUSANDS, ".": ",", "-": MINUS}))


def _signed(rounded: Decimal) -> str:
    """The sign is that of the rounded figure: what is shown as zero has not changed."""
    sign = "±" if rounded == 0 else "+" if rounded > 0 else ""
    return sign + _german(rounded)
