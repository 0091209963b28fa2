"""The pages about goals: what they show of the sample data, and what readers do to them."""

from datetime import date

import pytest

from diggs_analytics.domain.tables import ZIELE
from diggs_analytics.store import open_store
from diggs_analytics.store.deliveries import keep
from tests.builders import delivery, sheet
from tests.test_pages import opened, page


@pytest.fixture
def app(loaded_store, monkeypatch):
    return opened(loaded_store, monkeypatch).run()


def on(app, name: str):
    app.switch_page(page(name)).run()
    assert not app.exception
    return app


def texts(app) -> str:
    """What a reader sees: words from files stand there with their markup escaped."""
    return shown(app).replace("\\", "")


def shown(app) -> str:
    return " ".join(element.value for element in (*app.markdown, *app.caption))


@pytest.mark.parametrize(
    "name, label",
    [
        ("zielerreichung", "Ziele"),
        ("fortfuehrung", "Ziele"),
        ("zielwerte", "Zielwerte"),
        ("termine", "Termine"),
    ],
)
def test_a_store_without_rows_says_how_they_come_in(tmp_path, monkeypatch, name, label):
    app = on(opened(tmp_path / "empty.sqlite", monkeypatch).run(), name)

    assert f"Noch sind keine {label} aufgenommen" in app.info[0].value
    assert f"Formular »{label}«" in app.info[0].value


# The ladder


def test_the_goals_of_2023_and_the_base_that_is_counted(app):
    on(app, "zielerreichung")

    assert app.selectbox(key="jahr").value == 2023
    assert (
        "**2023: 15 Ziele, gestrichene mitgezählt. Davon abgeschlossen 4, Entwurf liegt vor 8, "
        "in Bearbeitung 2, gestrichen 1**" in texts(app)
    )
    app.toggle(key="gestrichene").set_value(False).run()
    assert "**2023: 14 Ziele, ohne gestrichene. Davon abgeschlossen 4," in texts(app)
    assert "%" not in texts(app)


def test_counts_by_handlungsfeld(app):
    on(app, "zielerreichung")

    table = app.table[0].value
    assert table["alle"].to_dict() == {
        "in Planung": 0, "in Bearbeitung": 2, "Entwurf liegt vor": 8, "abgeschlossen": 4,
        "gestrichen": 1, "ohne Stand": 0, "alle": 15,
    }  # fmt: skip
    assert table.loc["abgeschlossen"].tolist() == [4, 0, 0, 4]


def test_filters_narrow_the_ladder_and_what_it_counts(app):
    on(app, "zielerreichung")
    app.multiselect(key="handlungsfeld").set_value(["Handlungsfeld 2"]).run()
    app.multiselect(key="stufe").set_value(["in Bearbeitung", "gestrichen"]).run()
    app.segmented_control(key="ladder_view").set_value("Tabelle").run()

    assert app.dataframe[0].value["Nummer"].tolist() == ["2.2", "2.3", "2.4"]
    assert "2023: 3 Ziele" in texts(app)


def test_the_state_of_an_earlier_day(app):
    on(app, "zielerreichung")
    app.date_input(key="stand").set_value(date(2024, 1, 13)).run()

    assert "Davon abgeschlossen 4, Entwurf liegt vor 7" in texts(app)
    assert "ohne Stand 1" in texts(app)  # 1.6 was documented on the 14th


def test_proposals_have_no_state(app):
    on(app, "zielerreichung")
    app.selectbox(key="jahr").set_value(2024).run()

    assert "2024: 11 Ziele, gestrichene mitgezählt. Davon ohne Stand 11" in texts(app)


def chosen(row: int) -> dict:
    return {"selection": {"rows": [row], "columns": [], "cells": []}}


