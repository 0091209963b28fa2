"""Which concepts have been notified, and how long does the Kenntnisnahme take?"""

import streamlit as st

from diggs_analytics.analysis.measures import measure_named
from diggs_analytics.analysis.values import measure_by
from diggs_analytics.domain.schuljahr import FIRST_UNDER_APO_BK
from diggs_analytics.output.figures import bars, months
from diggs_analytics.output.findings import title_by, title_months
from diggs_analytics.ui import session
from diggs_analytics.ui.cards import card, key_figures

records, selection = session.records(), session.selection()
if selection.schuljahr < FIRST_UNDER_APO_BK:
    st.info(
        f"PoK gibt es seit dem Schuljahr {FIRST_UNDER_APO_BK}; im gewählten Schuljahr "
        f"{selection.schuljahr} wurden sie noch nicht angezeigt. Das Schuljahr lässt sich links "
        "wechseln.",
        icon=":material/info:",
    )
    st.stop()

key_figures("pok", "pok_satz", "wartezeit", "rueckfragen_pok")

pok, waiting = measure_named("pok"), measure_named("wartezeit")
for column, (measure, by) in zip(st.columns(2), ((pok, "ebene"), (pok, "status")), strict=True):
    with column:
        values = measure_by(records, measure, selection, [by])
        card(
            title_by(values, measure, by),
            lambda theme, values=values, by=by: bars(values, pok, by, theme),
            values,
            measure,
            key=f"pok_{by}",
        )
left, right = st.columns(2)
with left:
    by_month = measure_by(records, pok, selection, ["monat", "ebene"])
    card(
        title_months(measure_by(records, pok, selection, ["monat"]), pok),
        lambda theme: months(by_month, pok, theme, group="ebene"),
        by_month,
        pok,
        key="pok_month",
    )
with right:
    waits = measure_by(records, waiting, selection, ["bezirksregierung"])
    card(
        title_by(waits, waiting, "bezirksregierung"),
        lambda theme: bars(waits, waiting, "bezirksregierung", theme),
        waits,
        waiting,
        key="waiting",
    )
