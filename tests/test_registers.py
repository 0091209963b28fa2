"""Registers of schools as they are published, and quotas held against them (DOMAIN 4.2, 4.4, 4.5)."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from diggs_analytics.analysis.measures import MEASURES
from diggs_analytics.analysis.records import prepare
from diggs_analytics.analysis.selection import Selection
from diggs_analytics.analysis.values import measure, measure_by
from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.tables import ANZEIGEN, POK, SCHULEN
from diggs_analytics.intake.context import Settled
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.store import deliveries, registers, state
from tests.builders import empty_store
from tests.workbooks import workbook

TODAY = Known(date(2026, 10, 16))
# Real registers lie beside this checkout, where they lie at all (never inside it).
REAL = Path(__file__).parents[2] / "shared" / "data"
MSB, IT_NRW = REAL / "schuldaten_msb_2021-09.csv", REAL / "bk_register_2024_25.csv"
with_real_registers = pytest.mark.skipif(
    not (MSB.exists() and IT_NRW.exists()),
    reason="the real registers do not lie beside this checkout",
)


def published(header: str, *lines: str) -> bytes:
    """As the ministry publishes it: ``sep=;``, a semicolon too many in the header, all quoted."""
    quoted = (";".join(f'"{cell}"' for cell in line.split(";")) for line in lines)
    return "\r\n".join(["sep=;", f"{header};", *quoted, ""]).encode()


def read_register(content: bytes) -> Delivery:
    return read_delivery("schuldaten.csv", content, TODAY, Settled(schuljahr="2021/22"))


KEYS = "Schulnummer;Schulform;Kurzbezeichnung;Gemeindeschluessel;Schulbetriebsschluessel;Rechtsform"


@pytest.mark.parametrize(
    "header, line, expected",
    [
        (KEYS, "200001;30;Musterstadt, BK;05111000;1;1", {"bezirksregierung": "Düsseldorf"}),
        (KEYS, "200001;30;Musterstadt, BK;05315000;1;1", {"bezirksregierung": "Köln"}),
        (KEYS, "200001;30;Musterstadt, BK;05515000;1;1", {"bezirksregierung": "Münster"}),
        (KEYS, "200001;30;Musterstadt, BK;05766020;1;1", {"bezirksregierung": "Detmold"}),
        (KEYS, "200001;30;Musterstadt, BK;05 9 11 000;1;1", {"bezirksregierung": "Arnsberg"}),
        (KEYS, "200001;30;Musterstadt, BK;5911000;1;1", {"bezirksregierung": "Arnsberg"}),
        (KEYS, "200001;30;Musterstadt, BK;05911000;1;1", {"aktiv": True}),
        (KEYS, "200001;30;Musterstadt, BK;05911000;6;1", {"aktiv": True}),
        (KEYS, "200001;30;Musterstadt, BK;05911000;0;1", {"aktiv": True}),
        (KEYS, "200001;30;Musterstadt, BK;05911000;2;1", {"aktiv": True}),
        (KEYS, "200001;30;Musterstadt, BK;05911000;3;1", {"aktiv": False}),
        (KEYS, "200001;30;Musterstadt, BK;05911000;4;1", {"aktiv": False}),
        (KEYS, "200001;30;Musterstadt, BK;05911000;5;1", {"aktiv": False}),
        (KEYS, "200001;30;Musterstadt, BK;05911000;9;1", {"aktiv": False}),
        (KEYS, "200001;30;Musterstadt, BK;05911000;;1", {"aktiv": True}),
        (KEYS, "200001;30;Musterstadt, BK;05911000;1;1", {"rechtsstatus": "öffentlich"}),
        (KEYS, "200001;30;Musterstadt, BK;05911000;1;2", {"rechtsstatus": "privat"}),
        # Where a column says it, the key does not.
        (f"{KEYS};Bezirksregierung", "200001;30;Musterstadt, BK;05911000;1;1;BR Düsseldorf",
         {"bezirksregierung": "Düsseldorf"}),
        (f"{KEYS};in Betrieb", "200001;30;Musterstadt, BK;05911000;1;1;nein", {"aktiv": False}),
        (f"Schulbezeichnung_1;{KEYS}", "Berufskolleg;200001;30;Musterstadt, BK;05911000;1;1",
         {"schule": "Musterstadt, BK"}),
        ("Schulnummer;Schulform;Schulbezeichnung_1;Gemeindeschluessel",
         "200001;30;Berufskolleg am Markt;05911000",
         {"schule": "Berufskolleg am Markt", "bezirksregierung": "Arnsberg", "aktiv": True}),
    ],
)  # fmt: skip
def test_keys_say_what_no_column_says(header, line, expected):
    delivery = read_register(published(header, line))

    row = delivery.sheets[0].rows.iloc[0]
    assert {name: row[name] for name in expected} == expected
    assert row["schuljahr"] == "2021/22"
    assert delivery.findings == ()


def test_columns_that_only_say_another_are_neither_stored_nor_named():
    content = published(f"{KEYS};Telefon", "200001;30;Musterstadt, BK;05911000;1;1;0234 1")

    delivery = read_register(content)

    assert list(delivery.sheets[0].rows) == SCHULEN.names
    assert [f.message for f in delivery.findings] == [
        "Nicht übernommen, weil unbekannt: Spalte G »Telefon«."
    ]


@pytest.mark.parametrize(
    "schulform, reason",
    [
        ("30", None),
        ("BK", None),
        ("Berufskolleg", None),
        ("25", "andere Schulform (25)"),
        ("4", "andere Schulform (4)"),  # the zero of 04 is lost
        ("0A", "andere Schulform (0A)"),
        ("88", "andere Schulform (88)"),
        ("Gymnasium", "andere Schulform (Gymnasium)"),
        ("Förderschule im Bereich Berufskolleg",
         "andere Schulform (Förderschule im Bereich Berufskolleg)"),
    ],
)  # fmt: skip
def test_only_berufskollegs_are_kept(schulform, reason):
    lines = f"200001;{schulform};Schule;05911000;1;1", "200002;30;Schule;05911000;1;1"

    sheet = read_register(published(KEYS, *lines)).sheets[0]

    assert len(sheet.rows) == (1 if reason else 2)
    assert [tuple(row) for row in sheet.skipped] == ([(2, reason)] if reason else [])


@pytest.mark.parametrize(
    "line, finding",
    [
        ("200001;Berufkolleg;Schule;05911000;1;1", ("error", "unknown_value", "B2", "Berufkolleg", "Berufskolleg")),
        ("200001;;Schule;05911000;1;1", ("error", "missing_value", "B2", "", "")),
        ("200001;#NV;Schule;05911000;1;1", ("error", "excel_error", "B2", "#NV", "")),
        ("200001;30;Schule;09162000;1;1", ("error", "unreadable_value", "D2", "09162000", "")),
        ("200001;30;Schule;;1;1", ("error", "missing_value", "D2", "", "")),
        ("200001;30;Schule;05911000;7;1", ("warning", "unreadable_value", "E2", "7", "")),
    ],
)  # fmt: skip
def test_what_a_key_does_not_say_is_found_at_its_cell(line, finding):
    delivery = read_register(published(KEYS, line, "200002;30;Schule;05911000;1;1"))

    [found] = delivery.findings
    kept = (found.severity.value, found.check, found.cell, found.value, found.suggestion)
    assert kept == finding
    assert len(delivery.sheets[0].set_aside) == (finding[0] == "error")


def test_a_row_set_aside_keeps_what_its_keys_say():
    sheet = read_register(published(KEYS, "20001;30;Schule;05911000;9;1")).sheets[0]

    assert sheet.set_aside[0].values == {
        "schulnummer": "20001",
        "schulform": "30",
        "schule": "Schule",
        "bezirksregierung": "Arnsberg",
        "aktiv": "nein",
        "rechtsstatus": "1",
    }
    assert sheet.set_aside[0].bezirksregierung == "Arnsberg"


# The real ones


@with_real_registers
def test_register_of_the_ministry_as_published():
    delivery = read_delivery(MSB.name, MSB.read_bytes(), TODAY, Settled(schuljahr="2021/22"))

    [sheet] = delivery.sheets
    assert [finding.check for finding in delivery.findings] == ["unknown_columns"]
    assert (sheet.rows_read, len(sheet.rows), len(sheet.set_aside)) == (5507, 369, 0)
    assert Counter(sheet.rows["bezirksregierung"]) == {
        "Düsseldorf": 100, "Köln": 83, "Arnsberg": 74, "Detmold": 59, "Münster": 53,
    }  # fmt: skip
    assert Counter(row.reason for row in sheet.skipped)["andere Schulform (88)"] == 18
    # Four are dissolved. One stands outside the Amtliche Schuldaten and is in operation: with it
    # one more than the 364 that DOMAIN 4.2 counts by key 1 alone.
    active = sheet.rows[sheet.rows["aktiv"]]
    assert Counter(active["rechtsstatus"]) == {"öffentlich": 253, "privat": 112}
    assert sheet.rows["schule"].notna().all()


@with_real_registers
def test_register_of_the_statistical_office_as_published():
    delivery = read_delivery(IT_NRW.name, IT_NRW.read_bytes(), TODAY)

    [sheet] = delivery.sheets
    assert (len(sheet.rows), len(sheet.set_aside), len(sheet.skipped)) == (356, 0, 19)
    assert {row.reason for row in sheet.skipped} == {"andere Schulform (Förderschule Berufskolleg)"}
    # DOMAIN 4.1
    counts = sheet.rows.groupby(["bezirksregierung", "rechtsstatus"]).size().unstack()
    assert counts.loc[["Arnsberg", "Detmold", "Düsseldorf", "Köln", "Münster"]].to_dict("list") == {
        "privat": [18, 24, 26, 23, 14],
        "öffentlich": [52, 31, 72, 57, 39],
    }
    assert sheet.rows["lernende"].sum() == 498_205


ONE_OF_EACH = """
Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang
2024/25   | Köln             | {Köln}      | 01.10.2024    | A 1    | Koch/Köchin
2024/25   | Köln             | {Köln}      | 02.10.2024    | A 1    | Bäcker/-in
2024/25   | Köln             | 999999      | 01.10.2024    | A 1    | Koch/Köchin
2024/25   | Arnsberg         | {Arnsberg}  | 01.10.2024    | A 1    | Koch/Köchin
2024/25   | Detmold          | {Detmold}   | 01.10.2024    | A 1    | Koch/Köchin
2024/25   | Düsseldorf       | {Düsseldorf}| 01.10.2024    | A 1    | Koch/Köchin
2024/25   | Münster          | {Münster}   | 01.10.2024    | A 1    | Koch/Köchin
"""


@with_real_registers
def test_quota_is_measured_against_the_real_register(tmp_path):
    day = date(2025, 4, 1)
    with empty_store(tmp_path) as engine:
        register = read_delivery(IT_NRW.name, IT_NRW.read_bytes(), TODAY)
        deliveries.keep(engine, register, day, "test")
        schools = register.sheets[0].rows.groupby("bezirksregierung")["schulnummer"].first()
        anzeigen = workbook({"Anzeigen": ONE_OF_EACH.format(**schools)})
        delivery = read_delivery("a.xlsx", anzeigen, Known(day, registers.schools(engine)))
        deliveries.keep(engine, delivery, day, "test")
        frames = (state.rows(engine, table) for table in (ANZEIGEN, POK, SCHULEN))
        records = prepare(*frames, state.scopes(engine))

    quota = next(one for one in MEASURES if one.name == "beteiligungsquote")
    selection = Selection("2024/25", date(2025, 7, 31))
    by_name = measure_by(records, quota, selection, ["bezirksregierung"])
    assert [finding.check for finding in delivery.findings] == ["unknown_school"]
    assert dict(zip(by_name["bezirksregierung"], by_name["value"], strict=True)) == pytest.approx(
        {"Arnsberg": 1 / 70, "Detmold": 1 / 55, "Düsseldorf": 1 / 98, "Köln": 1 / 80,
         "Münster": 1 / 53}
    )  # fmt: skip
    assert measure(records, quota, selection).number == pytest.approx(5 / 356)
