"""The October evaluation: its checklist, freezing it, and those that were frozen before."""

import streamlit as st

from diggs_analytics.ui.criteria import offer_new_version
from diggs_analytics.ui.evaluating import freeze_an_evaluation
from diggs_analytics.ui.evaluations import show_frozen

st.markdown(
    "Eine Auswertung wird eingefroren: ein Ordner mit Zeilen, Kriterien, Prüfliste und jeder Zahl, "
    "aus dem sich später alles nachrechnen lässt. Die Filter links wirken hier nicht."
)
freeze_an_evaluation()
offer_new_version()
show_frozen()
