"""Files made to do harm, or by mistake: one sentence each, and the next file is read."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from struct import pack

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from diggs_analytics.command_line.files import check_files
from diggs_analytics.command_line.reading import read_ahead
from diggs_analytics.intake.context import Settled
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.intake.limits import Limits
from tests.foreign_files import (
    WRITERS,
    archive,
    biff5,
    encrypted,
    ods,
    ods_cell,
    ods_of,
    parts,
    xls,
    xlsb,
    xlsx,
)
from tests.test_formats_in import ROWS

TODAY = Known(date(2026, 10, 16))
# Small enough to be reached at once, large enough to read a honest file.
SMALL = Limits(unpacked_mb=20, cells=100_000, seconds=5, memory_mb=800)
GOOD = xlsx(ROWS)
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MB = 2**20


def changed(part: str, change: Callable[[bytes], bytes], content: bytes = GOOD) -> bytes:
    found = parts(content)
    return archive(found | {part: change(found[part])})


def with_rows(xml: bytes) -> bytes:
    """A sheet that goes on after the last row."""
    return changed(SHEET, lambda sheet: sheet.replace(b"</sheetData>", xml + b"</sheetData>"))


def forged(part: str, more: bytes) -> bytes:
    """The directory tells the size and the checksum of a part without what was added to it."""
    honest = parts(GOOD)[part]
    content = bytearray(changed(part, lambda xml: xml + more))
    entry = content.rindex(part.encode()) - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 16 : entry + 20] = pack("<I", zlib.crc32(honest))
    content[entry + 24 : entry + 28] = pack("<I", len(honest))
    return bytes(content)


def bad_crc() -> bytes:
    """One letter changed in a part that is not packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as book:
        for name, content in parts(GOOD).items():
            book.writestr(name, content)
    return buffer.getvalue().replace(b"Bildungsgang", b"Bildungsgeng")


def two_parts_of_one_name() -> bytes:
    buffer = io.BytesIO(GOOD)
    with zipfile.ZipFile(buffer, "a") as book, pytest.warns(UserWarning, match="Duplicate"):
        book.writestr(SHEET, parts(GOOD)[SHEET])
    return buffer.getvalue()


def sector_loop() -> bytes:
    """A container whose chain of sectors leads back to its beginning."""
    content = bytearray(xls(ROWS))
    table = 512 * (1 + int.from_bytes(content[76:80], "little"))
    content[table : table + 512] = pack("<I", 0) * 128
    return bytes(content)


def far_corners() -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    for row, column in ((0, 0), (0, 255), (65_535, 0), (65_535, 255)):
        sheet.write(row, column, "x")
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def empty_ods_rows(row: str) -> bytes:
    return ods_of(
        f'<table:table-row table:number-rows-repeated="999999999">{row}</table:table-row>'
    )


def in_last_row(records: bytes) -> bytes:
    """The header of Excel's row 5 says 1048576."""
    return records.replace(pack("<II", 4, 0), pack("<II", 1_048_575, 0))


ENTITY = b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def entity(xml: bytes) -> bytes:
    """After the declaration of XML, and used in the first text."""
    declaration, rest = xml.split(b"?>", 1)
    return (
        declaration + b"?>" + ENTITY + rest.replace(b"Schuljahr", b"&b;").replace(b"<v>", b"<v>&b;")
    )


CSV = "Schuljahr;BR;SNR;Eingang;Anlage;Bildungsgang\n"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML = b"\xef\xbb\xbf\r\n<HTML><body><table><tr><td>Schuljahr</td></tr></table></body></html>"

