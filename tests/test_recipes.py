"""What was decided once is met again; each decision can be seen, changed and removed."""

import io
import json
import sys
from dataclasses import replace
from datetime import date, datetime
from unittest.mock import patch

import pytest
import sqlalchemy as sa
import xlsxwriter
from alembic import command

from diggs_analytics.command_line.app import main
from diggs_analytics.command_line.recipe import open_questions
from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.recipe import (
    DAY_FIRST,
    MONTH_FIRST,
    About,
    Decision,
    Recipe,
    is_ignored,
    with_recipe,
)
from diggs_analytics.domain.tables import ANZEIGEN, POK
from diggs_analytics.intake.context import Settled
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.store import migrations, open_store, recipes
from tests.builders import empty_store
from tests.workbooks import workbook

HEADING = Decision(About.HEADING, "Eingang der Anzeige", "eingangsdatum", "anzeigen")
VALUE = Decision(About.VALUE, "erl.", "zur Kenntnis genommen", "anzeigen", "status")
IGNORED = Decision(About.HEADING, "Ansprech-\nperson", "", "anzeigen")
SHEET = Decision(About.SHEET, "Tabelle1", "anzeigen", header_row=3)
OTHER_SHEET = Decision(About.SHEET, "Archiv", "")
DAY_IS_FIRST = Decision(About.DATE, "", DAY_FIRST, "anzeigen", "eingangsdatum")
MONTH_IS_FIRST = replace(DAY_IS_FIRST, meaning=MONTH_FIRST)


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
    "recipe, expected",
    [
        ((), None),
        ((DAY_IS_FIRST,), True),
        ((MONTH_IS_FIRST,), False),
        ((MONTH_IS_FIRST, DAY_IS_FIRST), True),
        ((replace(DAY_IS_FIRST, column="beginn"), HEADING), None),
    ],
)
def test_a_recipe_says_which_number_of_a_date_is_the_day(recipe, expected):
    assert with_recipe(ANZEIGEN, recipe)["eingangsdatum"].day_first is expected


@pytest.mark.parametrize(
    "heading, expected", [("Ansprechperson", True), ("Eingang der Anzeige", False), ("x", False)]
)
def test_headings_that_are_none_of_ours(heading, expected):
    assert is_ignored(heading, ANZEIGEN, (HEADING, VALUE, IGNORED)) is expected


def test_decisions_belong_to_a_bezirksregierung(store):
    recipes.decide(store, "Köln", [HEADING, VALUE, SHEET, DAY_IS_FIRST], "AB")
    recipes.decide(store, "Münster", [IGNORED], "AB")

    assert recipes.recipes(store) == {
        "Köln": (HEADING, VALUE, SHEET, DAY_IS_FIRST),
        "Münster": (IGNORED,),
    }


@pytest.mark.parametrize(
    "old, new",
    [
        (SHEET, replace(SHEET, spoken="TABELLE 1", header_row=4)),
        (SHEET, replace(SHEET, meaning="pok")),
        (SHEET, replace(SHEET, meaning="", header_row=0)),
        (DAY_IS_FIRST, MONTH_IS_FIRST),
        (HEADING, replace(HEADING, meaning="beginn")),
    ],
)
def test_of_two_decisions_about_the_same_the_later_holds(store, old, new):
    recipes.decide(store, "Köln", [old, VALUE], "AB")
    recipes.decide(store, "Köln", [new], "AB")

    assert recipes.recipes(store) == {"Köln": (VALUE, new)}


def test_a_decision_that_holds_already_is_not_made_again(store):
    recipes.decide(store, "Köln", [SHEET, VALUE], "AB")
    recipes.decide(store, "Köln", [SHEET], "CD")

    assert recipes.listing(store)["decided_by"].tolist() == ["AB", "AB"]


def test_a_new_decision_replaces_the_old_one_and_both_are_seen(store):
    other = Decision(About.VALUE, "ERL", "zurückgezogen", "anzeigen", "status")
    recipes.decide(store, "Köln", [VALUE], "AB")
    recipes.decide(store, "Köln", [other], "CD")

    assert recipes.recipes(store) == {"Köln": (other,)}
    listed = recipes.listing(store)
    assert listed["decided_by"].tolist() == ["CD", "AB"]
    assert listed["dropped_on"].isna().tolist() == [True, False]


