"""The records of a sheet between cleaning and checking: typed rows that know their cells."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.domain.schema import Table
from diggs_analytics.intake.cells import letter
from diggs_analytics.intake.grid import Grid, GridColumn
from diggs_analytics.intake.masks import column_at
from diggs_analytics.intake.values import as_text


@dataclass(frozen=True)
class Records:
    """``rows`` has the declared columns, typed; its index is Excel's row number. ``columns`` maps
    names to column numbers of the sheet; ``grid`` holds the cells as they stood.
    ``merged`` maps a cell (row, column) inside a merged area to the area's first row."""

    sheet: str
    table: Table
    rows: pd.DataFrame
    columns: Mapping[str, int]
    grid: Grid
    merged: Mapping[tuple[int, int], int]

    def address(self, row: int, name: str) -> str:
        """The cell as Excel shows it; the row's first known cell where the sheet lacks the
        column."""
        column = self.columns.get(name) or min(self.columns.values())
        return f"{letter(column)}{self.merged.get((row, column), row)}"

    def text(self, row: int, name: str) -> str:
        """What stood in the cell, "" where the sheet has no such column."""
        column = self.columns.get(name)
        return as_text(self.grid.cell(row, column)) if column else ""

    def column(self, name: str) -> GridColumn:
        """The cells of the rows in their order; all blank where the sheet has no such column."""
        return column_at(self.grid, self.columns.get(name), self.rows.index.to_numpy())

    def finding(
        self,
        severity: Severity,
        check: str,
        message: str,
        row: int,
        name: str,
        suggestion: str = "",
        expected: str = "",
    ) -> Finding:
        return Finding(
            severity=severity,
            check=check,
            message=message,
            sheet=self.sheet,
            cell=self.address(row, name),
            value=self.text(row, name),
            suggestion=suggestion,
            row=row,
            column=name,
            expected=expected,
        )
