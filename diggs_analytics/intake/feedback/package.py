"""The parts of a workbook file: read, changed, added, and tied together again."""

import io
import posixpath
import zipfile
from collections.abc import Iterator

from diggs_analytics.intake.feedback.xml_part import Element, NotEditable, Part, attribute

WORKBOOK = "xl/workbook.xml"
_CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIPS_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_STRICT = (
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_TRANSITIONAL = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
)
_MACROS = b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"


class Package:
    """What was written replaces the part of that name or joins the others; all else stays."""

    def __init__(self, content: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        self._written: dict[str, bytes] = {}
        self._removed: set[str] = set()
        workbook = self.read(WORKBOOK)
        # The namespaces of cells and of relationships come in two sets, never mixed in a file.
        self.main, self.office = _STRICT if _STRICT[0].encode() in workbook else _TRANSITIONAL

    def __contains__(self, name: str) -> bool:
        return name in self.names()

    def names(self) -> set[str]:
        return {*self._archive.namelist(), *self._written} - self._removed

    def read(self, name: str) -> bytes:
        if name in self._written:
            return self._written[name]
        try:
            return self._archive.read(name)
        except KeyError:
            raise NotEditable(name) from None

    def part(self, name: str) -> Part:
        return Part(self.read(name))

    def write(self, name: str, content: bytes | Part) -> None:
        self._written[name] = content.result() if isinstance(content, Part) else content

    def remove(self, name: str) -> None:
        self._removed.add(name)

    def free_name(self, pattern: str) -> str:
        """``xl/comments{}.xml`` with the first number that no part has."""
        taken = {name.casefold() for name in self.names()}
        number = 1
        while pattern.format(number).casefold() in taken:
            number += 1
        return pattern.format(number)

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """A new part of its own type."""
        self.write(name, content)
        types = self.part(_CONTENT_TYPES)
        root = types.tree()
        types.append(
            root,
            f"<{root.prefix}Override PartName={attribute('/' + name)} "
            f"ContentType={attribute(content_type)}/>",
        )
        self.write(_CONTENT_TYPES, types)

    def declare(self, extension: str, content_type: str) -> None:
        """The type of all parts with this extension, unless it is declared."""
        types = self.part(_CONTENT_TYPES)
        root = types.tree()
        known = {e.attributes.get("Extension", "").casefold() for e in root.all("Default")}
        if extension not in known:
            types.insert(
                root.inside,
                f'<{root.prefix}Default Extension="{extension}" ContentType="{content_type}"/>',
            )
            self.write(_CONTENT_TYPES, types)

    def related(self, source: str, kind: str) -> Iterator[tuple[str, str]]:
        """(id, name) of the parts that ``source`` is related to as ``kind`` (comments, …)."""
        for relation in self._relations(source):
            internal = relation.attributes.get("TargetMode") != "External"
            if internal and relation.attributes.get("Type", "").endswith(f"/{kind}"):
                target = relation.attributes.get("Target", "")
                yield relation.attributes["Id"], _resolved(source, target)

    def relate(self, source: str, target: str, kind: str) -> str:
        """Its new id."""
        name = _relations_of(source)
        if name not in self:
            self.write(name, f'<Relationships xmlns="{_RELATIONSHIPS_NS}"/>'.encode())
        taken = {relation.attributes.get("Id") for relation in self._relations(source)}
        number = next(n for n in range(1, len(taken) + 2) if f"rId{n}" not in taken)
        relations = self.part(name)
        root = relations.tree()
        relations.append(
            root,
            f'<{root.prefix}Relationship Id="rId{number}" Type="{self.office}/{kind}" '
            f"Target={attribute('/' + target)}/>",
        )
        self.write(name, relations)
        return f"rId{number}"

    def forget_relations(self, source: str) -> None:
        self.remove(_relations_of(source))

    def _relations(self, source: str) -> list[Element]:
        name = _relations_of(source)
        return self.part(name).tree().all("Relationship") if name in self else []

    def save(self) -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for info in self._archive.infolist():
                if info.filename not in self._removed:
                    archive.writestr(_like(info), self.read(info.filename))
            known = set(self._archive.namelist())
            for name in (name for name in self._written if name not in known):
                archive.writestr(zipfile.ZipInfo(name), self._written[name], zipfile.ZIP_DEFLATED)
        return buffer.getvalue()


def has_macros(content: bytes) -> bool:
    """Whether Excel wants the file to be called .xlsm."""
    try:
        return _MACROS in zipfile.ZipFile(io.BytesIO(content)).read(_CONTENT_TYPES)
    except (zipfile.BadZipFile, KeyError):
        return False


def _like(info: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """A new entry with the name and the time of another; offsets and sizes are its own."""
    new = zipfile.ZipInfo(info.filename, info.date_time)
    new.compress_type = zipfile.ZIP_STORED if info.compress_type == 0 else zipfile.ZIP_DEFLATED
    new.external_attr = info.external_attr
    return new


def _relations_of(source: str) -> str:
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(source: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(source), target))
