"""From rows to values: a measure in total or for each group, or the reason why there is none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isnan, nan

import numpy as np
import pandas as pd

from diggs_analytics.analysis.coverage import Coverage, coverage, joined
from diggs_analytics.analysis.groups import grouped
from diggs_analytics.analysis.measures import Measure
from diggs_analytics.analysis.quota import REGISTER_COLUMNS, quota
from diggs_analytics.analysis.records import Records
from diggs_analytics.analysis.selection import Selection, is_selected
from diggs_analytics.domain.signs import Nothing

# A school as a whole belongs to these; it has no one Anlage, Ebene or month.
OF_SCHOOLS = {"schuljahr", "bezirksregierung", "schulnummer"}
IGNORED = "gilt ohne Filter nach Anlage, Bildungsgang und Fachbereich"


@dataclass(frozen=True)
class Value:
    """``number`` is None exactly where ``nothing`` says why."""

    number: float | None
    nothing: Nothing | None = None
    note: str = ""


def measure(records: Records, measure: Measure, selection: Selection) -> Value:
    """The measure of all selected rows together, never a sum of groups."""
    [(number, nothing, note)] = measure_by(records, measure, selection, ()).itertuples(index=False)
    return Value(None if isnan(number) else number, nothing, note)


def measure_by(
    records: Records, measure: Measure, selection: Selection, by: Sequence[str]
) -> pd.DataFrame:
    """One row per group: the columns of ``by``, then ``value`` (float, NaN if there is none),
    ``nothing`` (the Nothing that says why, else None) and ``note`` ("" if there is none).

    ``by`` names columns of the measure's table, or ``monat`` ("2025-08"). All chosen
    Bezirksregierungen are there, delivered or not, and every month from August to the Stichtag;
    of other columns the values that occur, and "ohne Angabe" for rows that lack one; all in each
    combination. They stand in the order of the closed list or the alphabet, Bildungsgänge by
    descending value.
    """
    asked, selection = selection, heeded(measure, selection)
    ignored = asked != selection
    cover = coverage(records, measure, selection)
    rows = counting_rows(records, measure, selection, cover.counted, by)
    rows, groups = grouped(rows, by, selection, cover.chosen)
    if measure.of_school and not OF_SCHOOLS.issuperset(by):
        return groups.assign(value=nan, nothing=Nothing.MEANINGLESS, note="")
    if measure.of_register:
        outcomes = quota(records, measure, rows, groups, selection.schuljahr, cover.counted)
    else:
        outcomes = _outcomes(measure, rows, len(groups))
    values = pd.concat([groups, _covered(outcomes, groups, cover)], axis=1)
    if ignored:
        values = values.assign(note=[joined(note, IGNORED) for note in values["note"]])
    return _by_value(values) if "bildungsgang" in by else values


def counting_rows(
    records: Records,
    measure: Measure,
    selection: Selection,
    bezirksregierungen: Sequence[str],
    columns: Sequence[str],
) -> pd.DataFrame:
    """The rows that count for the measure on the Stichtag, with the measure's columns and
    ``columns`` alone: copying the others would take longer than measuring."""
    rows = getattr(records, measure.table)
    counts = is_selected(rows, replace(selection, bezirksregierung=()))
    counts &= rows["bezirksregierung"].isin(bezirksregierungen)
    counts &= measure.counts(rows, pd.Timestamp(selection.stichtag))
    needed = [*columns, *measure.columns, *(REGISTER_COLUMNS if measure.of_register else ())]
    return rows[list(dict.fromkeys(needed))][counts.to_numpy()]


def _outcomes(measure: Measure, rows: pd.DataFrame, groups: int) -> list[tuple]:
    """(value, nothing, note) of each group, of rows with a column ``group``."""
    lacking = rows[list(measure.columns)].isna().to_numpy().any(axis=1)
    counting = np.bincount(rows["group"], minlength=groups)
    missing = np.bincount(rows["group"][lacking], minlength=groups)
    numbers = measure.compute(rows[~lacking] if lacking.any() else rows).reindex(range(groups))
    return [
        _outcome(*group, measure.empty)
        for group in zip(numbers.astype("float64"), counting, missing, strict=True)
    ]


def _outcome(
    number: float, counting: int, missing: int, empty: float | None
) -> tuple[float, Nothing | None, str]:
    """A group without rows has the value ``empty``, one whose rows all lack the figure an unknown
    value; otherwise NaN is 0 by 0."""
    note = f"bei {missing:,} von {counting:,} fehlt die Angabe" if missing else ""
    note = note.replace(",", "\u202f")
    if not isnan(number):
        return number, None, note
    if missing:
        return nan, Nothing.UNKNOWN, note
    if counting or empty is None:
        return nan, Nothing.MEANINGLESS, note
    return empty, None, note


def _covered(outcomes: list[tuple], groups: pd.DataFrame, cover: Coverage) -> pd.DataFrame:
    """The columns value, nothing and note: no value where nobody delivered, and what is said of
    those left out."""
    if "bezirksregierung" in groups:
        reasons = [cover.left_out.get(name) for name in groups["bezirksregierung"]]
        notes = [cover.reasons[reason] if reason else "" for reason in reasons]
    else:
        reasons, notes = [cover.nothing] * len(groups), [cover.note] * len(groups)
    covered = [
        (nan, reason, note) if reason else (value, nothing, joined(note, own))
        for (value, nothing, own), reason, note in zip(outcomes, reasons, notes, strict=True)
    ]
    return pd.DataFrame(covered, groups.index, ["value", "nothing", "note"]).astype(
        {"value": "float64", "nothing": "object", "note": "str"}
    )


def _by_value(values: pd.DataFrame) -> pd.DataFrame:
    """Bildungsgänge by descending value within the columns that stand before them."""
    before = list(values.columns[: values.columns.get_loc("bildungsgang")])
    sums = values.groupby([*before, "bildungsgang"], sort=False)["value"].transform("sum")
    place = values.groupby(before, sort=False).ngroup() if before else 0
    order = pd.DataFrame({"place": place, "sums": -sums})
    return values.loc[order.sort_values(["place", "sums"], kind="stable").index].reset_index(
        drop=True
    )


def rows_behind(records: Records, measure: Measure, selection: Selection) -> int:
    """How many rows the measure of the selection rests on."""
    selection = heeded(measure, selection)
    cover = coverage(records, measure, selection)
    return len(counting_rows(records, measure, selection, cover.counted, ()))


def heeded(measure: Measure, selection: Selection) -> Selection:
    """The part of a selection that a measure can heed: a property of a whole school knows no
    Bildungsgang."""
    if not measure.of_school:
        return selection
    return replace(selection, anlage=(), bildungsgang=(), fachbereich=())
