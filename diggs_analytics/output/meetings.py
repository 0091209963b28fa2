"""Meetings as a calendar list, and counted as bars of whose they are."""

import pandas as pd
import plotly.graph_objects as go

from diggs_analytics.analysis.meetings import KINDS
from diggs_analytics.domain.goals import TERMINE
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.output import formats
from diggs_analytics.output.marks import rows_axis, width
from diggs_analytics.output.theme import LIGHT, Theme

BAR = 38  # pixels for each bar and the gap to the next
HEAD = 34  # pixels for the names of the kinds
# So that kinds differ not by colour alone: of the bars, and how that looks in a line of text.
PATTERNS = ("", "/", ".")
SQUARES = ("■", "▨", "▩")
LABELS = {"gremium": "Gremium", "format": "Format", "quartal": "Quartal"}

ART = Column("art", "Art", Kind.TEXT, "Eigene, externe oder ohne Zuordnung.")
KALENDER = Table(
    name="kalender",
    label="Kalender",
    meaning="Eine Zeile für jede Sitzung oder Veranstaltung.",
    columns=tuple(
        ART if name == "art" else TERMINE[name]
        for name in ("datum", "ende", "art", "gremium", "veranstaltung", "format", "ort",
                     "themenfeld", "teilnehmende")
    ),
    key=TERMINE.key,
    period="datum",
    territorial=False,
)  # fmt: skip


def counted(by: str) -> Table:
    """Counts by a column as a table that can be written to a file."""
    numbers = [Column(kind, kind, Kind.INT, "", unit="Termine") for kind in (*KINDS, "zusammen")]
    return Table(
        name=f"termine_{by}",
        label=f"Termine nach {LABELS[by]}",
        meaning=f"Zahl der Termine nach {LABELS[by]}.",
        columns=(Column(by, LABELS[by], Kind.TEXT, ""), *numbers),
        key=(by,),
        period=by,
        territorial=False,
    )


def sentence(meetings: pd.DataFrame, jahr: int) -> str:
    told = [
        f"{(meetings['art'] == kind).sum()} {kind}"
        for kind in KINDS
        if (meetings["art"] == kind).any()
    ]
    return f"{jahr}: {formats.count(len(meetings), 'Termin', 'Termine')}, {', '.join(told)}"


def bars(counts: pd.DataFrame, by: str, theme: Theme = LIGHT) -> go.Figure:
    """One bar for each group, made of the kinds; what is in each part stands in it."""
    kinds = [kind for kind in KINDS if counts[kind].any()]
    totals = counts["zusammen"].tolist()
    traces = [_part(counts, by, kind, theme) for kind in kinds]
    layout = {
        "template": theme.template,
        "barmode": "stack",
        "height": len(counts) * BAR + HEAD + 16,
        "margin": {"t": HEAD, "r": width([str(total) for total in totals])},
        "title": {
            "text": _legend(kinds, theme), "font": {"size": 12, "color": theme.text},
            "xref": "container", "x": 0, "yref": "container", "y": 1, "yanchor": "top",
            "pad": {"t": 4},
        },
        "annotations": [
            {"x": total, "y": place, "text": f"<b>{total}</b>", "showarrow": False,
             "xanchor": "left", "xshift": 4, "font": {"color": theme.text}}
            for place, total in enumerate(totals)
        ],
        "xaxis": {"visible": False, "range": [0, max([*totals, 1])]},
        "yaxis": rows_axis(counts[by].tolist()),
    }  # fmt: skip
    return go.Figure({"data": traces, "layout": layout})


def _part(counts: pd.DataFrame, by: str, kind: str, theme: Theme) -> dict[str, object]:
    """What one kind adds to each bar."""
    place = KINDS.index(kind)
    return {
        "type": "bar",
        "orientation": "h",
        "name": kind,
        "x": counts[kind].tolist(),
        "y": list(range(len(counts))),
        "width": 0.62,
        "text": [str(number) if number else "" for number in counts[kind]],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "constraintext": "none",
        "textangle": 0,
        "marker": {
            "color": theme.colours[place],
            "pattern": {
                "shape": PATTERNS[place], "fillmode": "replace", "solidity": 0.1, "size": 10,
            },
            "line": {"color": theme.colours[place], "width": 1},
        },
        "textfont": {"color": theme.surface if place == 0 else theme.text},
        "hovertemplate": f"<b>%{{customdata}}</b><br>{kind}: %{{x}}<extra></extra>",
        "customdata": counts[by].tolist(),
    }  # fmt: skip


def _legend(kinds: list[str], theme: Theme) -> str:
    return "  ".join(
        f'<span style="color:{colour}">{square}</span> {kind}'
        for kind, square, colour in zip(KINDS, SQUARES, theme.colours, strict=False)
        if kind in kinds
    )


def in_full(meeting: pd.Series) -> str:
    """All that is known of one, in a line that wraps."""
    days = [formats.day(day) for day in (meeting["datum"], meeting["ende"]) if not pd.isna(day)]
    told = [meeting[name] for name in ("gremium", "veranstaltung", "format", "ort", "themenfeld")]
    return " · ".join([" bis ".join(days), *(text for text in told if not pd.isna(text))])


def alternative(counts: pd.DataFrame, by: str) -> str:
    """For who cannot see the bars: each group with its numbers."""
    return "; ".join(
        f"{line[by]}: {line['zusammen']}"
        + "".join(f", {kind} {line[kind]}" for kind in KINDS if line[kind])
        for line in counts.to_dict("records")
    )
