"""Against other Schuljahre at the same day: change, course and trend."""

from dataclasses import replace
from datetime import date

import pytest

from diggs_analytics.analysis.comparison import NEW_LEGAL_BASIS, change, course, trend
from diggs_analytics.analysis.measures import MEASURES, measure_named
from diggs_analytics.analysis.selection import Selection
from diggs_analytics.analysis.values import Value
from diggs_analytics.domain.signs import Nothing
from tests.pictures import all_delivered, records

OCTOBER = Selection("2025/26", date(2025, 10, 9))

ANZEIGEN = """
    schuljahr | bezirksregierung | schulnummer | eingangsdatum
    2024/25   | Köln             | 200001      | 2024-07-20
    2024/25   | Köln             | 200001      | 2024-10-09
    2024/25   | Köln             | 200002      | 2024-10-10
    2024/25   | Münster          | 200040      | 2024-09-01
    2025/26   | Köln             | 200001      | 2025-08-20
    2025/26   | Köln             | 200003      | 2025-10-09
    2025/26   | Köln             | 200002      | 2025-10-09
"""


def changed(drawn, name, selection=OCTOBER):
    return change(drawn, measure_named(name), selection)


def test_change_at_the_same_day_of_the_year_before():
    drawn = records(ANZEIGEN, scopes=all_delivered("2024/25", "2025/26"))
    koeln = replace(OCTOBER, bezirksregierung=("Köln",))

    result = changed(drawn, "anzeigen", koeln)

    assert (result.now, result.before) == (Value(3), Value(2))
    assert (result.difference, result.ratio) == (1, 0.5)
    assert (result.stichtag, result.stichtag_before) == (date(2025, 10, 9), date(2024, 10, 9))
    assert result.note == ""


def test_change_over_those_who_delivered_in_both_years():
    result = changed(records(ANZEIGEN), "anzeigen")  # Münster has delivered 2024/25 only

    assert (result.now, result.before) == (Value(3), Value(2))
    assert result.note == (
        "ohne Arnsberg, Detmold, Düsseldorf und Münster (nicht für jedes der Schuljahre 2024/25 und "
        "2025/26 geliefert)"
    )


def test_29_february_is_compared_with_the_28th():
    drawn = records("""
        schuljahr | eingangsdatum
        2027/28   | 2028-02-29
        2026/27   | 2027-02-28
        2026/27   | 2027-03-01
    """)

    result = changed(drawn, "anzeigen", Selection("2027/28", date(2028, 2, 29)))

    assert (result.now.number, result.before.number) == (1, 1)
    assert result.stichtag_before == date(2027, 2, 28)


def test_change_over_the_break_says_so():
    drawn = records(
        "schuljahr | eingangsdatum\n2023/24 | 2023-09-01\n2024/25 | 2024-09-01\n2024/25 | 2024-09-02\n",
        scopes=all_delivered("2023/24", "2024/25", "2025/26"),
    )
    at = Selection("2024/25", date(2024, 10, 9))

    assert changed(drawn, "anzeigen", at).ratio == 1
    assert changed(drawn, "anzeigen", at).note == NEW_LEGAL_BASIS
    assert changed(drawn, "anzeigen", Selection("2025/26", date(2025, 10, 9))).note == ""


@pytest.mark.parametrize(
    "name, before, difference, ratio",
    [
        ("anzeigen", "", 1, None),  # nothing before: no ratio
        ("distanzanteil", "", None, None),  # no value before: no difference either
        ("distanzanteil", "2024/25 | 2024-09-01 | 100 | 400", 0.25, None),  # points, no percent
        ("distanzstunden", "2024/25 | 2024-09-01 | 100 | 400", -50, -0.5),
    ],
)
def test_difference_and_ratio(name, before, difference, ratio):
    drawn = records(
        f"""
        schuljahr | eingangsdatum | stunden_distanz | stunden_gesamt
        2025/26   | 2025-09-01    | 50              | 100
        {before}
        """,
        scopes=all_delivered("2024/25", "2025/26"),
    )

    result = changed(drawn, name)

    assert (result.difference, result.ratio) == (difference, ratio)


def test_nothing_delivered_the_year_before():
    result = changed(records("eingangsdatum\n2025-09-01\n"), "anzeigen")

    assert result.now == Value(
        1, None, "ohne Arnsberg, Detmold, Düsseldorf und Münster (nicht geliefert)"
    )
    assert result.before.nothing is Nothing.NOT_DELIVERED
    assert (result.difference, result.note) == (None, "Anzeigen 2024/25 nicht geliefert")


