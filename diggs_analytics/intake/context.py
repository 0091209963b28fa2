"""What the columns do not say: Bezirksregierung and Schuljahr from title, sheet or file name."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from diggs_analytics.domain.recipe import Recipe
from diggs_analytics.domain.schuljahr import schuljahr
from diggs_analytics.intake.cells import CellSheet, letter
from diggs_analytics.intake.rows import DataRows

# Columns that a title, a name or the user may speak for.
FROM_CONTEXT = ("bezirksregierung", "schuljahr")

# 2024/25, 2024-2025, 2024_25; with two digits only where the word stands before it, or alone:
# "Stand 10/11" is no Schuljahr.
_LONG = re.compile(r"(?<!\d)20(\d\d)\s*[/_–-]\s*(?:20)?(\d\d)(?!\d)")
_SHORT = re.compile(r"(?:SJ|Schuljahr)[\s._-]*(\d\d)[/_–-]?(\d\d)(?!\d)|^(\d\d)[/_–-](\d\d)$", re.I)
SENDER_WITHIN_ROWS = 40
# A letter on either side makes another word of it; an underscore or a digit does not.
_NAMES = {
    name: re.compile(rf"(?<![a-zäöüß])(?:{spellings})(?![a-zäöüß])", re.IGNORECASE)
    for name, spellings in {
        "Arnsberg": "Arnsberg",
        "Detmold": "Detmold",
        "Düsseldorf": "Düsseldorf|Duesseldorf|Dusseldorf",
        "Köln": "Köln|Koeln",
        "Münster": "Münster|Muenster|Munster",
    }.items()
}


@dataclass(frozen=True)
class Settled:
    """What the user has said about a file; it holds before anything the file says of itself.

    ``schuljahr_from_eingang`` lets a Schuljahr that is nowhere follow from the Eingangsdatum;
    ``decisions`` say what unknown words mean, beside those kept for the sender.
    """

    bezirksregierung: str = ""
    schuljahr: str = ""
    schuljahr_from_eingang: bool = False
    decisions: Recipe = ()


@dataclass(frozen=True)
class Found:
    value: str
    source: str  # "der Titelzeile", "dem Blattnamen" …; "" if the user said so
    cell: str = ""


def titles(sheet: CellSheet, header_row: int) -> list[tuple[str, str]]:
    """(address, text) of the cells above the header, nearest row first."""
    return [
        (f"{letter(column)}{number}", cell)
        for number in range(header_row - 1, 0, -1)
        for column, cell in enumerate(sheet.rows[number - 1], start=1)
        if isinstance(cell, str) and cell.strip()
    ]


def look_up(
    name: str, sheet: CellSheet, header_row: int, file_name: str, settled: Settled
) -> Found | None:
    """Bezirksregierung or Schuljahr (``name``) from the nearest place that says exactly one."""
    if said := getattr(settled, name):
        return Found(said, "")
    stem = PurePath(file_name).stem
    places = [
        *((text, "der Zeile über der Tabelle", cell) for cell, text in titles(sheet, header_row)),
        (sheet.name, "dem Namen des Blattes", ""),
        (stem, "dem Namen der Datei", ""),
    ]
    for text, source, cell in places:
        if len(values := _READERS[name](text)) == 1:
            return Found(values.pop(), source, cell)
    return None


def subheadings_naming_others(name: str, value: str, data: DataRows) -> Iterator[tuple[str, str]]:
    """(address, text) of rows among the records that hold one text, in which ``name`` is another
    than ``value``: what stands below them may not be what the title says."""
    last = max(data.numbers, default=0)
    for number in (row.row for row in data.skipped if row.row < last):
        cells = {i: cell for i, cell in enumerate(data.grid[number - 1], start=1) if cell != ""}
        for column, text in cells.items():
            if len(cells) == 1 and isinstance(text, str) and _READERS[name](text) - {value}:
                yield f"{letter(column)}{number}", text


def sender(sheets: Sequence[CellSheet], file_name: str, settled: Settled) -> str:
    """The Bezirksregierung whose file it is: as the user says, the name of the file, or the one
    that its first rows name most often; "" if they name none."""
    if settled.bezirksregierung:
        return settled.bezirksregierung
    if len(named := bezirksregierungen_in(PurePath(file_name).stem)) == 1:
        return named.pop()
    cells = (c for s in sheets for row in s.rows[:SENDER_WITHIN_ROWS] for c in row)
    counts = Counter(
        name for cell in cells if isinstance(cell, str) for name in bezirksregierungen_in(cell)
    )
    return counts.most_common(1)[0][0] if counts else ""


def bezirksregierungen_in(text: str) -> set[str]:
    return {name for name, pattern in _NAMES.items() if pattern.search(text)}


def schuljahre_in(text: str) -> set[str]:
    """Schuljahre named in a text. Two years that do not follow each other are no Schuljahr: the
    date 2024-10-15 in a file name names none."""
    pairs = [*_LONG.findall(text), *(filter(None, pair) for pair in _SHORT.findall(text.strip()))]
    years = [tuple(int(year) for year in pair) for pair in pairs]
    return {schuljahr(2000 + first) for first, second in years if (first + 1) % 100 == second}


# Each finds all values that a text names.
_READERS = {"bezirksregierung": bezirksregierungen_in, "schuljahr": schuljahre_in}
