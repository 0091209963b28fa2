"""What goes outside: small numbers are kept secret so that no attacker can compute them."""

from dataclasses import replace

import highspy
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diggs_analytics.analysis.disclosure import (
    NO_THRESHOLD,
    SECRET,
    TO_ZERO,
    Breakdown,
    base_of,
    broken_down,
    protected,
    rounded,
)
from diggs_analytics.analysis.measures import MEASURES, measure_named
from diggs_analytics.domain.signs import Nothing
from tests.pictures import WHOLE_YEAR, all_delivered, records

ANZEIGEN = measure_named("anzeigen")
LERNENDE = measure_named("lernende")
STUNDEN = measure_named("distanzstunden")
SCHULEN = measure_named("schulen")
QUOTE = measure_named("beteiligungsquote")
WARTEZEIT = measure_named("wartezeit")
SIGNS = {"…": Nothing.NOT_DELIVERED, "x": Nothing.MEANINGLESS}


def drawn(picture: str) -> list[list[str]]:
    return [line.split() for line in picture.strip().splitlines()]


def breakdowns(picture: str, measure=ANZEIGEN) -> list[Breakdown]:
    """A table of two columns with its totals as four: the Land, each column alone, both."""
    (_, *anlagen), *lines = drawn(picture)
    cells = [
        (line[0], anlage, number)
        for line in lines
        for anlage, number in zip(anlagen, line[1:], strict=True)
    ]
    wanted = [(), ("bezirksregierung",), ("anlage",), ("bezirksregierung", "anlage")]
    return [Breakdown(measure, frame(cells, by)) for by in wanted]


def frame(cells: list[tuple[str, str, str]], by: tuple[str, ...]) -> pd.DataFrame:
    rows = []
    for bezirksregierung, anlage, number in cells:
        group = {"bezirksregierung": bezirksregierung, "anlage": anlage}
        if {name for name, value in group.items() if value != "Σ"} == set(by):
            nothing = SIGNS.get(number)
            value = float("nan") if nothing else float(number)
            rows.append({name: group[name] for name in by} | {"value": value, "nothing": nothing})
    types = {"value": "float64", "nothing": "object", "note": "str"}
    return pd.DataFrame(rows).assign(note="").astype(types).assign(base=lambda rows: rows["value"])


def picture(tables: tuple[pd.DataFrame, ...], like: str) -> list[list[str]]:
    """The published tables drawn as ``breakdowns`` reads them."""
    shown = {
        (row.get("bezirksregierung", "Σ"), row.get("anlage", "Σ")): row["nothing"].value
        if row["nothing"]
        else f"{row['value']:.0f}"
        for table in tables
        for row in table.to_dict("records")
    }
    (corner, *anlagen), *lines = drawn(like)
    return [[corner, *anlagen]] + [
        [line[0], *(shown[line[0], anlage] for anlage in anlagen)] for line in lines
    ]


