"""What the store gives back: of any day, after any deliveries, in the types that went in."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diggs_analytics.domain.delivery import Delivery, SetAsideRow, SkippedRow
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.domain.tables import ANZEIGEN, POK, SCHULEN, TABLES, TERMINE, ZIELE, ZIELWERTE
from diggs_analytics.store import deliveries, state
from diggs_analytics.store.deliveries import Kept, keep
from tests.builders import delivery, empty_store, forget_everything, sheet
from tests.text_tables import table as drawn

MONDAY = date(2024, 10, 7)


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    with empty_store(tmp_path_factory.mktemp("store")) as engine:
        yield engine


@pytest.fixture
def store(database):
    forget_everything(database)
    return database


def counted(name: str, counts: pd.DataFrame) -> Delivery:
    """A delivery with so many rows accepted and set aside in each scope; rows carry its name."""
    header = "schuljahr | bezirksregierung | schulnummer | schule | eingangsdatum\n"
    lines, aside = [], []
    known = counts.fillna({"bezirksregierung": "", "accepted": 0, "set_aside": 0})
    for scope in known.itertuples():
        lines += [
            f"{scope.schuljahr} | {scope.bezirksregierung} | {100000 + n} | {name} | 2024-08-01"
            for n in range(int(scope.accepted))
        ]
        aside += [
            SetAsideRow(
                900 + n, {"schule": name}, ("Grund",), scope.bezirksregierung, scope.schuljahr
            )
            for n in range(int(scope.set_aside))
        ]
    text = header + "\n".join(lines) if lines else ""
    return delivery(sheet(text, ANZEIGEN, name, aside), file_name=f"{name}.xlsx")


def import_drawn(store, text: str) -> None:
    """One delivery for each name, imported in the order drawn."""
    picture = drawn(text)
    for (name, received), counts in picture.groupby(["file", "received"], sort=False):
        keep(store, counted(name, counts), date.fromisoformat(received), "Test")


def standing(store, stand: str | None) -> list[str]:
    frame = state.scopes(store, stand and date.fromisoformat(stand))
    return [
        f"{scope.file_name.removesuffix('.xlsx')}: {scope.bezirksregierung} {scope.period}, "
        f"{scope.rows} + {scope.set_aside}"
        for scope in frame.itertuples()
    ]


SUPERSEDING = {
    "a delivery stands from the day it was received": (
        """
        file | received   | bezirksregierung | schuljahr | accepted | set_aside
        A    | 2024-10-07 | Köln             | 2024/25   | 3        | 1
        """,
        {
            "2024-10-06": [],
            "2024-10-07": ["A: Köln 2024/25, 3 + 1"],
            None: ["A: Köln 2024/25, 3 + 1"],
        },
    ),
    "the next one replaces the whole scope": (
        """
        file | received   | bezirksregierung | schuljahr | accepted | set_aside
        A    | 2024-10-07 | Köln             | 2024/25   | 3        |
        B    | 2024-10-09 | Köln             | 2024/25   | 2        |
        """,
        {
            "2024-10-08": ["A: Köln 2024/25, 3 + 0"],
            "2024-10-09": ["B: Köln 2024/25, 2 + 0"],
            None: ["B: Köln 2024/25, 2 + 0"],
        },
    ),
    "but no other Bezirksregierung and no other Schuljahr": (
        """
        file | received   | bezirksregierung | schuljahr | accepted | set_aside
        A    | 2024-10-07 | Köln             | 2023/24   | 3        |
        A    | 2024-10-07 | Köln             | 2024/25   | 4        |
        B    | 2024-10-08 | Münster          | 2024/25   | 5        |
        C    | 2024-10-09 | Köln             | 2024/25   | 6        |
        """,
        {
            "2024-10-08": [
                "A: Köln 2023/24, 3 + 0",
                "A: Köln 2024/25, 4 + 0",
                "B: Münster 2024/25, 5 + 0",
            ],
            None: [
                "A: Köln 2023/24, 3 + 0",
                "C: Köln 2024/25, 6 + 0",
                "B: Münster 2024/25, 5 + 0",
            ],
        },
    ),
    "imported late, it takes the place of the day it was received": (
        """
        file | received   | bezirksregierung | schuljahr | accepted | set_aside
        A    | 2024-10-07 | Köln             | 2024/25   | 3        |
        B    | 2024-10-11 | Köln             | 2024/25   | 2        |
        late | 2024-10-09 | Köln             | 2024/25   | 9        |
        """,
        {
            "2024-10-08": ["A: Köln 2024/25, 3 + 0"],
            "2024-10-09": ["late: Köln 2024/25, 9 + 0"],
            "2024-10-10": ["late: Köln 2024/25, 9 + 0"],
            None: ["B: Köln 2024/25, 2 + 0"],
        },
    ),
    "of two on one day, the one imported last": (
        """
        file | received   | bezirksregierung | schuljahr | accepted | set_aside
        A    | 2024-10-07 | Köln             | 2024/25   | 3        |
        B    | 2024-10-07 | Köln             | 2024/25   | 2        |
        """,
        {"2024-10-07": ["B: Köln 2024/25, 2 + 0"]},
    ),
    "set aside as a whole, it leaves the scope as it stood": (
        """
        file | received   | bezirksregierung | schuljahr | accepted | set_aside
        A    | 2024-10-07 | Köln             | 2024/25   | 3        |
        B    | 2024-10-08 | Köln             | 2024/25   |          | 3
        """,
        {None: ["A: Köln 2024/25, 3 + 0"]},
    ),
}


@pytest.mark.parametrize("text, days", SUPERSEDING.values(), ids=SUPERSEDING)
def test_scopes_in_force(store, text, days):
    import_drawn(store, text)

    assert {stand: standing(store, stand) for stand in days} == days


@pytest.mark.parametrize("text, days", SUPERSEDING.values(), ids=SUPERSEDING)
def test_rows_are_those_of_the_scopes_in_force(store, text, days):
    import_drawn(store, text)

    for stand in days:
        day = stand and date.fromisoformat(stand)
        scopes, rows = state.scopes(store, day), state.rows(store, ANZEIGEN, day)
        keys = ["delivery_id", "bezirksregierung", "schuljahr"]
        assert rows.groupby(keys).size().to_dict() == {
            (scope.delivery_id, scope.bezirksregierung, scope.period): scope.rows
            for scope in scopes.itertuples()
        }


SET_ASIDE = {
    "replaced by a corrected delivery": (
        """
        file | received   | bezirksregierung | schuljahr | accepted | set_aside
        A    | 2024-10-07 | Köln             | 2024/25   | 3        | 2
        B    | 2024-10-09 | Köln             | 2024/25   | 5        |
        """,
        {"2024-10-06": {}, "2024-10-08": {"A": 2}, None: {}},
    ),
    "a newer delivery set aside as a whole shows, and so does what stands": (
        """
        file | received   | bezirksregierung | schuljahr | accepted | set_aside
        A    | 2024-10-07 | Köln             | 2024/25   | 3        | 2
        B    | 2024-10-08 | Köln             | 2024/25   |          | 5
        C    | 2024-10-09 | Köln             | 2024/25   |          | 4
        """,
        {None: {"A": 2, "C": 4}},
    ),
    "another scope": (
        """
        file | received   | bezirksregierung | schuljahr | accepted | set_aside
        A    | 2024-10-07 | Köln             | 2024/25   | 3        | 2
        B    | 2024-10-08 | Münster          | 2024/25   | 3        | 1
        """,
        {None: {"A": 2, "B": 1}},
    ),
    "its Bezirksregierung unreadable: until every scope of its delivery is replaced": (
        """
        file | received   | bezirksregierung | schuljahr | accepted | set_aside
        A    | 2024-10-07 | Köln             | 2024/25   | 1        |
        A    | 2024-10-07 | Münster          | 2024/25   | 1        |
        A    | 2024-10-07 |                  | 2024/25   |          | 2
        B    | 2024-10-08 | Köln             | 2024/25   | 1        |
        C    | 2024-10-09 | Münster          | 2024/25   | 1        |
        """,
        {"2024-10-07": {"A": 2}, "2024-10-08": {"A": 2}, "2024-10-09": {}},
    ),
    "nothing readable in the whole delivery": (
        """
        file | received   | bezirksregierung | schuljahr | accepted | set_aside
        A    | 2024-10-07 |                  | 2024/25   |          | 2
        B    | 2024-10-08 | Köln             | 2024/25   | 1        |
        """,
        {"2024-10-06": {}, None: {"A": 2}},
    ),
}


@pytest.mark.parametrize("text, days", SET_ASIDE.values(), ids=SET_ASIDE)
def test_set_aside_rows_stay_visible(store, text, days):
    import_drawn(store, text)

    shown = {
        stand: state.set_aside(store, stand and date.fromisoformat(stand))
        .groupby("sheet")
        .size()
        .to_dict()
        for stand in days
    }
    assert shown == days


def test_a_set_aside_row_tells_where_it_stood_and_why(store):
    aside = SetAsideRow(
        17, {"klassen": "drei", "schule": "BK Süd"}, ("Klassen unlesbar.", "Datum fehlt."), "Köln"
    )
    keep(store, delivery(sheet("", ANZEIGEN, "Blatt", [aside])), MONDAY, "Test")

    (row,) = state.set_aside(store).drop(columns="delivery_id").to_dict("records")
    assert row == {
        "table": "anzeigen",
        "sheet": "Blatt",
        "row": 17,
        "bezirksregierung": "Köln",
        "period": "",
        "reasons": "Klassen unlesbar.; Datum fehlt.",
        "values": {"klassen": "drei", "schule": "BK Süd"},
        "file_name": "lieferung.xlsx",
        "received": MONDAY,
    }


EVERY_KIND = {
    ANZEIGEN: """
        schuljahr | bezirksregierung | schulnummer | eingangsdatum | lernende      | anteil | beginn
        2024/25   | Köln             | 012345      | 2024-08-01    | 1             | 0.1    |
        2024/25   | Düsseldorf       | 178718      | 1999-12-31    |               |        | 2024-09-01
        2024/25   | Köln             | 178719      | 2024-02-29    | 1000000000000 | 1      |
    """,
    POK: """
        schuljahr | bezirksregierung | schulnummer | testphase | status_datum | partnerschulen
        2024/25   | Münster          | 178718      | ja        |              | 178718, 178719
        2024/25   | Münster          | 178719      | nein      | 2024-08-30   |
        2024/25   | Münster          | 178720      |           | 2024-08-30   |
    """,
    SCHULEN: """
        schuljahr | bezirksregierung | schulnummer | schulform    | lernende | aktiv
        2024/25   | Detmold          | 178718      | Berufskolleg |          | ja
    """,
    ZIELE: """
        jahr | nummer | titel           | status        | dokumentiert_am
        2023 | 1.10   | »Ziel« – eins   | in Planung    |
        2024 | 1.1    | Ziel            |               | 2023-12-01
    """,
    ZIELWERTE: """
        jahr | kennzahl | bezirksregierung | minimum
        2023 | Quote    |                  | 0.5
        2023 | Quote    | Köln             |
    """,
    TERMINE: """
        datum      | gremium | eigen | teilnehmende
        2023-03-01 | LK      | nein  | 12
        2024-03-01 |         |       |
    """,
}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_rows_come_back_as_they_went_in(store, table):
    part = sheet(EVERY_KIND[table], table, "Blatt")
    kept = keep(store, delivery(part), MONDAY, "Test")

    rows = state.rows(store, table).sort_values("row", ignore_index=True)

    pd.testing.assert_frame_equal(rows[table.names], part.rows.reset_index(drop=True))
    assert rows["row"].to_list() == part.rows.index.to_list()
    assert set(rows["sheet"]) == {"Blatt"} and set(rows["delivery_id"]) == {kept.delivery_id}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_rows_have_the_same_types(store, table):
    rows = state.rows(store, table)

    assert rows[table.names].dtypes.astype(str).to_dict() == table.dtypes
    assert rows.columns.to_list() == [*table.names, "delivery_id", "sheet", "row", "berichtigt"]


@pytest.mark.parametrize(
    "table, scopes",
    {
        ZIELE: [("", "2023", 1), ("", "2024", 1)],
        ZIELWERTE: [("", "2023", 2)],
        TERMINE: [("", "2023", 1), ("", "2024", 1)],
        ANZEIGEN: [("Düsseldorf", "2024/25", 1), ("Köln", "2024/25", 2)],
    }.items(),
    ids=lambda case: getattr(case, "name", ""),
)
def test_scopes_of_a_table(store, table, scopes):
    keep(store, delivery(sheet(EVERY_KIND[table], table)), MONDAY, "Test")

    found = state.scopes(store)[["bezirksregierung", "period", "rows"]]
    assert list(found.itertuples(index=False, name=None)) == scopes


def test_the_same_file_again_changes_nothing(store):
    first = delivery(sheet(EVERY_KIND[ANZEIGEN], ANZEIGEN))
    same = Delivery("anderer Name.xlsx", first.content, first.sheets)
    kept = keep(store, first, MONDAY, "Test")
    before = state.version(store), deliveries.listing(store).to_dict()

    assert kept == Kept(kept.delivery_id, known_since=None)
    assert keep(store, same, date(2024, 12, 1), "Test") == Kept(kept.delivery_id, MONDAY)
    assert deliveries.known(store, same.sha256) == Kept(kept.delivery_id, MONDAY)
    assert (state.version(store), deliveries.listing(store).to_dict()) == before


def test_every_delivery_is_another_version(store):
    versions = [state.version(store)]
    for klassen in (1, 2):
        text = f"""
            schuljahr | bezirksregierung | schulnummer | klassen
            2024/25   | Köln             | 178718      | {klassen}
        """
        keep(store, delivery(sheet(text, ANZEIGEN)), MONDAY, "Test")
        versions.append(state.version(store))

    assert len(set(versions)) == 3


def test_what_is_not_kept(store):
    tomorrow = date.today() + timedelta(days=1)
    fine = delivery(sheet(EVERY_KIND[ANZEIGEN], ANZEIGEN))

    with pytest.raises(DiggsError, match=f"{tomorrow:%d.%m.%Y}, liegt in der Zukunft"):
        keep(store, fine, tomorrow, "Test")
    with pytest.raises(AssertionError, match="keine Arbeitsmappe"):
        keep(store, Delivery("x.txt", b"x", rejected="keine Arbeitsmappe"), MONDAY, "Test")
    assert deliveries.listing(store).empty
    assert deliveries.known(store, fine.sha256) is None


def test_the_original_comes_back_byte_for_byte(store):
    content = bytes(range(256)) * 100
    kept = keep(store, Delivery("Köln »neu«.xlsx", content), MONDAY, "Test")

    assert deliveries.original(store, kept.delivery_id) == ("Köln »neu«.xlsx", content)
    with pytest.raises(DiggsError, match="Nummer 4711 gibt es nicht"):
        deliveries.original(store, 4711)


def test_findings_and_skipped_rows_come_back(store):
    found = (
        Finding(Severity.ERROR, "unknown_value", "»Kölln«?", "Blatt", "C17", "Kölln", "Köln", 17),
        Finding(Severity.WARNING, "hidden_sheet", "Ein Blatt ist verborgen."),
    )
    part = sheet("", ANZEIGEN, "Blatt", skipped=[SkippedRow(20, "Summenzeile")])
    kept = keep(store, delivery(part, findings=found), MONDAY, "Test")

    assert deliveries.findings(store, kept.delivery_id).to_dict("records") == [
        vars(finding) | {"severity": finding.severity.value} for finding in found
    ]
    assert deliveries.skipped(store, kept.delivery_id).to_dict("records") == [
        {"sheet": "Blatt", "row": 20, "reason": "Summenzeile"}
    ]


def test_listing(store):
    aside = SetAsideRow(9, {}, ("Grund",), "Köln", "2024/25")
    warning = Finding(Severity.WARNING, "date_in_future", "Hinweis.", "a", "B2")
    both = delivery(
        sheet(EVERY_KIND[ANZEIGEN], ANZEIGEN, "a", [aside], [SkippedRow(10, "Notiz")]),
        sheet(EVERY_KIND[POK], POK, "b"),
        file_name="beide.xlsx",
        findings=[warning],
    )
    newer = delivery(sheet(EVERY_KIND[POK], POK, "c"), file_name="pok.xlsx")
    unread = Delivery("leer.xlsx", b"unread")
    for number, part in enumerate((newer, both, unread)):
        keep(store, part, MONDAY - timedelta(days=number), "Test")

    both_scopes = "Anzeigen Düsseldorf 2024/25, Anzeigen Köln 2024/25, PoK Münster 2024/25"
    listing = deliveries.listing(store).set_index("file_name")
    counts = ["rows_read", "rows_accepted", "rows_set_aside", "rows_skipped", "errors", "warnings"]
    assert listing[[*counts, "in_force", "scopes"]].to_records().tolist() == [
        ("pok.xlsx", 3, 3, 0, 0, 0, 0, True, "PoK Münster 2024/25"),
        ("beide.xlsx", 8, 6, 1, 1, 0, 1, True, both_scopes),
        ("leer.xlsx", 0, 0, 0, 0, 0, 0, False, ""),
    ]
    assert listing["received"].to_list() == [MONDAY - timedelta(days=n) for n in range(3)]
    assert listing["size"].to_list() == [len(part.content) for part in (newer, both, unread)]
    assert (pd.Timestamp.now("UTC") - listing["imported_at"] < pd.Timedelta("1h")).all()


def test_a_replaced_delivery_is_no_longer_in_force(store):
    import_drawn(store, SUPERSEDING["the next one replaces the whole scope"][0])

    listing = deliveries.listing(store)
    assert dict(zip(listing["file_name"], listing["in_force"], strict=True)) == {
        "B.xlsx": True,
        "A.xlsx": False,
    }


PLANNED_HEADER = (
    "schuljahr | bezirksregierung | schulnummer | anlage | bildungsgang | eingangsdatum | klassen\n"
)


@pytest.mark.parametrize(
    "received, counts",
    {
        "2024-10-06": {"new": 3, "changed": 0, "unchanged": 0, "missing": 0},
        "2024-10-07": {"new": 1, "changed": 1, "unchanged": 1, "missing": 1},
    }.items(),
)
def test_a_plan_compares_with_what_stands_on_the_day(store, received, counts):
    kept = """
        2024/25 | Köln    | 100001 | C | Erziehung | 2024-08-01 | 1
        2024/25 | Köln    | 100002 | C | Erziehung | 2024-08-01 | 1
        2024/25 | Köln    | 100003 | C | Erziehung | 2024-08-01 | 1
        2023/24 | Köln    | 100004 | C | Erziehung | 2024-08-01 | 1
    """
    new = """
        2024/25 | Köln    | 100001 | C | Erziehung | 2024-08-01 | 1
        2024/25 | Köln    | 100002 | C | Erziehung | 2024-08-01 | 2
        2024/25 | Münster | 100003 | C | Erziehung | 2024-08-01 | 1
    """
    keep(store, delivery(sheet(PLANNED_HEADER + kept.strip(), ANZEIGEN)), MONDAY, "Test")
    planned = delivery(sheet(PLANNED_HEADER + new.strip(), ANZEIGEN))

    plan = deliveries.plan(store, planned, date.fromisoformat(received))

    assert plan.counts == counts
    assert state.version(store) == 1


def test_a_key_that_two_bezirksregierungen_hold_can_be_planned(store):
    row = "2024/25 | {} | 100001 | C | Erziehung | 2024-08-01 | 1"
    koeln, muenster = (
        sheet(PLANNED_HEADER + row.format(name), ANZEIGEN, name) for name in ("Köln", "Münster")
    )
    keep(store, delivery(koeln), MONDAY, "Test")
    keep(store, delivery(muenster), MONDAY, "Test")

    plan = deliveries.plan(store, delivery(koeln, muenster), MONDAY)

    assert plan.counts == {"new": 0, "changed": 0, "unchanged": 2, "missing": 0}


def test_a_plan_of_every_table_and_of_none(store):
    everything = delivery(*(sheet(text, table) for table, text in EVERY_KIND.items()))
    keep(store, everything, MONDAY, "Test")

    number = sum(len(part.rows) for part in everything.sheets)
    assert deliveries.plan(store, everything, MONDAY).counts["unchanged"] == number
    assert sum(deliveries.plan(store, Delivery("x", b"x"), MONDAY).counts.values()) == 0


DAYS = [MONDAY + timedelta(days=n) for n in range(4)]
SCOPES = [("Köln", "2024/25"), ("Köln", "2023/24"), ("Münster", "2024/25")]
COUNTS = st.tuples(st.integers(0, 2), st.integers(0, 2)).filter(any)
DELIVERIES = st.lists(
    st.tuples(st.sampled_from(DAYS), st.dictionaries(st.sampled_from(SCOPES), COUNTS, min_size=1)),
    max_size=6,
)


@settings(max_examples=40, deadline=None)
@given(kept=DELIVERIES)
def test_any_day_after_any_deliveries(database, kept):
    forget_everything(database)
    for number, (received, scopes) in enumerate(kept):
        counts = pd.DataFrame(
            [(*scope, *count) for scope, count in scopes.items()],
            columns=["bezirksregierung", "schuljahr", "accepted", "set_aside"],
        )
        keep(database, counted(f"{number}", counts), received, "Test")

    for day in DAYS:
        accepted, aside = {}, {}
        for scope in SCOPES:
            until_then = sorted(
                (received, number, *scopes[scope])
                for number, (received, scopes) in enumerate(kept)
                if received <= day and scope in scopes
            )
            in_force = [one for one in until_then if one[2]][-1:]
            for _, number, rows, _ in in_force:
                accepted[f"{number}", *scope] = rows
            for _, number, _, rows in {*in_force, *until_then[-1:]}:
                if rows:
                    aside[f"{number}", *scope] = rows

        rows, set_aside = state.rows(database, ANZEIGEN, day), state.set_aside(database, day)
        keys = ["sheet", "bezirksregierung"]
        assert rows.groupby([*keys, "schuljahr"]).size().to_dict() == accepted
        assert set_aside.groupby([*keys, "period"]).size().to_dict() == aside
