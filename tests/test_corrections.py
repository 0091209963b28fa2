"""What somebody corrected lies over every delivery, until it is taken back or the sender mends it."""

from datetime import UTC, date, datetime, timedelta

import pandas as pd
import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from diggs_analytics.analysis.measures import measure_named
from diggs_analytics.analysis.records import prepare
from diggs_analytics.analysis.selection import Selection
from diggs_analytics.analysis.values import measure
from diggs_analytics.domain.canonical import canonical, german, record, texts_of, typed, value
from diggs_analytics.domain.columns import ANTEIL, BEGINN, KLASSEN, STUNDEN_GESAMT, TESTPHASE
from diggs_analytics.domain.corrections import Correction, correction, mending
from diggs_analytics.domain.delivery import SetAsideRow
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.goals import JAHR
from diggs_analytics.domain.laying import as_delivered, lay
from diggs_analytics.domain.schuljahr import last_day
from diggs_analytics.domain.tables import ANZEIGEN, POK, SCHULEN, TABLES, ZIELE
from diggs_analytics.intake.cells import CellSheet
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.store import corrections, deliveries, open_store, schema, state
from diggs_analytics.store.engine import writing
from tests.builders import delivery, empty_store, sheet, typed_rows

TODAY = date.today()
RECEIVED = date(2025, 10, 1)
HEADER = "schuljahr | bezirksregierung | schulnummer | anlage | bildungsgang | art | eingangsdatum"
ROW = "2025/26 | Köln | {} | A | Koch | Erstanzeige | 2025-09-01"
# As texts, what stood in a row that a typing error set aside.
ASIDE = {
    "schuljahr": "2025/26", "bezirksregierung": "Köln", "schulnummer": "20004", "anlage": "A 1",
    "bildungsgang": "Koch", "eingangsdatum": "01.09.2025", "klassen": "7",
}  # fmt: skip
WRONG = SetAsideRow(9, ASIDE, ("Schulnummer unlesbar.",), "Köln", "2025/26")


def anzeigen(*rows: str, aside: tuple[SetAsideRow, ...] = ()):
    """A delivery; a row is "200001 2" (Schulnummer, Klassen), or that and Lernende."""
    lines = [f"{HEADER} | klassen | lernende"]
    for row in rows:
        number, *values = row.split()
        lines.append(" | ".join([ROW.format(number), *values, *[""] * (2 - len(values))]))
    return delivery(sheet("\n".join(lines) if rows else "", ANZEIGEN, set_aside=aside))


def receive(store, *rows: str, aside=(), days: int = 0) -> int:
    new = anzeigen(*rows, aside=aside)
    return deliveries.keep(store, new, RECEIVED + timedelta(days=days), "Test").delivery_id


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    with empty_store(tmp_path_factory.mktemp("store")) as engine:
        yield engine


@pytest.fixture
def store(database):
    with writing(database) as connection:
        for table in reversed(schema.METADATA.sorted_tables):
            connection.execute(sa.delete(table))
    receive(database, "200001 2 40", "200002 3 60", aside=(WRONG,))
    return database


def correct(store, school: str, table=ANZEIGEN, reason="Anruf", **values: object) -> int:
    laid = state.laid(store, table)
    (at,) = laid.rows.index[laid.rows["schulnummer"] == school]
    standing = laid.rows.loc[[at]]
    read = standing.assign(**values).astype(standing.dtypes)
    made = correction(laid.delivered.loc[[at]], standing, read, table, reason, "AB")
    return corrections.keep(store, made)


def mend(store, school="200004", reason="Zahlendreher", **values: object) -> int:
    aside = state.set_aside(store).iloc[0].to_dict()
    record = {"schulnummer": [school], "klassen": [7], "anlage": ["A"]} | values
    plain = typed_rows(f"{HEADER}\n{ROW.format('0')}", ANZEIGEN)
    read = plain.assign(**record).astype(plain.dtypes)
    return corrections.keep(store, mending(aside, read, {"schulnummer"}, reason, "AB"))


