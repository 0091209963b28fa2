"""Frames drawn as text."""

import io

import pandas as pd


def table(text: str, first_row: int = 1, dtype: str | None = None) -> pd.DataFrame:
    """A data frame from a picture of it. An empty cell is a missing value."""
    rows = pd.read_csv(
        io.StringIO(text.strip()),
        sep=r"\s*\|\s*",
        engine="python",
        skipinitialspace=True,
        dtype=dtype,
    )
    rows.index = range(first_row, first_row + len(rows))
    return rows
