"""How many findings a mended delivery has settled, wherever its rows stand now."""

from datetime import date

import pytest

from diggs_analytics.domain.feedback import Placed, Progress, TablePlace, placed, progress, table_of
from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.store import deliveries
from diggs_analytics.store.earlier import findings_before
from tests.builders import empty_store
from tests.workbooks import workbook

FIRST, LATER = date(2024, 10, 1), date(2024, 10, 20)


def found(*texts: str) -> list[Placed]:
    """``unknown_value bezirksregierung Kölln B4``: check, column, value, cell."""
    parts = [text.split() for text in texts]
    return [
        Placed("anzeigen", Finding(Severity.ERROR, check, "", "Blatt", cell, value, column=column))
        for check, column, value, cell in parts
    ]


KOELLN, VIELE = "unknown_value bezirksregierung Kölln", "unreadable_value klassen viele"


@pytest.mark.parametrize(
    "before, now, expected",
    [
        ([f"{KOELLN} B4"], [], Progress(1, 0, 0)),
        ([f"{KOELLN} B4"], [f"{KOELLN} B4"], Progress(0, 1, 0)),
        # rows inserted above, a column inserted before
        ([f"{KOELLN} B4", f"{VIELE} G5"], [f"{KOELLN} B9", f"{VIELE} H10"], Progress(0, 2, 0)),
        # another value is another finding: one gone, one new
        ([f"{KOELLN} B4"], ["unknown_value bezirksregierung Kööln B4"], Progress(1, 0, 1)),
        # the same value in another column
        ([f"{VIELE} G5"], ["unreadable_value lernende viele H5"], Progress(1, 0, 1)),
        # of equal findings the number counts
        ([f"{VIELE} G4", f"{VIELE} G5", f"{VIELE} G6"], [f"{VIELE} G5"], Progress(2, 1, 0)),
        ([f"{VIELE} G4"], [f"{VIELE} G4", f"{VIELE} G5"], Progress(0, 1, 1)),
        ([], [f"{VIELE} G4"], None),
    ],
)
def test_what_became_of_the_findings(before, now, expected):
    assert progress(found(*before), found(*now)) == expected


@pytest.mark.parametrize(
    "of, sentence",
    [
        (
            Progress(12, 2, 1),
            "12 von 14 Befunden der letzten Lieferung sind erledigt, 2 offen, 1 neu.",
        ),
        (Progress(1, 1, 0), "1 von 2 Befunden der letzten Lieferung ist erledigt, 1 offen, 0 neu."),
        (Progress(1, 0, 0), "Der eine Befund der letzten Lieferung ist erledigt, 0 neu."),
        (Progress(0, 1, 2), "Der eine Befund der letzten Lieferung ist offen, 2 neu."),
    ],
)
def test_the_sentence(of, sentence):
    assert of.sentence == sentence


TWO_TABLES = (
    TablePlace("Blatt", 3, "anzeigen"),
    TablePlace("Blatt", 20, "pok"),
    TablePlace("Schulen", 1, "schulen"),
)


@pytest.mark.parametrize(
    "sheet, row, table",
    [
        ("Blatt", 4, "anzeigen"),
        ("Blatt", 21, "pok"),
        ("Blatt", 0, "anzeigen"),
        ("Schulen", 9, "schulen"),
        ("Notizen", 0, "Notizen"),
    ],
)
def test_the_table_that_a_finding_is_about(sheet, row, table):
    finding = Finding(Severity.ERROR, "x", "", sheet, row=row)

    assert table_of(finding, TWO_TABLES) == table


HEADER = (
    "Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang | Klassen"
)
POK = """
Schuljahr | Bezirksregierung | Schulnummer | Ebene        | Eingangsdatum | Status
2024/25   | Köln             | 200001      | übergreifend | 25.08.2024    | irgendwie
"""
DELIVERED = f"""
{HEADER}
2024/25 | Köln    | 200001 | 02.09.2024 | A 1 | Koch | zwei
2024/25 | Köln    | 20000  | 03.09.2024 | A 1 | Koch | 2
2023/24 | Köln    | 200003 | 04.09.2023 | A 1 | Koch | drei
2024/25 | Münster | 300001 | 04.09.2024 | A 1 | Koch | vier
"""
# Of Köln 2024/25 only; a row more, one mended, one as before, the columns in another order.
MENDED = """
Klassen | Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang
1       | 2024/25   | Köln             | 200009      | 01.09.2024    | A 1    | Koch
zwei    | 2024/25   | Köln             | 200001      | 02.09.2024    | A 1    | Koch
2       | 2024/25   | Köln             | 200002      | 03.09.2024    | A 1    | Koch
x       | 2024/25   | Köln             | 200004      | 03.09.2024    | A 1    | Koch
"""


def delivery(sheets: dict[str, str]):
    return read_delivery("liste.xlsx", workbook(sheets))


@pytest.fixture
def store(tmp_path):
    with empty_store(tmp_path) as engine:
        yield engine


def values_before(store, sheets: dict[str, str], received: date = LATER) -> list[str]:
    return [p.finding.value for p in findings_before(store, delivery(sheets), received)]


def test_held_against_the_last_delivery_of_the_same_scopes(store):
    deliveries.keep(store, delivery({"Anzeigen": DELIVERED, "PoK": POK}), FIRST, "AB")
    mended = delivery({"neu": MENDED})

    before = findings_before(store, mended, LATER)

    # Not drei (another Schuljahr), vier (another Bezirksregierung), irgendwie (another table).
    assert [one.finding.value for one in before] == ["20000", "zwei"]
    assert progress(before, placed(mended)) == Progress(settled=1, still_open=1, new=1)


def test_each_table_against_the_delivery_that_brought_it(store):
    deliveries.keep(store, delivery({"Anzeigen": DELIVERED}), FIRST, "AB")
    deliveries.keep(store, delivery({"PoK": POK}), FIRST, "AB")

    both = {"neu": MENDED, "PoK": POK}
    assert values_before(store, both) == ["20000", "zwei", "irgendwie"]


def test_the_last_is_the_one_received_last_until_that_day_and_not_taken_back(store):
    worse = DELIVERED.replace("zwei", "acht")
    deliveries.keep(store, delivery({"Anzeigen": DELIVERED}), FIRST, "AB")
    second = deliveries.keep(store, delivery({"Anzeigen": worse}), date(2024, 10, 10), "AB")

    sheets = {"neu": MENDED}
    assert values_before(store, sheets) == ["20000", "acht"]
    assert values_before(store, sheets, received=date(2024, 10, 5)) == ["20000", "zwei"]
    deliveries.take_back(store, second.delivery_id, "AB", "falsche Datei")
    assert values_before(store, sheets) == ["20000", "zwei"]


def test_a_delivery_without_a_row_that_counts_is_the_last_all_the_same(store):
    """It does not replace what stands, but what was found in it was said to the sender."""
    deliveries.keep(store, delivery({"Anzeigen": DELIVERED}), FIRST, "AB")
    none_counts = f"{HEADER}\n2024/25 | Köln | 20000 | 02.09.2024 | A 1 | Koch | 2"
    deliveries.keep(store, delivery({"Anzeigen": none_counts}), date(2024, 10, 10), "AB")

    assert values_before(store, {"neu": MENDED}) == ["20000"]


def test_the_first_delivery_of_a_scope_has_nothing_before_it(store):
    first = delivery({"neu": MENDED})

    assert progress(findings_before(store, first, LATER), placed(first)) is None
