"""Why a figure is another one: each cause alone, mixtures, and what holds of any two states."""

from dataclasses import replace
from datetime import date, datetime
from math import fsum

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diggs_analytics.analysis.counting import notified
from diggs_analytics.analysis.measures import MEASURES, Measure, measure_named
from diggs_analytics.analysis.revision import Bridge, State, bridge
from diggs_analytics.analysis.revision_causes import OF_ROWS, Cause
from diggs_analytics.analysis.selection import Selection
from diggs_analytics.domain import canonical
from diggs_analytics.domain.corrections import correction
from diggs_analytics.domain.plan import Action
from diggs_analytics.domain.schema import Table
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.domain.tables import ANZEIGEN, SCHULEN, table_named
from diggs_analytics.store import Engine, corrections, open_store, state
from tests.pictures import JAHR, WHOLE_YEAR, as_stored, of_rows
from tests.text_tables import table as drawn

THEN, NOW = date(2025, 11, 30), date(2026, 7, 31)
SAME = {
    "schuljahr": JAHR, "bezirksregierung": "Köln", "schulnummer": "200001", "art": "Erstanzeige",
    "eingangsdatum": "2025-09-01", "status": "angezeigt", "anlage": "A", "untertyp": "1",
    "bildungsgang": "Koch", "ebene": "bildungsgangspezifisch", "schulform": "Berufskolleg",
}  # fmt: skip


def typed(picture: str, table: Table) -> pd.DataFrame:
    """Rows as the store gives them. Beside columns of the table the picture may have lieferung
    and berichtigt; what it leaves out is the same everywhere."""
    lines = [
        dict.fromkeys(table.names, "") | SAME | line
        for line in drawn(picture, dtype="str").fillna("").to_dict("records")
    ]
    return canonical.typed(lines, table).assign(
        delivery_id=[int(line.get("lieferung", 1)) for line in lines],
        sheet="Tabelle1",
        row=range(2, len(lines) + 2),
        berichtigt=pd.array([line.get("berichtigt", "") for line in lines], dtype="str"),
    )


def known(
    picture: str,
    measure: str | Measure = "anzeigen",
    on: date = NOW,
    selection: Selection = WHOLE_YEAR,
    schulen: str = "schulnummer\n200001",
) -> State:
    measure = measure_named(measure) if isinstance(measure, str) else measure
    rows = typed(picture, table_named(measure.table))
    scopes = as_stored(of_rows({measure.table: rows}))
    last = rows.groupby("bezirksregierung")["delivery_id"].max()
    scopes = scopes.assign(delivery_id=scopes["bezirksregierung"].map(last))
    return State(rows, typed(schulen, SCHULEN), scopes, on, measure, selection)


def steps(found: Bridge) -> dict[str, tuple[float, int]]:
    """Name of the cause → amount and number of records."""
    return {step.cause.name: (pytest.approx(step.amount), step.records) for step in found.steps}


FIRST = """
    bildungsgang | aktenzeichen | klassen | lernende
    Koch         | 1            | 2       | 40
    Kellner      | 2            | 3       | 60
"""

