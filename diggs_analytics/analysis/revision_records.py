"""Which records a selection holds or a measure counts, and how they are listed."""

import numpy as np
import pandas as pd

from diggs_analytics.analysis import values
from diggs_analytics.analysis.coverage import coverage
from diggs_analytics.analysis.measures import Measure
from diggs_analytics.analysis.records import BILDUNGSGANG, Records
from diggs_analytics.analysis.revision_causes import ABSENT
from diggs_analytics.analysis.selection import Selection, is_selected
from diggs_analytics.domain.plan import Action, Plan, PlannedRows
from diggs_analytics.domain.schema import Table


def concerned(
    found: pd.DataFrame,
    frames: tuple[pd.DataFrame, pd.DataFrame],
    states: tuple[Records, Records],
    measure: Measure,
    selection: Selection,
) -> pd.Series:
    """Of the pairs of two states whether the selection holds them in one. So it does what may
    replace another row, being of the same Bildungsgang, and for a quota every row of a
    Bezirksregierung that counts in one state only: its schools count before any of them does."""
    rows = pd.concat(frames, ignore_index=True)
    held = np.concatenate([_held(records, measure, selection) for records in states])
    bildungsgang = rows.groupby(["schuljahr", *BILDUNGSGANG], dropna=False).ngroup()
    near = bildungsgang.isin(bildungsgang[held])
    near &= rows["eingangsdatum"] <= pd.Timestamp(selection.stichtag)
    if measure.of_register:
        known = (set(coverage(records, measure, selection).counted) for records in states)
        near |= rows["bezirksregierung"].isin(set.symmetric_difference(*known))
    near = (near | held).to_numpy()
    sides = near[: len(frames[0])], near[len(frames[0]) :]
    told = pd.Series(False, index=found.index)
    for side, name in zip(sides, ("then", "now"), strict=True):
        there = found[name] != ABSENT
        told[there] |= side[found.loc[there, name]]
    return told


def _held(records: Records, measure: Measure, selection: Selection) -> np.ndarray:
    """Of each delivered row whether the selection holds it, by its own school or a partner's."""
    rows = getattr(records, measure.table)
    held = rows.loc[is_selected(rows, values.heeded(measure, selection)), "record_id"]
    return np.isin(np.arange(rows["record_id"].nunique()), held)


def counted(records: Records, measure: Measure, selection: Selection) -> np.ndarray:
    """Of each delivered row whether it counts in the measure."""
    selection = values.heeded(measure, selection)
    known = coverage(records, measure, selection).counted
    counting = values.counting_rows(records, measure, selection, known, ["record_id"])
    every = np.arange(getattr(records, measure.table)["record_id"].nunique())
    return np.isin(every, counting["record_id"])


def listed(then: pd.DataFrame, now: pd.DataFrame, found: pd.DataFrame, table: Table) -> Plan:
    """The pairs with their rows of both states."""
    came, gone = found["then"] == ABSENT, found["now"] == ABSENT
    kept = ~(came | gone)
    parts = (
        PlannedRows(table, Action.NEW, now.iloc[found.loc[came, "now"]]),
        PlannedRows(
            table,
            Action.CHANGED,
            now.iloc[found.loc[kept, "now"]],
            before=then.iloc[found.loc[kept, "then"]],
        ),
        PlannedRows(table, Action.MISSING, then.iloc[found.loc[gone, "then"]]),
    )
    return Plan(tuple(part for part in parts if len(part.rows)))


def recounted(rows: pd.DataFrame, was: np.ndarray, now: np.ndarray, table: Table) -> Plan:
    """Rows that are the same and count only once."""
    other = rows[was != now]
    return Plan((PlannedRows(table, Action.UNCHANGED, other),) if len(other) else ())
