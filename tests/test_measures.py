"""Every measure by an example, the traps of counting, and what holds for any records."""

from dataclasses import replace
from datetime import date
from math import isnan

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diggs_analytics.analysis.coverage import beyond, shared
from diggs_analytics.analysis.measures import MEASURES, measure_named
from diggs_analytics.analysis.selection import OHNE_ANGABE, Selection
from diggs_analytics.analysis.values import Value, measure, measure_by, rows_behind
from diggs_analytics.domain.codes import BEZIRKSREGIERUNGEN
from diggs_analytics.domain.signs import Nothing
from tests.pictures import JAHR, WHOLE_YEAR, all_delivered, records

# Name of the measure → (picture of its table, expected number, further tables)
EXAMPLES = {
    "anzeigen": (
        """
        eingangsdatum | art         | status
        2025-07-01    | Erstanzeige | angezeigt
        2025-09-01    | Änderung    | Rückfrage
        2025-10-01    | Beendigung  | zur Kenntnis genommen
        2025-10-02    | Erstanzeige | zurückgezogen
        2026-08-01    | Erstanzeige | angezeigt
        """,
        3,
    ),
    "bildungsgaenge": (
        """
        schulnummer | anlage | untertyp | bildungsgang | art         | status
        200001      | A      | 1        | Koch         | Erstanzeige | angezeigt
        200001      | A      | 1        | Koch         | Änderung    | angezeigt
        200002      | A      | 1        | Koch         | Erstanzeige | angezeigt
        200001      | A      | 2        | Koch         | Erstanzeige | angezeigt
        200001      | D      |          | Koch         | Erstanzeige | angezeigt
        200001      | E      | 1        | Technik      | Beendigung  | angezeigt
        200001      | E      | 2        | Technik      | Erstanzeige | zurückgezogen
        """,
        4,
    ),
    "schulen": (
        """
        schulnummer | bildungsgang | art         | status
        200001      | Koch         | Erstanzeige | angezeigt
        200001      | Kellnerin    | Erstanzeige | angezeigt
        200002      | Koch         | Änderung    | angezeigt
        200003      | Koch         | Beendigung  | angezeigt
        200004      | Koch         | Erstanzeige | zurückgezogen
        """,
        2,
    ),
    "beteiligungsquote": (
        """
        schulnummer
        200001
        200001
        200009
        """,
        0.25,
        {
            "schulen": """
            schulnummer | aktiv
            200001      | ja
            200002      | ja
            200003      | ja
            200004      |
            200005      | nein
            """
        },
    ),
    "klassen": (
        """
        bildungsgang | eingangsdatum | art         | klassen
        Koch         | 2025-09-01    | Erstanzeige | 2
        Koch         | 2025-09-02    | Erstanzeige | 3
        Kellnerin    | 2025-09-01    | Erstanzeige | 4
        Kellnerin    | 2025-10-01    | Änderung    | 1
        Bäckerin     | 2025-09-01    | Erstanzeige | 7
        Bäckerin     | 2025-10-01    | Beendigung  | 7
        """,
        6,
    ),
    "lernende": (
        """
        bildungsgang | eingangsdatum | art         | status        | lernende
        Koch         | 2025-09-01    | Erstanzeige | angezeigt     | 20
        Koch         | 2025-09-02    | Änderung    | zurückgezogen | 99
        Kellnerin    | 2025-09-01    | Erstanzeige | angezeigt     | 30
        """,
        50,
    ),
    "distanzstunden": (
        """
        bildungsgang | eingangsdatum | art         | stunden_distanz
        Koch         | 2025-09-01    | Erstanzeige | 100
        Koch         | 2025-10-01    | Änderung    | 80.5
        Kellnerin    | 2025-09-01    | Erstanzeige | 20
        """,
        100.5,
    ),
    # The mean of the shares would be 0.3.
    "distanzanteil": (
        """
        bildungsgang | stunden_distanz | stunden_gesamt
        Koch         | 100             | 1000
        Kellnerin    | 50              | 100
        Bäckerin     |                 | 400
        Konditor     | 70              |
        """,
        150 / 1100,
    ),
    "rueckfragen_anzeigen": (
        """
        status    | eingangsdatum
        Rückfrage | 2025-09-01
        Rückfrage | 2026-08-01
        in Prüfung | 2025-09-01
        """,
        1,
    ),
    "pok": (
        """
        bezirksregierung | schulnummer | ebene                    | partnerschulen | art        | status
        Köln             | 200001      | schulübergreifend        | 200002         | Erstanzeige | angezeigt
        Münster          | 200002      | schulübergreifend        | 200001         | Erstanzeige | angezeigt
        Münster          | 200002      | bildungsgangübergreifend |                | Erstanzeige | angezeigt
        Münster          | 200002      | bildungsgangübergreifend |                | Änderung    | angezeigt
        Münster          | 200003      | bildungsgangübergreifend |                | Beendigung  | angezeigt
        Münster          | 200004      | bildungsgangübergreifend |                | Erstanzeige | zurückgezogen
        """,
        2,
    ),
    "pok_satz": (
        """
        schulnummer | ebene                    | partnerschulen
        200001      | bildungsgangübergreifend |
        200001      | bildungsgangspezifisch   |
        200001      | bildungsgangspezifisch   |
        200002      | bildungsgangübergreifend |
        200003      | bildungsgangspezifisch   |
        200004      | bildungsgangübergreifend |
        200005      | schulübergreifend        | 200004
        """,
        2,
    ),
    # What nobody said of a PoK is no statement about its school; a partner is no test school.
    "testschulen": (
        """
        schulnummer | ebene                    | testphase | partnerschulen | art         | status
        200001      | bildungsgangübergreifend | ja        |                | Erstanzeige | angezeigt
        200001      | bildungsgangspezifisch   | ja        |                | Erstanzeige | angezeigt
        200002      | schulübergreifend        | ja        | 200007         | Erstanzeige | angezeigt
        200003      | bildungsgangübergreifend | nein      |                | Erstanzeige | angezeigt
        200004      | bildungsgangübergreifend |           |                | Erstanzeige | angezeigt
        200005      | bildungsgangübergreifend | ja        |                | Beendigung  | angezeigt
        200006      | bildungsgangübergreifend | ja        |                | Erstanzeige | zurückgezogen
        """,
        2,
    ),
    # 10, 20 and 60 days, however many schools take part; what was taken note of after the
    # Stichtag, or on a day that nobody says, does not count.
    "wartezeit": (
        """
        ebene             | partnerschulen         | eingangsdatum | status                | status_datum
        schulübergreifend | 200002, 200003, 200004 | 2025-09-01    | zur Kenntnis genommen | 2025-09-11
        schulübergreifend |                        | 2025-09-01    | zur Kenntnis genommen | 2025-09-21
        schulübergreifend |                        | 2025-09-01    | zur Kenntnis genommen | 2025-10-31
        schulübergreifend | 200005                 | 2026-07-30    | zur Kenntnis genommen | 2026-08-03
        schulübergreifend | 200005                 | 2025-09-01    | zur Kenntnis genommen |
        schulübergreifend | 200005                 | 2025-09-01    | Rückfrage             | 2025-09-02
        """,  # noqa: E501
        20,
    ),
    "rueckfragen_pok": (
        """
        ebene             | partnerschulen | status
        schulübergreifend | 200002, 200003 | Rückfrage
        schulübergreifend | 200002         | angezeigt
        """,
        1,
    ),
}


