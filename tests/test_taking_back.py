"""A delivery taken back, and originals that are deleted after a time."""

from datetime import date, timedelta

import pytest

from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.tables import ANZEIGEN
from diggs_analytics.store import deliveries, state
from tests.builders import delivery, empty_store, sheet

PICTURE = """
    schuljahr | bezirksregierung | schulnummer | anlage | bildungsgang | eingangsdatum | klassen
    2025/26   | Köln             | 200001      | A      | Koch         | 2025-09-01    | {klassen}
"""
FIRST = delivery(sheet(PICTURE.format(klassen=1), ANZEIGEN), file_name="erste.xlsx")
SECOND = delivery(sheet(PICTURE.format(klassen=2), ANZEIGEN), file_name="zweite.xlsx")
TODAY = date.today()


@pytest.fixture
def store(tmp_path):
    with empty_store(tmp_path) as engine:
        deliveries.keep(engine, FIRST, date(2025, 10, 1), "A")
        deliveries.keep(engine, SECOND, date(2026, 2, 1), "B")
        yield engine


def klassen(store, stand=None) -> list[int]:
    return state.rows(store, ANZEIGEN, stand)["klassen"].tolist()


def number(store, file_name: str) -> int:
    listed = deliveries.listing(store)
    return int(listed.loc[listed["file_name"] == file_name, "delivery_id"].iloc[0])


def test_the_state_before_stands_again_and_earlier_days_keep_theirs(store):
    before = state.version(store)
    deliveries.take_back(store, number(store, "zweite.xlsx"), "C", "falsche Datei")

    assert klassen(store) == klassen(store, TODAY) == [1]
    assert klassen(store, TODAY - timedelta(days=1)) == [2]
    assert klassen(store, date(2025, 12, 1)) == [1]
    assert state.version(store) != before


def test_the_list_shows_both_and_says_why(store):
    deliveries.take_back(store, number(store, "zweite.xlsx"), "C", "falsche Datei")

    columns = ["file_name", "in_force", "taken_back_on", "taken_back_by", "taken_back_reason"]
    assert deliveries.listing(store)[columns].fillna("").to_numpy().tolist() == [
        ["zweite.xlsx", False, TODAY, "C", "falsche Datei"],
        ["erste.xlsx", True, "", "", ""],
    ]


def test_the_file_may_come_again_on_another_day(store):
    deliveries.take_back(store, number(store, "zweite.xlsx"), "C", "falscher Tag")
    assert deliveries.known(store, SECOND.sha256) is None
    assert deliveries.plan(store, SECOND, date(2026, 3, 1)).counts["changed"] == 1

    kept = deliveries.keep(store, SECOND, date(2026, 3, 1), "B")

    assert kept.known_since is None
    assert klassen(store) == [2]
    assert klassen(store, date(2026, 2, 15)) == [2]  # what the first attempt said that day
    assert deliveries.keep(store, SECOND, TODAY, "B").known_since == date(2026, 3, 1)


def test_a_plan_does_not_count_on_what_was_taken_back(store):
    deliveries.take_back(store, number(store, "zweite.xlsx"), "C", "falsch")
    other = delivery(sheet(PICTURE.format(klassen=1) + "\n", ANZEIGEN), file_name="dritte.xlsx")

    assert deliveries.plan(store, other, date(2026, 2, 15)).counts["unchanged"] == 1


def test_only_what_stands_can_be_taken_back(store):
    taken = number(store, "zweite.xlsx")
    deliveries.take_back(store, taken, "C", "falsch")

    for delivery_id in (taken, 99):
        with pytest.raises(DiggsError, match="Eine geltende Lieferung mit der Nummer"):
            deliveries.take_back(store, delivery_id, "C", "nochmal")


def test_originals_can_be_deleted_and_the_rows_stay(store):
    assert deliveries.forget_originals(store, TODAY - timedelta(days=1)) == 0
    assert deliveries.forget_originals(store, TODAY + timedelta(days=1)) == 2
    assert deliveries.forget_originals(store, TODAY + timedelta(days=1)) == 0

    assert deliveries.original(store, number(store, "erste.xlsx")) == ("erste.xlsx", None)
    assert klassen(store) == [2]
    assert deliveries.keep(store, SECOND, TODAY, "B").known_since == date(2026, 2, 1)


@pytest.mark.parametrize("days, deleted", [(None, 0), ("1", 0), ("0", 2)])
def test_how_long_originals_stay_is_a_setting(store, monkeypatch, days, deleted):
    monkeypatch.delenv(deliveries.KEEP_ORIGINALS_DAYS, raising=False)
    if days:
        monkeypatch.setenv(deliveries.KEEP_ORIGINALS_DAYS, days)

    assert deliveries.forget_due_originals(store, TODAY + timedelta(days=1)) == deleted
