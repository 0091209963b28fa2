"""Correcting on the page, and the mark that a corrected row carries wherever it is listed."""

import sys
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pandas as pd
import pyarrow.parquet as pq
import pytest

from diggs_analytics.command_line.app import main
from diggs_analytics.domain.corrections import correction
from diggs_analytics.domain.tables import ANZEIGEN
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.output.exports import WRITERS
from diggs_analytics.store import corrections, deliveries, open_store, state
from tests.test_pages import labelled, opened, page
from tests.workbooks import workbook

RECEIVED = date(2026, 10, 9)
LIST = """
Schuljahr | Bezirksregierung | Schulnummer | Schule | Eingangsdatum | Anlage | Bildungsgang | Klassen | Std. Distanz | Std. gesamt
2026/27   | Köln             | 200001      | BK Eins | 01.09.2026   | A 1    | Koch/Köchin  | 2       | 120          | 480
2026/27   | Köln             | 200002      | BK Zwei | 01.09.2026   | A 1    | Koch/Köchin  | 3       | 120          | 480
2026/27   | Köln             | 20003       | BK Drei | 01.09.2026   | A 1    | Koch/Köchin  | 7       | 120          | 480
"""  # noqa: E501


@pytest.fixture
def store(tmp_path) -> Path:
    path = tmp_path / "corrected.sqlite"
    receive(path, LIST)
    return path


def receive(path: Path, picture: str) -> None:
    engine = open_store(f"sqlite:///{path}")
    read = read_delivery("koeln.xlsx", workbook({"Anzeigen": picture}), Known(RECEIVED))
    deliveries.keep(engine, read, RECEIVED, "Test")
    engine.dispose()


@pytest.fixture
def app(store, monkeypatch):
    app = opened(store, monkeypatch).run()
    app.switch_page(page("korrekturen")).run()
    return app


def choose(app, table: str, row: int, search: str = "") -> None:
    """As a click on the box before a row does."""
    version = state.version(open_store())
    key = f"choose_{table}_{version}_{search}"
    app.session_state[key] = {"selection": {"rows": [row], "columns": [], "cells": []}}
    app.run()


def field(app, label: str):
    return next(field for field in app.text_input if field.label == label)


def part(app, name: str) -> None:
    app.segmented_control(key="korrekturen").set_value(name).run()


def said(app) -> str:
    return " ".join(markdown.value for markdown in app.markdown).replace("\\", "")


def correct_klassen(app, value: str) -> None:
    choose(app, "anzeigen", 0)
    field(app, "Klassen").set_value(value).run()
    field(app, "Kürzel *").set_value("AB")
    field(app, "Grund *").set_value("Anruf")
    labelled(app, "Korrektur speichern").click().run()


def test_a_row_is_found_corrected_and_taken_back(app, store):
    field(app, "Suchen").set_value("eins koch").run()
    assert len(app.dataframe[0].value) == 1
    choose(app, "anzeigen", 0, "eins koch")
    field(app, "Klassen").set_value("5").run()
    assert "Klassen: 2 → 5" in said(app)

    labelled(app, "Korrektur speichern").click().run()
    assert [error.value for error in app.error] == [
        "Eine Korrektur braucht einen Grund und ein Kürzel."
    ]
    field(app, "Kürzel *").set_value("AB")
    field(app, "Grund *").set_value("Anruf")
    labelled(app, "Korrektur speichern").click().run()
    assert [success.value for success in app.success] == ["Die Korrektur gilt."]
    assert app.dataframe[0].value["Berichtigt"].tolist() == ["Klassen: 2 → 5"]

    part(app, "Alle Korrekturen")
    listed = app.dataframe[0].value
    assert listed[["Stand", "Änderung", "Grund", "von"]].to_numpy().tolist() == [
        ["gilt", "Klassen: 2 → 5", "Anruf", "AB"]
    ]
    key = f"corrections_{state.version(open_store())}"
    app.session_state[key] = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.run()
    field(app, "Grund der Rücknahme *").set_value("doch zwei")
    labelled(app, "Korrektur zurücknehmen").click().run()
    assert app.dataframe[0].value["Stand"].tolist() == ["zurückgenommen"]
    assert marks(store) == ["", ""]


def marks(path: Path) -> list[str]:
    return state.rows(open_store(f"sqlite:///{path}"), ANZEIGEN)["berichtigt"].tolist()


def test_the_share_follows_from_the_hours(app):
    choose(app, "anzeigen", 0)
    field(app, "Distanzstunden").set_value("100").run()

    assert "Distanzstunden: 120 → 100" in said(app)
    assert not app.warning
    field(app, "Kürzel *").set_value("AB")
    field(app, "Grund *").set_value("Anruf")
    labelled(app, "Korrektur speichern").click().run()
    assert app.dataframe[0].value["Berichtigt"].iloc[0].endswith("25,0\u00a0% → 20,8\u00a0%")


WRONG = {
    "an error at its field": ("Schulnummer *", "12", "»12« ist nicht als Schulnummer lesbar"),
    "a required field left empty": ("Bildungsgang *", "", "Bildungsgang fehlt"),
}


