"""The sample deliveries through the whole line, against tables that somebody has looked at; and
those tables against what truly happened in the invented years."""

import csv
import re
from collections import Counter
from difflib import unified_diff

import pytest

from diggs_analytics.domain.codes import BEZIRKSREGIERUNGEN
from diggs_analytics.store import open_store
from sample_data.deliveries import DELIVERIES, Sent, rows
from sample_data.mistakes import MISTAKES, blank_row, header_again, twice
from sample_data.schools import SCHULJAHRE
from sample_data.truth import Rows, truth
from tests.write_expected import EXPECTED, FOLDER, as_csv, stichtag

# Findings that a sender's habits cause, not a mistake.
# Two days of the report are on a weekend, and stay so (DOMAIN 8.2, 4 and 15).
HABITS = {"taken_from_context", "unknown_columns", "hidden_cells", "on_a_weekend"}

# Rows that a mistake keeps out of the count, in the files that stand in the end: what is missing or
# unreadable there, the program cannot know. (A second row of one key is no part of the truth.)
NOT_COUNTED = {
    ("BR_Arnsberg_Anzeigen_2023-24.xlsx", "anzeigen"): 1,  # Bezirksregierung »Arnsbreg«
    ("DT_DU_2024-25.xlsx", "anzeigen"): 1,  # Eingang 31.09.2024
    ("Muenster DU und PoK 2024-25.xlsx", "pok"): 1,  # Ebene »BG-spezifsch«
    ("DT_DU_2025-26.xlsx", "anzeigen"): 1,  # Eingang missing
    ("Muenster DU und PoK 2025-26.xlsx", "anzeigen"): 1,  # Eingang in 2062
    ("Duesseldorf_SJ2627_Oktober.csv", "anzeigen"): 1,  # Anlage F
    ("Koeln_DU_PoK_2026-2027_Okt.xlsx", "anzeigen"): 1,  # Schulnummer missing
    ("Koeln_DU_PoK_2026-2027_Okt.xlsx", "pok"): 1,  # Eingang »Sept. 26«
}

SENT = {
    (table, sent.sender, sent.schuljahr): sent  # of several the last one
    for sent in DELIVERIES
    for table in sent.tables
}
SCOPES = [(jahr, name) for jahr in SCHULJAHRE for name in BEZIRKSREGIERUNGEN]
DELIVERED = [(jahr, name) for jahr, name in SCOPES if ("anzeigen", name, jahr) in SENT]
# Slips that leave every figure as it is.
HARMLESS = (header_again, blank_row, twice)
SPOILED = {one.file for one in MISTAKES if one.table == "anzeigen" and one.slip not in HARMLESS}
FAULTLESS = [
    (jahr, name) for jahr, name in DELIVERED if SENT["anzeigen", name, jahr].file not in SPOILED
]


def committed(name: str) -> str:
    return (FOLDER / f"{name}.csv").read_text(encoding="utf-8")


def expected_value(measure: str, schuljahr: str, bezirksregierung: str) -> float:
    found = {
        (line["measure"], line["schuljahr"], line["bezirksregierung"]): line["value"]
        for line in csv.DictReader(committed("values").splitlines(), delimiter=";")
    }
    return float(found[measure, schuljahr, bezirksregierung])


@pytest.fixture(scope="module")
def engine(loaded_store):
    engine = open_store(f"sqlite:///{loaded_store}")
    yield engine
    engine.dispose()


@pytest.mark.parametrize("name", EXPECTED)
def test_sample_becomes_what_was_looked_at(engine, name):
    made = as_csv(EXPECTED[name](engine))

    difference = unified_diff(
        committed(name).splitlines(), made.splitlines(), "expected", "made", n=0, lineterm=""
    )
    assert "\n".join(difference) == ""


# The expected tables themselves


def test_every_mistake_is_found_and_nothing_else():
    findings = csv.DictReader(committed("findings").splitlines(), delimiter=";")
    places = {
        (line["file"], line["sheet"], re.sub("[A-Z]", "", line["cell"]))
        for line in findings
        if line["check"] not in HABITS
    }

    # A header in the middle is skipped with its reason, a blank row is none.
    made = [one.file for one in MISTAKES if one.slip not in (header_again, blank_row)]
    assert Counter(file for file, _, _ in places) == Counter(made)


def test_every_row_is_accounted_for():
    for line in csv.DictReader(committed("deliveries").splitlines(), delimiter=";"):
        kept = [int(line[name]) for name in ("accepted", "set_aside", "skipped")]
        assert int(line["rows_read"]) == sum(kept)


