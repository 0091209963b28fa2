"""The marked workbook: what is added stands at its place, and nothing else has changed."""

import io
import re
import zipfile
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import xlsxwriter
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from python_calamine import CalamineWorkbook

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.domain.feedback import AUTHOR, HEADINGS, SHEET
from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.feedback import feedback, feedback_name
from diggs_analytics.intake.known import Known
from tests.workbooks import workbook

ROOT = Path(__file__).parent.parent
TODAY = Known(date(2026, 10, 16))
HEADER = ["Schuljahr", "Bezirksregierung", "Schulnummer", "Eingangsdatum", "Anlage",
          "Bildungsgang", "Klassen", "Lernende"]  # fmt: skip
ROWS = [
    ["2024/25", "Kölln", "200001", "25.08.2024", "A 1", "Koch", 2, 40],
    ["2024/25", "Köln", "200002", "26.08.2024", "A 1", "Koch", "zwei", 40],
    ["2024/25", "Köln", "200003", "", "A 1", "Koch", "drei", 41],
    ["2024/25", "Köln", "200004", "28.08.2024", "A 1", "Koch", 4, 42],
]
NAME = "Meldung & Köln's"


def rich_workbook() -> bytes:
    """What senders put into a workbook: formats, formulas, charts, comments, rules, hidden parts."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet(NAME)
        head = book.add_format({"bold": True, "bg_color": "#12436D", "font_color": "white"})
        striped = book.add_format({"bg_color": "#DDEEFF", "border": 1, "num_format": "@"})
        date_format = book.add_format({"num_format": "dd.mm.yyyy", "italic": True})
        sheet.merge_range("A1:H1", "Anzeigen im Bezirk", head)
        sheet.write_row("A3", HEADER, head)
        for number, row in enumerate(ROWS, start=3):
            sheet.write_row(number, 0, row, striped if number % 2 else None)
        sheet.write_datetime("D7", datetime(2024, 8, 28), date_format)
        sheet.write_formula("H7", "=40+2", striped, 42)
        sheet.set_column("A:A", 14, head)
        sheet.set_column("D:D", 18, date_format)
        sheet.set_row(3, 30)
        sheet.set_row(9, None, None, {"hidden": True})
        sheet.write_comment("G5", "Bitte prüfen", {"author": "Sachbearbeitung"})
        sheet.write_comment("A4", "Nur hier", {"author": "Sachbearbeitung"})
        sheet.conditional_format("H4:H7", {"type": "data_bar"})
        sheet.data_validation("E4:E7", {"validate": "list", "source": ["A 1", "B", "C"]})
        sheet.autofilter("A3:H7")
        sheet.freeze_panes(3, 0)
        sheet.protect("geheim")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "='Meldung & Köln''s'!$H$4:$H$7"})
        sheet.insert_chart("J3", chart)
        notes = book.add_worksheet("Liste")
        notes.write_column("A1", [1, 2, 3])
        notes.write_comment("A2", "bleibt")
        notes.add_table("C1:D3", {"columns": [{"header": "x"}, {"header": "y"}]})
        hidden = book.add_worksheet("versteckt")
        hidden.write("A1", "geheim")
        hidden.hide()
        pie = book.add_chart({"type": "pie"})
        pie.add_series({"values": "=Liste!$A$1:$A$3"})
        book.add_chartsheet("Bild").set_chart(pie)
        book.define_name("Grenze", "=Liste!$A$3")
    return buffer.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(content))
    assert archive.testzip() is None
    return {name: archive.read(name) for name in archive.namelist()}


def values(content: bytes) -> dict[str, list]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
        if name not in (SHEET, "Bild")
    }


@lru_cache(maxsize=2)  # large ones take seconds to load
def seen(content: bytes) -> openpyxl.Workbook:
    """Only to look at."""
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(content: bytes, what=lambda cell: cell.value) -> dict[str, dict[str, object]]:
    """Value or formula of every cell, as openpyxl sees them, or something else of it."""
    return {
        sheet.title: {
            cell.coordinate: what(cell)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }
        for sheet in seen(content).worksheets
        if sheet.title != SHEET
    }


def looks(cell: Cell) -> str:
    """All but the fill."""
    return f"{cell.number_format} {cell.font} {cell.border} {cell.alignment} {cell.protection}"


def marks(content: bytes, sheet: str) -> dict[str, str]:
    """Cell → pattern of its fill, where the fill is a mark."""
    rows = seen(content)[sheet].iter_rows()
    return {
        cell.coordinate: cell.fill.patternType
        for row in rows
        for cell in row
        if cell.fill.fgColor.rgb in ("FFFFB3A7", "FFE0A526")
    }


def comments(content: bytes, sheet: str) -> dict[str, str]:
    rows = seen(content)[sheet].iter_rows()
    return {cell.coordinate: cell.comment.text for row in rows for cell in row if cell.comment}


def report(content: bytes) -> list[tuple]:
    return list(seen(content)[SHEET].iter_rows(values_only=True))


def read(content: bytes, name: str = "liste.xlsx"):
    return read_delivery(name, content, TODAY)


def marked(content: bytes) -> bytes:
    return feedback(content, read(content).findings)


@pytest.fixture(scope="module")
def rich() -> bytes:
    return rich_workbook()


@pytest.fixture(scope="module")
def rich_marked(rich) -> bytes:
    return marked(rich)


# What is added


def test_errors_and_warnings_are_marked_at_their_cells(rich_marked):
    assert marks(rich_marked, NAME) == {
        "B4": "solid",
        "G5": "lightUp",
        "D6": "solid",
        "G6": "lightUp",
    }


def test_each_marked_cell_has_a_comment_behind_what_stood_there(rich_marked):
    said = comments(rich_marked, NAME)

    assert set(said) == {"A4", "B4", "G5", "D6", "G6"}
    assert said["A4"] == "Nur hier"
    assert said["B4"].splitlines() == [
        "DigGS Analytics:",
        "Fehler: Bezirksregierung »Kölln« ist nicht bekannt.",
        "Gefunden: Kölln",
        "Erwartet: Arnsberg, Detmold, Düsseldorf, Köln, Münster",
        "Vorschlag: Köln",
        "———",
    ]
    assert said["G5"].startswith("Bitte prüfen\n\nDigGS Analytics:\nHinweis: Klassen: »zwei«")
    assert comments(rich_marked, "Liste") == {"A2": "bleibt"}


def test_authors_stay(rich_marked):
    book = openpyxl.load_workbook(io.BytesIO(rich_marked))

    assert [book[NAME][at].comment.author for at in ("G5", "B4")] == ["Sachbearbeitung", AUTHOR]


def test_every_finding_is_a_row_of_the_last_sheet_errors_first(rich_marked):
    book = openpyxl.load_workbook(io.BytesIO(rich_marked))

    assert book.sheetnames == [NAME, "Liste", "versteckt", "Bild", SHEET]
    headings, *rows = report(rich_marked)
    assert headings == HEADINGS
    assert [(row[0], row[1], row[2], row[4], row[5]) for row in rows if row[1]] == [
        (NAME, "B4", "Kölln", "Köln", "Fehler"),
        (NAME, "D6", None, None, "Fehler"),
        (NAME, "G5", "zwei", None, "Hinweis"),
        (NAME, "G6", "drei", None, "Hinweis"),
    ]
    assert ("Liste", None, "Hinweis") in [(row[0], row[1], row[5]) for row in rows]
    assert rows[1][3] == "Datum (TT.MM.JJJJ)"


def test_the_cell_in_the_sheet_is_a_link_to_the_place(rich_marked):
    sheet = openpyxl.load_workbook(io.BytesIO(rich_marked))[SHEET]

    assert sheet["B2"].hyperlink.location == "'Meldung & Köln''s'!B4"
    assert sheet["B2"].hyperlink.target is None


# What stays


def test_no_cell_changes_but_its_fill(rich, rich_marked):
    assert values(rich_marked) == values(rich)
    assert cells(rich_marked) == cells(rich)
    assert cells(rich_marked, looks) == cells(rich, looks)


def test_parts_that_need_no_change_are_the_same_bytes(rich, rich_marked):
    before, after = parts(rich), parts(rich_marked)

    assert set(after) - set(before) == {"xl/worksheets/sheet4.xml"}
    assert {name for name in before if after[name] != before[name]} == {
        "[Content_Types].xml",
        "xl/_rels/workbook.xml.rels",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/styles.xml",
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
    }


def test_of_changed_sheets_only_the_format_numbers_change(rich, rich_marked):
    """Rules, merged cells, widths, protection, filter, drawing: all as written by the sender."""
    part = "xl/worksheets/sheet1.xml"
    formats = re.compile(rb' s="\d+"')

    before, after = (formats.sub(b"", parts(content)[part]) for content in (rich, rich_marked))
    assert after == before


def test_a_blank_cell_takes_the_format_of_its_row_or_column():
    """Of a cell that is not in the file the mark knows no format of its own."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Blatt")
        sheet.set_column("D:D", 18, book.add_format({"num_format": "dd.mm.yyyy"}))
        sheet.set_row(2, 20, book.add_format({"bold": True}))
        for number, row in enumerate([HEADER, *(ROWS[2][:3] + [None] + ROWS[2][4:6],) * 2]):
            sheet.write_row(number, 0, row)

    book = openpyxl.load_workbook(io.BytesIO(marked(buffer.getvalue())))

    column, row = book["Blatt"]["D2"], book["Blatt"]["D3"]
    assert (column.fill.patternType, column.number_format) == ("solid", "dd.mm.yyyy")
    assert (row.fill.patternType, row.font.bold) == ("solid", True)


