"""Questions to a grid: each different cell is asked once, all rows answer."""

from collections.abc import Callable

import numpy as np

from diggs_analytics.intake.cells import Cell
from diggs_analytics.intake.grid import Grid, GridColumn

# True or False for each row of a sheet.
Mask = np.ndarray


def holds(column: GridColumn, test: Callable[[Cell], bool]) -> Mask:
    answers = np.fromiter(map(test, column.values), dtype=bool, count=len(column.values))
    return answers[np.asarray(column.codes)]


def filled(grid: Grid, below: int = 0) -> Mask:
    """The rows below that one in which any cell holds more than spaces."""
    found = np.arange(1, len(grid) + 1) <= below
    for column in grid.columns:
        if found.all():  # mostly after the first column
            break
        found |= holds(column, _is_filled)
    found[:below] = False
    return found


def _is_filled(cell: Cell) -> bool:
    return not isinstance(cell, str) or bool(cell.strip())


def column_at(
    grid: Grid, column: int | None, numbers: np.ndarray, instead: Cell = ""
) -> GridColumn:
    """A column, counted from 1, in the rows with these numbers; ``instead`` where there is none."""
    if not column:
        return GridColumn([instead], np.zeros(len(numbers), dtype=np.intp))
    values, codes = grid.columns[column - 1]
    return GridColumn(values, np.asarray(codes)[numbers - 1])
