"""Goals: which rows are one, where each stands on a day, and how many stand where."""

from datetime import date

import pandas as pd
import pytest

from diggs_analytics.analysis import goals
from diggs_analytics.analysis.goal_continuation import continuation, pairs
from diggs_analytics.domain.goal_numbers import number_order, numbers_named
from diggs_analytics.domain.tables import ZIELE
from diggs_analytics.store import open_store, state
from tests.builders import typed_rows

LATER = date(2024, 12, 31)

# 2.5 is 3.1 written twice; 1.9 was documented three times, at last without a state.
PICTURE = """
jahr | nummer | handlungsfeld | titel          | status           | dokumentiert_am | bemerkung
2023 | 1.10   | 1             | Vorprüfung     | in Planung       |                 | ohne Tag
2023 | 1.9    | 1             | Auswertung     | abgeschlossen    | 2024-01-12      | fertig
2023 | 1.9    | 1             | Auswertung     | in Bearbeitung   | 2023-06-02      | begonnen
2023 | 1.9    | 1             | Auswertung neu |                  | 2024-03-01      | Frage offen
2023 | 2.5    | 2             | Leit-Faden     |                  |                 |
2023 | 3.1    | 3             | Leitfaden      | Entwurf liegt vor | 2024-01-12     |
2023 | 2.4    | 2             | Hotline        | gestrichen       | 2024-01-12      |
2024 | 1.9    |               | Auswertung     |                  |                 |
"""


def ziele(picture: str) -> pd.DataFrame:
    return typed_rows(picture, ZIELE)


def standing(picture: str, stichtag: date = LATER) -> pd.DataFrame:
    return goals.goals(goals.identified(ziele(picture)), stichtag)


def test_one_row_a_goal_in_the_order_of_their_numbers():
    shown = standing(PICTURE)

    assert shown[["jahr", "nummer", "auch", "status"]].to_numpy().tolist() == [
        [2023, "1.9", "", "abgeschlossen"],
        [2023, "1.10", "", "in Planung"],
        [2023, "2.4", "", "gestrichen"],
        [2023, "3.1", "2.5", "Entwurf liegt vor"],
        [2024, "1.9", "", "ohne Stand"],
    ]
    assert shown["ziel"].is_unique
    assert list(shown) == goals.COLUMNS


@pytest.mark.parametrize(
    "stichtag, status, bemerkung",
    [
        (date(2023, 6, 1), "ohne Stand", None),
        (date(2023, 6, 2), "in Bearbeitung", "begonnen"),
        (date(2024, 1, 11), "in Bearbeitung", "begonnen"),
        (date(2024, 1, 12), "abgeschlossen", "fertig"),
        (date(2024, 3, 1), "abgeschlossen", "fertig"),  # a remark alone is no state
    ],
)
def test_the_state_is_the_one_documented_last(stichtag, status, bemerkung):
    goal = standing(PICTURE, stichtag).iloc[0]

    assert goal["status"] == status
    assert goal["bemerkung"] == bemerkung or (bemerkung is None and pd.isna(goal["bemerkung"]))


def test_the_states_before_are_its_history_and_one_without_a_day_was_first():
    rows = goals.identified(
        ziele("""
        jahr | nummer | titel | status         | dokumentiert_am
        2023 | 1.1    | A     | abgeschlossen  | 2024-01-12
        2023 | 1.1    | A     | in Planung     |
        2023 | 1.1    | A     | in Bearbeitung | 2023-06-02
        """)
    )

    assert goals.history(rows, LATER)["status"].tolist() == [
        "in Planung", "in Bearbeitung", "abgeschlossen",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "first, second, same",
    [
        ("2023 | 2.5 | Leitfaden", "2023 | 3.1 | leit-faden", True),
        ("2023 | 1.1 | Glossar", "2023 | 1.1 | Glossar pflegen", True),
        ("2023 | 1.1 | Glossar", "2024 | 1.1 | Glossar", False),
        ("2023 | 1.1 | Glossar", "2023 | 11 | Leitfaden", False),
    ],
)
def test_the_key_of_a_goal_is_not_its_number(first, second, same):
    rows = goals.identified(ziele(f"jahr | nummer | titel\n{first}\n{second}"))

    assert (rows["ziel"].nunique() == 1) == same


