"""What became of goals as flows from one year to the next: each flow is as wide as its goals."""

from html import escape
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from diggs_analytics.analysis.goal_continuation import Fate
from diggs_analytics.domain.goals import JAHR, ZIELE
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.output import formats
from diggs_analytics.output.goal_ways import (
    BETWEEN,
    Node,
    places_of,
    share,
    ways_of,
    weights_of,
)
from diggs_analytics.output.marks import Annotation, folded
from diggs_analytics.output.theme import LIGHT, Theme

ROW = 44  # pixels for a goal
LABELS = 128  # pixels beside the flows, on either side
LINE = 20  # characters in a line of a label
HEAD = 28
FILL = 0.62  # of a row; the rest keeps flows apart

FORTFUEHRUNG = Table(
    name="fortfuehrung",
    label="Fortführung",
    meaning="Eine Zeile für jeden Weg von einem Ziel zum nächsten und für jedes Ziel ohne Weg.",
    columns=(
        JAHR,
        ZIELE["nummer"],
        ZIELE["titel"],
        ZIELE["status"],
        Column("art", "was daraus wurde", Kind.TEXT, ", ".join(fate.value for fate in Fate) + "."),
        Column("nach_jahr", "Jahr danach", Kind.INT, "Jahr des Ziels, in dem es weitergeht."),
        Column("nach_nummer", "Nummer danach", Kind.TEXT, "Nummer des Ziels, das es aufnimmt."),
        Column("nach_titel", "Titel danach", Kind.TEXT, "Titel des Ziels, das es aufnimmt."),
        Column("hinweis", "Hinweis", Kind.TEXT, "Was nicht zu finden war."),
    ),
    key=("jahr", "nummer", "nach_jahr", "nach_nummer"),
    period="jahr",
    territorial=False,
)


def sentence(table: pd.DataFrame, jahr: int) -> str:
    """How many goals of the year went which way, and how many are new."""
    each = table.dropna(subset="nummer").drop_duplicates(["nummer", "art"])
    told = [
        f"{(each['art'] == fate.value).sum()} {fate.value}"
        for fate in Fate
        if (each["art"] == fate.value).any()
    ]
    new = (table["art"] == Fate.NEW.value).sum()
    goals = formats.count(each["nummer"].nunique(), "Ziel", "Ziele")
    return f"Von {jahr} nach {jahr + 1}: {goals}, davon {', '.join(told)}; {new} neu"


def flows(table: pd.DataFrame, jahr: int, theme: Theme = LIGHT) -> go.Figure:
    """A Sankey diagram of a continuation; the labels stand beside it, where they can be read on
    any ground."""
    ways = ways_of(table, jahr)
    nodes = list(dict.fromkeys(node for way in ways for node in (way.source, way.target)))
    weights = weights_of(ways, nodes)
    places = places_of(ways, nodes, weights)
    rows = max(sum(weights[n] for n in nodes if n.side == side) for side in (0, 1))
    looks = _colours(theme)
    sankey = {
        "type": "sankey",
        "arrangement": "fixed",
        "domain": {"x": [0, 1], "y": [0, 1]},
        "node": {
            "label": [""] * len(nodes),
            "customdata": [_full(node) for node in nodes],
            "x": [min(max(node.side, 0.001), 0.999) for node in nodes],
            "y": [places[node] for node in nodes],
            "color": theme.quiet,
            "line": {"width": 0},
            "thickness": 8,
            "pad": ROW * (1 - FILL),
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        "link": {
            "source": [nodes.index(way.source) for way in ways],
            "target": [nodes.index(way.target) for way in ways],
            "value": [share(way, ways, weights) for way in ways],
            "color": [looks[way.art] for way in ways],
            "customdata": [
                f"{_full(way.source)}<br>→ {_full(way.target)}<br>{way.art}" for way in ways
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    }
    layout = {
        "template": theme.template,
        "height": rows * ROW + HEAD + 8,
        "margin": {"l": LABELS, "r": LABELS, "t": HEAD, "b": 8},
        "annotations": [
            *(_label(node, places[node], theme) for node in nodes),
            *(_year(str(jahr + side), side, theme) for side in (0, 1)),
        ],
    }
    return go.Figure({"data": [sankey], "layout": layout})


def _colours(theme: Theme) -> dict[str, str]:
    """Half transparent, so that crossing flows can be told apart."""
    solid = {
        Fate.CONTINUED: theme.colours[0],
        Fate.MERGED: theme.colours[1],
        Fate.DROPPED: theme.colours[2],
        Fate.ENDED: theme.quiet,
        Fate.NEW: theme.colours[3],
    }
    return {fate.value: f"{colour}80" for fate, colour in solid.items()}


def _label(node: Node, place: float, theme: Theme) -> Annotation:
    """Beside the flows; of a goal that took up others above it, its number alone."""
    left = node.side == 0
    beside = {"xanchor": "left", "xshift": -LABELS if left else 10, "align": "left"}
    if node.side == BETWEEN:
        beside = {"xanchor": "center", "yanchor": "bottom", "yshift": ROW * FILL}
    return {
        "x": node.side, "xref": "paper", "y": 1 - place, "yref": "paper", "yanchor": "middle",
        "showarrow": False, "text": _short(node), "font": {"size": 11, "color": theme.text},
    } | beside  # fmt: skip


def _short(node: Node) -> str:
    if node.side == BETWEEN or not node.title:
        return escape(node.number)
    return folded(f"{node.number} {node.title}", LINE)


def _full(node: Node) -> str:
    return f"<b>{escape(node.number)}</b> {'<br>'.join(wrap(escape(node.title), 40))}"


def _year(text: str, side: int, theme: Theme) -> Annotation:
    return {
        "x": side, "xref": "paper", "xanchor": "left", "xshift": 10 if side else -LABELS,
        "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": 6, "showarrow": False,
        "text": f"<b>{text}</b>", "font": {"color": theme.text},
    }  # fmt: skip


def alternative(table: pd.DataFrame) -> str:
    """For who cannot see the flows: each way in words."""
    return "; ".join(
        f"{line.art}: {line.nach_nummer}"
        if line.art == Fate.NEW.value
        else f"{line.nummer} {line.art}"
        + ("" if pd.isna(line.nach_nummer) else f", weiter als {line.nach_nummer}")
        for line in table.itertuples()
    )