def counting(table: str, schuljahr: str, bezirksregierung: str) -> Rows:
    """What truly was notified until the last day, and not withdrawn."""
    sent: Sent = SENT[table, bezirksregierung, schuljahr]
    return [
        row
        for row in rows(sent)[table]
        if row["eingangsdatum"] <= stichtag(schuljahr) and row["status"] != "zurückgezogen"
    ]


def not_counted(table: str, schuljahr: str, bezirksregierung: str) -> int:
    return NOT_COUNTED.get((SENT[table, bezirksregierung, schuljahr].file, table), 0)


@pytest.mark.parametrize("schuljahr, name", DELIVERED)
def test_anzeigen_are_those_that_were_made(schuljahr, name):
    made = len(counting("anzeigen", schuljahr, name))

    assert expected_value("anzeigen", schuljahr, name) == made - not_counted(
        "anzeigen", schuljahr, name
    )


@pytest.mark.parametrize("schuljahr", SCHULJAHRE)
def test_anzeigen_of_the_land_are_those_of_all_who_delivered(schuljahr):
    names = [name for jahr, name in DELIVERED if jahr == schuljahr]

    assert expected_value("anzeigen", schuljahr, "Land") == sum(
        len(counting("anzeigen", schuljahr, name)) - not_counted("anzeigen", schuljahr, name)
        for name in names
    )


def bildungsgang(row: dict) -> tuple:
    return row["schulnummer"], row["anlage"], row["untertyp"], row["bildungsgang"]


def in_force(anzeigen: Rows) -> Rows:
    """One after the other: an Änderung replaces what its Bildungsgang had, a Beendigung ends it."""
    order = ["Erstanzeige", "Änderung", "Beendigung"]
    standing: dict[tuple, Rows] = {}
    for row in sorted(anzeigen, key=lambda row: (row["eingangsdatum"], order.index(row["art"]))):
        before = standing.get(bildungsgang(row), []) if row["art"] == "Erstanzeige" else []
        standing[bildungsgang(row)] = [*before, row] if row["art"] != "Beendigung" else []
    return [row for rows in standing.values() for row in rows]


@pytest.mark.parametrize("schuljahr, name", FAULTLESS)
def test_figures_of_faultless_files_are_the_true_ones(schuljahr, name):
    made = counting("anzeigen", schuljahr, name)
    running = [row for row in made if row["art"] != "Beendigung"]
    standing = in_force(made)
    true = {
        "schulen": len({row["schulnummer"] for row in running}),
        "bildungsgaenge": len(set(map(bildungsgang, running))),
        "klassen": sum(row["klassen"] or 0 for row in standing),
        "lernende": sum(row["lernende"] or 0 for row in standing),
        "rueckfragen_anzeigen": sum(row["status"] == "Rückfrage" for row in made),
    }

    assert {measure: expected_value(measure, schuljahr, name) for measure in true} == true


def concept(row: dict) -> tuple:
    """A school-crossing PoK is that of all its schools, whoever reports it."""
    partners = row["partnerschulen"] if row["ebene"] == "schulübergreifend" else None
    schools = {row["schulnummer"], *(partners or "").split(", ")} - {""}
    return frozenset(schools), row["ebene"], row["anlage"], row["untertyp"], row["bildungsgang"]


@pytest.mark.parametrize("schuljahr", SCHULJAHRE[2:])
def test_poks_of_the_land_are_the_concepts_that_were_notified(schuljahr):
    names = [name for jahr, name in DELIVERED if jahr == schuljahr]
    concepts = {
        concept(row)
        for name in names
        for row in counting("pok", schuljahr, name)
        if row["art"] != "Beendigung"
    }

    assert expected_value("pok", schuljahr, "Land") == len(concepts) - sum(
        not_counted("pok", schuljahr, name) for name in names
    )


@pytest.mark.parametrize("schuljahr", SCHULJAHRE)
def test_quota_of_the_land_is_schools_by_schools_of_those_who_delivered(schuljahr):
    register = truth("schulen", schuljahr)
    names = [name for jahr, name in DELIVERED if jahr == schuljahr]
    counted = register[(register["schulform"] == "Berufskolleg") & register["aktiv"]]
    known = counted.loc[counted["bezirksregierung"].isin(names), "schulnummer"]
    # A Schulnummer with swapped digits is in no register, and the school has other Anzeigen.
    taking_part = {
        row["schulnummer"]
        for name in names
        for row in counting("anzeigen", schuljahr, name)
        if row["art"] != "Beendigung"
    }

    assert expected_value("beteiligungsquote", schuljahr, "Land") == pytest.approx(
        len(taking_part & set(known)) / len(known)
    )
