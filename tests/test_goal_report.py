"""The sheet for the report: what stands in the goals stands in Word and in Excel."""

from datetime import date, datetime
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from docx import Document

from diggs_analytics.analysis.goals import goals, identified
from diggs_analytics.domain.goals import ZIELE
from diggs_analytics.output.exports import write
from diggs_analytics.output.goal_report import MARK, SHEET, STEPS, goal_report, marked
from diggs_analytics.output.notes import Notes

DAY = date(2024, 1, 19)
NOTES = Notes(
    title="Zielerreichung 2023",
    filters=(("Jahr", "2023"), ("Handlungsfeld", "alle")),
    stand=DAY,
    created=datetime(2024, 1, 19, 9, 30),
    stichtag=DAY,
)
# Nummer, Handlungsfeld, Titel, Stand, dokumentiert am, Bemerkung
GOALS = (
    ("1.9", 1, "Auswertung der Anzeigen", "abgeschlossen", "2024-01-12", None),
    ("1.10", 1, "Vorprüfung der PoK", "Entwurf liegt vor", "2024-01-12", "wird fortgeführt"),
    ("2.2", 2, "Veranstaltungen", "in Bearbeitung", "2024-01-12", None),
    ("2.4", 2, "Hotline", "gestrichen", "2024-01-12", "aufgegangen in 2.3"),
    ("2.5", 2, "Kurzanleitung", None, None, None),
    ("3.1", 3, "Kurzanleitung", "in Planung", "2024-01-12", None),
    ("3.2", 3, "Noch offen", None, None, None),
)


@pytest.fixture(scope="module")
def of_2023():
    named = dict.fromkeys(ZIELE.names)
    columns = ("nummer", "handlungsfeld", "titel", "status", "dokumentiert_am", "bemerkung")
    rows = [named | {"jahr": 2023} | dict(zip(columns, goal, strict=True)) for goal in GOALS]
    return goals(identified(pd.DataFrame(rows).astype(ZIELE.dtypes)), DAY)


@pytest.fixture(scope="module")
def document(of_2023):
    return Document(BytesIO(goal_report(of_2023, "7 Ziele", NOTES)))


def test_each_goal_is_a_block_under_its_handlungsfeld(document):
    headings = [p.text for p in document.paragraphs if p.style.name.startswith("Heading")]

    assert headings == [
        "Handlungsfeld 1",
        "1.9 Auswertung der Anzeigen",
        "1.10 Vorprüfung der PoK",
        "Handlungsfeld 2",
        "2.2 Veranstaltungen",
        "2.4 Hotline",
        "Handlungsfeld 3",
        "3.1 (auch 2.5) Kurzanleitung",
        "3.2 Noch offen",
    ]


@pytest.mark.parametrize(
    "block, marked_step",
    [
        (0, "abgeschlossen (durch MSB)"),
        (1, "Entwurf liegt vor"),
        (2, "in Bearbeitung"),
        (3, ""),
        (4, "in Planung"),
        (5, ""),
    ],
)
def test_the_mark_stands_under_the_state_and_nowhere_else(document, block, marked_step):
    head, marks = ([cell.text for cell in row.cells] for row in document.tables[block].rows)

    assert head == list(STEPS.values())
    assert [label for label, mark in zip(head, marks, strict=True) if mark] == (
        [marked_step] if marked_step else []
    )


@pytest.mark.parametrize(
    "line",
    [
        "7 Ziele",
        "Auswahl: Jahr: 2023.",
        "Dokumentiert bis 19.01.2024. Stand der Daten: 19.01.2024.",
        "Dokumentiert am: 12.01.2024",
        "Bemerkung: wird fortgeführt",
        "Stand: gestrichen",
        "Stand: ohne Stand",
        "Dokumentiert am: ohne Datum",
    ],
)
def test_what_has_no_column_is_said_in_a_line(document, line):
    assert line in [paragraph.text for paragraph in document.paragraphs]


def test_it_says_its_language_and_whose_it_is(document):
    properties = document.core_properties

    assert (properties.title, properties.language) == ("Zielerreichung 2023", "de-DE")
    assert (properties.author, properties.comments) == ("DigGS.NRW", "")


def test_head_rows_are_told_as_such(document):
    assert all("tblHeader" in table.rows[0]._tr.xml for table in document.tables)


def test_excel_holds_a_row_for_each_goal_with_its_mark(of_2023):
    book = openpyxl.load_workbook(BytesIO(write(marked(of_2023), SHEET, NOTES, ".xlsx")))
    head, *rows = book["Stand der Ziele"].iter_rows(values_only=True)
    found = {row[0]: [head[i] for i, cell in enumerate(row) if cell == MARK] for row in rows}

    assert found == {
        "1.9": ["abgeschlossen (durch MSB)"],
        "1.10": ["Entwurf liegt vor"],
        "2.2": ["in Bearbeitung"],
        "2.4": ["gestrichen"],
        "3.1": ["in Planung"],
        "3.2": [],
    }
