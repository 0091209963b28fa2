"""Whole files: every row is accounted for, every finding stands at its cell."""

from datetime import date

import pytest

from diggs_analytics.intake.context import Settled
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from tests.workbooks import workbook

TODAY = Known(date(2026, 10, 16))
WITH_REGISTER = Known(
    date(2026, 10, 16), {"2024/25": {"200001": "Köln", "200002": "Köln", "300003": "Münster"}}
)

# Each case: the sheet; the findings as (check, cell); rows accepted, set aside; rows skipped.
CASES = {
    "clean": (
        """
Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang | Klassen
2024/25   | Köln             | 200001      | 25.08.2024    | A 1    | Koch         | 2
2024/25   | BR Köln          | 200002      | 25.08.24      | D      | Abitur       |
""",
        [],
        (2, 0),
        [],
    ),
    "titles above, sums and notes below, own order, blank row": (
        """
Bezirksregierung Köln
Stand 01.10.2024

Eingang am | Schul-Nr. | SJ      | Bez.-Reg. | Bildungsgang/Beruf | APO-BK
25.08.2024 | 200001    | 2024/25 | Köln      | Koch               | A 1

26.08.2024 | 200002    | 2024/25 | Köln      | Koch               | A 1
Summe      |           |         |           | 2                  |
Quelle: eigene Erhebung
""",
        [],
        (2, 0),
        [(8, "Summenzeile"), (9, "Text in nur einer Zelle (Notiz oder Zwischenüberschrift)")],
    ),
    "header repeated, a school called Gesamtschule stays": (
        """
Schuljahr | Bezirksregierung | Schulnummer | Schule          | Eingang    | Anlage | Bildungsgang
2024/25   | Köln             | 200001      | Gesamt-Kolleg   | 25.08.2024 | A 1    | Koch
Schuljahr | Bezirksregierung | Schulnummer | Schule          | Eingang    | Anlage | Bildungsgang
2024/25   | Köln             | 200002      | Summe der Teile | 25.08.2024 | A 1    | Koch
""",
        [],
        (2, 0),
        [(3, "wiederholter Kopf")],
    ),
    "errors at their cells, all at once": (
        """
Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang | Klassen
2024/25   | Kölln            | 20000       | 25.08.2024    | A 1    | Koch         | 2
2024/25   | Köln             | 200002      |               | C03    | Koch         | ca. 2
2023/24   | Köln             | 200003      | 25.08.2023    | A 1    | Koch         | -1
""",
        [
            ("unknown_value", "B2"),
            ("unreadable_value", "C2"),
            ("missing_value", "D3"),
            ("schulgliederung_for_anlage", "E3"),
            ("unreadable_value", "G3"),
            ("unreadable_value", "G4"),
        ],
        (1, 2),
        [],
    ),
    "second row of a key": (
        """
Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang | Klassen
2024/25   | Köln             | 200001      | 25.08.2024    | A 1    | Koch         | 2
2024/25   | Köln             | 200001      | 25.08.2024    | A 1    | Koch         | 2
2024/25   | Köln             | 200001      | 25.08.2024    | A 1    | Koch         | 3
2024/25   | Köln             | 200001      | 26.08.2024    | A 1    | Koch         | 3
""",
        [("duplicate_row", "C3"), ("duplicate_key", "C4")],
        (2, 2),
        [],
    ),
    "Aktenzeichen is the key where it stands": (
        """
Schuljahr | Bezirksregierung | Schulnummer | Az.  | Eingangsdatum | Anlage | Bildungsgang
2024/25   | Köln             | 200001      | 45-1 | 25.08.2024    | A 1    | Koch
2024/25   | Köln             | 200001      | 45-2 | 25.08.2024    | A 1    | Koch
2024/25   | Köln             | 200002      | 45-1 | 26.08.2024    | A 1    | Bäcker
""",
        [("duplicate_key", "D4")],
        (2, 1),
        [],
    ),
    "plausible or not": (
        """
Schuljahr | BR   | SNR    | Eingang    | Anlage | Ziffer | Bildungsgang | von        | bis        | Std. Distanz | Std. gesamt | Anteil
2024/25   | Köln | 200001 | 25.08.2024 | A 1    | 2      | Koch         | 01.09.2024 | 01.08.2024 | 500          | 400         |
2024/25   | Köln | 200001 | 25.08.2034 | A 1    |        | Koch         |            |            |              |             | 140 %
2024/25   | Köln | 200001 | 25.08.2020 | A 1    |        | Koch         |            |            | 100          | 400         | 30
""",
        [
            ("untertyp_differs", "F2"),
            ("eingang_in_future", "D3"),
            ("eingang_outside_schuljahr", "D4"),
            ("end_before_beginning", "I2"),
            ("more_distance_than_hours", "J2"),
            ("share_over_100", "L3"),
            ("share_differs_from_hours", "L4"),
        ],
        (3, 0),
        [],
    ),
    "schools of the register": (
        """
Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang
2024/25   | Köln             | 200010      | 25.08.2024    | A 1    | Koch
2024/25   | Köln             | 300003      | 25.08.2024    | A 1    | Koch
2023/24   | Köln             | 999999      | 25.08.2023    | A 1    | Koch
""",
        [("unknown_school", "C2"), ("school_of_another_bezirksregierung", "B3")],
        (3, 0),
        [],
    ),
    "PoK: a Bildungsgang is missing": (
        """
Schuljahr | Bezirksregierung | Schulnummer | Ebene         | Anlage | Bildungsgang | Eingangsdatum | Status | Status seit
2024/25   | Köln             | 200001      | übergreifend  |        |              | 25.08.2024    | KN     | 24.08.2024
2024/25   | Köln             | 200001      | spezifisch    | A 1    |              | 25.08.2024    |        |
""",
        [("bildungsgang_missing", "F3"), ("status_before_eingang", "I2")],
        (1, 1),
        [],
    ),
    "a column twice": (
        """
Schuljahr | Bezirksregierung | Schulnummer | SNR    | Eingangsdatum | Anlage | Bildungsgang
2024/25   | Köln             | 200001      | 200001 | 25.08.2024    | A 1    | Koch
""",
        [("column_twice", "")],
        (0, 1),
        [],
    ),
    "a required column is missing": (
        """
Schuljahr | Bezirksregierung | Schulnummer | Eingang der Anzeige | Anlage | Bildungsgang
2024/25   | Köln             | 200001      | 25.08.2024          | A 1    | Koch
""",
        [("column_missing", "")],
        (0, 1),
        [],
    ),
    "unknown columns are named once": (
        """
Lfd. Nr. | Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang | Ansprechperson
1        | 2024/25   | Köln             | 200001      | 25.08.2024    | A 1    | Koch         | Schulleitung
2        |           |                  |             |               |        |              |
""",
        [("unknown_columns", "")],
        (1, 0),
        [(3, "Text in nur einer Zelle (Notiz oder Zwischenüberschrift)")],
    ),
    "nothing below the header": (
        """
Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang
""",
        [("empty_table", "")],
        (0, 0),
        [],
    ),
}