@pytest.mark.parametrize(
    "before, after",
    [
        pytest.param(
            """
            von      A   B   C   Σ
            Köln     2   8  12  22
            Münster  7   6   8  21
            Detmold  9   7   9  25
            Σ       18  21  29  68
            """,
            """
            von      A   B   C   Σ
            Köln     .   .  12  22
            Münster  .   .   8  21
            Detmold  9   7   9  25
            Σ       18  21  29  68
            """,
            id="one small cell costs three others, the smallest that do",
        ),
        pytest.param(
            """
            von      A   B   Σ
            Köln     2   1   3
            Münster  1   2   3
            Σ        3   3   6
            """,
            """
            von      A   B   Σ
            Köln     .   .   3
            Münster  .   .   3
            Σ        3   3   6
            """,
            id="four small cells keep one another",
        ),
        pytest.param(
            """
            von      A   B   Σ
            Köln     1   1   2
            Münster  0   9   9
            Σ        1  10  11
            """,
            """
            von      A   B   Σ
            Köln     .   .   .
            Münster  0   9   9
            Σ        .   .   .
            """,
            id="two ones under a total of two are no secret, so the totals go",
        ),
        pytest.param(
            """
            von      A   B   Σ
            Köln     0   8   8
            Münster  7   0   7
            Σ        7   8  15
            """,
            """
            von      A   B   Σ
            Köln     0   8   8
            Münster  7   0   7
            Σ        7   8  15
            """,
            id="zero is no secret",
        ),
        pytest.param(
            """
            von      A   B   Σ
            Köln     2   8  10
            Münster  7   9  16
            Detmold  …   …   …
            Σ        9  17  26
            """,
            """
            von      A   B   Σ
            Köln     .   .  10
            Münster  .   .  16
            Detmold  …   …   …
            Σ        9  17  26
            """,
            id="who did not deliver hides nobody",
        ),
    ],
)
def test_tables_from_inside_to_outside(before, after):
    result = protected(breakdowns(before), 3)

    assert picture(result.tables, before) == drawn(after)


def test_no_part_of_overlapping_ones_exceeds_its_total():
    """A school counts in each of its Anlagen, and all of Münster have both: so Köln A can be
    2 only where no fourth school of Münster would have to make up for it."""
    before = """
    von      A   B   Σ
    Köln     1   3   3
    Münster  3   3   3
    Σ        4   6   6
    """
    after = """
    von      A   B   Σ
    Köln     .   .   3
    Münster  3   3   3
    Σ        .   .   6
    """

    assert picture(protected(breakdowns(before, SCHULEN), 3).tables, before) == drawn(after)


def test_what_was_suppressed_is_listed_with_its_reason_and_only_inside():
    tables = breakdowns(
        """
        von      A   Σ
        Köln     2   2
        Münster  7   7
        Detmold  9   9
        Σ       18  18
        """
    )
    tables = [tables[0], tables[1]]

    result = protected(tables, 3)

    assert result.suppressed.to_dict("records") == [
        {"measure": "anzeigen", "by": ("bezirksregierung",), "group": (group,), "value": value, "reason": reason}
        for group, value, reason in [("Köln", 2.0, "primary"), ("Münster", 7.0, "secondary")]
    ]  # fmt: skip
    assert list(result.tables[1]["note"]) == [SECRET, SECRET, ""]
    assert "base" not in result.tables[1]
    assert result.note == (
        "Werte, die auf weniger als 3 Fällen beruhen, und weitere, aus denen sie sich errechnen "
        "ließen, sind geheim gehalten (.): 2 von 4."
    )


SMALL = """
von      A   B   Σ
Köln     1   8   9
Münster  7   9  16
Σ        8  17  25
"""


@pytest.mark.parametrize(
    "threshold, note",
    [
        (None, NO_THRESHOLD),
        (1, "Keine Werte geheim gehalten: Keiner beruht auf weniger als 1 Fällen."),
    ],
)
def test_without_small_numbers_nothing_is_suppressed_and_it_says_so(threshold, note):
    result = protected(breakdowns(SMALL), threshold)

    assert picture(result.tables, SMALL) == drawn(SMALL)
    assert result.suppressed.empty
    assert result.note == note


def with_bases(by: str, *groups: tuple, measure) -> Breakdown:
    rows = pd.DataFrame(groups, columns=[by, "value", "base"])
    return Breakdown(
        measure, rows[[by, "value"]].assign(nothing=None, note="", base=rows["base"].astype(float))
    )


def signs(table: pd.DataFrame) -> list:
    return [
        nothing.value if nothing else value
        for value, nothing in zip(table["value"], table["nothing"], strict=True)
    ]


