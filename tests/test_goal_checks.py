"""Contradictions in goals, targets and meetings are found at their cells, and nothing is lost."""

from datetime import date

import pytest

from diggs_analytics.analysis.measures import MEASURES
from diggs_analytics.domain.kennzahlen import MEASURED
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.store import deliveries, open_store, registers
from tests.workbooks import workbook

TODAY = date(2024, 3, 1)
ON_FILE = Known(TODAY, goals={2022: {"1.1", "1.2"}, 2023: {"1.1"}})

# Each case: the sheet; the findings as (check, cell); rows accepted and set aside.
CASES = {
    "nothing to say": (
        """
Jahr | Nummer | Handlungsfeld | Titel | Stand        | dokumentiert am | Vorgänger | Nachfolger
2023 | 1.1    | 1             | A     | in Planung   | 12.01.2024      | 1.2       |
2023 | 1.1    | 1             | A     | Entwurf      | 16.02.2024      | 1.2       |
2023 | 2.3    | 2             | B     | in Planung   | 12.01.2024      |           |
2023 | 2.4    | 2             | C     | gestrichen   | 12.01.2024      |           | 2.3
""",
        [],
        (4, 0),
    ),
    "twice under two numbers": (
        """
Jahr | Nummer | Titel               | Stand      | dokumentiert am
2023 | 2.5    | Kurz-Anleitung      | in Planung | 12.01.2024
2023 | 3.1    | Kurzanleitung       | in Planung | 12.01.2024
2022 | 3.1    | Kurzanleitung       | in Planung | 13.01.2023
""",
        [("goal_twice", "B3")],
        (3, 0),
    ),
    "no state, a state that is none, no date, a Sunday": (
        """
Jahr | Nummer | Titel | Stand      | dokumentiert am
2023 | 1.1    | A     |            |
2023 | 1.2    | B     | fast fertig| 12.01.2024
2023 | 1.3    | C     | in Planung |
2023 | 1.6    | D     | Entwurf    | 14.01.2024
""",
        [
            ("unknown_value", "D3"),
            ("state_missing", "D2"),
            ("state_without_date", "E4"),
            ("on_a_weekend", "E5"),
        ],
        (4, 0),
    ),
    "a list without states asks for none": (
        """
Jahr | Nummer | Titel
2023 | 1.1    | A
""",
        [],
        (1, 0),
    ),
    "numbers that are not in the list": (
        """
Jahr | Nummer | Titel | Vorgänger  | Nachfolger
2023 | 1.1    | A     | 1.1 und 9  |
2023 | 1.2    | B     | 1.1        | 7
2024 | 1.1    | C     | 1.2, 1.3   |
2026 | 1.1    | D     | 4.4        | 5.5
""",
        [("goal_unknown", "D2"), ("goal_unknown", "E3"), ("goal_unknown", "D4")],
        (4, 0),
    ),
    "goals that continue each other": (
        """
Jahr | Nummer | Titel | Nachfolger
2023 | 2.3    | A     | 2.4
2023 | 2.4    | B     | 2.5
2023 | 2.5    | C     | 2.3
2023 | 2.6    | D     | 2.5
""",
        [("circle", "D2"), ("circle", "D3"), ("circle", "D4")],
        (4, 0),
    ),
    "a goal that goes on under its own number is no circle": (
        """
Jahr | Nummer | Titel | Vorgänger | Nachfolger
2023 | 1.1    | A     | 1.1       | 1.1
2024 | 1.1    | A     | 1.1       |
""",
        [],
        (2, 0),
    ),
    "targets": (
        """
Jahr | Ziel | Kennzahl       | Minimum | Maximum
2023 | 1.1  | Praxisbeispiele| 2       | 3
2023 | 1.9  | PoK            | 10      |
2023 |      | Testschule     | 3       |
2023 |      | Zufriedenheit  | 3       |
2023 | 1.1  | Anzeigen       | 30      | 20
2025 | 8.8  | Anzeigen       | 30      | 40
""",
        [
            ("goal_unknown", "B3"),
            ("minimum_over_maximum", "D6"),
            ("kennzahl_unknown", "C4"),
            ("kennzahl_unknown", "C5"),
        ],
        (5, 1),
    ),
    "meetings on a weekend": (
        """
Datum      | Ende       | Gremium | Veranstaltung | Format
15.09.2023 | 16.09.2023 | MSB     | Fachtagung    | Präsenz
19.09.2023 |            | MSB     | Gespräch      | Präsenz
""",
        [("on_a_weekend", "B2")],
        (2, 0),
    ),
}


@pytest.mark.parametrize("sheet, findings, balance", CASES.values(), ids=CASES)
def test_contradictions_are_found_at_their_cells(sheet, findings, balance):
    delivery = read_delivery("Ziele.xlsx", workbook({"Ziele": sheet}), ON_FILE)
    (found,) = delivery.sheets

    assert [(f.check, f.cell) for f in delivery.findings] == findings
    assert (len(found.rows), len(found.set_aside)) == balance


@pytest.mark.parametrize(
    "check, message, suggestion",
    [
        ("goal_twice", "Dasselbe Ziel steht schon unter der Nummer 2.5;", "2.5"),
        ("kennzahl_unknown", "Die Kennzahl »Testschule« wird weder gemessen", "Testschulen"),
        ("circle", "im Kreis fort: 2.3 → 2.4 → 2.5 → 2.3", ""),
        ("on_a_weekend", "Der 14.01.2024 ist ein Sonntag.", ""),
    ],
)
def test_the_finding_says_what_stands_against_it(check, message, suggestion):
    found = [
        finding
        for sheet, *_ in CASES.values()
        for finding in read_delivery("Z.xlsx", workbook({"Z": sheet}), ON_FILE).findings
        if finding.check == check
    ]

    assert any(message in one.message and one.suggestion == suggestion for one in found)


def test_the_measures_that_targets_know_are_those_that_are_measured():
    assert {name: (label,) for name, (label,) in MEASURED.items()} == {
        measure.name: (measure.label,) for measure in MEASURES
    }


def test_goals_on_file_are_known_to_the_next_list(tmp_path):
    engine = open_store(f"sqlite:///{tmp_path}/goals.sqlite")
    goals = workbook({"Ziele": "Jahr | Nummer | Titel\n2023 | 1.1 | A\n2023 | 1.2 | B\n"})
    delivery = read_delivery("Ziele 2023.xlsx", goals, Known(TODAY))
    deliveries.keep(engine, delivery, TODAY, "Prüfung")
    following = workbook(
        {"Ziele": "Jahr | Nummer | Titel | Vorgänger\n2024 | 1 | A | 1.1\n2024 | 2 | C | 1.3\n"}
    )

    found = read_delivery("Ziele 2024.xlsx", following, Known(TODAY, **registers.on_file(engine)))

    assert [(f.check, f.cell) for f in found.findings] == [("goal_unknown", "D3")]
