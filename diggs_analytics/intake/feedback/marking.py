"""A workbook marked in place: cells, comments, one sheet more. Other parts stay as they were."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from diggs_analytics.domain.feedback import AUTHOR, SHEET, is_feedback
from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.intake.feedback.cells import Place, SheetScan, place
from diggs_analytics.intake.feedback.comments import FIRST_LINE, LAST_LINE, comment
from diggs_analytics.intake.feedback.package import WORKBOOK, Package
from diggs_analytics.intake.feedback.sheet import SHEET_TYPE, feedback_sheet
from diggs_analytics.intake.feedback.styles import Styles
from diggs_analytics.intake.feedback.xml_part import Element, NotEditable, Part, attribute, local
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.reader import start_reading

_FINDINGS_IN_A_COMMENT = 10  # a merged cell may stand for thousands of rows
_LONGEST_VALUE = 500


def mark(content: bytes, findings: Sequence[Finding], limits: Limits) -> bytes:
    """Raises NotEditable and what the parsers of zip and XML raise."""
    package = Package(content)
    styles = Styles(package)
    by_sheet = _by_place(findings)
    sheets = _sheets(package)
    ours = _feedback_sheet_of(content, sheets, limits)
    for name, part in sheets.items():
        if name != ours:
            _mark_sheet(package, part, by_sheet.get(name, {}), styles)
    _put_sheet(package, sheets, ours, feedback_sheet(findings, styles.for_sheet(), package.main))
    styles.save(package)
    return package.save()


def _by_place(findings: Sequence[Finding]) -> Mapping[str, Mapping[Place, list[Finding]]]:
    by_sheet: dict[str, dict[Place, list[Finding]]] = defaultdict(lambda: defaultdict(list))
    for finding in findings:
        if finding.cell:
            by_sheet[finding.sheet][place(finding.cell)].append(finding)
    return by_sheet


def _sheets(package: Package) -> dict[str, str]:
    """Name → part of each worksheet."""
    parts = dict(package.related(WORKBOOK, "worksheet"))
    relations = {
        sheet.attributes["name"]: next(v for k, v in sheet.attributes.items() if local(k) == "id")
        for sheet in _listed(package.part(WORKBOOK)).children
    }
    return {name: parts[relation] for name, relation in relations.items() if relation in parts}


def _listed(workbook: Part) -> Element:
    listed = workbook.tree().first("sheets")
    if listed is None:
        raise NotEditable("sheets")
    return listed


def _feedback_sheet_of(content: bytes, sheets: Mapping[str, str], limits: Limits) -> str:
    """The name of our sheet in a file that has been marked before, "" in another."""
    if not any(name.startswith(SHEET) for name in sheets):
        return ""
    read = start_reading(content, limits)()
    return next((sheet.name for sheet in read if is_feedback(sheet.name, sheet.rows)), "")


def _mark_sheet(
    package: Package, name: str, found: Mapping[Place, list[Finding]], styles: Styles
) -> None:
    known = [part for _, part in package.related(name, "comments")]
    if not found and not styles.ours and not (known and AUTHOR.encode() in package.read(known[0])):
        return
    part = package.part(name)
    worst = {
        at: Severity.ERROR if any(f.is_error for f in there) else Severity.WARNING
        for at, there in found.items()
    }
    scan = SheetScan(part, worst, styles)
    comment(package, name, part, scan, {at: _text(there) for at, there in found.items()})
    package.write(name, part)


def _text(findings: Sequence[Finding]) -> str:
    """What a comment says: errors first, equal ones once."""
    ordered = sorted(findings, key=lambda finding: not finding.is_error)
    texts = list(dict.fromkeys(map(_said, ordered)))
    more = len(texts) - _FINDINGS_IN_A_COMMENT
    rest = [f"… und {more} weitere, siehe Blatt »{SHEET}«"] if more > 0 else []
    said = "\n\n".join([*texts[:_FINDINGS_IN_A_COMMENT], *rest])
    return f"{FIRST_LINE}\n{said}\n{LAST_LINE}"


def _said(finding: Finding) -> str:
    lines = (
        ("", f"{finding.severity.label}: {finding.message}"),
        ("Gefunden: ", finding.value),
        ("Erwartet: ", finding.expected),
        ("Vorschlag: ", finding.suggestion),
    )
    return "\n".join(f"{label}{text[:_LONGEST_VALUE]}" for label, text in lines if text)


def _put_sheet(package: Package, sheets: Mapping[str, str], ours: str, xml: bytes) -> None:
    """In the place of an earlier one, or as the last."""
    if ours:
        package.write(sheets[ours], xml)
        package.forget_relations(sheets[ours])
        return
    part_name = package.free_name("xl/worksheets/sheet{}.xml")
    package.add(part_name, xml, SHEET_TYPE)
    relation = package.relate(WORKBOOK, part_name, "worksheet")
    workbook = package.part(WORKBOOK)
    listed = _listed(workbook)
    number = max(int(sheet.attributes["sheetId"]) for sheet in listed.children) + 1
    workbook.append(
        listed,
        f"<{listed.prefix}sheet xmlns:r={attribute(package.office)} "
        f'name={attribute(_free_name(listed))} sheetId="{number}" r:id="{relation}"/>',
    )
    package.write(WORKBOOK, workbook)


def _free_name(listed: Element) -> str:
    """Excel compares names of sheets without case."""
    taken = {sheet.attributes["name"].casefold() for sheet in listed.children}
    names = (SHEET, *(f"{SHEET} ({number})" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name.casefold() not in taken)
