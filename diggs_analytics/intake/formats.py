"""What kind of file this is, told by its content, and the reader for it."""

import io
import zipfile

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.intake.cells import CellSheet
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.text_file import read_csv
from diggs_analytics.intake.workbook import read_xlsx

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table")
# Files that people attach by mistake, by their first bytes.
_NO_TABLE = {
    b"%PDF": "eine PDF-Datei",
    b"\x89PNG": "ein Bild",
    b"\xff\xd8\xff": "ein Bild",
    b"{\\rtf": "ein Textdokument (RTF)",
}


def read_cells(content: bytes, limits: Limits) -> list[CellSheet]:
    """The sheets of a file; raises RejectedFile with the sentence for the user."""
    if len(content) > limits.file_mb * 2**20:
        raise RejectedFile(f"Die Datei ist größer als {limits.file_mb} MB (Grenze file_mb).")
    if not content.strip():
        raise RejectedFile("Die Datei ist leer.")
    if content.startswith(_ZIP):
        return _read_zip(content, limits)
    if content.startswith(_COMPOUND):
        raise RejectedFile(_compound(content))
    for start, what in _NO_TABLE.items():
        if content.startswith(start):
            raise RejectedFile(f"Die Datei ist {what}, keine Tabelle.")
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:9].lower().startswith(_MARKUP):
        raise RejectedFile("Die Datei ist eine HTML- oder XML-Seite, keine Arbeitsmappe.")
    return read_csv(content, limits)


def _read_zip(content: bytes, limits: Limits) -> list[CellSheet]:
    broken = "Die Arbeitsmappe ist beschädigt oder nicht vollständig übertragen."
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except zipfile.BadZipFile as error:
        raise RejectedFile(broken) from error
    if "xl/workbook.xml" in names:
        try:
            return read_xlsx(content, limits)
        except (RejectedFile, MemoryError):
            raise
        except Exception as error:  # calamine, zipfile and expat share no base class
            raise RejectedFile(broken) from error
    if "xl/workbook.bin" in names:
        raise RejectedFile(_other_format(".xlsb"))
    if "content.xml" in names:
        raise RejectedFile(_other_format(".ods"))
    raise RejectedFile("Die Datei ist ein Archiv, keine Arbeitsmappe. Bitte erst auspacken.")


def _compound(content: bytes) -> str:
    if _ENCRYPTED in content:
        return "Die Arbeitsmappe ist durch ein Passwort geschützt."
    return _other_format(".xls")


def _other_format(suffix: str) -> str:
    return f"Das Format {suffix} wird nicht gelesen. Bitte in Excel als .xlsx speichern."
