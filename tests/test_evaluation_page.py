"""The page »Oktober-Auswertung«: answered, frozen, verified."""

from pathlib import Path

import pytest

from diggs_analytics.evaluation.verify import verify
from diggs_analytics.store import evaluations, open_store
from tests.test_pages import opened, page


@pytest.fixture
def app(own_store, tmp_path, monkeypatch):
    monkeypatch.setenv("DIGGS_EVALUATIONS_DIR", str(tmp_path / "auswertungen"))
    app = opened(own_store, monkeypatch).run()
    app.switch_page(page("auswertungen")).run()
    app.selectbox(key="evaluation_schuljahr").set_value("2024/25").run()
    return app


def answer(app, *, reason: str) -> None:
    for number in range(len(app.checkbox)):
        app.checkbox[number].check().run()
    for field in app.text_input:
        if field.label.startswith("Warum"):
            field.set_value(reason)
    app.run()


def button(app, label: str):
    return next(button for button in app.button if button.label == label)


def the_folder(tmp_path) -> Path:
    (folder,) = (tmp_path / "auswertungen").iterdir()
    return folder


def freeze(app) -> None:
    answer(app, reason="bessert nach")
    next(field for field in app.text_input if field.label == "Kürzel *").set_value("AB").run()
    button(app, "Auswertung einfrieren").click().run()


def choose_the_first(app) -> None:
    selected = {"selection": {"rows": [0], "columns": [], "cells": []}}
    app.session_state["frozen_1"] = selected
    app.run()


def test_it_waits_until_every_point_is_answered(app):
    assert len(app.checkbox) == 3
    assert button(app, "Auswertung einfrieren").disabled
    assert "3 Punkte sind noch offen." in [caption.value for caption in app.caption]

    answer(app, reason=" ")
    assert button(app, "Auswertung einfrieren").disabled


def test_an_evaluation_is_frozen_and_listed(app, tmp_path):
    freeze(app)

    assert not app.exception
    assert [success.value for success in app.success][0].startswith("Eingefroren in »")
    (one,) = evaluations.listing(open_store()).to_dict("records")
    assert (one["schuljahr"], one["made_by"]) == ("2024/25", "AB")
    assert verify(the_folder(tmp_path)) == []


@pytest.mark.parametrize(
    "damage, said",
    [
        (lambda folder: None, "Jedes Byte und jede Zahl ist gleich."),
        (lambda folder: (folder / "versions.json").unlink(), "Die Datei versions.json fehlt."),
        (lambda folder: folder.rename(folder.parent / "weg"), "ist hier nicht mehr zu finden."),
    ],
    ids=["whole", "damaged", "gone"],
)
def test_a_frozen_one_is_verified(app, tmp_path, damage, said):
    freeze(app)
    damage(the_folder(tmp_path))
    choose_the_first(app)
    if any(button.label == "Prüfen" for button in app.button):
        button(app, "Prüfen").click()
        choose_the_first(app)

    boxes = [*app.success, *app.error, *app.warning]
    assert any(said in box.value.replace("\\", "") for box in boxes)
