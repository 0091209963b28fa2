"""Which rows count on a Stichtag, and how a number comes out of them: what measures are made of."""

from collections.abc import Callable

import pandas as pd

# (rows of a table, Stichtag) → which of them count
Counts = Callable[[pd.DataFrame, pd.Timestamp], pd.Series]
# rows with a column "group" → one number for each group
Compute = Callable[[pd.DataFrame], pd.Series]


def notified(rows: pd.DataFrame, stichtag: pd.Timestamp) -> pd.Series:
    return rows["zaehlt"]


def running(rows: pd.DataFrame, stichtag: pd.Timestamp) -> pd.Series:
    return rows["laeuft"]


def in_force(rows: pd.DataFrame, stichtag: pd.Timestamp) -> pd.Series:
    """Geltende Anzeigen: neither withdrawn nor a Beendigung, and not replaced by then."""
    return rows["laeuft"] & ~(rows["ersetzt_am"] <= stichtag)


def acknowledged(rows: pd.DataFrame, stichtag: pd.Timestamp) -> pd.Series:
    """Each delivered row once; what was taken note of after the Stichtag was still waiting."""
    later = rows["status_datum"] > stichtag
    return rows["eigen"] & (rows["status"] == "zur Kenntnis genommen") & ~later


def queried(rows: pd.DataFrame, stichtag: pd.Timestamp) -> pd.Series:
    return rows["status"] == "Rückfrage"


def queried_once(rows: pd.DataFrame, stichtag: pd.Timestamp) -> pd.Series:
    return rows["eigen"] & queried(rows, stichtag)


def delivered_once(rows: pd.DataFrame, stichtag: pd.Timestamp) -> pd.Series:
    """Each delivered row once, at the school that notified it."""
    return rows["eigen"] & rows["laeuft"]


def number_of(rows: pd.DataFrame) -> pd.Series:
    return rows.groupby("group").size()


def different(column: str) -> Compute:
    return lambda rows: rows.groupby("group")[column].nunique()


def total(column: str) -> Compute:
    return lambda rows: rows.groupby("group")[column].sum()


def share(part: str, whole: str) -> Compute:
    """A ratio of sums: the mean of the rows' own shares would weigh a class of three like one of
    thirty."""
    return lambda rows: total(part)(rows) / total(whole)(rows)


def median(column: str) -> Compute:
    return lambda rows: rows.groupby("group")[column].median()


def schools_of_test_phase(rows: pd.DataFrame) -> pd.Series:
    taking_part = rows["schul_id"].where(rows["testphase"].astype("bool"))
    return taking_part.groupby(rows["group"]).nunique()


def complete_sets(rows: pd.DataFrame) -> pd.Series:
    """Schools that have a bildungsgangübergreifendes PoK and at least one other."""
    first = rows["ebene"] == "bildungsgangübergreifend"
    levels = rows.assign(first=first, other=~first).groupby(["group", "schul_id"])
    return levels[["first", "other"]].any().all(axis=1).groupby("group").sum()
