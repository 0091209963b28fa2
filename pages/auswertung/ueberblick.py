"""Where do we stand this Schuljahr, and what is missing?"""

import streamlit as st

from diggs_analytics.analysis.comparison import course
from diggs_analytics.analysis.completeness import missing
from diggs_analytics.analysis.measures import measure_named
from diggs_analytics.analysis.values import measure_by
from diggs_analytics.output.course import course as course_figure
from diggs_analytics.output.figures import bars
from diggs_analytics.output.findings import title_by, title_course
from diggs_analytics.output.tables import course_table
from diggs_analytics.ui import session
from diggs_analytics.ui.cards import card, key_figures
from diggs_analytics.ui.notices import show_missing

records, selection = session.records(), session.selection()
show_missing(missing(records, selection.schuljahr), selection.schuljahr)

key_figures(
    "anzeigen", "bildungsgaenge", "schulen", "beteiligungsquote", "distanzanteil",
    "pok", "pok_satz", "rueckfragen_anzeigen", "rueckfragen_pok",
)  # fmt: skip

anzeigen = measure_named("anzeigen")
left, right = st.columns(2)
with left:
    values = course(records, anzeigen, selection)
    card(
        title_course(values, anzeigen, selection.schuljahr),
        lambda theme: course_figure(values, anzeigen, selection.schuljahr, theme),
        values,
        anzeigen,
        key="course",
        table=course_table(values, selection.stichtag),
        note="Was vor dem 1. August einging, steht am ersten Tag",
    )
with right:
    quota = measure_named("beteiligungsquote")
    by_region = measure_by(records, quota, selection, ["bezirksregierung"])
    card(
        title_by(by_region, quota, "bezirksregierung"),
        lambda theme: bars(by_region, quota, "bezirksregierung", theme),
        by_region,
        quota,
        key="quota",
    )
