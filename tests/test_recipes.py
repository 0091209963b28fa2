"""What was decided once is met again; each decision can be seen, changed and removed."""

import pytest

from diggs_analytics.domain.recipe import Decision, is_ignored, with_recipe
from diggs_analytics.domain.tables import ANZEIGEN, POK
from diggs_analytics.store import recipes
from tests.builders import empty_store

HEADING = Decision("anzeigen", "Eingang der Anzeige", "eingangsdatum")
VALUE = Decision("anzeigen", "erl.", "zur Kenntnis genommen", column="status")
IGNORED = Decision("anzeigen", "Ansprech-\nperson", "")


@pytest.fixture
def store(tmp_path):
    with empty_store(tmp_path) as engine:
        yield engine


def test_a_recipe_adds_aliases_and_spellings_to_one_table():
    table = with_recipe(ANZEIGEN, (HEADING, VALUE, IGNORED))

    assert "Eingang der Anzeige" in table["eingangsdatum"].headings
    assert "erl." in table["status"].allowed["zur Kenntnis genommen"]
    assert "Eingang der Anzeige" not in ANZEIGEN["eingangsdatum"].headings
    assert with_recipe(POK, (HEADING, VALUE)) is POK


@pytest.mark.parametrize(
    "heading, expected", [("Ansprechperson", True), ("Eingang der Anzeige", False), ("x", False)]
)
def test_headings_that_are_none_of_ours(heading, expected):
    assert is_ignored(heading, ANZEIGEN, (HEADING, VALUE, IGNORED)) is expected


def test_decisions_belong_to_a_bezirksregierung(store):
    recipes.decide(store, "Köln", [HEADING, VALUE], "AB")
    recipes.decide(store, "Münster", [IGNORED], "AB")

    assert recipes.recipes(store) == {"Köln": (HEADING, VALUE), "Münster": (IGNORED,)}


def test_a_new_decision_replaces_the_old_one_and_both_are_seen(store):
    other = Decision("anzeigen", "ERL", "zurückgezogen", column="status")
    recipes.decide(store, "Köln", [VALUE], "AB")
    recipes.decide(store, "Köln", [other], "CD")

    assert recipes.recipes(store) == {"Köln": (other,)}
    listed = recipes.listing(store)
    assert listed["decided_by"].tolist() == ["CD", "AB"]
    assert listed["dropped_on"].isna().tolist() == [True, False]


def test_a_decision_can_be_removed(store):
    recipes.decide(store, "Köln", [VALUE, HEADING], "AB")
    recipes.drop(store, int(recipes.listing(store)["id"].max()))

    assert recipes.recipes(store) == {"Köln": (VALUE,)}
