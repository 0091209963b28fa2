"""Every word the program uses, as it is declared: tables, columns, allowed values, measures."""

import streamlit as st

from diggs_analytics.analysis.measures import MEASURES
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.domain.tables import TABLES
from diggs_analytics.ui.terms import show_measures, show_signs, show_table

tabs = ["Kennzahlen", *(table.label for table in TABLES), "Zeichen"]
shown = st.segmented_control(
    "Begriffe",
    tabs,
    default=tabs[0],
    required=True,
    key="begriffe",
    bind="query-params",
    label_visibility="collapsed",
)
if shown == "Kennzahlen":
    show_measures(MEASURES)
elif shown == "Zeichen":
    show_signs(Nothing)
else:
    show_table(next(table for table in TABLES if table.label == shown))
