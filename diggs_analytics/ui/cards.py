"""The pieces that pages are made of: a key figure, and a figure with its table beside it."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from diggs_analytics.analysis.comparison import change
from diggs_analytics.analysis.coverage import beyond, shared, split
from diggs_analytics.analysis.measures import Measure, measure_named
from diggs_analytics.analysis.values import measure as measured
from diggs_analytics.analysis.values import rows_behind
from diggs_analytics.domain.schuljahr import same_day
from diggs_analytics.output import formats
from diggs_analytics.output.findings import caption, difference_text, text_alternative
from diggs_analytics.output.tables import values_table
from diggs_analytics.output.theme import CONFIG, DARK, LIGHT, Theme
from diggs_analytics.ui import session

FIGURE, TABLE = "Bild", "Tabelle"
TILE_WIDTH = 268  # pixels: the longest label fits, and a telephone has room for one

Draw = Callable[[Theme], go.Figure]


def theme() -> Theme:
    return DARK if st.context.theme.type == "dark" else LIGHT


def key_figures(*names: str) -> None:
    """A tile for each measure: value, and change against the same day of the Schuljahr before.
    What they leave out stands below them, once."""
    records, selection = session.records(), session.selection()
    notes: dict[str, list[str]] = {}
    is_compared = False
    with st.container(horizontal=True, gap="xsmall"):
        for measure in map(measure_named, names):
            value = measured(records, measure, selection)
            compared = change(records, measure, selection)
            st.metric(
                measure.label,
                formats.amount(value.number, measure.unit, value.nothing),
                delta=difference_text(compared, measure) or None,
                delta_color="off",
                delta_arrow="off",
                help=measure.definition,
                border=True,
                width=TILE_WIDTH,
            )
            is_compared |= compared.difference is not None
            for note in split(value.note, beyond(compared.note, value.note)):
                notes.setdefault(note, []).append(measure.label)
    before = f"Veränderung: gegenüber dem {formats.day(same_day(selection.stichtag, -1))}. "
    st.caption((before if is_compared else "") + _joined(notes, len(names)))


def _joined(notes: Mapping[str, Sequence[str]], measures: int) -> str:
    """A note that holds for most measures stands for itself, another one says whose it is."""
    return " ".join(
        f"{note[0].upper()}{note[1:]}."
        if len(labels) * 2 > measures
        else f"{', '.join(labels)}: {note}."
        for note, labels in notes.items()
    )


@st.fragment
def card(
    title: str,
    draw: Draw,
    values: pd.DataFrame,
    measure: Measure,
    key: str,
    table: pd.DataFrame | None = None,
    note: str = "",
) -> None:
    """A figure under the sentence it shows; one click changes it for its table (``values`` with
    German headings, if no other is given). Who cannot see it hears the text alternative. What it
    leaves out, and ``note``, end the caption."""
    with st.container(border=True):
        st.markdown(f"**{title}**")
        if choose_view(title, key) == TABLE:
            by = list(values.columns[: values.columns.get_loc("value")])
            show_values(values_table(values, measure, by) if table is None else table, measure)
        else:
            st.plotly_chart(
                draw(theme()),
                theme=None,
                config=dict(CONFIG),
                key=f"{key}_figure",
                alt=text_alternative(values, measure),
            )
        st.caption(_caption(measure, *split(_said(values), note)))


def choose_view(title: str, key: str) -> str:
    """FIGURE or TABLE, one click from each other."""
    return st.segmented_control(
        f"Ansicht: {title}",
        (FIGURE, TABLE),
        default=FIGURE,
        required=True,
        key=f"{key}_view",
        label_visibility="collapsed",
    )


def show_values(table: pd.DataFrame, measure: Measure) -> None:
    """Numbers stay numbers, so that a click sorts them; only their looks are German."""
    numbers = table.select_dtypes("number").columns
    styled = table.style.format(
        lambda value: formats.amount(value, measure.unit), subset=numbers, na_rep=""
    )
    st.dataframe(styled, hide_index=True, height="content", placeholder="")


def _said(values: pd.DataFrame) -> str:
    """What the notes of all values say; over several Schuljahre those of the newest, which the
    title is about."""
    if "schuljahr" in values and len(values):
        values = values[values["schuljahr"] == values["schuljahr"].max()]
    return shared(values["note"])


def _caption(measure: Measure, *notes: str) -> str:
    records, selection = session.records(), session.selection()
    rows = rows_behind(records, measure, selection)
    said = caption(measure, selection, session.data_as_of(records), rows)
    return " ".join((said, *(f"{note[0].upper()}{note[1:]}." for note in notes)))
