"""What kind of file this is, told by its content, and the reader for it."""

import io
import zipfile
from collections.abc import Callable

from diggs_analytics.domain.errors import ProtectedFile, RejectedFile
from diggs_analytics.intake.cells import CellSheet
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.text_file import read_csv

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# An .xls without the container around it begins with the record BOF of its version.
_BARE_XLS = (b"\x09\x08", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00", b"\x09\x00\x04\x00")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<head", b"<body", b"<meta", b"<style")
# Files that people attach by mistake, by their first bytes.
_NO_TABLE = {
    b"%PDF": "eine PDF-Datei",
    b"\x89PNG": "ein Bild",
    b"\xff\xd8\xff": "ein Bild",
    b"{\\rtf": "ein Textdokument (RTF)",
}
_BROKEN = (
    "Die Datei lässt sich nicht lesen: Die Arbeitsmappe ist beschädigt oder nicht vollständig "
    "übertragen."
)

Reader = Callable[[bytes, Limits, str], list[CellSheet]]


def read_cells(content: bytes, limits: Limits, password: str = "") -> list[CellSheet]:
    """The sheets of a file; raises RejectedFile with the sentence for the user."""
    if len(content) > limits.file_mb * 2**20:
        raise limits.exceeded("file_mb", "Sie ist größer")
    if not content.strip():
        raise RejectedFile("Die Datei ist leer.")
    reader = _reader(content)
    try:
        return reader(content, limits, password)
    except (RejectedFile, MemoryError, ImportError):
        raise
    except BaseException as error:  # what the readers raise has no common base, some not Exception
        raise RejectedFile(_BROKEN) from error


def _reader(content: bytes) -> Reader:
    if content.startswith(b"PK\x03\x04"):
        return _of_archive
    if content.startswith(_COMPOUND):
        return _of_compound
    if content.startswith(_BARE_XLS):
        return _xls
    for start, what in _NO_TABLE.items():
        if content.startswith(start):
            raise RejectedFile(f"Die Datei ist {what}, keine Tabelle.")
    if content.lstrip(b"\xef\xbb\xbf \r\n\t")[:9].lower().startswith(_MARKUP):
        raise RejectedFile("Die Datei ist eine HTML- oder XML-Seite, keine Arbeitsmappe.")
    return _csv


# The readers are imported when they are needed: the child that reads must start at once.


def _of_archive(content: bytes, limits: Limits, password: str) -> list[CellSheet]:
    names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    if "xl/workbook.xml" in names:
        from diggs_analytics.intake.workbook import read_xlsx

        return read_xlsx(content, limits)
    if "xl/workbook.bin" in names:
        from diggs_analytics.intake.binary_workbook import read_xlsb

        return read_xlsb(content, limits)
    if "content.xml" in names:
        from diggs_analytics.intake.open_document import read_ods

        return read_ods(content, limits, password)
    raise RejectedFile("Die Datei ist ein Archiv, keine Arbeitsmappe. Bitte erst auspacken.")


def _of_compound(content: bytes, limits: Limits, password: str) -> list[CellSheet]:
    """An .xls, or any workbook of Excel under a password."""
    if _ENCRYPTED in content:
        return _protected(content, limits, password)
    try:
        return _xls(content, limits)
    except ProtectedFile:
        return _protected(content, limits, password)


def _protected(content: bytes, limits: Limits, password: str) -> list[CellSheet]:
    from diggs_analytics.intake.protection import opened_workbook

    return read_cells(opened_workbook(content, password), limits)


def _xls(content: bytes, limits: Limits, password: str = "") -> list[CellSheet]:
    from diggs_analytics.intake.old_workbook import read_xls

    return read_xls(content, limits)


def _csv(content: bytes, limits: Limits, password: str) -> list[CellSheet]:
    return read_csv(content, limits)
