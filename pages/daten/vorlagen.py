"""Empty Excel forms for those who send lists."""

import streamlit as st

from diggs_analytics.domain.tables import TABLES
from diggs_analytics.ui.templates import offer_template

st.markdown(
    "Leere Excel-Formulare für alle, die Listen schicken: mit Auswahllisten, Prüfungen beim "
    "Eintragen und einer Erläuterung jeder Spalte. Was das Formular annimmt, lässt sich lesen; wer "
    "eigene Listen schickt, braucht es nicht."
)
for table in TABLES:
    offer_template(table)
