"""What each delivery changed: who, when, and the values before."""

from datetime import date

import pytest

from diggs_analytics.domain.delivery import Scope
from diggs_analytics.domain.goals import ZIELE
from diggs_analytics.domain.plan import Action
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.output.plan import plan_rows
from diggs_analytics.store import deliveries, open_store
from diggs_analytics.store.changes import changes
from tests.workbooks import workbook

# Day of receipt, who brought it, what the list of 2023 says then.
DELIVERED = (
    ("2024-01-19", "AB", "2023 | 1.1 | A | in Planung | 12.01.2024\n"),
    (
        "2024-02-01",
        "CD",
        "2023 | 1.1 | A | in Bearbeitung | 12.01.2024\n2023 | 1.2 | B | in Planung | 12.01.2024\n",
    ),
    ("2024-03-01", "EF", "2023 | 1.2 | B | in Planung | 12.01.2024\n"),
)


@pytest.fixture
def engine(tmp_path):
    engine = open_store(f"sqlite:///{tmp_path}/store.sqlite")
    for day, who, rows in DELIVERED:
        content = workbook({"Ziele": f"Jahr | Nummer | Titel | Stand | dokumentiert am\n{rows}"})
        received = date.fromisoformat(day)
        delivery = read_delivery(f"Ziele {day}.xlsx", content, Known(received))
        deliveries.keep(engine, delivery, received, who)
    return engine


def found(engine):
    actions = (Action.NEW, Action.CHANGED, Action.MISSING)
    return [
        (
            change.brought_by,
            [
                (row.aenderung, row.schluessel, row.bisher, row.neu)
                for row in plan_rows(change.plan, (), actions).astype("str").fillna("").itertuples()
            ],
        )
        for change in changes(engine, Scope(ZIELE.name, "", "2023"))
    ]


def test_the_newest_first_each_against_the_one_before(engine):
    assert found(engine) == [
        ("EF", [("entfallen", "1.1 · 12.01.2024", "", "")]),
        (
            "CD",
            [
                ("neu", "1.2 · 12.01.2024", "", ""),
                ("geändert", "1.1 · 12.01.2024", "in Planung", "in Bearbeitung"),
            ],
        ),
        ("AB", [("neu", "1.1 · 12.01.2024", "", "")]),
    ]


def test_what_was_taken_back_changed_nothing(engine):
    deliveries.take_back(engine, 2, "CD", "Versehen")

    assert [who for who, _ in found(engine)] == ["EF", "AB"]


def test_it_knows_that_its_time_is_utc(engine):
    (newest, *_) = changes(engine, Scope(ZIELE.name, "", "2023"))

    assert newest.imported_at.utcoffset().total_seconds() == 0


def test_another_year_has_a_history_of_its_own(engine):
    assert changes(engine, Scope(ZIELE.name, "", "2024")) == []
