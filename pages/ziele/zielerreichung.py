"""Where does each goal stand, and what was said about it?"""

import streamlit as st

from diggs_analytics.analysis import goals
from diggs_analytics.output.goals import GOALS, alternative, counts_table, heading, ladder, sentence
from diggs_analytics.ui.goal_detail import show_goal
from diggs_analytics.ui.goal_report import offer_report
from diggs_analytics.ui.goals import ALL, choose_jahr, choose_some, choose_stand, identified_goals
from diggs_analytics.ui.pictured import pictured, take_along

RULE = (
    "Ein Ziel steht auf der Stufe, die bis zum gewählten Tag zuletzt dokumentiert wurde; einen "
    "Anteil misst niemand. Zeilen mit gleicher Nummer oder gleichem Titel sind ein Ziel. Ein Klick "
    "auf eine Marke oder Zeile zeigt Bemerkung und frühere Stände."
)

rows = identified_goals()
with st.container(horizontal=True, vertical_alignment="bottom"):
    jahr = choose_jahr(goals.years(rows), goals.newest_documented(rows))
    stand = choose_stand()
of_jahr = goals.goals(rows[rows["jahr"] == jahr], stand)
fields = {heading(name): part for name, part in goals.by_handlungsfeld(of_jahr)}
with st.container(horizontal=True, vertical_alignment="bottom"):
    chosen_fields = choose_some("Handlungsfeld", list(fields), "handlungsfeld")
    chosen_states = choose_some("Stand", goals.STATES, "stufe")
    with_dropped = st.toggle(
        "gestrichene Ziele zählen mit", value=True, key="gestrichene", bind="query-params"
    )

shown = of_jahr
if chosen_fields:
    shown = shown[shown["ziel"].isin({z for name in chosen_fields for z in fields[name]["ziel"]})]
if chosen_states:
    shown = shown[shown["status"].isin(chosen_states)]
shown = shown.set_index("ziel", drop=False)

counted = goals.counts(shown, with_dropped)
left, right = st.columns([3, 2])
with left, st.container(border=True):
    chosen = pictured(
        sentence(counted, jahr, with_dropped),
        lambda theme: ladder(shown, theme),
        shown,
        GOALS,
        key="ladder",
        alt=alternative(shown),
        rule=RULE,
    )
with right:
    show_goal(rows, shown, chosen, stand)
    st.table(counts_table(counted))
    base = "gestrichene zählen mit" if with_dropped else "gestrichene zählen nicht mit"
    st.caption(f"Zahl der Ziele nach Stand und Handlungsfeld (HF); {base}.")
filters = (
    ("Jahr", str(jahr)),
    ("Handlungsfeld", ", ".join(chosen_fields) or ALL),
    ("Stand", ", ".join(chosen_states) or ALL),
)
take_along(shown, GOALS, filters, stand)
offer_report(shown, sentence(counted, jahr, with_dropped), jahr, filters, stand)
