"""Which meetings and events were there, and whose were they?"""

import streamlit as st

from diggs_analytics.analysis.meetings import KINDS, counts, meetings
from diggs_analytics.domain.goals import TERMINE
from diggs_analytics.output.meetings import (
    KALENDER,
    LABELS,
    alternative,
    bars,
    counted,
    in_full,
    sentence,
)
from diggs_analytics.ui.goals import (
    ALL,
    choose_jahr,
    choose_some,
    choose_stand,
    rows_or_explanation,
)
from diggs_analytics.ui.markdown import literal
from diggs_analytics.ui.pictured import pictured, show_table, take_along

RULE = (
    "Ein Termin zählt einmal, auch über mehrere Tage; das Quartal ist das seines ersten Tages. "
    "Eigene und externe sagt die Spalte »eigen«; wo sie leer ist, steht er ohne Zuordnung. "
    "Ein Klick auf eine Zeile des Kalenders zeigt sie ganz."
)

every = meetings(rows_or_explanation(TERMINE))
years = sorted({int(jahr) for jahr in every["jahr"]})
with st.container(horizontal=True, vertical_alignment="bottom"):
    jahr = choose_jahr(years, years[-1])
    stand = choose_stand()
    kinds = choose_some("Art", KINDS, "art")
shown = every[(every["jahr"] == jahr) & (every["datum"].dt.date <= stand)]
if kinds:
    shown = shown[shown["art"].isin(kinds)]
shown = shown.reset_index(drop=True)

st.markdown(f"**{sentence(shown, jahr)}**")
st.caption(RULE)
for column, by in zip(st.columns(len(LABELS)), LABELS, strict=True):
    grouped = counts(shown, by)
    with column, st.container(border=True):
        pictured(
            f"nach {LABELS[by]}",
            lambda theme, grouped=grouped, by=by: bars(grouped, by, theme),
            grouped,
            counted(by),
            key=f"meetings_{by}",
            alt=alternative(grouped, by),
        )
in_words = st.container()
chosen = show_table(shown, KALENDER, "kalender")
if chosen is not None:
    in_words.markdown(literal(in_full(shown.loc[chosen])))
take_along(shown, KALENDER, (("Jahr", str(jahr)), ("Art", ", ".join(kinds) or ALL)), stand)
