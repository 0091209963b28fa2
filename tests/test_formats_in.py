"""One table in every format that is read: the same rows and the same findings at the same cells."""

import io
import re
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from diggs_analytics.intake.cells import ExcelError, NoStoredValue
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.formats import read_cells
from diggs_analytics.intake.known import Known
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.reader import start_reading
from diggs_analytics.intake.text_file import guess
from tests.foreign_files import (
    WRITERS,
    archive,
    by_openpyxl,
    encrypted,
    encrypted_ods,
    ods_cell,
    ods_of,
    parts,
    xlsb,
    xlsx,
)

TODAY = Known(date(2026, 10, 16))
HEADER = ["Schuljahr", "Bezirksregierung", "Schulnummer", "Eingangsdatum", "Anlage",
          "Bildungsgang", "Klassen", "Lernende", "standortübergreifend"]  # fmt: skip
DAY = date(2024, 8, 25)
ROW = ["2024/25", "Münster", 200001, DAY, "A 1", "Köchin", 2, 40.0, True]
NEVER, NOT_FOUND = NoStoredValue(), ExcelError("#N/A")
ROWS = [
    HEADER,
    ROW,
    ["2024/25", "Münster", 200002, DAY, "A 1", "Köchin", 2, NOT_FOUND, False],
    ["", "", "", "", "", "", "", "", ""],
    ["2024/25", "Münster", ExcelError("#REF!"), DAY, "A 1", "Köchin", 2, 40, ""],
]


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@pytest.mark.parametrize("name", ["liste.xlsx", "liste.xls", "liste.dat"])
def test_the_same_table_in_every_format_whatever_the_name(write, name):
    delivery = read_delivery(name, write(ROWS), TODAY)

    (sheet,) = delivery.sheets
    assert sheet.rows[["schulnummer", "klassen", "lernende"]].fillna(-1).values.tolist() == [
        ["200001", 2, 40],
        ["200002", 2, -1],
    ]
    assert sheet.rows["eingangsdatum"].tolist() == [datetime(2024, 8, 25)] * 2
    assert sheet.rows["standortuebergreifend"].tolist() == [True, False]
    assert [row.row for row in sheet.set_aside] == [5]
    assert [(f.check, f.cell, f.value) for f in delivery.findings] == [
        ("excel_error", "C5", "#BEZUG!"),
        ("excel_error", "H3", "#NV"),
    ]


@pytest.mark.parametrize(
    "write", [w for name, w in WRITERS.items() if name != "xlsb"] + [by_openpyxl]
)
def test_a_formula_that_was_never_calculated_is_no_blank(write):
    rows = [HEADER, [*ROW[:6], NEVER, *ROW[7:]], [NEVER, *ROW[1:2], 200002, *ROW[3:]]]

    delivery = read_delivery("x", write(rows), TODAY)

    assert [(f.check, f.cell, f.severity.value) for f in delivery.findings] == [
        ("formula_without_value", "A3", "error"),
        ("formula_without_value", "G2", "warning"),
    ]


def test_a_formula_that_gives_an_empty_text_is_blank_where_others_have_values():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, [*ROW[:3], "25.08.2024", *ROW[4:6]])
        sheet.write_formula("G2", '=""', None, "")
    changed = parts(buffer.getvalue())
    path = "xl/worksheets/sheet1.xml"
    changed[path] = re.sub(rb'(<c r="G2")', rb'\1 t="str"', changed[path])

    delivery = read_delivery("x", archive(changed), TODAY)

    assert delivery.status == "ok"
    assert delivery.sheets[0].rows["klassen"].isna().all()


def csv_text(separator: str = ";") -> str:
    row = ["2024/25", "Münster", "200001", "25.08.2024", "A 1", "Köchin", "2", "40", "ja"]
    return "\r\n".join(separator.join(line) for line in (HEADER, row))


