"""What is said about figures: each sentence to the letter."""

from datetime import date

import pandas as pd
import pytest

from diggs_analytics.analysis.comparison import Change
from diggs_analytics.analysis.measures import MEASURES, measure_named
from diggs_analytics.analysis.selection import Selection
from diggs_analytics.analysis.values import Value
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.output import findings
from diggs_analytics.output.wording import WORDING
from tests.test_figures import BEZIRKSREGIERUNGEN, days, values

ANZEIGEN = measure_named("anzeigen")
QUOTE = measure_named("beteiligungsquote")
WARTEZEIT = measure_named("wartezeit")
GONE = Nothing.NOT_DELIVERED


@pytest.mark.parametrize(
    "measure, by, groups, title",
    [
        (ANZEIGEN, "bezirksregierung", [("Köln", 612), ("Münster", 9)],
         "Köln hat mit 612 die meisten Anzeigen"),
        (ANZEIGEN, "bezirksregierung", [("Köln", 612), ("Münster", 9), ("Detmold", GONE)],
         "Köln hat mit 612 die meisten Anzeigen (ohne Detmold)"),
        (ANZEIGEN, "bezirksregierung", [("Köln", 612), ("Münster", 612), ("Detmold", 1)],
         "Köln und Münster haben mit je 612 die meisten Anzeigen"),
        (ANZEIGEN, "bezirksregierung", [("Köln", 5), ("Münster", 5)], "Anzeigen: überall 5"),
        (ANZEIGEN, "bezirksregierung", [("Köln", 0), ("Münster", 0)],
         "Anzeigen: überall genau null"),
        (ANZEIGEN, "bezirksregierung", [("Köln", 5)], "Anzeigen: 5 (Köln)"),
        (ANZEIGEN, "bezirksregierung", [("Köln", GONE)], "Anzeigen: keine Werte"),
        # what looks the same is level: 25,8 % and 25,8 %
        (QUOTE, "bezirksregierung", [("Köln", 0.2576), ("Münster", 0.2581), ("Detmold", 0.1)],
         "Münster und Köln haben mit je 25,8\u00a0% die höchste Beteiligungsquote"),
        (ANZEIGEN, "anlage", [("A", 3), ("B", 1)], "Anlage A hat mit 3 die meisten Anzeigen"),
        (ANZEIGEN, "bildungsgang", [(name, 2) for name in "abcd"] + [("e", 1)],
         "4 Gruppen haben mit je 2 die meisten Anzeigen"),
        # no Fachbereich, so it cannot have the most of them
        (ANZEIGEN, "fachbereich", [("ohne Angabe", 9), ("Informatik", 3), ("Gestaltung", 2)],
         "»Informatik« hat mit 3 die meisten Anzeigen"),
        (WARTEZEIT, "bezirksregierung", [("Köln", 12.5), ("Münster", 9)],
         "Köln hat mit 12,5 die meisten Tage bis zur Kenntnisnahme (Median)"),
        (ANZEIGEN, "monat", [("2025-08", 3), ("2025-09", 7)],
         "September 2025 hat mit 7 die meisten Anzeigen"),
    ],
)  # fmt: skip
def test_title_by(measure, by, groups, title):
    assert findings.title_by(values(by, *groups), measure, by) == title


def test_every_measure_has_its_words():
    assert set(WORDING) == {measure.name for measure in MEASURES}


@pytest.mark.parametrize(
    "measure, years, title",
    [
        (ANZEIGEN, [("2024/25", 540), ("2025/26", 612)],
         "Anzeigen: 612 im Schuljahr 2025/26, 540 im Schuljahr davor (+13,3\u00a0%)"),
        (ANZEIGEN, [("2023/24", 540), ("2024/25", 612)],
         "Anzeigen: 612 im Schuljahr 2024/25, 540 im Schuljahr davor "
         "(Rechtsgrundlage geändert, nur eingeschränkt vergleichbar)"),
        (QUOTE, [("2024/25", 0.5), ("2025/26", 0.48)],
         "Beteiligungsquote: 48,0\u00a0% im Schuljahr 2025/26, 50,0\u00a0% im Schuljahr davor "
         "(\u22122,0\u00a0Prozentpunkte)"),
        (ANZEIGEN, [("2024/25", 0), ("2025/26", 612)],
         "Anzeigen: 612 im Schuljahr 2025/26, 0 im Schuljahr davor"),
        (ANZEIGEN, [("2024/25", 540), ("2025/26", GONE)], "Anzeigen: 540 im Schuljahr 2024/25"),
        (ANZEIGEN, [("2023/24", 540), ("2025/26", 612)], "Anzeigen: 612 im Schuljahr 2025/26"),
        (ANZEIGEN, [("2025/26", GONE)], "Anzeigen: keine Werte"),
    ],
)  # fmt: skip
def test_title_trend(measure, years, title):
    assert findings.title_trend(values("schuljahr", *years).assign(whole=True), measure) == title


