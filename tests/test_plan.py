"""What accepting a delivery would change, row by row, and how a German reader sees it."""

import pandas as pd
import pytest

from diggs_analytics.domain.delivery import Scope, SetAsideRow
from diggs_analytics.domain.plan import Action, Plan, all_alike, compare, merge_plans, superseded
from diggs_analytics.domain.schema import Column, Kind
from diggs_analytics.domain.tables import ANZEIGEN, TERMINE, ZIELWERTE
from diggs_analytics.output.plan import PLAN, cell_text, plan_rows, superseded_sentences
from tests.builders import delivery, sheet, typed_rows

COLUMNS = "schuljahr | bezirksregierung | schulnummer | anlage | untertyp | bildungsgang | art | eingangsdatum"
KEY = "2024/25 | Köln | {} | A | 1 | Koch/Köchin | Erstanzeige | 2024-08-25"


def anzeigen(columns: str, *rows: str) -> pd.DataFrame:
    """As they come from the store or a delivery: each row a Schulnummer and values."""
    lines = [f"{COLUMNS} | {columns}"]
    for row in rows:
        schulnummer, *values = row.split(" | ")
        lines.append(" | ".join((KEY.format(schulnummer), *values)))
    found = typed_rows("\n".join(lines), ANZEIGEN)
    return found.assign(sheet="Liste", row=found.index)


def told(plan: Plan, *names: str, sheets=()) -> list[tuple]:
    rows = plan_rows(plan, sheets)[list(names)].astype(object)
    return [tuple(row) for row in rows.where(rows.notna(), "").to_numpy().tolist()]


OLD = anzeigen("klassen | lernende", "200001 | 2 | 40", "200002 | 1 |", "200003 | 1 |")
NEW = anzeigen("klassen | lernende", "200001 | 3 |", "200002 | 1 |", "200004 | 5 |")


def test_rows_are_held_against_each_other_by_key():
    plan = compare(OLD, NEW, ANZEIGEN)

    assert plan.counts == {"new": 1, "changed": 1, "unchanged": 1, "missing": 1}
    assert told(plan, "aenderung", "schluessel", "feld", "bisher", "neu", "blatt", "zeile") == [
        ("neu", "200004 · A 1 · Koch/Köchin · Erstanzeige · 25.08.2024", "", "", "", "Liste", 4),
        ("geändert", "200001 · A 1 · Koch/Köchin · Erstanzeige · 25.08.2024",
         "Klassen", "2", "3", "Liste", 2),
        ("geändert", "200001 · A 1 · Koch/Köchin · Erstanzeige · 25.08.2024",
         "Lernende", "40", "leer", "Liste", 2),
        ("unverändert", "200002 · A 1 · Koch/Köchin · Erstanzeige · 25.08.2024", "", "", "",
         "Liste", 3),
        ("entfallen", "200003 · A 1 · Koch/Köchin · Erstanzeige · 25.08.2024", "", "", "", "", ""),
    ]  # fmt: skip


def test_what_is_not_asked_for_is_not_listed():
    plan = compare(OLD, NEW, ANZEIGEN)

    asked = plan_rows(plan, (), [Action.MISSING])

    assert asked["aenderung"].tolist() == ["entfallen"]
    assert asked[["tabelle", "bezirksregierung", "zeitraum"]].iloc[0].tolist() == [
        "Anzeigen", "Köln", "2024/25",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "column, was, now, bisher, neu",
    [
        ("klassen", "1", "1200", "1", "1\u202f200"),
        ("klassen", "", "2", "leer", "2"),
        ("stunden_distanz", "120.25", "120.5", "120,25", "120,5"),
        ("stunden_gesamt", "1360", "1360.125", "1\u202f360", "1\u202f360,125"),
        ("anteil", "0.25", "0.3", "25,0\u00a0%", "30,0\u00a0%"),
        ("anteil", "0.25", "0.25004", "25,0\u00a0%", "25,004\u00a0%"),
        ("anteil", "0.25", "", "25,0\u00a0%", "leer"),
        ("beginn", "2024-08-25", "2024-09-01", "25.08.2024", "01.09.2024"),
        ("standortuebergreifend", "ja", "nein", "ja", "nein"),
        ("status", "angezeigt", "Rückfrage", "angezeigt", "Rückfrage"),
    ],
)
def test_differences_are_german(column, was, now, bisher, neu):
    old, new = (anzeigen(column, f"200001 | {value}") for value in (was, now))

    assert told(compare(old, new, ANZEIGEN), "feld", "bisher", "neu") == [
        (ANZEIGEN[column].label, bisher, neu)
    ]


