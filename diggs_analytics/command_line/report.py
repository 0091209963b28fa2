"""What was found in files, as JSON for scripts (CONTRACT 2) and as German lines for people."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diggs_analytics.command_line.recipe import open_questions
from diggs_analytics.domain.delivery import Delivery, Sheet
from diggs_analytics.domain.feedback import Progress
from diggs_analytics.domain.findings import Finding
from diggs_analytics.domain.plan import Plan

# So many places of one finding are named; the rest is counted.
PLACES_NAMED = 6


@dataclass(frozen=True)
class Checked:
    """A file, what it became, and what keeping it changes. ``progress`` is what became of the
    findings of the delivery before; ``note`` says what was done with the file;
    ``is_known`` that the same bytes are kept already."""

    delivery: Delivery
    plan: Plan
    progress: Progress | None = None
    note: str = ""
    is_known: bool = False


def exit_code(files: Sequence[Checked]) -> int:
    """3 if a file was rejected as a whole, else 1 if there is an error finding, else 0."""
    if any(file.delivery.rejected for file in files):
        return 3
    return int(any(file.delivery.has_errors for file in files))


def as_json(files: Sequence[Checked], by_row: bool = False) -> dict:
    """``by_row`` adds ``plan_rows``, the plan row by row."""
    return {"files": [_file(file) | (_plan_rows(file) if by_row else {}) for file in files]}


def _plan_rows(file: Checked) -> dict:
    from diggs_analytics.command_line.plan import plan_objects

    is_planned = not file.delivery.rejected
    return {"plan_rows": plan_objects(file.plan, file.delivery) if is_planned else []}


def _file(file: Checked) -> dict:
    delivery = file.delivery
    return {
        "file": delivery.file_name,
        "sha256": delivery.sha256,
        "status": delivery.status,
        "sheets": [_sheet(sheet) for sheet in delivery.sheets],
        "findings": [_finding(finding) for finding in delivery.all_findings],
        "plan": file.plan.counts,
        **({"note": file.note} if file.note else {}),
    }


def _sheet(sheet: Sheet) -> dict:
    return {
        "sheet": sheet.name,
        "table": sheet.table.name,
        "header_row": sheet.header_row,
        "rows_read": sheet.rows_read,
        "rows_accepted": len(sheet.rows),
        "rows_set_aside": len(sheet.set_aside),
        "rows_skipped": [{"row": row, "reason": reason} for row, reason in sheet.skipped],
    }


def _finding(finding: Finding) -> dict:
    return {
        "severity": finding.severity.value,
        "check": finding.check,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "value": finding.value,
        "message": finding.message,
        "suggestion": finding.suggestion,
    }


def as_text(files: Sequence[Checked], by_row: bool = False) -> str:
    return "\n\n".join("\n".join(_lines(file, by_row)) for file in files)


def _lines(file: Checked, by_row: bool) -> Iterator[str]:
    delivery = file.delivery
    yield delivery.file_name
    if delivery.rejected:
        yield f"  Abgelehnt: {delivery.rejected}"
    for sheet in delivery.sheets:
        yield (
            f"  {sheet.name} ({sheet.table.label}): {_rows(sheet.rows_read)} gelesen, "
            f"{len(sheet.rows)} übernommen, {len(sheet.set_aside)} zurückgestellt, "
            f"{len(sheet.skipped)} übersprungen"
        )
    yield from _grouped(delivery.findings)
    if delivery.questions:
        yield "  Offen; »import --recipe« klärt es:"
        yield from (f"    {line}" for line in open_questions(delivery.questions))
    if not delivery.rejected:
        counts = file.plan.counts
        yield (
            f"  Gegenüber dem Bestand: {counts['new']} neu, {counts['changed']} geändert, "
            f"{counts['unchanged']} unverändert, {counts['missing']} entfallen"
        )
        if by_row:
            yield from _plan_lines(file)
    if file.progress:
        yield f"  {file.progress.sentence}"
    if file.note:
        yield f"  {file.note}"


def _plan_lines(file: Checked) -> Iterator[str]:
    from diggs_analytics.command_line.plan import plan_lines

    return plan_lines(file.plan, file.delivery)


def _rows(count: int) -> str:
    return f"{count} {'Zeile' if count == 1 else 'Zeilen'}"


def _grouped(findings: Sequence[Finding]) -> Iterator[str]:
    """Equal findings on one line, with their places; errors first."""
    groups: dict[tuple[bool, str, str], list[str]] = {}
    for finding in findings:
        message = finding.message
        if finding.suggestion and finding.suggestion not in message:
            message += f" Gemeint ist wohl: {finding.suggestion}."
        key = (not finding.is_error, finding.severity.label, message)
        groups.setdefault(key, []).append(finding.place)
    for (_, label, message), places in sorted(groups.items()):
        named = ", ".join(places[:PLACES_NAMED])
        more = f" und {len(places) - PLACES_NAMED} weitere" if len(places) > PLACES_NAMED else ""
        yield f"  {label:7} {named}{more}: {message}"
