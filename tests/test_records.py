"""What the stored rows become before anything is measured."""

import pandas as pd
import pytest

from diggs_analytics.domain.tables import ANZEIGEN
from tests.pictures import JAHR, records, stored

KOELN, MUENSTER, DETMOLD = "200001", "200002", "200003"


def dates(values):
    return [None if pd.isna(day) else f"{day:%m-%d}" for day in values]


@pytest.mark.parametrize(
    "picture, expected",
    {
        "several Erstanzeigen add up": (
            """
            eingangsdatum | art
            2025-09-01    | Erstanzeige
            2025-09-08    | Erstanzeige
            """,
            [None, None],
        ),
        "an Änderung replaces all before it": (
            """
            eingangsdatum | art
            2025-09-01    | Erstanzeige
            2025-09-08    | Erstanzeige
            2025-10-01    | Änderung
            2025-11-01    | Erstanzeige
            2025-12-01    | Beendigung
            """,
            ["10-01", "10-01", "12-01", "12-01", None],
        ),
        "on one day the Änderung comes after the Erstanzeige, whatever the row": (
            """
            eingangsdatum | art
            2025-09-01    | Änderung
            2025-09-01    | Erstanzeige
            """,
            [None, "09-01"],
        ),
        "of two Änderungen on one day the lower row holds": (
            """
            eingangsdatum | art
            2025-09-01    | Änderung
            2025-09-01    | Änderung
            """,
            ["09-01", None],
        ),
        "a withdrawn Änderung replaces nothing": (
            """
            eingangsdatum | art         | status
            2025-09-01    | Erstanzeige | angezeigt
            2025-10-01    | Änderung    | zurückgezogen
            """,
            [None, None],
        ),
        "another Bildungsgang, Untertyp, school or Schuljahr is not replaced": (
            """
            schuljahr | schulnummer | untertyp | bildungsgang | eingangsdatum | art
            2025/26   | 200001      | 1        | Koch         | 2025-09-01    | Erstanzeige
            2025/26   | 200001      | 2        | Koch         | 2025-10-01    | Änderung
            2025/26   | 200001      | 1        | Kellnerin    | 2025-10-02    | Änderung
            2025/26   | 200002      | 1        | Koch         | 2025-10-03    | Änderung
            2026/27   | 200001      | 1        | Koch         | 2025-10-04    | Änderung
            """,
            [None] * 5,
        ),
        "Anlage D has no Untertyp and is one Bildungsgang all the same": (
            """
            anlage | untertyp | eingangsdatum | art
            D      |          | 2025-09-01    | Erstanzeige
            D      |          | 2025-10-01    | Änderung
            A      | 1        | 2025-11-01    | Änderung
            """,
            ["10-01", None, None],
        ),
    }.values(),
)
def test_replaced_on(picture, expected):
    assert dates(records(picture).anzeigen["ersetzt_am"]) == expected


def test_what_counts_and_what_runs():
    rows = records("""
        art         | status
        Erstanzeige | angezeigt
        Erstanzeige | zurückgezogen
        Beendigung  | angezeigt
        Änderung    | Rückfrage
    """).anzeigen

    assert list(rows["zaehlt"]) == [True, False, True, True]
    assert list(rows["laeuft"]) == [True, False, False, True]


def test_closed_lists_keep_their_order_and_lose_nothing():
    rows = records("""
        bezirksregierung | art
        Köln             | Änderung
        Arnsberg         | Sonstiges
    """).anzeigen

    assert list(rows["bezirksregierung"]) == ["Köln", "Arnsberg"]
    assert list(rows["bezirksregierung"].cat.categories)[::4] == ["Arnsberg", "Münster"]
    assert list(rows["art"]) == ["Änderung", "Sonstiges"]


def test_the_prepared_rows_do_not_change_the_stored_ones():
    rows = stored("schulnummer\n200001\n", ANZEIGEN, {"art": "Erstanzeige"})
    before = rows.copy()

    records("schulnummer\n200001\n")

    pd.testing.assert_frame_equal(rows, before)