def test_a_row_may_join_what_stood_apart():
    rows = goals.identified(
        ziele("""
        jahr | nummer | titel
        2023 | 2.5    | Leitfaden
        2023 | 3.1    | Kurzhandreichung
        2023 | 3.1    | Leitfaden
        """)
    )

    assert rows["ziel"].nunique() == 1


@pytest.mark.parametrize(
    "with_dropped, expected",
    [
        (
            True,
            [["1", 1, 0, 0, 1, 0, 0, 2], ["2", 0, 0, 0, 0, 1, 0, 1], ["3", 0, 0, 1, 0, 0, 0, 1],
             ["", 0, 0, 0, 0, 0, 1, 1], ["alle", 1, 0, 1, 1, 1, 1, 5]],
        ),
        (
            False,
            [["1", 1, 0, 0, 1, 0, 2], ["3", 0, 0, 1, 0, 0, 1], ["", 0, 0, 0, 0, 1, 1],
             ["alle", 1, 0, 1, 1, 1, 4]],
        ),
    ],
)  # fmt: skip
def test_counts_say_whether_dropped_goals_are_in_the_base(with_dropped, expected):
    assert goals.counts(standing(PICTURE), with_dropped).to_numpy().tolist() == expected


@pytest.fixture(scope="module")
def sample(loaded_store) -> pd.DataFrame:
    engine = open_store(f"sqlite:///{loaded_store}")
    rows = state.rows(engine, ZIELE)
    engine.dispose()
    return rows


def test_the_report_of_2023(sample):
    """DOMAIN 8.1, last paragraph."""
    of_2023 = sample[sample["jahr"] == 2023]
    counted = goals.counts(goals.goals(goals.identified(of_2023), LATER), with_dropped=True)

    assert len(of_2023) == 15
    assert of_2023["status"].value_counts().to_dict() == {
        "Entwurf liegt vor": 8, "abgeschlossen": 4, "in Bearbeitung": 2, "gestrichen": 1,
    }  # fmt: skip
    states = ["handlungsfeld", "abgeschlossen", "Entwurf liegt vor", "in Bearbeitung", "in Planung"]
    assert counted[[*states, "gestrichen", "zusammen"]].to_numpy().tolist() == [
        ["1", 4, 6, 0, 0, 0, 10],
        ["2", 0, 1, 2, 0, 1, 4],
        ["3", 0, 1, 0, 0, 0, 1],
        ["alle", 4, 8, 2, 0, 1, 15],
    ]


def test_a_proposal_has_no_state(sample):
    shown = goals.goals(goals.identified(sample[sample["jahr"] == 2024]), LATER)

    assert shown["nummer"].tolist() == [str(number) for number in range(1, 12)]
    assert set(shown["status"]) == {"ohne Stand"}


def test_the_year_with_states_is_shown_first(sample):
    assert goals.years(sample) == [2023, 2024]
    assert goals.newest_documented(sample) == 2023
    assert goals.newest_documented(sample[sample["jahr"] == 2024]) == 2024


@pytest.mark.parametrize(
    "field, named",
    [
        ("1.10, 1.2, 1.3", ("1.10", "1.2", "1.3")),
        ("1.10 (mit 1.2/1.3)", ("1.10", "1.2", "1.3")),
        ("1.1; 1.2 und 1.1", ("1.1", "1.2")),
        ("3.1 (=2.5)", ("3.1", "2.5")),
        ("2.3.", ("2.3",)),
        ("  ", ()),
        (None, ()),
        (float("nan"), ()),
    ],
)
def test_a_field_names_one_number_or_several(field, named):
    assert numbers_named(field) == named


def test_numbers_are_labels_in_the_order_of_their_figures():
    assert sorted(["2.1", "1.10", "1.9", "10", "1"], key=number_order) == [
        "1", "1.9", "1.10", "2.1", "10",
    ]  # fmt: skip


# Continuation

