"""What all figures are put together from: amounts, hover texts, annotations, panels.

Figures are made of plain dicts and handed to plotly once: adding annotations one by one makes
plotly check all of them again each time, which takes longer than everything else on a page.
"""

from collections.abc import Sequence
from html import escape
from textwrap import wrap

import pandas as pd

from diggs_analytics.analysis.measures import Measure
from diggs_analytics.output import formats
from diggs_analytics.output.theme import Theme

WIDTH_OF_CHARACTER = 7.5  # pixels, at the theme's size of type
HEAD = 28  # pixels above a panel, for its title
Annotation = dict[str, object]


def numbers(values: pd.DataFrame) -> list[float | None]:
    """Missing stays missing: JSON knows null, but not NaN."""
    return [None if pd.isna(value) else float(value) for value in values["value"]]


def amounts(values: pd.DataFrame, measure: Measure) -> list[str]:
    return [
        formats.amount(value, measure.unit, nothing)
        for value, nothing in zip(values["value"], values["nothing"], strict=True)
    ]


def hover(
    names: Sequence[str], texts: Sequence[str], notes: Sequence[str], measure: Measure
) -> list[str]:
    return [
        f"<b>{escape(name)}</b><br>{measure.label}: {formats.sign_in_words(text)}"
        + (f"<br>{escape(note)}" if note else "")
        for name, text, note in zip(names, texts, notes, strict=True)
    ]


def width(texts: Sequence[str]) -> int:
    """Pixels that the longest of these texts needs beside the plot."""
    return round(max((len(text) for text in texts), default=0) * WIDTH_OF_CHARACTER) + 12


def top_of(values: pd.DataFrame) -> float:
    """The end of a scale that begins at zero; 1 where there is nothing to draw."""
    highest = values["value"].max()
    return float(highest) if highest > 0 else 1.0


def quiet_text(x: float, y: float, text: str, theme: Theme, **place: object) -> Annotation:
    return {
        "x": x,
        "y": y,
        "text": text,
        "showarrow": False,
        "font": {"color": theme.quiet},
    } | place


def upright(x: float, dash: str, theme: Theme) -> dict[str, object]:
    """A vertical line through all panels."""
    return {
        "type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper",
        "line": {"color": theme.quiet, "dash": dash, "width": 1.5},
    }  # fmt: skip


def axis_of(panel: int) -> str:
    """plotly's name for the vertical axis of a panel, counted from 0."""
    return f"y{panel + 1}" if panel else "y"


def panels(count: int, height: int, top: float, theme: Theme) -> dict[str, object]:
    """Layout of panels above each other, each ``height`` pixels with its head: one horizontal
    axis, and vertical ones of one scale from zero. The figure's margin holds the first head."""
    gap = HEAD / (count * height - HEAD)
    share = (1 - gap * (count - 1)) / count
    axes = {
        axis_of(panel).replace("y", "yaxis"): {
            "domain": [max(0, 1 - share - panel * (share + gap)), 1 - panel * (share + gap)],
            "range": [0, top],
            "showticklabels": False,
            "showgrid": False,
            "zeroline": True,
            "zerolinecolor": theme.quiet,
        }
        for panel in range(count)
    }
    return {**axes, "template": theme.template, "height": count * height + 60}


def panel_titles(titles: Sequence[str], theme: Theme) -> list[Annotation]:
    """Names the panels, each at its top left."""
    return [
        {
            "x": 0, "xref": "paper", "xanchor": "left", "y": 1, "yref": f"{axis_of(panel)} domain",
            "yanchor": "bottom", "text": f"<b>{escape(title)}</b>", "showarrow": False,
            "font": {"color": theme.text},
        }
        for panel, title in enumerate(titles)
    ]  # fmt: skip


def rows_axis(names: Sequence[str]) -> dict[str, object]:
    """The y axis of bars that lie: a row for each name, the first on top."""
    return {
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "range": [len(names) - 0.5, -0.5],
        "showgrid": False,
        "ticklabelstandoff": 6,
    }


def folded(text: str, width: int) -> str:
    """Two lines at most; what does not fit ends in … and stands in full where one points at it."""
    lines = wrap(text, width, break_long_words=False)
    if len(lines) > 2:
        lines = [lines[0], f"{lines[1]} …"]
    cut = [line if len(line) <= width + 2 else f"{line[: width - 1]}…" for line in lines]
    return "<br>".join(map(escape, cut))