# What comes back


def test_the_marked_file_is_read_like_the_file_itself(rich, rich_marked):
    before, after = read(rich), read(rich_marked)

    assert after.findings == before.findings
    assert [sheet.name for sheet in after.sheets] == [sheet.name for sheet in before.sheets]
    pd.testing.assert_frame_equal(after.sheets[0].rows, before.sheets[0].rows)


def test_the_mended_file_comes_in_without_a_finding():
    content = marked(workbook({"Anzeigen": [HEADER, ["2024/25", "Kölln", *ROWS[0][2:]]]}))
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["Anzeigen"]["B2"] = "Köln"

    delivery = read(saved(book))

    assert delivery.findings == ()
    assert len(delivery.sheets[0].rows) == 1


def test_the_next_feedback_replaces_the_last(rich_marked):
    """Mended are B4 and G5; at G6 the sender has answered. (openpyxl saves no value of H7.)"""
    book = openpyxl.load_workbook(io.BytesIO(rich_marked))
    sheet = book[NAME]
    sheet["B4"], sheet["G5"], sheet["H7"] = "Köln", 2, 42
    sheet["G6"].comment = Comment(f"{sheet['G6'].comment.text}\nstimmt so", "Schule")

    again = marked(saved(book))

    assert marks(again, NAME) == {"D6": "solid", "G6": "lightUp"}
    said = comments(again, NAME)
    assert set(said) == {"A4", "G5", "D6", "G6"}
    assert said["G5"].strip() == "Bitte prüfen"
    assert said["G6"].startswith("stimmt so\n\nDigGS Analytics:\nHinweis: Klassen: »drei«")
    assert said["D6"].count(AUTHOR) == 1
    assert openpyxl.load_workbook(io.BytesIO(again)).sheetnames.count(SHEET) == 1
    assert [row[1] for row in report(again)[1:] if row[1]] == ["D6", "G6"]
    boxes = parts(again)[drawing_of(again)]
    assert len(re.findall(rb"<(?:\w+:)?shape ", boxes)) == len(said)


