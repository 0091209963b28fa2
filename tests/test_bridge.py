"""The steps from one figure to the other: what the picture, the tables and the sentences say."""

import json
from datetime import date, datetime
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from diggs_analytics.analysis.measures import measure_named
from diggs_analytics.analysis.revision import Bridge, Step
from diggs_analytics.analysis.revision_causes import Cause
from diggs_analytics.analysis.selection import Selection
from diggs_analytics.analysis.values import Value
from diggs_analytics.domain.plan import Action, Plan, PlannedRows
from diggs_analytics.domain.schema import Kind
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.domain.tables import POK
from diggs_analytics.output.bridge import alternative, sentence, waterfall
from diggs_analytics.output.bridge_tables import (
    NOT_ALONE,
    RECORDS,
    bridge_rows,
    declaration,
    record_rows,
)
from diggs_analytics.output.exports import write
from diggs_analytics.output.notes import Notes
from diggs_analytics.output.theme import DARK, LIGHT
from tests.builders import typed_rows

SELECTION = Selection("2025/26", date(2025, 10, 15))
THEN, NOW = date(2025, 10, 20), date(2026, 8, 31)
NAMES = "schuljahr | bezirksregierung | schulnummer | ebene | art | eingangsdatum | status"
SAME = "2025/26 | Köln | {} | bildungsgangübergreifend | Erstanzeige | 2025-09-01 | {}"


def rows(*lines: tuple[str, str]) -> pd.DataFrame:
    picture = "\n".join([NAMES, *(SAME.format(*line) for line in lines)])
    return typed_rows(picture, POK).assign(sheet="PoK", row=range(2, len(lines) + 2))


def plan(count: int, action: Action = Action.NEW) -> Plan:
    its = rows(*((f"20000{n}", "angezeigt") for n in range(count)))
    return Plan((PlannedRows(POK, action, its),)) if count else Plan()


def bridge(name: str, before: object, after: object, *steps: Step) -> Bridge:
    before, after = (
        Value(None, Nothing.NOT_DELIVERED, "PoK 2025/26 nicht geliefert")
        if number is None
        else Value(number)
        for number in (before, after)
    )
    return Bridge(before, after, steps, THEN, NOW, measure_named(name), SELECTION)


CHANGED = Plan(
    (
        PlannedRows(
            POK,
            Action.CHANGED,
            rows(("200001", "zur Kenntnis genommen")),
            before=rows(("200001", "Rückfrage")),
        ),
    )
)
POKS = bridge(
    "pok", 1030.0, 1034.0,
    Step(Cause.LATE, 6.0, plan(6)),
    Step(Cause.SENDER, 0.0, CHANGED),
    Step(Cause.WITHDRAWN, -2.0, plan(2, Action.MISSING)),
)  # fmt: skip
SHARES = bridge(
    "beteiligungsquote", 0.5, 0.7496,
    Step(Cause.NEW, 0.25, plan(1)),
    Step(Cause.DEFINITION, -0.0004, Plan()),
)  # fmt: skip
NONE = bridge("pok", None, 12.0)
SAME_FIGURE = bridge("pok", 0.0, 0.0)


def shown(figure) -> dict:
    """What the browser gets."""
    return json.loads(figure.to_json())


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_each_bar_begins_where_the_last_one_ended(theme):
    figure = shown(waterfall(POKS, theme))
    (bars,) = figure["data"]

    assert bars["base"] == [1030, 1036, 1036]
    assert bars["x"] == [6, 0, -2]
    ends = [line["x0"] for line in figure["layout"]["shapes"] if line["line"]["width"] == 4]
    assert ends == [1030, 1034]
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < 1030 and high > 1036
    assert figure["layout"]["yaxis"]["ticktext"] == [
        "Stand vom 20.10.2025", "nachgeliefert", "vom Absender geändert",
        "zurückgezogen oder nicht<br>mehr gemeldet", "Stand vom 31.08.2026",
    ]  # fmt: skip


def test_signs_and_hatching_say_what_colours_say():
    (bars,) = waterfall(POKS).data
    texts = [annotation.text for annotation in waterfall(POKS).layout.annotations]

    assert texts == ["<b>1\u202f030</b>", "+6", "±0", "−2", "<b>1\u202f034</b>"]
    assert list(bars.marker.pattern.shape) == ["", "", "/"]
    assert len(set(bars.marker.color)) == 2
    assert bars.hovertext[0] == "<b>nachgeliefert</b><br>+6 (6 Datensätze)"


def test_a_percentage_changes_by_points():
    texts = [annotation.text for annotation in waterfall(SHARES).layout.annotations]

    assert texts[1:3] == ["+25,00<br>Prozentpunkte", "−0,04<br>Prozentpunkte"]