@pytest.mark.parametrize("label, text, sentence", WRONG.values(), ids=WRONG)
def test_what_could_not_be_counted_cannot_be_saved(app, label, text, sentence):
    choose(app, "anzeigen", 0)
    field(app, label).set_value(text).run()

    assert sentence in app.error[0].value
    assert "Korrektur speichern" not in [button.label for button in app.button]


def test_a_warning_is_shown_and_may_be_accepted(app):
    choose(app, "anzeigen", 0)
    field(app, "Distanzstunden").set_value("500").run()

    assert "Mehr Distanzstunden als Stunden insgesamt" in app.warning[0].value
    labelled(app, "Korrektur speichern")


def test_what_the_store_refuses_is_said(app, store):
    choose(app, "anzeigen", 0)
    field(app, "Schulnummer *").set_value("200002").run()
    field(app, "Kürzel *").set_value("AB")
    field(app, "Grund *").set_value("Anruf")
    labelled(app, "Korrektur speichern").click().run()

    assert "denselben Schlüssel" in app.error[0].value
    assert marks(store) == ["", ""]


def test_a_row_set_aside_is_mended(app, store):
    part(app, "Zurückgestellte Zeilen")
    choose(app, "zurueckgestellt", 0)
    assert "20003" in app.warning[0].value and "20003" in app.error[0].value
    field(app, "Schulnummer *").set_value("200003").run()
    field(app, "Kürzel *").set_value("AB")
    field(app, "Grund *").set_value("Zahlendreher")
    labelled(app, "Korrektur speichern").click().run()

    assert "Keine Zeile ist zurückgestellt" in app.caption[0].value
    assert marks(store)[2] == "zurückgestellte Zeile berichtigt: Schulnummer: 20003 → 200003"


@pytest.mark.parametrize(
    "button, klassen", [("Unsere Korrektur behalten", 5), ("Wert des Absenders gelten lassen", 4)]
)
def test_a_conflict_is_shown_and_decided(app, store, button, klassen):
    correct_klassen(app, "5")
    receive(store, LIST.replace("| 2  ", "| 4  "))
    app.run()
    assert "1 Korrektur steht im Widerspruch" in app.warning[0].value
    (shown,) = app.table[0].value.reset_index().to_numpy().tolist()
    assert shown == ["Klassen", "2", "5", "4"]

    field(app, "Grund der Entscheidung *").set_value("nachgefragt")
    labelled(app, button).click().run()

    assert not app.warning
    engine = open_store(f"sqlite:///{store}")
    assert state.rows(engine, ANZEIGEN)["klassen"].tolist()[0] == klassen


def test_the_table_shows_the_mark_and_only_then(app):
    app.switch_page(page("tabelle")).run()
    assert "Berichtigt" not in app.dataframe[0].value
    app.switch_page(page("korrekturen")).run()
    correct_klassen(app, "5")

    app.switch_page(page("tabelle")).run()

    assert app.dataframe[0].value["Berichtigt"].tolist() == ["Klassen: 2 → 5", ""]
    assert app.caption[1].value.startswith("1 Zeile ist berichtigt")


READERS = {
    ".xlsx": lambda path: pd.read_excel(path, "Anzeigen", engine="openpyxl")["Berichtigt"],
    ".csv": lambda path: pd.read_csv(path, sep=";", decimal=",")["berichtigt"],
    ".parquet": lambda path: pq.read_table(path).to_pandas()["berichtigt"],
}


@pytest.mark.parametrize("suffix", WRITERS)
def test_files_carry_the_mark_in_their_last_column(store, tmp_path, suffix):
    engine = open_store(f"sqlite:///{store}")
    laid = state.laid(engine, ANZEIGEN)
    one = laid.rows.head(1)
    made = correction(laid.delivered.head(1), one, one.assign(klassen=5), ANZEIGEN, "Anruf", "AB")
    corrections.keep(engine, made)

    words = ["export", "anzeigen", "-o", str(tmp_path / f"x{suffix}")]
    words += ["--database", f"sqlite:///{store}"]
    with pytest.raises(SystemExit) as end, patch.object(sys, "argv", ["diggs", *words]):
        main()

    assert not end.value.code
    assert READERS[suffix](tmp_path / f"x{suffix}").fillna("").tolist() == ["Klassen: 2 → 5", ""]


def test_a_store_without_rows_explains_itself(tmp_path, monkeypatch):
    app = opened(tmp_path / "empty.sqlite", monkeypatch).run()
    app.switch_page(page("korrekturen")).run()
    said_there = [app.caption[0].value]
    for name in ("Zurückgestellte Zeilen", "Alle Korrekturen"):
        part(app, name)
        said_there.append(app.caption[0].value)

    assert [words.split(":")[0].split(".")[0] for words in said_there] == [
        "Von »Anzeigen« gilt noch keine Zeile", "Keine Zeile ist zurückgestellt",
        "Noch nichts korrigiert",
    ]  # fmt: skip
