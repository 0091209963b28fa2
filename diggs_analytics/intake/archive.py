"""The zip container of .xlsx, .xlsb and .ods: opened only when it is what it says it is.

A reader that trusts the directory of a forged archive unpacks without end, or reads another part
than Excel shows. So every part is unpacked once before, within the limit, and its checksum
compared.
"""

import io
import zipfile
from copy import copy
from xml.parsers import expat

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.intake.limits import Limits

_CHUNK = 2**20
_ENCRYPTED = 0x1


def open_archive(content: bytes, limits: Limits) -> zipfile.ZipFile:
    """The archive, checked. Raises RejectedFile, or zipfile.BadZipFile for a damaged one."""
    archive = zipfile.ZipFile(io.BytesIO(content))
    parts = archive.infolist()
    if len({part.filename.casefold() for part in parts}) != len(parts):
        raise RejectedFile(
            "Die Datei lässt sich nicht lesen: Sie enthält zwei Teile gleichen Namens und ist "
            "nicht eindeutig."
        )
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise RejectedFile("Das Archiv ist verschlüsselt. Bitte die Arbeitsmappe selbst schicken.")
    left = limits.unpacked_mb * 2**20
    if sum(part.file_size for part in parts) > left:
        raise limits.exceeded("unpacked_mb", "Sie ist entpackt größer")
    for part in parts:
        left -= _unpacked_size(archive, part, left)
        if left < 0:
            raise limits.exceeded("unpacked_mb", "Sie ist entpackt größer")
    return archive


def _unpacked_size(archive: zipfile.ZipFile, part: zipfile.ZipInfo, at_most: int) -> int:
    """How long a part really is; more than ``at_most`` is not unpacked. Its true length is found
    by not believing the one that the directory tells."""
    unbelieving = copy(part)
    unbelieving.file_size = at_most + 1
    size = 0
    with archive.open(unbelieving) as stream:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
    if size <= at_most and size != part.file_size:
        raise zipfile.BadZipFile(part.filename)
    return size


def new_parser(namespace_separator: str | None = None) -> expat.XMLParserType:
    """A parser for foreign XML. No document of an office program declares a type; those that do
    want to have entities expanded or fetched."""
    parser = expat.ParserCreate(namespace_separator=namespace_separator)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """(name without prefix, attributes) of every element in the order of the document."""
    found = []
    parser = new_parser()
    parser.StartElementHandler = lambda name, attributes: found.append(
        (name.rpartition(":")[2], attributes)
    )
    parser.Parse(xml, True)
    return found


def _refuse_doctype(*_: object) -> None:
    raise RejectedFile(
        "Die Datei lässt sich nicht lesen: Sie enthält XML-Entitäten, die keine Tabelle braucht."
    )
