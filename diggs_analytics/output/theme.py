"""How every figure looks: colours, type and German separators, on a light and on a dark page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import plotly.graph_objects as go

from diggs_analytics.output.formats import THOUSANDS

FONT = '"Source Sans", "Segoe UI", "Helvetica Neue", Arial, sans-serif'
FONT_SIZE = 13

# Handed to the page with each figure. Nothing of plotly's own (English) words is ever shown.
CONFIG: Mapping[str, object] = {"displayModeBar": False, "showTips": False, "responsive": True}


@dataclass(frozen=True)
class Theme:
    """``colours`` are the four a chart may use; ``grey`` is the rest that a chart sets them
    against, ``past`` the greys of earlier years from the nearest to the farthest. ``surface`` is
    the page behind: figures themselves are transparent."""

    colours: tuple[str, str, str, str]
    grey: str
    past: tuple[str, ...]
    text: str
    quiet: str
    grid: str
    surface: str

    @cached_property
    def template(self) -> go.layout.Template:
        """Its own template, not "plotly_white+…": that one brings styles for forty kinds of
        traces we never draw, ten times the size of the figure itself."""
        axis = {
            "automargin": True,
            "ticklabelstandoff": 4,
            "fixedrange": True,
            "gridcolor": self.grid,
            "linecolor": self.quiet,
            "zeroline": False,
            "ticks": "",
        }
        return go.layout.Template(
            layout={
                "colorway": self.colours,
                "font": {"family": FONT, "size": FONT_SIZE, "color": self.text},
                "paper_bgcolor": "rgba(0,0,0,0)",
                "plot_bgcolor": "rgba(0,0,0,0)",
                "separators": f",{THOUSANDS}",
                "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
                "xaxis": axis,
                "yaxis": axis,
                "showlegend": False,
                "dragmode": False,
                "hovermode": "closest",
                "hoverlabel": {
                    "bgcolor": self.surface,
                    "bordercolor": self.quiet,
                    "font": {"family": FONT, "color": self.text},
                    "align": "left",
                },
            }
        )


LIGHT = Theme(
    colours=("#12436D", "#28A197", "#801650", "#F46A25"),
    grey="#BFBFBF",
    past=("#767676", "#8C8C8C", "#A6A6A6", "#BFBFBF"),
    text="#31333F",
    quiet="#6B6E76",
    grid="#E6E6E9",
    surface="#FFFFFF",
)
# The same four hues, lightened until they stand 3 : 1 against Streamlit's dark page.
DARK = Theme(
    colours=("#7FB2E5", "#3DBFB4", "#E07AB8", "#FF8A4C"),
    grey="#6B7280",
    past=("#A9AFB8", "#8D949E", "#7A818C", "#6B7280"),
    text="#FAFAFA",
    quiet="#A9AFB8",
    grid="#2C303A",
    surface="#0E1117",
)
