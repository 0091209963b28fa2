"""An .xls workbook (BIFF5 and BIFF8, older ones too) as sheets of cells.

xlrd is slower than calamine but right where that gives text with NULs in it, loses cells or takes
the wrong code page. Merged and hidden parts and formulas are looked up in the records themselves
([MS-XLS] 2.4): with ``formatting_info`` xlrd would build every blank cell that has a border.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import unpack_from

import xlrd
from xlrd.sheet import Sheet
from xlrd.xldate import XLDateError, xldate_as_datetime

from diggs_analytics.domain.errors import ProtectedFile
from diggs_analytics.intake.cells import Cell, CellSheet, ExcelError, NoStoredValue, PlacedCell, put
from diggs_analytics.intake.limits import Limits

_FORMULA, _END, _BEGIN, _ROW, _COLUMNS, _MERGED = 0x0006, 0x000A, 0x0809, 0x0208, 0x007D, 0x00E5
# The value of a formula that is the empty text, or that nobody has calculated.
_EMPTY_TEXT = b"\x03\0\0\0\0\0\xff\xff"


@dataclass
class Seen:
    """``formulas`` are (row, column, the eight bytes of the value), counted from 1."""

    formulas: list[tuple[int, int, bytes]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[int] = field(default_factory=list)


def read_xls(content: bytes, limits: Limits) -> list[CellSheet]:
    """Every worksheet in the order of the workbook. Raises RejectedFile."""
    try:
        book = xlrd.open_workbook(
            file_contents=content,
            ragged_rows=True,  # else four cells in the corners take half a gigabyte
            on_demand=True,
            logfile=io.StringIO(),  # stdout belongs to the answer
        )
    except xlrd.XLRDError as error:
        if "encrypted" in str(error):
            raise ProtectedFile("Die Arbeitsmappe ist geschützt.") from error
        raise
    seen = [_look_at(book, start) for start in book._sh_abs_posn]
    # Who wrote the workbook calculated none of its formulas, if not one of them has a value: a
    # single empty one may be an honest ="".
    calculated = any(value != _EMPTY_TEXT for one in seen for _, _, value in one.formulas)
    return [
        _read_sheet(book, book.sheet_by_index(i), seen[i], calculated, limits)
        for i in range(book.nsheets)
    ]


def _read_sheet(
    book: xlrd.Book, sheet: Sheet, seen: Seen, calculated: bool, limits: Limits
) -> CellSheet:
    width = max((sheet.row_len(i) for i in range(sheet.nrows)), default=0)
    limits.check_cells(sheet.nrows, width, sheet.name)
    rows = [
        [
            _cell(kind, value, book.datemode)
            for kind, value in zip(sheet.row_types(i), sheet.row_values(i), strict=True)
        ]
        for i in range(sheet.nrows)
    ]
    if not calculated:
        for row, column, _ in seen.formulas:
            limits.check_cells(row, column, sheet.name)
            put(rows, PlacedCell(row, column, NoStoredValue()))
    return CellSheet(
        name=sheet.name,
        rows=rows,
        hidden=sheet.visibility != 0,
        merged=tuple(seen.merged),
        hidden_rows=sum(
            any(cell != "" for cell in row)
            for number, row in enumerate(rows, start=1)
            if number in seen.hidden_rows
        ),
        hidden_columns=sum(first <= width for first in seen.hidden_columns),
    )


def _cell(kind: int, value: str | float, datemode: int) -> Cell:
    if kind == xlrd.XL_CELL_ERROR:
        return ExcelError(xlrd.error_text_from_code.get(value, "#?"))
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_DATE:
        return _moment(value, datemode)
    return value


def _moment(value: float, datemode: int) -> Cell:
    """A time of day has no day before the comma; what is no date stays a number."""
    try:
        moment = xldate_as_datetime(value, datemode)
    except (XLDateError, OverflowError):
        return value
    return moment.time() if 0 <= value < 1 else moment


def _look_at(book: xlrd.Book, start: int) -> Seen:
    """What the records of one sheet tell beside the values."""
    seen = Seen()
    for kind, data in _records(book.mem, start):
        if kind == _FORMULA and len(data) >= 14:
            row, column = unpack_from("<HH", data)
            seen.formulas.append((row + 1, column + 1, bytes(data[6:14])))
        elif kind == _ROW and data[12] & 0x20:
            seen.hidden_rows.add(unpack_from("<H", data)[0] + 1)
        elif kind == _COLUMNS and data[8] & 1:
            seen.hidden_columns.append(unpack_from("<H", data)[0] + 1)
        elif kind == _MERGED:
            for i in range(unpack_from("<H", data)[0]):
                top, bottom, left, right = unpack_from("<HHHH", data, 2 + 8 * i)
                seen.merged.append((top + 1, left + 1, bottom + 1, right + 1))
    return seen


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """(number, data) from the beginning of a sheet to its end; charts in it have their own."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = unpack_from("<HH", stream, at)
        at += 4 + length
        depth += (kind == _BEGIN) - (kind == _END)
        if depth == 0:
            return
        if depth == 1:
            yield kind, stream[at - length : at]