def test_the_remark_is_one_click_away(app):
    on(app, "zielerreichung")
    app.segmented_control(key="ladder_view").set_value("Tabelle").run()
    assert "Noch kein Ziel gewählt" in texts(app)

    app.session_state["ladder_table"] = chosen(13)
    app.run()
    assert "**2.4 Hotline" in texts(app)
    assert "mit 2.3 zusammengelegt" in texts(app)
    assert "Nachfolger: 2.3" in texts(app)
    assert app.dataframe[1].value["Stand"].tolist() == ["gestrichen"]


def test_a_link_opens_the_same_goals(loaded_store, monkeypatch):
    app = opened(loaded_store, monkeypatch).run()
    app.query_params["jahr"] = "2024"
    app.query_params["stand"] = "2024-02-01"
    on(app, "zielerreichung")

    assert (app.selectbox(key="jahr").value, app.date_input(key="stand").value) == (
        2024, date(2024, 2, 1),
    )  # fmt: skip


GOALS = """
jahr | nummer | handlungsfeld | titel | status         | dokumentiert_am | bemerkung
2025 | 1.1    | 1             | *A*   | in Planung     | 2025-03-01      | erst
2025 | 1.1    | 1             | *A*   | in Bearbeitung | 2025-06-01      | dann <b>
2025 | 1.2    | 1             | B     |                |                 |
2025 | 2.2    | 2             | B     | gestrichen     | 2025-06-01      |
"""


def test_goals_alone_need_no_anzeigen(tmp_path, monkeypatch):
    store = tmp_path / "goals.sqlite"
    engine = open_store(f"sqlite:///{store}")
    keep(engine, delivery(sheet(GOALS, ZIELE)), date(2025, 7, 1), "AB")
    engine.dispose()
    app = on(opened(store, monkeypatch).run(), "zielerreichung")

    assert "2025: 2 Ziele" in texts(app)
    app.segmented_control(key="ladder_view").set_value("Tabelle").run()
    assert app.dataframe[0].value[["Nummer", "auch"]].to_numpy().tolist() == [
        ["1.1", ""], ["2.2", "1.2"],
    ]  # fmt: skip
    app.session_state["ladder_table"] = chosen(0)
    app.run()
    assert r"\*A\*" in shown(app)
    assert app.dataframe[1].value["Bemerkung"].tolist() == ["dann <b>", "erst"]


# What became of them, in numbers, and when one met


def test_one_year_alone_has_no_continuation(tmp_path, monkeypatch):
    store = tmp_path / "goals.sqlite"
    engine = open_store(f"sqlite:///{store}")
    keep(engine, delivery(sheet(GOALS, ZIELE)), date(2025, 7, 1), "AB")
    engine.dispose()
    app = on(opened(store, monkeypatch).run(), "fortfuehrung")

    assert "zweier Jahre nacheinander; da sind: 2025" in app.info[0].value


def test_every_flow_stands_in_the_table(app):
    on(app, "fortfuehrung")
    app.segmented_control(key="flows_view").set_value("Tabelle").run()

    assert "15 Ziele, davon 7 fortgeführt, 4 zusammengelegt, 4 ohne Nachfolger; 3 neu" in texts(app)
    table = app.dataframe[0].value
    assert len(table) == 18
    merged = table[table["Nummer"] == "2.4"].iloc[0]
    assert (merged["was daraus wurde"], merged["Nummer danach"]) == ("zusammengelegt", "2.3")


def test_targets_say_what_is_not_known(app):
    on(app, "zielwerte")

    assert "Praxisbeispiele (Ziel 1.1): Istwert nicht bekannt" in texts(app)
    assert "Testschulen, 5 Zielwerte: 4 erreicht, 1 Istwert nicht bekannt" in texts(app)
    assert "Quelle: Steuergruppe 02.06.2023" in texts(app)
    assert "Detmold: PoK 2026/27 nicht geliefert" in texts(app)
    app.segmented_control(key="target_1_view").set_value("Tabelle").run()
    assert app.dataframe[0].value["Istwert"].isna().all()
    assert app.dataframe[0].value["Minimum"].tolist() == [2] * 5


