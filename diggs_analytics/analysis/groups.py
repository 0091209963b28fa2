"""Which groups there are, in which order, and which of them a row belongs to."""

from collections.abc import Sequence
from itertools import product

import numpy as np
import pandas as pd

from diggs_analytics.analysis.selection import OHNE_ANGABE, Selection
from diggs_analytics.domain.schuljahr import first_day


def grouped(
    rows: pd.DataFrame, by: Sequence[str], selection: Selection, bezirksregierungen: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows with a column ``group``, and the groups: one row each with the columns of ``by``,
    its index the number that stands in ``group``. Nothing in ``by`` is one group of all."""
    group = np.zeros(len(rows), dtype="int64")
    levels = {}
    for column in by:
        values = _filled(rows[column])
        levels[column] = _levels(column, values, selection, bezirksregierungen)
        places = values.cat.set_categories(levels[column]).cat.codes.to_numpy()
        assert (places >= 0).all(), f"a value of {column} belongs to no group"
        group = group * len(levels[column]) + places
    groups = list(product(*levels.values()))
    return rows.assign(group=group), pd.DataFrame(
        groups, index=range(len(groups)), columns=list(by)
    )


def _filled(values: pd.Series) -> pd.Series:
    values = values.astype("category")
    if not values.isna().any():
        return values
    return values.cat.add_categories([OHNE_ANGABE]).fillna(OHNE_ANGABE)


def _levels(
    column: str, values: pd.Series, selection: Selection, bezirksregierungen: Sequence[str]
) -> list:
    occurring = list(values.cat.remove_unused_categories().cat.categories)
    if column == "bezirksregierung":
        return list(bezirksregierungen)
    if column == "monat":
        return _months(min([f"{first_day(selection.schuljahr):%Y-%m}", *occurring]), selection)
    return occurring


def _months(first: str, selection: Selection) -> list[str]:
    """Without gaps: a month in which nothing came in is a zero."""
    return pd.period_range(first, selection.stichtag, freq="M").strftime("%Y-%m").tolist()
