"""What the pages share: the store, the records in memory, and the reader's selection."""

import gc
from datetime import date

import pandas as pd
import streamlit as st

from diggs_analytics import sample
from diggs_analytics.analysis.records import Records, prepare
from diggs_analytics.analysis.selection import Selection
from diggs_analytics.domain.schema import Table
from diggs_analytics.domain.tables import ANZEIGEN, POK, SCHULEN
from diggs_analytics.store import Engine, deliveries, open_store, state
from diggs_analytics.store.deliveries import forget_due_originals

LOADING = "Daten werden geladen …"


@st.cache_resource(show_spinner=False)
def store() -> Engine:
    return open_store()


def version() -> int:
    """Changes with every write that changes figures: the key of everything cached."""
    return state.version(store())


def records() -> Records:
    """The newest state, prepared for measuring. Shared by all readers; nobody changes it."""
    return _records(version())


@st.cache_resource(show_spinner=LOADING, max_entries=2)
def _records(version: int) -> Records:
    tables = (ANZEIGEN, POK, SCHULEN)
    loaded = prepare(*(rows(table, version) for table in tables), state.scopes(store()))
    gc.freeze()
    return loaded


@st.cache_resource(show_spinner=LOADING, max_entries=8)
def rows(table: Table, version: int) -> pd.DataFrame:
    """The rows of a table that count, in the order of ``record_id``."""
    return state.rows(store(), table)


@st.cache_resource(show_spinner=False, max_entries=2)
def set_aside(version: int) -> pd.DataFrame:
    return state.set_aside(store())


def has_figures(records: Records) -> bool:
    """Whether anything was delivered that pages can show for a Schuljahr."""
    return bool(len(records.anzeigen) + len(records.pok))


@st.cache_data(show_spinner=False, max_entries=2)
def holds_sample(version: int) -> bool:
    """Whether invented deliveries are among those that count."""
    listed = deliveries.listing(store())
    return bool((listed["in_force"] & (listed["brought_by"] == sample.BROUGHT_BY)).any())


def data_as_of(records: Records) -> date:
    """The day on which the newest delivery in force was received."""
    return records.scopes["received"].max()


def warm_up() -> None:
    """Before the first reader comes: load the data, and delete originals that are due."""
    forget_due_originals(store(), date.today())
    records()


def remember(selection: Selection) -> None:
    st.session_state["selection"] = selection


def selection() -> Selection:
    return st.session_state["selection"]