def counted(store, stand: date | None = None) -> list[tuple[str, int, str]]:
    rows = state.rows(store, ANZEIGEN, stand)
    return list(zip(rows["schulnummer"], rows["klassen"], rows["berichtigt"], strict=True))


def states(store) -> list[str]:
    """Of all corrections, the oldest first."""
    return corrections.listing(store)["state"].tolist()[::-1]


NEXT = {
    "the same value comes again": (
        ["200001 2 40", "200002 3 60"],
        [("200001", 5, "Klassen: 2 → 5"), ("200002", 3, "")],
        "gilt",
    ),
    "the sender changed something else": (
        ["200001 2 44"],
        [("200001", 5, "Klassen: 2 → 5")],
        "gilt",
    ),
    "the sender took it over": (["200001 5 40"], [("200001", 5, "")], "vom Absender übernommen"),
    "the sender changed the same field": (["200001 4 40"], [("200001", 4, "")], "Konflikt"),
    "the sender has no value any more": (["200002 3"], [("200002", 3, "")],
                                         "Zeile nicht mehr geliefert"),
}  # fmt: skip


@pytest.mark.parametrize("rows, expected, said", NEXT.values(), ids=NEXT)
def test_laid_again_over_the_next_delivery(store, rows, expected, said):
    correct(store, "200001", klassen=5)
    assert counted(store) == [("200001", 5, "Klassen: 2 → 5"), ("200002", 3, "")]

    receive(store, *rows, days=1)

    assert (counted(store), states(store)) == (expected, [said])


def test_a_delivery_is_held_against_what_was_delivered(store):
    """Otherwise the same file with one row more would seem to change the corrected row."""
    correct(store, "200001", klassen=5)
    again = anzeigen("200001 2 40", "200002 3 60", "200003 1")

    planned = deliveries.plan(store, again, TODAY)

    assert planned.counts == {"new": 1, "changed": 0, "unchanged": 2, "missing": 0}


DECISIONS = {
    "ours": (True, [("200001", 5, "Klassen: 4 → 5")], ["zurückgenommen", "gilt"]),
    "the sender's": (False, [("200001", 4, "")], ["zurückgenommen"]),
}


@pytest.mark.parametrize("ours, expected, said", DECISIONS.values(), ids=DECISIONS)
def test_a_person_decides_a_conflict(store, ours, expected, said):
    number = correct(store, "200001", klassen=5)
    receive(store, "200001 4 40", days=1)

    corrections.decide(store, number, ours, "CD", "nachgefragt")

    assert (counted(store), states(store)) == (expected, said)
    ended = corrections.listing(store).iloc[-1]
    assert (ended["taken_back_by"], ended["taken_back_reason"]) == ("CD", "nachgefragt")
    with pytest.raises(DiggsError, match="Eine geltende Korrektur mit der Nummer"):
        corrections.decide(store, number, ours, "CD", "noch einmal")


def test_only_conflicts_are_decided(store):
    number = correct(store, "200001", klassen=5)

    with pytest.raises(DiggsError, match="nichts zu entscheiden"):
        corrections.decide(store, number, True, "CD", "nur so")
    assert states(store) == ["gilt"]


def test_in_a_conflict_other_fields_of_the_correction_hold(store):
    correct(store, "200001", klassen=5, lernende=50)
    receive(store, "200001 4 40", days=1)

    rows = state.rows(store, ANZEIGEN)
    assert rows["lernende"].tolist() == [50]
    assert counted(store) == [("200001", 4, "Lernende: 40 → 50")]
    assert states(store) == ["Konflikt"]


def test_each_is_taken_back_by_itself(store):
    first = correct(store, "200001", klassen=5)
    correct(store, "200001", lernende=50)
    correct(store, "200002", klassen=1)

    corrections.take_back(store, first, "CD", "doch richtig")

    assert counted(store) == [
        ("200001", 2, "Lernende: 40 → 50"),
        ("200002", 1, "Klassen: 3 → 1"),
    ]
    assert states(store) == ["zurückgenommen", "gilt", "gilt"]
    with pytest.raises(DiggsError, match="gibt es nicht"):
        corrections.take_back(store, first, "CD", "noch einmal")


