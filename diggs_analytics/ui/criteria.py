"""A new version of the criteria, written on the page; those there are stay as they are."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from diggs_analytics.analysis.measures import measure_named
from diggs_analytics.analysis.selection import OHNE_ANGABE
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.evaluation import versions
from diggs_analytics.evaluation.criteria import BREAKDOWNS, COUNTABLE, MEASURE_NAMES, Criteria
from diggs_analytics.evaluation.figures import TABLES
from diggs_analytics.ui import session
from diggs_analytics.ui.markdown import literal

LABELS = {column.name: column.label for table in TABLES for column in table}
ALL = "alle"


def offer_new_version() -> None:
    if name := st.session_state.pop("criteria_kept", ""):
        st.success(f"Die Fassung »{literal(name)}« ist angelegt.", icon=":material/check_circle:")
    with st.expander("Neue Fassung der Kriterien"):
        st.caption(
            "Eine Fassung wird nie geändert: Wer etwas anders zählen will, legt eine neue an. Wie "
            "ein früheres Schuljahr unter ihr aussähe, zeigt die Vorschau oben."
        )
        _ask()


def _ask() -> None:
    with st.form("criteria", border=False):
        about = {
            "name": st.text_input("Name der Fassung *").strip(),
            "valid_from": st.date_input("gültig ab", date.today(), format="DD.MM.YYYY"),
            "reason": st.text_input("Grund der Fassung *", placeholder="Beschluss vom …").strip(),
        }
        what = {
            "measures": tuple(_several("Kennzahlen", MEASURE_NAMES, _measure)),
            "breakdowns": tuple(_several("Gliederungen", BREAKDOWNS, LABELS.get)),
            "counts": _counts(),
        }
        outside = {
            "rounding": st.selectbox("Rundung nach außen", [None, 5], format_func=_rounding),
            "threshold": st.number_input("kleinste Fallzahl nach außen", 1, value=None, step=1),
        }
        limits = st.text_area(
            "Grenzwerte des Distanzanteils",
            help="Je Zeile ein Bildungsgang: »Koch/Köchin = 40 %«. Wo keiner steht, sagt die "
            "Auswertung »Grenzwert nicht hinterlegt«.",
        )
        by = st.text_input("Kürzel der Fassung *").strip()
        if st.form_submit_button("Fassung anlegen"):
            _keep(about | what | outside, limits, by)


def _several(label: str, names: Sequence[str], words: Callable[[str], str]) -> list[str]:
    return st.multiselect(label, names, names, format_func=words, select_all=False)


def _counts() -> dict[str, tuple[str, ...]]:
    chosen = {
        column: st.multiselect(
            f"{LABELS[column]}: nur diese Zeilen zählen",
            [*allowed, OHNE_ANGABE],
            placeholder=ALL,
            select_all=False,
        )
        for column, allowed in COUNTABLE.items()
    }
    return {column: tuple(values) for column, values in chosen.items() if values}


def _keep(said: Mapping[str, object], limits: str, by: str) -> None:
    try:
        if not by:
            raise DiggsError("Bitte das Kürzel angeben.")
        criteria = Criteria(**said, limits=_limits(limits))
        versions.add(session.store(), criteria, by)
    except DiggsError as error:
        st.error(literal(str(error)))
        return
    st.session_state["criteria_kept"] = criteria.name
    st.rerun()


def _limits(text: str) -> dict[str, float]:
    found = {}
    for line in filter(str.strip, text.splitlines()):
        stated = re.fullmatch(r"\s*(.+?)\s*=\s*(\d+(?:,\d+)?)\s*%?\s*", line)
        if not stated:
            raise DiggsError(f"»{line.strip()}« ist kein »Bildungsgang = 40 %«.")
        found[stated[1]] = float(stated[2].replace(",", ".")) / 100
    return found


def _measure(name: str) -> str:
    return measure_named(name).label


def _rounding(to: int | None) -> str:
    return f"auf Vielfache von {to}" if to else "keine"
