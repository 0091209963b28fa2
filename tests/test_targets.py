"""Numeric targets: value against target, what is left, and the pace."""

from datetime import date

import pandas as pd
import pytest

from diggs_analytics.analysis.targets import COLUMNS, declared, months, targets
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.domain.tables import ZIELWERTE
from diggs_analytics.store import open_store, state
from tests.builders import typed_rows
from tests.pictures import all_delivered, records
from tests.write_expected import records_of

# Six Anzeigen of 2025/26, three of them in Köln; Detmold has not delivered.
DRAWN = records(
    """
    bezirksregierung | schulnummer | eingangsdatum | stunden_distanz | stunden_gesamt
    Köln             | 200001      | 2025-09-01    | 100             | 500
    Köln             | 200001      | 2025-10-01    |                 |
    Köln             | 200002      | 2025-11-01    |                 |
    Münster          | 200003      | 2025-09-01    |                 |
    Münster          | 200003      | 2025-09-02    |                 |
    Arnsberg         | 200004      | 2025-09-01    |                 |
    """,
    scopes=all_delivered("2025/26").replace("anzeigen | Detmold | 2025/26\n", ""),
)
STAND = date(2025, 12, 31)


def against(picture: str, stand: date = STAND) -> pd.DataFrame:
    rows = typed_rows(picture, ZIELWERTE)
    numbers = {name: pd.to_numeric(rows[name]) for name in ("minimum", "maximum")}
    return targets(rows.assign(**numbers), DRAWN, stand)


def first(columns: str, values: str, stand: date = STAND) -> pd.Series:
    return against(f"jahr | kennzahl | {columns}\n2025 | {values}", stand).iloc[0]


@pytest.mark.parametrize(
    "values, value, urteil, offen",
    [
        ("Anzeigen | 8 |   |        ", 6, "noch nicht erreicht", 2),
        ("Anzeigen | 6 | 9 |        ", 6, "erreicht", 0),
        ("Anzeigen | 2 | 5 |        ", 6, "über dem Höchstwert", 0),
        ("Anzeigen |   | 6 |        ", 6, "erreicht", None),
        ("anzeigen | 4 |   | Köln   ", 3, "noch nicht erreicht", 1),
        ("Anzeigen | 4 |   | Detmold", None, "Istwert nicht bekannt", None),
        ("Praxisbeispiele | 2 | 3 | ", None, "Istwert nicht bekannt", None),
        ("Distanzanteil | 25 |    | ", 0.2, "noch nicht erreicht", 0.05),
        ("Distanzanteil | 0.2 |   | ", 0.2, "erreicht", 0),
    ],
)
def test_value_against_target(values, value, urteil, offen):
    target = first("minimum | maximum | bezirksregierung", values)

    assert target["urteil"] == urteil
    for name, expected in (("value", value), ("offen", offen)):
        assert (
            target[name] == pytest.approx(expected)
            if expected is not None
            else pd.isna(target[name])
        )


@pytest.mark.parametrize(
    "values, nothing, note",
    [
        ("Praxisbeispiele |      ", Nothing.UNKNOWN, "von Hand gezählt, Zahl liegt nicht vor"),
        ("Anzeigen | Detmold     ", Nothing.NOT_DELIVERED, "Anzeigen 2025/26 nicht geliefert"),
        ("Anzeigen |             ", None, "ohne Detmold (nicht geliefert)"),
    ],
)
def test_an_unknown_value_is_not_zero_and_says_why(values, nothing, note):
    target = first("bezirksregierung", values)

    assert target["nothing"] is nothing
    assert note in target["hinweis"]


