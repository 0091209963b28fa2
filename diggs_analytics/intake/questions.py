"""What a sender writes and nobody has decided yet, with the meanings it may have."""

from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher, get_close_matches
from itertools import islice

from diggs_analytics.domain.findings import Finding
from diggs_analytics.domain.recipe import (
    DAY_FIRST,
    MONTH_FIRST,
    About,
    Decision,
    HeaderRow,
    Question,
)
from diggs_analytics.domain.schema import Kind, Table
from diggs_analytics.domain.spelling import comparable
from diggs_analytics.domain.tables import TABLES
from diggs_analytics.intake.cells import CellSheet
from diggs_analytics.intake.dates import day_or_month_first
from diggs_analytics.intake.layout import Layout, words_of

NEEDED_IS_LIKELIER = 0.25
# A header that nobody recognises may stand further down than one that is looked for.
HEADER_OFFERED_WITHIN_ROWS = 60
# A sheet may have 16,384 columns; nobody answers for so many at once.
MOST_HEADINGS = 100


def about_sheet(sheet: CellSheet, file_name: str, decided: Decision | None) -> Iterator[Question]:
    """Which table stands in it, and in which row its header: likely the one with most texts."""
    rows = _header_rows(sheet)
    if not rows:
        return
    likely = max(rows, key=lambda row: len(row.texts))
    titles = [text for row in rows if row.number < likely.number for text in row.texts]
    spoken = words_of(sheet.name, file_name, *titles)

    def likeness(table: Table) -> tuple[bool, int]:
        return bool(spoken.intersection(map(comparable, table.words))), _explained(table, likely)

    options = [table.name for table in sorted(TABLES, key=likeness, reverse=True)]
    yield Question(
        About.SHEET,
        sheet.name,
        tuple(options),
        header_rows=(likely, *(row for row in rows if row is not likely)),
        decided=decided,
    )


def _header_rows(sheet: CellSheet) -> list[HeaderRow]:
    rows = enumerate(sheet.rows[:HEADER_OFFERED_WITHIN_ROWS], start=1)
    texts = ((number, [c for c in row if isinstance(c, str) and c.strip()]) for number, row in rows)
    return [
        HeaderRow(number, tuple(" ".join(cell.split()) for cell in cells))
        for number, cells in texts
        if cells
    ]


def _explained(table: Table, row: HeaderRow) -> int:
    """How many texts come near a heading of the table."""
    known = {comparable(heading) for column in table for heading in column.headings}
    texts = map(comparable, row.texts[:MOST_HEADINGS])
    return sum(bool(get_close_matches(text, known, n=1)) for text in texts)


def about_headings(layout: Layout) -> Iterator[Question]:
    """Each unknown heading (the first ones, of very many), and the columns that the sheet does not
    have yet."""
    open_columns = [column for column in layout.table if column.name not in layout.columns]
    options = {column.name: column.headings for column in open_columns}
    needed = {column.name for column in open_columns if column.required}
    for heading in islice(dict.fromkeys(layout.unknown.values()), MOST_HEADINGS):
        nearest = _nearest_first(heading, options, needed)
        yield Question(About.HEADING, heading, nearest, layout.table.name)


def about_values(layout: Layout, findings: Iterable[Finding]) -> Iterator[Question]:
    """Each unknown value of a closed list, and the values of the list."""
    asked = dict.fromkeys((f.column, f.value) for f in findings if f.check == "unknown_value")
    for name, value in asked:
        options = {one: (one, *others) for one, others in layout.table[name].allowed.items()}
        nearest = _nearest_first(value, options)
        yield Question(About.VALUE, value, nearest, layout.table.name, name)


def about_dates(layout: Layout, findings: Iterable[Finding]) -> Iterator[Question]:
    """Each column in which somebody writes 3/4/2024, and which of the numbers may be the day."""
    columns = {c.name for c in layout.table if c.kind is Kind.DATE and c.day_first is None}
    written: dict[str, list[str]] = {}
    for finding in findings:
        if finding.column in columns and day_or_month_first(finding.value):
            written.setdefault(finding.column, []).append(finding.value)
    for name, dates in written.items():
        yield Question(About.DATE, dates[0], _likelier_first(dates), layout.table.name, name)


def _likelier_first(dates: Iterable[str]) -> tuple[str, str]:
    """A number over 12 is no month; where none is, the day comes first as everywhere in Germany."""
    parts = [day_or_month_first(text) for text in set(dates)]
    no_day_first = sum(second > 12 for _, second, _ in parts)
    no_month_first = sum(first > 12 for first, _, _ in parts)
    both = DAY_FIRST, MONTH_FIRST
    return both if no_month_first >= no_day_first else both[::-1]


def _nearest_first(
    spoken: str, options: dict[str, tuple[str, ...]], needed: Collection[str] = ()
) -> tuple[str, ...]:
    """By likeness; a column without which the sheet cannot be read is likelier to be meant."""
    word = comparable(spoken)

    def likeness(option: str) -> float:
        best = max(SequenceMatcher(None, word, comparable(s)).ratio() for s in options[option])
        return best + NEEDED_IS_LIKELIER * (option in needed)

    return tuple(sorted(options, key=likeness, reverse=True))
