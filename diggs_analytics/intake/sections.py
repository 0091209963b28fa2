"""Several tables in one sheet, one below the other: each becomes a sheet of its own.

Such a section has the rows of its table at the places where they stand; the rows of other tables
are blank in it. What stands above the first table speaks for all, what stands directly above a
table for this one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from diggs_analytics.domain.recipe import Recipe
from diggs_analytics.intake.cells import Cell, CellSheet
from diggs_analytics.intake.context import FROM_CONTEXT, bezirksregierungen_in, schuljahre_in
from diggs_analytics.intake.grid import Grid, GridColumn, grid_of
from diggs_analytics.intake.layout import FEWEST_HEADINGS, Layout, header_at, recognise
from diggs_analytics.intake.masks import Mask, holds


def sections(
    sheet: CellSheet, file_name: str, recipe: Recipe
) -> list[tuple[CellSheet, Layout | None]]:
    """The tables of a sheet in their order; one without a layout, if it holds none of ours."""
    best = recognise(sheet, file_name, recipe)
    first = best and _before(sheet, best, recipe)
    layouts = [first, *_following(sheet, first, recipe)] if first else [None]
    if len(layouts) == 1:
        return [(sheet, first)]
    ends = [layout.header_top - 1 for layout in layouts[1:]] + [len(sheet.rows)]
    return [
        (_section(sheet, layouts, i, end), layout)
        for i, (layout, end) in enumerate(zip(layouts, ends, strict=True))
    ]


def _before(sheet: CellSheet, best: Layout, recipe: Recipe) -> Layout:
    """A whole table above the one with the most known headings; that one comes after it."""
    for number in range(1, best.header_top):
        found, _ = header_at(sheet, number, set(), recipe)
        between = sheet.rows[found.header_row : best.header_top - 1] if found else []
        if any(cell != "" for row in between for cell in row) and not _lacks_columns(found):
            return found
    return best


def _lacks_columns(layout: Layout) -> bool:
    return any(column.name not in FROM_CONTEXT for column in layout.missing())


def _following(sheet: CellSheet, layout: Layout, recipe: Recipe) -> Iterator[Layout]:
    """The headers below the first one that begin another table."""
    for number in _may_be_headers(grid_of(sheet.rows), layout):
        found, _ = header_at(sheet, number, set(), recipe)
        if found and _is_header(found) and _begins_table(sheet, found, layout):
            yield found
            yield from _following(sheet, found, recipe)
            return


def _may_be_headers(grid: Grid, layout: Layout) -> list[int]:
    """Nearly every row names a school by its number; a header does not, and holds text."""
    may_be = np.arange(1, len(grid) + 1) > layout.header_row
    if school := layout.columns.get("schulnummer"):
        may_be &= holds(grid.columns[school - 1], _names_no_school)
    if may_be.any():
        may_be &= sum(holds(column, _is_text) for column in grid.columns) >= FEWEST_HEADINGS
    return (np.flatnonzero(may_be) + 1).tolist()


def _names_no_school(cell: Cell) -> bool:
    return isinstance(cell, str) and sum(map(str.isdigit, cell)) < 3


def _is_text(cell: Cell) -> bool:
    return isinstance(cell, str) and cell != ""


def _is_header(layout: Layout) -> bool:
    """A record may hold some words that are headings; most of a header are."""
    return len(layout.columns) >= len(layout.unknown)


def _begins_table(sheet: CellSheet, found: Layout, before: Layout) -> bool:
    """The same header again is no other table, unless a title above it says whose rows follow."""
    if (found.table, found.columns) != (before.table, before.columns):
        return True
    texts = [cell for row in _title_rows(sheet, found) for cell in row if isinstance(cell, str)]
    return any(bezirksregierungen_in(text) or schuljahre_in(text) for text in texts)


def _title_rows(sheet: CellSheet, layout: Layout) -> list[list[Cell]]:
    return [sheet.rows[i] for i in range(_first_title(sheet, layout) - 1, layout.header_top - 1)]


def _first_title(sheet: CellSheet, layout: Layout) -> int:
    """The first of the rows directly above a header that hold one cell or none."""
    number = layout.header_top
    while number > 1 and sum(cell != "" for cell in sheet.rows[number - 2]) <= 1:
        number -= 1
    return number


def _section(sheet: CellSheet, layouts: Sequence[Layout], i: int, end: int) -> CellSheet:
    begin = _first_title(sheet, layouts[i]) if i else 1
    numbers = np.arange(1, end + 1)
    kept = (numbers < layouts[0].header_top) | (numbers >= begin)
    return replace(
        sheet,
        rows=_only(grid_of(sheet.rows), kept),
        merged=tuple(area for area in sheet.merged if begin <= area[0] and area[2] <= end),
        hidden_rows=0 if i else sheet.hidden_rows,
        hidden_columns=0 if i else sheet.hidden_columns,
    )


def _only(grid: Grid, kept: Mask) -> Grid:
    """As many rows as the mask is long; those that it does not keep are blank."""
    columns = (
        GridColumn([*values, ""], np.where(kept, np.asarray(codes)[: len(kept)], len(values)))
        for values, codes in grid.columns
    )
    return Grid(tuple(columns), len(kept))
