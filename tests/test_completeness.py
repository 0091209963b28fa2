"""Who has delivered what, and what is missing."""

from datetime import date

import pytest

from diggs_analytics.analysis.completeness import completeness, missing
from tests.pictures import all_delivered, records

SCOPES = """
    table    | bezirksregierung | period  | received
    anzeigen | Köln             | 2023/24 | 2024-07-15
    anzeigen | Köln             | 2024/25 | 2025-07-15
    anzeigen | Münster          | 2024/25 | 2025-07-20
    pok      | Köln             | 2024/25 | 2025-07-15
    schulen  | Köln             | 2024/25 | 2024-10-05
    ziele    |                  | 2023    | 2024-01-12
"""


def test_every_delivery_that_is_due_has_a_row():
    due = completeness(records(scopes=SCOPES))

    assert list(due) == [
        "table", "bezirksregierung", "schuljahr", "delivered", "received", "rows", "set_aside",
        "file_name",
    ]  # fmt: skip
    assert due.groupby(["schuljahr", "table"]).size().to_dict() == {
        ("2023/24", "anzeigen"): 5,  # no PoK before 2024/25
        ("2024/25", "anzeigen"): 5,
        ("2024/25", "pok"): 5,
    }
    there = due[due["delivered"]]
    assert there[["table", "bezirksregierung", "schuljahr"]].to_records(index=False).tolist() == [
        ("anzeigen", "Köln", "2023/24"),
        ("anzeigen", "Köln", "2024/25"),
        ("anzeigen", "Münster", "2024/25"),
        ("pok", "Köln", "2024/25"),
    ]
    assert there["received"].iloc[2] == date(2025, 7, 20)
    assert there["rows"].tolist() == [1, 1, 1, 1]
    assert due.loc[~due["delivered"], ["received", "rows", "file_name"]].isna().all(axis=None)


def test_asked_for_a_schuljahr_that_nobody_delivered():
    due = completeness(records(scopes=SCOPES), ["2025/26"])

    assert (len(due), due["delivered"].any()) == (10, False)


@pytest.mark.parametrize(
    "schuljahr, expected",
    [
        (
            "2024/25",
            [
                "Anzeigen: Arnsberg, Detmold und Düsseldorf",
                "PoK: Arnsberg, Detmold, Düsseldorf und Münster",
                "Register der Schulen: Arnsberg, Detmold, Düsseldorf und Münster",
            ],
        ),
        (
            "2023/24",
            [
                "Anzeigen: Arnsberg, Detmold, Düsseldorf und Münster",
                "Register der Schulen: keine Lieferung",
            ],
        ),
    ],
)
def test_missing(schuljahr, expected):
    assert missing(records(scopes=SCOPES), schuljahr) == expected


def test_nothing_is_missing():
    assert missing(records(scopes=all_delivered("2024/25")), "2024/25") == []
