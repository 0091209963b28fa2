"""What the reader chose to look at: one Schuljahr up to a Stichtag, and chosen values."""

from dataclasses import dataclass
from datetime import date

import pandas as pd

from diggs_analytics.analysis.records import Records
from diggs_analytics.domain.schuljahr import last_day

# The group of rows whose column is empty; it can be chosen like a value.
OHNE_ANGABE = "ohne Angabe"


@dataclass(frozen=True)
class Selection:
    """Nothing chosen in a column means no restriction. A field is the name of a column."""

    schuljahr: str
    stichtag: date
    bezirksregierung: tuple[str, ...] = ()
    anlage: tuple[str, ...] = ()
    bildungsgang: tuple[str, ...] = ()
    fachbereich: tuple[str, ...] = ()


CHOICES = ("bezirksregierung", "anlage", "bildungsgang", "fachbereich")


def select(rows: pd.DataFrame, selection: Selection) -> pd.DataFrame:
    """Rows of anzeigen or pok of the Schuljahr that had come in on the Stichtag."""
    return rows[is_selected(rows, selection)]


def is_selected(rows: pd.DataFrame, selection: Selection) -> pd.Series:
    chosen = rows["schuljahr"] == selection.schuljahr
    chosen &= rows["eingangsdatum"] <= pd.Timestamp(selection.stichtag)
    for column in CHOICES:
        if values := getattr(selection, column):
            fits = rows[column].isin(values)
            chosen &= fits | rows[column].isna() if OHNE_ANGABE in values else fits
    return chosen


def schuljahre(records: Records) -> list[str]:
    """Those of which anybody delivered Anzeigen or PoK, the earliest first."""
    return sorted({jahr for table, _, jahr in records.received if table in ("anzeigen", "pok")})


def default_stichtag(records: Records, schuljahr: str, today: date) -> date:
    """The last day of a finished Schuljahr; in the running one the day up to which all
    Bezirksregierungen that delivered Anzeigen have delivered.

    They do not deliver on one day. With the newest of their days as Stichtag, one
    Bezirksregierung would stand there with a week that the others have not delivered yet, and
    the Land would be held against a full week of the year before: both mislead.
    """
    if last_day(schuljahr) < today:
        return last_day(schuljahr)
    received = [
        day
        for (table, _, jahr), day in records.received.items()
        if (table, jahr) == ("anzeigen", schuljahr)
    ]
    return min([today, *received])
