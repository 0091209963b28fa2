"""Where in a sheet our table stands: which table, which header row, which column holds what."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from diggs_analytics.domain.recipe import Recipe, decided_sheet, is_ignored, with_recipe
from diggs_analytics.domain.schema import Column, Source, Table
from diggs_analytics.domain.spelling import comparable
from diggs_analytics.domain.tables import TABLES
from diggs_analytics.intake.cells import CellSheet
from diggs_analytics.intake.headings import Headings, grouped_headings, headings

HEADER_WITHIN_ROWS = 30
# A row with fewer known headings is no header: a title or a record may hold one or two such words.
FEWEST_HEADINGS = 3


@dataclass(frozen=True)
class Layout:
    """``columns`` maps our column names to column numbers of the sheet, counted from 1;
    ``sources`` names those that the sheet says in another way; ``unknown`` maps the other columns
    to their headings; ``twice`` are names that two columns claim. A header of two rows begins in
    ``header_top``, above ``header_row``."""

    table: Table
    header_row: int
    columns: Mapping[str, int]
    twice: tuple[str, ...] = ()
    unknown: Mapping[int, str] = field(
        default_factory=dict
    )  # column number → heading that is not ours
    sources: Mapping[str, Source] = field(default_factory=dict)
    header_top: int = 0

    def missing(self) -> list[Column]:
        """Required columns that the header does not name."""
        return [c for c in self.table if c.required and c.name not in self.columns]


# How much of a header is known, and how little of a table is missing.
Rank = tuple[int, int]
_NOTHING: tuple[Layout | None, Rank] = None, (0, 0)


def recognise(sheet: CellSheet, file_name: str, recipe: Recipe = ()) -> Layout | None:
    """The table and header row decided for this sheet, unless another header in it is known better:
    it may have moved. ``recipe`` adds the sender's own words, too; headings that it calls none of
    ours are not unknown."""
    decided = _as_decided(sheet, recipe)
    found = _most_explained(sheet, file_name, recipe)
    if decided and found and len(found.columns) > len(decided.columns):
        return found
    return decided or found


def _as_decided(sheet: CellSheet, recipe: Recipe) -> Layout | None:
    """Even if no heading in the row is known: then nothing can be read, and it is asked about."""
    decision = decided_sheet(sheet.name, recipe)
    if not decision or not decision.meaning:
        return None
    table = next(table for table in _tables(recipe) if table.name == decision.meaning)
    number = decision.header_row
    if groups := grouped_headings(sheet, number):
        layout = _match(table, number, number + 1, groups)
    else:
        layout = _match(table, number, number, headings(sheet, number))
    return _without_ignored(layout, recipe) if layout.columns or layout.unknown else None


def _most_explained(sheet: CellSheet, file_name: str, recipe: Recipe) -> Layout | None:
    """The table that explains most headings of one row or two, or nothing.

    A tie goes to the table that file name, sheet name or title name, so that a PoK list without
    its column Ebene is not mistaken for a list of Anzeigen.
    """
    best, best_rank = _NOTHING
    spoken = words_of(sheet.name, file_name)
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN_ROWS], start=1):
        layout, rank = header_at(sheet, number, spoken, recipe)
        if rank > best_rank:
            best, best_rank = layout, rank
        spoken = spoken | words_of(*(cell for cell in row if isinstance(cell, str)))
    return best


def header_at(
    sheet: CellSheet, number: int, spoken: set[str], recipe: Recipe
) -> tuple[Layout | None, Rank]:
    """The header that begins in a row. Two rows are one header where the upper one holds groups
    and the lower one says something that neither says alone."""
    one = _best(headings(sheet, number), number, number, spoken, recipe)
    groups = grouped_headings(sheet, number)
    if not groups:
        return one
    below = headings(sheet, number + 1)
    two = _best(groups, number, number + 1, spoken, recipe)
    lower = _best(below, number + 1, number + 1, spoken, recipe)
    known_below = two[0] and len(set(below).intersection(two[0].columns.values())) >= 2
    return two if known_below and two[1] >= one[1] and two[1] > lower[1] else one


def _best(
    found: Headings, top: int, number: int, spoken: set[str], recipe: Recipe
) -> tuple[Layout | None, Rank]:
    best, best_rank = _NOTHING
    if len(found) < FEWEST_HEADINGS:
        return _NOTHING
    for table in _tables(recipe):
        layout = _match(table, top, number, found)
        named = bool(spoken.intersection(map(comparable, table.words)))
        rank = (len(layout.columns) + named, -len(layout.missing()))
        if len(layout.columns) >= FEWEST_HEADINGS and rank > best_rank:
            best, best_rank = layout, rank
    return best and _without_ignored(best, recipe), best_rank


@lru_cache(maxsize=8)
def _tables(recipe: Recipe) -> tuple[Table, ...]:
    return tuple(with_recipe(table, recipe) for table in TABLES)


def _without_ignored(layout: Layout, recipe: Recipe) -> Layout:
    unknown = {
        column: heading
        for column, heading in layout.unknown.items()
        if not is_ignored(heading, layout.table, recipe)
    }
    return replace(layout, unknown=unknown)


def words_of(*texts: str) -> set[str]:
    return {comparable(word) for text in texts for word in re.split(r"[\W_]+", text) if word}


def _match(table: Table, top: int, number: int, found: Headings) -> Layout:
    names = {column: _known_as_one_of(table, texts) for column, texts in found.items()}
    counts = Counter(name for name in names.values() if name)
    columns = {name: column for column, name in reversed(names.items()) if name}
    unknown = {column: found[column][0] for column, name in names.items() if not name}
    said = {column: source for column in unknown if (source := _source(table, unknown[column]))}
    instead = {s.name: column for column, s in reversed(said.items()) if s.name not in columns}
    return Layout(
        table=table,
        header_row=number,
        columns=columns | instead,
        twice=tuple(name for name, count in counts.items() if count > 1),
        unknown={column: heading for column, heading in unknown.items() if column not in said},
        sources={name: said[column] for name, column in instead.items()},
        header_top=top,
    )


def _known_as_one_of(table: Table, texts: tuple[str, ...]) -> str:
    return next(filter(None, (known_as(table, text) for text in texts)), "")


def known_as(table: Table, heading: str) -> str:
    """The column that a heading means, with or without an explanation in brackets at its end:
    "Anlage (A–E)" is Anlage."""
    known = _headings(table)
    whole, without_brackets = _with_and_without_brackets(heading)
    return known.get(whole) or known.get(without_brackets, "")


def _source(table: Table, heading: str) -> Source | None:
    known = _source_headings(table)
    whole, without_brackets = _with_and_without_brackets(heading)
    return known.get(whole) or known.get(without_brackets)


@lru_cache(maxsize=1_000)  # each heading is held against every table
def _with_and_without_brackets(heading: str) -> tuple[str, str]:
    return comparable(heading), comparable(heading.split("(")[0])


@cache
def _headings(table: Table) -> dict[str, str]:
    return {comparable(heading): column.name for column in table for heading in column.headings}


@cache
def _source_headings(table: Table) -> dict[str, Source]:
    return {comparable(heading): s for s in table.sources for heading in s.headings}
