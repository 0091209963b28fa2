"""Comments at marked cells: their text in one part, their boxes in a drawing beside it."""

import re
from collections.abc import Iterator, Mapping

from diggs_analytics.domain.feedback import AUTHOR
from diggs_analytics.intake.cells import letter
from diggs_analytics.intake.feedback.cells import Place, SheetScan, add_drawing, drawing_id
from diggs_analytics.intake.feedback.package import Package
from diggs_analytics.intake.feedback.xml_part import Element, NotEditable, Part, characters

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"

_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in _NAMESPACES.items())
_NEW_DRAWING = (
    f'<xml {_DECLARED}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>'
    "</o:shapelayout></xml>"
).encode()
_BOX_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
# Where a box stands: column, pixels, row, pixels of its first corner, then of the opposite one.
_BOX = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;'
    'margin-left:80pt;margin-top:5pt;width:240pt;height:120pt;z-index:1;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 4, {right}, 15, {bottom}, 4</x:Anchor>"
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
# What we said stands between these lines; whoever answers writes below.
FIRST_LINE, LAST_LINE = f"{AUTHOR}:", "———"
_SAID_BEFORE = re.compile(rf"\s*{FIRST_LINE}\s.*?(?:\n{LAST_LINE}|\Z)", re.DOTALL)
_LINE_LENGTH, _LAST_ROW, _LAST_COLUMN = 45, 1_048_575, 16_383
_SHAPE = re.compile(rb"<(?:\w+:)?shape\b.*?</(?:\w+:)?shape>", re.DOTALL)
_SHAPE_NUMBER = re.compile(rb'id="_x0000_s(\d+)"')
_END_OF_DRAWING = re.compile(rb"</(?:\w+:)?xml>\s*$")


def comment(
    package: Package, sheet: str, part: Part, scan: SheetScan, texts: Mapping[Place, str]
) -> None:
    """Put a comment at each place, behind what somebody else has written there. Comments of an
    earlier time that are ours go."""
    known = next((name for _, name in package.related(sheet, "comments")), "")
    if not known and not texts:
        return
    if not known:
        known = package.free_name("xl/comments{}.xml")
        empty = f'<comments xmlns="{package.main}"><authors/><commentList/></comments>'
        package.add(known, empty.encode(), _COMMENTS_TYPE)
        package.relate(sheet, known, "comments")
    comments = _Comments(package.part(known))
    new, gone = comments.put({address(place): text for place, text in texts.items()})
    package.write(known, comments.part)
    boxes = {place: text for place, text in texts.items() if address(place) in new}
    _draw(package, sheet, part, scan, boxes, gone)


def address(place: Place) -> str:
    return f"{letter(place[1])}{place[0]}"


class _Comments:
    """The part with the texts."""

    def __init__(self, part: Part) -> None:
        self.part = part
        root = part.tree()
        self._prefix = root.prefix
        self._authors, self._list = root.first("authors"), root.first("commentList")

    def put(self, texts: Mapping[str, str]) -> tuple[set[str], set[str]]:
        """Addresses that need a box, and those that need none any more."""
        kept, gone = set(), set()
        for comment in self._list.all("comment"):
            ref = comment.attributes["ref"]
            if self._is_ours(comment):
                self.part.replace(comment.start, comment.end, "")
                gone.add(ref)
            else:
                self._extend(comment, texts.get(ref, ""))
                kept.add(ref)
        if new := [ref for ref in texts if ref not in kept]:
            author = self._author()
            added = (self._comment(ref, texts[ref], author) for ref in new)
            self.part.append(self._list, "".join(added))
        return set(new) - gone, gone - set(new)

    def _is_ours(self, comment: Element) -> bool:
        said = "".join(self.part.text(e) for e in comment.descendants() if e.name == "t")
        return bool(said) and not _without_ours(said)

    def _author(self) -> int:
        names = [self.part.text(author) for author in self._authors.children]
        if AUTHOR in names:
            return names.index(AUTHOR)
        p = self._prefix
        self.part.append(self._authors, f"<{p}author>{characters(AUTHOR)}</{p}author>")
        return len(names)

    def _comment(self, ref: str, text: str, author: int) -> str:
        p = self._prefix
        return (
            f'<{p}comment ref="{ref}" authorId="{author}" shapeId="0"><{p}text>'
            f"{self._run(text)}</{p}text></{p}comment>"
        )

    def _run(self, text: str) -> str:
        p = self._prefix
        return (
            f'<{p}r><{p}rPr><{p}sz val="9"/><{p}color indexed="81"/><{p}rFont val="Tahoma"/>'
            f'</{p}rPr><{p}t xml:space="preserve">{characters(text)}</{p}t></{p}r>'
        )

    def _extend(self, comment: Element, text: str) -> None:
        """Behind the sender's own words, instead of what stood there of ours."""
        inside = comment.first("text")
        at = inside.inside
        for run in inside.children:
            if run.name not in ("t", "r"):
                break
            at = run.end
            words = run if run.name == "t" else run.first("t")
            said = self.part.text(words) if words else ""
            theirs = _without_ours(said)
            if said and not theirs:
                self.part.replace(run.start, run.end, "")
                continue
            if theirs != said:
                self.part.replace(words.inside, words.inside_end, characters(theirs))
            if run.name == "t" and text:  # plain text takes no run behind it
                self.part.insert(run.start, f"<{self._prefix}r>")
                self.part.insert(run.end, f"</{self._prefix}r>")
        if text:
            self.part.insert(at, self._run(f"\n\n{text}"))


