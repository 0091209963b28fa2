"""What goes back to the sender of a file, and what has become of it when the file comes again."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.findings import Finding

AUTHOR = "DigGS Analytics"
# The sheet that is added to the sender's workbook, and the headings in its first row. Under this
# name and with these headings it comes back, and is no table.
SHEET = "Rückmeldung"
HEADINGS = ("Blatt", "Zelle", "gefunden", "erwartet", "Vorschlag", "Art", "Befund")


def is_feedback(sheet_name: str, rows: Sequence[Sequence[object]]) -> bool:
    """A sheet that senders happen to call by this name is theirs, and is read."""
    headings = tuple(rows[0][: len(HEADINGS)]) if rows else ()
    return sheet_name.startswith(SHEET) and headings == HEADINGS


@dataclass(frozen=True)
class Progress:
    """What became of the findings of the last delivery: ``settled`` are gone, ``still_open`` are
    there again, ``new`` were not there before."""

    settled: int
    still_open: int
    new: int

    @property
    def sentence(self) -> str:
        before = self.settled + self.still_open
        if before == 1:
            became = "erledigt" if self.settled else "offen"
            return f"Der eine Befund der letzten Lieferung ist {became}, {self.new} neu."
        verb = "ist" if self.settled == 1 else "sind"
        return (
            f"{self.settled} von {before} Befunden der letzten Lieferung {verb} erledigt, "
            f"{self.still_open} offen, {self.new} neu."
        )


class Placed(NamedTuple):
    """A finding, and the name of the table that its sheet holds; of the sheet, if it holds none."""

    table: str
    finding: Finding


class TablePlace(NamedTuple):
    sheet: str
    header_row: int
    table: str


def placed(delivery: Delivery) -> list[Placed]:
    tables = [TablePlace(s.name, s.header_row, s.table.name) for s in delivery.sheets]
    return [Placed(table_of(finding, tables), finding) for finding in delivery.findings]


def table_of(finding: Finding, tables: Iterable[TablePlace]) -> str:
    """Of several tables in a sheet the one whose header stands above the row."""
    there = sorted(place[1:] for place in tables if place.sheet == finding.sheet)
    if not there:
        return finding.sheet
    above = [table for header_row, table in there if header_row <= finding.row]
    return above[-1] if above else there[0][1]


def progress(before: Iterable[Placed], now: Iterable[Placed]) -> Progress | None:
    """Nothing if there were no findings before.

    Rows move when others come or go, and sheets are renamed. So a finding is the same if the same
    check found the same value in the same column of the same table; of equal ones the number
    counts.
    """
    was, found = Counter(map(_identity, before)), Counter(map(_identity, now))
    if not was:
        return None
    return Progress((was - found).total(), (was & found).total(), (found - was).total())


def _identity(one: Placed) -> tuple[str, str, str, str]:
    return one.table, one.finding.check, one.finding.column, one.finding.value
