"""Ways of typing a value that more than one Bezirksregierung has."""

from collections.abc import Callable, Mapping
from datetime import date

from sample_data.sheets import Cell, Values

Typing = Callable[[Values], Cell]


def spelled(name: str, spellings: Mapping[object, Cell]) -> Typing:
    """The sender's word for each value; a value without one is typed as it is."""
    return lambda values: spellings.get(values[name], values[name])


def short_date(name: str) -> Typing:
    """As text with two digits for the year: 25.08.24."""
    return lambda values: values[name] and f"{values[name]:%d.%m.%y}"


def serial(name: str) -> Typing:
    """The number that Excel keeps for a date, shown when the column lost its format."""
    return lambda values: values[name] and (values[name] - date(1899, 12, 30)).days


def anlage_and_figure(prefix: str = "") -> Typing:
    """Anlage and figure in one cell: "C 3", or "APO-BK Anlage C 3"."""

    def typed(values: Values) -> Cell:
        if values["anlage"] is None:
            return None
        figure = f" {values['untertyp']}" if values["untertyp"] else ""
        return f"{prefix}{values['anlage']}{figure}"

    return typed


def constant(cell: Cell) -> Typing:
    return lambda values: cell
