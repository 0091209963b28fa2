"""Files as they come: encodings, hidden and merged cells, error cells, and what is no workbook."""

import io
import re
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from diggs_analytics.intake.cells import letter
from diggs_analytics.intake.checks import Known
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.reader import start_reading
from diggs_analytics.intake.text_file import guess
from tests.workbooks import cells, workbook

TODAY = Known(date(2026, 10, 16))
HEADER = ["Schuljahr", "Bezirksregierung", "Schulnummer", "Eingangsdatum", "Anlage",
          "Bildungsgang", "Klassen", "Lernende"]  # fmt: skip
ROW = ["2024/25", "Münster", "200001", "25.08.2024", "A 1", "Köchin", "2", "40"]
GOOD = workbook({"Anzeigen": [HEADER, ROW]})


def csv_text(separator: str = ";") -> str:
    return "\r\n".join(separator.join(row) for row in (HEADER, ROW))


@pytest.mark.parametrize(
    "content",
    [
        csv_text().encode("utf-8"),
        csv_text().encode("utf-8-sig"),
        csv_text().encode("cp1252"),
        csv_text().encode("cp850"),
        csv_text().encode("utf-16"),
        csv_text(",").encode("utf-8"),
        csv_text("\t").encode("utf-8"),
        ("sep=;\r\n" + csv_text()).encode("utf-8"),
    ],
    ids=["utf-8", "BOM", "cp1252", "cp850", "utf-16", "comma", "tab", "sep="],
)
def test_text_files(content):
    (sheet,) = read_delivery("liste.csv", content, TODAY).sheets

    assert sheet.header_row == 1
    assert sheet.rows.loc[2, ["bezirksregierung", "bildungsgang", "lernende"]].tolist() == [
        "Münster",
        "Köchin",
        40,
    ]


def test_a_decimal_comma_is_no_separator():
    assert guess("a;b\n1,5;2,5\n1,25;2,25") == ";"


def test_rows_of_a_text_file_are_counted_as_excel_shows_them():
    content = f"Anzeigen\n\n{';'.join(HEADER)}\n\n{';'.join(ROW[:-1])};-1\n".encode()

    delivery = read_delivery("liste.csv", content, TODAY)

    assert [f.cell for f in delivery.findings] == ["H5"]


def test_cells_that_hide_something():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Anzeigen")
        sheet.write_row("B3", HEADER)
        sheet.write_row("B4", [*ROW[:6], 2, 40])
        sheet.write_datetime("E4", datetime(2024, 8, 25), book.add_format({"num_format": "dd.mm."}))
        sheet.write_row("B5", [*ROW[:2], "200002", *ROW[3:]])
        sheet.write_formula("H5", "=NA()", None, "#N/A")
        sheet.write_row("B6", [*ROW[:2], "200003", *ROW[3:]])
        sheet.write_formula("I6", "=SUM(I4:I5)", None, 80)
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_column("I:I", None, None, {"hidden": True})

    delivery = read_delivery("x.xlsx", buffer.getvalue(), TODAY)

    rows = delivery.sheets[0].rows
    assert rows["lernende"].tolist() == [40, 40, 80]
    assert rows.loc[4, "eingangsdatum"] == datetime(2024, 8, 25)
    assert [(f.check, f.cell, f.value) for f in delivery.findings] == [
        ("hidden_cells", "", ""),
        ("excel_error", "H5", "#NV"),
    ]


def test_a_formula_that_was_never_calculated_is_no_blank():
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.active.append([*ROW[:6], "=1+1", 40])
    book.active.append(["=A2", *ROW[1:2], "200002", *ROW[3:]])
    buffer = io.BytesIO()
    book.save(buffer)

    delivery = read_delivery("x.xlsx", buffer.getvalue(), TODAY)

    assert [(f.check, f.cell, f.severity.value) for f in delivery.findings] == [
        ("formula_without_value", "A3", "error"),
        ("formula_without_value", "G2", "warning"),
    ]


