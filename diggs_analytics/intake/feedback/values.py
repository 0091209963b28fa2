"""What a file holds as a new .xlsx, for formats that are not marked in place."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.intake.cells import Cell, CellSheet, ExcelError
from diggs_analytics.intake.feedback.sheet import LONGEST_TEXT
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.reader import start_reading

_ROWS, _COLUMNS = 1_048_576, 16_384
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]|^'|'$")
_FORMATS = {datetime: "dd.mm.yyyy hh:mm", date: "dd.mm.yyyy", time: "hh:mm"}


def values_workbook(
    content: bytes, limits: Limits, password: str
) -> tuple[bytes, Finding, Mapping[str, str]]:
    """The workbook, the remark what it lacks, and how its sheets are called (sheet of the file →
    sheet of the workbook). Raises RejectedFile."""
    sheets = start_reading(content, limits, password)()
    names = _names(sheets)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        formats = {kind: book.add_format({"num_format": f}) for kind, f in _FORMATS.items()}
        for sheet in sheets:
            _write(book.add_worksheet(names[sheet.name]), sheet, formats)
    message = (
        "Diese Mappe ist neu angelegt und enthält die Werte der Datei. Formeln, Formate und alles "
        "andere, was nicht Zellinhalt ist, lassen sich aus diesem Dateiformat nicht übernehmen."
    )
    return buffer.getvalue(), Finding(Severity.WARNING, "only_values", message), names


def _names(sheets: Sequence[CellSheet]) -> dict[str, str]:
    """Other programs allow names that Excel does not."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for sheet in sheets:
        plain = _NOT_IN_NAMES.sub(" ", sheet.name)[:_LONGEST_NAME].strip() or "Blatt"
        name, number = plain, 2
        while name.casefold() in taken:
            name, number = f"{plain[: _LONGEST_NAME - 5]} ({number})", number + 1
        names[sheet.name] = name
        taken.add(name.casefold())
    return names


def _write(target: Worksheet, sheet: CellSheet, formats: Mapping[type, object]) -> None:
    if len(sheet.rows) > _ROWS or max(map(len, sheet.rows), default=0) > _COLUMNS:
        raise RejectedFile(f"Das Blatt »{sheet.name}« hat mehr Zeilen oder Spalten als Excel.")
    for number, row in enumerate(sheet.rows):
        for column, cell in enumerate(row):
            if cell != "":
                _write_cell(target, number, column, cell, formats)
    for top, left, bottom, right in sheet.merged:
        value = sheet.rows[top - 1][left - 1] if len(sheet.rows[top - 1]) >= left else ""
        target.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        if value != "":
            _write_cell(target, top - 1, left - 1, value, formats)
    if sheet.hidden:
        target.hide()


def _write_cell(
    target: Worksheet, row: int, column: int, cell: Cell, formats: Mapping[type, object]
) -> None:
    match cell:
        case bool():
            target.write_boolean(row, column, cell)
        case int() | float():
            target.write_number(row, column, cell)
        case datetime() | date() | time():
            target.write_datetime(row, column, cell, formats[type(cell)])
        case ExcelError(code):
            target.write_formula(row, column, f"={code}", None, code)
        case _:
            target.write_string(row, column, str(cell)[:LONGEST_TEXT])