def test_of_two_for_one_cell_the_newer_speaks_and_then_the_older_again(store):
    correct(store, "200001", klassen=5)
    second = correct(store, "200001", klassen=6)
    assert counted(store)[0] == ("200001", 6, "Klassen: 2 → 6")
    assert states(store) == ["durch eine neuere ersetzt", "gilt"]

    corrections.take_back(store, second, "CD", "doch 5")

    assert counted(store)[0] == ("200001", 5, "Klassen: 2 → 5")


def test_back_to_the_delivered_value_is_no_correction(store):
    correct(store, "200001", klassen=5)

    with pytest.raises(DiggsError, match="Klassen: Das ist der gelieferte Wert"):
        correct(store, "200001", klassen=2)


def test_past_days_keep_what_they_knew(store):
    """Delivered on 1 October, corrected on the 10th, taken back today."""
    number = correct(store, "200001", klassen=5)
    made = datetime(2025, 10, 10, 12)
    with writing(store) as connection:
        connection.execute(sa.update(schema.corrections).values(corrected_at=made))
    corrections.take_back(store, number, "CD", "doch richtig")

    days = [date(2025, 10, 9), date(2025, 10, 10), TODAY - timedelta(days=1), TODAY, None]
    assert [counted(store, day)[0][1] for day in days] == [2, 5, 5, 2, 2]


def test_every_write_is_another_version(store):
    versions = [state.version(store)]
    number = correct(store, "200001", klassen=5)
    versions.append(state.version(store))
    corrections.take_back(store, number, "CD", "doch richtig")
    versions.append(state.version(store))

    assert len(set(versions)) == 3


def test_a_share_follows_from_the_corrected_hours(store):
    picture = f"""
        {HEADER} | stunden_distanz | stunden_gesamt | anteil
        {ROW.format(200005)} | 120 | 480 | 0.25
    """
    deliveries.keep(store, delivery(sheet(picture, ANZEIGEN)), TODAY, "Test")
    correct(store, "200005", stunden_distanz=100.0, anteil=100 / 480)

    (row,) = state.rows(store, ANZEIGEN).to_dict("records")
    assert row["anteil"] == 100 / 480
    assert (
        row["berichtigt"] == "Distanzstunden: 120 → 100; Distanzanteil: 25,0\u00a0% → 20,8\u00a0%"
    )
    other = picture.replace("480 | 0.25", "500 | 0.24")
    deliveries.keep(store, delivery(sheet(other, ANZEIGEN)), TODAY, "Test")
    assert state.rows(store, ANZEIGEN)["anteil"].tolist() == [0.2]
    assert states(store) == ["gilt"]


# Rows set aside


def test_a_mended_row_counts_and_is_no_longer_set_aside(store):
    assert len(state.set_aside(store)) == 1
    mend(store)

    assert counted(store)[2:] == [
        ("200004", 7, "zurückgestellte Zeile berichtigt: Schulnummer: 20004 → 200004")
    ]
    place = state.rows(store, ANZEIGEN)[["sheet", "row"]].iloc[2].tolist()
    assert place == ["Tabelle1", 9]
    assert state.set_aside(store).empty
    assert classes(store) == 2 + 3 + 7


def classes(store) -> float:
    frames = [state.rows(store, table) for table in (ANZEIGEN, POK, SCHULEN)]
    records = prepare(*frames, state.scopes(store))
    return measure(
        records, measure_named("klassen"), Selection("2025/26", last_day("2025/26"))
    ).number


MENDED_NEXT = {
    "the same mistake comes again": (["200001 2"], (WRONG,), ["200001", "200004"], 0, "gilt"),
    "the row comes as it was mended": (
        ["200001 2", "200004 7"], (), ["200001", "200004"], 0, "vom Absender übernommen",
    ),
    "the row comes with another value": (
        ["200001 2", "200004 8"], (), ["200001", "200004"], 0, "Konflikt",
    ),
    "the row comes both right and wrong": (
        ["200001 2", "200004 7"], (WRONG,), ["200001", "200004"], 1, "vom Absender übernommen",
    ),
    "the row comes no more": (["200001 2"], (), ["200001"], 0, "Zeile nicht mehr geliefert"),
    "two equal rows: one correction mends one": (
        ["200001 2"], (WRONG, WRONG), ["200001", "200004"], 1, "gilt",
    ),
    "nothing of the next delivery counts: what stood before, and both lists": (
        [], (WRONG,), ["200001", "200002", "200004"], 1, "gilt",
    ),
}  # fmt: skip


