"""Numeric targets: a bar for what has been reached, a line or a field for what is to be."""

from collections.abc import Iterator
from html import escape

import pandas as pd
import plotly.graph_objects as go

from diggs_analytics.analysis.coverage import split
from diggs_analytics.analysis.targets import Verdict
from diggs_analytics.domain.goals import ZIELWERTE
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.output import formats
from diggs_analytics.output.marks import rows_axis
from diggs_analytics.output.theme import LIGHT, Theme

ROW, ROW_WITH_PACE = 52, 84  # pixels for a target
BAR = 0.42  # of a row
ROOM = 1.15  # the scale beyond the highest
RESULT, RESULT_WITH_PACE = 132, 158  # pixels beside the bars

STAND = Table(
    name="zielwerte_stand",
    label="Zielwerte und Istwerte",
    meaning="Eine Zeile für jeden Zielwert mit dem, was erreicht ist und was fehlt.",
    columns=(
        *(ZIELWERTE[name] for name in ("jahr", "ziel", "kennzahl", "bezirksregierung", "minimum",
                                       "maximum", "stichtag")),
        Column("value", "Istwert", Kind.NUMBER, "Was gezählt ist; leer, wo es niemand weiß."),
        Column("einheit", "Einheit", Kind.TEXT, "Einheit von Ziel- und Istwert."),
        Column("gemessen_am", "gemessen am", Kind.DATE, "Tag, bis zu dem gezählt ist."),
        Column("urteil", "Ergebnis", Kind.TEXT, ", ".join(verdict.value for verdict in Verdict)),
        Column("offen", "fehlt noch", Kind.NUMBER, "Was am Minimum fehlt."),
        Column("noetig", "nötig im Monat", Kind.NUMBER, "Was fehlt, je Monat bis zum Stichtag."),
        Column("erreicht", "erreicht im Monat", Kind.NUMBER,
               "Istwert, je Monat seit dem 1. Januar des Jahres."),
        ZIELWERTE["rechtsquelle"],
        Column("hinweis", "Hinweis", Kind.TEXT, "Warum ein Wert fehlt oder worauf er beruht."),
    ),
    key=("jahr", "ziel", "kennzahl", "bezirksregierung", "stichtag"),
    period="jahr",
    territorial=False,
)  # fmt: skip
IN_UNIT = ["minimum", "maximum", "value", "offen"]


def as_rows(targets: pd.DataFrame) -> pd.DataFrame:
    """Rows of STAND: percentages as numbers up to 100, their unit beside them."""
    factor = targets["einheit"].eq("%").map({True: 100.0, False: 1.0})
    return targets.assign(**{name: targets[name] * factor for name in IN_UNIT})[STAND.names]


def together(targets: pd.DataFrame) -> Iterator[pd.DataFrame]:
    """Targets of one Kennzahl for one goal, which one figure shows."""
    yield from (part for _, part in targets.groupby(["ziel", "kennzahl"], dropna=False, sort=False))


def sentence(part: pd.DataFrame) -> str:
    goal = part["ziel"].iloc[0]
    name = part["kennzahl"].iloc[0] + (f" (Ziel {goal})" if isinstance(goal, str) else "")
    if (part["urteil"] == Verdict.UNKNOWN.value).all():
        return f"{name}: {Verdict.UNKNOWN.value}"
    told = [
        f"{(part['urteil'] == verdict.value).sum()} {verdict.value}"
        for verdict in Verdict
        if (part["urteil"] == verdict.value).any()
    ]
    return f"{name}, {formats.count(len(part), 'Zielwert', 'Zielwerte')}: {', '.join(told)}"


def against_target(part: pd.DataFrame, theme: Theme = LIGHT) -> go.Figure:
    """A row for each target of one Kennzahl. The line is the minimum, the broken line the maximum,
    the field between them what is wanted."""
    lines = list(part.itertuples())
    paced = part[["noetig", "erreicht"]].notna().any(axis=None)
    height, room = (ROW_WITH_PACE, RESULT_WITH_PACE) if paced else (ROW, RESULT)
    limits = part[["value", "minimum", "maximum"]].max(axis=None)
    top = (limits if limits > 0 else 1.0) * ROOM
    bar = {
        "type": "bar",
        "orientation": "h",
        "x": [None if pd.isna(line.value) else line.value for line in lines],
        "y": list(range(len(lines))),
        "width": BAR,
        "marker": {"color": theme.colours[0]},
        "hovertext": [_hover(line) for line in lines],
        "hoverinfo": "text",
    }
    layout = {
        "template": theme.template,
        "height": len(lines) * height + 16,
        "margin": {"r": room},
        "annotations": [
            {
                "x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "y": place,
                "text": _result(line, theme), "align": "left", "showarrow": False,
            }
            for place, line in enumerate(lines)
        ],
        "shapes": [
            shape for place, line in enumerate(lines) for shape in _wanted(line, place, top, theme)
        ],
        "xaxis": {"visible": False, "range": [0, top]},
        "yaxis": rows_axis([_label(line, theme) for line in lines]),
    }  # fmt: skip
    return go.Figure({"data": [bar], "layout": layout})