def test_open_queries_have_no_past():
    drawn = records(
        "schuljahr | status | eingangsdatum\n"
        "2024/25 | Rückfrage | 2024-09-01\n2025/26 | Rückfrage | 2025-09-01\n"
    )

    result = changed(drawn, "rueckfragen_anzeigen")

    assert (result.now.number, result.before.nothing) == (1, Nothing.UNKNOWN)
    assert result.difference is None
    assert result.note.endswith("2024/25: Stand an diesem Tag nicht bekannt")


def test_a_delivery_from_before_the_stichtag_is_named():
    drawn = records(
        "eingangsdatum\n2025-09-01\n",
        scopes="""
        table    | bezirksregierung | period  | received
        anzeigen | Köln             | 2025/26 | 2025-10-08
        anzeigen | Köln             | 2024/25 | 2025-07-31
        """,
    )

    assert changed(drawn, "anzeigen").note.endswith("Lieferungen reichen nur bis 08.10.2025")
    years = trend(drawn, measure_named("anzeigen"), replace(OCTOBER, bezirksregierung=("Köln",)))
    assert years["note"].tolist() == ["", "Lieferungen reichen nur bis 08.10.2025"]


def test_what_came_in_july_is_the_whole_schuljahr():
    drawn = records(
        "eingangsdatum\n2025-09-01\n",
        scopes="""
        table    | bezirksregierung | period  | received
        anzeigen | Köln             | 2025/26 | 2026-07-02
        anzeigen | Köln             | 2024/25 | 2025-06-30
        """,
    )
    whole_year = Selection("2025/26", date(2026, 7, 31), bezirksregierung=("Köln",))

    years = trend(drawn, measure_named("anzeigen"), whole_year)

    assert years["note"].tolist() == ["Lieferungen reichen nur bis 30.06.2025", ""]
    assert years["whole"].tolist() == [False, True]


# Trend


def test_trend_at_the_same_stichtag_in_every_schuljahr():
    drawn = records(
        ANZEIGEN,
        scopes=all_delivered("2023/24", "2025/26", tables=["anzeigen"])
        + "\nanzeigen | Köln | 2024/25\nanzeigen | Münster | 2024/25",
    )

    years = trend(drawn, measure_named("anzeigen"), OCTOBER)

    assert list(years) == ["schuljahr", "value", "nothing", "note", "whole"]
    assert years["schuljahr"].tolist() == ["2023/24", "2024/25", "2025/26"]
    assert years["whole"].tolist() == [True, False, True]
    assert years["value"].tolist() == [0, 3, 3]
    assert years["note"].tolist() == [
        "",
        "ohne Arnsberg, Detmold und Düsseldorf (nicht geliefert)",
        "",
    ]


def test_trend_by_group_and_before_there_were_pok():
    drawn = records(
        "schuljahr | eingangsdatum\n2023/24 | 2023-09-01\n",
        pok="schuljahr | eingangsdatum\n2024/25 | 2024-09-01\n",
    )

    years = trend(
        drawn,
        measure_named("pok"),
        replace(OCTOBER, bezirksregierung=("Köln",)),
        ["bezirksregierung"],
    )

    assert list(years) == ["schuljahr", "bezirksregierung", "value", "nothing", "note", "whole"]
    assert years["nothing"].tolist() == [Nothing.NOT_DELIVERED, None]
    assert years["note"].tolist() == ["PoK gibt es erst ab 2024/25", ""]
    assert years["value"].iloc[1] == 1


def test_trend_counts_in_every_schuljahr_who_has_delivered_for_this_one():
    drawn = records(
        ANZEIGEN,
        scopes=all_delivered("2024/25", tables=["anzeigen"]) + "\nanzeigen | Köln | 2025/26",
    )

    years = trend(drawn, measure_named("anzeigen"), OCTOBER)
    alone = trend(drawn, measure_named("anzeigen"), replace(OCTOBER, bezirksregierung=("Köln",)))

    assert years["value"].tolist() == alone["value"].tolist()
    assert set(years["note"]) == {
        "ohne Arnsberg, Detmold, Düsseldorf und Münster (nicht geliefert)"
    }


def test_trend_ends_with_the_chosen_schuljahr():
    drawn = records(ANZEIGEN, scopes=all_delivered("2023/24", "2024/25", "2025/26"))
    chosen = replace(OCTOBER, schuljahr="2024/25", stichtag=date(2024, 10, 9))

    assert trend(drawn, measure_named("anzeigen"), chosen)["schuljahr"].tolist() == [
        "2023/24",
        "2024/25",
    ]


def test_trend_of_an_empty_store():
    assert trend(records(), measure_named("anzeigen"), OCTOBER).empty


