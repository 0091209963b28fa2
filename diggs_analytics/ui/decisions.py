"""Unknown headings and values: asked once, kept for the Bezirksregierung, seen and removed."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from diggs_analytics.domain.codes import BEZIRKSREGIERUNGEN
from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.recipe import Decision, Question
from diggs_analytics.domain.tables import table_named
from diggs_analytics.output.formats import count
from diggs_analytics.store import recipes
from diggs_analytics.ui import session
from diggs_analytics.ui.markdown import literal

LATER, NOT_OURS = "später entscheiden", "gehört nicht dazu"
HEADINGS = {
    "bezirksregierung": "Bezirksregierung",
    "table": "Tabelle",
    "column": "Spalte",
    "spoken": "geschrieben",
    "meaning": "bedeutet",
    "decided_on": "entschieden am",
    "decided_by": "von",
    "dropped_on": "entfernt am",
}


def offer_to_decide(delivery: Delivery) -> None:
    if asked := delivery.questions:
        words = count(len(asked), "unbekanntes Wort", "unbekannte Wörter")
        if st.button(f"{words} zuordnen", icon=":material/rule:", key=f"decide_{delivery.sha256}"):
            _ask(delivery.sender, asked)


@st.dialog("Unbekannte Wörter zuordnen", width="large")
def _ask(sender: str, questions: Sequence[Question]) -> None:
    st.write(
        "Was hier entschieden wird, gilt für die Listen dieser Bezirksregierung, auch im nächsten "
        "Jahr. Auf der Seite »Zuordnungen« lässt es sich ansehen und entfernen."
    )
    names = list(BEZIRKSREGIERUNGEN)
    bezirksregierung = st.selectbox(
        "Bezirksregierung", names, index=names.index(sender) if sender else None
    )
    meanings = [_choose(number, question) for number, question in enumerate(questions)]
    by = st.text_input("Kürzel", st.session_state.get("upload_by", ""), key="decide_by")
    decided = [
        Decision(one.table, one.spoken, "" if meaning == NOT_OURS else meaning, one.column)
        for one, meaning in zip(questions, meanings, strict=True)
        if meaning != LATER
    ]
    ready = bezirksregierung and decided
    if st.button("Merken und neu lesen", type="primary", disabled=not ready):
        recipes.decide(session.store(), bezirksregierung, decided, by or "ohne Angabe")
        st.rerun()


def _choose(number: int, question: Question) -> str:
    table = table_named(question.table)
    if question.column:
        label = f"Wert »{literal(question.spoken)}« in der Spalte {table[question.column].label}"
        return st.selectbox(label, [LATER, *question.options], key=f"question_{number}")
    return st.selectbox(
        f"Überschrift »{literal(' '.join(question.spoken.split()))}«",
        [LATER, NOT_OURS, *question.options],
        format_func=lambda name: table[name].label if name in table else name,
        key=f"question_{number}",
    )


def show_decisions() -> None:
    """All of them; a click on one that holds offers to remove it."""
    listed = recipes.listing(session.store())
    if listed.empty:
        st.caption(
            "Noch nichts entschieden. Unbekannte Überschriften und Werte einer Liste lassen sich "
            "auf der Seite »Lieferungen« zuordnen."
        )
        return
    chosen = st.dataframe(
        _readable(listed),
        hide_index=True,
        column_config={
            name: st.column_config.DateColumn(format="DD.MM.YYYY")
            for name in ("entschieden am", "entfernt am")
        },
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        key="decisions",
        alt="Zuordnungen",
    )
    for row in chosen.selection.rows:
        decision = listed.iloc[row]
        if pd.isna(decision["dropped_on"]) and st.button("Zuordnung entfernen"):
            recipes.drop(session.store(), int(decision["id"]))
            st.rerun()


def _readable(listed: pd.DataFrame) -> pd.DataFrame:
    """With labels instead of names."""
    tables = [table_named(name) for name in listed["table_name"]]
    columns = [
        table[name].label if name else "Überschrift"
        for table, name in zip(tables, listed["column_name"], strict=True)
    ]
    meanings = [
        table[meaning].label if not column and meaning in table else meaning or NOT_OURS
        for table, column, meaning in zip(
            tables, listed["column_name"], listed["meaning"], strict=True
        )
    ]
    labels = {"table": [table.label for table in tables], "column": columns, "meaning": meanings}
    return listed.assign(**labels)[list(HEADINGS)].rename(columns=HEADINGS)
