"""An .xlsx or .xlsm workbook as sheets of cells, with nothing lost on the way.

calamine reads fast but gives error values and formulas without a stored value as blanks, and says
nothing of hidden rows. ``sheet_xml`` counts what stands in the file and finds what was lost.
"""

import io
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from posixpath import join, normpath
from zipfile import ZipFile

from python_calamine import CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from diggs_analytics.intake.archive import elements, open_archive
from diggs_analytics.intake.cells import CellSheet, put
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.sheet_xml import SheetXml


def read_xlsx(content: bytes, limits: Limits) -> list[CellSheet]:
    """Every worksheet in the order of the workbook. Raises RejectedFile."""
    archive = open_archive(content, limits)
    paths = dict(_sheet_paths(archive))
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    # calamine and unpacking leave the interpreter alone: each of two processors does one of them.
    with ThreadPoolExecutor(1) as beside:
        return [
            _read_sheet(workbook, meta, beside.submit(_xml, archive, paths[meta.name]), limits)
            for meta in workbook.sheets_metadata
            if meta.typ is SheetTypeEnum.WorkSheet
        ]


def _xml(archive: ZipFile, path: str) -> SheetXml:
    return SheetXml(archive.read(path))


def _sheet_paths(archive: ZipFile) -> Iterator[tuple[str, str]]:
    """Sheet name → path of its XML, for worksheets; charts and dialogs are no sheets of cells."""
    worksheets = {
        part["Id"]: normpath(join("xl", part["Target"])).lstrip("/")
        for _, part in elements(archive.read("xl/_rels/workbook.xml.rels"))
        if part.get("Type", "").endswith("/worksheet")
    }
    for name, sheet in elements(archive.read("xl/workbook.xml")):
        relation = next((value for key, value in sheet.items() if key.endswith(":id")), "")
        if name == "sheet" and relation in worksheets:
            yield sheet["name"], worksheets[relation]


def _read_sheet(
    workbook: CalamineWorkbook, meta: SheetMetadata, xml: Future[SheetXml], limits: Limits
) -> CellSheet:
    sheet = workbook.get_sheet_by_name(meta.name)
    bottom, right = sheet.end or (0, 0)
    limits.check_cells(bottom + 1, right + 1, meta.name)
    rows = sheet.to_python(skip_empty_area=False)
    seen = xml.result().look(rows)
    for cell in seen.lost:
        limits.check_cells(cell.row, cell.column, meta.name)
        put(rows, cell)
    width = max(map(len, rows), default=0)
    return CellSheet(
        name=meta.name,
        rows=rows,
        hidden=meta.visible is not SheetVisibleEnum.Visible,
        merged=tuple(
            (top + 1, left + 1, end_row + 1, end_column + 1)
            for (top, left), (end_row, end_column) in sheet.merged_cell_ranges or ()
        ),
        hidden_rows=seen.hidden_rows,
        hidden_columns=sum(first <= width for first in seen.hidden_columns),
    )