@pytest.mark.parametrize(
    "measure, groups, shown",
    [
        # on two cases: alone in its table, nothing else gives it away
        (WARTEZEIT, [("Köln", 12.5, 2), ("Münster", 8.0, 3)], [".", 8.0]),
        (WARTEZEIT, [("Köln", 0.0, 2), ("Münster", 8.0, 0)], [".", 8.0]),
        (STUNDEN, [("Köln", 480.0, 2), ("Münster", 1.0, 3)], [".", 1.0]),
        (QUOTE, [("Köln", 0.1, 2), ("Münster", 0.0, 0)], [".", 0.0]),
        (LERNENDE, [("Köln", 2.0, 2), ("Münster", 25.0, 25)], [".", 25.0]),
    ],
)
def test_what_is_no_count_depends_on_the_cases_behind_it(measure, groups, shown):
    result = protected([with_bases("bezirksregierung", *groups, measure=measure)], 3)

    assert signs(result.tables[0]) == shown


def test_a_share_is_kept_secret_with_the_number_it_gives_away():
    numbers = with_bases(
        "bezirksregierung", ("Köln", 2.0, 2), ("Münster", 7.0, 7), ("Detmold", 9.0, 9), measure=SCHULEN
    )  # fmt: skip
    shares = with_bases(
        "bezirksregierung", ("Köln", 0.1, 2), ("Münster", 0.2, 7), ("Detmold", 0.3, 9), measure=QUOTE
    )  # fmt: skip
    land = Breakdown(
        SCHULEN, pd.DataFrame({"value": [18.0], "nothing": None, "note": "", "base": 18.0})
    )

    result = protected([land, numbers, shares], 3)

    assert [signs(table) for table in result.tables] == [[18.0], [".", ".", 9.0], [".", ".", 0.3]]


def test_notes_do_not_tell_what_values_do_not():
    rows = with_bases(
        "bezirksregierung", ("Köln", 2.0, 2), ("Münster", 9.0, 9), measure=LERNENDE
    ).rows
    rows = rows.assign(note="bei 1 von 1\u202f002 fehlt die Angabe")

    [table] = protected([Breakdown(LERNENDE, rows)], 3).tables

    assert list(table["note"]) == [SECRET, "bei einigen fehlt die Angabe"]


def test_schuljahre_are_not_parts_of_a_whole():
    rows = with_bases("schuljahr", ("2024/25", 2.0, 2), ("2025/26", 9.0, 9), measure=ANZEIGEN)
    land = Breakdown(ANZEIGEN, rows.rows.drop(columns="schuljahr").iloc[[1]])

    assert [signs(table) for table in protected([rows, land], 3).tables] == [[".", 9.0], [9.0]]


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_measure_can_be_broken_down_with_its_cases(measure):
    found = records(
        anzeigen="""
        schulnummer | bezirksregierung | klassen | lernende | stunden_distanz | stunden_gesamt | status
        200001      | Köln             | 2       | 40       | 80              | 320            | Rückfrage
        200002      | Köln             | 1       | 25       | 40              | 320            | Rückfrage
        """,
        pok="""
        schulnummer | bezirksregierung | ebene                    | status_datum | status                 | testphase
        200001      | Köln             | bildungsgangübergreifend | 2025-10-01   | zur Kenntnis genommen  | ja
        200002      | Köln             | bildungsgangspezifisch   | 2025-10-01   | zur Kenntnis genommen  | ja
        200002      | Köln             | bildungsgangübergreifend | 2025-10-01   | Rückfrage              | ja
        """,
        schulen="""
        schulnummer | bezirksregierung | aktiv
        200001      | Köln             | ja
        200002      | Köln             | ja
        """,
        scopes=all_delivered("2025/26"),
    )  # fmt: skip
    cases = {"klassen": 3, "lernende": 65, "pok": 3, "pok_satz": 1, "rueckfragen_pok": 1}

    tables = [broken_down(found, measure, WHOLE_YEAR, by) for by in ([], ["bezirksregierung"])]

    [koeln] = tables[1].rows.query("bezirksregierung == 'Köln'")["base"]
    assert koeln == tables[0].rows["base"].item() == cases.get(measure.name, 2)
    assert protected(tables, 1).suppressed.empty
    assert base_of(base_of(measure)) == base_of(measure)


