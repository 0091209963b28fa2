"""One goal in full: remark, earlier states, where it came from and where it went."""

from datetime import date

import pandas as pd
import streamlit as st

from diggs_analytics.analysis import goals
from diggs_analytics.domain.goals import ZIELE
from diggs_analytics.ui.markdown import literal
from diggs_analytics.ui.records_table import shown_as

NOTHING = "–"


def show_goal(rows: pd.DataFrame, shown: pd.DataFrame, ziel: int | None, stand: date) -> None:
    """Of the goal with the key ``ziel``; without one, how to choose it."""
    with st.container(border=True):
        if ziel not in shown.index:
            st.caption("Noch kein Ziel gewählt: auf eine Marke im Bild oder eine Zeile klicken.")
            return
        goal = shown.loc[ziel]
        also = f" (auch {literal(goal['auch'])})" if goal["auch"] else ""
        st.markdown(f"**{literal(goal['nummer'])}{also} {literal(goal['titel'])}**")
        st.markdown(_said(goal["bemerkung"], "Keine Bemerkung."))
        st.caption(
            f"Vorgänger: {_said(goal['vorgaenger'], NOTHING)} · "
            f"Nachfolger: {_said(goal['nachfolger'], NOTHING)}"
        )
        _show_history(goals.history(rows[rows["ziel"] == ziel], stand))


def _said(text: object, nothing: str) -> str:
    return nothing if pd.isna(text) or not text else literal(text)


def _show_history(known: pd.DataFrame) -> None:
    """The newest first."""
    columns = [ZIELE[name] for name in ("dokumentiert_am", "nummer", "status", "bemerkung")]
    labels = {column.name: column.label for column in columns}
    st.dataframe(
        known[list(labels)].iloc[::-1].rename(columns=labels),
        hide_index=True,
        height="content",
        column_config={column.label: shown_as(column) for column in columns},
        placeholder="",
        alt="Stände des Ziels",
    )
