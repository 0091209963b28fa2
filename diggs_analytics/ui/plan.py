"""What accepting a file would change, row by row: filtered by kind of change, and to take along."""

from collections.abc import Sequence
from datetime import date, datetime

import pandas as pd
import streamlit as st

from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.plan import Action, Plan
from diggs_analytics.output.exports import file_name, write
from diggs_analytics.output.formats import count, number
from diggs_analytics.output.notes import Notes
from diggs_analytics.output.plan import PLAN, number_of, plan_rows
from diggs_analytics.ui.downloads import offer_file

SUFFIXES = (".xlsx", ".csv")
# In pixels. By itself a column is as wide as its first cells, and dates below would be cut off.
WIDTHS = {"schluessel": 230, "feld": 140, "bisher": 96, "neu": 96, "grund": 260}


def show_plan(plan: Plan, delivery: Delivery, received: date, place: int) -> None:
    """``place`` is that among the uploads."""
    counts = {action: number_of(action, plan, delivery.sheets) for action in Action}
    st.markdown(f"Gegenüber dem Bestand: {_in_words(counts)}")
    if not any(counts.values()):
        return
    by_row = st.expander("Zeile für Zeile", key=f"plan_{place}", on_change="rerun")
    if by_row.open:
        with by_row:
            _show_rows(plan, delivery, received, counts, place)


def _in_words(counts: dict[Action, int]) -> str:
    words = ((action, f"{number(rows)} {action.label}") for action, rows in counts.items())
    return ", ".join(
        text if action is Action.UNCHANGED else f"**{text}**" for action, text in words
    )


def _show_rows(
    plan: Plan, delivery: Delivery, received: date, counts: dict[Action, int], place: int
) -> None:
    chosen = st.pills(
        "Änderung",
        list(Action),
        format_func=lambda action: f"{action.label} ({number(counts[action])})",
        selection_mode="multi",
        default=[action for action in Action if action is not Action.UNCHANGED],
        key=f"plan_actions_{place}",
        label_visibility="collapsed",
    )
    rows = plan_rows(plan, delivery.sheets, chosen)
    if rows.empty:
        st.caption("Keine Zeile dieser Art.")
        return
    labels = {column.name: column.label for column in PLAN}
    st.dataframe(
        rows.dropna(axis="columns", how="all").rename(columns=labels),
        hide_index=True,
        column_config={
            PLAN[name].label: st.column_config.TextColumn(width=width)
            for name, width in WIDTHS.items()
        },
        placeholder="",
        alt=f"Geplante Änderungen, {count(len(rows), 'Zeile', 'Zeilen')}",
    )
    _take_along(rows, _notes(delivery, received, chosen), place)


def _take_along(rows: pd.DataFrame, notes: Notes, place: int) -> None:
    with st.container(horizontal=True):
        for suffix in SUFFIXES:
            content = write(rows, PLAN, notes, suffix)
            offer_file(
                suffix,
                content,
                count(len(rows), "Zeile", "Zeilen"),
                file_name(PLAN, notes, suffix),
                key=f"plan{suffix}_{place}",
                icon=":material/download:",
            )


def _notes(delivery: Delivery, received: date, chosen: Sequence[Action]) -> Notes:
    return Notes(
        title=f"Plan: {delivery.file_name}",
        filters=(
            ("Datei", delivery.file_name),
            ("Änderung", ", ".join(action.label for action in chosen)),
        ),
        stand=received,
        created=datetime.now(),
        rule=PLAN.meaning,
    )
