"""What was decided once is met again; each decision can be seen, changed and removed."""

import json
import sys
from datetime import date
from unittest.mock import patch

import pytest

from diggs_analytics.command_line.app import main
from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.recipe import Decision, is_ignored, with_recipe
from diggs_analytics.domain.tables import ANZEIGEN, POK
from diggs_analytics.intake.checks import Known
from diggs_analytics.intake.context import Settled
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.store import recipes
from tests.builders import empty_store
from tests.workbooks import workbook

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


FILE = """
Schuljahr | Bezirksregierung | SNR    | Eingang der Anzeige | Anlage | Bildungsgang | Status | Lfd. Nr.
2025/26   | Köln             | 200001 | 25.08.2025          | A 1    | Koch         | erl.   | 1
"""
TODAY = date(2025, 10, 1)


def read(recipe=()) -> Delivery:
    known = Known(TODAY, recipes={"Köln": recipe})
    return read_delivery("liste.xlsx", workbook({"Anzeigen": FILE}), known)


def test_what_is_unknown_is_a_question_with_the_nearest_first():
    delivery = read()

    assert delivery.status == "rejected"
    assert delivery.sender == "Köln"
    asked = {question.spoken: question.options[0] for question in delivery.questions}
    assert asked["Eingang der Anzeige"] == "eingangsdatum"


def test_a_recipe_answers_the_questions():
    half = read((HEADING,))
    assert [(q.column, q.spoken) for q in half.questions] == [("", "Lfd. Nr."), ("status", "erl.")]
    assert "zur Kenntnis genommen" in half.questions[1].options

    whole = read((HEADING, VALUE, Decision("anzeigen", "Lfd. Nr.", "")))
    assert (whole.status, whole.questions, whole.findings) == ("ok", (), ())
    assert whole.sheets[0].rows["status"].tolist() == ["zur Kenntnis genommen"]
    assert whole.sheets[0].table is ANZEIGEN


def test_a_recipe_is_for_its_bezirksregierung_only():
    known = Known(TODAY, recipes={"Münster": (HEADING,)})

    assert read_delivery("liste.xlsx", workbook({"A": FILE}), known).status == "rejected"


@pytest.mark.parametrize(
    "file_name, said, expected",
    [("x.xlsx", "", "Köln"), ("BR_Münster.xlsx", "", "Münster"), ("x.xlsx", "Detmold", "Detmold")],
)
def test_whose_file_it_is(file_name, said, expected):
    content = workbook({"Anzeigen": FILE})

    delivery = read_delivery(file_name, content, Known(TODAY), Settled(bezirksregierung=said))

    assert delivery.sender == expected


def run(*words: object) -> int:
    with pytest.raises(SystemExit) as end, patch.object(sys, "argv", ["diggs", *map(str, words)]):
        main()
    return end.value.code


WORDS = ("--recipe", "Eingang der Anzeige=eingangsdatum", "--recipe", "Lfd. Nr.=",
         "--recipe", "status:erl.=Kenntnisnahme")  # fmt: skip


def test_the_shell_decides_and_the_next_file_meets_it_again(tmp_path, capsys):
    first, second = tmp_path / "erste.xlsx", tmp_path / "zweite.xlsx"
    first.write_bytes(workbook({"Anzeigen": FILE}))
    second.write_bytes(workbook({"Anzeigen": FILE.replace("200001", "200002")}))
    database = ("--database", f"sqlite:///{tmp_path}/d.sqlite")

    assert run("import", first, *database) == 3
    assert run("import", first, *database, "--dry-run", *WORDS) == 0
    assert run("import", second, *database) == 3
    assert run("import", first, *database, *WORDS) == 0
    capsys.readouterr()
    assert run("import", second, *database, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["files"][0]["findings"] == []


@pytest.mark.parametrize(
    "words", ["Eingang der Anzeige", "Eingang=quatsch", "status:erl.=quatsch", "=eingangsdatum"]
)
def test_a_decision_that_cannot_be_is_wrong_usage(tmp_path, capsys, words):
    file = tmp_path / "x.xlsx"
    file.write_bytes(workbook({"Anzeigen": FILE}))

    assert run("import", file, "--recipe", words) == 2
    assert "--recipe" in capsys.readouterr().err