# Each cause alone: what stands there now → the steps, for Anzeigen, Klassen.
ALONE = {
    "a row that came in before, and was not there": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung | eingangsdatum
        Koch         | 1            | 2       | 40       | 2         | 2025-09-01
        Kellner      | 2            | 3       | 60       | 2         | 2025-09-01
        Bäcker       | 3            | 5       | 90       | 2         | 2025-11-30
        """,
        {"LATE": (1, 1)},
        {"LATE": (5, 1)},
    ),
    "a row that came in since": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung | eingangsdatum
        Koch         | 1            | 2       | 40       | 2         | 2025-09-01
        Kellner      | 2            | 3       | 60       | 2         | 2025-09-01
        Bäcker       | 3            | 5       | 90       | 2         | 2025-12-01
        """,
        {"NEW": (1, 1)},
        {"NEW": (5, 1)},
    ),
    "a row that came in after the Stichtag": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung | eingangsdatum
        Koch         | 1            | 2       | 40       | 2         | 2025-09-01
        Kellner      | 2            | 3       | 60       | 2         | 2025-09-01
        Bäcker       | 3            | 5       | 90       | 2         | 2026-08-01
        """,
        {},
        {},
    ),
    "the sender changed a value": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung
        Koch         | 1            | 4       | 40       | 2
        Kellner      | 2            | 3       | 60       | 2
        """,
        {"SENDER": (0, 1)},
        {"SENDER": (2, 1)},
    ),
    "a correction that stands since then": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung | berichtigt
        Koch         | 1            | 4       | 40       | 1         | Klassen: 2 → 4
        Kellner      | 2            | 3       | 60       | 1         |
        """,
        {"OURS": (0, 1)},
        {"OURS": (2, 1)},
    ),
    "a correction over a newer delivery": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung | berichtigt
        Koch         | 1            | 4       | 40       | 2         | Klassen: 2 → 4
        Kellner      | 2            | 3       | 60       | 2         |
        """,
        {"OURS": (0, 1)},
        {"OURS": (2, 1)},
    ),
    "a row that we corrected and the sender changed is ours": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung | berichtigt
        Koch         | 1            | 4       | 50       | 2         | Klassen: 2 → 4
        Kellner      | 2            | 3       | 60       | 2         |
        """,
        {"OURS": (0, 1)},
        {"OURS": (2, 1)},
    ),
    "what the sender changed beside a correction without effect": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung | berichtigt
        Koch         | 1            | 4       | 40       | 2         | Lernende: 30 → 40
        Kellner      | 2            | 3       | 60       | 2         |
        """,
        {"SENDER": (0, 1)},
        {"SENDER": (2, 1)},
    ),
    "a row set aside that we mended": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung | berichtigt
        Koch         | 1            | 2       | 40       | 1         |
        Kellner      | 2            | 3       | 60       | 1         |
        Bäcker       | 3            | 5       | 90       | 1         | zurückgestellte Zeile berichtigt
        """,
        {"OURS": (1, 1)},
        {"OURS": (5, 1)},
    ),
    "not notified any more": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung
        Koch         | 1            | 2       | 40       | 2
        """,
        {"WITHDRAWN": (-1, 1)},
        {"WITHDRAWN": (-3, 1)},
    ),
    "withdrawn": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung | status
        Koch         | 1            | 2       | 40       | 2         | angezeigt
        Kellner      | 2            | 3       | 60       | 2         | zurückgezogen
        """,
        {"WITHDRAWN": (-1, 1)},
        {"WITHDRAWN": (-3, 1)},
    ),
    "another Bildungsgang": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung
        Koch         | 1            | 2       | 40       | 2
        Bäcker       | 2            | 3       | 60       | 2
        """,
        {"MOVED": (0, 1)},
        {"MOVED": (0, 1)},
    ),
    "another Bildungsgang and Aktenzeichen, all else the same": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung
        Koch         | 1            | 2       | 40       | 2
        Bäcker       |              | 3       | 60       | 2
        """,
        {"MOVED": (0, 1)},
        {"MOVED": (0, 1)},
    ),
    "another Bezirksregierung": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung | bezirksregierung
        Koch         | 1            | 2       | 40       | 2         | Köln
        Kellner      | 2            | 4       | 60       | 3         | Münster
        """,
        {"MOVED": (0, 1)},
        {"MOVED": (1, 1)},
    ),
    "the sender gave it an Aktenzeichen": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung
        Koch         | 7            | 2       | 40       | 2
        Kellner      | 2            | 3       | 60       | 2
        """,
        {"SENDER": (0, 1)},
        {"SENDER": (0, 1)},
    ),
    "the same in another order": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung
        Kellner      | 2            | 3       | 60       | 2
        Koch         | 1            | 2       | 40       | 2
        """,
        {},
        {},
    ),
    "all at once": (
        """
        bildungsgang | aktenzeichen | klassen | lernende | lieferung | berichtigt     | eingangsdatum
        Koch         | 1            | 4       | 40       | 2         | Klassen: 2 → 4 | 2025-09-01
        Bäcker       | 3            | 5       | 90       | 2         |                | 2025-09-20
        Konditor     | 4            | 7       | 90       | 2         |                | 2026-01-10
        """,  # noqa: E501
        {"LATE": (1, 1), "NEW": (1, 1), "OURS": (0, 1), "WITHDRAWN": (-1, 1)},
        {"LATE": (5, 1), "NEW": (7, 1), "OURS": (2, 1), "WITHDRAWN": (-3, 1)},
    ),
}


