"""Figures about goals: which marks and words they are made of, and their tables as files."""

import json
from datetime import date, datetime
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from diggs_analytics.analysis.goal_continuation import continuation
from diggs_analytics.analysis.goals import counts, goals, identified
from diggs_analytics.analysis.meetings import counts as counted_by
from diggs_analytics.analysis.meetings import meetings
from diggs_analytics.analysis.targets import targets
from diggs_analytics.domain.tables import TERMINE, ZIELE, ZIELWERTE
from diggs_analytics.output import goal_flows
from diggs_analytics.output import meetings as meeting_bars
from diggs_analytics.output import targets as target_bars
from diggs_analytics.output.exports import write
from diggs_analytics.output.goals import GOALS, counts_table, ladder, sentence
from diggs_analytics.output.marks import folded
from diggs_analytics.output.notes import Notes
from diggs_analytics.output.theme import DARK, LIGHT
from tests.builders import typed_rows
from tests.pictures import all_delivered, records

STAND = date(2025, 12, 31)
ROWS = identified(
    typed_rows(
        """
        jahr | nummer | handlungsfeld | titel | status        | dokumentiert_am | nachfolger | vorgaenger
        2023 | 1.1    | 1             | A <i> | in Bearbeitung | 2024-01-12     |            |
        2023 | 1.2    | 1             | B     | abgeschlossen |                 |            |
        2023 | 2.3    | 2             | C     |               |                 |            |
        2023 | 2.4    | 2             | D     | gestrichen    | 2024-01-12      | 2.3        |
        2024 | 1      |               | E     |               |                 |            | 1.1, 1.2
        2024 | 2      |               | F     |               |                 |            | 2.3
        2024 | 3      |               | G     |               |                 |            |
        """,  # noqa: E501
        ZIELE,
    )
)
OF_2023 = goals(ROWS[ROWS["jahr"] == 2023], STAND)
WAYS = continuation(goals(ROWS, STAND), 2023)


def shown(figure) -> dict:
    """What the browser gets."""
    return json.loads(figure.to_json())


def marks(figure) -> dict[str, list[tuple[int, int]]]:
    """Symbol and size → (goal from the top, step)."""
    drawn = [trace for trace in shown(figure)["data"] if trace["mode"] == "markers"]
    depths = sorted({depth for trace in drawn for depth in trace["y"]})
    return {
        f"{trace['marker']['symbol']} {trace['marker']['size']}": sorted(
            (depths.index(depth), step) for step, depth in zip(trace["x"], trace["y"], strict=True)
        )
        for trace in drawn
    }


def words(figure) -> str:
    return " ".join(annotation.text for annotation in figure.layout.annotations)


def test_the_ladder_is_filled_up_to_the_state():
    assert marks(ladder(OF_2023)) == {
        "circle 20": [(0, 1), (1, 3)],
        "circle 12": [(0, 0), (1, 0), (1, 1), (1, 2)],
        "circle-open 12": [
            (0, 2), (0, 3), *((2, step) for step in range(4)), *((3, step) for step in range(4)),
        ],
        "x 14": [(3, 4)],
    }  # fmt: skip


def test_each_goal_says_its_state_in_words():
    text = words(ladder(OF_2023))

    assert "<b>Handlungsfeld 1</b> 1.1 A &lt;i&gt;<br>" in text
    for said in ("in Bearbeitung, 12.01.2024", "abgeschlossen, ohne Tag", "ohne Stand",
                 "gestrichen, 12.01.2024"):  # fmt: skip
        assert f">{said}</span>" in text
    assert "ohne Handlungsfeld" in words(ladder(goals(ROWS[ROWS["jahr"] == 2024], STAND)))


def test_a_mark_carries_the_key_of_its_goal():
    keys = {key for trace in shown(ladder(OF_2023))["data"] for key in trace.get("customdata", ())}

    assert keys == set(OF_2023["ziel"])


@pytest.mark.parametrize(
    "with_dropped, expected",
    [
        (True, "2023: 4 Ziele, gestrichene mitgezählt. Davon abgeschlossen 1, in Bearbeitung 1, "
               "ohne Stand 1, gestrichen 1"),
        (False, "2023: 3 Ziele, ohne gestrichene. Davon abgeschlossen 1, in Bearbeitung 1, "
                "ohne Stand 1"),
    ],
)  # fmt: skip
def test_the_sentence_says_what_is_counted(with_dropped, expected):
    assert sentence(counts(OF_2023, with_dropped), 2023, with_dropped) == expected


def test_counts_stand_by_state():
    table = counts_table(counts(OF_2023, with_dropped=False))

    assert list(table) == ["HF 1", "HF 2", "alle"]
    assert "gestrichen" not in table.index
    assert table.loc["abgeschlossen"].tolist() == [1, 0, 1]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("1.1 Glossar", "1.1 Glossar"),
        ("1.1 Glossar pflegen und lesen", "1.1 Glossar<br>pflegen und …"),
        ("2.2 Informationsveranstaltungen", "2.2<br>Information…"),
    ],
)
def test_long_titles_take_two_lines(text, expected):
    assert folded(text, 12) == expected


def links(figure) -> dict[tuple[str, str], float]:
    """(from, to) by their numbers → how wide."""
    [sankey] = shown(figure)["data"]
    names = [text.split("</b>")[0][3:] for text in sankey["node"]["customdata"]]
    link = sankey["link"]
    return {
        (names[source], names[target]): value
        for source, target, value in zip(
            link["source"], link["target"], link["value"], strict=True
        )
    }  # fmt: skip


