"""What every page stands in: navigation, filters, title. Then the chosen page."""

from pathlib import Path

import streamlit as st

from diggs_analytics.ui import session
from diggs_analytics.ui.sidebar import ask_selection
from diggs_analytics.ui.start import offer_data

PAGES = Path(__file__).parents[2] / "pages"
NAME = "DigGS Analytics"
ICON = Path(__file__).parent / "icon.png"


def _page(path: str, title: str, icon: str, **options: object) -> st.Page:
    return st.Page(PAGES / path, title=title, icon=f":material/{icon}:", **options)


# Pages that show figures and need a Schuljahr to show them for.
OF_RECORDS = [
    _page("auswertung/ueberblick.py", "Überblick", "space_dashboard", default=True),
    _page("auswertung/distanzunterricht.py", "Distanzunterricht", "cast_for_education"),
    _page("auswertung/pok.py", "PoK", "description"),
    _page("auswertung/tabelle.py", "Tabelle", "table"),
]
OTHERS = {
    "Ziele": [
        _page("ziele/zielerreichung.py", "Zielerreichung", "flag"),
        _page("ziele/fortfuehrung.py", "Fortführung", "conversion_path"),
        _page("ziele/zielwerte.py", "Zielwerte", "straighten"),
        _page("ziele/termine.py", "Termine", "calendar_month"),
        _page("ziele/bearbeiten.py", "Bearbeiten", "edit"),
    ],
    "Daten": [
        _page("daten/lieferungen.py", "Lieferungen", "upload_file"),
        _page("daten/zuordnungen.py", "Zuordnungen", "rule"),
        _page("daten/korrekturen.py", "Korrekturen", "edit_note"),
        _page("daten/auswertungen.py", "Oktober-Auswertung", "inventory"),
        _page("daten/vorlagen.py", "Vorlagen", "draft"),
    ],
    "Hilfe": [
        _page("hilfe/begriffe.py", "Begriffe", "menu_book"),
        _page("hilfe/handbuch.py", "Handbuch", "help"),
    ],
}

# An icon of our own: for one of its symbols the page would ask a server elsewhere.
st.set_page_config(page_title=NAME, page_icon=ICON, layout="wide")
page = st.navigation({"Auswertung": OF_RECORDS, **OTHERS}, expanded=True)
st.title(page.title, anchor=False)
records = session.records()
if session.has_figures(records):
    session.remember(ask_selection(records))
    if session.holds_sample(session.version()):
        st.sidebar.caption("Beispieldaten: Schulen und Zahlen sind erfunden.")
    page.run()
elif page in OF_RECORDS:
    offer_data(OTHERS["Daten"][0])
else:
    page.run()
