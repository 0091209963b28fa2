"""What every page stands in: navigation, filters, title. Then the chosen page."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

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


def _draw_menu(page: st.Page) -> DeltaGenerator:
    """Links to all pages, and between them the place of the filters: in reach where they act, last
    where they do not. Streamlit's own menu would push them out of sight."""
    with st.sidebar:
        _draw_links("Auswertung", OF_RECORDS)
        near = st.container()
        for section, pages in OTHERS.items():
            _draw_links(section, pages)
        return near if page in OF_RECORDS else st.container()


def _draw_links(section: str, pages: Sequence[st.Page]) -> None:
    with st.container(gap="xxsmall"):
        st.caption(section)
        for page in pages:
            st.page_link(page)


# An icon of our own: for one of its symbols the page would ask a server elsewhere.
st.set_page_config(page_title=NAME, page_icon=ICON, layout="wide")
page = st.navigation({"Auswertung": OF_RECORDS, **OTHERS}, position="hidden")
st.title(page.title, anchor=False)
filters = _draw_menu(page)
records = session.records()
if session.has_figures(records):
    with filters:
        session.remember(ask_selection(records))
        if session.holds_sample(session.version()):
            st.caption("Beispieldaten: Schulen und Zahlen sind erfunden.")
    page.run()
elif page in OF_RECORDS:
    offer_data(OTHERS["Daten"][0])
else:
    page.run()