@pytest.mark.parametrize("rows, aside, schools, shown, said", MENDED_NEXT.values(), ids=MENDED_NEXT)
def test_a_mended_row_over_the_next_delivery(store, rows, aside, schools, shown, said):
    mend(store)
    receive(store, *rows, aside=aside, days=1)

    assert [school for school, *_ in counted(store)] == schools
    assert len(state.set_aside(store)) == shown
    assert states(store) == [said]


def test_a_conflict_about_a_mended_row_is_decided(store):
    number = mend(store)
    receive(store, "200004 8", days=1)
    assert counted(store) == [("200004", 8, "")]

    corrections.decide(store, number, True, "CD", "nachgefragt")

    assert counted(store) == [("200004", 7, "Klassen: 8 → 7")]
    assert states(store) == ["zurückgenommen", "gilt"]


def test_a_mended_row_can_be_corrected_once_more_and_taken_back(store):
    mended = mend(store)
    correct(store, "200004", klassen=9)
    assert counted(store)[2][1:] == (
        9,
        "zurückgestellte Zeile berichtigt: Schulnummer: 20004 → 200004; Klassen: 7 → 9",
    )

    corrections.take_back(store, mended, "CD", "doch nicht")

    assert len(counted(store)) == 2 and len(state.set_aside(store)) == 1
    assert states(store) == ["zurückgenommen", "Zeile nicht mehr geliefert"]


# What is refused


REFUSED = {
    "a row with the key of another": (
        lambda store: correct(store, "200001", schulnummer="200002"),
        "denselben Schlüssel",
    ),
    "a mended row with the key of another": (
        lambda store: mend(store, "200002"),
        "denselben Schlüssel",
    ),
    "a Schuljahr of which nothing counts": (
        lambda store: correct(store, "200001", schuljahr="2019/20"),
        "Für Anzeigen Köln 2019/20 gilt keine Lieferung",
    ),
    "nothing changed": (lambda store: correct(store, "200001"), "nichts geändert"),
    "no reason": (lambda store: correct(store, "200001", klassen=5, reason=" "), "einen Grund"),
}


@pytest.mark.parametrize("attempt, sentence", REFUSED.values(), ids=REFUSED)
def test_refused_with_a_sentence_and_nothing_is_kept(store, attempt, sentence):
    before = counted(store), state.version(store)

    with pytest.raises(DiggsError, match=sentence):
        attempt(store)
    assert (counted(store), state.version(store)) == before


def test_a_row_of_a_delivery_that_does_not_count_is_not_mended(store):
    receive(store, aside=(SetAsideRow(3, ASIDE, ("x",), "Münster", "2025/26"),), days=1)
    aside = state.set_aside(store)
    muenster = aside[aside["bezirksregierung"] == "Münster"].iloc[0].to_dict()
    read = typed_rows(f"{HEADER}\n{ROW.format(200004)}", ANZEIGEN)

    with pytest.raises(DiggsError, match="Für Anzeigen Münster 2025/26 gilt keine Lieferung"):
        corrections.keep(store, mending(muenster, read, {"schulnummer"}, "x", "AB"))


def test_two_mended_rows_of_one_key_are_refused(store):
    receive(store, "200001 2", aside=(WRONG, WRONG), days=1)
    mend(store)

    with pytest.raises(DiggsError, match="denselben Schlüssel"):
        mend(store)
    mend(store, "200005")
    assert [school for school, *_ in counted(store)] == ["200001", "200004", "200005"]


