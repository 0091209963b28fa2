"""The way in as one line: bytes → cells → layout → typed records → findings → Delivery."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from itertools import chain

from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.errors import ProtectedFile, RejectedFile
from diggs_analytics.domain.feedback import is_feedback
from diggs_analytics.domain.findings import Finding
from diggs_analytics.domain.form import is_part_of_form
from diggs_analytics.domain.recipe import Decision, decided_sheet
from diggs_analytics.domain.tables import TABLES
from diggs_analytics.intake import notices
from diggs_analytics.intake.cells import CellSheet
from diggs_analytics.intake.checks import run_checks
from diggs_analytics.intake.cleaning import EINGANGSDATUM, clean
from diggs_analytics.intake.context import (
    FROM_CONTEXT,
    Settled,
    look_up,
    sender,
    subheadings_naming_others,
)
from diggs_analytics.intake.duplicates import duplicates
from diggs_analytics.intake.grid import grid_of
from diggs_analytics.intake.known import Known
from diggs_analytics.intake.layout import Layout
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.masks import filled
from diggs_analytics.intake.part import Part
from diggs_analytics.intake.questions import (
    about_dates,
    about_headings,
    about_sheet,
    about_values,
)
from diggs_analytics.intake.reader import Reading, start_reading
from diggs_analytics.intake.rows import DataRows, data_rows
from diggs_analytics.intake.sections import sections

NO_TABLE = "In keinem Blatt steht eine Tabelle, die wir kennen ({}).".format(
    ", ".join(table.label for table in TABLES)
)
NOT_READABLE = "Kein Blatt lässt sich lesen; die Befunde nennen die Gründe."


def read_delivery(
    file_name: str,
    content: bytes,
    known: Known | None = None,
    settled: Settled | None = None,
    limits: Limits | None = None,
    reading: Reading | None = None,
) -> Delivery:
    """Everything a file holds, row by row. Never raises for what is in the file: one that cannot
    be read as a whole is a Delivery with ``rejected``. ``reading`` is for who has begun to read
    it already."""
    known, settled = known or Known(date.today()), settled or Settled()
    reading = reading or start_reading(content, limits or Limits.from_environment())
    try:
        cell_sheets = [sheet for sheet in reading() if not _is_ours(sheet)]
    except RejectedFile as error:
        protected = isinstance(error, ProtectedFile)
        return Delivery(file_name, content, rejected=str(error), protected=protected)
    sent_by = sender(cell_sheets, file_name, settled)
    kept = known.recipes.get(sent_by, ())
    settled = replace(settled, decisions=(*kept, *settled.decisions))
    found = [one for s in cell_sheets for one in sections(s, file_name, settled.decisions)]
    parts = [_read(sheet, layout, file_name, known, settled) for sheet, layout in found]
    parts = _without_duplicates(parts)
    if not any(part.layout and part.data for part in parts):
        rejected = NO_TABLE
    else:
        rejected = "" if any(part.layout and part.readable for part in parts) else NOT_READABLE
    return Delivery(
        file_name=file_name,
        content=content,
        sheets=tuple(
            part.sheet(cells.name)
            for (cells, _), part in zip(found, parts, strict=True)
            if part.layout and part.data
        ),
        findings=tuple(finding for part in parts for finding in part.findings),
        rejected=rejected,
        sender=sent_by,
        questions=tuple(dict.fromkeys(one for part in parts for one in part.questions)),
    )


def _is_ours(sheet: CellSheet) -> bool:
    """Put into the workbook by us: beside the table of a form, or with what went back."""
    return is_feedback(sheet.name, sheet.rows) or is_part_of_form(sheet.name, sheet.rows)


def _read(
    sheet: CellSheet, layout: Layout | None, file_name: str, known: Known, settled: Settled
) -> Part:
    """A table in a sheet; without a layout, the sheet holds none of ours."""
    decided = decided_sheet(sheet.name, settled.decisions)
    if layout is None:
        return _read_no_table(sheet, file_name, decided)
    data = data_rows(sheet, layout)
    if sheet.hidden:
        return Part([notices.hidden_sheet(sheet, len(data.numbers))])
    if decided and not decided.meaning:
        return Part([notices.sheet_left_out(sheet, len(data.numbers))])
    context, findings = _context(sheet, layout, data, file_name, settled)
    missing = [column for column in layout.missing() if column.name not in context]
    if errors := list(notices.about_headings(sheet, layout, missing)):
        again = about_sheet(sheet, file_name, decided) if decided else ()
        asked = (*again, *about_headings(layout))
        return Part(findings + errors, layout, data, readable=False, questions=asked)
    findings += notices.about_hidden_parts(sheet)
    findings += notices.about_unknown_columns(sheet, layout)
    if not data.numbers:
        return Part([*findings, notices.empty_table(sheet)], layout, data)
    records, unreadable = clean(sheet, layout, data, context)
    findings += unreadable
    reported = {finding.cell for finding in unreadable}
    findings += [f for f in run_checks(records, known) if f.cell not in reported]
    asked = chain(
        about_headings(layout), about_values(layout, unreadable), about_dates(layout, unreadable)
    )
    return Part(findings, layout, data, records, questions=tuple(asked))


def _read_no_table(sheet: CellSheet, file_name: str, decided: Decision | None) -> Part:
    """Asked about, unless there is nothing in it, nobody sees it, or it is known to be other."""
    is_other = decided is not None and not decided.meaning
    if sheet.hidden or is_other or not filled(grid_of(sheet.rows)).any():
        return Part([])
    asked = tuple(about_sheet(sheet, file_name, decided))
    return Part([notices.unknown_sheet(sheet)], questions=asked)


def _context(
    sheet: CellSheet, layout: Layout, data: DataRows, file_name: str, settled: Settled
) -> tuple[dict[str, str], list[Finding]]:
    """Values for columns that the sheet does not have, and the warnings that say from where."""
    values, findings = {}, []
    for column in layout.missing():
        if column.name not in FROM_CONTEXT:
            continue
        found = look_up(column.name, sheet, layout.header_top, file_name, settled)
        if found:
            values[column.name] = found.value
            if found.source:
                findings.append(notices.taken_from(sheet, column, found))
                findings += (
                    notices.subheading_differs(sheet, column, found, cell, text)
                    for cell, text in subheadings_naming_others(column.name, found.value, data)
                )
        elif column.name == "schuljahr" and settled.schuljahr_from_eingang:
            values["schuljahr"] = EINGANGSDATUM
            findings.append(notices.follows_from_eingang(sheet))
    return values, findings


def _without_duplicates(parts: list[Part]) -> list[Part]:
    """Duplicates are looked for among the rows that could be counted, in all sheets of a table."""
    by_table = defaultdict(list)
    for i, part in enumerate(parts):
        if part.records:
            by_table[part.layout.table.name].append(i)
    for positions in by_table.values():
        countable = [replace(parts[i].records, rows=parts[i].accepted()) for i in positions]
        for i, found in zip(positions, duplicates(countable), strict=True):
            parts[i] = replace(
                parts[i],
                findings=parts[i].findings + found,
                repeated={finding.row: finding.message for finding in found},
            )
    return parts