@pytest.mark.parametrize(
    "content",
    [
        csv_text().encode("utf-8"),
        csv_text().encode("utf-8-sig"),
        csv_text().encode("cp1252"),
        csv_text().encode("cp850"),
        csv_text().encode("utf-16"),
        csv_text().encode("utf-16-le"),
        csv_text().encode("utf-16-be"),
        csv_text(",").encode("utf-8"),
        csv_text("\t").encode("utf-16"),
        ("sep=;\r\n" + csv_text()).encode("utf-8"),
        ("sep=,\r\n" + csv_text(",")).encode("cp1252"),
    ],
    ids=["utf-8", "BOM", "cp1252", "cp850", "utf-16", "utf-16-le", "utf-16-be", "comma", "tab",
         "sep=;", "sep=,"],
)  # fmt: skip
def test_text_files(content):
    (sheet,) = read_delivery("liste.csv", content, TODAY).sheets

    assert sheet.header_row == 1
    assert sheet.rows.loc[2, ["bezirksregierung", "bildungsgang", "lernende"]].tolist() == [
        "Münster",
        "Köchin",
        40,
    ]


def test_a_decimal_comma_is_no_separator():
    content = (
        "Schuljahr;BR;SNR;Eingang;Anlage;Bildungsgang;Stunden Distanz;Stunden gesamt\n"
        "2024/25;Köln;200001;25.08.2024;A 1;Koch;12,5;1.020,00\n"
    )

    (sheet,) = read_delivery("liste.csv", content.encode(), TODAY).sheets

    assert guess("a;b\n1,5;2,5\n1,25;2,25") == ";"
    assert sheet.rows.loc[2, ["stunden_distanz", "stunden_gesamt"]].tolist() == [12.5, 1020]


def test_rows_of_a_text_file_are_counted_as_excel_shows_them():
    lines = ["Anzeigen", "", ";".join(HEADER), "", csv_text().splitlines()[1].replace("40", "-1")]

    delivery = read_delivery("liste.csv", "\n".join(lines).encode(), TODAY)

    assert [f.cell for f in delivery.findings] == ["H5"]


CELLS = {
    "errors of LibreOffice": (ods_cell(NOT_FOUND), [NOT_FOUND]),
    "error in its own words": (
        '<table:table-cell office:value-type="string" xmlns:calcext="urn:x" '
        'calcext:value-type="error"><text:p>Err:502</text:p></table:table-cell>',
        [ExcelError("Err:502")],
    ),
    "German error": (ods_cell("#BEZUG!"), [ExcelError("#REF!")]),
    "formula with an empty text": (
        '<table:table-cell table:formula="x"><text:p/></table:table-cell>' + ods_cell("b"),
        ["", "b"],
    ),
    "paragraphs and blanks": (
        '<table:table-cell office:value-type="string"><text:p>a<text:s text:c="2"/>b</text:p>'
        "<text:p><text:span>c</text:span></text:p></table:table-cell>",
        ["a  b\nc"],
    ),
    "a note and a drawing are no text of the cell": (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>n</text:p>'
        "</office:annotation><text:p>a</text:p><draw:frame><text:p>z</text:p></draw:frame>"
        "</table:table-cell>",
        ["a"],
    ),
    "repeated": (
        ods_cell("", 'table:number-columns-repeated="2"')
        + ods_cell("a", 'table:number-columns-repeated="2"')
        + ods_cell("", 'table:number-columns-repeated="16380"'),
        ["", "", "a", "a"],
    ),
    "times": (
        '<table:table-cell office:value-type="time" office:time-value="PT27H17M54S"/>'
        '<table:table-cell office:value-type="date" office:date-value="0000-00-00"/>'
        '<table:table-cell office:value-type="percentage" office:value="0.25"/>',
        ["PT27H17M54S", "0000-00-00", 0.25],
    ),
}


@pytest.mark.parametrize("cells, expected", CELLS.values(), ids=CELLS)
def test_cells_of_an_ods(cells, expected):
    (sheet,) = read_cells(ods_of(f"<table:table-row>{cells}</table:table-row>"), Limits())

    assert sheet.rows == [expected]


