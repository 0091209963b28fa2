"""From figures to sentences, each to the letter; a blank in a number or before % does not break."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from diggs_analytics.analysis.comparison import NEW_LEGAL_BASIS, Change
from diggs_analytics.analysis.disclosure import ROUNDED, SECRET, Breakdown, protected, rounded
from diggs_analytics.analysis.measures import MEASURES, measure_named
from diggs_analytics.analysis.values import Value
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.output import sentences
from diggs_analytics.output.wording import WORDING
from tests.test_figures import values

ANZEIGEN = measure_named("anzeigen")
POK = measure_named("pok")
QUOTE = measure_named("beteiligungsquote")
ANTEIL = measure_named("distanzanteil")
WARTEZEIT = measure_named("wartezeit")
GONE = Nothing.NOT_DELIVERED
BR = "bezirksregierung"


def plain(sentence: str) -> str:
    """With ordinary blanks, so that the sentences below can be read."""
    return sentence.replace("\u202f", " ").replace("\u00a0", " ")


def value(number: float | Nothing, note: str = "") -> Value:
    return Value(None, number, note) if isinstance(number, Nothing) else Value(number, None, note)


def change(measure, was: float | Nothing, now: float | Nothing) -> Change:
    """As analysis/comparison.py makes it."""
    if isinstance(was, Nothing) or isinstance(now, Nothing):
        difference = ratio = None
    else:
        difference = now - was
        ratio = difference / was if was and measure.unit != "%" else None
    days = (date(2026, 10, 9), date(2025, 10, 9))
    return Change(value(now), value(was), difference, ratio, *days)


COUNTS = [
    (822, 1034, "stieg um 212 auf 1 034 (+25,8 %)."),
    (1034, 822, "sank um 212 auf 822 (−20,5 %)."),
    (612, 612, "blieb unverändert bei 612."),
    (0, 12, "stieg von 0 auf 12."),
    (12, 0, "sank um 12 auf 0 (−100,0 %)."),
    (0, 0, "blieb unverändert bei 0."),
    (GONE, 12, ""),
    (12, GONE, ""),
]
SHARES = [
    (0.237, 0.258, "stieg um 2,1 Prozentpunkte auf 25,8 %."),
    (0.258, 0.237, "sank um 2,1 Prozentpunkte auf 23,7 %."),
    (0.258, 0.258, "blieb unverändert bei 25,8 %."),
    (0.2578, 0.2580, "blieb nahezu unverändert bei 25,8 %."),
    (0, 0.258, "stieg um 25,8 Prozentpunkte auf 25,8 %."),
    (0.258, 0, "sank um 25,8 Prozentpunkte auf 0."),
    (0, 0, "blieb unverändert bei 0."),
    (GONE, 0.258, ""),
]
DAYS = [
    (9, 12.5, "stieg um 3,5 Tage auf 12,5 Tage (+38,9 %)."),
    (2, 1, "sank um 1 Tag auf 1 Tag (−50,0 %)."),
    (12.5, 12.5, "blieb unverändert bei 12,5 Tagen."),
    (1, 1, "blieb unverändert bei 1 Tag."),
    (0, 12, "stieg von 0 auf 12 Tage."),
    (12, 0, "sank um 12 Tage auf 0 Tage (−100,0 %)."),
    (12, GONE, ""),
]
# Name of the measure → how its sentences begin, and the directions they take
SUBJECTS = {
    "anzeigen": ("Die Zahl der Anzeigen", COUNTS),
    "bildungsgaenge": ("Die Zahl der angezeigten Bildungsgänge", COUNTS),
    "schulen": ("Die Zahl der beteiligten Berufskollegs", COUNTS),
    "beteiligungsquote": ("Die Beteiligungsquote", SHARES),
    "klassen": ("Die Zahl der Klassen", COUNTS),
    "lernende": ("Die Zahl der Lernenden", COUNTS),
    "distanzstunden": ("Die Zahl der Distanzstunden", COUNTS),
    "distanzanteil": ("Der Distanzanteil", SHARES),
    "rueckfragen_anzeigen": ("Die Zahl der offenen Rückfragen zu Anzeigen", COUNTS),
    "pok": ("Die Zahl der PoK", COUNTS),
    "pok_satz": ("Die Zahl der Schulen mit vollständigem PoK-Satz", COUNTS),
    "testschulen": ("Die Zahl der Testschulen", COUNTS),
    "wartezeit": ("Die Zeit bis zur Kenntnisnahme (Median)", DAYS),
    "rueckfragen_pok": ("Die Zahl der offenen Rückfragen zu PoK", COUNTS),
}


@pytest.mark.parametrize(
    "name, was, now, sentence",
    [
        (name, was, now, f"{subject} {rest}" if rest else "")
        for name, (subject, directions) in SUBJECTS.items()
        for was, now, rest in directions
    ],
)
def test_change(name, was, now, sentence):
    measure = measure_named(name)

    assert plain(sentences.change(change(measure, was, now), measure)) == sentence


def test_every_measure_is_spoken_of():
    assert set(SUBJECTS) == set(WORDING) == {measure.name for measure in MEASURES}


def test_numbers_do_not_break():
    assert sentences.change(change(POK, 822, 1034), POK) == (
        "Die Zahl der PoK stieg um 212 auf 1\u202f034 (+25,8\u00a0%)."
    )


@pytest.mark.parametrize(
    "was, now, rest",
    [(540, 612, "stieg um 72 auf 612"), (0, 612, "stieg von 0 auf 612")],
)
def test_a_break_in_the_series_is_said(was, now, rest):
    compared = replace(change(POK, was, now), note=f"ohne Detmold; {NEW_LEGAL_BASIS}")

    assert sentences.change(compared, POK) == f"Die Zahl der PoK {rest} ({NEW_LEGAL_BASIS})."


@pytest.mark.parametrize(
    "measure, lead, sentence",
    [
        (POK, "Gegenüber dem 09.10.2025", "Gegenüber dem 09.10.2025 sank die Zahl der PoK um 3 auf 9 (−25,0 %)."),
        (POK, "in Köln", "In Köln sank die Zahl der PoK um 3 auf 9 (−25,0 %)."),
    ],
)  # fmt: skip
def test_words_before_the_verb(measure, lead, sentence):
    assert plain(sentences.change(change(measure, 12, 9), measure, lead=lead)) == sentence


@pytest.mark.parametrize(
    "measure, was, now, cases, is_said",
    [
        (POK, 3, 9, (), True),
        (POK, 2, 9, (), False),
        (POK, 9, 2, (), False),
        (POK, 0, 9, (), True),  # that nothing was there is no small number
        (QUOTE, 0.1, 0.2, (3, 9), True),
        (QUOTE, 0.1, 0.2, (2, 9), False),
        (WARTEZEIT, 2, 1, (30, 40), True),
        (WARTEZEIT, 20, 10, (30, 2), False),
    ],
)
def test_a_base_under_the_threshold_is_not_spoken_of(measure, was, now, cases, is_said):
    compared = change(measure, was, now)

    assert bool(sentences.change(compared, measure, 3, cases=cases)) == is_said
    assert sentences.change(compared, measure)
    assert bool(sentences.level(compared.now, measure, 3, cases=cases[1:])) == (
        (cases[1] if cases else now) >= 3
    )


@pytest.mark.parametrize(
    "measure, number, sentence",
    [
        (POK, 1034, "Die Zahl der PoK liegt bei 1 034."),
        (POK, 0, "Die Zahl der PoK liegt bei 0."),
        (ANTEIL, 0.258, "Der Distanzanteil liegt bei 25,8 %."),
        (WARTEZEIT, 12.5, "Die Zeit bis zur Kenntnisnahme (Median) liegt bei 12,5 Tagen."),
        (WARTEZEIT, 1, "Die Zeit bis zur Kenntnisnahme (Median) liegt bei 1 Tag."),
        (POK, GONE, ""),
        (POK, Nothing.UNKNOWN, ""),
    ],
)
def test_level(measure, number, sentence):
    assert plain(sentences.level(value(number), measure)) == sentence


@pytest.mark.parametrize(
    "measure, groups, sentence",
    [
        (ANZEIGEN, [("Köln", 612), ("Münster", 30), ("Detmold", 9)],
         "Köln hat mit 612 die meisten Anzeigen, die wenigsten hat Detmold mit 9."),
        (ANZEIGEN, [("Köln", 12), ("Münster", 12), ("Detmold", 9)],
         "Köln und Münster haben mit je 12 die meisten Anzeigen, die wenigsten hat Detmold mit 9."),
        (ANZEIGEN, [("Köln", 612), ("Münster", 0), ("Detmold", 0)],
         "Köln hat mit 612 die meisten Anzeigen, die wenigsten haben Münster und Detmold mit je 0."),
        (ANZEIGEN, [("Köln", 612), ("Münster", 30), ("Detmold", GONE)],
         "Köln hat mit 612 die meisten Anzeigen, die wenigsten hat Münster mit 30."),
        (ANZEIGEN, [("Köln", 612), ("Münster", 30), ("Detmold", 2)],
         "Köln hat mit 612 die meisten Anzeigen."),
        (ANZEIGEN, [("Köln", 2), ("Münster", 1)], ""),
        (ANZEIGEN, [("Köln", 5), ("Münster", 5)], "Die Zahl der Anzeigen liegt überall bei 5."),
        (ANZEIGEN, [("Köln", 612)], ""),
        (ANZEIGEN, [("Köln", 612), ("Münster", 30), ("Detmold", Nothing.UNKNOWN, SECRET)], ""),
        (ANZEIGEN, [("Köln", 610, ROUNDED), ("Münster", 30, ROUNDED)], ""),
    ],
)  # fmt: skip
def test_highest_and_lowest(measure, groups, sentence):
    assert plain(sentences.extremes(values(BR, *groups), measure, BR, 3)) == sentence


@pytest.mark.parametrize(
    "name, sentence",
    [
        ("beteiligungsquote", "Köln hat mit 50,0 % die höchste Beteiligungsquote, die niedrigste hat Detmold mit 10,0 %."),
        ("distanzanteil", "Köln hat mit 50,0 % den höchsten Distanzanteil, den niedrigsten hat Detmold mit 10,0 %."),
        ("wartezeit", "Köln hat mit 0,5 die meisten Tage bis zur Kenntnisnahme (Median), die wenigsten hat Detmold mit 0,1."),
    ],
)  # fmt: skip
def test_highest_and_lowest_of_what_is_no_count(name, sentence):
    rows = values(BR, ("Köln", 0.5), ("Detmold", 0.1)).assign(base=[30.0, 3.0])

    assert plain(sentences.extremes(rows, measure_named(name), BR, 3)) == sentence
    assert sentences.extremes(rows.assign(base=2.0), measure_named(name), BR, 3) == ""


@pytest.mark.parametrize(
    "name, part, land, sentence",
    [
        ("anzeigen", 612, 1486, "Auf Köln entfallen 41,2 % der Anzeigen im Land (612 von 1 486)."),
        ("lernende", 50, 50, "Auf Köln entfallen 100,0 % der Lernenden im Land (50 von 50)."),
        ("rueckfragen_pok", 5, 20, "Auf Köln entfallen 25,0 % der offenen Rückfragen zu PoK im Land (5 von 20)."),
        ("anzeigen", 2, 1486, ""),
        ("anzeigen", 0, 1486, ""),
        ("anzeigen", GONE, 1486, ""),
        ("pok", 612, 1486, ""),  # a schulübergreifendes PoK stands in several
        ("beteiligungsquote", 0.5, 0.7, ""),
    ],
)  # fmt: skip
def test_share_of_the_land(name, part, land, sentence):
    measure = measure_named(name)

    assert plain(sentences.share_of_land(value(part), value(land), measure, "Köln", 3)) == sentence


@pytest.mark.parametrize(
    "measure, groups, sentence",
    [
        (POK, [("Köln", 400, 612), ("Münster", 5, 6), ("Detmold", 15, 3)],
         "Am stärksten stieg die Zahl der PoK in Köln (um 212 auf 612), am stärksten sank sie in Detmold (um 12 auf 3)."),
        (POK, [("Köln", 4, 6), ("Münster", 5, 7), ("Detmold", 3, 3)],
         "Am stärksten stieg die Zahl der PoK in Köln und Münster (um je 2)."),
        (POK, [("Köln", 6, 4), ("Münster", 5, 5)],
         "Am stärksten sank die Zahl der PoK in Köln (um 2 auf 4)."),
        (POK, [("Köln", 6, 6), ("Münster", 5, 5)], "Die Zahl der PoK blieb überall unverändert."),
        (POK, [("Köln", 2, 8), ("Münster", 9, 5)],
         "Am stärksten sank die Zahl der PoK in Münster (um 4 auf 5)."),
        (POK, [("Köln", 6, 9), ("Münster", GONE, 5)], ""),
        (measure_named("rueckfragen_pok"), [("Köln", 6, 9), ("Münster", 3, 5)], ""),
        (ANTEIL, [("Köln", 0.2, 0.25), ("Münster", 0.3, 0.28)],
         "Am stärksten stieg der Distanzanteil in Köln (um 5,0 Prozentpunkte auf 25,0 %), "
         "am stärksten sank er in Münster (um 2,0 Prozentpunkte auf 28,0 %)."),
        (WARTEZEIT, [("Köln", 9, 10), ("Münster", 5, 6)],
         "Am stärksten stieg die Zeit bis zur Kenntnisnahme (Median) in Köln und Münster (um je 1 Tag)."),
    ],
)  # fmt: skip
def test_largest_changes(measure, groups, sentence):
    before, now = (
        values(BR, *((group, both[place]) for group, *both in groups)).assign(base=9.0)
        for place in (0, 1)
    )

    assert plain(sentences.largest_changes(now, before, measure, BR, 3)) == sentence


def test_largest_changes_of_anything_but_places():
    before, now = (
        values("fachbereich", ("Informatik", n), ("Gestaltung", 4), ("ohne Angabe", 9 * n))
        for n in (3, 8)
    )

    assert sentences.largest_changes(now, before, POK, "fachbereich") == (
        "Am stärksten stieg die Zahl der PoK bei »Informatik« (um 5 auf 8)."
    )


@pytest.mark.parametrize(
    "groups, sentence",
    [
        ([("Köln", 5), ("Detmold", GONE)], "Ohne Detmold: nicht geliefert."),
        ([("Köln", GONE), ("Detmold", GONE), ("Münster", Nothing.UNKNOWN)],
         "Ohne Köln und Detmold: nicht geliefert. Ohne Münster: unbekannt."),
        ([("Köln", 5), ("Detmold", Nothing.UNKNOWN, SECRET)], ""),
        ([("Köln", 0)], ""),
    ],
)  # fmt: skip
def test_missing(groups, sentence):
    assert sentences.missing(values(BR, *groups), BR) == sentence


def said(table: pd.DataFrame, earlier: pd.DataFrame) -> str:
    [first, *_] = table.to_dict("records")
    cell = Value(None if first["nothing"] else first["value"], first["nothing"], first["note"])
    land = Value(50.0)
    compared = Change(cell, Value(8.0), -6.0, -0.75, date(2026, 10, 9), date(2025, 10, 9))
    return "".join(
        [
            sentences.level(cell, ANZEIGEN),
            sentences.change(compared, ANZEIGEN),
            sentences.share_of_land(cell, land, ANZEIGEN, "Köln"),
            sentences.extremes(table, ANZEIGEN, BR),
            sentences.largest_changes(table, earlier, ANZEIGEN, BR),
            sentences.missing(table, BR),
        ]
    )


def test_what_is_suppressed_or_rounded_stands_in_no_sentence():
    rows = values(BR, ("Köln", 2), ("Münster", 18), ("Detmold", 30))
    earlier = values(BR, ("Köln", 8), ("Münster", 18), ("Detmold", 30))

    [secret] = protected([Breakdown(ANZEIGEN, rows.assign(base=rows["value"]))], 3).tables

    assert said(rows, earlier)
    assert said(secret, earlier) == ""
    assert said(rounded(ANZEIGEN, rows), earlier) == ""