TWO_YEARS = """
jahr | nummer | titel      | status        | vorgaenger         | nachfolger
2023 | 1.1    | Beispiele  | abgeschlossen |                    |
2023 | 1.2    | Konzepte   |               |                    |
2023 | 1.10   | Vorprüfung |               |                    |
2023 | 2.3    | Foren      |               |                    |
2023 | 2.4    | Hotline    | gestrichen    |                    | 2.3
2023 | 2.5    | Leitfaden  |               |                    |
2023 | 3.1    | Leitfaden  | in Planung    |                    |
2023 | 3.2    | Glossar    |               |                    | 4
2023 | 3.3    | Rest       | gestrichen    |                    | 9.9
2024 | 1      | Verfahren  |               | 1.10 (mit 1.2)     |
2024 | 2      | Foren KI   |               | 2.3                |
2024 | 3      | Leitfaden  |               | 2.5                |
2024 | 4      | Glossar    |               |                    |
2024 | 5      | Evaluation |               | 7.7                |
"""


def ways(picture: str, jahr: int = 2023) -> list[list[str]]:
    table = continuation(standing(picture), jahr)
    shown = table[["nummer", "art", "nach_nummer", "hinweis"]].astype("object")
    return shown.where(shown.notna(), "").to_numpy().tolist()


def test_what_became_of_each_goal():
    assert ways(TWO_YEARS) == [
        ["1.1", "ohne Nachfolger", "", ""],
        ["1.2", "zusammengelegt", "1", ""],
        ["1.10", "zusammengelegt", "1", ""],
        ["2.3", "fortgeführt", "2", ""],
        ["2.4", "zusammengelegt", "2.3", ""],
        ["3.1", "fortgeführt", "3", ""],
        ["3.2", "fortgeführt", "4", ""],
        ["3.3", "gestrichen", "", "Nachfolger 9.9 nicht gefunden"],
        ["", "neu", "5", "Vorgänger 7.7 nicht gefunden"],
    ]


@pytest.mark.parametrize(
    "following, expected",
    [
        ("1.2 | B neu |    ", [["1.1", "zusammengelegt", "1.2", ""]]),
        ("1.2 | B neu | 1.1", [["1.1", "fortgeführt", "1.2", ""]]),
    ],
)
def test_a_number_of_both_years_is_the_own_one_unless_the_other_confirms(following, expected):
    picture = f"""
        jahr | nummer | titel | vorgaenger | nachfolger
        2023 | 1.1    | A     |            | 1.2
        2023 | 1.2    | B     |            |
        2024 | {following} |
    """

    assert [line for line in ways(picture) if line[0] == "1.1"] == expected


def test_a_circle_ends():
    circle = """
        jahr | nummer | titel | nachfolger
        2023 | 1.1    | A     | 1.2
        2023 | 1.2    | B     | 1.1
        2024 | 1      | C     |
    """

    assert ways(circle) == [
        ["1.1", "zusammengelegt", "1.2", ""],
        ["1.2", "zusammengelegt", "1.1", ""],
        ["", "neu", "1", ""],
    ]


def test_the_proposals_for_2024(sample):
    """DOMAIN 8.7."""
    table = continuation(goals.goals(goals.identified(sample), LATER), 2023)
    of = {art: part for art, part in table.groupby("art")}

    assert of["ohne Nachfolger"]["nummer"].tolist() == ["1.1", "1.4", "1.5", "1.7"]
    assert of["neu"]["nach_nummer"].tolist() == ["5", "6", "9"]
    assert of["zusammengelegt"][["nummer", "nach_nummer"]].to_numpy().tolist() == [
        ["1.2", "1"], ["1.3", "1"], ["1.10", "1"], ["2.4", "2.3"],
    ]  # fmt: skip
    assert dict(zip(of["fortgeführt"]["nummer"], of["fortgeführt"]["nach_nummer"], strict=True)) == {
        "1.6": "2", "1.8": "3", "1.9": "4", "2.1": "7", "2.2": "8", "2.3": "10", "3.1": "11",
    }  # fmt: skip


def test_years_without_a_year_after_have_no_continuation():
    assert pairs([2021, 2023, 2024, 2025]) == [2023, 2024]
