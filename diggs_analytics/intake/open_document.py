"""An .ods document (OpenDocument) as sheets of cells.

Own reading, for libraries lose something in silence: calamine error values, odfpy booleans.
Repeated cells and rows are counted, and built only when something stands in them.
"""

import re
from datetime import datetime, time

from diggs_analytics.domain.signs import EXCEL_ERRORS
from diggs_analytics.intake.archive import new_parser, open_archive
from diggs_analytics.intake.cells import Cell, CellSheet, ExcelError, NoStoredValue
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.protection import opened_part

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT = f"{_ODF}table:1.0 ", f"{_ODF}text:1.0 "
_OFFICE, _STYLE = f"{_ODF}office:1.0 ", f"{_ODF}style:1.0 "
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_ROW, _COLUMN, _SHEET = f"{_TABLE}table-row", f"{_TABLE}table-column", f"{_TABLE}table"
# Cells in them are no cells of a sheet.
_ASIDE = (f"{_TABLE}tracked-changes", f"{_TABLE}dde-links", f"{_TABLE}shapes")
_REPEATED, _ROWS_REPEATED = f"{_TABLE}number-columns-repeated", f"{_TABLE}number-rows-repeated"
_SPANNED, _ROWS_SPANNED = f"{_TABLE}number-columns-spanned", f"{_TABLE}number-rows-spanned"
_VISIBILITY = f"{_TABLE}visibility"

_TIME = re.compile(r"PT0*(\d+)H0*(\d+)M0*(\d+)(?:[.,]\d+)?S")
_ERROR_CODES = {shown: code for code, shown in EXCEL_ERRORS.items()} | {c: c for c in EXCEL_ERRORS}


def read_ods(content: bytes, limits: Limits, password: str = "") -> list[CellSheet]:
    """Every sheet in the order of the document. Raises RejectedFile."""
    archive = open_archive(content, limits)
    document = _Document(limits)
    document.parser.Parse(opened_part(archive, "content.xml", password, limits), True)
    return document.sheets


