"""Dates in all the ways in which they are written."""

import re
from datetime import date, datetime, timedelta

from diggs_analytics.intake.cells import Cell

MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
# Excel counts days from here (its day 60, 29 February 1900, never was).
_EXCEL_EPOCH = date(1899, 12, 30)
_MIDNIGHT = re.compile(r" 00:00(:00)?$")
_DAY_OR_MONTH_FIRST = re.compile(r"(\d{1,2})\s?([/-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d\d)")


def date_in(cell: Cell, text: str, day_first: bool | None) -> date | None:
    """``text`` is what a person reads in the cell; ``day_first`` says what 3/4/2024 is."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    try:
        return _date_of(_MIDNIGHT.sub("", text), day_first)
    except (ValueError, OverflowError):
        return None


def day_or_month_first(text: str) -> tuple[int, int, int] | None:
    """The numbers of 3/4/24 or 03-04-2024, the year last: one of the others is the day."""
    match = _DAY_OR_MONTH_FIRST.fullmatch(_MIDNIGHT.sub("", text))
    return (int(match[1]), int(match[3]), _year(match[4])) if match else None


def _date_of(text: str, day_first: bool | None) -> date | None:
    if match := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d\d)", text):
        return date(_year(match[3]), int(match[2]), int(match[1]))
    if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:T00:00(?::00)?)?", text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(r"(\d{1,2})\.?\s*([A-Za-zä]{3,9})\.?\s*(\d{4}|\d\d)", text):
        return date(_year(match[3]), _month(match[2]), int(match[1]))
    if re.fullmatch(r"(19|20)\d{6}", text):
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _EXCEL_EPOCH + timedelta(days=int(float(text)))
    if (numbers := day_or_month_first(text)) and day_first is not None:
        first, second, year = numbers
        return date(year, second, first) if day_first else date(year, first, second)
    return None


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month(name: str) -> int:
    return MONTHS.index(name[:3].lower().replace("mae", "mär").replace("mrz", "mär")) + 1
