"""Where in a sheet our table stands: which table, which header row, which column holds what."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from diggs_analytics.domain.recipe import Recipe, is_ignored, with_recipe
from diggs_analytics.domain.schema import Column, Source, Table
from diggs_analytics.domain.spelling import comparable
from diggs_analytics.domain.tables import TABLES
from diggs_analytics.intake.cells import CellSheet

HEADER_WITHIN_ROWS = 30
# A row with fewer known headings is no header: a title or a record may hold one or two such words.
FEWEST_HEADINGS = 3


@dataclass(frozen=True)
class Layout:
    """``columns`` maps our column names to column numbers of the sheet, counted from 1;
    ``sources`` names those that the sheet says in another way; ``unknown`` maps the other columns
    to their headings; ``twice`` are names that two columns claim."""

    table: Table
    header_row: int
    columns: Mapping[str, int]
    twice: tuple[str, ...] = ()
    unknown: Mapping[int, str] = field(
        default_factory=dict
    )  # column number → heading that is not ours
    sources: Mapping[str, Source] = field(default_factory=dict)

    def missing(self) -> list[Column]:
        """Required columns that the header does not name."""
        return [c for c in self.table if c.required and c.name not in self.columns]


def recognise(sheet: CellSheet, file_name: str, recipe: Recipe = ()) -> Layout | None:
    """The table that explains most headings of one row, or nothing.

    A tie goes to the table that file name, sheet name or title name, so that a PoK list without
    its column Ebene is not mistaken for a list of Anzeigen. ``recipe`` adds the sender's own words;
    headings that it calls none of ours are not unknown.
    """
    tables = [with_recipe(table, recipe) for table in TABLES]
    best, best_rank = None, (0, 0)
    spoken = _words(sheet.name) | _words(file_name)
    for number, row in enumerate(sheet.rows[:HEADER_WITHIN_ROWS], start=1):
        texts = {i: cell for i, cell in enumerate(row, 1) if isinstance(cell, str) and cell.strip()}
        if len(texts) >= FEWEST_HEADINGS:
            for table in tables:
                layout = _match(table, number, texts)
                named = bool(spoken.intersection(map(comparable, table.words)))
                rank = (len(layout.columns) + named, -len(layout.missing()))
                if len(layout.columns) >= FEWEST_HEADINGS and rank > best_rank:
                    best, best_rank = layout, rank
        spoken = spoken.union(*map(_words, texts.values()))
    return best and _without_ignored(best, recipe)


def _without_ignored(layout: Layout, recipe: Recipe) -> Layout:
    unknown = {
        column: heading
        for column, heading in layout.unknown.items()
        if not is_ignored(heading, layout.table, recipe)
    }
    return replace(layout, unknown=unknown)


def _words(text: str) -> set[str]:
    return {comparable(word) for word in re.split(r"[\W_]+", text) if word}


def _match(table: Table, number: int, headings: Mapping[int, str]) -> Layout:
    names = {column: known_as(table, heading) for column, heading in headings.items()}
    counts = Counter(name for name in names.values() if name)
    columns = {name: column for column, name in reversed(names.items()) if name}
    unknown = {column: headings[column] for column, name in names.items() if not name}
    said = {column: source for column in unknown if (source := _source(table, headings[column]))}
    instead = {s.name: column for column, s in reversed(said.items()) if s.name not in columns}
    return Layout(
        table=table,
        header_row=number,
        columns=columns | instead,
        twice=tuple(name for name, count in counts.items() if count > 1),
        unknown={column: heading for column, heading in unknown.items() if column not in said},
        sources={name: said[column] for name, column in instead.items()},
    )


def known_as(table: Table, heading: str) -> str:
    """The column that a heading means, with or without an explanation in brackets at its end:
    "Anlage (A–E)" is Anlage."""
    known = _headings(table)
    whole, without_brackets = _words_of(heading)
    return known.get(whole) or known.get(without_brackets, "")


def _source(table: Table, heading: str) -> Source | None:
    known = _source_headings(table)
    whole, without_brackets = _words_of(heading)
    return known.get(whole) or known.get(without_brackets)


@lru_cache(maxsize=1_000)  # each heading is held against every table
def _words_of(heading: str) -> tuple[str, str]:
    return comparable(heading), comparable(heading.split("(")[0])


@cache
def _headings(table: Table) -> dict[str, str]:
    return {comparable(heading): column.name for column in table for heading in column.headings}


@cache
def _source_headings(table: Table) -> dict[str, Source]:
    return {comparable(heading): s for s in table.sources for heading in s.headings}
