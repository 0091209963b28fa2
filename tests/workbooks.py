"""Workbooks drawn in a test: one line a row, cells between bars."""

import io
from collections.abc import Mapping

import xlsxwriter


def cells(picture: str) -> list[list[str]]:
    """Rows of text from a picture; an empty line is an empty row."""
    lines = picture.strip("\n").splitlines()
    return [[cell.strip() for cell in line.split("|")] for line in lines]


def workbook(sheets: Mapping[str, str | list[list]], hidden: tuple[str, ...] = ()) -> bytes:
    """An .xlsx with a sheet for each picture (or list of rows); all cells of pictures are text."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name, content in sheets.items():
            sheet = book.add_worksheet(name)
            rows = cells(content) if isinstance(content, str) else content
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value != "":
                        sheet.write(number, column, value)
            if name in hidden:
                sheet.hide()
    return buffer.getvalue()
