"""Bars. A figure function gets measured values, returns a plotly figure and computes nothing.

Figures carry no title: the finding (output/findings.py) stands above them as text of the page or
document, where it wraps on a narrow screen and can be read aloud.
"""

from collections.abc import Sequence
from datetime import date
from html import escape
from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from diggs_analytics.analysis.measures import Measure
from diggs_analytics.output import formats, labels
from diggs_analytics.output.marks import (
    HEAD,
    amounts,
    axis_of,
    hover,
    numbers,
    panel_titles,
    panels,
    quiet_text,
    rows_axis,
    top_of,
    width,
)
from diggs_analytics.output.theme import LIGHT, Theme

BAR = 38  # pixels for each bar and the gap to the next
LABEL_WIDTH = 24  # characters in a line of a label
PANEL = 130  # pixels for one row of bars by month


def bars(
    values: pd.DataFrame, measure: Measure, by: str, theme: Theme = LIGHT, limit: int = 12
) -> go.Figure:
    """One bar for each group, labelled with its value, or with the reason why there is none.

    More than ``limit`` groups (of a dimension without an order of its own) end in a line that says
    how many more there are and how high they reach.
    """
    ranked = ranking(values, by)
    shown = ranked if by in labels.IN_ORDER or len(ranked) <= limit + 1 else ranked.head(limit)
    rest = ranked.iloc[len(shown) :]
    names = [labels.group(by, value) for value in shown[by]]
    texts = amounts(shown, measure)
    ticks = [_folded(name) for name in names]
    words = [
        quiet_text(0, place, formats.sign_in_words(text), theme, xanchor="left")
        for place, (value, text) in enumerate(zip(shown["value"], texts, strict=True))
        if pd.isna(value)
    ]
    if len(rest):
        ticks.append(f"und {formats.number(len(rest))} weitere")
        words.append(quiet_text(0, len(shown), _reach(rest, measure), theme, xanchor="left"))
    bar = {
        "type": "bar",
        "orientation": "h",
        "x": numbers(shown),
        "y": list(range(len(shown))),
        "width": 0.62,
        "text": texts,
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": theme.colours[0]},
        "hovertext": hover(names, texts, shown["note"], measure),
        "hoverinfo": "text",
    }
    layout = {
        "template": theme.template,
        "height": len(ticks) * BAR + 16,
        "margin": {"r": width(texts)},
        "annotations": words,
        "xaxis": {"visible": False, "range": [0, top_of(shown)]},
        "yaxis": rows_axis(ticks),
    }
    return go.Figure({"data": [bar], "layout": layout})


def months(
    values: pd.DataFrame, measure: Measure, theme: Theme = LIGHT, group: str | None = None
) -> go.Figure:
    """Bars by month of the Eingangsdatum, in a panel of its own for each group, all on one scale.

    The months run from the first to the last in ``values["monat"]``; where a group has none,
    there is no bar.
    """
    axis = _months_between(values["monat"])
    parts = labels.parts(values, group)
    layout = {
        **panels(len(parts), PANEL, top_of(values) * 1.3, theme),
        "margin": {"t": HEAD if group else 8},
        "annotations": panel_titles([name for name, _ in parts], theme) if group else [],
        "xaxis": {
            "anchor": axis_of(len(parts) - 1),
            "tickvals": list(range(len(axis))),
            "ticktext": [formats.SHORT_MONTHS[first.month] for first in axis],
            "range": [-0.6, len(axis) - 0.4],
            "showgrid": False,
        },
    }
    traces = [
        {**_month_bars(part, measure, axis, theme), "yaxis": axis_of(panel)}
        for panel, (_, part) in enumerate(parts)
    ]
    return go.Figure({"data": traces, "layout": layout})


def ranking(values: pd.DataFrame, by: str) -> pd.DataFrame:
    """From the highest value down, groups without a value last; or the order of the dimension."""
    if by in labels.IN_ORDER:
        return values
    return values.sort_values("value", ascending=False, na_position="last", kind="stable")


def _month_bars(
    part: pd.DataFrame, measure: Measure, axis: Sequence[date], theme: Theme
) -> dict[str, object]:
    starts = [labels.month_start(month) for month in part["monat"]]
    texts = amounts(part, measure)
    return {
        "type": "bar",
        "x": [axis.index(start) for start in starts],
        "y": numbers(part),
        "text": texts,
        "textposition": "outside",
        "textangle": 0,
        "cliponaxis": False,
        "marker": {"color": theme.colours[0]},
        "hovertext": hover(
            [formats.month(start) for start in starts], texts, part["note"], measure
        ),
        "hoverinfo": "text",
    }


def _months_between(months: pd.Series) -> list[date]:
    if months.empty:
        return []
    starts = [labels.month_start(month) for month in months]
    return list(pd.date_range(min(starts), max(starts), freq="MS").date)


def _reach(rest: pd.DataFrame, measure: Measure) -> str:
    """How high the groups reach that have no bar; ``rest`` is ranked."""
    highest = rest["value"].iloc[0]
    if pd.isna(highest):
        return "ohne Wert"
    return f"je höchstens {formats.amount(highest, measure.unit)}"


def _folded(name: str) -> str:
    """Two lines at most; what is longer ends in … and stands in full where one points at it."""
    words = name.replace("/", "/ ")  # a slash is a place to break as well
    lines = [
        escape(line.replace("/ ", "/"))
        for line in wrap(words, LABEL_WIDTH, break_long_words=False, break_on_hyphens=False)
    ]
    return "<br>".join(lines if len(lines) <= 2 else [lines[0], f"{lines[1]} …"])
