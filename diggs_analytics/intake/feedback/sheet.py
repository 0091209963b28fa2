"""The sheet »Rückmeldung«: every finding a row, its cell a link to the place."""

from collections.abc import Iterator, Sequence
from itertools import islice

from diggs_analytics.domain.feedback import HEADINGS
from diggs_analytics.domain.findings import Finding
from diggs_analytics.intake.cells import letter
from diggs_analytics.intake.feedback.styles import SheetFormats
from diggs_analytics.intake.feedback.xml_part import attribute, characters

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_WIDTHS = (20, 9, 26, 34, 26, 10, 70)
LONGEST_TEXT = 32_767  # that Excel holds in a cell
_MOST_LINKS = 65_530  # that Excel follows in a sheet
_FROZEN = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
)


def feedback_sheet(findings: Sequence[Finding], formats: SheetFormats, namespace: str) -> bytes:
    """Errors first, otherwise in the order of the file."""
    ordered = sorted(findings, key=lambda finding: not finding.is_error)
    rows = "".join(_row(number, finding, formats) for number, finding in enumerate(ordered, 2))
    heading = "".join(
        _cell(column, 1, text, formats.heading) for column, text in enumerate(HEADINGS, 1)
    )
    columns = "".join(
        f'<col min="{i}" max="{i}" width="{width}" customWidth="1"/>'
        for i, width in enumerate(_WIDTHS, 1)
    )
    xml = (
        f'<worksheet xmlns="{namespace}">{_FROZEN}<cols>{columns}</cols>'
        f'<sheetData><row r="1">{heading}</row>{rows}</sheetData>{_links(ordered)}'
        '<pageSetup paperSize="9" orientation="landscape"/></worksheet>'
    )
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + xml.encode()


def _row(number: int, finding: Finding, formats: SheetFormats) -> str:
    texts = (
        (finding.sheet, formats.text),
        (finding.cell, formats.link),
        (finding.value, formats.text),
        (finding.expected, formats.text),
        (finding.suggestion, formats.text),
        (finding.severity.label, formats.marks[finding.severity]),
        (finding.message, formats.text),
    )
    cells = (_cell(column, number, text, f) for column, (text, f) in enumerate(texts, 1) if text)
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(column: int, row: int, text: str, number: int) -> str:
    """Text as it is: nothing of a foreign file becomes a formula."""
    return (
        f'<c r="{letter(column)}{row}" s="{number}" t="inlineStr"><is>'
        f'<t xml:space="preserve">{characters(text[:LONGEST_TEXT])}</t></is></c>'
    )


def _links(findings: Sequence[Finding]) -> str:
    links = "".join(islice(_each_link(findings), _MOST_LINKS))
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def _each_link(findings: Sequence[Finding]) -> Iterator[str]:
    for number, finding in enumerate(findings, 2):
        if finding.cell:
            sheet = finding.sheet.replace("'", "''")
            place = attribute(f"'{sheet}'!{finding.cell}")
            yield f'<hyperlink ref="B{number}" location={place} display="{finding.cell}"/>'
