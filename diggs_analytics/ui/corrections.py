"""Corrections that stand, that are in conflict, and that were taken back."""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from diggs_analytics.domain.canonical import EMPTY, german
from diggs_analytics.domain.corrections import Outcome, State, row_name
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.schema import Table
from diggs_analytics.domain.tables import table_named
from diggs_analytics.output.formats import count, day
from diggs_analytics.store import corrections
from diggs_analytics.ui import session
from diggs_analytics.ui.markdown import literal

HEADINGS = {
    "state": "Stand",
    "table": "Tabelle",
    "bezirksregierung": "Bezirksregierung",
    "period": "Zeitraum",
    "row": "Zeile",
    "change": "Änderung",
    "reason": "Grund",
    "person": "von",
    "corrected_at": "am",
    "taken_back_on": "zurückgenommen",
    "taken_back_by": "durch",
    "taken_back_reason": "weil",
}
SAME_KEY = (
    "Eine andere gelieferte Zeile hat jetzt den Schlüssel der korrigierten; beide zusammen "
    "zählten doppelt."
)


def ask_person() -> str:
    """The same field as above the upload: once a session is enough."""
    return st.text_input("Kürzel *", key="upload_by", persist_state="session", width=240).strip()


def show_conflicts(person: str) -> None:
    conflicts = _conflicts(session.version())
    if conflicts:
        words = count(len(conflicts), "Korrektur steht", "Korrekturen stehen")
        st.warning(
            f"{words} im Widerspruch zur neuen Lieferung. Bis jemand entscheidet, zählt, was "
            "geliefert ist.",
            icon=":material/call_split:",
        )
    for outcome in conflicts:
        with st.container(border=True):
            _show_conflict(outcome, person)


@st.cache_resource(show_spinner=session.LOADING, max_entries=1)
def _conflicts(version: int) -> list[Outcome]:
    found = corrections.outcomes(session.store())
    return [outcome for outcome in found if outcome.state is State.CONFLICT]


def _show_conflict(outcome: Outcome, person: str) -> None:
    one, table = outcome.correction, table_named(outcome.correction.table)
    place = " ".join(filter(None, (table.label, one.bezirksregierung, one.period)))
    st.markdown(f"**{literal(place)}** – {literal(row_name(one, table))}")
    st.table(_held_against(outcome, table))
    if outcome.same_key:
        st.caption(SAME_KEY)
    st.caption(f"Korrigiert von {literal(one.person)}: {literal(one.reason)}")
    reason = st.text_input("Grund der Entscheidung *", key=f"conflict_reason_{one.id}")
    with st.container(horizontal=True):
        ours = st.button(
            "Unsere Korrektur behalten", key=f"conflict_ours_{one.id}", disabled=outcome.same_key
        )
        theirs = st.button("Wert des Absenders gelten lassen", key=f"conflict_theirs_{one.id}")
    if ours or theirs:
        _do(
            lambda: corrections.decide(session.store(), one.id, ours, person, reason),
            person,
            reason,
            "Entschieden: Unsere Korrektur gilt weiter."
            if ours
            else "Entschieden: Der Wert des Absenders gilt.",
        )


def _held_against(outcome: Outcome, table: Table) -> pd.DataFrame:
    def shown(text: str, name: str) -> str:
        return literal(german(text, table[name]) or EMPTY)

    asked = State.HOLDS if outcome.same_key else State.CONFLICT
    differing = [cell for cell in outcome.cells if cell.state is asked]
    return pd.DataFrame(
        {
            "Feld": [table[cell.column].label for cell in differing],
            "bei der Korrektur": [shown(cell.was, cell.column) for cell in differing],
            "unsere Korrektur": [shown(cell.now, cell.column) for cell in differing],
            "jetzt geliefert": [shown(cell.delivered, cell.column) for cell in differing],
        }
    ).set_index("Feld")


def show_corrections(person: str) -> None:
    """All of them; a click on one that stands offers to take it back."""
    listed = _listed(session.version())
    if listed.empty:
        st.caption(
            "Noch nichts korrigiert. Eine Zeile lässt sich unter »Zeile korrigieren« suchen und "
            "ändern, eine zurückgestellte unter »Zurückgestellte Zeilen« berichtigen."
        )
        return
    chosen = st.dataframe(
        listed[list(HEADINGS)].rename(columns=HEADINGS),
        hide_index=True,
        column_config={
            "am": st.column_config.DatetimeColumn(
                format="DD.MM.YYYY HH:mm", timezone="Europe/Berlin"
            ),
            "zurückgenommen": st.column_config.DateColumn(format="DD.MM.YYYY"),
        },
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        key=f"corrections_{session.version()}",
        alt="Korrekturen",
    )
    for row in chosen.selection.rows:
        _show_correction(listed.iloc[row], person)


@st.cache_resource(show_spinner=session.LOADING, max_entries=1)
def _listed(version: int) -> pd.DataFrame:
    return corrections.listing(session.store())


def _show_correction(one: pd.Series, person: str) -> None:
    st.markdown(f"**{literal(one['row'])}** – {literal(one['change'])}")
    if pd.notna(one["taken_back_on"]):
        st.caption(
            f"Zurückgenommen am {day(one['taken_back_on'])} von {literal(one['taken_back_by'])}: "
            f"{literal(one['taken_back_reason'])}"
        )
        return
    number = int(one["id"])
    reason = st.text_input("Grund der Rücknahme *", key=f"end_reason_{number}")
    if st.button("Korrektur zurücknehmen", icon=":material/undo:", key=f"end_{number}"):
        _do(
            lambda: corrections.take_back(session.store(), number, person, reason),
            person,
            reason,
            "Die Korrektur ist zurückgenommen.",
        )


def _do(act: Callable[[], None], person: str, reason: str, message: str) -> None:
    if not (person and reason.strip()):
        st.error("Dafür braucht es einen Grund und oben ein Kürzel.")
        return
    try:
        act()
    except DiggsError as error:
        st.error(str(error))
        return
    st.session_state["corrected"] = message
    st.rerun()
