"""A figure that no measure stands behind, with its table beside it and as files to take along."""

from datetime import date, datetime

import pandas as pd
import streamlit as st

from diggs_analytics.domain.schema import Table
from diggs_analytics.output.exports import file_name, write
from diggs_analytics.output.formats import count
from diggs_analytics.output.notes import Notes
from diggs_analytics.output.theme import CONFIG
from diggs_analytics.ui import session
from diggs_analytics.ui.cards import TABLE, Draw, choose_view, theme
from diggs_analytics.ui.downloads import offer_file
from diggs_analytics.ui.records_table import shown_as

SUFFIXES = (".xlsx", ".csv")
Filters = tuple[tuple[str, str], ...]


def pictured(
    title: str, draw: Draw, rows: pd.DataFrame, table: Table, key: str, alt: str, rule: str = ""
) -> int | None:
    """A figure under the sentence it shows, or its table; returns which row the reader chose, in
    the table or by a mark that carries the row's label."""
    st.markdown(f"**{title}**")
    if choose_view(title, key) == TABLE:
        chosen = show_table(rows, table, key)
    else:
        event = st.plotly_chart(
            draw(theme()),
            theme=None,
            config=dict(CONFIG),
            key=f"{key}_figure",
            on_select="rerun",
            selection_mode="points",
            alt=alt,
        )
        chosen = next((point.get("customdata") for point in event.selection.points), None)
    if rule:
        st.caption(rule)
    return chosen


def show_table(rows: pd.DataFrame, table: Table, key: str) -> int | None:
    """The index of the row that was chosen."""
    event = st.dataframe(
        rows[table.names].rename(columns={column.name: column.label for column in table}),
        hide_index=True,
        height="content",
        column_config={column.label: shown_as(column) for column in table},
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        key=f"{key}_table",
        alt=f"{table.label}, {count(len(rows), 'Zeile', 'Zeilen')}",
    )
    return next((rows.index[place] for place in event.selection.rows), None)


def take_along(rows: pd.DataFrame, table: Table, filters: Filters, stichtag: date) -> None:
    """Files of exactly these rows, made only when somebody opens the list."""
    lines = count(len(rows), "Zeile", "Zeilen")
    offer = st.expander(
        f"Mitnehmen: {lines} als Excel oder CSV",
        icon=":material/download:",
        key=f"mitnehmen_{table.name}",
        on_change="rerun",
    )
    if not offer.open:
        return
    notes = Notes(
        title=table.label,
        filters=filters,
        stand=session.data_as_of(session.records()),
        created=datetime.now(),
        stichtag=stichtag,
        rule=table.meaning,
    )
    with offer, st.container(horizontal=True):
        for suffix in SUFFIXES:
            content = write(rows, table, notes, suffix)
            name = file_name(table, notes, suffix)
            offer_file(suffix, content, lines, name, key=f"download_{table.name}{suffix}")
