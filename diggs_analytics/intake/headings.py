"""What stands over each column: a heading, or a heading under the heading of a group."""

from collections.abc import Mapping

from diggs_analytics.domain.spelling import comparable
from diggs_analytics.intake.cells import Cell, CellSheet

# Column number → what its heading may be called, the fullest first.
Headings = Mapping[int, tuple[str, ...]]

# Words that say nothing of their own under a group: "Klassen / Anzahl" is Klassen, unless the
# words together mean something else: "Status / Datum".
_GROUP_ALONE = frozenset(
    map(
        comparable,
        ("Anzahl", "Anz.", "Zahl", "Wert", "gesamt", "insgesamt", "Angabe", "Datum", "am", "Name",
         "Bezeichnung", "Nr.", "Nummer"),
    )
)  # fmt: skip


def headings(sheet: CellSheet, number: int) -> Headings:
    return {column: (text,) for column, text in _texts(sheet, number).items()}


def grouped_headings(sheet: CellSheet, number: int) -> Headings:
    """Of a header of two rows, beginning in this one; nothing if it is none.

    Below a heading that is no group, nothing stands: there a record would stand. What stands below
    a group is text.
    """
    upper, lower = _texts(sheet, number), _texts(sheet, number + 1)
    if len(lower) < 2 or len(lower) != sum(cell != "" for cell in _row(sheet, number + 1)):
        return {}
    groups = _groups(sheet, number, upper, lower) | _narrow_groups(upper, lower)
    if not groups or any(column in upper and column not in groups for column in lower):
        return {}
    alone = {column: (text,) for column, text in upper.items() if column not in groups}
    below = {column: _under(groups.get(column, ""), text) for column, text in lower.items()}
    return dict(sorted((alone | below).items()))


def _under(group: str, heading: str) -> tuple[str, ...]:
    if not group:
        return (heading,)
    both = (f"{group} {heading}", f"{heading} {group}", f"{heading} der {group}", heading)
    return both + (group,) if comparable(heading) in _GROUP_ALONE else both


def _groups(
    sheet: CellSheet, number: int, upper: Mapping[int, str], lower: Mapping[int, str]
) -> dict[int, str]:
    """The group over each column that has one: as wide as its merged cell, and where none is
    merged, up to the next heading."""
    merged = {left: right for top, left, _, right in sheet.merged if top == number}
    groups = {}
    for column, text in upper.items():
        end = merged.get(column, column)
        while column not in merged and end + 1 in lower and end + 1 not in upper:
            end += 1
        if end > column:
            groups |= dict.fromkeys(range(column, end + 1), text)
    return groups


def _narrow_groups(upper: Mapping[int, str], lower: Mapping[int, str]) -> dict[int, str]:
    """Those over one column: no record says "Anzahl"."""
    return {
        column: upper[column]
        for column, text in lower.items()
        if column in upper and comparable(text) in _GROUP_ALONE
    }


def _texts(sheet: CellSheet, number: int) -> dict[int, str]:
    return {
        column: cell
        for column, cell in enumerate(_row(sheet, number), start=1)
        if isinstance(cell, str) and cell.strip()
    }


def _row(sheet: CellSheet, number: int) -> list[Cell]:
    return sheet.rows[number - 1] if number <= len(sheet.rows) else []