@pytest.mark.parametrize("name", ALONE)
@pytest.mark.parametrize("place, measure", [(0, "anzeigen"), (1, "klassen")])
def test_each_cause(name, place, measure):
    now, *expected = ALONE[name]

    found = bridge(known(FIRST, measure, THEN), known(now, measure))

    assert steps(found) == expected[place]


def test_a_correction_taken_back_is_ours_and_one_the_sender_ended_is_not():
    first = """
        bildungsgang | klassen | lernende | berichtigt
        Koch         | 4       | 40       | Klassen: 2 → 4
        Kellner      | 4       | 60       | Klassen: 2 → 4
    """
    now = """
        bildungsgang | klassen | lernende | lieferung
        Koch         | 2       | 40       | 2
        Kellner      | 3       | 60       | 2
    """

    found = bridge(known(first, "klassen", THEN), known(now, "klassen"))

    assert steps(found) == {"OURS": (-2, 1), "SENDER": (-1, 1)}


def test_of_one_new_school_the_first_row_adds_it_and_the_second_nothing():
    now = """
        schulnummer | lieferung | eingangsdatum
        200001      | 2         | 2025-09-01
        200002      | 2         | 2025-09-02
        200002      | 2         | 2025-12-24
    """

    found = bridge(known("schulnummer\n200001", "schulen", THEN), known(now, "schulen"))

    assert steps(found) == {"LATE": (1, 1), "NEW": (0, 1)}


def test_a_ratio_is_measured_anew_after_each_cause():
    first = """
        bildungsgang | stunden_distanz | stunden_gesamt
        Koch         | 100             | 1000
        Kellner      | 100             | 500
    """
    now = """
        bildungsgang | stunden_distanz | stunden_gesamt | lieferung | eingangsdatum
        Koch         | 200             | 1000           | 2         | 2025-09-01
        Bäcker       | 50              | 100            | 2         | 2025-09-02
    """

    found = bridge(known(first, "distanzanteil", THEN), known(now, "distanzanteil"))

    assert steps(found) == {
        "LATE": (250 / 1600 - 200 / 1500, 1),
        "SENDER": (350 / 1600 - 250 / 1600, 1),
        "WITHDRAWN": (250 / 1100 - 350 / 1600, 1),
    }


def test_where_no_figure_stands_between_the_next_step_has_both_amounts():
    first = """
        bildungsgang | stunden_distanz | stunden_gesamt
        Koch         | 100             | 1000
        Kellner      |                 |
    """
    now = """
        bildungsgang | stunden_distanz | stunden_gesamt | lieferung | eingangsdatum | art
        Koch         | 100             | 1000           | 2         | 2025-09-01    | Erstanzeige
        Koch         |                 |                | 2         | 2025-09-02    | Änderung
        Kellner      | 50              | 100            | 2         | 2025-09-01    | Erstanzeige
    """

    found = bridge(known(first, "distanzanteil", THEN), known(now, "distanzanteil"))

    assert steps(found) == {"LATE": (0, 1), "SENDER": (0.4, 1)}
    assert [step.alone for step in found.steps] == [False, True]


