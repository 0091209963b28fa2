"""A .csv file as one sheet of cells: its encoding, its separator, its records."""

import codecs
import csv
import io

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.intake.cells import CellSheet
from diggs_analytics.intake.limits import Limits

# How the German letters look in the two single-byte encodings that authorities still send.
_CP850_LETTERS = b"\x84\x94\x81\xe1\x8e\x99\x9a"
_CP1252_LETTERS = "äöüßÄÖÜ".encode("cp1252")
_SEPARATORS = (";", "\t", ",")


def read_csv(content: bytes, limits: Limits) -> list[CellSheet]:
    """One sheet called "CSV". Row numbers are those that Excel shows when it opens the file:
    a first line ``sep=;`` is no row."""
    text = decode(content)
    first, _, rest = text.partition("\n")
    separator = ""
    if first.strip().casefold().startswith("sep=") and len(first.strip()) == 5:
        separator, text = first.strip()[4], rest
    return [CellSheet("CSV", _rows(text, separator or guess(text), limits))]


def _rows(text: str, separator: str, limits: Limits) -> list[list[str]]:
    """Strictly: a quotation mark without its end would take all rows after it into one cell."""
    csv.field_size_limit(len(text))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, cells = [], 0
    try:
        for row in reader:
            rows.append(row)
            cells += len(row)
            if cells > limits.cells:
                raise limits.exceeded("cells", "Sie hat mehr")
    except csv.Error as error:
        raise RejectedFile(
            "Die Datei lässt sich nicht lesen: Ein Anführungszeichen steht, wo keines sein darf, "
            f"oder hat kein Ende (nach Zeile {len(rows)})."
        ) from error
    return rows


def decode(content: bytes) -> str:
    """UTF-8 and UTF-16 with or without BOM, else CP1252 or CP850, whichever makes more of the bytes
    above 127 German letters."""
    if content.startswith(codecs.BOM_UTF8):
        return content[3:].decode("utf-8", errors="replace")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    if b"\0" in content:
        return _utf_16(content)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        old = sum(content.count(byte) for byte in _CP850_LETTERS)
        new = sum(content.count(byte) for byte in _CP1252_LETTERS)
        return content.decode("cp850" if old > new else "cp1252", errors="replace")


def _utf_16(content: bytes) -> str:
    """Without a BOM: a list holds mostly letters, of which every second byte is 0."""
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if content[first:1000:2].count(0) * 2 > len(content[:1000:2]):
            return content.decode(encoding)
    raise RejectedFile(
        "Die Datei lässt sich nicht lesen: Sie ist keine Arbeitsmappe und keine Textdatei."
    )


def guess(text: str) -> str:
    """The first of ``;``, tab and comma that stands in at least half of the filled lines. In this
    order, because a comma is also the German decimal sign."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    for separator in _SEPARATORS:
        if sum(separator in line for line in lines) * 2 >= max(len(lines), 1):
            return separator
    return ";"
