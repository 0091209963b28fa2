"""What is asked of whoever brings files: the files, and what they may not say of themselves."""

from datetime import date
from pathlib import PurePath

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from diggs_analytics.domain.codes import BEZIRKSREGIERUNGEN
from diggs_analytics.domain.file_names import SUFFIXES, SUFFIXES_IN_WORDS, is_left_behind
from diggs_analytics.domain.schuljahr import schuljahr
from diggs_analytics.intake.context import Settled

NOBODY = "ohne Angabe"
# The fields above the upload that stand in for a column.
CHOICES = {"bezirksregierung": "Bezirksregierung der Liste", "schuljahr": "Schuljahr der Liste"}
FROM_FILE = "steht in der Datei"
FROM_EINGANG = "folgt aus dem Eingangsdatum"


def ask_circumstances() -> tuple[Settled, date, str]:
    """What a file may not say: Bezirksregierung, Schuljahr, when it came, who brings it."""
    first, second, third, fourth = st.columns(4)
    with first:
        region = st.selectbox(
            CHOICES["bezirksregierung"], [FROM_FILE, *BEZIRKSREGIERUNGEN], key="upload_br"
        )
    with second:
        years = [schuljahr(year) for year in range(date.today().year, 2020, -1)]
        year = st.selectbox(
            CHOICES["schuljahr"], [FROM_FILE, FROM_EINGANG, *years], key="upload_schuljahr"
        )
    with third:
        received = st.date_input(
            "eingegangen am", "today", max_value="today", format="DD.MM.YYYY", key="upload_received"
        )
    with fourth:
        brought_by = st.text_input(
            "aufgenommen von (Kürzel)",
            placeholder=NOBODY,
            key="upload_by",
            persist_state="session",
        )
    settled = Settled(
        bezirksregierung="" if region == FROM_FILE else region,
        schuljahr="" if year in (FROM_FILE, FROM_EINGANG) else year,
        schuljahr_from_eingang=year == FROM_EINGANG,
    )
    return settled, received or date.today(), brought_by.strip() or NOBODY


def ask_files(turn: int) -> list[UploadedFile]:
    """Single files or a folder with those in it; another ``turn`` is a new, empty field. The
    name of a file in a folder begins with that of the folder."""
    is_folder = st.toggle("einen ganzen Ordner hochladen", key="upload_folder")
    kinds = SUFFIXES_IN_WORDS
    label = (
        f"Ein Ordner mit Listen der Bezirksregierungen; gelesen werden {kinds}, je bis 50 MB"
        if is_folder
        else f"Listen der Bezirksregierungen ({kinds}), mehrere auf einmal möglich, je bis 50 MB"
    )
    files = st.file_uploader(
        label,
        type=list(SUFFIXES) if is_folder else None,
        accept_multiple_files="directory" if is_folder else True,
        key=f"upload_{turn}_{'folder' if is_folder else 'files'}",
    )
    if is_folder:
        files = sorted(files, key=lambda file: file.name)
    return [file for file in files if not is_left_behind(PurePath(file.name))]
