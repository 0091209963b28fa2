"""Where is taught at a distance, how much, and how does it develop?"""

import streamlit as st

from diggs_analytics.analysis.comparison import trend
from diggs_analytics.analysis.measures import measure_named
from diggs_analytics.analysis.values import measure_by
from diggs_analytics.domain.schuljahr import last_day
from diggs_analytics.output.figures import bars
from diggs_analytics.output.findings import title_by, title_trend
from diggs_analytics.output.trend import trend as trend_figure
from diggs_analytics.ui import session
from diggs_analytics.ui.cards import card
from diggs_analytics.ui.choices import choose_breakdown, choose_measure
from diggs_analytics.ui.notices import explain_trend

MEASURES = ("anzeigen", "bildungsgaenge", "schulen", "klassen", "lernende", "distanzstunden")
BREAKDOWNS = ("bezirksregierung", "anlage", "bildungsgang", "fachbereich")

records, selection = session.records(), session.selection()
left, right = st.columns([2, 3])
with left:
    measure = choose_measure(MEASURES)
with right:
    by = choose_breakdown(BREAKDOWNS)
share = measure_named("distanzanteil")

for column, shown in zip(st.columns(2), (measure, share), strict=True):
    with column:
        values = measure_by(records, shown, selection, [by])
        card(
            title_by(values, shown, by),
            lambda theme, values=values, shown=shown: bars(values, shown, by, theme),
            values,
            shown,
            key=f"bars_{shown.name}_{by}",
        )

until = None if selection.stichtag == last_day(selection.schuljahr) else selection.stichtag
for column, shown in zip(st.columns(2), (measure, share), strict=True):
    with column:
        values = trend(records, shown, selection)
        card(
            title_trend(values, shown, until),
            lambda theme, values=values, shown=shown: trend_figure(values, shown, theme),
            values,
            shown,
            key=f"trend_{shown.name}",
        )
explain_trend(selection)
