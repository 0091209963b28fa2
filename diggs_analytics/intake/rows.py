"""Which rows below the header are data, and which are skipped, each with its reason."""

import re
from dataclasses import dataclass

from diggs_analytics.domain.columns import SCHULNUMMER
from diggs_analytics.domain.delivery import SkippedRow
from diggs_analytics.domain.schema import Column
from diggs_analytics.intake.cells import Cell, CellSheet
from diggs_analytics.intake.layout import Layout
from diggs_analytics.intake.values import Unreadable, as_text, is_blank, read

_SUM = re.compile(
    r"(?:Zwischen|Teil|End|Gesamt)?summen?\b|gesamt\b|insgesamt\b|total\b|Σ", re.IGNORECASE
)


@dataclass(frozen=True)
class DataRows:
    """``numbers`` are Excel's row numbers of the records, ``cells`` their cells, as wide as the
    widest row. ``rows_read`` counts every row with a value, skipped ones too."""

    rows_read: int
    numbers: list[int]
    cells: list[list[Cell]]
    skipped: tuple[SkippedRow, ...]


def data_rows(sheet: CellSheet, layout: Layout) -> DataRows:
    """Every row below the header that holds at least one value, told apart."""
    rows = _fill_merged(sheet, layout)
    width = max(map(len, rows), default=0)
    header = rows[layout.header_top - 1 : layout.header_row]
    school, schools = layout.columns.get("schulnummer"), _school_numbers(rows, layout)
    kind, others = layout.columns.get(layout.table.only), _others(rows, layout)
    numbers, cells, skipped = [], [], []
    for number, row in enumerate(rows[layout.header_row :], start=layout.header_row + 1):
        if all(map(_is_space, row)):
            continue
        # Who names a school is a record, whatever the first word: of nearly every row that is all.
        names_school = _cell(row, school) in schools
        reason = "" if names_school else _reason_to_skip(row, layout, header)
        if reason := reason or others.get(_cell(row, kind), ""):
            skipped.append(SkippedRow(number, reason))
        else:
            numbers.append(number)
            cells.append(row + [""] * (width - len(row)))
    return DataRows(len(numbers) + len(skipped), numbers, cells, tuple(skipped))


def _is_space(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _fill_merged(sheet: CellSheet, layout: Layout) -> list[list[Cell]]:
    """A merged cell holds its value for every row it spans (its first column only, so that a
    merged note stays one cell)."""
    below = [area for area in sheet.merged if area[2] > layout.header_row and area[2] > area[0]]
    if not below:
        return sheet.rows
    rows = [list(row) for row in sheet.rows]
    for top, left, bottom, _ in below:
        value = rows[top - 1][left - 1] if len(rows[top - 1]) >= left else ""
        for row in rows[top:bottom]:
            row.extend([""] * (left - len(row)))
            row[left - 1] = value
    return rows


def _reason_to_skip(row: list[Cell], layout: Layout, header: list[list[Cell]]) -> str:
    first = next(cell for cell in row if cell != "")
    if isinstance(first, str):
        if _SUM.match(first.strip()):
            return "Summenzeile"
        if _repeats(row, layout, header):
            return "wiederholter Kopf"
        if len(row) - row.count("") == 1:
            return "Text in nur einer Zelle (Notiz oder Zwischenüberschrift)"
    if all(is_blank(_cell(row, column)) for column in layout.columns.values()):
        return "keine Angabe in einer bekannten Spalte"
    return ""


def _repeats(row: list[Cell], layout: Layout, header: list[list[Cell]]) -> bool:
    """Most of what stands in the known columns stands in the header, too: in one of its rows."""
    filled = [i for i in layout.columns.values() if _cell(row, i) != ""]
    same = sum(any(_cell(line, i) == row[i - 1] for line in header) for i in filled)
    return same > 1 and same * 2 > len(filled)


def _school_numbers(rows: list[list[Cell]], layout: Layout) -> set[Cell]:
    """The readable cells of the column Schulnummer, each read once."""
    at = layout.columns.get("schulnummer")
    cells = {_cell(row, at) for row in rows[layout.header_row :]}
    return {cell for cell in cells if not is_blank(cell) and _is_readable(cell, SCHULNUMMER)}


def _others(rows: list[list[Cell]], layout: Layout) -> dict[Cell, str]:
    """What stands in the column that says which rows concern us, and says that these do not →
    why they are skipped. What comes near a known value is a slip for cleaning to find."""
    at = layout.columns.get(layout.table.only)
    if not at:
        return {}
    column = layout.table[layout.table.only]
    cells = {_cell(row, at) for row in rows[layout.header_row :]}
    return {
        cell: f"andere {column.label} ({as_text(cell)})"
        for cell in cells
        if not is_blank(cell) and _is_other(cell, column)
    }


def _is_other(cell: Cell, column: Column) -> bool:
    try:
        read(cell, column)
    except Unreadable as problem:
        return problem.check == "unknown_value" and not problem.suggestion
    return False


def _is_readable(cell: Cell, column: Column) -> bool:
    try:
        read(cell, column)
    except Unreadable:
        return False
    return True


def _cell(row: list[Cell], column: int | None) -> Cell:
    """Blank beyond the end of the row, and where the sheet has no such column."""
    return row[column - 1] if column and column <= len(row) else ""
