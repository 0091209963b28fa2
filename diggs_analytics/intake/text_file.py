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
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator or guess(text)))
    except csv.Error as error:
        raise RejectedFile(
            "Die Textdatei lässt sich nicht als Tabelle lesen (Anführungszeichen ohne Ende oder "
            "ein Feld ist zu lang)."
        ) from error
    if sum(map(len, rows)) > limits.cells:
        raise RejectedFile(f"Die Datei hat mehr als {limits.cells} Zellen (Grenze cells).")
    return [CellSheet("CSV", rows)]


def decode(content: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 with BOM, else CP1252 or CP850, whichever makes more of
    the bytes above 127 German letters."""
    if content.startswith(codecs.BOM_UTF8):
        return content[3:].decode("utf-8", errors="replace")
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    if b"\0" in content:
        raise RejectedFile("Die Datei ist keine Arbeitsmappe und keine Textdatei.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        old = sum(content.count(byte) for byte in _CP850_LETTERS)
        new = sum(content.count(byte) for byte in _CP1252_LETTERS)
        return content.decode("cp850" if old > new else "cp1252", errors="replace")


def guess(text: str) -> str:
    """The first of ``;``, tab and comma that stands in at least half of the filled lines. In this
    order, because a comma is also the German decimal sign."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    for separator in _SEPARATORS:
        if sum(separator in line for line in lines) * 2 >= max(len(lines), 1):
            return separator
    return ";"