def test_flows_go_where_the_goals_went():
    """2.3 takes up 2.4 and goes on with both."""
    assert links(goal_flows.flows(WAYS, 2023)) == {
        ("1.1", "1"): 1, ("1.2", "1"): 1, ("2.3", "2.3"): 1, ("2.4", "2.3"): 1, ("2.3", "2"): 2,
        ("neu", "3"): 1,
    }  # fmt: skip


def test_flows_do_not_cross_where_they_need_not():
    [sankey] = shown(goal_flows.flows(WAYS, 2023))["data"]
    places, link = sankey["node"]["y"], sankey["link"]

    assert all(0 < place < 1 for place in places)
    assert all(
        abs(places[source] - places[target]) < 0.2
        for source, target in zip(link["source"], link["target"], strict=True)
    )


def test_a_circle_is_drawn():
    circle = identified(
        typed_rows("jahr|nummer|titel|nachfolger\n2023|1|A|2\n2023|2|B|1\n2024|1|C|\n", ZIELE)
    )

    figure = goal_flows.flows(continuation(goals(circle, STAND), 2023), 2023)
    assert len(links(figure)) == 3


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_flows_have_a_colour_for_every_fate_in_both_themes(theme):
    [sankey] = shown(goal_flows.flows(WAYS, 2023, theme))["data"]

    assert set(sankey["link"]["color"]) == {
        f"{theme.colours[0]}80", f"{theme.colours[1]}80", f"{theme.colours[3]}80",
    }  # fmt: skip


TARGETS = typed_rows(
    """
    jahr | ziel | kennzahl        | bezirksregierung | stichtag   | rechtsquelle
    2025 | 1.9  | Anzeigen        | Köln             | 2026-06-30 | Bericht
    2025 | 1.9  | Anzeigen        | Münster          | 2026-06-30 | Bericht
    2025 | 1.9  | Anzeigen        |                  | 2026-06-30 | Bericht
    2025 | 1.1  | Praxisbeispiele |                  |            |
    """,
    ZIELWERTE,
).assign(minimum=[3.0, 1.0, None, 2.0], maximum=[None, 4.0, 9.0, 3.0])
DRAWN = records("bezirksregierung\nKöln\nMünster", scopes=all_delivered("2025/26"))
MEASURED = targets(TARGETS, DRAWN, STAND)


def test_a_target_is_a_line_and_its_value_a_bar():
    hand, counted = target_bars.together(MEASURED)
    figure = target_bars.against_target(counted)

    assert shown(figure)["data"][0]["x"] == [2, 1, 1]
    assert [
        (shape.type, shape.line.dash, shape.x0) for shape in figure.layout.shapes
    ] == [
        ("rect", None, 0), ("line", "dot", 9),  # the Land: at most 9
        ("rect", None, 3), ("line", "solid", 3),
        ("rect", None, 1), ("line", "solid", 1), ("line", "dot", 4),
    ]  # fmt: skip
    assert "<b>1</b>, 2 fehlt" in words(figure)
    assert "nötig im Monat 0,3<br>erreicht im Monat 0,1" in words(figure)
    assert words(figure).count("nötig im Monat") == 1  # nothing is needed where it is reached
    assert "mindestens 3 bis 30.06.2026" in " ".join(figure.layout.yaxis.ticktext)
    assert shown(target_bars.against_target(hand))["data"][0]["x"] == [None]
    assert "Istwert<br>nicht bekannt" in words(target_bars.against_target(hand))


def test_targets_in_sentences():
    hand, counted = target_bars.together(MEASURED)

    assert target_bars.sentence(hand) == "Praxisbeispiele (Ziel 1.1): Istwert nicht bekannt"
    assert target_bars.sentence(counted) == (
        "Anzeigen (Ziel 1.9), 3 Zielwerte: 2 erreicht, 1 noch nicht erreicht"
    )
    assert target_bars.sources(hand) == "Ohne Quelle. Von Hand gezählt, Zahl liegt nicht vor."
    assert target_bars.sources(counted) == "Quelle: Bericht. Schuljahr 2025/26."
    assert "Köln: Ziel: mindestens 3, Istwert 1, noch nicht erreicht, 2 fehlt" in (
        target_bars.alternative(counted)
    )


MET = meetings(
    typed_rows(
        """
        datum      | gremium | eigen | format
        2023-04-01 | MSB     | ja    | virtuell
        2023-05-01 | MSB     | nein  |
        """,
        TERMINE,
    )
)


def test_bars_of_meetings_differ_not_by_colour_alone():
    counted = counted_by(MET, "gremium")
    bars = shown(meeting_bars.bars(counted, "gremium"))["data"]

    assert [(bar["name"], bar["x"], bar["marker"]["pattern"]["shape"]) for bar in bars] == [
        ("eigene", [1], ""), ("externe", [1], "/"),
    ]  # fmt: skip
    assert meeting_bars.alternative(counted, "gremium") == "MSB: 2, eigene 1, externe 1"
    assert meeting_bars.sentence(MET, 2023) == "2023: 2 Termine, 1 eigene, 1 externe"


@pytest.mark.parametrize(
    "rows, table",
    [
        (OF_2023, GOALS),
        (WAYS, goal_flows.FORTFUEHRUNG),
        (target_bars.as_rows(MEASURED), target_bars.STAND),
        (MET, meeting_bars.KALENDER),
    ],
    ids=lambda part: getattr(part, "name", ""),
)
def test_tables_become_files(rows: pd.DataFrame, table):
    notes = Notes(table.label, (("Jahr", "2023"),), STAND, datetime(2025, 12, 31))
    sheet = load_workbook(BytesIO(write(rows, table, notes, ".xlsx")))[table.label]

    assert [cell.value for cell in sheet[1]] == [column.label for column in table]
    assert sheet.max_row == len(rows) + 1
    assert write(rows, table, notes, ".csv").count(b"\r\n") == len(rows) + 1
