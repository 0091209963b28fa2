"""An empty Excel form of a table: what is filled into it goes in without a finding."""

import textwrap
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from diggs_analytics.domain.codes import ANLAGEN
from diggs_analytics.domain.expected import expected
from diggs_analytics.domain.form import EXPLANATION, LISTS, MARKS, example
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.domain.schuljahr import EARLIEST_DAY, LATEST_DAY
from diggs_analytics.output.formats import day, yes_no
from diggs_analytics.output.spreadsheet import STYLE, number_format, sheet_name

# Cells below the header that are checked while somebody types; more rows are read all the same.
PREPARED_ROWS = 10_000
# Behind the heading of a required column. Intake takes it for a footnote mark.
REQUIRED_MARK = " *"

# Limits of the file format.
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255

# Kinds whose cells are text: Excel makes no date of 2010/11 and no number of a Schulnummer.
TEXTS = {Kind.TEXT, Kind.CHOICE, Kind.SCHULJAHR, Kind.SCHULNUMMER, Kind.SCHULNUMMERN, Kind.ANLAGE,
         Kind.YES_NO}  # fmt: skip
TEXT = "@"

# What Excel checks where no rule of its own fits; {0} is the cell. Each rebuilds the text from the
# number in it, so that nothing else is let through.
FORMULAS = {
    Kind.SCHULJAHR: '=EXACT({0},"20"&TEXT(VALUE(MID({0},3,2)),"00")&"/"'
    '&TEXT(MOD(VALUE(MID({0},3,2))+1,100),"00"))',
    Kind.SCHULNUMMER: '=AND(EXACT({0}&"",TEXT(VALUE({0}),"000000")),VALUE({0})>=100000,'
    "VALUE({0})<=999999)",
    # Only digits but for blanks and commas, six for each Schulnummer, one comma less than numbers.
    Kind.SCHULNUMMERN: '=AND(ISNUMBER(VALUE(SUBSTITUTE(SUBSTITUTE({0}," ",""),",",""))),'
    'LEN(SUBSTITUTE(SUBSTITUTE({0}," ",""),",",""))'
    '=6*(LEN({0})-LEN(SUBSTITUTE({0},",",""))+1))',
}

HOW_TO = (
    "Spalten mit * müssen in jeder Zeile ausgefüllt sein, andere dürfen leer bleiben.",
    "Auswahllisten öffnen sich am rechten Rand der Zelle oder mit Alt + Pfeil nach unten.",
    "Weitere Spalten werden nicht übernommen. Bitte keine Angaben zu Personen eintragen.",
)
HEADINGS = ("Spalte", "nötig", "Bedeutung", "Erlaubt", "Einheit", "leer bedeutet", "Beispiel")
WIDTHS = (24, 7, 60, 50, 11, 14, 30)


def template_workbook(table: Table) -> bytes:
    """Three sheets: the table without a row, its explanation, and the hidden lists of allowed
    values (in the rule of a cell a list may have 255 characters at most)."""
    content = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(content, options) as workbook:
        workbook.set_properties({"title": f"Formular »{table.label}«"})
        form, explanation, lists = (
            workbook.add_worksheet(name) for name in (sheet_name(table), EXPLANATION, LISTS)
        )
        sources = _write_lists(lists, table)
        _write_form(workbook, form, table, sources)
        _write_explanation(workbook, explanation, table)
    return content.getvalue()


def template_name(table: Table) -> str:
    return f"formular_{table.name}.xlsx"


def choices(column: Column) -> tuple[str, ...]:
    """The values of a closed list, nothing for other columns."""
    if column.kind is Kind.ANLAGE:
        return ANLAGEN
    if column.kind is Kind.YES_NO:
        return (yes_no(True), yes_no(False))
    return tuple(column.allowed)


def _write_lists(sheet: Worksheet, table: Table) -> dict[str, str]:
    """Each list in the column of the form that it is for. Returns where, by column name."""
    sheet.write_string(0, 0, _mark(LISTS, table))
    sheet.hide()
    sources = {}
    for place, column in enumerate(table):
        if values := choices(column):
            sheet.write_column(1, place, values)
            sources[column.name] = f"={LISTS}!{xl_range_abs(1, place, len(values), place)}"
    return sources


def _mark(sheet: str, table: Table) -> str:
    return f"{MARKS[sheet]} »{table.label}«"


