"""Marks as cell formats: the format a cell has, with another fill."""

from collections.abc import Mapping
from dataclasses import dataclass

from diggs_analytics.domain.findings import Severity
from diggs_analytics.intake.feedback.package import WORKBOOK, Package
from diggs_analytics.intake.feedback.xml_part import Element, NotEditable, with_attributes

# An error is a full fill, a warning a hatched one: who sees no colours sees the difference, too.
FILLS: Mapping[Severity, str] = {
    Severity.ERROR: '<{0}fill><{0}patternFill patternType="solid"><{0}fgColor rgb="FFFFB3A7"/>'
    '<{0}bgColor indexed="64"/></{0}patternFill></{0}fill>',
    Severity.WARNING: '<{0}fill><{0}patternFill patternType="lightUp"><{0}fgColor rgb="FFE0A526"/>'
    '<{0}bgColor rgb="FFFFF6D6"/></{0}patternFill></{0}fill>',
}
_LOOKS = {
    Severity.ERROR: ("solid", "FFFFB3A7"),
    Severity.WARNING: ("lightUp", "FFE0A526"),
}
_NO_FILL = 0  # by the format's own rule the first fill of a workbook


@dataclass(frozen=True)
class SheetFormats:
    """Numbers of the formats that the new sheet needs."""

    heading: int
    text: int
    link: int
    marks: Mapping[Severity, int]


class Styles:
    """The formats of a workbook, and those that are added to them."""

    def __init__(self, package: Package) -> None:
        related = list(package.related(WORKBOOK, "styles"))
        if not related:
            raise NotEditable("styles")
        self._name = related[0][1]
        self._part = package.part(self._name)
        root = self._part.tree()
        self._prefix = root.prefix
        lists = {name: root.first(name) for name in ("fonts", "fills", "cellXfs")}
        if None in lists.values():
            raise NotEditable("styles")
        self._lists: dict[str, Element] = lists
        self._added: dict[str, list[str]] = {name: [] for name in lists}
        self._fills = {severity: self._fill(severity) for severity in Severity}
        self._known: dict[tuple[int, int], int] = {}
        self.ours = {
            number
            for number, xf in enumerate(lists["cellXfs"].children)
            if int(xf.attributes.get("fillId", 0)) in self._fills.values()
        }

    def marked(self, base: int, severity: Severity) -> int:
        """The format ``base`` with the mark."""
        return self._with_fill(base, self._fills[severity])

    def unmarked(self, base: int) -> int:
        """A format that carries an old mark of ours, without it."""
        return self._with_fill(base, _NO_FILL)

    def for_sheet(self) -> SheetFormats:
        p = self._prefix
        bold = self._add(
            "fonts", f'<{p}font><{p}b/><{p}sz val="11"/><{p}name val="Calibri"/></{p}font>'
        )
        link = self._add(
            "fonts",
            f'<{p}font><{p}u/><{p}sz val="11"/><{p}color rgb="FF0563C1"/><{p}name val="Calibri"/>'
            f"</{p}font>",
        )
        text = self._add_format()
        return SheetFormats(
            heading=self._add_format(font=bold),
            text=text,
            link=self._add_format(font=link),
            marks={severity: self._add_format(fill=fill) for severity, fill in self._fills.items()},
        )

    def save(self, package: Package) -> None:
        for name, element in self._lists.items():
            if added := self._added[name]:
                self._part.set(element, count=len(element.children) + len(added))
                self._part.append(element, "".join(added))
        package.write(self._name, self._part)

    def _fill(self, severity: Severity) -> int:
        """The number of our fill, of an earlier time or new."""
        for number, fill in enumerate(self._lists["fills"].children):
            if _looks(fill) == _LOOKS[severity]:
                return number
        return self._add("fills", FILLS[severity].format(self._prefix))

    def _with_fill(self, base: int, fill: int) -> int:
        formats = self._lists["cellXfs"].children
        if base >= len(formats):
            raise NotEditable(f"format {base}")
        if (base, fill) not in self._known:
            xf = formats[base]
            xml = self._part.xml
            tag = with_attributes(xml[xf.start : xf.inside], {"fillId": fill, "applyFill": 1})
            whole = (tag + xml[xf.inside : xf.end]).decode()
            self._known[base, fill] = self._add("cellXfs", whole)
        return self._known[base, fill]

    def _add_format(self, font: int = 0, fill: int = _NO_FILL) -> int:
        p = self._prefix
        return self._add(
            "cellXfs",
            f'<{p}xf numFmtId="0" fontId="{font}" fillId="{fill}" borderId="0" xfId="0" '
            f'applyFont="1" applyFill="1" applyAlignment="1">'
            f'<{p}alignment vertical="top" wrapText="1"/></{p}xf>',
        )

    def _add(self, name: str, xml: str) -> int:
        self._added[name].append(xml)
        return len(self._lists[name].children) + len(self._added[name]) - 1


def _looks(fill: Element) -> tuple[str, str]:
    pattern = fill.first("patternFill")
    colour = pattern and pattern.first("fgColor")
    if not colour:
        return "", ""
    return pattern.attributes.get("patternType", ""), colour.attributes.get("rgb", "")
