"""Evaluations that were frozen: listed, verified, and taken along."""

from pathlib import Path

import pandas as pd
import streamlit as st

from diggs_analytics.evaluation.folder import MANIFEST, sha256, zipped
from diggs_analytics.evaluation.verify import verify
from diggs_analytics.store import evaluations
from diggs_analytics.ui import session
from diggs_analytics.ui.markdown import literal

HEADINGS = {
    "schuljahr": "Schuljahr",
    "stichtag": "Stichtag",
    "stand": "Stand",
    "criteria": "Kriterien",
    "made_at": "eingefroren am",
    "made_by": "von",
    "folder": "Ordner",
}
OTHER_MANIFEST = (
    "Das Verzeichnis im Ordner ist nicht das, das beim Einfrieren im Bestand vermerkt wurde."
)


def show_frozen() -> None:
    """All of them; of one that is clicked, whether it still holds, and the folder."""
    st.subheader("Eingefrorene Auswertungen", anchor=False)
    if name := st.session_state.pop("frozen", ""):
        st.success(f"Eingefroren in »{literal(name)}«.", icon=":material/check_circle:")
    listed = evaluations.listing(session.store())
    if listed.empty:
        st.caption("Noch keine. Sobald die Prüfliste abgehakt ist, lässt sich eine einfrieren.")
        return
    chosen = st.dataframe(
        listed[list(HEADINGS)].rename(columns=HEADINGS),
        hide_index=True,
        column_config={
            "Stichtag": st.column_config.DateColumn(format="DD.MM.YYYY"),
            "Stand": st.column_config.DateColumn(format="DD.MM.YYYY"),
            "eingefroren am": st.column_config.DatetimeColumn(
                format="DD.MM.YYYY HH:mm", timezone="Europe/Berlin"
            ),
        },
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        key=f"frozen_{len(listed)}",
        alt="Eingefrorene Auswertungen",
    )
    for row in chosen.selection.rows:
        _offer(listed.iloc[row])


def _offer(row: pd.Series) -> None:
    folder = Path(row["folder"])
    if not folder.is_dir():
        st.warning(f"Der Ordner »{literal(str(folder))}« ist hier nicht mehr zu finden.")
        return
    with st.container(horizontal=True):
        asked = st.button("Prüfen", icon=":material/verified:", key=f"verify_{row['id']}")
        st.download_button(
            "Ordner mitnehmen (.zip)",
            lambda: zipped(folder),
            f"{folder.name}.zip",
            on_click="ignore",
            icon=":material/download:",
            key=f"zip_{row['id']}",
        )
    if asked:
        _verify(folder, row["manifest_sha256"])


def _verify(folder: Path, known: str) -> None:
    with st.spinner("Jede Zahl wird neu gerechnet …"):
        different = verify(folder)
        manifest = folder / MANIFEST
        if manifest.is_file() and sha256(manifest.read_bytes()) != known:
            different = [*different, OTHER_MANIFEST]
    if not different:
        st.success("Jedes Byte und jede Zahl ist gleich.", icon=":material/check_circle:")
        return
    st.error("\n".join(f"- {literal(sentence)}" for sentence in different))