def drawing_of(content: bytes) -> str:
    """The drawing with the boxes of the first sheet's comments."""
    relations = parts(content)["xl/worksheets/_rels/sheet1.xml.rels"].decode()
    targets = re.findall(r'Target="/?([^"]*?\.vml)"', relations)
    (target,) = {re.sub(r"^(\.\./|xl/)", "xl/", name) for name in targets}
    return target


def test_a_sheet_of_the_sender_may_have_the_name():
    content = workbook({"Anzeigen": [HEADER, ROWS[0]], SHEET: [HEADER, ROWS[3]]})
    before = read(content)

    book = openpyxl.load_workbook(io.BytesIO(marked(content)))

    assert [sheet.name for sheet in before.sheets] == ["Anzeigen", SHEET]
    assert book.sheetnames == ["Anzeigen", SHEET, f"{SHEET} (2)"]
    assert read(saved(book)).findings == before.findings


# Every way in which a workbook is written


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def changed(content: bytes, **changes) -> bytes:
    """With parts (by the end of their name) rewritten."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts(content).items():
            for end, change in changes.items():
                if name.endswith(end.replace("_", ".")):
                    xml = change(xml)
            archive.writestr(name, xml)
    return buffer.getvalue()


def prefixed(xml: bytes) -> bytes:
    """<x:row> for <row>, as some programs write."""
    xml = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", xml)
    return xml.replace(b"xmlns=", b"xmlns:x=", 1)


def without_addresses(xml: bytes) -> bytes:
    return re.sub(rb'(<(?:row|c)) r="\w+"', rb"\1", xml)


def in_utf_16(xml: bytes) -> bytes:
    return xml.decode().replace("UTF-8", "UTF-16").encode("utf-16")


PLAIN = workbook({"Anzeigen": [HEADER, *ROWS[:2]]})
WAYS = {
    "XlsxWriter": PLAIN,
    "openpyxl": saved(openpyxl.load_workbook(io.BytesIO(PLAIN))),
    "prefixes": changed(PLAIN, sheet1_xml=prefixed, styles_xml=prefixed),
    "no addresses": changed(PLAIN, sheet1_xml=without_addresses),
    "UTF-16": changed(PLAIN, sheet1_xml=in_utf_16),
    "BOM": changed(PLAIN, sheet1_xml=lambda xml: b"\xef\xbb\xbf" + xml),
    "spaces": changed(PLAIN, sheet1_xml=lambda xml: xml.replace(b"><", b">\n  <")),
}


@pytest.mark.parametrize("content", WAYS.values(), ids=WAYS)
def test_however_it_is_written_the_marks_stand_at_their_cells(content):
    after = feedback(content, read(PLAIN).findings)

    assert marks(after, "Anzeigen") == {"B2": "solid", "G3": "lightUp"}
    assert set(comments(after, "Anzeigen")) == {"B2", "G3"}
    assert values(after) == values(PLAIN)
    assert report(after)[1][1] == "B2"


def test_the_strict_format_stays_strict():
    strict = changed(
        PLAIN,
        _xml=lambda xml: xml.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
            b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
        _rels=lambda xml: xml.replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        ),
    )

    after = parts(marked(strict))

    assert not [name for name, xml in after.items() if b"openxmlformats.org/spreadsheetml" in xml]
    assert values(marked(strict)) == values(strict)


def test_a_workbook_with_macros_keeps_them_and_its_name():
    macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Anzeigen")
        for number, row in enumerate([HEADER, *ROWS]):
            sheet.write_row(number, 0, row)
        sheet.insert_button("K2", {"macro": "los", "caption": "Los"})
        book.add_vba_project(io.BytesIO(b"\xd0\xcf\x11\xe0 macros"), is_stream=True)
    content = buffer.getvalue()

    after = marked(content)

    assert parts(after)["xl/vbaProject.bin"] == b"\xd0\xcf\x11\xe0 macros"
    assert macros.encode() in parts(after)["[Content_Types].xml"]
    assert feedback_name("liste.xlsm", content) == "liste_Rückmeldung.xlsm"
    boxes = parts(after)["xl/drawings/vmlDrawing1.vml"]
    assert boxes.count(b'ObjectType="Button"') == 1
    assert boxes.count(b'ObjectType="Note"') == len(comments(after, "Anzeigen")) == 4


def test_many_findings_of_a_merged_cell_are_one_comment():
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Anzeigen")
        sheet.write_row(0, 0, HEADER)
        for number in range(1, 31):
            sheet.write_row(number, 0, ["2024/25", "", str(200000 + number), *ROWS[0][3:]])
        sheet.merge_range("B2:B31", "Kölln")
    content = buffer.getvalue()

    after = marked(content)

    assert list(comments(after, "Anzeigen")) == ["B2"]
    assert comments(after, "Anzeigen")["B2"].count("Kölln") == 2  # the sentence, and what was found
    assert len(report(after)) == 31


def test_text_from_files_is_no_markup_and_no_formula():
    nasty = '=1+1<&"\x0b\ud800'.encode("utf-8", "replace").decode()
    finding = Finding(Severity.ERROR, "x", nasty, "Anzeigen", "B2", nasty, "=2+2")

    after = feedback(PLAIN, [finding])

    row = report(after)[1]
    assert (row[4], row[2]) == ("=2+2", '=1+1<&"\ufffd?')
    sheet = openpyxl.load_workbook(io.BytesIO(after))[SHEET]
    assert {cell.data_type for cell in sheet[2]} == {"s", "n"}


# Files that are no .xlsx


CSV = "\r\n".join(";".join(map(str, row)) for row in [HEADER, *ROWS[:2]]).encode("cp1252")


def test_a_text_file_comes_back_as_a_workbook_of_text():
    delivery = read(CSV, "liste.csv")
    after = feedback(CSV, delivery.findings)

    assert values(after) == {"CSV": [[str(cell) for cell in row] for row in [HEADER, *ROWS[:2]]]}
    assert marks(after, "CSV") == {"B2": "solid", "G3": "lightUp"}
    remark = report(after)[-1] if report(after)[-1][0] is None else report(after)[2]
    assert "neu angelegt und enthält die Werte" in " ".join(filter(None, remark))
    assert feedback_name("liste.csv", CSV) == "liste_Rückmeldung.xlsx"
    assert read(after).findings == delivery.findings


def test_what_cannot_be_read_gets_no_feedback():
    with pytest.raises(RejectedFile):
        feedback(b"%PDF-1.7", [Finding(Severity.ERROR, "rejected", "Eine PDF-Datei.")])


SAMPLES = sorted((ROOT / "sample_data/lieferungen").iterdir())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_delivery_comes_back_as_it_was(path):
    content = path.read_bytes()
    before = read(content, path.name)

    after_bytes = feedback(content, before.findings)
    after = read(after_bytes, feedback_name(path.name, content))

    assert after.findings == before.findings
    for sheet, was in zip(after.sheets, before.sheets, strict=True):
        pd.testing.assert_frame_equal(sheet.rows, was.rows)
        assert (sheet.set_aside, sheet.skipped) == (was.set_aside, was.skipped)
    at = {(f.sheet, f.cell) for f in before.findings if f.cell}
    assert {(s.name, c) for s in after.sheets for c in marks(after_bytes, s.name)} == at
    assert {(s.name, c) for s in after.sheets for c in comments(after_bytes, s.name)} == at
    if path.suffix == ".xlsx":
        assert values(after_bytes) == values(content)
        assert cells(after_bytes) == cells(content)
