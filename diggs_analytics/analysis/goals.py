"""Where each goal stands: one row a goal with its newest state, what was documented before it, and
how many stand where. Nobody measures how far a goal is: there are steps, and no percentages.
"""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from diggs_analytics.domain.codes import GOAL_STATUS
from diggs_analytics.domain.goal_numbers import number_order
from diggs_analytics.domain.spelling import comparable

DROPPED = "gestrichen"
LADDER = tuple(status for status in GOAL_STATUS if status != DROPPED)
WITHOUT_STATE = "ohne Stand"
STATES = (*LADDER, DROPPED, WITHOUT_STATE)
ALL = "alle"

COLUMNS = [
    "ziel", "jahr", "nummer", "auch", "handlungsfeld", "titel", "status", "dokumentiert_am",
    "bemerkung", "vorgaenger", "nachfolger",
]  # fmt: skip


def identified(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of ziele with ``ziel``, a key of each goal: a number is only a label. Rows of one Jahr
    with the same number, or with titles that are the same words, are one goal."""
    keys = pd.Series(0, rows.index, dtype="int64")
    known: dict[tuple[int, str, str], int] = {}
    for key, row in enumerate(rows.itertuples()):
        labels = [(row.jahr, "nummer", row.nummer), (row.jahr, "titel", comparable(row.titel))]
        for other in {known[label] for label in labels if label in known}:
            keys = keys.where(keys != other, key)
            known = {label: key if of == other else of for label, of in known.items()}
        keys.at[row.Index] = key
        known |= dict.fromkeys(labels, key)
    return rows.assign(ziel=keys)


def goals(rows: pd.DataFrame, stichtag: date) -> pd.DataFrame:
    """One row for each goal of identified rows, by Jahr and in the order of the numbers: COLUMNS.

    Its state is the one documented last until the Stichtag; one without a day was before all
    others. ``status`` is WITHOUT_STATE where none was documented by then. The number that has a
    state leads, ``auch`` names the others.
    """
    each = [_goal(part, stichtag) for _, part in rows.groupby("ziel", sort=False)]
    each.sort(key=lambda goal: (goal["jahr"], number_order(goal["nummer"])))
    dtypes = {name: rows[name].dtype for name in COLUMNS if name in rows}
    return pd.DataFrame(each, columns=COLUMNS).astype(dtypes | {"auch": "str"})


def _goal(rows: pd.DataFrame, stichtag: date) -> dict[str, object]:
    known = history(rows, stichtag)
    documented = known[known["status"].notna()]
    leading = (documented if len(documented) else rows.head(1)).iloc[-1]
    others = sorted(set(rows["nummer"]) - {leading["nummer"]}, key=number_order)
    goal = {**leading, **_links(rows), "auch": ", ".join(others)}
    if documented.empty:
        remarks = known["bemerkung"].dropna()
        goal |= {"status": WITHOUT_STATE, "dokumentiert_am": pd.NaT}
        goal["bemerkung"] = remarks.iloc[-1] if len(remarks) else None
    return goal


def _links(rows: pd.DataFrame) -> dict[str, object]:
    """What all rows of a goal name: a link once documented holds."""
    return {
        name: ", ".join(rows[name].dropna().drop_duplicates()) or None
        for name in ("vorgaenger", "nachfolger")
    }


def history(rows: pd.DataFrame, stichtag: date) -> pd.DataFrame:
    """The rows of one goal that were documented until the Stichtag, the earliest first."""
    known = rows[~(rows["dokumentiert_am"] > pd.Timestamp(stichtag))]
    return known.sort_values("dokumentiert_am", na_position="first", kind="stable")


def counts(goals: pd.DataFrame, with_dropped: bool) -> pd.DataFrame:
    """How many goals stand where: one row for each Handlungsfeld and one for ALL; columns
    handlungsfeld (text, "" if the goal has none), one for each state, zusammen.

    ``with_dropped`` says whether dropped goals are in the base; if not, there is no column.
    """
    states = [state for state in STATES if with_dropped or state != DROPPED]
    counted = goals[goals["status"].isin(states)]
    parts = [*by_handlungsfeld(counted), (ALL, counted)]
    lines = [
        {"handlungsfeld": name, **_by_state(part, states), "zusammen": len(part)}
        for name, part in parts
    ]
    return pd.DataFrame(lines, columns=["handlungsfeld", *states, "zusammen"])


def by_handlungsfeld(goals: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The goals of each Handlungsfeld in order; those without one last, under ""."""
    for field, part in goals.groupby("handlungsfeld", dropna=False):
        yield "" if pd.isna(field) else str(field), part


def _by_state(goals: pd.DataFrame, states: list[str]) -> dict[str, int]:
    return goals["status"].value_counts().reindex(states, fill_value=0).to_dict()


def years(rows: pd.DataFrame) -> list[int]:
    return sorted(int(jahr) for jahr in rows["jahr"].unique())


def newest_documented(rows: pd.DataFrame) -> int:
    """The newest Jahr of which any state is documented, else the newest of all."""
    return max(years(rows[rows["status"].notna()]) or years(rows))
