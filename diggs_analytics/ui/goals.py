"""What the pages about goals share: their rows, their own choices, and what an empty store says."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from diggs_analytics.analysis import goals
from diggs_analytics.domain.goals import ZIELE
from diggs_analytics.domain.schema import Table
from diggs_analytics.domain.schuljahr import EARLIEST_DAY
from diggs_analytics.ui import session

ALL = "alle"


def rows_or_explanation(table: Table) -> pd.DataFrame:
    """The rows of the table; where there are none, the page says how they come in and ends."""
    rows = session.rows(table, session.version())
    if rows.empty:
        st.info(
            f"Noch sind keine {table.label} aufgenommen. Das leere Formular »{table.label}« liegt "
            "auf der Seite »Vorlagen«; ausgefüllt kommt es auf der Seite »Lieferungen« herein.",
            icon=":material/info:",
        )
        st.stop()
    return rows


def identified_goals() -> pd.DataFrame:
    return _identified(rows_or_explanation(ZIELE), session.version())


@st.cache_data(show_spinner=False, max_entries=2)
def _identified(_rows: pd.DataFrame, version: int) -> pd.DataFrame:
    return goals.identified(_rows)


# Like Schuljahr and Stichtag of the sidebar, these always stand in the address.


def choose_jahr(years: Sequence[int], default: int, label: str = "Jahr") -> int:
    asked = st.query_params.get("jahr", "")
    if "jahr" not in st.session_state and asked in map(str, years):
        st.session_state["jahr"] = int(asked)
    st.session_state.setdefault("jahr", default)
    if st.session_state["jahr"] not in years:
        st.session_state["jahr"] = default
    jahr = st.selectbox(label, sorted(years, reverse=True), key="jahr", persist_state="session")
    st.query_params["jahr"] = str(jahr)
    return jahr


def choose_stand() -> date:
    """The day whose state is shown; it goes with the reader from page to page."""
    if st.session_state.get("stand") is None:
        st.session_state["stand"] = _asked_stand()
    stand = st.date_input(
        "Stand am",
        min_value=EARLIEST_DAY,
        max_value=date.today(),
        format="DD.MM.YYYY",
        key="stand",
        persist_state="session",
        help="Gezeigt wird, was bis zu diesem Tag dokumentiert oder eingegangen ist. Vorgabe: "
        "heute. Die Filter links gelten auf den Seiten über Ziele nicht.",
    )
    st.query_params["stand"] = stand.isoformat()
    return stand


def _asked_stand() -> date:
    try:
        asked = date.fromisoformat(st.query_params.get("stand", ""))
    except ValueError:
        return date.today()
    return asked if EARLIEST_DAY <= asked <= date.today() else date.today()


def choose_some(label: str, values: Sequence[str], key: str) -> tuple[str, ...]:
    """None chosen means no restriction."""
    return tuple(
        st.multiselect(
            label, values, key=key, bind="query-params", placeholder=ALL, select_all=False
        )
    )
