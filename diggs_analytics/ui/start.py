"""An empty store explains itself and offers the next step."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from diggs_analytics import sample
from diggs_analytics.ui import session

WELCOME = """
Hier entstehen Zahlen über Distanzunterricht an den Berufskollegs in Nordrhein-Westfalen. Sie
kommen aus den Listen, die die fünf Bezirksregierungen schicken: Anzeigen von Distanzunterricht und
pädagogisch-organisatorische Konzepte (PoK). **Noch ist keine Liste aufgenommen.**
"""


def offer_data(deliveries_page: StreamlitPage) -> None:
    st.markdown(WELCOME)
    upload, try_out = st.columns(2, border=True)
    with upload:
        st.subheader("Eigene Listen", anchor=False)
        st.write("Excel- oder CSV-Dateien hochladen, Befunde ansehen, aufnehmen.")
        st.page_link(deliveries_page, label="Zu den Lieferungen")
    with try_out:
        st.subheader("Beispieldaten", anchor=False)
        st.write("Erfundene Lieferungen für fünf Schuljahre, um alles auszuprobieren.")
        if not sample.is_there():
            st.caption("Dieser Installation liegen keine Beispieldaten bei.")
        elif st.button("Beispieldaten laden", type="primary"):
            load_sample()


def load_sample() -> None:
    bar = st.progress(0.0)
    for step in sample.load(session.store()):
        bar.progress(step.done / step.total, f"{step.done} von {step.total}: {step.file_name}")
    st.rerun()