def test_decisions_of_a_store_before_know_what_they_are_about(tmp_path):
    url = f"sqlite:///{tmp_path}/d.sqlite"
    engine = sa.create_engine(url)
    kept = "bezirksregierung, table_name, column_name, spoken, meaning, decided_on, decided_by"
    with engine.begin() as connection:
        command.upgrade(migrations.configuration(connection), "0002")
        for column, spoken, meaning in [
            ("", "Eingang der Anzeige", "eingangsdatum"),
            ("status", "erl.", "zur Kenntnis genommen"),
        ]:
            values = f"'Köln', 'anzeigen', '{column}', '{spoken}', '{meaning}', '2026-01-01', 'AB'"
            connection.execute(sa.text(f"INSERT INTO decisions ({kept}) VALUES ({values})"))
    engine.dispose()

    opened = open_store(url)
    assert recipes.recipes(opened) == {"Köln": (HEADING, VALUE)}
    opened.dispose()


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

    whole = read((HEADING, VALUE, Decision(About.HEADING, "Lfd. Nr.", "", "anzeigen")))
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


# A list of which no heading is known, beside a sheet with something else.
STRANGE = """
Bezirksregierung Köln – Schuljahr 2025/26

Dienststelle | Kennung | Zugang     | Kürzel | Lehre
Rhein        | 200001  | 25.08.2025 | A 1    | Koch
Ruhr         | 200002  | 26.08.2025 | A 1    | Bäcker
"""
# What its headings mean.
SPOKEN = tuple(
    Decision(About.HEADING, heading, column, "anzeigen")
    for heading, column in {
        "Dienststelle": "", "Kennung": "schulnummer", "Zugang": "eingangsdatum",
        "Kürzel": "anlage", "Lehre": "bildungsgang",
    }.items()
)  # fmt: skip


def read_sheets(sheets: dict, *recipe: Decision, file_name: str = "liste.xlsx") -> Delivery:
    known = Known(TODAY, recipes={"Köln": recipe})
    return read_delivery(file_name, workbook(sheets), known)


def asked(delivery: Delivery) -> list[tuple[str, str]]:
    return [(question.about.value, question.spoken) for question in delivery.questions]


def test_a_sheet_of_which_nothing_is_known_is_a_question():
    delivery = read_sheets({"Tabelle1": STRANGE, "Archiv": "bitte | lesen"})

    assert delivery.status == "rejected"
    assert [(f.check, f.sheet) for f in delivery.findings] == [
        ("unknown_sheet", "Tabelle1"),
        ("unknown_sheet", "Archiv"),
    ]
    assert asked(delivery) == [("Blatt", "Tabelle1"), ("Blatt", "Archiv")]
    assert [row.number for row in delivery.questions[0].header_rows] == [3, 1, 4, 5]
    assert delivery.questions[0].header_rows[0].texts[:2] == ("Dienststelle", "Kennung")


@pytest.mark.parametrize(
    "sheet, file_name, title, heading, expected",
    [
        ("Tabelle1", "x.xlsx", "", "Lernort | Klassenzahl | Zahl der Lernenden", "anzeigen"),
        ("Tabelle1", "x.xlsx", "", "Vorprüfungsdatum | Konferenz | Testphasen", "pok"),
        ("PoK", "x.xlsx", "", "a | b | c", "pok"),
        ("Tabelle1", "Schulen.xlsx", "", "a | b | c", "schulen"),
        ("Tabelle1", "x.xlsx", "Termine 2026", "a | b | c", "termine"),
    ],
)
def test_the_nearest_table_comes_first(sheet, file_name, title, heading, expected):
    picture = f"{title}\n{heading}\n1 | 2 | 3"

    delivery = read_delivery(file_name, workbook({sheet: picture}), Known(TODAY))

    assert delivery.questions[0].options[0] == expected


def test_a_decided_sheet_asks_for_its_headings_next():
    delivery = read_sheets({"Tabelle1": STRANGE}, SHEET)

    assert delivery.status == "rejected"
    assert asked(delivery) == [
        ("Blatt", "Tabelle1"),  # may still be corrected
        *(("Überschrift", one.spoken) for one in SPOKEN),
    ]
    assert delivery.questions[0].decided == SHEET
    assert [(s.rows_read, len(s.set_aside)) for s in delivery.sheets] == [(2, 2)]


