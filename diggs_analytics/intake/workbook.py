"""An .xlsx workbook as sheets of cells, with nothing lost on the way.

calamine reads fast but turns error values into blanks, sees no formula without a stored value and
no hidden row. A scan over the sheet's XML finds these and puts them where they stand.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.intake.cells import CellSheet, ExcelError, NoStoredValue, column_number
from diggs_analytics.intake.limits import Limits

# <c r="C17" t="e"><v>#N/A</v></c>, with or without a formula before the value.
_ERROR = re.compile(
    rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]+)(\d+)"[^>]*>(?:(?!</(?:\w+:)?c>).)*?'
    rb"<(?:\w+:)?v>([^<]*)<",
    re.DOTALL,
)
# A formula followed by no value, or by an empty one that is not the text "".
_NO_VALUE = re.compile(
    rb'<(?:\w+:)?c\b([^>]*)\br="([A-Z]+)(\d+)"([^>]*)>\s*'
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b[^>]*\bhidden="(?:1|true)"')
_WITHOUT_ADDRESS = re.compile(rb"<(?:\w+:)?c(?![^>]*\br=)[\s>][^>]*")


def read_xlsx(content: bytes, limits: Limits) -> list[CellSheet]:
    """Every worksheet in the order of the workbook. Raises RejectedFile."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        _check_archive(archive, limits)
        xml_of = {name: archive.read(path) for name, path in _sheet_paths(archive)}
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return [
        _read_sheet(workbook, meta.name, meta.visible, xml_of.get(meta.name, b""), limits)
        for meta in workbook.sheets_metadata
        if meta.typ is SheetTypeEnum.WorkSheet
    ]


def _check_archive(archive: zipfile.ZipFile, limits: Limits) -> None:
    names = archive.namelist()
    if len(set(names)) != len(names):
        raise RejectedFile("Die Datei enthält zwei Teile gleichen Namens und ist nicht eindeutig.")
    if sum(part.file_size for part in archive.infolist()) > limits.unpacked_mb * 2**20:
        raise RejectedFile(
            f"Die Datei ist entpackt größer als {limits.unpacked_mb} MB (Grenze unpacked_mb)."
        )


def _sheet_paths(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Sheet name → path of its XML, as workbook.xml and its relationships say."""
    workbook = _xml(archive, "xl/workbook.xml")
    targets = {
        part.get("Id"): part.get("Target", "")
        for part in _xml(archive, "xl/_rels/workbook.xml.rels")
    }
    for sheet in workbook.iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        relation = next((v for k, v in sheet.items() if k.endswith("}id")), "")
        target = targets.get(relation, "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if path in archive.namelist() and "worksheet" in path:
            yield sheet.get("name", ""), path


def _xml(archive: zipfile.ZipFile, path: str) -> ElementTree.Element:
    text = archive.read(path)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise RejectedFile("Die Datei enthält XML-Entitäten und wird nicht gelesen.")
    return ElementTree.fromstring(text)


def _read_sheet(
    workbook: CalamineWorkbook, name: str, visible: SheetVisibleEnum, xml: bytes, limits: Limits
) -> CellSheet:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.total_height * sheet.total_width > limits.cells:
        raise RejectedFile(
            f"Das Blatt »{name}« hat mehr als {limits.cells:,} Zellen (Grenze cells).".replace(
                ",", "\u202f"
            )
        )
    rows = sheet.to_python(skip_empty_area=False)
    for row, column, value in _lost_cells(xml, name):
        _put(rows, row, column, value)
    return CellSheet(
        name=name,
        rows=rows,
        hidden=visible is not SheetVisibleEnum.Visible,
        merged=tuple(
            (r1 + 1, c1 + 1, r2 + 1, c2 + 1)
            for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or ()
        ),
        hidden_rows=len(_HIDDEN_ROW.findall(xml)) if b"hidden" in xml else 0,
        hidden_columns=len(_HIDDEN_COLUMN.findall(xml)) if b"hidden" in xml else 0,
    )


class LostCell(NamedTuple):
    row: int
    column: int
    value: ExcelError | NoStoredValue


def _lost_cells(xml: bytes, name: str) -> Iterator[LostCell]:
    """The cells that calamine gives as blank although something stands there."""
    has_error, has_formula = b't="e"' in xml, b"<f" in xml or b":f" in xml
    if (has_error or has_formula) and _WITHOUT_ADDRESS.search(xml):
        raise RejectedFile(
            f"Das Blatt »{name}« nennt die Adressen seiner Zellen nicht; Fehlerwerte darin wären "
            "nicht zu finden. Bitte die Datei in Excel öffnen und neu speichern."
        )
    if has_error:
        for letters, row, code in _ERROR.findall(xml):
            yield LostCell(int(row), column_number(letters.decode()), ExcelError(code.decode()))
    if has_formula:
        for before, letters, row, after, value in _NO_VALUE.findall(xml):
            if not (value and b't="str"' in before + after):
                yield LostCell(int(row), column_number(letters.decode()), NoStoredValue())


def _put(rows: list[list], row: int, column: int, value: ExcelError | NoStoredValue) -> None:
    rows.extend([] for _ in range(row - len(rows)))
    cells = rows[row - 1]
    cells.extend([""] * (column - len(cells)))
    cells[column - 1] = value