@pytest.mark.parametrize("picture, found, counts, skipped", CASES.values(), ids=CASES)
def test_every_row_and_every_cell(picture, found, counts, skipped):
    delivery = read_delivery("liste.xlsx", workbook({"Blatt1": picture}), WITH_REGISTER)

    sheet = delivery.sheets[0]
    assert sorted((f.check, f.cell) for f in delivery.findings) == sorted(found)
    assert (len(sheet.rows), len(sheet.set_aside)) == counts
    assert [tuple(row) for row in sheet.skipped] == skipped


WITHOUT = """
{title}
Schulnummer | Eingangsdatum | Anlage | Bildungsgang
200001      | 25.08.2024    | A 1    | Koch
"""


@pytest.mark.parametrize(
    "title, sheet, file_name, expected, cells",
    [
        ("BR Köln, Schuljahr 2024/25", "Blatt", "x.xlsx", ("Köln", "2024/25"), ["A1", "A1"]),
        ("", "Köln 2024-25", "x.xlsx", ("Köln", "2024/25"), ["", ""]),
        ("", "Blatt", "BR_Koeln_SJ2425_Stand_2024-10-15.xlsx", ("Köln", "2024/25"), ["", ""]),
        ("Köln", "2023-24", "Münster_2024-25.xlsx", ("Köln", "2023/24"), ["", "A1"]),
    ],
)
def test_what_columns_do_not_say_comes_from_the_nearest_place(
    title, sheet, file_name, expected, cells
):
    delivery = read_delivery(file_name, workbook({sheet: WITHOUT.format(title=title)}), TODAY)

    row = delivery.sheets[0].rows.iloc[0]
    assert (row["bezirksregierung"], row["schuljahr"]) == expected
    assert [f.cell for f in delivery.findings if f.check == "taken_from_context"] == cells


def test_the_user_settles_what_the_file_does_not_say():
    settled = Settled(bezirksregierung="Münster", schuljahr_from_eingang=True)

    delivery = read_delivery(
        "x.xlsx", workbook({"Blatt": WITHOUT.format(title="")}), TODAY, settled
    )

    row = delivery.sheets[0].rows.iloc[0]
    assert (row["bezirksregierung"], row["schuljahr"]) == ("Münster", "2024/25")