REGISTER = f"""
    bezirksregierung | schulnummer | schule
    Köln             | {KOELN}     | Berufskolleg am Weiher
    Münster          | {MUENSTER}  | Berufskolleg Lindental
"""


def test_register_says_where_a_school_is():
    rows = records(
        f"""
        schuljahr | schulnummer
        2025/26   | {KOELN}
        2025/26   | {MUENSTER}
        2025/26   | {DETMOLD}
        2024/25   | {KOELN}
        """,
        schulen=REGISTER,
    ).anzeigen

    known = rows["register_bezirksregierung"].astype("object")
    assert known.where(known.notna(), None).tolist() == ["Köln", "Münster", None, None]


def participants(pok):
    rows = records(pok=pok, schulen=REGISTER).pok
    schule = rows["schule"].astype("object").fillna("")
    columns = ["record_id", "schulnummer", "bezirksregierung", "eigen"]
    return [
        (*row, name)
        for row, name in zip(rows[columns].itertuples(index=False, name=None), schule, strict=True)
    ]


def test_a_school_crossing_pok_has_a_row_for_each_school():
    pok = f"""
        schulnummer | schule | ebene                  | partnerschulen
        {KOELN}     | BK W   | schulübergreifend      | {MUENSTER}, {DETMOLD},{KOELN}
        {KOELN}     | BK W   | bildungsgangspezifisch | {MUENSTER}
    """

    assert participants(pok) == [
        (0, KOELN, "Köln", True, "BK W"),
        (1, KOELN, "Köln", True, "BK W"),
        (0, MUENSTER, "Münster", False, "Berufskolleg Lindental"),
        (0, DETMOLD, "Köln", False, ""),  # not in the register: with whom delivered it
    ]


@pytest.mark.parametrize(
    "pok, different",
    {
        "two Bezirksregierungen notify the same school-crossing PoK": (
            f"""
            bezirksregierung | schulnummer | ebene             | partnerschulen       | art
            Köln             | {KOELN}     | schulübergreifend | {MUENSTER},{DETMOLD} | Erstanzeige
            Münster          | {MUENSTER}  | schulübergreifend | {DETMOLD}, {KOELN}   | Änderung
            """,
            1,
        ),
        "other schools, another concept": (
            f"""
            schulnummer | ebene             | partnerschulen
            {KOELN}     | schulübergreifend | {MUENSTER}
            {KOELN}     | schulübergreifend | {DETMOLD}
            """,
            2,
        ),
        "a specific one of each Bildungsgang; an Änderung is the same": (
            """
            ebene                  | bildungsgang | art
            bildungsgangspezifisch | Koch         | Erstanzeige
            bildungsgangspezifisch | Koch         | Änderung
            bildungsgangspezifisch | Kellnerin    | Erstanzeige
            """,
            2,
        ),
        "each Ebene and each Schuljahr": (
            """
            schuljahr | ebene
            2025/26   | bildungsgangspezifisch
            2025/26   | bildungsgangübergreifend
            2024/25   | bildungsgangübergreifend
            """,
            3,
        ),
    }.values(),
)
def test_identity_of_a_pok(pok, different):
    assert records(pok=pok).pok["pok_id"].nunique() == different


def test_waiting_time_in_days():
    rows = records(
        pok="""
        eingangsdatum | status_datum
        2025-09-01    | 2025-09-11
        2025-09-01    | 2025-09-01
        2025-09-01    | 2025-08-30
        2025-09-01    |
    """
    ).pok

    assert rows["wartetage"].fillna(-1).tolist() == [10, 0, -1, -1]


def test_register_of_active_berufskollegs():
    schulen = records(
        schulen="""
        schulnummer | bezirksregierung | schulform                            | aktiv
        200001      | Köln             | Berufskolleg                         | ja
        200002      | Köln             | Berufskolleg                         |
        200003      | Köln             | Berufskolleg                         | nein
        200004      | Köln             | Förderschule im Bereich Berufskolleg | ja
        200002      | Münster          | Berufskolleg                         | ja
    """
    )

    assert schulen.berufskollegs == {(JAHR, "Köln"): 1, (JAHR, "Münster"): 1}