class _Document:
    """The handlers of one pass over content.xml, and where it is. Rows and columns count from 1."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sheets: list[CellSheet] = []
        self.style, self.hidden_styles = "", set()
        self.cell: dict[str, str] | None = None  # the attributes of the cell it is in
        self.texts: list[str] = []
        self.skipped = 0  # how deep it is in something that is no cell: a note, a drawing
        self.parser = new_parser(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self.skipped or name in _ASIDE:
            self.skipped += 1
        elif self.cell is not None:
            self._start_in_cell(name, attributes)
        elif name in _CELLS:
            self.cell = attributes
        elif name == _ROW:
            self.cells, self.spans, self.column, self.row_attributes = [], [], 0, attributes
        elif name == _COLUMN:
            self._begin_columns(attributes)
        elif name == _SHEET:
            self._begin_sheet(attributes)
        elif name == f"{_STYLE}style":
            self.style = attributes.get(f"{_STYLE}name", "")
        elif name == f"{_STYLE}table-properties" and attributes.get(f"{_TABLE}display") == "false":
            self.hidden_styles.add(self.style)

    def _start_in_cell(self, name: str, attributes: dict[str, str]) -> None:
        if not name.startswith(_TEXT):
            self.skipped = 1
        elif name == f"{_TEXT}p":
            self.texts += ["\n"] if self.texts else [""]
        elif name == f"{_TEXT}s":
            self.texts.append(" " * min(int(attributes.get(f"{_TEXT}c", 1)), 1_000))
        elif name in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            self.texts.append("\n")

    def _text(self, text: str) -> None:
        if self.texts and not self.skipped:
            self.texts.append(text)

    def _end(self, name: str) -> None:
        if self.skipped:
            self.skipped -= 1
        elif name in _CELLS:
            self._end_cell()
        elif name == _ROW:
            self._end_row()
        elif name == _SHEET:
            self._end_sheet()

    def _begin_sheet(self, attributes: dict[str, str]) -> None:
        self.name = attributes.get(f"{_TABLE}name", "")
        self.hidden = attributes.get(f"{_TABLE}style-name") in self.hidden_styles
        self.rows: list[list[Cell]] = []
        self.row = self.columns = self.width = self.hidden_rows = 0
        self.merged, self.hidden_columns = [], []

    def _begin_columns(self, attributes: dict[str, str]) -> None:
        if attributes.get(_VISIBILITY, "visible") != "visible":
            self.hidden_columns.append(self.columns + 1)
        self.columns += _count(attributes, _REPEATED)

    def _end_cell(self) -> None:
        """Blank cells are built when a filled one stands to their right."""
        cell, text, repeated = self.cell, "".join(self.texts), _count(self.cell, _REPEATED)
        value = _value(cell, text, bool(self.texts))
        self.cell = None
        self.texts.clear()
        if value != "":
            self.limits.check_cells(self.row + 1, self.column + repeated, self.name)
            self.cells += [""] * (self.column - len(self.cells)) + [value] * repeated
        down, right = _count(cell, _ROWS_SPANNED), _count(cell, _SPANNED)
        if down > 1 or right > 1:
            self.merged.append(
                (self.row + 1, self.column + 1, self.row + down, self.column + right)
            )
        self.column += repeated

    def _end_row(self) -> None:
        """Blank rows are built when a filled one stands below them."""
        repeated = _count(self.row_attributes, _ROWS_REPEATED)
        if self.cells:
            self.width = max(self.width, len(self.cells))
            self.limits.check_cells(self.row + repeated, self.width, self.name)
            self.rows += [[] for _ in range(self.row - len(self.rows))]
            self.rows += [list(self.cells) for _ in range(repeated)]
            if self.row_attributes.get(_VISIBILITY, "visible") != "visible":
                self.hidden_rows += repeated
        self.row += repeated

    def _end_sheet(self) -> None:
        self.sheets.append(
            CellSheet(
                name=self.name,
                rows=self.rows,
                hidden=self.hidden,
                merged=tuple(self.merged),
                hidden_rows=self.hidden_rows,
                hidden_columns=sum(first <= self.width for first in self.hidden_columns),
            )
        )


def _count(attributes: dict[str, str], name: str) -> int:
    return max(int(attributes.get(name, 1)), 1)


def _value(cell: dict[str, str], text: str, has_text: bool) -> Cell:
    """``has_text`` says that the cell holds a text, if an empty one: only a formula without it
    was never calculated."""
    kind = cell.get(f"{_OFFICE}value-type")
    if f"{_TABLE}formula" in cell or kind == "string":
        code = _ERROR_CODES.get(text.strip())
        if code or _is_error(cell):
            return ExcelError(code or text.strip())
        if not kind and not has_text:
            return NoStoredValue()
    if kind in ("float", "percentage", "currency"):
        return float(cell[f"{_OFFICE}value"])
    if kind == "boolean":
        return cell[f"{_OFFICE}boolean-value"] == "true"
    if kind == "date":
        return _moment(cell[f"{_OFFICE}date-value"])
    if kind == "time":
        return _time_of_day(cell[f"{_OFFICE}time-value"])
    text = cell.get(f"{_OFFICE}string-value", text)
    return text if text.strip() else ""


def _is_error(cell: dict[str, str]) -> bool:
    """LibreOffice says so in an attribute of its own, whatever the error is called."""
    return any(v == "error" and n.endswith(" value-type") for n, v in cell.items())


def _moment(text: str) -> Cell:
    """What is no day of our calendar stays a text and becomes a finding."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return text


def _time_of_day(text: str) -> Cell:
    """Durations of a day and more stay a text."""
    match = _TIME.fullmatch(text)
    if match and int(match[1]) < 24:
        return time(*map(int, match.groups()))
    return text
