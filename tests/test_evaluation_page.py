"""The page »Oktober-Auswertung«: answered, frozen, verified."""

from pathlib import Path

import pytest

from diggs_analytics.evaluation import versions
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


def fill(app, **said: object) -> None:
    """A new version; the words of the fields stand in their labels."""
    for label, text in said.items():
        field = next(field for field in app.text_input if field.label.startswith(label))
        field.set_value(text)


def test_a_new_version_of_the_criteria_is_kept_and_looked_at(app):
    fill(app, **{"Name der": "Nur neu", "Grund der": "Beschluss", "Kürzel der": "AB"})
    art = next(field for field in app.multiselect if field.label.startswith("Art"))
    art.set_value(["Erstanzeige"])
    app.text_area[0].set_value("Koch/Köchin = 37,5 %")
    before = app.table[0].value.loc["Anzeigen", "Land"]
    button(app, "Fassung anlegen").click().run()

    criteria = versions.named(open_store(), "Nur neu")
    assert (criteria.counts, criteria.limits) == ({"art": ("Erstanzeige",)}, {"Koch/Köchin": 0.375})
    choice = next(field for field in app.selectbox if field.label == "Kriterien")
    choice.set_value("Nur neu").run()
    assert not app.exception
    assert int(app.table[0].value.loc["Anzeigen", "Land"]) < int(before)


@pytest.mark.parametrize(
    "said, limits, sentence",
    [
        ({"Kürzel der": ""}, "", "Bitte das Kürzel angeben."),
        ({"Name der": ""}, "", "Kriterien brauchen einen Namen und einen Grund."),
        ({"Name der": "Vorgabe"}, "", "Den Namen »Vorgabe« haben die Kriterien"),
        ({}, "Koch: 40", "»Koch: 40« ist kein »Bildungsgang = 40 %«."),
        ({}, "Koch = 140 %", "liegt zwischen 0 und 1"),
    ],
)
def test_a_version_that_is_refused(app, said, limits, sentence):
    fill(app, **({"Name der": "Neu", "Grund der": "Beschluss", "Kürzel der": "AB"} | said))
    app.text_area[0].set_value(limits)
    button(app, "Fassung anlegen").click().run()

    assert any(sentence in error.value.replace("\\", "") for error in app.error)
    assert len(versions.known(open_store())) == 1


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
