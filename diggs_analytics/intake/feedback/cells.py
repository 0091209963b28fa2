"""Marks in the XML of a sheet: other formats for some cells, and a place for comments."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping

from diggs_analytics.domain.findings import Severity
from diggs_analytics.intake.cells import column_number, letter
from diggs_analytics.intake.feedback.styles import Styles
from diggs_analytics.intake.feedback.xml_part import (
    Element,
    Part,
    attribute,
    local,
    parser,
    start_tag_end,
)

# (row, column), both counted from 1
Place = tuple[int, int]

# What stands behind legacyDrawing in a worksheet (ECMA-376, CT_Worksheet).
_BEHIND = {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
           "tableParts", "extLst", "AlternateContent"}  # fmt: skip


def place(address: str) -> Place:
    """C17 → (17, 3)."""
    letters = address.rstrip("0123456789")
    return int(address[len(letters) :]), column_number(letters)


class SheetScan:
    """One walk over a sheet of any size: it notes the changes and keeps no cell.

    ``marks`` are the cells to mark; a cell that does not exist yet is made where it belongs, with
    the format of its row or column. Marks of an earlier time are taken off. ``outline`` are the
    elements right below the root.
    """

    def __init__(self, part: Part, marks: Mapping[Place, Severity], styles: Styles) -> None:
        self._part, self._styles = part, styles
        self._wanted: dict[int, dict[int, Severity]] = defaultdict(dict)
        for (row, column), severity in sorted(marks.items()):
            self._wanted[row][column] = severity
        self._rows_left = list(self._wanted)
        self._columns: list[tuple[int, int, int]] = []  # first, last, format
        self._row = self._column = 0
        self._row_format = 0
        self._cells_left: list[int] = []
        self._depth = 0
        self._open: list[Element | None] = [None] * 3
        self.root: Element
        self.outline: list[Element] = []
        self._walk()

    def _walk(self) -> None:
        self._parser = parser()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.Parse(self._part.xml, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        """Called for every element: most are cells of rows in which nothing is to be done."""
        depth = self._depth
        self._depth += 1
        if depth > 2:
            if depth == 3 and (self._cells_left or self._styles.ours) and local(tag) == "c":
                self._start_cell(tag, attributes)
            return
        at = self._parser.CurrentByteIndex
        element = Element(tag, attributes, at, start_tag_end(self._part.xml, at))
        self._open[depth] = element
        if depth == 0:
            self.root = element
        elif depth == 1:
            self.outline.append(element)
        elif element.name == "row":
            self._start_row(element)
        elif element.name == "col":
            first, last = int(attributes["min"]), int(attributes["max"])
            self._columns.append((first, last, int(attributes.get("style", 0))))

    def _end(self, tag: str) -> None:
        self._depth -= 1
        if self._depth > 2:
            return
        element = self._open[self._depth]
        element.inside_end = self._parser.CurrentByteIndex
        empty = self._part.xml[element.inside - 2 : element.inside] == b"/>"
        if empty:
            element.inside_end = element.end = element.inside
        else:
            element.end = self._part.xml.index(b">", element.inside_end) + 1
        if element.name == "row" and self._cells_left:
            cells = [self._new_cell(self._row, c, self._row_format) for c in self._cells_left]
            self._part.append(element, "".join(cells))
        elif element.name == "sheetData" and self._rows_left:
            self._part.append(element, "".join(map(self._new_row, self._rows_left)))

    def _start_row(self, element: Element) -> None:
        self._row = int(element.attributes.get("r", self._row + 1))
        before = bisect_left(self._rows_left, self._row)
        for row in self._rows_left[:before]:
            self._part.insert(element.start, self._new_row(row))
        self._rows_left = self._rows_left[before:]
        self._cells_left = []
        if self._rows_left[:1] == [self._row]:
            self._cells_left = list(self._wanted[self._rows_left.pop(0)])
        own = element.attributes.get("customFormat") in ("1", "true")
        self._row_format = int(element.attributes.get("s", 0)) if own else 0
        self._column = 0

    def _start_cell(self, tag: str, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        self._column = place(address)[1] if address else self._column + 1
        base = int(attributes.get("s", 0))
        if not self._cells_left and base not in self._styles.ours:
            return
        at = self._parser.CurrentByteIndex
        before = bisect_left(self._cells_left, self._column)
        for column in self._cells_left[:before]:
            self._part.insert(at, self._new_cell(self._row, column, self._row_format))
        self._cells_left = self._cells_left[before:]
        if self._cells_left[:1] == [self._column]:
            self._cells_left.pop(0)
            number = self._styles.marked(base, self._wanted[self._row][self._column])
        elif base in self._styles.ours:
            number = self._styles.unmarked(base)
        else:
            return
        self._part.set(Element(tag, attributes, at, start_tag_end(self._part.xml, at)), s=number)

    def _new_row(self, row: int) -> str:
        cells = "".join(self._new_cell(row, column, 0) for column in self._wanted[row])
        return f'<{self.root.prefix}row r="{row}">{cells}</{self.root.prefix}row>'

    def _new_cell(self, row: int, column: int, row_format: int) -> str:
        of_column = (number for low, high, number in self._columns if low <= column <= high)
        number = self._styles.marked(row_format or next(of_column, 0), self._wanted[row][column])
        return f'<{self.root.prefix}c r="{letter(column)}{row}" s="{number}"/>'


def drawing_id(scan: SheetScan) -> str:
    """The relation of the sheet's drawing for comments and form controls, "" without one."""
    for element in scan.outline:
        if element.name == "legacyDrawing":
            return next(v for k, v in element.attributes.items() if local(k) == "id")
    return ""


def add_drawing(part: Part, scan: SheetScan, relation: str, office: str) -> None:
    """Name the drawing that holds the boxes of the comments."""
    at = scan.root.inside_end
    for element in reversed(scan.outline):
        if element.name in _BEHIND:
            at = element.start
        else:
            break
    part.insert(
        at,
        f"<{scan.root.prefix}legacyDrawing xmlns:r={attribute(office)} "
        f"r:id={attribute(relation)}/>",
    )
