"""Goals as a ladder: a row for each goal, a column for each step, filled up to where it stands."""

from html import escape
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from diggs_analytics.analysis.goals import (
    ALL,
    DROPPED,
    LADDER,
    STATES,
    WITHOUT_STATE,
    by_handlungsfeld,
)
from diggs_analytics.domain.goals import ZIELE
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.output import formats
from diggs_analytics.output.marks import Annotation, folded
from diggs_analytics.output.theme import LIGHT, Theme

ROW, HEADING, HEAD = 58, 34, 92  # pixels: a goal, a Handlungsfeld, the names of the steps
LABELS = 184  # pixels beside the ladder
LINE = 27  # characters of a title in a line
COLUMNS = (*LADDER, DROPPED)
# As the columns of the report are called (DOMAIN 8.1).
STEPS = (
    "in Planung", "in<br>Bearbeitung", "Entwurf<br>liegt vor", "abgeschlossen<br>durch MSB",
    "gestrichen",
)  # fmt: skip

AUCH = Column("auch", "auch", Kind.TEXT, "Weitere Nummern, unter denen dasselbe Ziel steht.")
GOALS = Table(
    name="zielerreichung",
    label="Zielerreichung",
    meaning="Eine Zeile für jedes Ziel mit dem zuletzt dokumentierten Stand.",
    columns=tuple(
        AUCH if name == "auch" else ZIELE[name]
        for name in ("jahr", "nummer", "auch", "handlungsfeld", "titel", "status",
                     "dokumentiert_am", "bemerkung", "vorgaenger", "nachfolger")
    ),
    key=("jahr", "nummer"),
    period="jahr",
    territorial=False,
)  # fmt: skip


def heading(field: str) -> str:
    return f"Handlungsfeld {field}" if field else "ohne Handlungsfeld"


def sentence(counts: pd.DataFrame, jahr: int, with_dropped: bool) -> str:
    """What the last line of the counts says, with the base it counts."""
    total = counts.iloc[-1]
    states = [state for state in STATES[::-1] if state in counts and total[state]]
    told = ", ".join(f"{state} {total[state]}" for state in _from_the_top(states))
    base = "gestrichene mitgezählt" if with_dropped else "ohne gestrichene"
    goals = formats.count(int(total["zusammen"]), "Ziel", "Ziele")
    return f"{jahr}: {goals}, {base}" + (f". Davon {told}" if told else "")


def _from_the_top(states: list[str]) -> list[str]:
    """The steps from the highest down, what stands apart last."""
    return sorted(states, key=lambda state: state not in LADDER)


def counts_table(counts: pd.DataFrame) -> pd.DataFrame:
    """A row for each state and one for all, a column for each Handlungsfeld and one for all."""
    table = counts.rename(columns={"zusammen": ALL}).set_index("handlungsfeld").T
    names = {name: f"HF {name}" if name else "ohne HF" for name in table.columns if name != ALL}
    return table.rename(columns=names, index=str).rename_axis(index="Stand", columns=None)


def ladder(goals: pd.DataFrame, theme: Theme = LIGHT) -> go.Figure:
    """Goals of one Jahr by Handlungsfeld. Steps below the state are filled dots joined by a line,
    the state a larger one, steps above are rings; a dropped goal has a cross and no step. Each mark
    carries the key ``ziel``."""
    depths: list[float] = []
    annotations: list[Annotation] = []
    rows = []
    depth = 0
    for field, part in by_handlungsfeld(goals):
        annotations.append(_label(depth + HEADING / 2, f"<b>{heading(field)}</b>", theme.text))
        depth += HEADING
        for goal in part.itertuples():
            depths.append(depth + ROW / 2)
            rows.append(goal)
            annotations.append(_label(depth + ROW / 2, _named(goal, theme), theme.text))
            depth += ROW
    layout = {
        "template": theme.template,
        "height": depth + HEAD + 8,
        "margin": {"l": LABELS, "t": HEAD, "r": 4, "b": 8},
        "annotations": annotations,
        "hovermode": "closest",
        "clickmode": "event+select",
        "xaxis": {
            "side": "top",
            "tickvals": list(range(len(COLUMNS))),
            "ticktext": list(STEPS),
            "autotickangles": [0, -90],  # upright on a telephone
            "tickfont": {"size": 11},
            "range": [-0.5, len(COLUMNS) - 0.5],
            "showgrid": False,
            "automargin": False,
        },
        "yaxis": {"visible": False, "range": [depth, 0]},
        "shapes": [_between(theme)],
    }
    return go.Figure({"data": _marks(rows, depths, theme), "layout": layout})


