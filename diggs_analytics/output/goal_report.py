"""The state of the goals as the Geschäftsbericht prints it: a block for each goal with its marked
state, the day it was documented, and the remark (DOMAIN 8.1). For Word, and as rows for Excel."""

from io import BytesIO

import pandas as pd
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table as WordTable
from docx.table import _Row

from diggs_analytics.analysis.goals import DROPPED, LADDER, by_handlungsfeld
from diggs_analytics.domain.goals import ZIELE
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.output import formats
from diggs_analytics.output.goals import AUCH, heading
from diggs_analytics.output.notes import ALL, Notes

MARK = "X"
# The four columns of the report; a dropped goal has a mark in none of them.
STEPS = {state: state for state in LADDER} | {"abgeschlossen": "abgeschlossen (durch MSB)"}
WITHOUT_DATE, WITHOUT_REMARK = "ohne Datum", "keine"


def _step(state: str, label: str) -> Column:
    return Column(state, label, Kind.TEXT, f"{MARK}, wenn das Ziel auf dieser Stufe steht.")


SHEET = Table(
    name="stand_der_ziele",
    label="Stand der Ziele",
    meaning="Eine Zeile für jedes Ziel; ein X steht unter dem zuletzt dokumentierten Stand.",
    columns=(
        *(ZIELE["nummer"], AUCH, ZIELE["handlungsfeld"], ZIELE["titel"]),
        *(_step(state, label) for state, label in STEPS.items()),
        _step(DROPPED, DROPPED),
        *(ZIELE["dokumentiert_am"], ZIELE["bemerkung"]),
    ),
    key=("nummer",),
    period="dokumentiert_am",
    territorial=False,
)


def marked(goals: pd.DataFrame) -> pd.DataFrame:
    """Goals with a column for each step, MARK in the one on which the goal stands: for SHEET."""
    marks = {state: goals["status"].eq(state).map({True: MARK, False: ""})
             for state in (*STEPS, DROPPED)}  # fmt: skip
    return goals.assign(**marks)


def goal_report(goals: pd.DataFrame, summary: str, notes: Notes) -> bytes:
    """A Word document. ``goals`` as analysis.goals gives them, of one Jahr; ``summary`` is the
    sentence that counts them."""
    document = _german(Document(), notes)
    document.add_heading(notes.title, level=0)
    for line in (summary, *_provenance(notes)):
        document.add_paragraph(line)
    for field, part in by_handlungsfeld(goals):
        document.add_heading(heading(field), level=1)
        for goal in part.to_dict("records"):
            _add_block(document, goal)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


def _provenance(notes: Notes) -> list[str]:
    """What the reader of a print cannot see: the choice, the day, the state of the data."""
    chosen = ", ".join(f"{label}: {value}" for label, value in notes.filters if value != ALL)
    stand = f"Stand der Daten: {formats.day(notes.stand)}."
    if notes.stichtag:
        stand = f"Dokumentiert bis {formats.day(notes.stichtag)}. {stand}"
    return [f"Auswahl: {chosen}.", stand] if chosen else [stand]


def _add_block(document: WordDocument, goal: dict[str, object]) -> None:
    """A heading, the row of steps with its mark, date and remark: together on one page."""
    also = f" (auch {goal['auch']})" if goal["auch"] else ""
    document.add_heading(f"{goal['nummer']}{also} {goal['titel']}", level=2)
    _fill(document.add_table(rows=2, cols=len(STEPS), style="Table Grid"), str(goal["status"]))
    if goal["status"] not in STEPS:
        _add_line(document, "Stand", str(goal["status"]), stays=True)
    documented, remark = goal["dokumentiert_am"], goal["bemerkung"]
    day = WITHOUT_DATE if pd.isna(documented) else formats.day(documented)
    _add_line(document, "Dokumentiert am", day, stays=True)
    _add_line(document, "Bemerkung", WITHOUT_REMARK if pd.isna(remark) else str(remark))


def _fill(table: WordTable, status: str) -> None:
    table.autofit = False
    head, marks = table.rows
    _repeat(head)
    for (state, label), above, below in zip(STEPS.items(), head.cells, marks.cells, strict=True):
        above.text, below.text = label, MARK if state == status else ""
        above.width = below.width = Cm(16 / len(STEPS))
        for cell in (above, below):
            paragraph = cell.paragraphs[0]
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            paragraph.paragraph_format.keep_with_next = True
            for run in paragraph.runs:
                run.bold = True


def _repeat(row: _Row) -> None:
    """Told to Word, and by it to those who listen instead of reading: this row names columns."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _add_line(document: WordDocument, label: str, text: str, stays: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{label}: ").bold = True
    paragraph.add_run(text)
    paragraph.paragraph_format.space_before = Pt(3)
    paragraph.paragraph_format.space_after = Pt(0 if stays else 12)
    paragraph.paragraph_format.keep_with_next = stays


def _german(document: WordDocument, notes: Notes) -> WordDocument:
    """In German for spelling and screen readers; the template's author and remarks are not ours."""
    properties = document.core_properties
    properties.title, properties.language = notes.title, "de-DE"
    properties.author, properties.comments = "DigGS.NRW", ""
    properties.created = properties.modified = notes.created
    language = document.styles.element.find(f".//{qn('w:lang')}")
    language.set(qn("w:val"), "de-DE")
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
    return document