# Course


def points(drawn, name, selection=OCTOBER, **years):
    """(Schuljahr, day, value) wherever the course rises, and its ends."""
    frame = course(drawn, measure_named(name), selection, **years)
    same = frame["schuljahr"].eq(frame["schuljahr"].shift()) & frame["value"].eq(
        frame["value"].shift()
    )
    last = frame["schuljahr"].ne(frame["schuljahr"].shift(-1))
    return list(
        frame.loc[~same | last, ["schuljahr", "day", "value"]].itertuples(index=False, name=None)
    )


def test_course_of_this_year_to_the_stichtag_and_of_earlier_ones_to_their_end():
    drawn = records(ANZEIGEN, scopes=all_delivered("2024/25", "2025/26"))

    assert points(drawn, "anzeigen", replace(OCTOBER, bezirksregierung=("Köln",))) == [
        ("2024/25", 0, 1),  # came in before 1 August
        ("2024/25", 69, 2),
        ("2024/25", 70, 3),
        ("2024/25", 364, 3),
        ("2025/26", 0, 0),
        ("2025/26", 19, 1),
        ("2025/26", 69, 3),
    ]


def test_a_school_counts_from_its_first_anzeige():
    drawn = records(ANZEIGEN, scopes=all_delivered("2024/25", "2025/26"))

    assert points(drawn, "schulen")[:4] == [
        ("2024/25", 0, 1),
        ("2024/25", 31, 2),
        ("2024/25", 70, 3),
        ("2024/25", 364, 3),
    ]


def test_course_of_those_who_delivered_every_year_shown():
    frame = course(records(ANZEIGEN), measure_named("anzeigen"), OCTOBER)

    assert set(frame["note"]) == {
        "ohne Arnsberg, Detmold, Düsseldorf und Münster (nicht für jedes der Schuljahre 2024/25 und "
        "2025/26 geliefert)"
    }
    assert frame.groupby("schuljahr")["value"].max().tolist() == [3, 3]


def test_course_shows_as_many_earlier_years_as_asked_for_and_delivered():
    drawn = records(scopes=all_delivered("2022/23", "2023/24", "2024/25", "2025/26"))

    def shown(years):
        frame = course(drawn, measure_named("anzeigen"), OCTOBER, years)
        return frame["schuljahr"].unique().tolist()

    assert shown(0) == ["2025/26"]
    assert shown(2) == ["2023/24", "2024/25", "2025/26"]
    assert shown(9) == ["2022/23", "2023/24", "2024/25", "2025/26"]


def test_course_ends_with_the_schuljahr():
    drawn = records(
        "schuljahr | eingangsdatum\n2024/25 | 2024-09-01\n2024/25 | 2025-08-10\n",
        scopes=all_delivered("2024/25"),
    )

    assert points(drawn, "anzeigen", Selection("2024/25", date(2025, 9, 15)))[-1] == (
        "2024/25", 364, 1,
    )  # fmt: skip


def test_a_schuljahr_that_nobody_delivered_has_no_course():
    drawn = records("schuljahr | eingangsdatum\n2024/25 | 2024-09-01\n")

    assert points(drawn, "anzeigen") == [("2024/25", 0, 0), ("2024/25", 31, 1), ("2024/25", 364, 1)]
    assert course(records(), measure_named("anzeigen"), OCTOBER).empty


def test_course_of_nobody_who_delivered_every_year():
    drawn = records(
        scopes="""
        table    | bezirksregierung | period
        anzeigen | Köln             | 2024/25
        anzeigen | Münster          | 2025/26
        """
    )

    assert course(drawn, measure_named("anzeigen"), OCTOBER).empty


def test_course_has_every_day_with_its_date():
    drawn = records("schuljahr\n2023/24\n", scopes=all_delivered("2023/24"))
    frame = course(drawn, measure_named("anzeigen"), Selection("2023/24", date(2024, 7, 31)))

    assert frame["day"].tolist() == list(range(366))  # a leap year
    assert f"{frame['date'].iloc[0]:%d.%m.%Y}" == "01.08.2023"
    assert f"{frame['date'].iloc[-1]:%d.%m.%Y}" == "31.07.2024"


@pytest.mark.parametrize("declared", MEASURES, ids=lambda declared: declared.name)
def test_only_numbers_of_different_things_have_a_course(declared):
    drawn = records(scopes=all_delivered("2025/26"))

    if declared.name in ("anzeigen", "bildungsgaenge", "schulen", "pok"):
        assert len(course(drawn, declared, OCTOBER)) == 70
    else:
        with pytest.raises(AssertionError):
            course(drawn, declared, OCTOBER)
