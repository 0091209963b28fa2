"""The filters: drawn once, kept over all pages, and part of the address, so that a link shows the
same view."""

from datetime import date

import streamlit as st

from diggs_analytics.analysis.records import Records
from diggs_analytics.analysis.selection import Selection, default_stichtag, schuljahre
from diggs_analytics.domain.codes import ANLAGE_MEANING, ANLAGEN, BEZIRKSREGIERUNGEN, FACHBEREICHE
from diggs_analytics.domain.columns import ANLAGE, BEZIRKSREGIERUNG, BILDUNGSGANG, FACHBEREICH
from diggs_analytics.domain.schema import Column
from diggs_analytics.domain.schuljahr import first_day, last_day

ALL = "alle"


def ask_selection(records: Records) -> Selection:
    years = schuljahre(records)[::-1]
    schuljahr = _choose_schuljahr(years)
    stichtag = _choose_stichtag(schuljahr, default_stichtag(records, schuljahr, date.today()))
    return Selection(
        schuljahr=schuljahr,
        stichtag=stichtag,
        bezirksregierung=_choose(BEZIRKSREGIERUNG, list(BEZIRKSREGIERUNGEN)),
        anlage=_choose(ANLAGE, list(ANLAGEN)),
        bildungsgang=_choose(BILDUNGSGANG, _bildungsgaenge(records)),
        fachbereich=_choose(FACHBEREICH, list(FACHBEREICHE)),
    )


# Schuljahr and Stichtag always stand in the address, chosen or not: tomorrow's default may be
# another day, and a link must not change. Streamlit's own binding leaves defaults out.


def _choose_schuljahr(years: list[str]) -> str:
    asked = st.query_params.get("schuljahr")
    if "schuljahr" not in st.session_state and asked in years:
        st.session_state["schuljahr"] = asked
    schuljahr = st.selectbox("Schuljahr", years, key="schuljahr", on_change=_forget_stichtag)
    st.query_params["schuljahr"] = schuljahr
    return schuljahr


def _choose_stichtag(schuljahr: str, default: date) -> date:
    earliest, latest = first_day(schuljahr), last_day(schuljahr)
    if st.session_state.get("stichtag") is None:
        asked = _day(st.query_params.get("stichtag", ""))
        is_asked = asked is not None and earliest <= asked <= latest
        st.session_state["stichtag"] = asked if is_asked else default
    stichtag = st.date_input(
        "Stichtag",
        min_value=earliest,
        max_value=latest,
        format="DD.MM.YYYY",
        key="stichtag",
        help="Gezählt wird, was bis zu diesem Tag eingegangen ist. Verglichen wird mit demselben "
        "Tag der Schuljahre davor. Vorgabe im laufenden Schuljahr: der Tag, bis zu dem alle "
        "geliefert haben, von denen es Lieferungen gibt.",
    )
    st.query_params["stichtag"] = stichtag.isoformat()
    return stichtag


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _forget_stichtag() -> None:
    """Each Schuljahr has a Stichtag of its own."""
    del st.session_state["stichtag"]
    st.query_params.pop("stichtag", None)


def _choose(column: Column, values: list[str]) -> tuple[str, ...]:
    chosen = st.multiselect(
        column.label,
        values,
        key=column.name,
        bind="query-params",
        placeholder=ALL,
        select_all=False,
        format_func=_described if column is ANLAGE else str,
    )
    return tuple(chosen)


def _described(anlage: str) -> str:
    return f"{anlage} – {ANLAGE_MEANING[anlage]}"


def _bildungsgaenge(records: Records) -> list[str]:
    known = (rows["bildungsgang"].cat.categories for rows in (records.anzeigen, records.pok))
    return sorted(set().union(*known), key=str.casefold)
