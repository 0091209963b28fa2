"""What a file leaves open is asked once and kept for the Bezirksregierung that sent it."""

import streamlit as st

from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.recipe import About, Decision, HeaderRow, Question
from diggs_analytics.domain.tables import TABLES, table_named
from diggs_analytics.output.formats import count
from diggs_analytics.store import recipes
from diggs_analytics.ui import session
from diggs_analytics.ui.arrival import CHOICES
from diggs_analytics.ui.markdown import literal

LATER, NOT_OURS = "später entscheiden", "gehört nicht dazu"
# So much of a row is shown where it is to be chosen.
LONGEST_ROW = 90


def offer_to_decide(delivery: Delivery) -> None:
    """After a table was decided for a sheet, the questions that follow are asked at once."""
    goes_on = st.session_state.pop(f"decide_next_{delivery.sha256}", False)
    if not delivery.questions:
        return
    questions = count(len(delivery.questions), "offene Frage", "offene Fragen")
    if not delivery.sender:
        st.info(
            f"{questions} zur Datei, die nicht sagt, von wem sie kommt. Nach der Auswahl "
            f"»{CHOICES['bezirksregierung']}« lässt sich das hier klären.",
            icon=":material/arrow_upward:",
        )
        return
    clicked = st.button(
        f"{questions} klären", icon=":material/rule:", key=f"decide_{delivery.sha256}"
    )
    if clicked or goes_on:
        _ask(delivery)


@st.dialog("Offene Fragen klären", width="large")
def _ask(delivery: Delivery) -> None:
    st.write(
        f"Was hier entschieden wird, gilt für die Listen der Bezirksregierung {delivery.sender}, "
        "auch im nächsten Jahr. Auf der Seite »Zuordnungen« lässt es sich ansehen, ändern und "
        "entfernen."
    )
    decided = [one for one in map(_answer, delivery.questions) if one]
    by = st.text_input("Kürzel", st.session_state.get("upload_by", ""), key="decide_by")
    if st.button("Merken und neu lesen", type="primary", disabled=not decided):
        recipes.decide(session.store(), delivery.sender, decided, by or "ohne Angabe")
        if any(one.about is About.SHEET for one in decided):
            st.session_state[f"decide_next_{delivery.sha256}"] = True
        st.rerun()


def _answer(question: Question) -> Decision | None:
    options = (LATER, *([""] if question.may_be_other else []), *question.options)
    key = f"{question.about}_{question.table}_{question.column}_{question.spoken}"
    before = question.decided
    meaning = st.selectbox(
        _label(question),
        options,
        index=options.index(before.meaning) if before else 0,
        format_func=lambda option: in_words(question.about, question.table, option),
        key=f"question_{key}",
    )
    if meaning == LATER:
        return None
    if question.about is not About.SHEET or not meaning:
        return question.answered(meaning)
    return question.answered(meaning, _choose_row(question, key))


def _label(question: Question) -> str:
    spoken = literal(" ".join(question.spoken.split()))
    match question.about:
        case About.HEADING:
            return f"Überschrift »{spoken}«"
        case About.SHEET:
            return f"Tabelle im Blatt »{spoken}«"
    column = table_named(question.table)[question.column].label
    if question.about is About.VALUE:
        return f"Wert »{spoken}« in der Spalte {column}"
    return f"Datum wie »{spoken}« in der Spalte {column}"


def _choose_row(question: Question, key: str) -> int:
    rows = sorted(question.header_rows)
    numbers = [row.number for row in rows]
    before = question.decided.header_row if question.decided else 0
    likely = before if before in numbers else question.header_rows[0].number
    return st.selectbox(
        f"Zeile des Tabellenkopfes im Blatt »{literal(question.spoken)}«",
        rows,
        index=numbers.index(likely),
        format_func=_row_in_words,
        key=f"row_{key}",
    ).number


def _row_in_words(row: HeaderRow) -> str:
    texts = " · ".join(row.texts)
    shown = texts if len(texts) <= LONGEST_ROW else f"{texts[:LONGEST_ROW]} …"
    return f"{row.number}: {shown}"


def in_words(about: About, table: str, meaning: str) -> str:
    """A meaning as a reader knows it: labels instead of names."""
    if not meaning:
        return NOT_OURS
    if about is About.SHEET and meaning in {one.name for one in TABLES}:
        return table_named(meaning).label
    if about is About.HEADING and meaning in table_named(table):
        return table_named(table)[meaning].label
    return meaning
