"""The cells of a sheet, column by column: each different cell once, and in which rows it stands.

Lists repeat themselves. What is done with a cell (reading it, sending it from the child process)
is done once for all rows that hold it.

The child process makes it and must start at once: standard library only.
"""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, zip_longest
from typing import NamedTuple

from diggs_analytics.intake.cells import Cell


class GridColumn(NamedTuple):
    """``values[codes[r - 1]]`` is the cell in Excel's row r. A value may stand in no row: where
    rows were blanked, or filled from a merged cell."""

    values: list[Cell]
    codes: Sequence[int]


@dataclass(frozen=True)
class Grid(Sequence):
    """Reads like a list of rows, all of them as wide as the widest; blank cells are ""."""

    columns: tuple[GridColumn, ...]
    height: int

    def __len__(self) -> int:
        return self.height

    def __getitem__(self, at: int | slice) -> list[Cell] | list[list[Cell]]:
        if isinstance(at, slice):
            return [self[i] for i in range(self.height)[at]]
        at = range(self.height)[at]
        return [values[codes[at]] for values, codes in self.columns]

    def cell(self, row: int, column: int) -> Cell:
        """By Excel's row and the number of the column, both counted from 1."""
        values, codes = self.columns[column - 1]
        return values[codes[row - 1]]


def grid_of(rows: Sequence[Sequence[Cell]]) -> Grid:
    if isinstance(rows, Grid):
        return rows
    return Grid(tuple(map(_coded, zip_longest(*rows, fillvalue=""))), len(rows))


def _coded(cells: Sequence[Cell]) -> GridColumn:
    column = _by(cells, cells)
    # True equals 1, but is another cell.
    if (0 in column.values or 1 in column.values) and bool in set(map(type, cells)):
        return _by(list(zip(map(type, cells), cells, strict=True)), cells)
    return column


def _by(keys: Sequence[object], cells: Sequence[Cell]) -> GridColumn:
    places = defaultdict(count().__next__)
    codes = array("I", map(places.__getitem__, keys))
    return GridColumn(list(places) if keys is cells else [key[1] for key in places], codes)
