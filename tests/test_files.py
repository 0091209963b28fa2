"""Files that are no workbook, or a hostile one, and rows that are never lost."""

import io
import re
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msoffcrypto.format.ooxml import OOXMLFile

from diggs_analytics.intake.cells import letter
from diggs_analytics.intake.checks import Known
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.reader import start_reading
from tests.workbooks import cells, workbook

TODAY = Known(date(2026, 10, 16))
HEADER = ["Schuljahr", "Bezirksregierung", "Schulnummer", "Eingangsdatum", "Anlage",
          "Bildungsgang", "Klassen", "Lernende"]  # fmt: skip
ROW = ["2024/25", "Münster", "200001", "25.08.2024", "A 1", "Köchin", "2", "40"]
GOOD = workbook({"Anzeigen": [HEADER, ROW]})


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
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "beschädigt"),
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

    assert "20 MB Speicher (Grenze memory_mb)" in delivery.rejected


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
