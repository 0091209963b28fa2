"""Tables to stand beside figures: German headings, numbers as numbers, nothing in words."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from diggs_analytics.analysis.measures import Measure
from diggs_analytics.domain.corrections import BERICHTIGT
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.domain.schuljahr import same_day
from diggs_analytics.domain.set_aside import ZURUECKGESTELLT
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.domain.tables import table_named
from diggs_analytics.output import labels

NOTE = Column("hinweis", "Hinweis", Kind.TEXT, "Warum ein Wert fehlt oder worauf er beruht.")

# Every other unit is counted in whole numbers.
KIND_OF_UNIT = {"%": Kind.SHARE, "Tage": Kind.NUMBER, "Stunden": Kind.NUMBER}


def values_table(values: pd.DataFrame, measure: Measure, by: Sequence[str]) -> pd.DataFrame:
    """What a figure shows, with German headings; the Hinweis only if there is one."""
    table = values_declaration(measure, by)
    rows = values_rows(values, measure, by).rename(
        columns={column.name: column.label for column in table}, errors="raise"
    )
    return rows if rows[NOTE.label].any() else rows.drop(columns=NOTE.label)


def values_rows(values: pd.DataFrame, measure: Measure, by: Sequence[str]) -> pd.DataFrame:
    """Values as rows of ``values_declaration``: a value that is not there is missing, and its
    Hinweis says why."""
    groups = {
        name: [labels.group(name, value) for value in values[name]] if name == "monat"
        else values[name].astype("str")
        for name in by
    }  # fmt: skip
    hints = [
        _hint(value, nothing, note)
        for value, nothing, note in zip(
            values["value"], values["nothing"], values["note"], strict=True
        )
    ]
    rows = pd.DataFrame({**groups, measure.name: values["value"], NOTE.name: hints})
    return rows.astype(values_declaration(measure, by).dtypes)


def values_declaration(measure: Measure, by: Sequence[str]) -> Table:
    """Measured values as a table that can be written to a file like any other."""
    number = Column(
        name=measure.name,
        label=measure.label,
        kind=KIND_OF_UNIT.get(measure.unit, Kind.INT),
        meaning=measure.definition,
        unit=measure.unit,
    )
    groups = (Column(name, labels.heading(name), Kind.TEXT, "") for name in by)
    return Table(
        name=measure.name,
        label=measure.label,
        meaning=measure.definition,
        columns=(*groups, number, NOTE),
        key=tuple(by),
        period=by[0],
    )


def course_table(values: pd.DataFrame, stichtag: date) -> pd.DataFrame:
    """The course of each Schuljahr at the end of its months and at the Stichtag's day: one row a
    day, one column a Schuljahr. A day that a Schuljahr has not reached is missing."""
    first_year = stichtag.year - (stichtag.month < 8)
    days = {_month_end(first_year, month) for month in range(1, 13)} | {stichtag}
    columns = {}
    for jahr, part in values.groupby("schuljahr", sort=True):
        by_day = part.set_index(pd.DatetimeIndex(part["date"]))["value"]
        years = int(str(jahr)[:4]) - first_year
        asked = pd.DatetimeIndex([same_day(day, years) for day in sorted(days)])
        columns[str(jahr)] = by_day.reindex(asked).to_numpy()
    return pd.DataFrame({"bis": [f"{day:%d.%m.}" for day in sorted(days)], **columns})


def _month_end(first_year: int, month: int) -> date:
    year = first_year + (month < 8)
    return date(year, month, monthrange(year, month)[1])


def with_mark(table: Table, rows: pd.DataFrame) -> Table:
    """The table as it is listed: with the column Berichtigt if any of the rows is corrected."""
    if BERICHTIGT.name not in rows or not rows[BERICHTIGT.name].any():
        return table
    return replace(table, columns=(*table.columns, BERICHTIGT))


def set_aside_rows(set_aside: pd.DataFrame) -> pd.DataFrame:
    """The store's rows set aside as rows of ZURUECKGESTELLT."""
    renamed = set_aside.rename(
        columns={
            "table": "tabelle",
            "period": "zeitraum",
            "file_name": "datei",
            "received": "eingegangen",
            "sheet": "blatt",
            "row": "zeile",
            "reasons": "grund",
            "values": "werte",
        },
        errors="raise",
    )
    texts = [
        _readable(values, table_named(name))
        for values, name in zip(renamed["werte"], renamed["tabelle"], strict=True)
    ]
    return renamed.assign(werte=texts)[ZURUECKGESTELLT.names].astype(ZURUECKGESTELLT.dtypes)


def _hint(value: float, nothing: Nothing | None, note: str) -> str:
    reason = (nothing or Nothing.UNKNOWN).words if pd.isna(value) else ""
    return note if reason in note else "; ".join(filter(None, (reason, note)))


def _readable(values: Mapping[str, str], table: Table) -> str:
    return "; ".join(f"{table[name].label}: {text}" for name, text in values.items())
