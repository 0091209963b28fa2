"""The Excel form of a table that senders fill in: what its sheets are called, what one may type."""

from collections.abc import Mapping, Sequence

from diggs_analytics.domain.schema import Column, Kind

# The sheets of a form beside its table, and how the first cell of each begins. By both, name and
# first cell, intake knows them and leaves them alone: a sender's own sheet of such a name is read.
EXPLANATION, LISTS = "Erläuterung", "Listen"
MARKS = {sheet: f"{sheet} zum Formular" for sheet in (EXPLANATION, LISTS)}

EXAMPLES: Mapping[Kind, str] = {
    Kind.SCHULJAHR: "2026/27",
    Kind.SCHULNUMMER: "200001",
    Kind.SCHULNUMMERN: "200002, 200003",
    Kind.ANLAGE: "A",
    Kind.DATE: "15.10.2026",
    Kind.INT: "2",
    Kind.NUMBER: "80,5",
    Kind.SHARE: "25 %",
    Kind.YES_NO: "ja",
}


def is_part_of_form(sheet_name: str, rows: Sequence[Sequence[object]]) -> bool:
    """Excel may have put a number behind the name, when somebody copied the sheet."""
    first_cell = str(rows[0][0]) if rows and rows[0] else ""
    return any(
        sheet_name.startswith(sheet) and first_cell.startswith(mark)
        for sheet, mark in MARKS.items()
    )


def example(column: Column) -> str:
    """What somebody might type."""
    return column.example or next(iter(column.allowed), "") or EXAMPLES[column.kind]
