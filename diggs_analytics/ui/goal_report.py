"""The goals as the report prints them, to take along for Word and Excel."""

from datetime import date, datetime

import pandas as pd
import streamlit as st

from diggs_analytics.output.exports import file_name, write
from diggs_analytics.output.formats import count
from diggs_analytics.output.goal_report import SHEET, goal_report, marked
from diggs_analytics.output.notes import Notes
from diggs_analytics.ui import session
from diggs_analytics.ui.downloads import offer_file
from diggs_analytics.ui.pictured import Filters


def offer_report(
    goals: pd.DataFrame, summary: str, jahr: int, filters: Filters, stand: date
) -> None:
    """Files of the goals that are shown, made only when somebody opens the list."""
    offer = st.expander(
        "Bogen für den Bericht: für jedes Ziel ein Block mit Stand, Datum und Bemerkung",
        icon=":material/docs:",
        key="bogen",
        on_change="rerun",
    )
    if not offer.open:
        return
    notes = Notes(
        title=f"Zielerreichung {jahr}",
        filters=filters,
        stand=session.data_as_of(session.records()),
        created=datetime.now(),
        stichtag=stand,
        rule=SHEET.meaning,
    )
    files = {
        ".docx": goal_report(goals, f"{summary}.", notes),
        ".xlsx": write(marked(goals), SHEET, notes, ".xlsx"),
    }
    with offer, st.container(horizontal=True):
        for suffix, content in files.items():
            holds = count(len(goals), "Ziel", "Ziele")
            name = file_name(SHEET, notes, suffix)
            offer_file(suffix, content, holds, name, key=f"bogen{suffix}")
