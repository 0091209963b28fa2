"""What dimensions and their groups are called in figures, tables and sentences."""

from datetime import date

import pandas as pd

from diggs_analytics.domain.tables import ANZEIGEN, POK
from diggs_analytics.output import formats

# Dimensions with an order of their own; every other one is shown from the highest value down.
IN_ORDER = ("schuljahr", "anlage", "untertyp", "ebene", "status", "monat")


def heading(by: str) -> str:
    """The German name of a dimension: a column of a table, or the month of the Eingangsdatum."""
    if by == "monat":
        return "Monat des Eingangs"
    return next(table[by].label for table in (ANZEIGEN, POK) if by in table)


def group(by: str, value: object) -> str:
    """One group of a dimension; a month is a date or text that begins like one."""
    if by == "anlage":
        return f"Anlage {value}"
    if by == "monat":
        return formats.month(month_start(value))
    return str(value)


def parts(values: pd.DataFrame, by: str | None) -> list[tuple[str, pd.DataFrame]]:
    """The groups of a dimension by name, in the order in which they stand; all under "" if there
    is none."""
    if by is None:
        return [("", values)]
    grouped = values.groupby(by, sort=False, observed=True)
    return [(group(by, value), part) for value, part in grouped]


def month_start(value: object) -> date:
    """The first day of a month given as a date or as text, 2025-08."""
    year, month = str(value)[:7].split("-")
    return date(int(year), int(month), 1)