def test_a_day_before_the_pok_has_no_value(app):
    on(app, "zielwerte")
    app.date_input(key="stand").set_value(date(2023, 6, 2)).run()

    assert "Testschulen: Istwert nicht bekannt" in texts(app)


def test_meetings_by_gremium_format_and_quarter(app):
    on(app, "termine")
    assert "2023: 27 Termine, 17 eigene, 9 externe, 1 ohne Zuordnung" in texts(app)
    assert len(app.dataframe[0].value) == 27

    app.multiselect(key="art").set_value(["eigene"]).run()
    app.segmented_control(key="meetings_gremium_view").set_value("Tabelle").run()
    app.segmented_control(key="meetings_format_view").set_value("Tabelle").run()
    gremien, formate, kalender = (frame.value for frame in app.dataframe)
    assert dict(zip(gremien["Gremium"], gremien["eigene"], strict=True)) == {
        "MSB": 5, "Fachberatungen": 4, "Steuergruppe": 4, "Lenkungskreis": 2, "QUA-LiS": 2,
    }  # fmt: skip
    assert formate["eigene"].tolist() == [4, 9, 0, 4]
    assert len(kalender) == 17


def test_a_meeting_in_full_is_one_click_away(app):
    on(app, "termine")
    app.session_state["kalender_table"] = chosen(19)
    app.run()

    assert (
        "21.09.2023 bis 22.09.2023 · ohne Angabe · Statuskonferenz DigitalPakt Schule · hybrid · "
        "Berlin (Café Moskau) und online · länderübergreifende Vorhaben; " in texts(app)
    )


def test_a_meeting_that_is_to_come_does_not_count_yet(app):
    on(app, "termine")
    app.date_input(key="stand").set_value(date(2023, 6, 30)).run()

    assert "2023: 13 Termine, 9 eigene, 4 externe" in texts(app)


@pytest.mark.parametrize(
    "name, rows",
    [("zielerreichung", 15), ("fortfuehrung", 18), ("zielwerte", 10), ("termine", 27)],
)
def test_files_of_exactly_the_rows_shown_are_offered(app, name, rows):
    on(app, name)
    [offer] = [one for one in app.expander if "Mitnehmen" in one.label]
    assert f"{rows} Zeilen als Excel oder CSV" in offer.label

    app.session_state[offer.key] = True
    app.run()
    assert not app.exception
    assert [button.label.split(",")[0] for button in app.get("download_button")] == [
        f".xlsx ({rows} Zeilen", f".csv ({rows} Zeilen",
    ]  # fmt: skip


def test_jahr_and_day_go_along_from_page_to_page(app):
    on(app, "zielerreichung")
    app.date_input(key="stand").set_value(date(2024, 1, 13)).run()
    on(app, "fortfuehrung")

    assert app.date_input(key="stand").value == date(2024, 1, 13)


def test_the_sheet_for_the_report_holds_the_goals_that_are_shown(app):
    on(app, "zielerreichung")
    app.multiselect(key="handlungsfeld").set_value(["Handlungsfeld 2"]).run()
    app.session_state["bogen"] = True
    app.run()

    assert not app.exception
    assert [button.label.split(",")[0] for button in app.get("download_button")] == [
        ".docx (4 Ziele", ".xlsx (4 Ziele",
    ]  # fmt: skip


@pytest.mark.parametrize("liste, rows", [("ziele", 11), ("zielwerte", 0), ("termine", 0)])
def test_lists_can_be_edited_and_their_history_stands_below(app, liste, rows):
    on(app, "bearbeiten")
    app.session_state["liste"] = liste
    app.session_state["jahr"] = 2024
    app.run()

    assert not app.exception
    assert "Noch ist nichts geändert" in texts(app)
    if rows:
        assert f"Beispieldaten: {rows} neu" in app.expander[-1].label
    else:
        assert "des Jahres 2024 sind noch nicht aufgenommen" in texts(app)