# What the file is → its content, and the one sentence that it gets.
REJECTED = {
    "empty": (b"", "Die Datei ist leer"),
    "blanks": (b" \r\n\t", "Die Datei ist leer"),
    "larger than allowed": (b"a;b\n" * 14 * MB, "50 MB .Grenze file_mb"),
    "cut off": (GOOD[: len(GOOD) // 2], "beschädigt oder nicht vollständig"),
    "cut off .xls": (xls(ROWS)[:2000], "beschädigt oder nicht vollständig"),
    "cut off .xlsb": (changed("xl/worksheets/sheet1.bin", lambda b: b[:99], xlsb(ROWS)), "beschädigt"),
    "cut off .ods": (changed("content.xml", lambda xml: xml[:2000], ods(ROWS)), "beschädigt"),
    "container of nothing": (COMPOUND + bytes(600), "beschädigt"),
    "container of loops": (sector_loop(), "beschädigt|Speicher"),
    "bare .xls cut off": (biff5(ROWS)[:300], "beschädigt|In keinem Blatt"),
    "protected": (encrypted(GOOD), "durch ein Passwort geschützt"),
    "pdf": (b"%PDF-1.7 ...", "eine PDF-Datei"),
    "html called .xls": (HTML, "HTML"),
    "zip": (archive({"a.txt": b"x"}), "ein Archiv"),
    "bytes": (b"\x00\x01\x02\x03", "keine Arbeitsmappe und keine Textdatei"),
    "another table": (xlsx([["a", "b", "c"], [1, 2, 3]]), "In keinem Blatt"),
    "text": (b"Sehr geehrte Damen und Herren", "In keinem Blatt"),
    "csv with NULs": (CSV.encode() + b"2024/25;K\0ln;\0\0", "keine Arbeitsmappe und keine Text"),
    "csv with a quotation mark without end": (
        f'{CSV}2024/25;Köln;200001;25.08.2024;A 1;"Koch\n2024/25;Köln;200002;;A 1;Koch'.encode(),
        "Anführungszeichen.*nach Zeile 1",
    ),
    "csv with text after a quotation mark": (
        f'{CSV}2024/25;Köln;200001;25.08.2024;A 1;"Koch" oder Bäcker\n'.encode(),
        "Anführungszeichen",
    ),
    "csv of separators": (CSV.encode() + b";" * 200_000, "100\u202f000 Zellen .Grenze cells"),
    "broken xml": (changed(SHEET, lambda xml: xml[:200]), "beschädigt"),
    "no part for a sheet": (
        archive({n: c for n, c in parts(GOOD).items() if n != SHEET}),
        "beschädigt",
    ),
    "a letter changed": (bad_crc(), "beschädigt"),
    "two parts of one name": (two_parts_of_one_name(), "zwei Teile gleichen Namens"),
    "entities in the workbook": (changed("xl/workbook.xml", lambda xml: ENTITY + xml), "Entitäten"),
    "entities in the sheet": (changed(SHEET, lambda xml: entity(xml)), "beschädigt|Entitäten"),
    "entities in the texts": (changed(TEXTS, lambda xml: entity(xml)), "beschädigt|Entitäten"),
    "entities in .ods": (changed("content.xml", lambda xml: ENTITY + xml, ods_of("")), "Entitäten"),
    "external entity in .ods": (
        changed("content.xml", lambda xml: EXTERNAL + xml, ods_of("")),
        "Entitäten",
    ),
    "zip bomb": (changed(SHEET, lambda xml: xml + b" " * 40 * MB), "20 MB .Grenze unpacked_mb"),
    "forged sizes": (forged(SHEET, b" " * 40 * MB), "Grenze unpacked_mb|beschädigt"),
    "forged sizes, small": (forged(TEXTS, b" " * 1000), "beschädigt"),
    "shared texts that never end": (
        changed(TEXTS, lambda xml: xml.replace(b"<si>", b"<si>" + b"<t>x</t>" * 4 * MB, 1)),
        "20 MB .Grenze unpacked_mb",
    ),
    "a cell in the last row and column": (
        with_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "Grenze memory_mb|Grenze cells",
    ),
    "a cell in the last row": (
        with_rows(b'<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        "Grenze cells",
    ),
    "an address beyond Excel": (
        with_rows(b'<row r="9"><c r="ZZZZZZ99999999999" t="e"><v>#N/A</v></c></row>'),
        "lässt sich nicht lesen",
    ),
    ".xls with its corners filled": (far_corners(), "Grenze cells"),
    ".ods of a thousand million rows": (empty_ods_rows(ods_cell("a")), "Grenze cells"),
    ".ods of a thousand million columns": (
        ods_of(
            "<table:table-row>"
            + ods_cell("a", 'table:number-columns-repeated="999999999"')
            + "</table:table-row>"
        ),
        "Grenze cells",
    ),
    ".ods of absurd numbers": (
        ods_of('<table:table-row table:number-rows-repeated="x"/>'),
        "beschädigt",
    ),
    ".ods of nothing, a thousand million times": (
        empty_ods_rows("<table:table-cell/>"),
        "In keinem Blatt",
    ),
    ".xlsb with a cell at the end": (
        changed("xl/worksheets/sheet1.bin", in_last_row, xlsb(ROWS)),
        "lässt sich nicht lesen",
    ),
}  # fmt: skip


@pytest.mark.parametrize("content, sentence", REJECTED.values(), ids=REJECTED)
def test_one_sentence(content, sentence):
    delivery = read_delivery("../x; rm -rf $HOME.xls", content, TODAY, limits=SMALL)

    assert delivery.status == "rejected"
    assert re.search(sentence, delivery.rejected)
    assert "\n" not in delivery.rejected


BLANK_ROWS = b"".join(b'<row r="%d"/>' % number for number in range(6, 1_000_001))
BLANK_CELLS = "<table:table-cell/>" * 16_000
READ = {
    "a million empty rows": with_rows(BLANK_ROWS),
    "formats down to the last row": with_rows(b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
    "a size that is not true": changed(
        SHEET, lambda xml: re.sub(rb'ref="[^"]*"', b'ref="A1:XFD1048576"', xml, count=1)
    ),
    "empty rows without end": ods(
        ROWS,
        '<table:table-row table:number-rows-repeated="999999999"><table:table-cell/></table:table-row>',
    ),
    "records of another kind": xls(ROWS) + bytes(5_000),
}


@pytest.mark.parametrize("content", READ.values(), ids=READ)
def test_what_only_looks_hostile_is_read(content):
    (sheet,) = read_delivery("x", content, TODAY, limits=SMALL).sheets

    assert (sheet.rows_read, len(sheet.rows)) == (3, 2)


def test_a_number_that_no_column_can_hold_is_a_finding():
    content = xlsx([*ROWS[:2], [*ROWS[2][:6], 1e300, 1e300, ""]])

    delivery = read_delivery("x", content, TODAY, limits=SMALL)

    assert [(f.check, f.cell) for f in delivery.findings] == [
        ("unreadable_value", "G3"),
        ("unreadable_value", "H3"),
    ]


def test_time_and_memory_have_limits():
    slow = ods_of("<table:table-row>" + BLANK_CELLS * 50 + "</table:table-row>")

    for limits, name in (
        (Limits(seconds=1), "1 Sekunden .Grenze seconds"),
        (Limits(memory_mb=20), "20 MB Speicher .Grenze memory_mb"),
    ):
        assert re.search(name, read_delivery("x.ods", slow, TODAY, limits=limits).rejected)


def test_a_bad_file_stops_none(tmp_path):
    for number, name in enumerate(("container of loops", "a cell in the last row and column")):
        (tmp_path / f"{number}.xls").write_bytes(REJECTED[name][0])
    (tmp_path / "9.xlsx").write_bytes(GOOD)

    checked = check_files(read_ahead([tmp_path]), Settled(), "sqlite:///none.sqlite", TODAY.today)

    assert [one.delivery.status for one in checked] == ["rejected", "rejected", "findings"]


@given(
    st.sampled_from(sorted(WRITERS)),
    st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1),
)
@settings(max_examples=30, deadline=None)
def test_changed_bytes_are_a_sentence_or_rows(name, changes):
    content = bytearray(VALID[name])
    for place, byte in changes:
        content[int(place * len(content))] = byte

    delivery = read_delivery("x", bytes(content), TODAY, limits=SMALL)

    assert delivery.rejected or delivery.sheets
    for sheet in delivery.sheets:
        assert sheet.rows_read == len(sheet.rows) + len(sheet.set_aside) + len(sheet.skipped)


VALID = {name: write(ROWS) for name, write in WRITERS.items()}