def _without_ours(said: str) -> str:
    """The same text if nothing in it is ours."""
    if not _SAID_BEFORE.search(said):
        return said
    return _SAID_BEFORE.sub("\n", said).strip()


def _draw(
    package: Package,
    sheet: str,
    part: Part,
    scan: SheetScan,
    new: Mapping[Place, str],
    gone: set[str],
) -> None:
    """Boxes for new comments, none for those that went."""
    drawings = dict(package.related(sheet, "vmlDrawing"))
    name = drawings.get(drawing_id(scan))
    if not name and not new:
        return
    if not name:
        name = package.free_name("xl/drawings/vmlDrawing{}.vml")
        package.declare("vml", _DRAWING_TYPE)
        package.write(name, _NEW_DRAWING)
        add_drawing(part, scan, package.relate(sheet, name, "vmlDrawing"), package.office)
    drawing = package.read(name)
    drawing = _SHAPE.sub(lambda box: b"" if _box_at(box[0]) in gone else box[0], drawing)
    end = _END_OF_DRAWING.search(drawing)
    if not end:
        raise NotEditable(name)
    boxes = "".join(_boxes(drawing, new)).encode()
    package.write(name, drawing[: end.start()] + boxes + drawing[end.start() :])


def _box_at(shape: bytes) -> str:
    """The address of the cell that a box belongs to."""
    row, column = (re.search(rb":%s>\s*(\d+)\s*<" % name, shape) for name in (b"Row", b"Column"))
    return address((int(row[1]) + 1, int(column[1]) + 1)) if row and column else ""


def _boxes(drawing: bytes, texts: Mapping[Place, str]) -> Iterator[str]:
    # A drawing that another program wrote may call the namespaces otherwise.
    declared = all(f'xmlns:{p}="{name}"'.encode() in drawing for p, name in _NAMESPACES.items())
    extra = "" if declared else f" {_DECLARED}"
    if texts and b'"_x0000_t202"' not in drawing:
        yield _BOX_TYPE.replace(" id=", f"{extra} id=", 1)
    numbers = [int(number) for number in _SHAPE_NUMBER.findall(drawing)]
    for number, ((row, column), text) in enumerate(texts.items(), start=max([1024, *numbers]) + 1):
        yield _box(number, row - 1, column - 1, text).replace(" id=", f"{extra} id=", 1)


def _box(number: int, row: int, column: int, text: str) -> str:
    """Beside its cell, as high as its text. Rows and columns are counted from 0 here."""
    lines = sum(1 + len(line) // _LINE_LENGTH for line in text.splitlines())
    top = max(row - 1, 0)
    return _BOX.format(
        number=number,
        left=min(column + 1, _LAST_COLUMN - 4),
        right=min(column + 5, _LAST_COLUMN),
        top=top,
        bottom=min(top + lines + 1, _LAST_ROW),
        row=row,
        column=column,
    )
