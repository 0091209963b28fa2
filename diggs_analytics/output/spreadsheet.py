"""Rows as an Excel workbook that one goes on working in: cover, contents, one real table, terms."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.domain.signs import LEGEND
from diggs_analytics.output import formats
from diggs_analytics.output.notes import Notes

COVER, CONTENTS, TERMS = "Deckblatt", "Inhalt", "Begriffe"

# Limits of the file format.
MOST_ROWS = 1_048_576 - 1  # below the header
MOST_TEXT = 32_767  # UTF-16 units in a cell
LONGEST_NAME = 31  # of a sheet
FIRST_DATE = date(1900, 1, 1)
WIDEST = 400  # pixels

DATE = "dd.mm.yyyy"
PERCENT = "0.0 %"
STYLE = "Table Style Light 1"


def records_workbook(rows: pd.DataFrame, table: Table, notes: Notes) -> bytes:
    """``rows`` has the columns of ``table``, typed as declared; others are left out.

    Text stays text, whatever it looks like. Text longer than a cell can hold is cut and the cover
    names the cells. The same input gives the same bytes. More rows than a sheet has: DiggsError.
    """
    if len(rows) > MOST_ROWS:
        raise DiggsError(
            f"Ein Excel-Blatt fasst {formats.number(MOST_ROWS)} Zeilen, gewählt sind "
            f"{formats.number(len(rows))}. Als .csv oder .parquet passen sie in eine Datei."
        )
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(content, options) as workbook:
        workbook.set_properties({"title": notes.title, "created": notes.created})
        cover, contents, data, terms = (
            workbook.add_worksheet(name) for name in (COVER, CONTENTS, sheet_name(table), TERMS)
        )
        shortened = _write_table(workbook, data, rows, table)
        _write_cover(workbook, cover, rows, notes, shortened)
        _write_contents(workbook, contents, rows, table)
        _write_terms(workbook, terms, table)
    return content.getvalue()


def rows_workbook(rows: pd.DataFrame, table: Table, created: datetime) -> bytes:
    """One sheet with the rows and nothing else: to be read again as a delivery."""
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(content, options) as workbook:
        workbook.set_properties({"title": table.label, "created": created})
        _write_table(workbook, workbook.add_worksheet(sheet_name(table)), rows, table)
    return content.getvalue()


def sheet_name(table: Table) -> str:
    return table.label[:LONGEST_NAME]


def _write_table(
    workbook: Workbook, sheet: Worksheet, rows: pd.DataFrame, table: Table
) -> list[str]:
    """Returns the addresses of cells whose text was cut."""
    shortened = []
    columns = []
    for place, column in enumerate(table):
        pattern = number_format(column)
        style = workbook.add_format({"num_format": pattern}) if pattern else None
        columns.append({"header": column.label, "format": style})
        write = WRITERS.get(column.kind, _write_text)
        for row, value in enumerate(rows[column.name], start=1):
            if not pd.isna(value) and value != "" and write(sheet, row, place, value, style):
                shortened.append(xl_rowcol_to_cell(row, place))
    _make_table(sheet, table.name, columns, len(rows))
    return shortened


def _write_cover(
    workbook: Workbook, sheet: Worksheet, rows: pd.DataFrame, notes: Notes, shortened: list[str]
) -> None:
    lines: list[tuple[str, object]] = [
        *notes.filters,
        ("Stichtag", notes.stichtag),
        ("Stand der Daten", notes.stand),
        ("Zeilen", len(rows)),
        ("Was zählt", notes.rule),
        ("Zeichen", LEGEND),
        ("Gekürzte Texte", _about(shortened)),
        ("Erstellt am", formats.moment(notes.created)),
    ]
    bold = workbook.add_format({"bold": True, "valign": "top"})
    styles = {
        date: workbook.add_format({"num_format": DATE, "align": "left"}),
        int: workbook.add_format({"num_format": "#,##0", "align": "left"}),
        str: workbook.add_format({"text_wrap": True, "valign": "top"}),
    }
    sheet.write_string(0, 0, notes.title, workbook.add_format({"bold": True, "font_size": 16}))
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 90)
    shown = [(label, value) for label, value in lines if value not in ("", None)]
    for row, (label, value) in enumerate(shown, start=2):
        sheet.write_string(row, 0, label, bold)
        sheet.write(row, 1, value, styles[type(value)])


def _about(shortened: list[str]) -> str:
    if not shortened:
        return ""
    texts = formats.count(len(shortened), "Text ist", "Texte sind")
    return (
        f"{texts} auf {formats.number(MOST_TEXT)} Zeichen gekürzt, mehr fasst eine Zelle nicht: "
        f"{', '.join(shortened)}. Vollständig stehen sie in .csv und .parquet."
    )


def _write_contents(workbook: Workbook, sheet: Worksheet, rows: pd.DataFrame, table: Table) -> None:
    entries = [
        (COVER, "Filter, Stichtag, Stand der Daten, was zählt, Zeichen", None),
        (sheet_name(table), table.meaning, len(rows)),
        (TERMS, "Was die Spalten bedeuten", len(table.columns)),
    ]
    count = workbook.add_format({"num_format": "#,##0"})
    link = workbook.get_default_url_format()
    for row, (name, meaning, how_many) in enumerate(entries, start=1):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", link, name)
        sheet.write_string(row, 1, meaning)
        if how_many is not None:
            sheet.write_number(row, 2, how_many, count)
    headings = ("Blatt", "Inhalt", "Zeilen")
    _make_table(sheet, "inhalt", [{"header": heading} for heading in headings], len(entries))


def _write_terms(workbook: Workbook, sheet: Worksheet, table: Table) -> None:
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for row, column in enumerate(table, start=1):
        texts = (column.label, column.name, column.kind.value, column.unit, column.meaning)
        for place, text in enumerate(texts):
            sheet.write_string(row, place, text, wrapped)
    headings = ("Spalte", "Name in .csv und .parquet", "Art", "Einheit", "Bedeutung")
    _make_table(
        sheet, "begriffe", [{"header": heading} for heading in headings], len(table.columns)
    )


def _make_table(sheet: Worksheet, name: str, columns: list[dict], how_many: int) -> None:
    """A real Excel table; one without rows still has to have a blank one."""
    sheet.add_table(
        0, 0, max(how_many, 1), len(columns) - 1,
        {"name": name, "columns": columns, "style": STYLE},
    )  # fmt: skip
    sheet.freeze_panes(1, 0)
    sheet.autofit(WIDEST)


def number_format(column: Column) -> str:
    """A year or a number of order has no thousands; a number that is not rounded on screen shows
    all its decimals."""
    return {
        Kind.DATE: DATE,
        Kind.SHARE: PERCENT,
        Kind.INT: "#,##0" if column.unit else "0",
    }.get(column.kind, "")


# Each writes one cell and returns whether something of the value was lost.
Write = Callable[[Worksheet, int, int, object, Format | None], bool]


def _write_text(sheet: Worksheet, row: int, place: int, value: str, style: Format | None) -> bool:
    whole = value.encode("utf-16-le")
    fits = len(whole) <= 2 * MOST_TEXT
    text = value if fits else whole[: 2 * MOST_TEXT].decode("utf-16-le", errors="ignore")
    sheet.write_string(row, place, text, style)
    return not fits


def _write_number(
    sheet: Worksheet, row: int, place: int, value: float, style: Format | None
) -> bool:
    sheet.write_number(row, place, value, style)
    return False


def _write_date(
    sheet: Worksheet, row: int, place: int, value: pd.Timestamp, style: Format | None
) -> bool:
    """Excel's calendar begins in 1900; an earlier day is written as text."""
    if value.date() < FIRST_DATE:
        sheet.write_string(row, place, formats.day(value))
    else:
        sheet.write_datetime(row, place, value.to_pydatetime(), style)
    return False


def _write_yes_no(
    sheet: Worksheet, row: int, place: int, value: bool, style: Format | None
) -> bool:
    sheet.write_string(row, place, formats.yes_no(value))
    return False


WRITERS: dict[Kind, Write] = {
    Kind.DATE: _write_date,
    Kind.INT: _write_number,
    Kind.NUMBER: _write_number,
    Kind.SHARE: _write_number,
    Kind.YES_NO: _write_yes_no,
}
