"""One cell becomes one value, in every way senders write it."""

from datetime import date, datetime

import pytest

from diggs_analytics.domain import columns as c
from diggs_analytics.intake.cells import ExcelError, NoStoredValue
from diggs_analytics.intake.values import Unreadable, anlage_and_untertyp, is_blank, read

READABLE = [
    (c.SCHULJAHR, "2024/25", "2024/25"),
    (c.SCHULJAHR, "2024/2025", "2024/25"),
    (c.SCHULJAHR, "24/25", "2024/25"),
    (c.SCHULJAHR, "2024-25", "2024/25"),
    (c.SCHULJAHR, "SJ 2024/25", "2024/25"),
    (c.BEZIRKSREGIERUNG, "BR Köln", "Köln"),
    (c.BEZIRKSREGIERUNG, "Bez.-Reg. Köln", "Köln"),
    (c.BEZIRKSREGIERUNG, "BezReg Koeln", "Köln"),
    (c.BEZIRKSREGIERUNG, "Reg.-Bez. Köln", "Köln"),
    (c.BEZIRKSREGIERUNG, "KÖLN ", "Köln"),
    (c.SCHULNUMMER, "178718", "178718"),
    (c.SCHULNUMMER, 178718.0, "178718"),
    (c.SCHULNUMMER, "178718.0", "178718"),
    (c.SCHULNUMMER, "Nr. 178 718", "178718"),
    (c.EINGANGSDATUM, datetime(2024, 8, 25), date(2024, 8, 25)),
    (c.EINGANGSDATUM, "25.08.2024", date(2024, 8, 25)),
    (c.EINGANGSDATUM, "25.8.24", date(2024, 8, 25)),
    (c.EINGANGSDATUM, "2024-08-25", date(2024, 8, 25)),
    (c.EINGANGSDATUM, "25. August 2024", date(2024, 8, 25)),
    (c.EINGANGSDATUM, "3. März 2025", date(2025, 3, 3)),
    (c.EINGANGSDATUM, 45529.0, date(2024, 8, 25)),
    (c.EINGANGSDATUM, "45529", date(2024, 8, 25)),
    (c.ART, "wesentliche Änderung", "Änderung"),
    (c.ANLAGE, "A", "A"),
    (c.ANLAGE, "A 1", "A"),
    (c.ANLAGE, "Anlage C", "C"),
    (c.ANLAGE, "APO-BK Anlage C 3", "C"),
    (c.BILDUNGSGANG, "  Koch /\nKöchin ", "Koch / Köchin"),
    (c.FACHBEREICH, "TN", "Technik/Naturwissenschaften"),
    (c.KLASSEN, 20.0, 20),
    (c.KLASSEN, " 20 ", 20),
    (c.KLASSEN, "1.020", 1020),
    (c.KLASSEN, "1\u202f020", 1020),
    (c.STUNDEN_DISTANZ, "12,5", 12.5),
    (c.STUNDEN_DISTANZ, "1.020,5", 1020.5),
    (c.ANTEIL, "25 %", 0.25),
    (c.ANTEIL, 25, 0.25),
    (c.ANTEIL, "0,25", 0.25),
    (c.ANTEIL, "0,5 %", 0.005),
    (c.ANTEIL, 1, 1.0),
    (c.STANDORTUEBERGREIFEND, "x", True),
    (c.STANDORTUEBERGREIFEND, "N", False),
    (c.STANDORTUEBERGREIFEND, 0.0, False),
    (c.STANDORTUEBERGREIFEND, True, True),
    (c.PARTNERSCHULEN, "200002; 200001", "200001, 200002"),
    (c.PARTNERSCHULEN, 200002.0, "200002"),
    (c.RECHTSGRUNDLAGE, "§ 5 Abs. 6 APO-BK", "APO-BK § 5 Abs. 6"),
    (c.STATUS, "Kenntnisnahme", "zur Kenntnis genommen"),
    (c.EBENE, "BG-übergreifend", "bildungsgangübergreifend"),
    (c.EBENE, "schulübergreifend bildungsgangspezifisch", "schulübergreifend"),
]

UNREADABLE = [
    (c.SCHULJAHR, "2024/26", "unreadable_value"),
    (c.SCHULJAHR, 2024.0, "unreadable_value"),
    (c.BEZIRKSREGIERUNG, "Kölln", "unknown_value"),
    (c.SCHULNUMMER, "17871", "unreadable_value"),
    (c.SCHULNUMMER, "078718", "unreadable_value"),
    (c.EINGANGSDATUM, "31.09.2024", "unreadable_value"),
    (c.EINGANGSDATUM, 2024.0, "unreadable_value"),
    (c.EINGANGSDATUM, "bald", "unreadable_value"),
    (c.ANLAGE, "C03", "schulgliederung_for_anlage"),
    (c.ANLAGE, "F", "unreadable_value"),
    (c.KLASSEN, -1.0, "unreadable_value"),
    (c.KLASSEN, "2,5", "unreadable_value"),
    (c.KLASSEN, "ca. 20", "unreadable_value"),
    (c.KLASSEN, True, "unreadable_value"),
    (c.STANDORTUEBERGREIFEND, "vielleicht", "unreadable_value"),
    (c.KLASSEN, ExcelError("#N/A"), "excel_error"),
    (c.BILDUNGSGANG, "#NV", "excel_error"),
    (c.KLASSEN, NoStoredValue(), "formula_without_value"),
]


@pytest.mark.parametrize("column, cell, value", READABLE)
def test_readable(column, cell, value):
    assert read(cell, column) == value


@pytest.mark.parametrize("column, cell, check", UNREADABLE)
def test_unreadable(column, cell, check):
    with pytest.raises(Unreadable) as problem:
        read(cell, column)

    assert problem.value.check == check


def test_unknown_value_comes_with_the_nearest():
    with pytest.raises(Unreadable) as problem:
        read("Kölln", c.BEZIRKSREGIERUNG)

    assert problem.value.message == "Bezirksregierung »Kölln« ist nicht bekannt."
    assert problem.value.suggestion == "Köln"


@pytest.mark.parametrize(
    "cell, expected",
    [("A 1", ("A", 1)), ("C3", ("C", 3)), ("E", ("E", None)), ("D 29", ("D", None))],
)
def test_anlage_holds_the_untertyp(cell, expected):
    assert anlage_and_untertyp(cell, c.ANLAGE) == expected


@pytest.mark.parametrize("cell", ["", "  ", "-", "–", ".", "/", "k. A.", "k.A.", "n. b.", "o. A."])
def test_signs_for_nothing(cell):
    assert is_blank(cell)


@pytest.mark.parametrize("cell", ["x", "0", 0.0, False])
def test_no_signs_for_nothing(cell):
    assert not is_blank(cell)
