"""Who changed a list when, and what stood there before."""

from zoneinfo import ZoneInfo

import pandas as pd
import streamlit as st

from diggs_analytics.domain.delivery import Scope
from diggs_analytics.domain.plan import Action, Plan
from diggs_analytics.domain.schema import Table
from diggs_analytics.output.formats import count, moment
from diggs_analytics.output.plan import PLAN, plan_rows
from diggs_analytics.store.changes import Change, changes
from diggs_analytics.ui import session
from diggs_analytics.ui.markdown import literal

COLUMNS = ("aenderung", "schluessel", "feld", "bisher", "neu")
ACTIONS = (Action.NEW, Action.CHANGED, Action.MISSING)
HERE = ZoneInfo("Europe/Berlin")


def show_changes(table: Table, jahr: int) -> None:
    """Each delivery of the list, the newest first, folded up; what it changed inside."""
    st.subheader("Verlauf", anchor=False)
    found = _changes(Scope(table.name, "", str(jahr)), session.version())
    if not found:
        st.caption(f"{table.label} des Jahres {jahr} sind noch nicht aufgenommen.")
    for change in found:
        with st.expander(_headline(change)):
            st.caption(literal(f"Datei: {change.file_name}"))
            show_difference(change.plan)


@st.cache_resource(show_spinner=False, max_entries=8)
def _changes(scope: Scope, version: int) -> list[Change]:
    return changes(session.store(), scope)


def show_difference(plan: Plan) -> None:
    """New, changed and missing rows, of changed ones each field with its value before."""
    rows = plan_rows(plan, (), ACTIONS)[list(COLUMNS)]
    if rows.empty:
        st.caption("Keine Zeile wurde anders.")
        return
    shown = rows.dropna(axis="columns", how="all")
    st.dataframe(
        shown.rename(columns={name: PLAN[name].label for name in COLUMNS}),
        hide_index=True,
        placeholder="",
        column_config={PLAN["schluessel"].label: st.column_config.TextColumn(width=230)},
        alt=f"Änderungen, {count(len(rows), 'Zeile', 'Zeilen')}",
    )


def _headline(change: Change) -> str:
    at = moment(pd.Timestamp(change.imported_at).tz_convert(HERE))
    numbers = ((action.label, change.plan.count(action)) for action in ACTIONS)
    what = ", ".join(f"{how_many} {label}" for label, how_many in numbers if how_many)
    return f"{at}, {literal(change.brought_by)}: {what or 'keine Änderung'}"