def test_title_trend_compares_the_same_bezirksregierungen_only():
    years = values("schuljahr", ("2024/25", 900), ("2025/26", 800))

    title = findings.title_trend(years.assign(whole=[False, True]), ANZEIGEN)

    assert title == "Anzeigen: 800 im Schuljahr 2025/26"


def test_title_trend_says_the_day_and_what_is_not_whole():
    years = values("schuljahr", ("2024/25", 900), ("2025/26", 800))
    day = date(2025, 10, 9)

    assert findings.title_trend(years.assign(whole=True), ANZEIGEN, day) == (
        "Anzeigen: 800 im Schuljahr 2025/26 bis 09.10.2025, 900 im Schuljahr davor (−11,1\u00a0%)"
    )
    assert findings.title_trend(years.assign(whole=[True, False]), ANZEIGEN, day) == (
        "Anzeigen: 800 im Schuljahr 2025/26 bis 09.10.2025 (unvollständig)"
    )


def test_title_course_compares_the_same_day():
    rows = pd.concat([days("2024/25", 3, 10, 900), days("2025/26", 4, 12)]).assign(whole=True)

    assert findings.title_course(rows, ANZEIGEN, "2025/26") == (
        "Anzeigen: 12 bis 02.08.2025, 10 am selben Tag des Schuljahres davor (+20,0\u00a0%)"
    )
    assert findings.title_course(rows, ANZEIGEN, "2024/25") == "Anzeigen: 900 bis 03.08.2024"
    assert findings.title_course(rows, ANZEIGEN, "2026/27") == "Anzeigen: keine Werte für 2026/27"
    assert findings.title_course(rows.assign(whole=False), ANZEIGEN, "2025/26") == (
        "Anzeigen: 12 bis 02.08.2025 (unvollständig)"
    )


@pytest.mark.parametrize(
    "measure, difference, ratio, text",
    [
        (ANZEIGEN, 212.0, 0.133, "+212 (+13,3\u00a0%) gegenüber 09.10.2025"),
        (ANZEIGEN, 0.0, 0.0, "±0 (±0,0\u00a0%) gegenüber 09.10.2025"),
        (QUOTE, -0.021, None, "\u22122,1\u00a0Prozentpunkte gegenüber 09.10.2025"),
        (ANZEIGEN, None, None, ""),
    ],
)
def test_change(measure, difference, ratio, text):
    days_compared = {"stichtag": date(2026, 10, 9), "stichtag_before": date(2025, 10, 9)}
    change = Change(Value(1.0), Value(1.0), difference, ratio, **days_compared)

    assert findings.change_text(change, measure) == text


@pytest.mark.parametrize(
    "chosen, population",
    [
        ({}, "alle Bezirksregierungen und Bildungsgänge"),
        ({"bezirksregierung": ("Köln", "Münster"), "anlage": ("A",)},
         "Bezirksregierung: Köln, Münster · Anlage: A"),
    ],
)  # fmt: skip
def test_caption_names_filters_stichtag_state_n_and_rule(chosen, population):
    selection = Selection("2026/27", date(2026, 10, 9), **chosen)

    assert findings.caption(ANZEIGEN, selection, date(2026, 10, 16), 1234) == (
        f"Anzeigen · Schuljahr 2026/27, Stichtag 09.10.2026 · {population} · n = 1\u202f234 Zeilen"
        f" · Quelle: Lieferungen der Bezirksregierungen, Stand 16.10.2026. {ANZEIGEN.definition}"
    )


@pytest.mark.parametrize(
    "frame, text",
    [
        (BEZIRKSREGIERUNGEN,
         "Anzeigen: 4 Werte, von 0 (Münster) bis 1\u202f204 (Düsseldorf). "
         "Ohne Wert: Detmold (nicht geliefert)."),
        (values("anlage", ("A", 7)), "Anzeigen: 1 Wert, 7 (Anlage A)."),
        (values("anlage", ("A", GONE)), "Anzeigen: keine Werte. Ohne Wert: Anlage A "
         "(nicht geliefert)."),
    ],
)  # fmt: skip
def test_text_alternative(frame, text):
    assert findings.text_alternative(frame, ANZEIGEN) == text


def test_text_alternative_names_groups_of_two_dimensions():
    frame = values("schuljahr", ("2024/25", 1), ("2025/26", 3))
    frame.insert(1, "anlage", ["A", "B"])

    assert findings.text_alternative(frame, ANZEIGEN) == (
        "Anzeigen: 2 Werte, von 1 (2024/25, Anlage A) bis 3 (2025/26, Anlage B)."
    )


@pytest.mark.parametrize(
    "months, title",
    [
        (
            [("2025-08", 3), ("2025-09", 12)],
            "Im September 2025 gingen mit 12 die meisten Anzeigen ein",
        ),
        ([("2025-08", 0)], "Anzeigen: kein Eingang"),
        ([("2025-08", GONE)], "Anzeigen: kein Eingang"),
    ],
)
def test_title_months(months, title):
    assert findings.title_months(values("monat", *months), ANZEIGEN) == title