def _marks(rows: list, depths: list[float], theme: Theme) -> list[dict[str, object]]:
    """One trace for each kind of mark; lines first, so that they lie below."""
    traces = [
        _line(depth, COLUMNS.index(goal.status), theme)
        for goal, depth in zip(rows, depths, strict=True)
        if goal.status in LADDER[1:]
    ]
    looks = {
        "open": {"symbol": "circle-open", "size": 12, "color": theme.quiet, "line": {"width": 1.5}},
        "passed": {"symbol": "circle", "size": 12, "color": theme.colours[0]},
        "state": {"symbol": "circle", "size": 20, "color": theme.colours[0]},
        "dropped": {"symbol": "x", "size": 14, "color": theme.colours[2]},
    }
    for kind, look in looks.items():
        places = [
            (step, depth, goal)
            for goal, depth in zip(rows, depths, strict=True)
            for step in range(len(COLUMNS))
            if _kind(goal.status, step) == kind
        ]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [step for step, _, _ in places],
                "y": [depth for _, depth, _ in places],
                "customdata": [int(goal.ziel) for _, _, goal in places],
                "marker": look,
                "unselected": {"marker": {"opacity": 1}},
                "cliponaxis": False,
                "hovertext": [_hover(goal) for _, _, goal in places],
                "hoverinfo": "text",
            }
        )
    return traces


def _kind(status: str, step: int) -> str:
    if COLUMNS[step] == DROPPED:
        return "dropped" if status == DROPPED else ""
    if status not in LADDER:
        return "open"
    place = LADDER.index(status)
    return "state" if step == place else "passed" if step < place else "open"


def _line(depth: float, until: int, theme: Theme) -> dict[str, object]:
    return {
        "type": "scatter", "mode": "lines", "x": [0, until], "y": [depth, depth],
        "line": {"color": theme.colours[0], "width": 3}, "hoverinfo": "skip",
    }  # fmt: skip


def _between(theme: Theme) -> dict[str, object]:
    """Dropped is no step: a line sets it apart."""
    return {
        "type": "line", "x0": len(LADDER) - 0.5, "x1": len(LADDER) - 0.5, "y0": 0, "y1": 1,
        "yref": "paper", "line": {"color": theme.grid, "width": 1.5},
    }  # fmt: skip


def _label(depth: float, text: str, colour: str) -> Annotation:
    return {
        "x": 0, "xref": "paper", "xanchor": "left", "xshift": -LABELS, "align": "left",
        "y": depth, "yanchor": "middle", "text": text, "showarrow": False,
        "font": {"color": colour},
    }  # fmt: skip


def _named(goal: object, theme: Theme) -> str:
    """Number and title in two lines at most, the state in words below."""
    text = folded(f"{goal.nummer} {goal.titel}", LINE)
    return f'{text}<br><span style="font-size:11px;color:{theme.quiet}">{_state(goal)}</span>'


def _state(goal: object) -> str:
    if pd.isna(goal.dokumentiert_am):
        return goal.status if goal.status == WITHOUT_STATE else f"{goal.status}, ohne Tag"
    return f"{goal.status}, {formats.day(goal.dokumentiert_am)}"


def _hover(goal: object) -> str:
    also = f" (auch {escape(goal.auch)})" if goal.auch else ""
    lines = [f"<b>{escape(goal.nummer)}{also}</b>", *wrap(escape(goal.titel), 44), _state(goal)]
    if not pd.isna(goal.bemerkung):
        lines += wrap(escape(goal.bemerkung), 44)
    return "<br>".join(lines)


def alternative(goals: pd.DataFrame) -> str:
    """For who cannot see the ladder: each goal with its state."""
    return "; ".join(f"{goal.nummer}: {_state(goal)}" for goal in goals.itertuples()) or "kein Ziel"
