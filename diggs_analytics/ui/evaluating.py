"""An evaluation chosen, its checklist answered point by point, and frozen."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from diggs_analytics.analysis.measures import measure_named
from diggs_analytics.analysis.selection import schuljahre
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.schuljahr import first_day, last_day
from diggs_analytics.evaluation import versions
from diggs_analytics.evaluation.checklist import Level, Point, ticked
from diggs_analytics.evaluation.criteria import Criteria
from diggs_analytics.evaluation.freeze import freeze
from diggs_analytics.evaluation.run import Evaluation, evaluate
from diggs_analytics.evaluation.stichtag import default_stichtag
from diggs_analytics.output.formats import amount, count, sign_in_words
from diggs_analytics.store import default_file, evaluations
from diggs_analytics.ui import session
from diggs_analytics.ui.corrections import ask_person
from diggs_analytics.ui.markdown import literal

EVALUATIONS_DIR = "DIGGS_EVALUATIONS_DIR"


def freeze_an_evaluation() -> None:
    st.subheader("Einfrieren", anchor=False)
    years = schuljahre(session.records())[::-1]
    if not years:
        st.caption("Noch nichts geliefert: Es gibt kein Schuljahr, das sich auswerten ließe.")
        return
    jahr, day, criteria = _choose(years)
    known = (session.version(), _number_frozen(), date.today())
    evaluation = _evaluated(*known, jahr, day, criteria.name)
    _preview(evaluation)
    reasons = _answer(evaluation)
    person = ask_person()
    answered = replace(evaluation, checklist=ticked(list(evaluation.checklist), reasons))
    waiting = len(answered.open_points)
    if waiting:
        st.caption(f"{count(waiting, 'Punkt ist', 'Punkte sind')} noch offen.")
    elif not person:
        st.caption("Es fehlt noch das Kürzel.")
    if st.button("Auswertung einfrieren", type="primary", disabled=bool(waiting) or not person):
        _freeze(replace(answered, made_by=person, made_at=datetime.now(UTC).replace(microsecond=0)))


def _choose(years: Sequence[str]) -> tuple[str, date, Criteria]:
    one, two, three = st.columns(3)
    jahr = one.selectbox("Schuljahr der Auswertung", years, key="evaluation_schuljahr")
    latest = min(last_day(jahr), date.today())
    day = two.date_input(
        "Stichtag der Auswertung",
        min(default_stichtag(jahr), latest),
        min_value=first_day(jahr),
        max_value=latest,
        format="DD.MM.YYYY",
        key=f"evaluation_stichtag_{jahr}",
        help="Vorgabe: 15. Oktober. Hat die Woche schulfreie Tage, bitte verschieben.",
    )
    known = {criteria.name: criteria for criteria in versions.known(session.store())}
    holding = versions.holding_on(session.store(), day).name
    name = three.selectbox(
        "Kriterien", list(known), list(known).index(holding), key=f"evaluation_criteria_{day}"
    )
    st.caption(literal(known[name].reason))
    return jahr, day, known[name]


@st.cache_resource(show_spinner="Wird ausgewertet …", max_entries=4)
def _evaluated(
    version: int, frozen: int, today: date, jahr: str, day: date, criteria: str
) -> Evaluation:
    """``version`` and ``frozen`` are there to be looked at again when they change."""
    store = session.store()
    return evaluate(store, jahr, day, versions.named(store, criteria), {}, "", today)


def _number_frozen() -> int:
    """The checklist looks at what was frozen before."""
    return len(evaluations.listing(session.store()))


def _preview(evaluation: Evaluation) -> None:
    """The Land under the chosen criteria, before anything is frozen."""
    totals = evaluation.figures[evaluation.figures["breakdown"] == ""]
    lines = [
        (measure.label, sign_in_words(amount(row.value, measure.unit, row.nothing)), row.note)
        for row in totals.itertuples(index=False)
        for measure in [measure_named(row.measure)]
    ]
    with st.expander(f"Vorschau: {evaluation.schuljahr} unter diesen Kriterien"):
        shown = pd.DataFrame(lines, columns=["Kennzahl", "Land", "Hinweis"])
        st.table(shown.set_index("Kennzahl"))


def _answer(evaluation: Evaluation) -> dict[str, str]:
    """Key of each warning that is ticked off → the reason given ("" is none yet)."""
    points = evaluation.checklist
    for point in points:
        if point.level is Level.ERROR:
            st.error(literal(point.text), icon=":material/block:")
    warnings = [point for point in points if point.level is Level.WARNING]
    given = {point.key: _ask(evaluation, point) for point in warnings}
    fine = [point for point in points if point.level is Level.OK]
    with st.expander(f"{count(len(fine), 'Punkt', 'Punkte')} in Ordnung"):
        st.markdown("\n".join(f"- {literal(point.text)}" for point in fine))
    return {key: reason for key, reason in given.items() if reason}


def _ask(evaluation: Evaluation, point: Point) -> str:
    key = f"{evaluation.schuljahr}_{evaluation.stichtag}_{point.key}"
    if not st.checkbox(literal(point.text), key=f"tick_{key}"):
        return ""
    return st.text_input("Warum es trotzdem geht *", key=f"reason_{key}").strip()


def _freeze(evaluation: Evaluation) -> None:
    jahr, made_at = evaluation.schuljahr.replace("/", "-"), evaluation.made_at
    name = f"{jahr}_stichtag-{evaluation.stichtag}_{made_at:%Y%m%d-%H%M%S}"
    try:
        freeze(session.store(), evaluation, _folder() / name)
    except DiggsError as error:
        st.error(literal(str(error)))
        return
    st.session_state["frozen"] = name
    st.rerun()


def _folder() -> Path:
    return Path(os.environ.get(EVALUATIONS_DIR) or default_file().parent / "auswertungen")
