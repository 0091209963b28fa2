"""Meetings: whose they are, and how many by Gremium, format and quarter."""

from datetime import date

import pandas as pd
import pytest

from diggs_analytics.analysis.meetings import KINDS, counts, meetings
from diggs_analytics.domain.tables import TERMINE
from diggs_analytics.store import open_store, state
from tests.builders import typed_rows

PICTURE = """
datum      | ende       | gremium     | eigen | format
2023-04-01 |            | MSB         | ja    | virtuell
2023-03-31 | 2023-04-02 | MSB         | ja    |
2023-12-31 |            |             | nein  | Präsenz
2023-09-21 | 2023-09-22 |             |       | hybrid
2024-01-01 |            | Steuergruppe | ja   | virtuell
"""


def table(shown: pd.DataFrame, by: str) -> dict[str, list[int]]:
    return {name: numbers for name, *numbers in counts(shown, by).to_numpy().tolist()}


def test_the_calendar_stands_by_day_and_says_whose_a_meeting_is():
    shown = meetings(typed_rows(PICTURE, TERMINE))

    assert shown[["jahr", "art", "quartal", "gremium", "format"]].to_numpy().tolist() == [
        [2023, "eigene", "1. Quartal", "MSB", "ohne Angabe"],
        [2023, "eigene", "2. Quartal", "MSB", "virtuell"],
        [2023, "ohne Zuordnung", "3. Quartal", "ohne Angabe", "hybrid"],
        [2023, "externe", "4. Quartal", "ohne Angabe", "Präsenz"],
        [2024, "eigene", "1. Quartal", "Steuergruppe", "virtuell"],
    ]


@pytest.mark.parametrize(
    "by, expected",
    [
        (
            "gremium",
            {"MSB": [2, 0, 0, 2], "Steuergruppe": [1, 0, 0, 1], "ohne Angabe": [0, 1, 1, 2]},
        ),
        (
            "format",
            {"Präsenz": [0, 1, 0, 1], "virtuell": [2, 0, 0, 2], "hybrid": [0, 0, 1, 1],
             "ohne Angabe": [1, 0, 0, 1]},
        ),
        (
            "quartal",
            {"1. Quartal": [2, 0, 0, 2], "2. Quartal": [1, 0, 0, 1], "3. Quartal": [0, 0, 1, 1],
             "4. Quartal": [0, 1, 0, 1]},
        ),
    ],
)  # fmt: skip
def test_counted(by, expected):
    counted = table(meetings(typed_rows(PICTURE, TERMINE)), by)

    assert counted == expected
    assert list(counted) == list(expected)


@pytest.mark.parametrize("by", ["gremium", "format", "quartal"])
def test_no_meeting_is_no_error(by):
    counted = counts(meetings(typed_rows("", TERMINE)), by)

    assert list(counted) == [by, *KINDS, "zusammen"]
    assert counted["zusammen"].sum() == 0


@pytest.fixture(scope="module")
def of_2023(loaded_store) -> pd.DataFrame:
    engine = open_store(f"sqlite:///{loaded_store}")
    shown = meetings(state.rows(engine, TERMINE))
    engine.dispose()
    return shown


def test_own_meetings_of_2023(of_2023):
    """DOMAIN 8.3."""
    own = of_2023[of_2023["art"] == "eigene"]

    assert {name: numbers[0] for name, numbers in table(own, "gremium").items()} == {
        "Lenkungskreis": 2, "Steuergruppe": 4, "MSB": 5, "QUA-LiS": 2, "Fachberatungen": 4,
    }  # fmt: skip
    assert {name: numbers[0] for name, numbers in table(own, "format").items()} == {
        "virtuell": 9, "Präsenz": 4, "hybrid": 0, "ohne Angabe": 4,
    }  # fmt: skip
    talks = own[own["veranstaltung"] == "Quartalsgespräch"]
    assert [numbers[0] for numbers in table(talks, "quartal").values()] == [1, 1, 1, 1]


def test_external_meetings_of_2023(of_2023):
    """DOMAIN 8.4."""
    external = of_2023[of_2023["art"] == "externe"]

    assert [numbers[1] for numbers in table(external, "format").values()] == [7, 2, 0, 0]
    assert external["teilnehmende"].sum() == 19


def test_the_statuskonferenz_counts_as_neither(of_2023):
    """DOMAIN 7: the report lists it in neither chapter."""
    [line] = of_2023[of_2023["art"] == "ohne Zuordnung"].to_dict("records")

    assert (line["datum"].date(), line["ende"].date()) == (date(2023, 9, 21), date(2023, 9, 22))
    assert (line["format"], line["ort"]) == ("hybrid", "Berlin (Café Moskau) und online")
    assert len(line["themenfeld"].split("; ")) == 4
    assert (len(of_2023), of_2023["art"].value_counts().to_dict()) == (
        27, {"eigene": 17, "externe": 9, "ohne Zuordnung": 1},
    )  # fmt: skip
