"""Criteria: read strictly, kept as versions that never change, holding from a day on."""

import json
from dataclasses import replace
from datetime import date

import pytest

from diggs_analytics.analysis.measures import MEASURES, measure_named
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.evaluation import versions
from diggs_analytics.evaluation.criteria import (
    BREAKDOWNS,
    DEFAULT,
    Criteria,
    breaks_down,
    from_json,
    to_json,
)
from tests.builders import empty_store

NARROW = Criteria(
    name="2026",
    valid_from=date(2026, 8, 1),
    reason="Beschluss des Lenkungskreises",
    measures=("anzeigen", "pok"),
    breakdowns=("bezirksregierung",),
    counts={"art": ("Erstanzeige",), "rechtsgrundlage": ("APO-BK § 5 Abs. 6", "ohne Angabe")},
    rounding=5,
    threshold=3,
    limits={"Koch": 0.4},
)


@pytest.fixture
def store(tmp_path):
    with empty_store(tmp_path) as engine:
        yield engine


@pytest.mark.parametrize("criteria", [DEFAULT, NARROW], ids=lambda criteria: criteria.name)
def test_to_json_and_back(criteria):
    assert from_json(json.loads(json.dumps(to_json(criteria)))) == criteria


def test_the_default_has_every_measure_and_narrows_nothing():
    assert DEFAULT.measures == tuple(measure.name for measure in MEASURES)
    assert DEFAULT.breakdowns == BREAKDOWNS
    assert not (DEFAULT.counts or DEFAULT.limits or DEFAULT.rounding or DEFAULT.threshold)
    assert "Kriterien offen" in DEFAULT.reason


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({"measures": ["anzeigen", "noten"]}, "Die Kennzahl »noten« gibt es nicht"),
        ({"measures": ["pok", "pok"]}, "Die Kennzahl steht doppelt da: pok, pok."),
        ({"measures": []}, "mindestens eine Kennzahl"),
        ({"measures": "pok"}, "Die Kriterien sind nicht lesbar."),
        ({"breakdowns": ["ort"]}, "Die Gliederung »ort« gibt es nicht"),
        ({"counts": {"ort": ["Köln"]}}, "Die Spalte »ort« gibt es nicht"),
        ({"counts": {"art": ["Anzeige"]}}, "Der Wert für art »Anzeige« gibt es nicht"),
        ({"counts": ["art"]}, "Die Kriterien sind nicht lesbar."),
        ({"rounding": 0}, "Rundung und Schwelle sind ganze Zahlen ab 1."),
        ({"rounding": 2.5}, "Rundung und Schwelle sind ganze Zahlen ab 1."),
        ({"threshold": "drei"}, "Rundung und Schwelle sind ganze Zahlen ab 1."),
        ({"limits": {"Koch": 40}}, "zwischen 0 und 1"),
        ({"valid_from": "1.8.2026"}, "Die Kriterien sind nicht lesbar."),
        ({"valid_from": None}, "Die Kriterien sind nicht lesbar."),
        ({"reason": " "}, "brauchen einen Namen und einen Grund"),
        ({"nenner": "alle"}, "Die Angabe »nenner« gibt es nicht"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused(changed, sentence):
    with pytest.raises(DiggsError, match=".") as refused:
        from_json(to_json(NARROW) | changed)

    assert sentence in str(refused.value)


@pytest.mark.parametrize("name", ["name", "valid_from", "reason", "measures", "breakdowns"])
def test_what_is_missing_is_named(name):
    content = {key: value for key, value in to_json(NARROW).items() if key != name}

    with pytest.raises(DiggsError, match=f"fehlt die Angabe »{name}«"):
        from_json(content)


@pytest.mark.parametrize("content", [None, [], "Vorgabe"])
def test_no_object_is_no_criteria(content):
    with pytest.raises(DiggsError, match="JSON-Objekt"):
        from_json(content)


@pytest.mark.parametrize(
    "measure, columns",
    [
        ("anzeigen", ["bezirksregierung", "anlage", "bildungsgang", "fachbereich", "rechtsstatus"]),
        ("beteiligungsquote", ["bezirksregierung", "anlage", "bildungsgang", "fachbereich"]),
        ("pok", list(BREAKDOWNS)),
        ("pok_satz", ["bezirksregierung"]),
        ("testschulen", ["bezirksregierung"]),
    ],
)
def test_by_what_a_measure_is_broken_down(measure, columns):
    assert [name for name in BREAKDOWNS if breaks_down(measure_named(measure), name)] == columns


@pytest.mark.parametrize(
    "day, name",
    [
        (date(1995, 1, 1), "Vorgabe"),
        (date(2026, 7, 31), "Vorgabe"),
        (date(2026, 8, 1), "2026"),
        (date(2027, 10, 15), "2027 neu"),
    ],
)
def test_which_version_holds_on_a_day(store, day, name):
    versions.add(store, replace(NARROW, name="2027 neu", valid_from=date(2027, 8, 1)), "AB")
    versions.add(store, NARROW, "AB")

    assert versions.holding_on(store, day).name == name


def test_a_version_is_kept_as_it_was_written(store):
    versions.add(store, NARROW, "AB")

    assert versions.known(store) == [DEFAULT, NARROW]
    assert versions.named(store, "2026") == NARROW
    assert versions.named(store, "Vorgabe") == DEFAULT


@pytest.mark.parametrize(
    "criteria, sentence",
    [
        (replace(NARROW, reason="anders"), "»2026« gibt es schon"),
        (replace(NARROW, name="Vorgabe"), "die immer da sind"),
    ],
    ids=["known", "default"],
)
def test_a_version_is_never_changed(store, criteria, sentence):
    versions.add(store, NARROW, "AB")

    with pytest.raises(DiggsError, match=sentence):
        versions.add(store, criteria, "AB")
    assert versions.known(store) == [DEFAULT, NARROW]


def test_an_unknown_version_is_told_from_the_known_ones(store):
    with pytest.raises(DiggsError, match="»2030« gibt es nicht. Bekannt sind: »Vorgabe«."):
        versions.named(store, "2030")