def _write_form(
    workbook: Workbook, sheet: Worksheet, table: Table, sources: dict[str, str]
) -> None:
    heads = {
        required: workbook.add_format(
            {"bold": required, "bg_color": "#12436D" if required else "#BFBFBF",
             "font_color": "#FFFFFF" if required else "#000000", "valign": "vcenter"}
        )
        for required in (True, False)
    }  # fmt: skip
    headers = []
    for place, column in enumerate(table):
        style = workbook.add_format({"num_format": _cell_format(column)})
        heading = column.label + REQUIRED_MARK * column.required
        headers.append(
            {"header": heading, "header_format": heads[column.required], "format": style}
        )
        sheet.set_column(place, place, _width(heading, column), style)
        rule = _rule(column, sources.get(column.name, ""), xl_rowcol_to_cell(1, place))
        sheet.data_validation(1, place, PREPARED_ROWS, place, rule | _messages(column))
    # A real table grows with what is typed below it; one without rows has to have a blank one.
    sheet.add_table(
        0, 0, 1, len(headers) - 1, {"name": table.name, "columns": headers, "style": STYLE}
    )
    sheet.set_row(0, 24)
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A2:XFD{PREPARED_ROWS + 1}"})


def _cell_format(column: Column) -> str:
    return number_format(column) or (TEXT if column.kind in TEXTS else "General")


def _width(heading: str, column: Column) -> int:
    """Characters; the heading has a button beside it."""
    widest = max(map(len, (heading + "    ", example(column), *choices(column))))
    return min(widest + 2, 42)


def _rule(column: Column, source: str, cell: str) -> dict[str, object]:
    if source:
        return {"validate": "list", "source": source}
    if column.kind in FORMULAS:
        return {"validate": "custom", "value": FORMULAS[column.kind].format(cell)}
    match column.kind:
        case Kind.DATE:
            return _between("date", EARLIEST_DAY, LATEST_DAY)
        case Kind.INT:
            return {"validate": "integer", "criteria": ">=", "value": 0}
        case Kind.NUMBER:
            return {"validate": "decimal", "criteria": ">=", "value": 0}
        case Kind.SHARE:
            return _between("decimal", 0, 1)
    return {"validate": "any"}


def _between(what: str, least: object, most: object) -> dict[str, object]:
    return {"validate": what, "criteria": "between", "minimum": least, "maximum": most}


def _messages(column: Column) -> dict[str, str]:
    """What Excel says when the cell is entered, and when it refuses what was typed."""
    title = column.label[:LONGEST_TITLE]
    needed = "Pflichtangabe. " if column.required else ""
    return {
        "input_title": title,
        "input_message": _short(f"{needed}{column.meaning} Beispiel: {example(column)}"),
        "error_title": title,
        "error_message": _short(f"Hier geht nur: {_allowed(column)}."),
    }


def _short(text: str) -> str:
    return textwrap.shorten(text, LONGEST_MESSAGE, placeholder=" …")


def _allowed(column: Column) -> str:
    if column.kind is Kind.DATE:
        return f"{expected(column)} von {day(EARLIEST_DAY)} bis {day(LATEST_DAY)}"
    return expected(column)


def _write_explanation(workbook: Workbook, sheet: Worksheet, table: Table) -> None:
    sheet.write_string(
        0, 0, _mark(EXPLANATION, table), workbook.add_format({"bold": True, "font_size": 14})
    )
    for row, line in enumerate((table.meaning, *HOW_TO), start=1):
        sheet.write_string(row, 0, line)
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    first = len(HOW_TO) + 3
    for row, column in enumerate(table, start=first + 1):
        for place, text in enumerate(_explained(column)):
            sheet.write(row, place, text or None, wrapped)
    _make_table(sheet, first, len(table.columns), wrapped)


def _make_table(sheet: Worksheet, first: int, how_many: int, style: Format) -> None:
    headers = [{"header": heading, "format": style} for heading in HEADINGS]
    sheet.add_table(
        first, 0, first + how_many, len(HEADINGS) - 1,
        {"name": "erlaeuterung", "columns": headers, "style": STYLE, "autofilter": False},
    )  # fmt: skip
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)


def _explained(column: Column) -> tuple[str, ...]:
    return (
        column.label,
        yes_no(True) if column.required else "",
        column.meaning,
        _allowed(column),
        column.unit,
        column.empty_means or "",
        example(column),
    )
