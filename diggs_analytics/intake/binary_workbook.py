"""An .xlsb workbook as sheets of cells: values by calamine, which gives error values as blanks;
these and the hidden parts are found in the records of the sheet ([MS-XLSB] 2.1.4, 2.4).
"""

import io
from collections.abc import Iterator
from dataclasses import replace
from posixpath import join, normpath
from struct import unpack_from
from typing import NamedTuple
from zipfile import ZipFile

from python_calamine import CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.intake.archive import elements, open_archive
from diggs_analytics.intake.cells import (
    CellSheet,
    ExcelError,
    PlacedCell,
    letter,
    put,
)
from diggs_analytics.intake.limits import Limits

# Numbers of records.
_ROW, _CELLS_WITH_VALUES = 0, range(2, 12)
_ERROR_CELL, _ERROR_FORMULA, _RICH_TEXT = 3, 11, 62
_COLUMNS, _BUNDLED_SHEET, _MERGED = 60, 156, 176
_TEXTS = (6, 7, 8, 62)

_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
           0x24: "#NUM!", 0x2A: "#N/A", 0x2B: "#GETTING_DATA"}  # fmt: skip


class Record(NamedTuple):
    kind: int
    data: memoryview


def read_xlsb(content: bytes, limits: Limits) -> list[CellSheet]:
    """Every worksheet in the order of the workbook. Raises RejectedFile."""
    archive = open_archive(content, limits)
    paths = dict(_sheet_paths(archive))
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        _read_sheet(workbook, meta, archive.read(paths[meta.name]), limits)
        for meta in workbook.sheets_metadata
        if meta.typ is SheetTypeEnum.WorkSheet
    ]


def _sheet_paths(archive: ZipFile) -> Iterator[tuple[str, str]]:
    targets = {
        part["Id"]: normpath(join("xl", part["Target"])).lstrip("/")
        for name, part in elements(archive.read("xl/_rels/workbook.bin.rels"))
        if name == "Relationship"
    }
    for kind, data in _records(archive.read("xl/workbook.bin")):
        if kind == _BUNDLED_SHEET:
            relation, end = _text(data, 8)
            name, _ = _text(data, end)
            yield name, targets.get(relation, "")


def _read_sheet(
    workbook: CalamineWorkbook, meta: SheetMetadata, records: bytes, limits: Limits
) -> CellSheet:
    sheet = workbook.get_sheet_by_name(meta.name)
    bottom, right = sheet.end or (0, 0)
    limits.check_cells(bottom + 1, right + 1, meta.name)
    seen = CellSheet(
        name=meta.name,
        rows=sheet.to_python(skip_empty_area=False),
        hidden=meta.visible is not SheetVisibleEnum.Visible,
    )
    return _completed(seen, records, limits)


def _completed(sheet: CellSheet, content: bytes, limits: Limits) -> CellSheet:
    """Every cell that holds a value, held against what was read."""
    row, merged, hidden_row, hidden_rows, hidden_columns = 0, [], False, 0, 0
    for kind, data in _records(content):
        if kind == _ROW:
            row = unpack_from("<I", data)[0] + 1
            hidden_row = bool(data[11] & 0x10)
        elif kind in _CELLS_WITH_VALUES or kind == _RICH_TEXT:
            hidden_rows, hidden_row = hidden_rows + hidden_row, False
            column = unpack_from("<I", data)[0] + 1
            limits.check_cells(row, column, sheet.name)
            if kind in (_ERROR_CELL, _ERROR_FORMULA):
                put(sheet.rows, PlacedCell(row, column, ExcelError(_ERRORS.get(data[8], "#?"))))
            elif kind not in _TEXTS and _is_lost(sheet, row, column):
                raise RejectedFile(
                    f"Die Datei lässt sich nicht lesen: Die Zelle {letter(column)}{row} im Blatt "
                    f"»{sheet.name}« ist unverständlich. Bitte in Excel als .xlsx speichern."
                )
        elif kind == _COLUMNS:
            first, _, _, _, flags = unpack_from("<IIIIH", data)
            hidden_columns += flags & 1 and first < max(map(len, sheet.rows), default=0)
        elif kind == _MERGED:
            top, bottom, left, right = unpack_from("<IIII", data)
            merged.append((top + 1, left + 1, bottom + 1, right + 1))
    return replace(
        sheet, merged=tuple(merged), hidden_rows=hidden_rows, hidden_columns=hidden_columns
    )


def _is_lost(sheet: CellSheet, row: int, column: int) -> bool:
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else []
    return column > len(cells) or cells[column - 1] == ""


def _records(content: bytes) -> Iterator[Record]:
    """Each record begins with its number in one or two bytes and its length in up to four, seven
    bits in each byte, lowest first."""
    view, at = memoryview(content), 0
    while at < len(view):
        kind, at = view[at], at + 1
        if kind & 0x80:
            kind, at = (kind & 0x7F) | (view[at] & 0x7F) << 7, at + 1
        length = 0
        for shift in (0, 7, 14, 21):
            byte, at = view[at], at + 1
            length |= (byte & 0x7F) << shift
            if not byte & 0x80:
                break
        yield Record(kind, view[at : at + length])
        at += length


def _text(data: memoryview, at: int) -> tuple[str, int]:
    """A text after its length in characters, and where it ends."""
    end = at + 4 + 2 * unpack_from("<I", data, at)[0]
    return str(data[at + 4 : end], "utf-16-le"), end
