"""A sheet column by column is the sheet as it was."""

import pickle
from datetime import date, datetime, time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diggs_analytics.intake.cells import ExcelError, NoStoredValue
from diggs_analytics.intake.grid import grid_of
from diggs_analytics.intake.masks import column_at, filled, holds

CELLS = st.one_of(
    st.sampled_from(["", " ", "A", True, False, 0.0, 1.0, 1, NoStoredValue(), ExcelError("#N/A")]),
    st.text(max_size=3),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(),
    st.times(),
)


@given(st.lists(st.lists(CELLS, max_size=4), max_size=8))
def test_it_reads_like_the_rows_each_as_wide_as_the_widest(rows):
    grid = pickle.loads(pickle.dumps(grid_of(rows)))
    width = max(map(len, rows), default=0)

    padded = [row + [""] * (width - len(row)) for row in rows]

    assert [_typed(row) for row in grid] == [_typed(row) for row in padded]
    assert filled(grid).tolist() == [any(_says_something(cell) for cell in row) for row in rows]


def _typed(row):
    """True equals 1, but is another cell; 1 and 1.0 read the same."""
    return [(isinstance(cell, bool), cell) for cell in row]


def _says_something(cell):
    return not isinstance(cell, str) or cell.strip() != ""


@pytest.mark.parametrize(
    "cells, different",
    [
        (["A", "B", "A", "A"], 2),
        ([1.0, True, 1.0, True], 2),
        ([0.0, False, ""], 3),
        ([date(2024, 8, 1), datetime(2024, 8, 1), time(8)], 3),
    ],
)
def test_each_different_cell_stands_once(cells, different):
    (column,) = grid_of([[cell] for cell in cells]).columns

    assert len(column.values) == different


def test_each_different_cell_is_asked_once():
    asked = []
    (column,) = grid_of([["A"], ["B"], ["A"]]).columns

    mask = holds(column, lambda cell: bool(asked.append(cell)) or cell == "A")

    assert (mask.tolist(), asked) == ([True, False, True], ["A", "B"])


def test_a_column_that_is_not_there_holds_the_same_in_each_row():
    values, codes = column_at(grid_of([["A"], ["B"]]), None, np.array([1, 2]), "Köln")

    assert [values[code] for code in codes] == ["Köln", "Köln"]
