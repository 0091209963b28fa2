"""Cells become typed values, and what cannot be read becomes a finding at its cell."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.domain.schema import Column, Kind
from diggs_analytics.domain.schuljahr import FIRST_UNDER_APO_BK, schuljahr_of
from diggs_analytics.intake.cells import Cell, CellSheet
from diggs_analytics.intake.layout import Layout
from diggs_analytics.intake.records import Records
from diggs_analytics.intake.rows import DataRows
from diggs_analytics.intake.values import Unreadable, anlage_and_untertyp, is_blank, read

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
    for column in layout.table:
        at = layout.columns.get(column.name)
        known_value = "" if (value := known.get(column.name, "")) == EINGANGSDATUM else value
        cells = [row[at - 1] for row in data.cells] if at else [known_value] * len(data.numbers)
        columns[column.name], found = _read_column(column, cells)
        problems[column.name] = {data.numbers[i]: problem for i, problem in found.items()}
    rows = pd.DataFrame(columns, index=pd.Index(data.numbers, dtype="int64"))
    records = Records(
        sheet=sheet.name,
        table=layout.table,
        rows=rows,
        columns=layout.columns,
        cells=dict(zip(data.numbers, data.cells, strict=True)),
        merged=_merged(sheet),
    )
    return _derive(records, known), _findings(records, problems, known)


def _read_column(column: Column, cells) -> tuple[pd.api.extensions.ExtensionArray, Problems]:
    """Each distinct cell is read once: lists repeat themselves, and reading is the slow part."""
    positions: dict[tuple, int] = {}
    codes = np.fromiter(
        (positions.setdefault((cell.__class__, cell), len(positions)) for cell in cells),
        dtype=np.int64,
        count=len(cells),
    )
    values, problems = [], {}
    for code, (_, cell) in enumerate(positions):
        value, problem = _read(cell, column)
        values.append(value)
        if problem:
            problems |= {int(i): problem for i in np.flatnonzero(codes == code)}
    typed = pd.array(values, dtype=column.dtype) if values else pd.array([], dtype=column.dtype)
    return typed.take(codes), problems


def _read(cell: Cell, column: Column) -> tuple[object, Unreadable | None]:
    if is_blank(cell):
        return _MISSING[column.kind] if not column.empty_means else _empty_means(column), None
    try:
        return read(cell, column), None
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
                    severity, problem.check, problem.message, row, column.name, problem.suggestion
                )
            )
        if column.required and known.get(column.name) != EINGANGSDATUM:
            blank = records.rows.index[records.rows[column.name].isna()]
            findings += [
                records.finding(
                    Severity.ERROR, "missing_value", f"{column.label} fehlt.", row, column.name
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
    texts = [records.text(row, "anlage") for row in records.rows.index]
    values = {text: _untertyp(text, records.table["anlage"]) for text in set(texts)}
    return pd.Series([values[t] for t in texts], index=records.rows.index, dtype="Int64")


def _untertyp(text: str, column: Column) -> int | None:
    try:
        return anlage_and_untertyp(text, column)[1]
    except Unreadable:
        return None


def _legal_basis(records: Records) -> pd.Series:
    """Where the cell is blank it follows from the Schuljahr; an unreadable one stays missing."""
    rows = records.rows
    blank = np.array([is_blank(records.text(row, "rechtsgrundlage")) for row in rows.index])
    follows = pd.Series("Einzelerlass", index=rows.index, dtype="str").where(
        rows["schuljahr"] < FIRST_UNDER_APO_BK, "APO-BK § 5 Abs. 6"
    )
    return rows["rechtsgrundlage"].mask(blank & rows["schuljahr"].notna(), follows)


def _merged(sheet: CellSheet) -> dict[tuple[int, int], int]:
    return {
        (row, left): top for top, left, bottom, _ in sheet.merged for row in range(top, bottom + 1)
    }