def test_hidden_and_merged_parts_of_an_ods():
    style = (
        '<office:automatic-styles><style:style style:name="ta1">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    row = "<table:table-row {}>{}</table:table-row>"
    spans = 'table:number-rows-spanned="2" table:number-columns-spanned="3"'
    content = ods_of(
        '<table:table-column/><table:table-column table:visibility="collapse"/>'
        + row.format('table:number-rows-repeated="2"', "<table:table-cell/>")
        + row.format('table:visibility="filter"', ods_cell("a", spans) + ods_cell("b"))
        + row.format('table:number-rows-repeated="999999"', "<table:table-cell/>"),
        before=style,
    )

    (sheet,) = read_cells(content, Limits())

    assert sheet.rows == [[], [], ["a", "b"]]
    assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (True, 1, 1)
    assert sheet.merged == ((3, 1, 4, 3),)


def test_hidden_and_merged_parts_of_an_xls():
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    sheet.write_merge(0, 1, 0, 1, "m")
    sheet.write(2, 2, "h")
    sheet.row(2).hidden = True
    sheet.row(9).hidden = True  # holds nothing
    sheet.col(1).hidden = True
    book.add_sheet("b").visibility = 1
    buffer = io.BytesIO()
    book.save(buffer)

    first, second = read_cells(buffer.getvalue(), Limits())

    assert first.merged == ((1, 1, 2, 2),)
    assert (first.hidden, first.hidden_rows, first.hidden_columns) == (False, 1, 1)
    assert second.hidden


def test_cells_that_hide_something():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Anzeigen")
        sheet.write_row("B3", HEADER[:8])
        sheet.write_row("B4", [*ROW[:3], "", *ROW[4:8]])
        sheet.write_datetime("E4", datetime(2024, 8, 25), book.add_format({"num_format": "dd.mm."}))
        sheet.write_row("B5", [*ROW[:2], "200002", "25.08.2024", *ROW[4:8]])
        sheet.write_formula("H5", "=NA()", None, "#N/A")
        sheet.write_row("B6", [*ROW[:2], "200003", "25.08.2024", *ROW[4:8]])
        sheet.write_formula("I6", "=SUM(I4:I5)", None, 80)
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_column("I:I", None, None, {"hidden": True})
        sheet.set_column("X:XFD", None, None, {"hidden": True})  # beside the table

    delivery = read_delivery("x.xlsx", buffer.getvalue(), TODAY)

    rows = delivery.sheets[0].rows
    assert rows["lernende"].tolist() == [40, 40, 80]
    assert rows.loc[4, "eingangsdatum"] == datetime(2024, 8, 25)
    assert [(f.check, f.cell, f.value) for f in delivery.findings] == [
        ("hidden_cells", "", ""),
        ("excel_error", "H5", "#NV"),
    ]
    assert "1 ausgeblendete Zeile(n) und 1 ausgeblendete Spaltengruppe(n)" in (
        delivery.findings[0].message
    )


def test_a_merged_cell_counts_for_every_row_and_is_named_by_its_top_left_cell():
    text_row = [*ROW[:2], "200001", "25.08.2024", *ROW[4:8]]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Anzeigen")
        for number, row in enumerate([HEADER[:8], text_row, text_row, text_row, text_row]):
            sheet.write_row(number, 0, row)
        sheet.write("C3", "200002")
        sheet.merge_range("B2:B3", "Köln")
        sheet.merge_range("C4:C5", "20000")
        sheet.merge_range("M1:M1048576", "")  # somebody merged a whole column

    delivery = read_delivery("x.xlsx", buffer.getvalue(), TODAY)

    assert delivery.sheets[0].rows["bezirksregierung"].tolist() == ["Köln", "Köln"]
    assert [f.cell for f in delivery.findings] == ["C4", "C4"]
    assert [row.row for row in delivery.sheets[0].set_aside] == [4, 5]


# An .xls of LibreOffice under the password "geheim" (RC4): nothing in Python writes one.
PROTECTED_XLS = (Path(__file__).parent / "files" / "protected.xls").read_bytes()
PROTECTED = {
    "xlsx": encrypted(xlsx(ROWS)),
    "xlsb": encrypted(xlsb(ROWS)),
    "ods": encrypted_ods(ROWS, "geheim"),
    "xls": PROTECTED_XLS,
}


@pytest.mark.parametrize("content", PROTECTED.values(), ids=PROTECTED)
def test_a_password_opens_what_it_protects(content):
    def read(password):
        reading = start_reading(content, Limits(), password)
        return read_delivery("liste.xlsx", content, TODAY, reading=reading)

    closed, wrong, opened = map(read, ("", "falsch", "geheim"))

    assert closed.protected and "durch ein Passwort geschützt" in closed.rejected
    assert wrong.protected and "das angegebene passt nicht" in wrong.rejected
    assert opened.sheets[0].rows["schulnummer"].tolist() == ["200001", "200002"]
    assert not opened.protected


def test_what_excel_opens_without_asking_needs_no_password():
    content = encrypted(xlsx(ROWS), "VelvetSweatshop")

    assert len(read_delivery("x.xlsx", content, TODAY).sheets[0].rows) == 2