def number(drawn, name, selection=WHOLE_YEAR):
    return measure(drawn, measure_named(name), selection).number


def by(drawn, name, *columns, selection=WHOLE_YEAR):
    """Groups → value, or the reason why there is none."""
    values = measure_by(drawn, measure_named(name), selection, columns)
    keys = zip(*(values[column] for column in columns), strict=True)
    return {
        " ".join(map(str, key)): nothing or value
        for key, value, nothing in zip(keys, values["value"], values["nothing"], strict=True)
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_example(name):
    picture, expected, *others = EXAMPLES[name]
    tables = {measure_named(name).table: picture, **(others[0] if others else {})}

    assert number(records(**tables), name) == pytest.approx(expected)


def test_every_measure_has_an_example():
    assert set(EXAMPLES) == {measure.name for measure in MEASURES}


@pytest.mark.parametrize("declared", MEASURES, ids=lambda declared: declared.name)
def test_every_measure_explains_itself(declared):
    assert declared.label and declared.unit
    assert declared.definition.endswith(".")
    assert declared.table in ("anzeigen", "pok")


# Traps


@pytest.mark.parametrize(
    "stichtag, klassen",
    [
        (date(2025, 8, 31), 0),
        (date(2025, 9, 1), 2),
        (date(2025, 9, 30), 5),
        (date(2025, 10, 1), 4),
        (date(2025, 11, 1), 9),
        (date(2025, 12, 1), 0),
    ],
)
def test_what_is_in_force_on_a_stichtag(stichtag, klassen):
    drawn = records("""
        eingangsdatum | art         | klassen
        2025-09-01    | Erstanzeige | 2
        2025-09-15    | Erstanzeige | 3
        2025-10-01    | Änderung    | 4
        2025-11-01    | Erstanzeige | 5
        2025-12-01    | Beendigung  | 5
    """)

    assert number(drawn, "klassen", Selection(JAHR, stichtag)) == klassen


def test_a_school_crossing_pok_counts_once_in_the_land_and_in_each_bezirksregierung():
    drawn = records(
        pok="""
        bezirksregierung | schulnummer | ebene                    | partnerschulen
        Köln             | 200001      | schulübergreifend        | 200002
        Münster          | 200002      | bildungsgangübergreifend |
        """,
        schulen="""
        bezirksregierung | schulnummer
        Köln             | 200001
        Münster          | 200002
        """,
        scopes=all_delivered(JAHR),
    )

    assert number(drawn, "pok") == 2
    assert by(drawn, "pok", "bezirksregierung") == {
        "Arnsberg": 0, "Detmold": 0, "Düsseldorf": 0, "Köln": 1, "Münster": 2,
    }  # fmt: skip
    assert by(drawn, "pok", "ebene") == {"bildungsgangübergreifend": 1, "schulübergreifend": 1}
    assert by(drawn, "pok_satz", "bezirksregierung")["Münster"] == 1


def test_a_share_comes_from_sums():
    drawn = records(
        """
        bezirksregierung | bildungsgang | stunden_distanz | stunden_gesamt
        Köln             | Koch         | 100             | 1000
        Köln             | Kellnerin    | 50              | 100
        Münster          | Koch         | 0               | 100
        """
    )

    values = by(drawn, "distanzanteil", "bezirksregierung")
    assert (values["Köln"], values["Münster"]) == (150 / 1100, 0)
    assert number(drawn, "distanzanteil") == 150 / 1200


NOT_IN_DETMOLD = """
    table    | bezirksregierung | period
    anzeigen | Arnsberg         | 2025/26
    anzeigen | Düsseldorf       | 2025/26
    anzeigen | Köln             | 2025/26
    anzeigen | Münster          | 2025/26
    schulen  | Köln             | 2025/26
"""
REGISTER = """
    bezirksregierung | schulnummer
    Arnsberg         | 200010
    Detmold          | 200020
    Düsseldorf       | 200030
    Köln             | 200001
    Köln             | 200002
    Münster          | 200040
"""


def test_not_delivered_is_not_zero():
    drawn = records("bezirksregierung\nKöln\n", scopes=NOT_IN_DETMOLD)
    values = measure_by(drawn, measure_named("anzeigen"), WHOLE_YEAR, ["bezirksregierung"])

    assert values["bezirksregierung"].tolist() == list(BEZIRKSREGIERUNGEN)
    assert values["value"].fillna(-1).tolist() == [0, -1, 0, 1, 0]
    assert values["nothing"].tolist() == [None, Nothing.NOT_DELIVERED, None, None, None]
    assert values["note"].tolist() == ["", "Anzeigen 2025/26 nicht geliefert", "", "", ""]
    assert measure(drawn, measure_named("anzeigen"), WHOLE_YEAR) == Value(
        1, None, "ohne Detmold (nicht geliefert)"
    )


def test_chosen_bezirksregierungen_only():
    drawn = records("bezirksregierung\nKöln\n", scopes=NOT_IN_DETMOLD)
    two = replace(WHOLE_YEAR, bezirksregierung=("Köln", "Detmold"))

    assert by(drawn, "anzeigen", "bezirksregierung", selection=two) == {
        "Detmold": Nothing.NOT_DELIVERED,
        "Köln": 1,
    }
    detmold = replace(WHOLE_YEAR, bezirksregierung=("Detmold",))
    assert measure(drawn, measure_named("anzeigen"), detmold) == Value(
        None, Nothing.NOT_DELIVERED, "Anzeigen 2025/26 nicht geliefert"
    )


def test_before_there_were_pok():
    drawn = records("schuljahr\n2023/24\n")
    selection = Selection("2023/24", date(2024, 7, 31))

    assert measure(drawn, measure_named("pok"), selection) == Value(
        None, Nothing.NOT_DELIVERED, "PoK gibt es erst ab 2024/25"
    )


def test_a_row_of_a_partner_is_no_delivery_of_its_bezirksregierung():
    drawn = records(
        pok="""
        bezirksregierung | schulnummer | ebene             | partnerschulen
        Köln             | 200001      | schulübergreifend | 200040
        """,
        schulen=REGISTER,
    )

    assert by(drawn, "pok", "bezirksregierung")["Münster"] is Nothing.NOT_DELIVERED


@pytest.mark.parametrize(
    "name, anzeigen, expected",
    {
        "no rows, no classes": ("klassen", "klassen\n", Value(0)),
        "no rows, no share": ("distanzanteil", "klassen\n", Value(None, Nothing.MEANINGLESS)),
        "missing is not zero": (
            "klassen",
            "klassen | lernende\n | 20\n",
            Value(None, Nothing.UNKNOWN, "bei 1 von 1 fehlt die Angabe"),
        ),
        "some missing": (
            "klassen",
            "klassen | lernende\n | 20\n 3 | 20\n",
            Value(3, None, "bei 1 von 2 fehlt die Angabe"),
        ),
        "no hours at all": (
            "distanzanteil",
            "stunden_distanz | stunden_gesamt\n0 | 0\n",
            Value(None, Nothing.MEANINGLESS),
        ),
    }.values(),
)
def test_nothing_is_not_nothing(name, anzeigen, expected):
    drawn = records(anzeigen, scopes=all_delivered(JAHR))

    assert measure(drawn, measure_named(name), WHOLE_YEAR) == expected


def test_schools_of_the_test_phase_are_unknown_where_nobody_says():
    drawn = records(
        pok="""
        bezirksregierung | schulnummer | ebene                    | testphase
        Köln             | 200001      | bildungsgangübergreifend |
        Münster          | 200002      | bildungsgangübergreifend | nein
        """,
        scopes=all_delivered(JAHR),
    )

    assert by(drawn, "testschulen", "bezirksregierung") == {
        "Arnsberg": 0, "Detmold": 0, "Düsseldorf": 0, "Köln": Nothing.UNKNOWN, "Münster": 0,
    }  # fmt: skip


# The quota


def quota(anzeigen, schulen, scopes, selection=WHOLE_YEAR):
    drawn = records(anzeigen, schulen=schulen, scopes=scopes)
    return measure(drawn, measure_named("beteiligungsquote"), selection)


TAKE_PART = """
    bezirksregierung | schulnummer
    Köln             | 200001
    Münster          | 200040
"""


def test_quota_leaves_out_who_has_not_delivered():
    assert quota(TAKE_PART, REGISTER, NOT_IN_DETMOLD) == Value(
        2 / 5, None, "ohne Detmold (nicht geliefert)"
    )


def test_quota_by_bezirksregierung():
    drawn = records(TAKE_PART, schulen=REGISTER, scopes=NOT_IN_DETMOLD)

    assert by(drawn, "beteiligungsquote", "bezirksregierung") == {
        "Arnsberg": 0, "Detmold": Nothing.NOT_DELIVERED, "Düsseldorf": 0, "Köln": 0.5, "Münster": 1,
    }  # fmt: skip


def test_quota_by_anlage_is_of_all_berufskollegs():
    drawn = records(
        """
        bezirksregierung | schulnummer | anlage
        Köln             | 200001      | A
        Köln             | 200001      | B
        Münster          | 200040      | B
        """,
        schulen=REGISTER,
        scopes=NOT_IN_DETMOLD,
    )

    assert by(drawn, "beteiligungsquote", "anlage") == {"A": 1 / 5, "B": 2 / 5}


def test_quota_without_a_register_of_that_year_has_no_value():
    of_the_year_before = REGISTER.replace("bezirksregierung", "schuljahr | bezirksregierung")
    of_the_year_before = "\n".join(
        line if "schuljahr" in line else f"2024/25 | {line}"
        for line in of_the_year_before.strip().splitlines()
    )

    assert quota(TAKE_PART, of_the_year_before, NOT_IN_DETMOLD) == Value(
        None,
        Nothing.UNKNOWN,
        "ohne Detmold (nicht geliefert); ohne Arnsberg, Düsseldorf, Köln und Münster (kein "
        "Register)",
    )
    assert quota(TAKE_PART, "", all_delivered(JAHR, tables=["anzeigen"])) == Value(
        None, Nothing.UNKNOWN, "kein Register der Schulen für 2025/26"
    )


@pytest.mark.parametrize(
    "strangers, note",
    [
        ("", ""),
        ("Köln | 299999", "1 beteiligte Schule steht nicht im Register und zählt nicht mit"),
        (
            "Köln | 299999\nKöln | 299998\nKöln | 299998",
            "2 beteiligte Schulen stehen nicht im Register und zählen nicht mit",
        ),
    ],
)
def test_quota_names_schools_that_the_register_does_not_know(strangers, note):
    everywhere = all_delivered(JAHR)

    assert quota(f"{TAKE_PART.strip()}\n{strangers}", REGISTER, everywhere) == Value(
        2 / 6, None, note
    )


def test_quota_of_a_school_that_another_bezirksregierung_has_in_its_register():
    drawn = records(
        "bezirksregierung | schulnummer\nKöln | 200040\n",
        schulen=REGISTER,
        scopes=all_delivered(JAHR),
    )

    assert number(drawn, "beteiligungsquote") == 1 / 6
    assert by(drawn, "beteiligungsquote", "bezirksregierung")["Köln"] == 0
    koeln = replace(WHOLE_YEAR, bezirksregierung=("Köln",))
    assert number(drawn, "beteiligungsquote", koeln) == 0


# Groups


def test_groups_stand_in_a_sensible_order():
    drawn = records("""
        bezirksregierung | anlage | bildungsgang | fachbereich               | status     | eingangsdatum
        Münster          | C      | Bäckerin     | Wirtschaft und Verwaltung | Rückfrage  | 2025-11-03
        Köln             | A      | Koch         |                           | angezeigt  | 2025-07-01
        Köln             | A      | Koch         | Agrarwirtschaft           | in Prüfung | 2025-09-30
        Köln             | D      | Abitur       | Gestaltung                | angezeigt  | 2025-09-01
    """)
    selection = Selection(JAHR, date(2025, 12, 1))

    def groups(*columns):
        return list(by(drawn, "anzeigen", *columns, selection=selection).items())

    assert groups("anlage") == [("A", 2), ("C", 1), ("D", 1)]
    assert groups("bildungsgang") == [("Koch", 2), ("Abitur", 1), ("Bäckerin", 1)]
    assert groups("fachbereich")[::3] == [("Agrarwirtschaft", 1), (OHNE_ANGABE, 1)]
    assert groups("status") == [("angezeigt", 2), ("in Prüfung", 1), ("Rückfrage", 1)]
    assert groups("monat") == [
        ("2025-07", 1), ("2025-08", 0), ("2025-09", 2), ("2025-10", 0), ("2025-11", 1),
        ("2025-12", 0),
    ]  # fmt: skip
    assert groups("anlage", "bildungsgang")[:3] == [
        ("A Koch", 2),
        ("A Abitur", 0),
        ("A Bäckerin", 0),
    ]


def test_rows_that_lack_the_value_are_a_group_of_their_own():
    drawn = records("""
        anlage | untertyp
        A      | 2
        D      |
        A      | 1
    """)

    assert by(drawn, "anzeigen", "untertyp") == {"1": 1, "2": 1, OHNE_ANGABE: 1}


def test_a_property_of_the_school_knows_no_anlage():
    drawn = records(
        pok="""
        ebene                    | anlage | bildungsgang
        bildungsgangübergreifend |        |
        bildungsgangspezifisch   | A      | Koch
        """
    )
    koch = replace(WHOLE_YEAR, anlage=("A",))

    value = measure(drawn, measure_named("pok_satz"), koch)
    assert value.number == 1
    assert "gilt ohne Filter nach Anlage" in value.note
    assert set(by(drawn, "pok_satz", "anlage").values()) == {Nothing.MEANINGLESS}


def test_waiting_stands_with_who_delivered():
    drawn = records(
        pok="""
        bezirksregierung | schulnummer | ebene             | partnerschulen | status
        Köln             | 200001      | schulübergreifend | 200040         | Rückfrage
        """,
        schulen=REGISTER,
        scopes=all_delivered(JAHR),
    )

    values = by(drawn, "rueckfragen_pok", "bezirksregierung")
    assert (values["Köln"], values["Münster"]) == (1, 0)


# What holds for any records


def any_row(**values):
    return st.fixed_dictionaries({name: st.sampled_from(each) for name, each in values.items()})


DAYS = [pd.Timestamp(day) for day in ("2025-07-01", "2025-09-01", "2025-10-01", "2026-02-01")]
SCHOOLS = {
    "bezirksregierung": ["Arnsberg", "Köln", "Münster"],
    "schulnummer": ["200001", "200002", "200040"],
}
ANY_RECORDS = st.builds(
    lambda anzeigen, pok, scopes: records(anzeigen, pok, schulen=REGISTER, scopes=scopes),
    st.lists(
        any_row(
            **SCHOOLS,
            schuljahr=[JAHR],
            eingangsdatum=DAYS,
            art=["Erstanzeige", "Änderung", "Beendigung"],
            anlage=["A", "D"],
            untertyp=[1, None],
            bildungsgang=["Koch", "Kellnerin"],
            fachbereich=["Gestaltung", "Informatik", None],
            klassen=[0, 2, None],
            lernende=[0, 21, None],
            stunden_distanz=[0, 10.5, None],
            stunden_gesamt=[0, 100, None],
            status=["angezeigt", "Rückfrage", "zurückgezogen"],
        ),
        max_size=8,
    ),
    st.lists(
        any_row(
            **SCHOOLS,
            schuljahr=[JAHR],
            eingangsdatum=DAYS,
            ebene=["bildungsgangübergreifend", "bildungsgangspezifisch", "schulübergreifend"],
            partnerschulen=["200001, 200040", "200002", None],
            anlage=["A", None],
            bildungsgang=["Koch", None],
            fachbereich=["Gestaltung", None],
            art=["Erstanzeige", "Beendigung"],
            status=["zur Kenntnis genommen", "Rückfrage", "zurückgezogen"],
            status_datum=[*DAYS, None],
        ),
        max_size=6,
    ),
    st.sampled_from([all_delivered(JAHR), NOT_IN_DETMOLD]),
)
ANY_DAY = st.sampled_from([date(2025, 8, 1), date(2025, 9, 15), date(2026, 7, 31)])
CHOOSABLE = ["bezirksregierung", "anlage", "bildungsgang", "fachbereich"]
SOME_GROUPING = st.lists(st.sampled_from([*CHOOSABLE, "status", "monat"]), unique=True, max_size=2)


@settings(max_examples=40, deadline=None)
@given(ANY_RECORDS, ANY_DAY, SOME_GROUPING, st.sampled_from(MEASURES))
def test_total_and_parts(drawn, stichtag, columns, declared):
    """Parts add up to the total where the measure says so; different things never exceed them."""
    selection = Selection(JAHR, stichtag)
    total = measure(drawn, declared, selection).number
    values = measure_by(drawn, declared, selection, columns)
    parts = values["value"].sum()

    if declared.adds_up:
        assert parts == pytest.approx(total or 0)
    elif declared.cumulates and total is not None:
        assert values["value"].max() <= total <= parts or total == parts == 0
    if declared.of_register:
        assert values["value"].dropna().between(0, 1).all()


@settings(max_examples=40, deadline=None)
@given(ANY_RECORDS, ANY_DAY, st.sampled_from(CHOOSABLE), st.sampled_from(MEASURES))
def test_a_group_is_the_selection_of_it_alone(drawn, stichtag, column, declared):
    selection = Selection(JAHR, stichtag)
    if declared.of_school and column != "bezirksregierung":
        return
    for group, value, nothing in measure_by(drawn, declared, selection, [column])[
        [column, "value", "nothing"]
    ].itertuples(index=False):
        alone = measure(drawn, declared, replace(selection, **{column: (group,)}))

        assert alone.nothing == nothing
        assert alone.number == value or (alone.number is None and isnan(value))


@settings(max_examples=25, deadline=None)
@given(ANY_RECORDS, SOME_GROUPING, st.sampled_from(MEASURES))
def test_a_value_or_a_reason(drawn, columns, declared):
    values = measure_by(drawn, declared, WHOLE_YEAR, columns)

    assert list(values) == [*columns, "value", "nothing", "note"]
    assert values["value"].dtype == "float64"
    assert (values["value"].isna() == values["nothing"].notna()).all()
    assert pd.api.types.is_string_dtype(values["note"])
    assert not values.duplicated(columns).any() if columns else len(values) == 1


def test_rows_behind_a_measure_are_those_that_count():
    drawn = records(EXAMPLES["anzeigen"][0])

    assert rows_behind(drawn, measure_named("anzeigen"), Selection(JAHR, date(2026, 7, 31))) == 3
    assert rows_behind(drawn, measure_named("klassen"), Selection(JAHR, date(2025, 8, 1))) == 1


@pytest.mark.parametrize(
    "notes, said",
    [
        (["ohne Köln", "ohne Köln; bei 2 fehlt"], "ohne Köln"),
        (["ohne Köln; spät", "spät; ohne Köln"], "ohne Köln; spät"),
        (["", "ohne Köln"], ""),
        ([], ""),
    ],
)
def test_what_all_notes_say(notes, said):
    assert shared(notes) == said


@pytest.mark.parametrize(
    "note, known, said",
    [
        ("ohne Köln (in 2024/25)", "ohne Köln (nicht geliefert)", ""),
        ("ohne Köln (in 2024/25); spät", "ohne Köln (nicht geliefert)", "spät"),
        (
            "ohne Köln und Münster (in 2024/25)",
            "ohne Köln (nicht geliefert)",
            "ohne Köln und Münster (in 2024/25)",
        ),
    ],
)
def test_what_a_note_adds(note, known, said):
    assert beyond(note, known) == said