@pytest.mark.parametrize(
    "between, after, differs",
    [
        ("Regierungsbezirk Köln", "", []),
        ("Nachmeldungen", "", []),
        ("Bezirksregierung Münster", "", [("subheading_differs", "A6")]),
        ("Schuljahr 2023/24", "", [("subheading_differs", "A6")]),
        ("Köln und Münster", "", [("subheading_differs", "A6")]),
        ("", "Quelle: Bezirksregierung Münster", []),
    ],
)
def test_a_subheading_that_says_otherwise_leaves_open_whose_rows_follow(between, after, differs):
    picture = f"""
Köln, Schuljahr 2024/25

Schulnummer | Eingangsdatum | Anlage | Bildungsgang
200001      | 25.08.2024    | A 1    | Koch
200002      | 25.08.2024    | A 1    | Koch
{between}
200003      | 25.08.2024    | A 1    | Koch
{after}
"""
    content = workbook({"Blatt": picture})

    delivery = read_delivery("x.xlsx", content, TODAY)
    settled = read_delivery("x.xlsx", content, TODAY, Settled("Köln", "2024/25"))

    assert [(f.check, f.cell) for f in delivery.findings if f.is_error] == differs
    assert len(delivery.sheets[0].set_aside) == (3 if differs else 0)
    assert len(settled.sheets[0].rows) == 3


def test_a_schuljahr_that_is_nowhere_rejects_the_file_and_sets_the_rows_aside():
    delivery = read_delivery("Köln.xlsx", workbook({"Blatt": WITHOUT.format(title="")}), TODAY)

    assert delivery.status == "rejected"
    assert delivery.sheets[0].rows_read == len(delivery.sheets[0].set_aside) == 1
    assert "Schuljahr" in delivery.sheets[0].set_aside[0].reasons[0]


def test_duplicates_are_found_across_sheets():
    picture = """
Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang
2024/25   | Köln             | 200001      | 25.08.2024    | A 1    | Koch
"""
    delivery = read_delivery("x.xlsx", workbook({"Aug": picture, "Sep": picture}), TODAY)

    assert [(f.check, f.place) for f in delivery.findings] == [("duplicate_row", "Sep!C2")]
    assert [len(sheet.rows) for sheet in delivery.sheets] == [1, 0]


def test_other_and_hidden_sheets_are_named():
    picture = CASES["clean"][0]
    delivery = read_delivery(
        "x.xlsx",
        workbook({"Anzeigen": picture, "Notizen": "bitte\nlesen", "alt": picture}, hidden=("alt",)),
        TODAY,
    )

    assert [(f.check, f.sheet) for f in delivery.findings] == [
        ("unknown_sheet", "Notizen"),
        ("hidden_sheet", "alt"),
    ]
    assert "2 Datenzeilen" in delivery.findings[1].message
    assert [sheet.name for sheet in delivery.sheets] == ["Anzeigen"]


def test_a_pok_list_without_ebene_is_no_list_of_anzeigen():
    picture = """
Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang
2024/25   | Köln             | 200001      | 25.08.2024    | A 1    | Koch
"""
    delivery = read_delivery("PoK_Köln.xlsx", workbook({"Tabelle1": picture}), TODAY)

    assert [(f.check, f.suggestion) for f in delivery.findings] == [("column_missing", "Ebene")]


def test_values_follow_from_others():
    picture = """
Schuljahr | BR   | SNR    | Eingang    | Anlage | Bildungsgang | Distanzstunden | Stunden gesamt | Anteil | Rechtsgrundlage
2023/24   | Köln | 200001 | 25.08.2023 | A 1    | Koch         | 100            | 400            |        |
2024/25   | Köln | 200001 | 25.08.2024 | D 29   | Abitur       |                |                | 20     |
2024/25   | Köln | 200002 | 25.08.2024 | C      | Abitur       |                |                |        | irgendwas
"""
    rows = read_delivery("x.xlsx", workbook({"B": picture}), TODAY).sheets[0].rows

    assert rows["untertyp"].tolist()[0] == 1
    assert rows["untertyp"].isna().tolist() == [False, True, True]
    assert rows["anteil"].tolist()[:2] == [0.25, 0.2]
    assert rows["rechtsgrundlage"].fillna("").tolist() == ["Einzelerlass", "APO-BK § 5 Abs. 6", ""]
    assert rows["art"].tolist() == ["Erstanzeige"] * 3
    assert rows["status"].tolist() == ["angezeigt"] * 3


def test_set_aside_rows_keep_what_stood_in_declared_columns_only():
    delivery = read_delivery(
        "x.xlsx",
        workbook(
            {
                "B": """
Schuljahr | BR   | SNR    | Eingang    | Anlage | Bildungsgang | Ansprechperson
2024/25   | Köln | 20001  | 25.08.2024 | A 1    | Koch         | geheim
"""
            }
        ),
        TODAY,
    )

    (row,) = delivery.sheets[0].set_aside
    assert (row.row, row.bezirksregierung, row.period) == (2, "Köln", "2024/25")
    assert row.values["schulnummer"] == "20001"
    assert "geheim" not in str(row) + str(delivery.findings)