FIVE = "gerundet auf 5, Summen können abweichen"


@pytest.mark.parametrize(
    "measure, value, after, note",
    [
        (ANZEIGEN, 2, 0, f"{FIVE}; {TO_ZERO}"),
        (ANZEIGEN, 0, 0, FIVE),
        (ANZEIGEN, 3, 5, FIVE),
        (ANZEIGEN, 1032, 1030, FIVE),
        (STUNDEN, 12.5, 15, FIVE),
        (QUOTE, 0.258, 0.258, ""),
        (WARTEZEIT, 12.5, 12.5, ""),
    ],
)
def test_rounded(measure, value, after, note):
    rows = pd.DataFrame({"value": [float(value), float("nan")], "nothing": [None, Nothing.UNKNOWN]})

    found = rounded(measure, rows.assign(note=""))

    assert found["value"].iloc[0] == after
    assert list(found["note"]) == [note, FIVE if note else ""]
    assert pd.isna(found["value"].iloc[1]) and found["nothing"].iloc[1] is Nothing.UNKNOWN


def test_rounded_to_what_the_criteria_say():
    rows = pd.DataFrame({"value": [14.0, 15.0], "nothing": None, "note": "ohne Detmold"})

    found = rounded(ANZEIGEN, rows, 10)

    assert list(found["value"]) == [10, 20]
    assert set(found["note"]) == {"ohne Detmold; gerundet auf 10, Summen können abweichen"}


# ------------------------------------------------------------------------------ the attacker

DIMENSIONS = {"bezirksregierung": ("Arnsberg", "Köln", "Münster"), "anlage": ("A", "B", "C"), "ebene": ("x", "y")}  # fmt: skip
RELEASES = [
    [(), ("bezirksregierung",)],
    [(), ("bezirksregierung",), ("anlage",), ("bezirksregierung", "anlage")],
    [("bezirksregierung", "anlage")],
    [("bezirksregierung", "anlage"), ("bezirksregierung", "ebene")],  # linked by a total not shown
    [(), ("anlage",), ("bezirksregierung", "anlage"), ("anlage", "ebene")],
    [(), ("bezirksregierung", "anlage", "ebene"), ("anlage",)],
]
JOINT = pd.MultiIndex.from_product(DIMENSIONS.values(), names=list(DIMENSIONS))


def released(numbers: list[int], release: list[tuple[str, ...]]) -> list[Breakdown]:
    joint = pd.Series(numbers, JOINT, dtype="float64")
    tables = []
    for by in release:
        rows = (
            joint.groupby(list(by)).sum().rename("value").reset_index()
            if by
            else pd.DataFrame({"value": [joint.sum()]})
        )
        tables.append(Breakdown(ANZEIGEN, rows.assign(nothing=None, note="", base=rows["value"])))
    return tables


def computed(tables: list[pd.DataFrame]) -> list[tuple]:
    """The suppressed cells that an attacker can name: who knows every published table, that what
    lies behind are records with all three columns, whole and none negative, and that suppressed
    cells are not zero. For each cell the lowest and highest number by a program of its own."""
    program = highspy.Highs()
    program.silent()
    joint = {group: program.addIntegral(lb=0, ub=1000) for group in JOINT}
    hidden = []
    for table in tables:
        by = list(table.columns[: table.columns.get_loc("value")])
        places = [JOINT.names.index(name) for name in by]
        for row in table.to_dict("records"):
            group = tuple(row[name] for name in by)
            cells = [joint[key] for key in JOINT if tuple(key[place] for place in places) == group]
            if row["nothing"] is Nothing.UNKNOWN:
                hidden.append((by, group, cells))
                program.addConstr(program.qsum(cells) >= 1)
            else:
                program.addConstr(program.qsum(cells) == row["value"])
    return [(by, group) for by, group, cells in hidden if width(program, cells) < 0.5]


