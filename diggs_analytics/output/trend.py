"""A measure over the Schuljahre, with the break where the legal basis changed."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from diggs_analytics.analysis.measures import Measure
from diggs_analytics.domain.schuljahr import FIRST_UNDER_APO_BK
from diggs_analytics.output import formats, labels
from diggs_analytics.output.marks import (
    HEAD,
    Annotation,
    amounts,
    axis_of,
    hover,
    numbers,
    panel_titles,
    panels,
    quiet_text,
    top_of,
    upright,
)
from diggs_analytics.output.theme import LIGHT, Theme

BREAK = "neue Rechtsgrundlage"
PANEL, ALONE = 110, 200  # pixels: one of several panels, a single one


def trend(
    values: pd.DataFrame,
    measure: Measure,
    theme: Theme = LIGHT,
    group: str | None = None,
) -> go.Figure:
    """The measure over Schuljahre, in a panel of its own for each group, all on one scale.

    The line is interrupted where the legal basis changed: before and after cannot be compared
    (DOMAIN 1.4). A Schuljahr that is not ``whole`` has a hollow point.
    """
    partial = set(values.loc[~values["whole"].astype("bool"), "schuljahr"])
    years = sorted(set(values["schuljahr"]))
    parts = [(name, part.sort_values("schuljahr")) for name, part in labels.parts(values, group)]
    traces, words = [], panel_titles([name for name, _ in parts], theme) if group else []
    for panel, (_, part) in enumerate(parts):
        before = part["schuljahr"] < FIRST_UNDER_APO_BK
        traces += [
            {**_line(segment, measure, years, partial, theme), "yaxis": axis_of(panel)}
            for segment in (part[before], part[~before])
        ]
        words += _point_labels(part, measure, years, axis_of(panel), theme)
    layout = {
        **panels(len(parts), PANEL if group else ALONE, top_of(values) * 1.35, theme),
        "margin": {"t": 2 * HEAD if group else HEAD},
        "xaxis": {
            "anchor": axis_of(len(parts) - 1),
            "tickvals": list(range(len(years))),
            "ticktext": [_year(year, partial) for year in years],
            "range": [-0.5, len(years) - 0.5],
            "showgrid": False,
        },
        "annotations": words,
    }
    if years and years[0] < FIRST_UNDER_APO_BK <= years[-1]:
        between = sum(year < FIRST_UNDER_APO_BK for year in years) - 0.5
        layout["shapes"] = [upright(between, "dot", theme)]
        words.append(
            quiet_text(
                between, 1, BREAK, theme, yref="paper", yanchor="bottom", yshift=18 if group else 0
            )
        )
    return go.Figure({"data": traces, "layout": layout})


def _line(
    segment: pd.DataFrame,
    measure: Measure,
    years: Sequence[str],
    partial: set[str],
    theme: Theme,
) -> dict[str, object]:
    names = [_year(year, partial).replace("<br>", " ") for year in segment["schuljahr"]]
    colour = theme.colours[0]
    return {
        "type": "scatter",
        "x": [years.index(year) for year in segment["schuljahr"]],
        "y": numbers(segment),
        "mode": "lines+markers",
        "cliponaxis": False,
        "line": {"color": colour, "width": 2.5},
        "marker": {
            "size": 9,
            "color": [
                theme.surface if year in partial else colour for year in segment["schuljahr"]
            ],
            "line": {"color": colour, "width": 2},
        },
        "hovertext": hover(names, amounts(segment, measure), segment["note"], measure),
        "hoverinfo": "text",
    }


def _point_labels(
    part: pd.DataFrame, measure: Measure, years: Sequence[str], axis: str, theme: Theme
) -> list[Annotation]:
    """Above each point, on a ground that keeps the line off the figures; where there is no value,
    the sign for nothing stands on the axis."""
    annotations = []
    for year, value, text in zip(
        part["schuljahr"], numbers(part), amounts(part, measure), strict=True
    ):
        place = {"x": years.index(year), "y": value or 0, "yref": axis, "yanchor": "bottom"}
        look = (
            {"font": {"color": theme.quiet}, "hovertext": formats.sign_in_words(text)}
            if value is None
            else {"yshift": 6, "bgcolor": theme.surface}
        )
        annotations.append({**place, **look, "text": text, "showarrow": False, "borderpad": 0})
    return annotations


def _year(schuljahr: str, partial: set[str]) -> str:
    return f"{schuljahr}<br>unvollständig" if schuljahr in partial else schuljahr
