"""From a figure as it was known to the one known today: steps by cause, in picture and words."""

from collections.abc import Sequence
from html import escape

import plotly.graph_objects as go

from diggs_analytics.analysis.measures import Measure
from diggs_analytics.analysis.revision import Bridge, Step
from diggs_analytics.analysis.values import Value
from diggs_analytics.output import formats
from diggs_analytics.output.bridge_tables import NOT_ALONE, POINTS, label, levels, state_of
from diggs_analytics.output.marks import WIDTH_OF_CHARACTER, Annotation, folded, rows_axis
from diggs_analytics.output.theme import LIGHT, Theme

ROW = 46  # pixels for a step
BAR = 0.5  # of a row
LINE = 24  # characters in a line of a label
ROOM = 0.06  # the scale beyond the lowest and the highest


def sentence(bridge: Bridge) -> str:
    """``PoK am Stichtag 15.10.2025: 371 nach dem Stand vom 31.10.2025, 850 nach dem vom … (+479)``,
    or why there is nothing to explain."""
    then, now = (formats.day(day) for day in (bridge.known_then, bridge.known_now))
    about = f"{bridge.measure.label} am Stichtag {formats.day(bridge.selection.stichtag)}"
    before, after = (_amount(value, bridge.measure) for value in (bridge.before, bridge.after))
    told = f"{about}: {before} nach dem Stand vom {then}, {after} nach dem vom {now}"
    if bridge.difference is None:
        return f"{told}; der Unterschied lässt sich nicht beziffern"
    return f"{told} ({formats.signed(bridge.difference, bridge.measure.unit)})"


def alternative(bridge: Bridge) -> str:
    """For who cannot see the steps: each of them in words."""
    if bridge.difference is None:
        return "Keine Abbildung, weil einer der beiden Werte fehlt."
    if not bridge.steps:
        return "Kein Datensatz hat sich geändert."
    return "; ".join(f"{label(step)}: {_told(step, bridge.measure)}" for step in bridge.steps)


def waterfall(bridge: Bridge, theme: Theme = LIGHT) -> go.Figure:
    """Downwards from the old value to the new one, a bar for each cause: to the right and full
    where it adds, to the left and hatched where it takes away.

    The two values are lines, not bars: the scale shows the steps and does not begin at zero.
    Empty where one of the values is missing (see ``sentence``).
    """
    if bridge.difference is None:
        return go.Figure({"layout": {"template": theme.template}})
    heights = levels(bridge)
    rows = len(bridge.steps) + 2
    amounts = [
        _signed(step.amount, bridge.measure) if step.alone else "(ohne Zahl)"
        for step in bridge.steps
    ]
    ends = [_amount(value, bridge.measure) for value in (bridge.before, bridge.after)]
    results = [ends[0], *amounts, ends[1]]
    names = [state_of(bridge.known_then), *map(label, bridge.steps), state_of(bridge.known_now)]
    low, high = min(heights), max(heights)
    room = ((high - low) or 1) * ROOM
    layout = {
        "template": theme.template,
        "height": rows * ROW + 16,
        "margin": {"r": _width(results)},
        "annotations": [_result(text, place, rows, theme) for place, text in enumerate(results)],
        "shapes": [
            *(_level(level, place, theme) for place, level in enumerate(heights)),
            *(_end(heights[at], place, theme) for at, place in ((0, 0), (-1, rows - 1))),
        ],
        "xaxis": {"visible": False, "range": [low - room, high + room]},
        "yaxis": rows_axis([folded(name, LINE) for name in names]),
    }  # fmt: skip
    return go.Figure({"data": [_bars(bridge, heights, theme)], "layout": layout})


def _bars(bridge: Bridge, heights: list[float], theme: Theme) -> dict[str, object]:
    falls = [step.amount < 0 for step in bridge.steps]
    return {
        "type": "bar",
        "orientation": "h",
        "base": heights[:-1],
        "x": [step.amount for step in bridge.steps],
        "y": list(range(1, len(bridge.steps) + 1)),
        "width": BAR,
        "marker": {
            "color": [_colour(fall, theme) for fall in falls],
            "line": {"width": 1.5, "color": [_colour(fall, theme) for fall in falls]},
            "pattern": {"shape": ["/" if fall else "" for fall in falls], "solidity": 0.35},
        },
        "hovertext": [
            f"<b>{escape(label(step))}</b><br>{_told(step, bridge.measure)}"
            for step in bridge.steps
        ],
        "hoverinfo": "text",
    }


def _colour(falls: bool, theme: Theme) -> str:
    return theme.colours[2 if falls else 0]


def _level(level: float, place: int, theme: Theme) -> dict[str, object]:
    """Where a step ends the next one begins."""
    return {
        "type": "line", "x0": level, "x1": level, "y0": place, "y1": place + 1, "layer": "below",
        "line": {"color": theme.quiet, "width": 1, "dash": "dot"},
    }  # fmt: skip


def _end(level: float, place: int, theme: Theme) -> dict[str, object]:
    return {
        "type": "line", "x0": level, "x1": level, "y0": place - 0.35, "y1": place + 0.35,
        "line": {"color": theme.text, "width": 4},
    }  # fmt: skip


def _result(text: str, place: int, rows: int, theme: Theme) -> Annotation:
    return {
        "x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "y": place, "showarrow": False,
        "text": f"<b>{_narrow(text)}</b>" if place in (0, rows - 1) else _narrow(text),
        "align": "left", "font": {"color": theme.text},
    }  # fmt: skip


def _narrow(text: str) -> str:
    return text.replace(f"{formats.BLANK}{POINTS}", f"<br>{POINTS}")


def _width(texts: Sequence[str]) -> int:
    lines = [line for text in texts for line in _narrow(text).split("<br>")]
    return round(max(map(len, lines)) * WIDTH_OF_CHARACTER) + 24


def _told(step: Step, measure: Measure) -> str:
    records = formats.count(step.records, "Datensatz", "Datensätze")
    amount = _signed(step.amount, measure) if step.alone else NOT_ALONE
    return f"{amount} ({records})"


def _signed(amount: float, measure: Measure) -> str:
    """Steps of a percentage are small: with one decimal all of them could be nothing."""
    if measure.unit != "%":
        return formats.signed(amount, measure.unit)
    points = formats.number(100 * amount, 2)
    sign = "±" if points == formats.number(0, 2) else "+" if amount > 0 else ""
    return f"{sign}{points}{formats.BLANK}{POINTS}"


def _amount(value: Value, measure: Measure) -> str:
    """In a sentence and at the end of a line zero is a number."""
    if value.number is None:
        return value.nothing.words
    return formats.amount(value.number, measure.unit) if value.number else "0"