@pytest.mark.parametrize(
    "chosen, expected",
    [
        ({"bezirksregierung": ("Köln",)}, {"SENDER": (0, 1), "MOVED": (-1, 1)}),
        ({"bezirksregierung": ("Münster",)}, {"MOVED": (1, 1)}),
        ({"bezirksregierung": ("Köln", "Münster")}, {"SENDER": (0, 1), "MOVED": (0, 1)}),
        ({"fachbereich": ("Technik",)}, {"MOVED": (1, 1)}),
        ({"fachbereich": ("Gestaltung",)}, {"MOVED": (-1, 1)}),
        ({"bildungsgang": ("Koch",)}, {}),
        ({"bildungsgang": ("Maler",)}, {"SENDER": (0, 1)}),
    ],
)
def test_in_a_part_rows_move_in_and_out(chosen, expected):
    part = replace(WHOLE_YEAR, **chosen)
    first = """
        bezirksregierung | bildungsgang | schulnummer | aktenzeichen | fachbereich
        Köln             | Koch         | 200001      | 1            |
        Köln             | Kellner      | 200002      | 2            |
        Köln             | Maler        | 200003      | 3            | Gestaltung
        Münster          | Koch         | 200009      | 9            |
    """
    now = """
        bezirksregierung | bildungsgang | schulnummer | aktenzeichen | fachbereich | lieferung
        Köln             | Koch         | 200001      | 1            |             | 2
        Münster          | Kellner      | 200002      | 2            |             | 3
        Köln             | Maler        | 200003      | 3            | Technik     | 2
        Münster          | Koch         | 200009      | 9            |             | 3
    """

    found = bridge(known(first, on=THEN, selection=part), known(now, selection=part))

    assert steps(found) == expected


def test_what_replaces_a_row_of_the_selection_is_told_though_it_is_outside():
    technik = replace(WHOLE_YEAR, fachbereich=("Technik",))
    first = """
        bildungsgang | fachbereich | klassen
        Koch         | Technik     | 2
        Kellner      | Technik     | 3
    """
    now = """
        bildungsgang | fachbereich | klassen | lieferung | eingangsdatum | art
        Koch         | Technik     | 2       | 2         | 2025-09-01    | Erstanzeige
        Koch         |             | 2       | 2         | 2025-09-02    | Änderung
        Kellner      | Technik     | 3       | 2         | 2025-09-01    | Erstanzeige
        Maler        |             | 3       | 2         | 2025-09-01    | Erstanzeige
    """

    found = bridge(known(first, "klassen", THEN, technik), known(now, "klassen", selection=technik))

    assert steps(found) == {"LATE": (-2, 1)}


def test_a_register_that_changed():
    rows = "schulnummer\n200001"
    grown = "schulnummer\n200001\n200002"

    found = bridge(known(rows, "beteiligungsquote", THEN),
                   known(rows, "beteiligungsquote", schulen=grown))  # fmt: skip

    assert steps(found) == {"REGISTER": (-0.5, 1)}
    assert found.steps[0].plan.parts[0].table is SCHULEN


def test_a_bezirksregierung_that_delivers_late_counts_with_its_schools():
    register = """
        bezirksregierung | schulnummer
        Köln             | 200001
        Münster          | 200002
        Münster          | 200003
    """
    now = """
        bezirksregierung | schulnummer | lieferung
        Köln             | 200001      | 1
        Münster          | 200002      | 2
    """

    found = bridge(
        known("schulnummer\n200001", "beteiligungsquote", THEN, schulen=register),
        known(now, "beteiligungsquote", schulen=register),
    )

    assert steps(found) == {"LATE": (2 / 3 - 1, 1)}


def test_a_changed_definition_comes_last_and_names_the_rows_it_counts_otherwise():
    anzeigen = measure_named("anzeigen")
    first_only = replace(
        anzeigen, counts=lambda rows, day: notified(rows, day) & (rows["art"] == "Erstanzeige")
    )
    first = """
        bildungsgang | art
        Koch         | Erstanzeige
        Koch         | Änderung
    """
    now = """
        bildungsgang | art         | lieferung
        Koch         | Erstanzeige | 2
        Koch         | Änderung    | 2
        Kellner      | Änderung    | 2
    """

    found = bridge(known(first, anzeigen, THEN), known(now, first_only))

    assert steps(found) == {"LATE": (1, 1), "DEFINITION": (-2, 2)}
    assert found.steps[1].plan.parts[0].action is Action.UNCHANGED


def test_another_stichtag_comes_first():
    first = """
        bildungsgang | eingangsdatum
        Koch         | 2025-09-01
        Kellner      | 2025-11-01
    """
    now = """
        bildungsgang | eingangsdatum | lieferung
        Koch         | 2025-09-01    | 2
        Kellner      | 2025-11-01    | 2
        Bäcker       | 2025-12-01    | 2
    """
    october = replace(WHOLE_YEAR, stichtag=date(2025, 10, 15))

    found = bridge(known(first, on=THEN, selection=october), known(now))

    assert steps(found) == {"SELECTION": (1, 1), "NEW": (1, 1)}


