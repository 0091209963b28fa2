"""The pages about goals: what they show of the sample data, and what readers do to them."""

from datetime import date

import pytest

from diggs_analytics.domain.tables import ZIELE
from diggs_analytics.store import open_store
from diggs_analytics.store.deliveries import keep
from tests.builders import delivery, sheet
from tests.test_pages import opened, page

GOAL_PAGES = ("zielerreichung",)


@pytest.fixture
def app(loaded_store, monkeypatch):
    return opened(loaded_store, monkeypatch).run()


def on(app, name: str):
    app.switch_page(page(name)).run()
    assert not app.exception
    return app


def texts(app) -> str:
    return " ".join(element.value for element in (*app.markdown, *app.caption))


@pytest.mark.parametrize("name, label", [("zielerreichung", "Ziele")])
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
    assert r"\*A\*" in texts(app)
    assert app.dataframe[1].value["Bemerkung"].tolist() == ["dann <b>", "erst"]


@pytest.mark.parametrize("name", ["zielerreichung"])
def test_files_are_offered_for_exactly_the_rows_shown(app, name):
    on(app, name)
    [offer] = [one for one in app.expander if "Mitnehmen" in one.label]

    assert "15 Zeilen als Excel oder CSV" in offer.label