@pytest.mark.parametrize(
    "stichtag, stand, gemessen_am, value",
    [
        ("", date(2025, 9, 15), date(2025, 9, 15), 4),
        ("", date(2026, 11, 1), date(2026, 7, 31), 6),
        ("2025-10-15", STAND, date(2025, 10, 15), 5),
        ("2026-03-31", STAND, STAND, 6),
        ("2026-10-15", STAND, None, None),  # of a Schuljahr that has not begun
        ("2024-10-15", STAND, None, None),  # of one that nobody delivered
        ("", date(2025, 7, 31), None, None),
    ],
)
def test_the_day_on_which_is_measured(stichtag, stand, gemessen_am, value):
    target = first("stichtag", f"Anzeigen | {stichtag}", stand)

    assert [target["gemessen_am"], target["value"]] == [pd.Timestamp(gemessen_am), value] or (
        pd.isna(target["gemessen_am"]) and pd.isna(target["value"]) and value is None
    )


# 365 days are 11.992 months.
@pytest.mark.parametrize(
    "values, noetig, erreicht",
    [
        ("Anzeigen | 18 | 2026-06-30", 12 / (181 / 30.4375), 6 / (364 / 30.4375)),
        ("Anzeigen | 6  | 2026-06-30", 0, 6 / (364 / 30.4375)),
        ("Anzeigen | 18 | 2025-11-30", None, 6 / (333 / 30.4375)),  # the day is over
        ("Anzeigen | 18 |           ", None, None),
        ("Distanzanteil | 25 | 2026-06-30", None, None),
        ("Praxisbeispiele | 2 | 2026-06-30", None, None),
    ],
)
def test_pace(values, noetig, erreicht):
    target = first("minimum | stichtag", values)

    for name, expected in (("noetig", noetig), ("erreicht", erreicht)):
        assert (
            pd.isna(target[name]) if expected is None else target[name] == pytest.approx(expected)
        )


def test_months_are_decimal():
    assert months(date(2025, 1, 1), date(2026, 1, 1)) == pytest.approx(11.992, abs=0.001)


@pytest.mark.parametrize(
    "kennzahl, name",
    [("Testschulen", "testschulen"), ("pok_satz", "pok_satz"), ("TEST-SCHULEN", "testschulen")],
)
def test_a_measure_is_meant_by_name_or_label(kennzahl, name):
    assert declared(kennzahl).name == name


def test_the_order_of_targets():
    table = against("""
        jahr | ziel | kennzahl | bezirksregierung
        2025 | 1.10 | Anzeigen |
        2025 | 1.9  | Anzeigen | Köln
        2025 | 1.9  | Anzeigen | Arnsberg
        2025 | 1.9  | Anzeigen |
        2025 |      | PoK      |
    """)

    assert list(table) == COLUMNS
    shown = table[["ziel", "bezirksregierung"]].astype("object")
    assert shown.where(shown.notna(), "").to_numpy().tolist() == [
        ["", "Land"], ["1.9", "Land"], ["1.9", "Arnsberg"], ["1.9", "Köln"], ["1.10", "Land"],
    ]  # fmt: skip


def test_no_targets():
    assert against("jahr | kennzahl\n").empty


def test_the_targets_of_the_report(loaded_store):
    """DOMAIN 8.6: no number of Praxisbeispiele is known; Detmold has not sent its PoK yet."""
    engine = open_store(f"sqlite:///{loaded_store}")
    table = targets(state.rows(engine, ZIELWERTE), records_of(engine), date(2026, 10, 17))
    engine.dispose()

    shown = table[["kennzahl", "bezirksregierung", "minimum", "maximum", "value", "urteil"]]
    assert shown.astype("object").where(shown.notna(), "").to_numpy().tolist() == [
        ["Testschulen", "Arnsberg", 3, "", 4, "erreicht"],
        ["Testschulen", "Detmold", 3, "", "", "Istwert nicht bekannt"],
        ["Testschulen", "Düsseldorf", 3, "", 4, "erreicht"],
        ["Testschulen", "Köln", 3, "", 4, "erreicht"],
        ["Testschulen", "Münster", 3, "", 3, "erreicht"],
        *(
            ["Praxisbeispiele", name, 2, 3, "", "Istwert nicht bekannt"]
            for name in ("Arnsberg", "Detmold", "Düsseldorf", "Köln", "Münster")
        ),
    ]