def width(program: highspy.Highs, cells: list) -> float:
    program.minimize(program.qsum(cells))
    lowest = program.getInfo().objective_function_value
    program.maximize(program.qsum(cells))
    assert program.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return program.getInfo().objective_function_value - lowest


NUMBERS = st.lists(st.sampled_from([0, 0, 1, 1, 2, 3, 5, 9]), min_size=18, max_size=18)


@settings(max_examples=60, deadline=None)
@given(numbers=NUMBERS, release=st.sampled_from(RELEASES), threshold=st.sampled_from([2, 3, 6]))
def test_an_attacker_computes_no_suppressed_cell(numbers, release, threshold):
    tables = released(numbers, release)

    result = protected(tables, threshold)

    assert computed(result.tables) == []
    for before, after in zip(tables, result.tables, strict=True):
        secret = after["nothing"].notna()
        small = (before.rows["value"] > 0) & (before.rows["value"] < threshold)
        assert not (small & ~secret).any()
        assert not (secret & (before.rows["value"] == 0)).any()
        assert after["value"][~secret].equals(before.rows["value"][~secret])
    if not (result.suppressed["reason"] == "primary").any():
        assert result.suppressed.empty


def test_the_attacker_is_worth_his_name():
    """With the small cells alone left out he computes them."""
    tables = released([2, *[9] * 17], RELEASES[5])

    only_small = [
        table.rows.assign(
            nothing=table.rows["nothing"].mask(table.rows["value"] < 3, Nothing.UNKNOWN)
        )
        for table in tables
    ]

    assert computed([rows.drop(columns="base") for rows in only_small]) == [
        (["bezirksregierung", "anlage", "ebene"], ("Arnsberg", "A", "x"))
    ]


@settings(max_examples=25, deadline=None)
@given(numbers=NUMBERS, release=st.sampled_from(RELEASES), seed=st.randoms())
def test_the_same_cells_whatever_the_order_of_rows_and_tables(numbers, release, seed):
    tables = released(numbers, release)
    mixed = [
        replace(table, rows=table.rows.sample(frac=1, random_state=seed.randrange(2**32)))
        for table in seed.sample(tables, len(tables))
    ]

    assert cells(protected(mixed, 3)) == cells(protected(tables, 3))


def cells(result) -> set[tuple]:
    return set(result.suppressed[["by", "group", "reason"]].itertuples(index=False, name=None))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sets(st.sampled_from("ABC"), min_size=1), min_size=1, max_size=12))
def test_schools_that_count_in_several_anlagen(schools):
    """The attacker knows by how much the parts exceed the total, and tries all numbers."""
    parts = pd.Series([anlage for school in schools for anlage in school]).value_counts()
    rows = pd.DataFrame({"anlage": list("ABC"), "value": [float(parts.get(a, 0)) for a in "ABC"]})
    land = pd.DataFrame({"value": [float(len(schools))]})
    tables = [
        Breakdown(SCHULEN, part.assign(nothing=None, note="", base=part["value"]))
        for part in (land, rows)
    ]

    result = protected(tables, 3)

    shown = [None if nothing else value for table in result.tables for value, nothing in zip(table["value"], table["nothing"], strict=True)]  # fmt: skip
    possible = [
        numbers
        for numbers in candidates(shown)
        if sum(numbers[1:]) - numbers[0] == sum(rows["value"]) - len(schools)
        and max(numbers[1:]) <= numbers[0]
    ]
    for place, number in enumerate(shown):
        assert number is not None or len({numbers[place] for numbers in possible}) > 1


def candidates(shown: list[float | None]) -> list[tuple[float, ...]]:
    found = [()]
    for number in shown:
        choices = range(1, 15) if number is None else [number]
        found = [(*numbers, choice) for numbers in found for choice in choices]
    return found