def test_a_delivered_row_goes_before_a_row_corrected_to_its_key(store):
    number = correct(store, "200001", schulnummer="200009")
    receive(store, "200001 2", "200009 1", days=1)

    assert counted(store) == [("200001", 2, ""), ("200009", 1, "")]
    assert states(store) == ["Konflikt"]
    with pytest.raises(DiggsError, match="denselben Schlüssel"):
        corrections.decide(store, number, True, "CD", "nachgefragt")
    corrections.decide(store, number, False, "CD", "nachgefragt")
    assert states(store) == ["zurückgenommen"]


def test_a_key_becomes_free_when_its_row_is_corrected_away(store):
    correct(store, "200002", schulnummer="200003")
    correct(store, "200001", schulnummer="200002")

    assert [school for school, *_ in counted(store)] == ["200002", "200003"]
    assert states(store) == ["gilt", "gilt"]


def test_the_listing_tells_the_row_and_the_change(store):
    correct(store, "200001", klassen=5)
    mend(store)

    listed = corrections.listing(store)
    columns = ["table", "bezirksregierung", "period", "row", "change", "reason", "person"]
    assert listed[columns].to_numpy().tolist() == [
        ["Anzeigen", "Köln", "2025/26", "200004 · A · Koch · Erstanzeige · 01.09.2025",
         "zurückgestellte Zeile berichtigt: Schulnummer: 20004 → 200004", "Zahlendreher", "AB"],
        ["Anzeigen", "Köln", "2025/26", "200001 · A · Koch · Erstanzeige · 01.09.2025",
         "Klassen: 2 → 5", "Anruf", "AB"],
    ]  # fmt: skip
    assert (listed["corrected_at"] <= datetime.now(UTC)).all()


def test_the_aktenzeichen_tells_a_row_where_it_stands(store):
    picture = f"{HEADER} | aktenzeichen | klassen\n{ROW.format(200007)} | 45.2-17 | 1"
    deliveries.keep(store, delivery(sheet(picture, ANZEIGEN)), TODAY, "Test")
    correct(store, "200007", klassen=2)
    moved = picture.replace("2025-09-01", "2025-09-08")
    deliveries.keep(store, delivery(sheet(moved, ANZEIGEN)), TODAY, "Test")

    assert counted(store) == [("200007", 2, "Klassen: 1 → 2")]
    assert corrections.listing(store)["row"].tolist() == ["Aktenzeichen 45.2-17"]


def test_a_table_of_the_land(store):
    picture = "jahr | nummer | titel\n2026 | 1.10 | Zeil"
    deliveries.keep(store, delivery(sheet(picture, ZIELE)), TODAY, "Test")
    laid = state.laid(store, ZIELE)
    read = laid.rows.assign(titel="Ziel")

    corrections.keep(store, correction(laid.delivered, laid.rows, read, ZIELE, "Tippfehler", "AB"))

    assert state.rows(store, ZIELE)["berichtigt"].tolist() == ["Titel: Zeil → Ziel"]


# Values as texts


TEXTS = [
    (KLASSEN, 1200, "1200", "1\u202f200"),
    (STUNDEN_GESAMT, 1234.5, "1234.5", "1\u202f234,5"),
    (STUNDEN_GESAMT, 1e15, "1000000000000000", "1\u202f000\u202f000\u202f000\u202f000\u202f000"),
    (ANTEIL, 0.258, "25.8 %", "25,8\u00a0%"),
    (ANTEIL, 1.2, "120 %", "120,0\u00a0%"),
    (BEGINN, pd.Timestamp("2025-09-01"), "2025-09-01", "01.09.2025"),
    (TESTPHASE, True, "ja", "ja"),
    (JAHR, 2026, "2026", "2026"),
    (KLASSEN, pd.NA, "", ""),
]


@pytest.mark.parametrize("column, cell, text, shown", TEXTS)
def test_values_as_texts(column, cell, text, shown):
    assert canonical(cell, column) == text
    assert german(text, column) == shown
    assert canonical(pd.array([value(text, column)], dtype=column.dtype)[0], column) == text


