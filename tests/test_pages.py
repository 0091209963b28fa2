"""Every page opens, says what it counts, and survives what readers do to it."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from diggs_analytics.domain.plan import Action
from diggs_analytics.domain.recipe import DAY_FIRST, About, Decision
from diggs_analytics.output.formats import number
from diggs_analytics.store import open_store, recipes
from tests.foreign_files import encrypted
from tests.workbooks import workbook

ROOT = Path(__file__).parents[1]
FRAME = ROOT / "diggs_analytics/ui/frame.py"
PAGES = sorted((ROOT / "pages").rglob("*.py"))


@pytest.fixture
def app(loaded_store, monkeypatch):
    return opened(loaded_store, monkeypatch)


def opened(store: Path, monkeypatch) -> AppTest:
    monkeypatch.setenv("DIGGS_DATABASE_URL", f"sqlite:///{store}")
    # Running a page makes it the process's main module; who starts processes later needs ours.
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])
    st.cache_resource.clear()
    return AppTest.from_file(FRAME, default_timeout=60)


def page(name: str) -> str:
    return str(next(path for path in PAGES if path.stem == name))


def tiles(app: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in app.metric}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_page_opens(app, path):
    app.run()
    app.switch_page(str(path)).run()

    assert not app.exception
    assert [error.value for error in app.error] == []


def test_every_page_is_in_the_menu():
    menu = FRAME.read_text(encoding="utf-8")

    assert [
        path for path in PAGES if f'"{path.relative_to(ROOT / "pages").as_posix()}"' not in menu
    ] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_an_empty_store_explains_itself(path, tmp_path, monkeypatch):
    app = opened(tmp_path / "empty.sqlite", monkeypatch).run()
    app.switch_page(str(path)).run()

    assert not app.exception
    if path.parent.name == "auswertung":
        assert "Noch ist keine Liste aufgenommen" in app.markdown[0].value
        assert [button.label for button in app.button] == ["Beispieldaten laden"]


def test_what_is_missing_is_said_and_not_counted_as_zero(app):
    app.run()

    assert "Anzeigen: Detmold; PoK: Detmold" in app.warning[0].value
    assert "Ohne Detmold" in app.caption[0].value
    assert "gegenüber dem 09.10.2025" in app.caption[0].value


@pytest.mark.parametrize("name", ["ueberblick", "distanzunterricht", "pok"])
def test_every_figure_has_its_table_with_values_missing_too(app, name):
    app.run()
    app.switch_page(page(name)).run()
    views = [control.key for control in app.segmented_control if control.key.endswith("_view")]
    for key in views:
        app.segmented_control(key=key).set_value("Tabelle").run()

    assert not app.exception
    assert len(app.dataframe) == len(views) > 1


def test_sample_data_are_called_invented(app):
    app.run()

    assert "erfunden" in " ".join(caption.value for caption in app.sidebar.caption)


def test_filters_are_kept_over_pages_without_filters_too(app):
    app.run()
    app.selectbox(key="schuljahr").set_value("2024/25").run()
    app.multiselect(key="bezirksregierung").set_value(["Köln"]).run()
    before = tiles(app)

    for name in ("begriffe", "lieferungen", "ueberblick"):
        app.switch_page(page(name)).run()

    assert app.session_state["selection"].schuljahr == "2024/25"
    assert app.session_state["selection"].bezirksregierung == ("Köln",)
    assert tiles(app) == before


def test_a_link_opens_the_same_view(app):
    app.query_params["schuljahr"] = "2025/26"
    app.query_params["stichtag"] = "2025-11-30"
    app.query_params["bezirksregierung"] = "Münster"
    app.run()

    selection = app.session_state["selection"]
    assert (selection.schuljahr, selection.stichtag) == ("2025/26", date(2025, 11, 30))
    assert selection.bezirksregierung == ("Münster",)


@pytest.mark.parametrize(
    "asked",
    [
        {"schuljahr": "1999/00", "stichtag": "gestern"},
        {"stichtag": "2031-01-01", "bezirksregierung": "Bonn"},
        {"kennzahl": "x", "nach": "y", "anlage": "Z"},
    ],
)
def test_a_broken_link_falls_back_to_the_defaults(app, asked):
    for name, value in asked.items():
        app.query_params[name] = value
    app.run()

    assert not app.exception
    assert app.session_state["selection"].stichtag == date(2026, 10, 9)
    assert app.session_state["selection"].bezirksregierung == ()


def test_another_schuljahr_brings_its_own_stichtag(app):
    app.run()
    app.date_input(key="stichtag").set_value(date(2026, 9, 1)).run()
    app.selectbox(key="schuljahr").set_value("2024/25").run()

    assert app.session_state["selection"].stichtag == date(2025, 7, 31)


def test_a_schuljahr_without_pok_explains_itself(app):
    app.run()
    app.selectbox(key="schuljahr").set_value("2023/24").run()
    app.switch_page(page("pok")).run()

    assert "PoK gibt es seit dem Schuljahr 2024/25" in app.info[0].value


@pytest.mark.parametrize("name", ["anzeigen", "pok", "schulen", "zurueckgestellt"])
def test_the_files_hold_the_rows_that_are_seen(app, name):
    app.run()
    app.switch_page(page("tabelle")).run()
    app.segmented_control(key="tabelle").set_value(name).run()

    rows = len(app.dataframe[0].value)
    assert app.caption[0].value.startswith(number(rows))
    assert number(rows) in app.expander[0].label


GOOD = """
Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang
2026/27   | Detmold          | 204201      | 01.09.2026    | A 1    | Koch/Köchin
2026/27   | Dettmold         | 204201      | 02.09.2026    | A 1    | Bäcker/-in
"""


def test_upload_findings_plan_accept(own_store, monkeypatch):
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("lieferungen")).run()
    uploader = app.file_uploader[0].upload("detmold.xlsx", workbook({"Anzeigen": GOOD}))
    uploader.upload("leer.xlsx", b"").run()

    findings = app.table[0].value.reset_index()
    assert findings[["Art", "Zelle", "gefunden", "Vorschlag"]].iloc[0].tolist() == [
        "Fehler", "B3", "Dettmold", "Detmold",
    ]  # fmt: skip
    assert [error.value for error in app.error] == ["Die Datei ist leer."]
    assert "**1 neu**" in " ".join(markdown.value for markdown in app.markdown)

    labelled(app, "Aufnehmen (1 von 2)").click().run()
    assert "detmold.xlsx: 1 Zeile aufgenommen." in app.success[0].value
    app.switch_page(page("ueberblick")).run()
    assert "PoK: Detmold" in app.warning[0].value
    assert "Anzeigen: Detmold" not in app.warning[0].value


# A list with a Beginn and a further row to fill in.
CHANGES = """
Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang | Beginn
2026/27   | Detmold          | 204201      | 01.09.2026    | A 1    | Koch/Köchin  | {}
2026/27   | Detmold          | 204202      | 02.09.2026    | A 1    | Bäcker/-in   |
{}
"""


def test_the_plan_is_shown_row_by_row_and_by_kind_of_change(own_store, monkeypatch):
    wrong = "2026/27 | Detmold | 20 | 02.09.2026 | A 1 | Koch/Köchin |"
    first = workbook({"Anzeigen": CHANGES.format("01.10.2026", "")})
    second = workbook({"Liste": CHANGES.format("15.10.2026", wrong)})
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("lieferungen")).run()
    app.file_uploader[0].upload("erste.xlsx", first).run()
    labelled(app, "Aufnehmen (1 von 1)").click().run()
    app.file_uploader[0].upload("zweite.xlsx", second).run()
    app.session_state["plan_0"] = True  # somebody opens »Zeile für Zeile«
    app.run()

    counted = "**0 neu**, **1 geändert**, 1 unverändert, **0 entfallen**, **1 zurückgestellt**"
    assert counted in " ".join(markdown.value for markdown in app.markdown)
    shown = planned(app)
    assert shown[["Änderung", "Feld", "bisher", "neu", "Blatt", "Zeile"]].iloc[0].tolist() == [
        "geändert", "Beginn", "01.10.2026", "15.10.2026", "Liste", 2,
    ]  # fmt: skip
    assert shown["Änderung"].tolist() == ["geändert", "zurückgestellt"]
    assert "»20« ist nicht als Schulnummer lesbar" in shown["Grund"].iloc[1]
    assert [button.label.split(",")[0] for button in app.get("download_button")][-2:] == [
        ".xlsx (2 Zeilen", ".csv (2 Zeilen",
    ]  # fmt: skip

    app.button_group(key="plan_actions_0").set_value([Action.UNCHANGED]).run()
    assert planned(app)["Schlüssel"].tolist() == [
        "204202 · A 1 · Bäcker/-in · Erstanzeige · 02.09.2026"
    ]
    app.button_group(key="plan_actions_0").set_value([Action.MISSING]).run()
    assert "Keine Zeile dieser Art." in [caption.value for caption in app.caption]


def planned(app: AppTest):
    return next(table.value for table in app.dataframe if "Änderung" in table.value)


def test_files_that_hold_the_same_are_named(own_store, monkeypatch):
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("lieferungen")).run()
    app.file_uploader[0].upload("eine.xlsx", workbook({"Anzeigen": GOOD}))
    app.file_uploader[0].upload("andere.xlsx", workbook({"Liste": GOOD})).run()

    assert [warning.value for warning in app.warning] == [
        "Anzeigen Detmold 2026/27 stehen auch in »andere.xlsx«. Werden beide Dateien aufgenommen, "
        "gilt dafür nur »andere.xlsx«."
    ]


def test_a_column_that_is_missing_can_be_chosen_above(own_store, monkeypatch):
    lines = GOOD.strip().splitlines()[:2]
    without = "\n".join(line.split("|", maxsplit=2)[2] for line in lines)
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("lieferungen")).run()
    app.file_uploader[0].upload("liste.xlsx", workbook({"Anzeigen": without})).run()
    assert [info.value for info in app.info] == [
        "Wenn es für die ganze Datei gilt, genügt oben die Auswahl »Bezirksregierung der Liste« "
        "und »Schuljahr der Liste«; die Spalte ist dann nicht nötig."
    ]

    app.selectbox(key="upload_br").set_value("Detmold").run()
    app.selectbox(key="upload_schuljahr").set_value("2026/27").run()
    assert not app.info
    assert "1 übernommen" in app.expander[0].label


def test_a_folder_is_read_file_by_file(own_store, monkeypatch):
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("lieferungen")).run()
    app.toggle(key="upload_folder").set_value(True).run()
    field = app.file_uploader[0]
    assert field.accept_directory
    assert ".csv" in field.allowed_type
    field.upload("ordner/leer.xlsx", b"")
    field.upload("ordner/~$detmold.xlsx", b"")
    field.upload("ordner/detmold.xlsx", workbook({"Anzeigen": GOOD}))
    app.run()

    assert [expander.label.split(" – ")[0] for expander in app.expander][::2] == [
        "**detmold.xlsx**", "**leer.xlsx**",
    ]  # fmt: skip
    labelled(app, "Aufnehmen (1 von 2)").click().run()
    assert "detmold.xlsx: 1 Zeile aufgenommen." in app.success[0].value


def test_a_protected_file_asks_for_its_password(own_store, monkeypatch):
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("lieferungen")).run()
    app.file_uploader[0].upload("offen.xlsx", workbook({"Anzeigen": GOOD})).run()
    assert "Passwort der Datei" not in [field.label for field in app.text_input]

    app.file_uploader[0].upload("zu.xlsx", encrypted(workbook({"Anzeigen": GOOD}))).run()
    assert "durch ein Passwort geschützt" in app.error[0].value
    labelled_field(app).set_value("falsch").run()
    assert "passt nicht" in app.error[0].value
    labelled_field(app).set_value("geheim").run()

    assert not app.error
    assert "1 übernommen" in " ".join(expander.label for expander in app.expander)
    labelled_field(app)  # stays, for the next click needs it again


def labelled_field(app):
    return next(field for field in app.text_input if field.label == "Passwort der Datei")


def test_the_file_goes_back_marked_and_the_mended_one_says_what_is_settled(own_store, monkeypatch):
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("lieferungen")).run()
    app.file_uploader[0].upload("detmold.xlsx", workbook({"Anzeigen": GOOD})).run()
    assert [button.label.split(",")[0] for button in app.get("download_button")] == [
        "Rückmeldung an den Absender (2 Befunde"
    ]
    next(button for button in app.button if "Aufnehmen" in button.label).click().run()

    mended = workbook({"Anzeigen": GOOD.replace("Dettmold", "Detmold")})
    app.file_uploader[0].upload("detmold_neu.xlsx", mended).run()
    assert [info.value for info in app.info] == [
        "1 von 2 Befunden der letzten Lieferung ist erledigt, 1 offen, 1 neu."
    ]


def test_discarding_writes_nothing(own_store, monkeypatch):
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("lieferungen")).run()
    before = len(app.dataframe[0].value)
    app.file_uploader[0].upload("detmold.xlsx", workbook({"Anzeigen": GOOD})).run()
    labelled(app, "Verwerfen").click().run()

    assert len(app.dataframe[0].value) == before


def test_words_from_files_are_no_markup(own_store, monkeypatch):
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("lieferungen")).run()
    nasty = GOOD.replace("Dettmold", "![x](http://example.org/x.png)")
    app.file_uploader[0].upload("*neu* [x](y).xlsx", workbook({"Anzeigen": nasty})).run()

    assert "![x" not in app.table[0].value.to_string()
    assert r"!\[x\]" in app.table[0].value.to_string()
    assert app.expander[0].label.startswith(r"**\*neu\* \[x\]")


def test_unknown_words_are_asked_for_with_the_nearest_first(own_store, monkeypatch):
    unknown = workbook({"Anzeigen": GOOD.replace("Eingangsdatum", "Tag der Anzeige")})
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("lieferungen")).run()
    app.file_uploader[0].upload("detmold.xlsx", unknown).run()
    assert "abgelehnt" in app.expander[0].label

    labelled(app, "1 offene Frage klären").click().run()

    assert asked(app, "Überschrift »Tag der Anzeige«").options[:3] == [
        "später entscheiden", "gehört nicht dazu", "Eingangsdatum",
    ]  # fmt: skip


STRANGE = """
Detmold 2026/27
Kennung | Zugang     | Kürzel | Lehre
204201  | 03/04/2027 | A 1    | Koch/Köchin
"""


def test_the_table_in_a_sheet_is_asked_for(own_store, monkeypatch):
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("lieferungen")).run()
    app.file_uploader[0].upload("PoK.xlsx", workbook({"Tabelle1": STRANGE})).run()
    labelled(app, "1 offene Frage klären").click().run()

    assert asked(app, "Tabelle im Blatt »Tabelle1«").options[:3] == [
        "später entscheiden", "gehört nicht dazu", "PoK",
    ]  # fmt: skip


def test_questions_wait_until_it_is_known_whose_file_it_is(own_store, monkeypatch):
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("lieferungen")).run()
    nobodys = workbook({"Tabelle1": STRANGE.replace("Detmold", "")})
    app.file_uploader[0].upload("x.xlsx", nobodys).run()
    assert "»Bezirksregierung der Liste«" in app.info[0].value

    app.selectbox(key="upload_br").select("Detmold").run()
    labelled(app, "1 offene Frage klären")


def asked(app: AppTest, label: str):
    return next(one for one in app.selectbox if one.label.replace("\\", "") == label)


def test_decisions_are_listed_in_the_words_of_the_reader(own_store, monkeypatch):
    engine = open_store(f"sqlite:///{own_store}")
    decided = [
        Decision(About.HEADING, "Tag der Anzeige", "eingangsdatum", "anzeigen"),
        Decision(About.VALUE, "erl.", "zur Kenntnis genommen", "anzeigen", "status"),
        Decision(About.HEADING, "Vermerk", "", "anzeigen"),
        Decision(About.SHEET, "Tabelle1", "anzeigen", header_row=7),
        Decision(About.SHEET, "Archiv", ""),
        Decision(About.DATE, "", DAY_FIRST, "anzeigen", "eingangsdatum"),
    ]
    recipes.decide(engine, "Detmold", decided, "AB")
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("zuordnungen")).run()

    columns = ["Art", "Tabelle", "Spalte", "geschrieben", "bedeutet"]
    assert app.dataframe[0].value[columns].to_numpy().tolist() == [
        ["Datum", "Anzeigen", "Eingangsdatum", "3/4/2024", "Tag/Monat/Jahr"],
        ["Blatt", "", "", "Archiv", "gehört nicht dazu"],
        ["Blatt", "", "", "Tabelle1", "Anzeigen, Kopf in Zeile 7"],
        ["Überschrift", "Anzeigen", "", "Vermerk", "gehört nicht dazu"],
        ["Wert", "Anzeigen", "Status", "erl.", "zur Kenntnis genommen"],
        ["Überschrift", "Anzeigen", "", "Tag der Anzeige", "Eingangsdatum"],
    ]


def test_a_decision_can_be_changed_and_removed(own_store, monkeypatch):
    engine = open_store(f"sqlite:///{own_store}")
    decided = Decision(About.SHEET, "Tabelle1", "anzeigen", header_row=7)
    recipes.decide(engine, "Detmold", [decided], "AB")
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("zuordnungen")).run()
    choose_row(app, "decisions", 0)
    assert labelled(app, "Zuordnung ändern").disabled

    app.selectbox[0].select("pok")
    app.number_input[0].set_value(9).run()
    labelled(app, "Zuordnung ändern").click().run()
    changed = replace(decided, meaning="pok", header_row=9)
    assert recipes.recipes(engine) == {"Detmold": (changed,)}

    choose_row(app, "decisions", 0)
    labelled(app, "Zuordnung entfernen").click().run()
    assert recipes.recipes(engine) == {}


def choose_row(app: AppTest, key: str, row: int) -> None:
    app.session_state[key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    app.run()


def labelled(app: AppTest, label: str):
    return next(button for button in app.button if button.label == label)