# Next year's sheet → (header row, rows read), or what is asked.
NEXT_YEAR = {
    "as last year": (STRANGE, (3, 2)),
    "one heading more and one less": (
        STRANGE.replace("Dienststelle", "Klassen").replace("Rhein", "2").replace("Ruhr", "3"),
        (3, 2),
    ),
    "two rows down": (STRANGE.replace("\n\n", "\n\n\n\n", 1), (5, 2)),
    "one row up, so that the row decided holds a record": (
        STRANGE.replace("\n\n", "\n", 1),
        (2, 2),
    ),
    "with other headings, one row up": (
        STRANGE.replace("\n\n", "\n", 1)
        .replace("Kennung", "No.").replace("Zugang", "Tag").replace("Kürzel", "Zeichen"),
        [("Blatt", "Tabelle1"), ("Überschrift", "Rhein"), ("Überschrift", "200001"),
         ("Überschrift", "25.08.2025"), ("Überschrift", "A 1"), ("Überschrift", "Koch")],
    ),
    "ending above the row": (
        "Bezirksregierung Köln – Schuljahr 2025/26\nBitte warten", [("Blatt", "Tabelle1")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("picture, expected", NEXT_YEAR.values(), ids=NEXT_YEAR)
def test_next_year_the_header_is_where_it_was_or_looked_for(picture, expected):
    delivery = read_sheets({"Tabelle1": picture}, SHEET, *SPOKEN)

    if isinstance(expected, tuple):
        assert [(s.header_row, len(s.rows)) for s in delivery.sheets] == [expected]
        assert delivery.questions == ()
    else:
        assert asked(delivery) == expected
        assert sum(len(sheet.rows) for sheet in delivery.sheets) == 0


def test_of_very_many_columns_the_first_are_asked_about():
    picture = " | ".join(f"Spalte {number}" for number in range(300)) + "\n1 | 2"

    delivery = read_sheets(
        {"Tabelle1": picture}, replace(SHEET, header_row=1), file_name="Köln.xlsx"
    )

    assert asked(delivery)[0] == ("Blatt", "Tabelle1")
    assert asked(delivery)[1:] == [("Überschrift", f"Spalte {number}") for number in range(100)]


def test_a_decided_header_may_have_two_rows():
    picture = """
Köln 2025/26
Kennung | Zugang     | Kürzel | Lehre | Jahre |
        |            |        |       | erste | zweite
200001  | 25.08.2025 | A 1    | Koch  | 2     | 40
"""
    delivery = read_sheets({"Tabelle1": picture}, replace(SHEET, header_row=2))

    assert [sheet.header_row for sheet in delivery.sheets] == [3]
    assert [question.spoken for question in delivery.questions] == [
        "Tabelle1", "Kennung", "Zugang", "Kürzel", "Lehre", "Jahre erste", "Jahre zweite",
    ]  # fmt: skip


def test_a_sheet_that_is_none_of_ours_is_not_mentioned_again():
    sheets = {"Anzeigen": FILE, "Archiv": "bitte | lesen"}
    assert asked(read_sheets(sheets, HEADING))[-2:] == [("Wert", "erl."), ("Blatt", "Archiv")]

    delivery = read_sheets(sheets, HEADING, OTHER_SHEET)

    assert [question.about for question in delivery.questions] == ["Überschrift", "Wert"]
    assert "unknown_sheet" not in {finding.check for finding in delivery.findings}


def test_a_table_in_a_sheet_that_is_none_of_ours_is_not_read_and_counted_in_a_warning():
    delivery = read_sheets({"Anzeigen": FILE, "Archiv": FILE}, HEADING, OTHER_SHEET)

    assert [sheet.name for sheet in delivery.sheets] == ["Anzeigen"]
    left_out = [f for f in delivery.findings if f.check == "sheet_left_out"]
    assert [finding.sheet for finding in left_out] == ["Archiv"]
    assert "1 Datenzeilen" in left_out[0].message


DATES = """
Schuljahr | Bezirksregierung | SNR    | Eingangsdatum | Anlage | Bildungsgang | Beginn
2025/26   | Köln             | 200001 | {}            | A 1    | Koch         |
2025/26   | Köln             | 200002 | {}            | A 1    | Koch         |
"""


@pytest.mark.parametrize(
    "first, second, expected",
    [
        ("03/04/2026", "04/05/2026", [DAY_FIRST, MONTH_FIRST]),
        ("03/04/2026", "25/08/2025", [DAY_FIRST, MONTH_FIRST]),
        ("03/04/2026", "08/25/2025", [MONTH_FIRST, DAY_FIRST]),
        ("3-4-26", "25.08.2025", [DAY_FIRST, MONTH_FIRST]),
        ("2025-08-26", "25.08.2025", None),
        ("3/4", "25/08-2025", None),
    ],
)
def test_dates_that_may_begin_with_day_or_month_are_a_question(first, second, expected):
    delivery = read_sheets({"Liste": DATES.format(first, second)})

    found = [(q.about, q.column, q.spoken, list(q.options)) for q in delivery.questions]
    assert found == ([("Datum", "eingangsdatum", first, expected)] if expected else [])


@pytest.mark.parametrize(
    "recipe, written, expected",
    [
        ((), "03/04/2026", ["E2"]),
        ((DAY_IS_FIRST,), "03/04/2026", "2026-04-03"),
        ((MONTH_IS_FIRST,), "03/04/2026", "2026-03-04"),
        ((DAY_IS_FIRST,), "3-4-26", "2026-04-03"),
        ((MONTH_IS_FIRST,), "3 / 4 / 26", "2026-03-04"),
        ((MONTH_IS_FIRST,), "03.04.2026", "2026-04-03"),
        ((MONTH_IS_FIRST,), "2026-04-03", "2026-04-03"),
        ((MONTH_IS_FIRST,), datetime(2026, 4, 3), "2026-04-03"),
        ((DAY_IS_FIRST,), "03/13/2026", ["E2"]),
        ((DAY_IS_FIRST,), "31/11/2025", ["E2"]),
        ((replace(DAY_IS_FIRST, column="beginn"),), "03/04/2026", ["E2"]),
    ],
)
def test_dates_are_read_by_habit(recipe: Recipe, written, expected):
    header = ["Schuljahr", "BR", "", "SNR", "Eingang", "Anlage", "Bildungsgang"]
    record = ["2025/26", "Köln", "", 200001, written, "A 1", "Koch"]
    known = Known(TODAY, recipes={"Köln": recipe})

    delivery = read_delivery("x.xlsx", dated_workbook([header, record]), known)

    if isinstance(expected, list):
        assert [f.cell for f in delivery.findings if f.is_error] == expected
        assert len(delivery.questions) == (DAY_IS_FIRST not in recipe)
    else:
        days = delivery.sheets[0].rows["eingangsdatum"]
        assert days.dt.strftime("%Y-%m-%d").tolist() == [expected]
        assert not delivery.has_errors


def dated_workbook(rows: list[list]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Liste")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return buffer.getvalue()


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


def test_what_is_open_is_said_in_the_words_that_settle_it(tmp_path, capsys):
    file = tmp_path / "köln.xlsx"
    sheets = {"Tabelle1": STRANGE, "Liste": DATES.format("3/4/26", "25.08.2025"), "Archiv": "a"}
    file.write_bytes(workbook(sheets))
    database = ("--database", f"sqlite:///{tmp_path}/d.sqlite")

    assert run("check", file, *database) == 1
    said = capsys.readouterr().out
    assert "»Blatt:Tabelle1=anzeigen@3« oder " in said
    assert "»Datum:eingangsdatum=Tag/Monat/Jahr« oder Monat/Tag/Jahr\n" in said
    assert ", nichts (gehört nicht dazu)\n" in said

    words = ["Blatt:Tabelle1=anzeigen@3", "Blatt:Archiv=", "Datum:eingangsdatum=Tag/Monat/Jahr",
             *(f"{one.spoken}={one.meaning}" for one in SPOKEN)]  # fmt: skip
    assert run("import", file, *database, *(part for w in words for part in ("--recipe", w))) == 0
    capsys.readouterr()
    assert run("check", file, *database) == 0
    assert "Offen" not in capsys.readouterr().out


def test_many_questions_are_counted():
    delivery = read_sheets({f"Blatt {number}": "a" for number in range(13)})

    lines = list(open_questions(delivery.questions))

    assert lines[0].startswith("»Blatt:Blatt 0=")
    assert (len(lines), lines[-1]) == (11, "3 weitere")


@pytest.mark.parametrize(
    "words",
    [
        "Eingang der Anzeige",
        "Eingang=quatsch",
        "status:erl.=quatsch",
        "=eingangsdatum",
        "Blatt:Tabelle1=quatsch@7",
        "Blatt:Tabelle1=anzeigen",
        "Blatt:Tabelle1=anzeigen@0",
        "Datum:eingangsdatum=Jahr/Monat/Tag",
        "Datum:anlage=Tag/Monat/Jahr",
    ],
)
def test_a_decision_that_cannot_be_is_wrong_usage(tmp_path, capsys, words):
    file = tmp_path / "x.xlsx"
    file.write_bytes(workbook({"Anzeigen": FILE}))

    assert run("import", file, "--recipe", words) == 2
    assert "--recipe" in capsys.readouterr().err