@pytest.mark.parametrize("shown", [lambda text, column: text, german], ids=["kept", "shown"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_what_a_form_holds_is_read_as_the_same_row(loaded_store, table, shown):
    rows = state.rows(open_store(f"sqlite:///{loaded_store}"), table)
    for texts in texts_of(rows.sample(min(len(rows), 25), random_state=1), table).values():
        cells = [[column.label for column in table],
                 [shown(texts[column.name], column) for column in table]]  # fmt: skip
        read = read_delivery(
            table.label, b"", Known(TODAY), reading=lambda cells=cells: [CellSheet("x", cells)]
        )
        assert record(read.rows(table), table) == texts


# Any corrections over any rows


SCHOOLS = [f"20000{n}" for n in range(6)]
COUNTS = st.integers(0, 3)
MADE = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(SCHOOLS), st.just("klassen"), COUNTS, COUNTS),
        st.tuples(st.sampled_from(SCHOOLS), st.just("lernende"), COUNTS, COUNTS),
        st.tuples(st.sampled_from(SCHOOLS), st.just("schulnummer"), st.sampled_from(SCHOOLS)),
        st.tuples(st.sampled_from(SCHOOLS), st.just("zurückgestellt")),
    ),
    max_size=8,
)


def made(number: int, school: str, column: str, *values: object) -> Correction:
    named = {"table": "anzeigen", "bezirksregierung": "Köln", "period": "2025/26", "id": number,
             "reason": "x", "person": "y", "corrected_at": datetime(2025, 10, 10)}  # fmt: skip
    key = "\x1f".join(["2025/26", school, "A", "", "Koch", "Erstanzeige", "2025-09-01"])
    if column == "zurückgestellt":
        record = dict(zip(HEADER.split(" | "), ROW.format(school).split(" | "), strict=True))
        changes = {name: ("", text) for name, text in record.items()}
        return Correction(**named, changes=changes, original={"schulnummer": f"{school}?"})
    pair = (school, *values) if column == "schulnummer" else values
    return Correction(**named, changes={column: tuple(map(str, pair))}, key=key)


@settings(deadline=None)
@given(
    delivered=st.dictionaries(st.sampled_from(SCHOOLS), st.tuples(COUNTS, COUNTS)),
    aside=st.lists(st.sampled_from(SCHOOLS), max_size=4),
    laid=MADE,
)
def test_no_row_is_lost_doubled_or_changed_for_good(delivered, aside, laid):
    (part,) = anzeigen(*(f"{n} {a} {b}" for n, (a, b) in delivered.items())).sheets
    rows = part.rows.assign(delivery_id=1, sheet="A", row=part.rows.index).reset_index(drop=True)
    rows = rows.astype({"delivery_id": "int64", "sheet": "str", "row": "int64"})
    set_aside = pd.DataFrame(
        [
            ("Köln", "2025/26", {"schulnummer": f"{n}?"}, 1, "A", 90 + i)
            for i, n in enumerate(aside)
        ],
        columns=["bezirksregierung", "period", "values", "delivery_id", "sheet", "row"],
    )
    before = rows.copy()

    result = lay(rows, set_aside, [made(n, *one) for n, one in enumerate(laid, start=1)], ANZEIGEN)

    pd.testing.assert_frame_equal(rows, before)
    pd.testing.assert_frame_equal(lay(rows, set_aside, [], ANZEIGEN).rows, as_delivered(rows).rows)
    assert len(result.rows) == len(rows) + len(result.mended) <= len(rows) + len(aside)
    assert not result.rows.duplicated(["schulnummer"]).any()
    assert result.rows.dtypes.equals(as_delivered(rows).rows.dtypes)
    unmarked = result.rows["berichtigt"] == ""
    columns = [*ANZEIGEN.names, "delivery_id", "sheet", "row"]
    pd.testing.assert_frame_equal(
        result.rows.loc[unmarked, columns], result.delivered.loc[unmarked, columns]
    )
    assert len(result.outcomes) == len(laid)


def test_typed_texts_are_the_rows_again():
    rows = typed_rows(f"{HEADER} | klassen\n{ROW.format(200001)} | 3", ANZEIGEN)
    texts = {name: canonical(rows[name].iloc[0], ANZEIGEN[name]) for name in ANZEIGEN.names}

    pd.testing.assert_frame_equal(typed([texts], ANZEIGEN), rows.reset_index(drop=True))
