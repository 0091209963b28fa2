"""Which rows below the header are data, and which are skipped, each with its reason."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from diggs_analytics.domain.columns import SCHULNUMMER
from diggs_analytics.domain.delivery import SkippedRow
from diggs_analytics.domain.schema import Column
from diggs_analytics.intake.cells import Cell, CellSheet
from diggs_analytics.intake.grid import Grid, GridColumn, grid_of
from diggs_analytics.intake.layout import Layout
from diggs_analytics.intake.masks import Mask, filled, holds
from diggs_analytics.intake.values import Unreadable, as_text, is_blank, read

_SUM = re.compile(
    r"(?:Zwischen|Teil|End|Gesamt)?summen?\b|gesamt\b|insgesamt\b|total\b|Σ", re.IGNORECASE
)


@dataclass(frozen=True)
class DataRows:
    """``numbers`` are Excel's row numbers of the records, and ``grid`` holds their cells.
    ``rows_read`` counts every row with a value, skipped ones too."""

    rows_read: int
    numbers: list[int]
    grid: Grid
    skipped: tuple[SkippedRow, ...]


def data_rows(sheet: CellSheet, layout: Layout) -> DataRows:
    """Every row below the header that holds at least one value, told apart."""
    grid = _fill_merged(sheet, layout)
    read = filled(grid, below=layout.header_row)
    skipped = dict(_skipped(grid, layout, read))
    numbers = [number for number in _numbers(read) if number not in skipped]
    return DataRows(int(read.sum()), numbers, grid, tuple(map(SkippedRow._make, skipped.items())))


def _numbers(mask: Mask) -> list[int]:
    return (np.flatnonzero(mask) + 1).tolist()


def _skipped(grid: Grid, layout: Layout, read: Mask) -> Iterator[tuple[int, str]]:
    """Excel's row number and the reason. Who names a school is a record, whatever the first word:
    of nearly every row that is all that has to be known."""
    header = grid[layout.header_top - 1 : layout.header_row]
    names_school = _where(grid, layout.columns.get("schulnummer"), _is_school_number)
    only, kind = layout.table.only, layout.columns.get(layout.table.only)
    is_other = _where(grid, kind, lambda cell: _is_other(cell, layout.table[only]))
    for number in _numbers(read & (is_other | ~names_school)):
        row = grid[number - 1]
        reason = "" if names_school[number - 1] else _reason_to_skip(row, layout, header)
        if not reason and is_other[number - 1]:
            reason = f"andere {layout.table[only].label} ({as_text(row[kind - 1])})"
        if reason:
            yield number, reason


def _fill_merged(sheet: CellSheet, layout: Layout) -> Grid:
    """A merged cell holds its value for every row it spans (its first column only, so that a
    merged note stays one cell)."""
    grid = grid_of(sheet.rows)
    columns = list(grid.columns)
    for top, left, bottom, _ in sheet.merged:
        if bottom > max(top, layout.header_row) and left <= len(columns):
            values, codes = columns[left - 1]
            codes = np.array(codes)
            codes[top:bottom] = codes[top - 1]
            columns[left - 1] = GridColumn(values, codes)
    return replace(grid, columns=tuple(columns))


def _reason_to_skip(row: list[Cell], layout: Layout, header: list[list[Cell]]) -> str:
    first = next(cell for cell in row if cell != "")
    if isinstance(first, str):
        if _SUM.match(first.strip()):
            return "Summenzeile"
        if _repeats(row, layout, header):
            return "wiederholter Kopf"
        if len(row) - row.count("") == 1:
            return "Text in nur einer Zelle (Notiz oder Zwischenüberschrift)"
    known = layout.columns.values()
    if known and all(is_blank(row[column - 1]) for column in known):
        return "keine Angabe in einer bekannten Spalte"
    return ""


def _repeats(row: list[Cell], layout: Layout, header: list[list[Cell]]) -> bool:
    """Most of what stands in the known columns stands in the header, too: in one of its rows."""
    known = [i - 1 for i in layout.columns.values() if row[i - 1] != ""]
    same = sum(any(line[i] == row[i] for line in header) for i in known)
    return same > 1 and same * 2 > len(known)


def _is_school_number(cell: Cell) -> bool:
    return not is_blank(cell) and _is_readable(cell, SCHULNUMMER)


def _where(grid: Grid, column: int | None, test: Callable[[Cell], bool]) -> Mask:
    """Nowhere, if the sheet has no such column."""
    return holds(grid.columns[column - 1], test) if column else np.zeros(len(grid), dtype=bool)


def _is_other(cell: Cell, column: Column) -> bool:
    """Of the column that says which rows concern us: says that these do not. What comes near a
    known value is a slip for cleaning to find."""
    if is_blank(cell):
        return False
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
