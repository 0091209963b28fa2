"""Goals, targets and meetings edited by hand, with the same checks as a file."""

from datetime import date

import streamlit as st

from diggs_analytics.domain.goals import TERMINE, ZIELE, ZIELWERTE
from diggs_analytics.ui.changes import show_changes
from diggs_analytics.ui.goals import choose_jahr
from diggs_analytics.ui.table_editor import edit, years

TABLES = {table.name: table for table in (ZIELE, ZIELWERTE, TERMINE)}

with st.container(horizontal=True, vertical_alignment="bottom"):
    name = st.segmented_control(
        "Liste",
        list(TABLES),
        format_func=lambda name: TABLES[name].label,
        default="ziele",
        required=True,
        key="liste",
        bind="query-params",
    )
    table = TABLES[name]
    known = years(table) or [date.today().year]
    jahr = choose_jahr(range(known[0], max(known[-1], date.today().year) + 2), known[-1])
st.caption(
    "Geprüft wird wie bei einer Datei. Gespeichert wird die ganze Liste des Jahres; der Stand "
    "davor bleibt im Verlauf und unter »Lieferungen«. Ein neu dokumentierter Stand ist eine Zeile "
    "mehr, mit neuem Datum."
)
edit(table, jahr)
show_changes(table, jahr)
