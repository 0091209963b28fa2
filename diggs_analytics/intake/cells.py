"""What a file holds before anybody asks what it means: sheets of cells, addressed as in Excel.

This module and the readers run in a child process that must start at once: standard library only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple

from diggs_analytics.domain.signs import EXCEL_ERRORS


@dataclass(frozen=True)
class ExcelError:
    """An error value of Excel in a cell; ``code`` as the file stores it (#N/A)."""

    code: str

    def __str__(self) -> str:
        return EXCEL_ERRORS.get(self.code, self.code)


@dataclass(frozen=True)
class NoStoredValue:
    """A formula that was never calculated: the cell has a formula but no value."""

    def __str__(self) -> str:
        return "Formel ohne Wert"


# A blank cell is the empty text.
Cell = str | float | int | bool | date | datetime | time | ExcelError | NoStoredValue


class PlacedCell(NamedTuple):
    """A cell and where it stands: Excel's row, and column counted from 1."""

    row: int
    column: int
    value: Cell


@dataclass(frozen=True)
class CellSheet:
    """``rows[r - 1][c - 1]`` is the cell in Excel's row r, column c. A reader makes lists, which
    may differ in length; from the child process they come as a Grid.

    ``merged`` holds (first row, first column, last row, last column), counted from 1.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: int = 0
    hidden_columns: int = 0


def put(rows: list[list[Cell]], cell: PlacedCell) -> None:
    """Set a cell that may lie beyond the end of the rows read so far."""
    rows.extend([] for _ in range(cell.row - len(rows)))
    row = rows[cell.row - 1]
    row.extend([""] * (cell.column - len(row)))
    row[cell.column - 1] = cell.value


def letter(column: int) -> str:
    """Excel's letters for a column counted from 1: 28 → AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    number = 0
    for character in letters:
        number = number * 26 + ord(character) - 64
    return number