def _wanted(line: object, place: int, top: float, theme: Theme) -> list[dict[str, object]]:
    above, below = place - 0.4, place + 0.4
    field = {
        "type": "rect", "x0": 0 if pd.isna(line.minimum) else line.minimum,
        "x1": top if pd.isna(line.maximum) else line.maximum, "y0": above, "y1": below,
        "fillcolor": theme.grid, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip
    edges = [
        {
            "type": "line", "x0": at, "x1": at, "y0": above, "y1": below, "layer": "above",
            "line": {"color": theme.text, "width": 2, "dash": dash},
        }
        for at, dash in ((line.minimum, "solid"), (line.maximum, "dot"))
        if not pd.isna(at)
    ]  # fmt: skip
    return [field, *edges] if edges else []


def _result(line: object, theme: Theme) -> str:
    if pd.isna(line.value):
        return _quiet("Istwert<br>nicht bekannt", theme)
    lacking = f", {_amount(line.offen, line)} fehlt" if line.offen > 0 else ""
    told = "<br>".join([line.urteil, *_paces(line)])
    return f"<b>{_amount(line.value, line)}</b>{lacking}<br>{_quiet(told, theme)}"


def _paces(line: object) -> list[str]:
    """What is needed a month, if anything is, and what has been reached a month, if it is known."""
    needed = [f"nötig im Monat {formats.number(line.noetig, 1)}"] if line.noetig > 0 else []
    if pd.isna(line.erreicht):
        return needed
    return [*needed, f"erreicht im Monat {formats.number(line.erreicht, 1)}"]


def _quiet(text: str, theme: Theme) -> str:
    return f'<span style="font-size:11px;color:{theme.quiet}">{text}</span>'


def wanted(line: object) -> str:
    """``2 bis 3``, ``mindestens 3``."""
    if pd.isna(line.minimum):
        return "" if pd.isna(line.maximum) else f"höchstens {_amount(line.maximum, line)}"
    if pd.isna(line.maximum):
        return f"mindestens {_amount(line.minimum, line)}"
    return f"{_amount(line.minimum, line)} bis {_amount(line.maximum, line)}"


def _amount(value: float, line: object) -> str:
    return formats.amount(value, line.einheit) if value else "0"


def _label(line: object, theme: Theme) -> str:
    aim = wanted(line)
    if not pd.isna(line.stichtag):
        aim = f"{aim} bis {formats.day(line.stichtag)}"
    return f"{escape(line.bezirksregierung)}<br>{_quiet(aim, theme)}"


def _hover(line: object) -> str:
    parts = [f"<b>{escape(line.bezirksregierung)}</b>", *_said(line), *_paces(line)]
    return "<br>".join([*parts, escape(line.hinweis)] if line.hinweis else parts)


def _said(line: object) -> list[str]:
    """Target and value in words; what is not known is not zero."""
    value = "" if pd.isna(line.value) else f"Istwert {_amount(line.value, line)}, "
    lacking = f", {_amount(line.offen, line)} fehlt" if line.offen > 0 else ""
    return [f"Ziel: {wanted(line)}", f"{value}{line.urteil}{lacking}"]


def alternative(part: pd.DataFrame) -> str:
    """For who cannot see the bars: each target in words."""
    return "; ".join(
        f"{line.bezirksregierung}: {', '.join([*_said(line), *_paces(line)])}"
        for line in part.itertuples()
    )


def sources(part: pd.DataFrame) -> str:
    """Where the targets stand; then what is said of their values, and of whose."""
    named = "; ".join(dict.fromkeys(part["rechtsquelle"].dropna()))
    whose: dict[str, list[str]] = {}
    for line in part.itertuples():
        for note in split(line.hinweis):
            whose.setdefault(note, []).append(line.bezirksregierung)
    notes = [
        f"{note[0].upper()}{note[1:]}." if len(of) == len(part) else f"{', '.join(of)}: {note}."
        for note, of in whose.items()
    ]
    return " ".join([f"Quelle: {named}." if named else "Ohne Quelle.", *notes])
