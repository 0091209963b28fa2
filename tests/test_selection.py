"""Which rows a reader chose, and which Stichtag the program proposes."""

from datetime import date

import pytest

from diggs_analytics.analysis.selection import (
    OHNE_ANGABE,
    Selection,
    default_stichtag,
    schuljahre,
    select,
)
from tests.pictures import records

ANZEIGEN = """
    schulnummer | schuljahr | bezirksregierung | eingangsdatum | anlage | bildungsgang | fachbereich
    1           | 2025/26   | Köln             | 2025-07-30    | A      | Koch         | Informatik
    2           | 2025/26   | Münster          | 2025-10-09    | A      | Koch         |
    3           | 2025/26   | Köln             | 2025-10-10    | B      | Kellnerin    | Gestaltung
    4           | 2024/25   | Köln             | 2024-10-09    | A      | Koch         | Informatik
"""

OCTOBER = date(2025, 10, 9)
JULY = date(2026, 7, 31)


@pytest.mark.parametrize(
    "selection, expected",
    [
        (Selection("2025/26", JULY), "123"),
        (Selection("2025/26", OCTOBER), "12"),
        (Selection("2024/25", JULY), "4"),
        (Selection("2023/24", JULY), ""),
        (Selection("2025/26", JULY, bezirksregierung=("Köln",)), "13"),
        (Selection("2025/26", JULY, bezirksregierung=("Köln", "Münster")), "123"),
        (Selection("2025/26", JULY, anlage=("B",)), "3"),
        (Selection("2025/26", JULY, bildungsgang=("Koch",)), "12"),
        (Selection("2025/26", JULY, fachbereich=("Gestaltung",)), "3"),
        (Selection("2025/26", JULY, fachbereich=("Gestaltung", OHNE_ANGABE)), "23"),
        (Selection("2025/26", JULY, ("Köln",), ("A",), ("Koch",), ("Informatik",)), "1"),
        (Selection("2025/26", JULY, ("Münster",), ("B",)), ""),
    ],
)
def test_select(selection, expected):
    rows = select(records(ANZEIGEN).anzeigen, selection)

    assert "".join(rows["schulnummer"]) == expected


def test_schuljahre_with_data():
    delivered = records(
        scopes="""
        table    | bezirksregierung | period
        pok      | Köln             | 2025/26
        anzeigen | Köln             | 2023/24
        schulen  | Köln             | 2026/27
        anzeigen | Münster          | 2023/24
        """
    )

    assert schuljahre(delivered) == ["2023/24", "2025/26"]


SCOPES = """
    table    | bezirksregierung | period  | received
    anzeigen | Köln             | 2025/26 | 2026-02-10
    anzeigen | Köln             | 2026/27 | 2026-10-16
    anzeigen | Münster          | 2026/27 | 2026-10-09
    pok      | Münster          | 2026/27 | 2026-10-02
"""


@pytest.mark.parametrize(
    "schuljahr, today, expected",
    {
        "finished: its last day": ("2025/26", date(2026, 11, 1), date(2026, 7, 31)),
        "its last day is not over yet": ("2025/26", date(2026, 7, 31), date(2026, 2, 10)),
        "running: up to where all have delivered": (
            "2026/27",
            date(2026, 11, 1),
            date(2026, 10, 9),
        ),
        "never after today": ("2026/27", date(2026, 10, 5), date(2026, 10, 5)),
        "nobody has delivered": ("2027/28", date(2026, 11, 1), date(2026, 11, 1)),
    }.values(),
)
def test_default_stichtag(schuljahr, today, expected):
    assert default_stichtag(records(scopes=SCOPES), schuljahr, today) == expected
