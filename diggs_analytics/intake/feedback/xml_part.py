"""Changing a few places in the XML of a workbook's part and leaving every other byte as it was.

A library that reads XML and writes it again loses prefixes that Excel asks for; here a parser only
says where things stand.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

# A start tag as a whole: a quoted value may hold ">".
_START_TAG = re.compile(rb"<(?:[^>\"']|\"[^\"]*\"|'[^']*')*>")
_DECLARED_ENCODING = re.compile(r"""(<\?xml[^>]*?)\s+encoding=("[^"]*"|'[^']*')""")
# What XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NotEditable(Exception):
    """The workbook is not built as a workbook is; it can be read, but not be changed in place."""


@dataclass
class Element:
    """Where an element stands: from ``start`` to ``end``, its content from ``inside`` to
    ``inside_end``. ``name`` is without prefix; attributes are as written."""

    tag: str
    attributes: Mapping[str, str]
    start: int
    inside: int
    inside_end: int = 0
    end: int = 0
    children: list["Element"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return local(self.tag)

    @property
    def prefix(self) -> str:
        return self.tag[: -len(self.name)]

    def all(self, name: str) -> list["Element"]:
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> "Element | None":
        return next(iter(self.all(name)), None)

    def descendants(self) -> Iterator["Element"]:
        for child in self.children:
            yield child
            yield from child.descendants()


class Part:
    """The XML of a part, and the changes to it. Positions are those before any change."""

    def __init__(self, xml: bytes) -> None:
        self.xml = _utf8(xml)
        self._changes: list[tuple[int, int, bytes]] = []

    def tree(self) -> Element:
        """Every element; for parts that are not large."""
        return parse(self.xml)

    def text(self, element: Element) -> str:
        """The characters inside, of an element that holds nothing else."""
        inside = self.xml[element.inside : element.inside_end]
        return unescape(inside.decode(errors="replace"))

    def insert(self, at: int, text: str) -> None:
        self.replace(at, at, text)

    def replace(self, start: int, end: int, text: str) -> None:
        self._changes.append((start, end, text.encode("ascii", "xmlcharrefreplace")))

    def append(self, element: Element, text: str) -> None:
        """As last content; once for an element."""
        if element.inside_end < element.end:
            self.insert(element.inside_end, text)
        else:  # <fills/>
            opened = self.xml[element.start : element.end].rstrip(b"/>").decode()
            self.replace(element.start, element.end, f"{opened}>{text}</{element.tag}>")

    def set(self, element: Element, **attributes: object) -> None:
        """Attributes without prefix; all that shall change, in one call."""
        tag = with_attributes(self.xml[element.start : element.inside], attributes)
        self._changes.append((element.start, element.inside, tag))

    def result(self) -> bytes:
        pieces, at = [], 0
        for start, end, new in sorted(self._changes, key=lambda change: change[:2]):
            assert start >= at, "two changes of one place"
            pieces += [self.xml[at:start], new]
            at = end
        return b"".join([*pieces, self.xml[at:]])


def local(tag: str) -> str:
    return tag.rpartition(":")[2]


def start_tag_end(xml: bytes, start: int) -> int:
    return _START_TAG.match(xml, start).end()


def with_attributes(tag: bytes, attributes: Mapping[str, object]) -> bytes:
    """A start tag with these attributes set."""
    for name, value in attributes.items():
        new = f" {name}={attribute(str(value))}".encode("ascii", "xmlcharrefreplace")
        pattern = re.compile(rb"\s" + name.encode() + rb"\s*=\s*(?:\"[^\"]*\"|'[^']*')")
        tag, there = pattern.subn(lambda _, new=new: new, tag, count=1)
        if not there:
            close = len(tag) - (2 if tag.endswith(b"/>") else 1)
            tag = tag[:close].rstrip() + new + tag[close:]
    return tag


def characters(text: str) -> str:
    """Text as content of an element; what XML cannot hold becomes a replacement character."""
    return escape(_FORBIDDEN.sub("\ufffd", text))


def attribute(text: str) -> str:
    """Text as the value of an attribute, with its quotes."""
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))


def parser() -> expat.XMLParserType:
    """One that refuses declarations of a document type: no workbook has one."""
    new = expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise NotEditable("DOCTYPE")

    new.StartDoctypeDeclHandler = refuse
    return new


def parse(xml: bytes) -> Element:
    reader, open_ = parser(), [Element("", {}, 0, 0)]

    def start(tag: str, attributes: dict[str, str]) -> None:
        at = reader.CurrentByteIndex
        element = Element(tag, attributes, at, start_tag_end(xml, at))
        open_[-1].children.append(element)
        open_.append(element)

    def end(tag: str) -> None:
        element, at = open_.pop(), reader.CurrentByteIndex
        element.inside_end = at
        # After <fills/> the parser stands behind it; before </fills> it stands at its "<".
        empty = xml[element.inside - 2 : element.inside] == b"/>"
        element.end = element.inside if empty else xml.index(b">", at) + 1

    reader.StartElementHandler, reader.EndElementHandler = start, end
    reader.Parse(xml, True)
    return open_[0].children[0]


def _utf8(xml: bytes) -> bytes:
    """Every other encoding that workbooks come in has ASCII in it, which is all that is added."""
    if not xml.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return xml
    return _DECLARED_ENCODING.sub(r"\1", xml.decode("utf-16")).encode()