@pytest.mark.parametrize("kind", Kind)
def test_a_missing_value_is_no_text(kind):
    assert cell_text(pd.NA, Column("x", "x", kind, "")) == ""


def test_aktenzeichen_replaces_the_key():
    old = anzeigen("aktenzeichen", "200001 | 45-1")
    new = anzeigen("aktenzeichen", "200009 | 45-1")

    assert told(compare(old, new, ANZEIGEN), "aenderung", "schluessel", "feld") == [
        ("geändert", "Aktenzeichen 45-1 · 200009", "Schulnummer")
    ]


@pytest.mark.parametrize(
    "table, picture, expected",
    [
        (TERMINE, "datum | gremium\n2026-03-05 | Steuergruppe",
         ("Termine", "", "2026", "05.03.2026 · Steuergruppe")),
        (ZIELWERTE, "jahr | ziel | kennzahl | bezirksregierung | stichtag\n"
         "2026 | 1.1 | Schulen | Köln | 2026-12-31",
         ("Zielwerte", "", "2026", "1.1 · Schulen · Köln · 31.12.2026")),
    ],
)  # fmt: skip
def test_keys_of_tables_of_the_land(table, picture, expected):
    plan = all_alike(delivery(sheet(picture, table)), Action.NEW)

    assert told(plan, "tabelle", "bezirksregierung", "zeitraum", "schluessel") == [expected]


def test_rows_set_aside_stand_among_the_others_with_place_and_reasons():
    values = {"schulnummer": "20001", "anlage": "A 1", "eingangsdatum": "25.08.2024"}
    reasons = ("Schulnummer »20001« ist nicht lesbar.", "Die Angabe Bildungsgang fehlt.")
    aside = [
        SetAsideRow(7, values, reasons, "Köln", "2024/25"),
        SetAsideRow(8, {"aktenzeichen": "45-1"}, reasons[:1]),
    ]
    sheets = [sheet("", ANZEIGEN, "Liste", set_aside=aside)]

    names = ("aenderung", "bezirksregierung", "zeitraum", "schluessel", "grund", "blatt", "zeile")
    assert told(compare(OLD, NEW, ANZEIGEN), *names, sheets=sheets)[-2:] == [
        ("zurückgestellt", "Köln", "2024/25", "20001 · A 1 · 25.08.2024", " ".join(reasons),
         "Liste", 7),
        ("zurückgestellt", "", "", "Aktenzeichen 45-1", reasons[0], "Liste", 8),
    ]  # fmt: skip


def test_a_plan_of_nothing_is_an_empty_table():
    assert list(plan_rows(merge_plans([]), ())) == PLAN.names
    assert set(merge_plans([]).counts.values()) == {0}


def plan_of(*rows: str) -> Plan:
    header = "schuljahr | bezirksregierung | schulnummer"
    return all_alike(delivery(sheet("\n".join((header, *rows)), ANZEIGEN)), Action.NEW)


def test_of_two_files_with_the_same_scope_the_later_one_counts():
    koeln, detmold = "2024/25 | Köln | 200001", "2024/25 | Detmold | 200002"
    files = [
        ("a.xlsx", plan_of(koeln, detmold)),
        ("b.xlsx", plan_of(koeln)),
        ("c.xlsx", plan_of("2023/24 | Köln | 200001")),
        ("d.xlsx", plan_of(detmold)),
        ("e.xlsx", plan_of(koeln)),
    ]

    found = superseded(files)

    scope_of_koeln = Scope("anzeigen", "Köln", "2024/25")
    assert found == [
        {scope_of_koeln: "e.xlsx", Scope("anzeigen", "Detmold", "2024/25"): "d.xlsx"},
        {scope_of_koeln: "e.xlsx"}, {}, {}, {},
    ]  # fmt: skip
    assert superseded_sentences(found[1]) == [
        "Anzeigen Köln 2024/25 stehen auch in »e.xlsx«. Werden beide Dateien aufgenommen, gilt "
        "dafür nur »e.xlsx«."
    ]


def test_what_is_missing_is_no_scope_that_the_file_holds():
    plan = compare(OLD, OLD[:0], ANZEIGEN)

    assert (plan.counts["missing"], plan.scopes) == (3, set())