def test_without_a_figure_on_one_side_there_is_no_bridge():
    in_detmold = replace(WHOLE_YEAR, bezirksregierung=("Detmold",))
    then = known(FIRST, on=THEN, selection=in_detmold)
    now = known("bezirksregierung\nDetmold", selection=in_detmold)

    for found in (bridge(then, now), bridge(now, then)):
        assert (found.steps, found.difference) == ((), None)
    assert bridge(then, now).before.nothing is Nothing.NOT_DELIVERED
    assert bridge(then, now).after.number == 1


# What holds of any two states

RECORD = st.fixed_dictionaries(
    {
        "bezirksregierung": st.sampled_from(["Köln", "Münster"]),
        "schulnummer": st.sampled_from(["200001", "200002", "200003"]),
        "bildungsgang": st.sampled_from(["Koch", "Kellner"]),
        "eingangsdatum": st.sampled_from(["2025-08-20", "2025-10-15", "2026-02-01"]),
        "art": st.sampled_from(["Erstanzeige", "Änderung", "Beendigung"]),
        "status": st.sampled_from(["angezeigt", "zur Kenntnis genommen", "zurückgezogen"]),
        "status_datum": st.sampled_from(["2026-02-10", "2026-03-01"]),
        "ebene": st.sampled_from(["bildungsgangübergreifend", "schulübergreifend"]),
        "partnerschulen": st.sampled_from(["", "200003"]),
        "testphase": st.sampled_from(["", "ja"]),
        "klassen": st.sampled_from(["", "1", "3"]),
        "lernende": st.sampled_from(["25", "60"]),
        "stunden_distanz": st.sampled_from(["", "100", "70.5"]),
        "stunden_gesamt": st.sampled_from(["1000", "300"]),
        "lieferung": st.sampled_from(["1", "2"]),
    }
)
# Number of the record → how it stands then and now.
BOTH = st.dictionaries(
    st.integers(0, 30), st.tuples(st.none() | RECORD, st.none() | RECORD), min_size=2, max_size=8
).map(
    lambda both: {
        number: (then, then if number % 3 == 0 else now) for number, (then, now) in both.items()
    }
)
REGISTER = """
    bezirksregierung | schulnummer
    Köln             | 200001
    Münster          | 200002
    {}               | 200003
"""


def of_side(both: dict, side: int, measure: Measure, **more) -> State | None:
    lines = [
        pair[side] | {"aktenzeichen": str(number)} for number, pair in both.items() if pair[side]
    ]
    if not lines:
        return None
    names = [*table_named(measure.table).names, "lieferung"]
    picture = pd.DataFrame(lines)
    text = picture[[name for name in picture if name in names]].to_csv(sep="|", index=False)
    made = known(text, measure, **more)
    return replace(made, rows=made.rows.assign(row=picture["aktenzeichen"].astype(int)))


PARTS = (
    replace(WHOLE_YEAR, bezirksregierung=("Köln",)),
    replace(WHOLE_YEAR, bildungsgang=("Koch",)),
    replace(WHOLE_YEAR, stichtag=date(2025, 10, 15)),
)


@settings(max_examples=40, deadline=None)
@given(
    both=BOTH,
    measure=st.sampled_from(MEASURES),
    homes=st.tuples(*[st.sampled_from(["Köln", "Münster"])] * 2),
    selection=st.sampled_from([WHOLE_YEAR, WHOLE_YEAR, *PARTS]),
)
def test_the_steps_add_up_and_every_changed_record_is_in_one(both, measure, homes, selection):
    then, now = (
        of_side(
            both, side, measure, on=day, schulen=REGISTER.format(homes[side]), selection=selection
        )
        for side, day in enumerate((THEN, NOW))
    )
    if then is None or now is None:
        return
    found = bridge(then, now)
    if found.difference is None:
        assert found.steps == ()
        return

    amounts = fsum(step.amount for step in found.steps)
    assert amounts == pytest.approx(found.difference, abs=1e-9)
    assert fsum(step.amount for step in bridge(now, then).steps) == pytest.approx(
        -amounts, abs=1e-9
    )
    assert all(step.records for step in found.steps)
    if selection == WHOLE_YEAR:
        assert told(found) == changed(then, now)


