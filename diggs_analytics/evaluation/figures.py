"""Every figure of an evaluation as one long frame, from rows and criteria alone."""

from collections.abc import Mapping
from dataclasses import replace
from math import isnan

import pandas as pd

from diggs_analytics.analysis.coverage import joined
from diggs_analytics.analysis.measures import DISTANZANTEIL, measure_named
from diggs_analytics.analysis.records import Records, prepare
from diggs_analytics.analysis.selection import OHNE_ANGABE, Selection
from diggs_analytics.analysis.values import measure_by
from diggs_analytics.domain.tables import ANZEIGEN, POK, SCHULEN, Table
from diggs_analytics.evaluation.criteria import Criteria, breaks_down
from diggs_analytics.output.formats import percent

TABLES = (ANZEIGEN, POK, SCHULEN)
COLUMNS = ["id", "measure", "breakdown", "group", "value", "nothing", "note"]
NO_LIMIT = "Grenzwert nicht hinterlegt"


def records_of(rows: Mapping[str, pd.DataFrame], sources: pd.DataFrame) -> Records:
    """``rows`` by name of table, as the store gives them; with a column rechtsstatus, of the
    register, in anzeigen and pok."""
    records = prepare(*(rows[table.name] for table in TABLES), sources)
    register = dict(
        zip(records.schulen["schulnummer"], records.schulen["rechtsstatus"], strict=True)
    )
    return replace(
        records,
        anzeigen=_with_rechtsstatus(records.anzeigen, register),
        pok=_with_rechtsstatus(records.pok, register),
    )


def _with_rechtsstatus(rows: pd.DataFrame, register: Mapping[str, str]) -> pd.DataFrame:
    known = rows["schulnummer"].astype("str").map(register)
    allowed = pd.CategoricalDtype(list(SCHULEN["rechtsstatus"].allowed))
    return rows.assign(rechtsstatus=known.astype(allowed))


def figures(records: Records, criteria: Criteria, selection: Selection) -> pd.DataFrame:
    """id ("anzeigen/bezirksregierung=Köln", of a total "anzeigen"), measure, breakdown and group
    ("" of a total), value (float, NaN if there is none), nothing (the Nothing that says why, else
    None), note. A total is the measure of all rows, never the sum of groups."""
    counting = _narrowed(records, criteria)
    parts = [
        _part(counting, criteria, name, column, selection)
        for name in criteria.measures
        for column in ("", *criteria.breakdowns)
        if not column or breaks_down(measure_named(name), column)
    ]
    return pd.concat(parts, ignore_index=True)


def _narrowed(records: Records, criteria: Criteria) -> Records:
    """After what replaces what is settled: a Beendigung ends an Anzeige even if it is not
    counted itself."""
    return replace(
        records,
        anzeigen=_counting(records.anzeigen, ANZEIGEN, criteria),
        pok=_counting(records.pok, POK, criteria),
    )


def _counting(rows: pd.DataFrame, table: Table, criteria: Criteria) -> pd.DataFrame:
    counts = pd.Series(True, index=rows.index)
    for column, values in criteria.counts.items():
        if column in table:
            fits = rows[column].isin(values)
            counts &= fits | rows[column].isna() if OHNE_ANGABE in values else fits
    return rows[counts]


def _part(
    records: Records, criteria: Criteria, name: str, column: str, selection: Selection
) -> pd.DataFrame:
    by = [column] if column else []
    values = measure_by(records, measure_named(name), selection, by)
    groups = values[column].astype("str") if column else pd.Series("", index=values.index)
    ids = f"{name}/{column}=" + groups if column else name
    part = values.assign(id=ids, measure=name, breakdown=column, group=groups)[COLUMNS]
    if (name, column) != (DISTANZANTEIL.name, "bildungsgang"):
        return part
    notes = [
        joined(row.note, _against_limit(row.value, criteria.limits.get(row.group)))
        for row in part.itertuples(index=False)
    ]
    return part.assign(note=pd.array(notes, dtype="str"))


def _against_limit(value: float, limit: float | None) -> str:
    if limit is None:
        return NO_LIMIT
    above = not isnan(value) and value > limit
    return f"{'über dem' if above else ''} Grenzwert {percent(limit)}".strip()
