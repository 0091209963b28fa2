"""Finding a row and correcting it, and mending one that was set aside."""

from collections.abc import Callable, Mapping

import pandas as pd
import streamlit as st

from diggs_analytics.domain.canonical import german, record
from diggs_analytics.domain.corrections import Correction, correction, mending, told
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.laying import Laid
from diggs_analytics.domain.schema import DTYPES, Table
from diggs_analytics.domain.set_aside import ZURUECKGESTELLT
from diggs_analytics.domain.tables import TABLES, table_named
from diggs_analytics.output.formats import count, number
from diggs_analytics.output.tables import set_aside_rows
from diggs_analytics.store import corrections, state
from diggs_analytics.ui import session
from diggs_analytics.ui.markdown import literal
from diggs_analytics.ui.record_form import Filled, fill_in
from diggs_analytics.ui.records_table import table_of_records

MOST_AT_ONCE = 200  # rows to choose from; more are found by searching
REASON = "etwa: telefonisch mit der Schule geklärt"


def correct_a_row(person: str) -> None:
    table = _choose_table()
    laid = _laid(table.name, session.version())
    if laid.rows.empty:
        st.caption(f"Von »{table.label}« gilt noch keine Zeile. Listen kommen unter »Lieferungen«.")
        return
    newest_first = laid.rows.sort_values(table.period, ascending=False, kind="stable")
    chosen = _choose_row(table, newest_first)
    if chosen is None:
        return
    delivered, standing = laid.delivered.loc[[chosen]], laid.rows.loc[[chosen]]
    exact = record(standing, table)
    shown = {name: german(text, table[name]) for name, text in exact.items()}
    if exact.get("stunden_distanz") and exact.get("stunden_gesamt"):
        exact = exact | {"anteil": ""}  # follows from the hours, also from mended ones
    key = f"record_{table.name}_{chosen}_{session.version()}"
    filled = fill_in(table, shown, exact, exact.get("bezirksregierung", ""), key)
    _offer_to_keep(
        filled,
        lambda reason, by: correction(delivered, standing, filled.rows, table, reason, by),
        person,
        key,
    )


def mend_a_row(person: str) -> None:
    aside = session.set_aside(session.version())
    if aside.empty:
        st.caption("Keine Zeile ist zurückgestellt: Alles Gelieferte zählt.")
        return
    newest_first = set_aside_rows(aside).sort_values("eingegangen", ascending=False, kind="stable")
    chosen = _choose_row(ZURUECKGESTELLT, newest_first)
    if chosen is None:
        return
    row = aside.loc[chosen].to_dict()
    table = table_named(row["table"])
    st.warning(literal(row["reasons"]))
    shown = _as_it_stood(row, table)
    key = f"aside_{chosen}_{session.version()}"
    filled = fill_in(table, shown, shown, row["bezirksregierung"], key)
    _offer_to_keep(
        filled,
        lambda reason, by: mending(row, filled.rows, filled.touched, reason, by),
        person,
        key,
    )


def _choose_table() -> Table:
    name = st.segmented_control(
        "Tabelle",
        [table.name for table in TABLES],
        format_func=lambda name: table_named(name).label,
        default=TABLES[0].name,
        required=True,
        key="correct_table",
        label_visibility="collapsed",
    )
    return table_named(name)


@st.cache_resource(show_spinner=session.LOADING, max_entries=6)
def _laid(name: str, version: int) -> Laid:
    return state.laid(session.store(), table_named(name))


def _choose_row(table: Table, rows: pd.DataFrame) -> int | None:
    """The label of the row that is ticked, of those that hold all words of the search."""
    asked = st.text_input(
        "Suchen",
        placeholder="Schulnummer, Schule, Aktenzeichen …; mehrere Wörter engen ein",
        type="search",
        key=f"search_{table.name}",
    )
    found = rows[_holds(rows, table, asked.split())]
    if found.empty:
        st.caption("Keine Zeile enthält alle diese Wörter.")
        return None
    few = found.head(MOST_AT_ONCE)
    of_all = f", gezeigt die ersten {number(len(few))}" if len(few) < len(found) else ""
    st.caption(f"{count(len(found), 'Zeile', 'Zeilen')}{of_all}. Links ankreuzen öffnet die Zeile.")
    chosen = table_of_records(
        table,
        few,
        height=38 + 35 * min(len(few), 7),
        on_select="rerun",
        selection_mode="single-row",
        key=f"choose_{table.name}_{session.version()}_{asked}",
    )
    return few.index[chosen.selection.rows[0]] if chosen.selection.rows else None


def _holds(rows: pd.DataFrame, table: Table, words: list[str]) -> pd.Series:
    texts = [rows[column.name].fillna("") for column in table if DTYPES[column.kind] == "str"]
    lines = pd.Series(map(" ".join, zip(*texts, strict=True)), index=rows.index, dtype="str")
    lines = lines.str.casefold()
    holds = pd.Series(True, index=rows.index)
    for word in words:
        holds &= lines.str.contains(word.casefold(), regex=False)
    return holds


def _as_it_stood(row: Mapping[str, object], table: Table) -> dict[str, str]:
    """What title or file name said stands in no cell of the row."""
    said = {"bezirksregierung": row["bezirksregierung"]}
    if table.period != "datum":
        said[table.period] = row["period"]
    return {name: row["values"].get(name) or said.get(name, "") for name in table.names}


def _offer_to_keep(
    filled: Filled, make: Callable[[str, str], Correction], person: str, key: str
) -> None:
    reason = st.text_input("Grund *", placeholder=REASON, key=f"{key}_reason")
    if filled.rows.empty:
        st.caption("Speichern lässt sich, was gezählt werden kann; die Felder sagen, was fehlt.")
        return
    try:
        made = make("?", "?")
        st.markdown(f"**{literal(told(made, table_named(made.table)))}**")
    except DiggsError as error:
        st.caption(str(error))
    if st.button("Korrektur speichern", type="primary", key=f"{key}_keep"):
        try:
            corrections.keep(session.store(), make(reason, person))
        except DiggsError as error:
            st.error(str(error))
            return
        st.session_state["corrected"] = "Die Korrektur gilt."
        st.rerun()