def told(found: Bridge) -> tuple[list[int], list[int]]:
    """The rows of then and of now in all steps, each by its number."""
    parts = [part for step in found.steps if step.cause in OF_ROWS for part in step.plan.parts]
    before = [part.rows if part.action is Action.MISSING else part.before for part in parts]
    after = [part.rows for part in parts if part.action is not Action.MISSING]
    return tuple(
        sorted(number for rows in side if rows is not None for number in rows["row"])
        for side in (before, after)
    )


def changed(then: State, now: State) -> tuple[list[int], list[int]]:
    names = table_named(then.measure.table).names
    sides = [
        {
            row: tuple(map(str, values))
            for row, *values in state.rows[["row", *names]].itertuples(index=False)
        }
        for state in (then, now)
    ]
    return tuple(
        sorted(row for row, values in one.items() if other.get(row) != values)
        for one, other in (sides, sides[::-1])
    )


# The sample data: the day after the half-year's deliveries against today

FEBRUARY, STICHTAG = date(2026, 2, 28), date(2026, 2, 10)


def of_store(engine: Engine, name: str, stand: date | None, **chosen) -> State:
    measure = measure_named(name)
    return State(
        state.rows(engine, table_named(measure.table), stand),
        state.rows(engine, SCHULEN, stand),
        state.scopes(engine, stand),
        stand or NOW,
        measure,
        Selection(JAHR, STICHTAG, **chosen),
    )


def correct(engine: Engine) -> None:
    """A class more in the first Erstanzeige of Köln that was known in February."""
    laid, early = state.laid(engine, ANZEIGEN), of_store(engine, "klassen", FEBRUARY).rows
    rows = laid.rows
    fits = (rows["bezirksregierung"] == "Köln") & rows["aktenzeichen"].isin(early["aktenzeichen"])
    fits &= (rows["schuljahr"] == JAHR) & (rows["status"] != "zurückgezogen")
    fits &= (rows["art"] == "Erstanzeige") & (rows["eingangsdatum"] <= pd.Timestamp(STICHTAG))
    fits &= ~rows["bildungsgang"].isin(rows.loc[rows["art"] != "Erstanzeige", "bildungsgang"])
    read = rows[fits].iloc[[0]]
    made = correction(
        laid.delivered.loc[read.index],
        read,
        read.assign(klassen=read["klassen"] + 1),
        ANZEIGEN,
        "Anruf",
        "AB",
    )
    corrections.keep(engine, replace(made, corrected_at=datetime(2026, 9, 1, 12)))


def test_every_unit_of_the_sample_data_is_explained(own_store):
    engine = open_store(f"sqlite:///{own_store}")
    correct(engine)
    sides = [
        (of_store(engine, name, FEBRUARY), of_store(engine, name, None))
        for name in ("anzeigen", "klassen", "schulen")
    ]
    engine.dispose()
    anzeigen, klassen, schulen = (bridge(*pair) for pair in sides)

    assert steps(anzeigen) == {
        "LATE": (5, 5), "SENDER": (0, 190), "OURS": (0, 1), "WITHDRAWN": (-34, 34),
    }  # fmt: skip
    assert steps(klassen)["OURS"] == (1, 1)
    assert steps(schulen)["LATE"] == (1, 5)
    for found in (anzeigen, klassen, schulen):
        assert fsum(step.amount for step in found.steps) == found.difference
    for step in anzeigen.steps:
        assert step.amount == units(step.plan.parts)


def units(parts) -> int:
    """How many Anzeigen more the rows of a step are, each counted on its own."""
    return sum(
        int((part.rows["status"] != "zurückgezogen").sum())
        * (-1) ** (part.action is Action.MISSING)
        - (0 if part.before is None else int((part.before["status"] != "zurückgezogen").sum()))
        for part in parts
    )


def test_every_cause_has_a_word():
    assert len({cause.value for cause in Cause}) == len(Cause) == len(OF_ROWS) + 3
