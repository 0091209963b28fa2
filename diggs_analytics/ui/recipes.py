"""Everything that was decided about what senders write: seen, changed and removed."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from diggs_analytics.domain.recipe import About, Decision, meanings
from diggs_analytics.domain.tables import table_named
from diggs_analytics.store import recipes
from diggs_analytics.ui import session
from diggs_analytics.ui.decisions import in_words
from diggs_analytics.ui.markdown import literal

HEADINGS = {
    "bezirksregierung": "Bezirksregierung",
    "about": "Art",
    "table": "Tabelle",
    "column": "Spalte",
    "spoken": "geschrieben",
    "meaning": "bedeutet",
    "decided_on": "entschieden am",
    "decided_by": "von",
    "dropped_on": "entfernt am",
}
COLUMNS = {
    "Spalte": st.column_config.TextColumn(width=130),
    "entschieden am": st.column_config.DateColumn(format="DD.MM.YYYY"),
    "entfernt am": st.column_config.DateColumn(format="DD.MM.YYYY"),
}
# Of a sheet in Excel.
LAST_ROW = 1_048_576


def show_recipes() -> None:
    """All decisions; a click on one that holds offers to change or remove it."""
    listed = recipes.listing(session.store())
    if listed.empty:
        st.caption(
            "Noch nichts entschieden. Was an einer Liste unbekannt ist – Blätter, Überschriften, "
            "Werte, die Schreibweise eines Datums –, lässt sich auf der Seite »Lieferungen« klären."
        )
        return
    chosen = st.dataframe(
        _readable(listed),
        hide_index=True,
        column_config=COLUMNS,
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        key="decisions",
        alt="Zuordnungen",
    )
    for row in chosen.selection.rows:
        if pd.isna(listed.iloc[row]["dropped_on"]):
            _offer_to_change(listed.iloc[row])


def _offer_to_change(row: pd.Series) -> None:
    decision = recipes.decision(row)
    changed = _changed(decision, int(row["id"]))
    by = st.text_input("Kürzel", key="recipe_by", persist_state="session")
    with st.container(horizontal=True):
        if st.button("Zuordnung ändern", type="primary", disabled=changed == decision):
            said_by = by.strip() or "ohne Angabe"
            recipes.decide(session.store(), row["bezirksregierung"], [changed], said_by)
            st.rerun()
        if st.button("Zuordnung entfernen"):
            recipes.drop(session.store(), int(row["id"]))
            st.rerun()


def _changed(decision: Decision, number: int) -> Decision:
    others = meanings(decision.about, decision.table, decision.column)
    meaning = st.selectbox(
        f"»{literal(_written(decision))}« bedeutet",
        list(dict.fromkeys((decision.meaning, *others))),
        format_func=lambda option: in_words(decision.about, decision.table, option),
        key=f"meaning_{number}",
    )
    header_row = 0
    if decision.about is About.SHEET and meaning:
        header_row = st.number_input(
            "Zeile des Tabellenkopfes",
            min_value=1,
            max_value=LAST_ROW,
            value=decision.header_row or 1,
            key=f"header_row_{number}",
        )
    return replace(decision, meaning=meaning, header_row=header_row)


def _readable(listed: pd.DataFrame) -> pd.DataFrame:
    """With labels instead of names."""
    decisions = [recipes.decision(row) for _, row in listed.iterrows()]
    tables = [table_named(one.table) if one.table else None for one in decisions]
    labels = {
        "table": [table.label if table else "" for table in tables],
        "column": [
            table[one.column].label if one.column else ""
            for one, table in zip(decisions, tables, strict=True)
        ],
        "spoken": list(map(_written, decisions)),
        "meaning": list(map(_meant, decisions)),
    }
    return listed.assign(**labels)[list(HEADINGS)].rename(columns=HEADINGS)


def _written(decision: Decision) -> str:
    if decision.about is About.DATE:
        return "3/4/2024"
    return " ".join(decision.spoken.split())


def _meant(decision: Decision) -> str:
    words = in_words(decision.about, decision.table, decision.meaning)
    return f"{words}, Kopf in Zeile {decision.header_row}" if decision.header_row else words
