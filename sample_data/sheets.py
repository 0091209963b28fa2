"""A sheet as a sender would type it, and how it becomes a workbook or a text file."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

Values = Mapping[str, object]


@dataclass(frozen=True)
class Formula:
    """A formula with the value that Excel stored; names of columns in braces become addresses of
    the same row."""

    text: str
    value: object


Cell = str | int | float | date | Formula | None


@dataclass(frozen=True)
class Heading:
    """What stands above a column; ``name`` is our column of that meaning, "" for one of the
    sender's own. ``cell`` tells how the sender types a value (default: as it is)."""

    text: str
    name: str = ""
    cell: Callable[[Values], Cell] | None = None
    number_format: str = ""
    hidden: bool = False


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]
    is_record: bool = True


@dataclass(frozen=True)
class Picture:
    """One sheet: titles from row 1 on, the header in ``header_row``, rows, a last row that adds up
    the columns named in ``sums``, then a blank row and notes."""

    sheet: str
    table: str
    headings: tuple[Heading, ...]
    rows: tuple[Row, ...]
    titles: tuple[str, ...] = ()
    header_row: int = 1
    sums: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def names(self) -> list[str]:
        return [heading.name for heading in self.headings]


def picture(
    sheet: str, table: str, headings: Iterable[Heading], values: Iterable[Values], **around: object
) -> Picture:
    headings = tuple(headings)
    rows = tuple(Row(tuple(_typed(heading, one) for heading in headings)) for one in values)
    return Picture(sheet, table, headings, rows, **around)


def with_rows(picture: Picture, rows: Iterable[Row]) -> Picture:
    return replace(picture, rows=tuple(rows))


def workbook(pictures: list[Picture], sender: str, created: date) -> bytes:
    """An .xlsx file; the same pictures give the same bytes."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    moment = datetime(created.year, created.month, created.day, 8)
    book.set_properties(
        {"author": sender, "created": moment, "comments": "Erfundene Beispieldaten"}
    )
    formats = {text: book.add_format({"num_format": text}) for text in _formats(pictures)}
    bold = book.add_format({"bold": True})
    for one in pictures:
        _write(book.add_worksheet(one.sheet), one, formats, bold)
    book.close()
    return target.getvalue()


def text_file(picture: Picture, encoding: str, first_line: str = "") -> bytes:
    """A .csv file for German Excel: semicolons, decimal commas, dates as 25.08.2024."""
    target = io.StringIO(newline="")
    target.write(first_line)
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow([heading.text for heading in picture.headings])
    writer.writerows([_plain(cell) for cell in row.cells] for row in picture.rows)
    return target.getvalue().encode(encoding)


def _typed(heading: Heading, values: Values) -> Cell:
    return heading.cell(values) if heading.cell else values[heading.name]


DATE_FORMAT = "dd.mm.yyyy"


def _formats(pictures: Iterable[Picture]) -> list[str]:
    named = {heading.number_format for one in pictures for heading in one.headings}
    return sorted({DATE_FORMAT, *named} - {""})


def _write(
    sheet: xlsxwriter.worksheet.Worksheet, one: Picture, formats: dict, bold: object
) -> None:
    for number, title in enumerate(one.titles):
        sheet.write_string(number, 0, title, bold)
    for column, heading in enumerate(one.headings):
        sheet.set_column(column, column, len(heading.text) + 4, None, {"hidden": heading.hidden})
        sheet.write_string(one.header_row - 1, column, heading.text, bold)
    for number, row in enumerate(one.rows, start=one.header_row):
        _write_row(sheet, number, row, one, formats)
    below = one.header_row + len(one.rows)
    if one.sums:
        _write_sums(sheet, below, one, bold)
    for number, note in enumerate(one.notes, start=below + 2):
        sheet.write_string(number, 0, note)


def _write_row(
    sheet: xlsxwriter.worksheet.Worksheet, number: int, row: Row, one: Picture, formats: dict
) -> None:
    places = {name: xl_rowcol_to_cell(number, i) for i, name in enumerate(one.names) if name}
    for column, (cell, heading) in enumerate(zip(row.cells, one.headings, strict=True)):
        style = formats.get(heading.number_format)
        if isinstance(cell, str):
            sheet.write_string(number, column, cell)
        elif isinstance(cell, Formula):
            sheet.write_formula(number, column, cell.text.format(**places), style, cell.value)
        elif isinstance(cell, date):
            sheet.write_datetime(number, column, cell, formats[DATE_FORMAT])
        elif cell is not None:
            sheet.write_number(number, column, cell, style)


def _write_sums(
    sheet: xlsxwriter.worksheet.Worksheet, number: int, one: Picture, bold: object
) -> None:
    sheet.write_string(number, 0, "Summe", bold)
    for name in one.sums:
        column = one.names.index(name)
        total = sum(row.cells[column] for row in one.rows if _is_number(row.cells[column]))
        first, last = (xl_rowcol_to_cell(at, column) for at in (one.header_row, number - 1))
        sheet.write_formula(number, column, f"=SUM({first}:{last})", bold, total)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float)


def _plain(cell: Cell) -> str:
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    return "" if cell is None else str(cell)
