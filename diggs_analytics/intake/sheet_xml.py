"""What a sheet's XML tells beside the values: cells that a reader gave as blank, hidden parts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from diggs_analytics.intake.archive import new_parser
from diggs_analytics.intake.cells import Cell, ExcelError, NoStoredValue, PlacedCell, column_number


@dataclass
class Seen:
    """``lost`` are the cells that hold something and are blank in the rows; ``hidden_rows`` counts
    those with a value; ``hidden_columns`` are the first columns of hidden groups."""

    lost: list[PlacedCell] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: list[int] = field(default_factory=list)


class SheetXml:
    """The XML of a sheet, and how many values stand in it: an independent count of cells."""

    def __init__(self, xml: bytes) -> None:
        """Only an XML without prefixes can be counted so; any other is looked at."""
        self._xml = xml
        self._values = xml.count(b"<v>") + xml.count(b"<is>")
        self._is_plain = b"<f" not in xml and b"hidden" not in xml

    def look(self, rows: Sequence[Sequence[Cell]]) -> Seen:
        """Every cell of the sheet, held against ``rows``. Where nothing can be lost or hidden,
        nobody looks: this takes as long as reading does."""
        filled = sum(len(row) - row.count("") for row in rows)
        if self._is_plain and filled == self._values:
            return Seen()
        scan = _Scan(rows)
        scan.parser.Parse(self._xml, True)
        return scan.seen


class _Scan:
    """The handlers of one pass over the XML, and where it is."""

    def __init__(self, rows: Sequence[Sequence[Cell]]) -> None:
        self.rows, self.seen, self.parser = rows, Seen(), new_parser()
        self.parser.StartElementHandler = self._find_prefix
        self.row = self.column = 0
        self.kind, self.has_formula, self.is_hidden = "", False, False
        self.text: list[str] = []

    def _find_prefix(self, name: str, attributes: dict[str, str]) -> None:
        """The first element is the worksheet; the others have its prefix."""
        prefix = name.removesuffix("worksheet")
        self.cell, self.row_name, self.formula = f"{prefix}c", f"{prefix}row", f"{prefix}f"
        self.value, self.inline, self.group = f"{prefix}v", f"{prefix}t", f"{prefix}col"
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == self.cell:
            self._begin_cell(attributes)
        elif name == self.value or name == self.inline:
            self.parser.CharacterDataHandler = self.text.append
        elif name == self.formula:
            self.has_formula = True
        elif name == self.row_name:
            # A row or cell without an address follows the one before it.
            self.row, self.column = int(attributes.get("r", self.row + 1)), 0
            self.is_hidden = _is_true(attributes.get("hidden"))
        elif name == self.group and _is_true(attributes.get("hidden")):
            self.seen.hidden_columns.append(int(attributes["min"]))

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        address = attributes.get("r")
        letters = address.rstrip("0123456789") if address else ""
        self.column = column_number(letters) if letters else self.column + 1
        self.kind, self.has_formula = attributes.get("t", "n"), False
        self.text.clear()

    def _end(self, name: str) -> None:
        if name == self.value or name == self.inline:
            self.parser.CharacterDataHandler = None
        elif name == self.cell:
            self._end_cell("".join(self.text).strip())

    def _end_cell(self, text: str) -> None:
        if self.is_hidden and text:
            self.seen.hidden_rows, self.is_hidden = self.seen.hidden_rows + 1, False
        if _at(self.rows, self.row, self.column) == "" and (
            value := _lost(self.kind, self.has_formula, text)
        ):
            self.seen.lost.append(PlacedCell(self.row, self.column, value))


def _lost(kind: str, has_formula: bool, text: str) -> Cell:
    """What stands in a cell that was read as blank, "" if it is. The value of a shared text is its
    number; read as blank, it is a text of blanks only."""
    if kind == "e" and text:
        return ExcelError(text)
    if has_formula and not text and kind != "str":
        return NoStoredValue()
    return "" if kind == "s" else text


def _at(rows: Sequence[Sequence[Cell]], row: int, column: int) -> Cell:
    cells = rows[row - 1] if row <= len(rows) else ()
    return cells[column - 1] if column <= len(cells) else ""


def _is_true(text: str | None) -> bool:
    return text in ("1", "true")
