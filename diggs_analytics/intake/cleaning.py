"""Cells become typed values, and what cannot be read becomes a finding at its cell."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from diggs_analytics.domain.expected import expected
from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.domain.schema import Column, Kind, Source
from diggs_analytics.domain.schuljahr import FIRST_UNDER_APO_BK, schuljahr_of
from diggs_analytics.intake.cells import Cell, CellSheet
from diggs_analytics.intake.grid import GridColumn
from diggs_analytics.intake.layout import Layout
from diggs_analytics.intake.masks import column_at, holds
from diggs_analytics.intake.records import Records
from diggs_analytics.intake.rows import DataRows
from diggs_analytics.intake.values import (
    Unreadable,
    anlage_and_untertyp,
    as_text,
    is_blank,
    read,
    read_source,
)

# What was wrong with a value, by row number.
Problems = dict[int, Unreadable]

# Said of the Schuljahr in ``known``: it follows from the Eingangsdatum.
EINGANGSDATUM = "eingangsdatum"


def clean(
    sheet: CellSheet, layout: Layout, data: DataRows, known: Mapping[str, str]
) -> tuple[Records, list[Finding]]:
    """Typed records and the findings about cells that could not be read.

    ``known`` gives values for columns that the sheet does not have (from title or user);
    EINGANGSDATUM as the Schuljahr lets it follow from that date. ``rows`` has two columns beside
    the declared ones, for the checks: ``anteil_geliefert`` and ``untertyp_in_anlage``.
    """
    columns, problems = {}, {}
    said = {name: value for name, value in known.items() if value != EINGANGSDATUM}
    numbers = np.array(data.numbers)
    for column in layout.table:
        at, instead = layout.columns.get(column.name), said.get(column.name, "")
        cells = column_at(data.grid, at, numbers, instead)
        source = layout.sources.get(column.name)
        columns[column.name], found = _read_column(column, source, cells)
        problems[column.name] = {data.numbers[i]: problem for i, problem in found.items()}
    rows = pd.DataFrame(columns, index=pd.Index(numbers, dtype="int64"))
    records = Records(
        sheet=sheet.name,
        table=layout.table,
        rows=rows,
        columns=layout.columns,
        grid=data.grid,
        merged=_merged(sheet),
    )
    return _derive(records, known), _findings(records, problems, known)


def _read_column(
    column: Column, source: Source | None, cells: GridColumn
) -> tuple[pd.api.extensions.ExtensionArray, dict[int, Unreadable]]:
    """The values, and what was wrong by the place of the row among them."""
    read_cells = [_read(cell, column, source) for cell in cells.values]
    values = pd.array([value for value, _ in read_cells], dtype=column.dtype).take(cells.codes)
    unreadable = np.array([problem is not None for _, problem in read_cells])[cells.codes]
    places = np.flatnonzero(unreadable).tolist()
    return values, {place: read_cells[cells.codes[place]][1] for place in places}


def _read(cell: Cell, column: Column, source: Source | None) -> tuple[object, Unreadable | None]:
    if is_blank(cell):
        return _MISSING[column.kind] if not column.empty_means else _empty_means(column), None
    try:
        return read_source(cell, column, source) if source else read(cell, column), None
    except Unreadable as problem:
        return _MISSING[column.kind], problem


def _empty_means(column: Column) -> object:
    return read(column.empty_means, column)


# pandas wants another nothing in a column of numbers than in one of dates.
_MISSING = {kind: None for kind in Kind} | {
    Kind.NUMBER: float("nan"),
    Kind.SHARE: float("nan"),
    Kind.DATE: pd.NaT,
}


def _findings(
    records: Records, problems: Mapping[str, Problems], known: Mapping[str, str]
) -> list[Finding]:
    """An unreadable value is an error in a required column and a warning in another; a blank
    cell in a required column is an error."""
    findings = []
    for column in records.table:
        severity = Severity.ERROR if column.required else Severity.WARNING
        for row, problem in problems[column.name].items():
            findings.append(
                records.finding(
                    severity,
                    problem.check,
                    problem.message,
                    row,
                    column.name,
                    problem.suggestion,
                    expected(column),
                )
            )
        if column.required and known.get(column.name) != EINGANGSDATUM:
            blank = records.rows.index[records.rows[column.name].isna()]
            findings += [
                records.finding(
                    severity=Severity.ERROR,
                    check="missing_value",
                    message=f"{column.label} fehlt.",
                    row=row,
                    name=column.name,
                    expected=expected(column),
                )
                for row in blank.difference(list(problems[column.name]))
            ]
    return findings


def _derive(records: Records, known: Mapping[str, str]) -> Records:
    """Values that follow from others: Untertyp from the Anlage's cell, Schuljahr from the
    Eingangsdatum (if the user said so), share from hours, legal basis from the Schuljahr."""
    rows, table = records.rows, records.table
    if known.get("schuljahr") == EINGANGSDATUM:
        rows = rows.assign(schuljahr=_schuljahr_of(rows["eingangsdatum"]))
    if "untertyp" in table:
        in_anlage = _untertypen(records)
        untertyp = rows["untertyp"].fillna(in_anlage).mask(rows["anlage"] == "D")
        rows = rows.assign(untertyp=untertyp, untertyp_in_anlage=in_anlage)
    if "anteil" in table:
        hours = rows["stunden_distanz"] / rows["stunden_gesamt"].where(rows["stunden_gesamt"] > 0)
        rows = rows.assign(anteil=hours.fillna(rows["anteil"]), anteil_geliefert=rows["anteil"])
    if "rechtsgrundlage" in table:
        rows = rows.assign(rechtsgrundlage=_legal_basis(replace(records, rows=rows)))
    return replace(records, rows=rows)


def _schuljahr_of(dates: pd.Series) -> pd.Series:
    return dates.map(lambda day: schuljahr_of(day), na_action="ignore").astype("str")


def _untertypen(records: Records) -> pd.Series:
    cells = records.column("anlage")
    values = [_untertyp(as_text(cell), records.table["anlage"]) for cell in cells.values]
    return pd.Series(pd.array(values, dtype="Int64").take(cells.codes), index=records.rows.index)


def _untertyp(text: str, column: Column) -> int | None:
    try:
        return anlage_and_untertyp(text, column)[1]
    except Unreadable:
        return None


def _legal_basis(records: Records) -> pd.Series:
    """Where the cell is blank it follows from the Schuljahr; an unreadable one stays missing."""
    rows = records.rows
    blank = holds(records.column("rechtsgrundlage"), is_blank)
    follows = pd.Series("Einzelerlass", index=rows.index, dtype="str").where(
        rows["schuljahr"] < FIRST_UNDER_APO_BK, "APO-BK § 5 Abs. 6"
    )
    return rows["rechtsgrundlage"].mask(blank & rows["schuljahr"].notna(), follows)


def _merged(sheet: CellSheet) -> dict[tuple[int, int], int]:
    return {
        (row, left): top for top, left, bottom, _ in sheet.merged for row in range(top, bottom + 1)
    }
