"""What came in day by day over a Schuljahr, beside the courses of earlier ones."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from diggs_analytics.analysis.measures import Measure
from diggs_analytics.domain.schuljahr import FIRST_UNDER_APO_BK, first_day
from diggs_analytics.output import formats
from diggs_analytics.output.marks import Annotation, quiet_text, top_of, upright, width
from diggs_analytics.output.theme import LIGHT, Theme

HEIGHT = 360
LABEL_HEIGHT = 18  # pixels between the labels at the ends of lines
LATE = 270  # from this day of the Schuljahr on, a line ends beside the labels of full years


def course(
    values: pd.DataFrame, measure: Measure, schuljahr: str, theme: Theme = LIGHT
) -> go.Figure:
    """What came in until each day of ``schuljahr``, against the full courses of earlier ones.

    ``values`` has the columns schuljahr, day (days since 1 August), date and value.
    """
    values = values.reset_index(drop=True)
    top = top_of(values) * 1.05
    earlier = sorted(set(values["schuljahr"]) - {schuljahr})
    shades = (*theme.past, *[theme.past[-1]] * len(earlier))[: len(earlier)]
    looks = dict(zip(earlier, reversed(shades), strict=True)) | {schuljahr: theme.colours[0]}
    now = values[values["schuljahr"] == schuljahr]
    stichtag = now.loc[[now["day"].idxmax()]] if len(now) else now
    layout = {
        "template": theme.template,
        "height": HEIGHT,
        "xaxis": _months(schuljahr),
        "yaxis": {"range": [0, top], "tickformat": ",d", "nticks": 6},
        "shapes": [upright(day, "dash", theme) for day in stichtag["day"]],
    }
    labels, right = _end_labels(values, schuljahr, top, theme)
    labels += [
        _stichtag(day, on, theme) for day, on in zip(stichtag["day"], stichtag["date"], strict=True)
    ]
    if any(year < FIRST_UNDER_APO_BK <= schuljahr for year in earlier):
        labels.append(
            quiet_text(
                0, 0, "gepunktet: vor der neuen Rechtsgrundlage", theme,
                xref="paper", xanchor="left", yref="paper", yshift=-42,
            )
        )  # fmt: skip
    layout |= {"annotations": labels, "margin": {"t": 28, "b": 52, "r": right}}
    lines = [
        _line(
            values[values["schuljahr"] == year],
            measure,
            year,
            colour,
            3 if year == schuljahr else 1.5,
        )
        for year, colour in looks.items()
    ]
    return go.Figure({"data": lines, "layout": layout})


def spread(heights: Sequence[float], gap: float, top: float) -> list[float]:
    """Places as near to ``heights`` as they go with ``gap`` between them, none above ``top``."""
    order = sorted(range(len(heights)), key=heights.__getitem__)
    places = list(heights)
    for below, above in zip(order, order[1:], strict=False):
        places[above] = max(places[above], places[below] + gap)
    ceiling = top
    for place in reversed(order):
        places[place] = min(places[place], ceiling)
        ceiling = places[place] - gap
    return places


def _line(
    part: pd.DataFrame, measure: Measure, year: str, colour: str, width: float
) -> dict[str, object]:
    """Steps: a day on which nothing came in needs no point of its own."""
    steps = part[part["value"].ne(part["value"].shift()) | (part["day"] == part["day"].max())]
    return {
        "type": "scatter",
        "x": steps["day"].tolist(),
        "y": steps["value"].tolist(),
        "mode": "lines",
        "line": {
            "color": colour,
            "width": width,
            "shape": "hv",
            "dash": "dot" if year < FIRST_UNDER_APO_BK else "solid",
        },
        "customdata": [formats.day(day) for day in steps["date"]],
        "hovertemplate": f"<b>{year}, bis %{{customdata}}</b><br>{measure.label}: %{{y:,d}}"
        "<extra></extra>",
    }


def _months(schuljahr: str) -> dict[str, object]:
    """Every second month is named: all twelve do not fit on a telephone."""
    first = first_day(schuljahr)
    starts = [date(first.year + (month < 8), month, 1) for month in (8, 10, 12, 2, 4, 6)]
    return {
        "tickvals": [(start - first).days for start in starts],
        "ticktext": [formats.SHORT_MONTHS[start.month] for start in starts],
        "range": [-2, 366],
        "showgrid": False,
        "showline": True,
    }


def _end_labels(
    values: pd.DataFrame, schuljahr: str, top: float, theme: Theme
) -> tuple[list[Annotation], int]:
    """Each line says its Schuljahr and value where it ends: full years side by side at the right
    edge, moved apart; a line that ends earlier at its last point. And the pixels this needs."""
    ends = values.loc[values.groupby("schuljahr")["day"].idxmax()]
    late = (ends["day"] >= LATE).tolist()
    texts = [
        f"{year}: {formats.number(value)}"
        for year, value in zip(ends["schuljahr"], ends["value"], strict=True)
    ]
    gap = top * LABEL_HEIGHT / (HEIGHT - 80)
    places = iter(spread(ends["value"][late].tolist(), gap, top))
    labels = []
    for end, text, aside in zip(ends.itertuples(), texts, late, strict=True):
        place = (
            {"x": 1, "xref": "paper", "y": next(places)}
            if aside
            else {"x": end.day, "y": end.value, "yanchor": "bottom", "bgcolor": theme.surface}
        )
        look = (
            {"text": f"<b>{text}</b>", "font": {"color": theme.colours[0]}}
            if end.schuljahr == schuljahr
            else {"text": text, "font": {"color": theme.quiet}}
        )
        labels.append({"xanchor": "left", "showarrow": False, **place, **look})
    return labels, width([text for text, aside in zip(texts, late, strict=True) if aside])


def _stichtag(day: int, on: date, theme: Theme) -> Annotation:
    return quiet_text(
        day, 1, f"Stichtag {formats.day(on)}", theme,
        yref="paper", yanchor="bottom", xanchor="left" if day < LATE / 2 else "right",
    )  # fmt: skip