def test_a_merged_cell_counts_for_every_row_and_is_named_by_its_top_left_cell():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Anzeigen")
        for number, row in enumerate([HEADER, ROW, ROW, ROW, ROW]):
            sheet.write_row(number, 0, row)
        sheet.write("C3", "200002")
        sheet.merge_range("B2:B3", "Köln")
        sheet.merge_range("C4:C5", "20000")

    delivery = read_delivery("x.xlsx", buffer.getvalue(), TODAY)

    assert delivery.sheets[0].rows["bezirksregierung"].tolist() == ["Köln", "Köln"]
    assert [f.cell for f in delivery.findings] == ["C4", "C4"]
    assert [row.row for row in delivery.sheets[0].set_aside] == [4, 5]


def encrypted() -> bytes:
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(GOOD)).encrypt("geheim", buffer)
    return buffer.getvalue()


def archive(names: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in names.items():
            book.writestr(name, content)
    return buffer.getvalue()


def with_part(name: str, change) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(GOOD))
    return archive(
        {n: change(source.read(n)) if n == name else source.read(n) for n in source.namelist()}
    )


SHEET = "xl/worksheets/sheet1.xml"
FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
REJECTED = {
    "empty": (b"", "Die Datei ist leer."),
    "cut off": (GOOD[: len(GOOD) // 2], "beschädigt oder nicht vollständig"),
    "protected": (encrypted(), "durch ein Passwort geschützt"),
    "pdf": (b"%PDF-1.7 ...", "eine PDF-Datei"),
    "html": (b"<html><table></table></html>", "HTML"),
    "zip": (archive({"a.txt": b"x"}), "ein Archiv"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "Das Format .xls"),
    "bytes": (b"\x00\x01\x02\x03", "keine Arbeitsmappe und keine Textdatei"),
    "another table": (workbook({"B": [["a", "b", "c"], [1, 2, 3]]}), "In keinem Blatt"),
    "text": (b"Sehr geehrte Damen und Herren", "In keinem Blatt"),
    "broken xml": (with_part(SHEET, lambda xml: xml[:200]), "beschädigt"),
    "entities": (
        with_part("xl/workbook.xml", lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml),
        "Entitäten",
    ),
    "a cell at the end of the world": (
        with_part(SHEET, lambda xml: xml.replace(b"</sheetData>", FAR)),
        "lässt sich nicht lesen|Zellen",
    ),
    "zip bomb": (with_part(SHEET, lambda xml: xml + b" " * 400 * 2**20), "unpacked_mb"),
}


@pytest.mark.parametrize("content, sentence", REJECTED.values(), ids=REJECTED)
def test_what_is_no_workbook_gets_one_sentence(content, sentence):

    delivery = read_delivery("liste.xlsx", content, TODAY)

    assert delivery.status == "rejected"
    assert re.search(sentence, delivery.rejected)
    assert "\n" not in delivery.rejected


def test_a_file_that_takes_too_long_is_given_up():
    delivery = read_delivery("x.xlsx", GOOD, TODAY, limits=Limits(memory_mb=20))

    assert "memory_mb 20" in delivery.rejected


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "Summe", "2024/25", "Köln", "200001", "A 1", "-1", "25.08.2024"]),
            max_size=8,
        ),
        max_size=12,
    )
)
@settings(max_examples=25, deadline=None)
def test_no_row_is_lost(rows):
    content = workbook({"Anzeigen": [HEADER, *rows]})

    (sheet,) = read_delivery("x.xlsx", content, TODAY).sheets

    filled = {number for number, row in enumerate(rows, start=2) if any(row)}
    kept = [*sheet.rows.index, *(r.row for r in sheet.set_aside), *(r.row for r in sheet.skipped)]
    assert sheet.rows_read == len(filled)
    assert sorted(kept) == sorted(filled)


def test_letters_of_columns():
    assert [letter(n) for n in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert cells("a | b\n\nc") == [["a", "b"], [""], ["c"]]


def test_reading_that_nobody_waits_for_is_stopped():
    reading = start_reading(GOOD, Limits())
    child = reading.args[0]

    del reading

    assert child.returncode is not None