@pytest.mark.parametrize(
    "drawn, told, in_words",
    [
        (
            POKS,
            "PoK am Stichtag 15.10.2025: 1\u202f030 nach dem Stand vom 20.10.2025, 1\u202f034 nach "
            "dem vom 31.08.2026 (+4)",
            "nachgeliefert: +6 (6 Datensätze); vom Absender geändert: ±0 (1 Datensatz); "
            "zurückgezogen oder nicht mehr gemeldet: −2 (2 Datensätze)",
        ),
        (
            SHARES,
            "Beteiligungsquote am Stichtag 15.10.2025: 50,0\xa0% nach dem Stand vom 20.10.2025, "
            "75,0\xa0% nach dem vom 31.08.2026 (+25,0\xa0Prozentpunkte)",
            "neu eingegangen: +25,00\xa0Prozentpunkte (1 Datensatz); "
            "geänderte Definition: −0,04\xa0Prozentpunkte (keine Datensätze)",
        ),
        (
            NONE,
            "PoK am Stichtag 15.10.2025: nicht geliefert nach dem Stand vom 20.10.2025, 12 nach "
            "dem vom 31.08.2026; der Unterschied lässt sich nicht beziffern",
            "Keine Abbildung, weil einer der beiden Werte fehlt.",
        ),
        (
            SAME_FIGURE,
            "PoK am Stichtag 15.10.2025: 0 nach dem Stand vom 20.10.2025, 0 nach dem vom "
            "31.08.2026 (±0)",
            "Kein Datensatz hat sich geändert.",
        ),
    ],
)
def test_sentences(drawn, told, in_words):
    assert (sentence(drawn), alternative(drawn)) == (told, in_words)


def test_the_table_goes_from_value_to_value():
    assert bridge_rows(POKS).drop(columns="hinweis").astype("object").to_numpy().tolist() == [
        ["Stand vom 20.10.2025", pd.NA, 1030, pd.NA],
        ["nachgeliefert", 6, 1036, 6],
        ["vom Absender geändert", 0, 1036, 1],
        ["zurückgezogen oder nicht mehr gemeldet", -2, 1034, 2],
        ["Stand vom 31.08.2026", 4, 1034, 9],
    ]


def test_points_are_numbers_of_points_and_the_value_is_a_share():
    table = declaration(SHARES.measure)
    found = bridge_rows(SHARES)

    assert (table["veraenderung"].kind, table["wert"].kind) == (Kind.NUMBER, Kind.SHARE)
    assert table["veraenderung"].unit == "Prozentpunkte"
    assert found["veraenderung"].tolist()[1:] == pytest.approx([25, -0.04, 24.96])
    assert found["wert"].tolist() == pytest.approx([0.5, 0.75, 0.7496, 0.7496])


def test_a_missing_value_says_why_and_draws_nothing():
    found = bridge_rows(NONE)

    assert found["hinweis"].tolist() == ["PoK 2025/26 nicht geliefert", ""]
    assert found["wert"].isna().tolist() == [True, False]
    assert waterfall(NONE).data == ()


def test_what_has_no_figure_of_its_own_says_so():
    drawn = bridge(
        "wartezeit", 10.0, 12.0,
        Step(Cause.LATE, 0.0, plan(1), alone=False), Step(Cause.SENDER, 2.0, CHANGED),
    )  # fmt: skip

    assert bridge_rows(drawn)["hinweis"].tolist() == ["", NOT_ALONE, "", ""]
    assert alternative(drawn).startswith(f"nachgeliefert: {NOT_ALONE} (1 Datensatz)")
    assert waterfall(drawn).layout.annotations[1].text == "(ohne Zahl)"


def test_the_records_of_a_step_say_field_then_and_now():
    found = record_rows([POKS.steps[1], POKS.steps[2]]).fillna("")

    assert list(found) == RECORDS.names
    columns = ["ursache", "schluessel", "aenderung", "feld", "damals", "heute"]
    key = "20000{} · bildungsgangübergreifend · Erstanzeige · 01.09.2025"
    gone = "zurückgezogen oder nicht mehr gemeldet"
    assert found[columns].to_numpy().tolist() == [
        ["vom Absender geändert", key.format(1), "geändert", "Status", "Rückfrage",
         "zur Kenntnis genommen"],
        [gone, key.format(0), "entfallen", "", "", ""],
        [gone, key.format(1), "entfallen", "", "", ""],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "found, table",
    [
        (bridge_rows(POKS), declaration(POKS.measure)),
        (bridge_rows(SHARES), declaration(SHARES.measure)),
        (bridge_rows(NONE), declaration(NONE.measure)),
        (record_rows(POKS.steps), RECORDS),
    ],
    ids=["PoK", "Quote", "fehlt", "Datensätze"],
)
def test_the_tables_become_files(found, table):
    notes = Notes(table.label, (("Schuljahr", "2025/26"),), NOW, datetime(2026, 8, 31, 12))
    (sheet,) = (
        sheet
        for sheet in load_workbook(BytesIO(write(found, table, notes, ".xlsx")))
        if sheet["A1"].value == table.columns[0].label
    )

    assert [cell.value for cell in sheet[1]] == [column.label for column in table]
    assert sheet.max_row == len(found) + 1
    assert write(found, table, notes, ".csv").count(b"\r\n") == len(found) + 1


def test_without_steps_there_are_no_records():
    assert record_rows([]).empty
