"""The declarations hold together: no heading or spelling means two things."""

from datetime import date

import pytest

from diggs_analytics.domain import schuljahr
from diggs_analytics.domain.errors import UnknownTable
from diggs_analytics.domain.spelling import comparable, nearest
from diggs_analytics.domain.tables import ANZEIGEN, POK, TABLES, table_named

IN_EVERY_TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@IN_EVERY_TABLE
def test_no_heading_means_two_columns(table):
    meanings = {(comparable(h), column.name) for column in table for h in column.headings}

    assert len(meanings) == len({heading for heading, _ in meanings})


@IN_EVERY_TABLE
def test_no_spelling_means_two_values(table):
    for column in table:
        meanings = {
            (comparable(s), value)
            for value, others in column.allowed.items()
            for s in (value, *others)
        }
        assert len(meanings) == len({spelling for spelling, _ in meanings}), column.name


@IN_EVERY_TABLE
def test_keys_and_period_are_columns(table):
    keys = {*table.key, table.period, *([table.reference] if table.reference else [])}

    assert keys <= set(table.names)


@pytest.mark.parametrize(
    "table, columns",
    [
        (ANZEIGEN, 24),
        (POK, 20),
    ],
    ids=["anzeigen", "pok"],
)
def test_every_column_explains_itself(table, columns):
    assert len(table.columns) == columns
    assert all(column.label and column.meaning.endswith(".") for column in table)


@pytest.mark.parametrize(
    "heading, same",
    [
        ("Schul-\nnummer", "Schulnummer"),
        ("SCHULNUMMER ", "schulnummer"),
        ("Lernende¹)", "Lernende"),
        ("Klassen 1)", "Klassen"),
        ("Distanzanteil**", "Distanzanteil"),
        ("Koeln", "Köln"),
        ("Bez.-Reg. Köln", "bez reg köln"),
    ],
)
def test_spellings_of_one_word(heading, same):
    assert comparable(heading) == comparable(same)


@pytest.mark.parametrize("one, other", [("%", "–"), ("Anlage A 1", "Anlage A 2"), ("von", "bis")])
def test_words_that_stay_apart(one, other):
    assert comparable(one) != comparable(other)


@pytest.mark.parametrize(
    "written, meant", [("Kölln", "Köln"), ("BR Munster", "Münster"), ("Hannover", "")]
)
def test_nearest_value(written, meant):
    assert nearest(written, ANZEIGEN["bezirksregierung"].allowed) == meant


def test_unknown_table_names_the_known_ones():
    with pytest.raises(UnknownTable, match="Bekannt sind: anzeigen, pok"):
        table_named("anträge")


@pytest.mark.parametrize(
    "day, expected",
    [
        (date(2024, 7, 31), "2023/24"),
        (date(2024, 8, 1), "2024/25"),
        (date(2099, 9, 1), "2099/00"),
    ],
)
def test_schuljahr_of_a_day(day, expected):
    assert schuljahr.schuljahr_of(day) == expected


def test_same_day_of_another_year():
    assert schuljahr.same_day(date(2024, 10, 15), -1) == date(2023, 10, 15)
    assert schuljahr.same_day(date(2024, 2, 29), -1) == date(2023, 2, 28)
