"""Values corrected over what was delivered, rows set aside that somebody mended, and conflicts."""

import streamlit as st

from diggs_analytics.ui.correcting import correct_a_row, mend_a_row
from diggs_analytics.ui.corrections import ask_person, show_conflicts, show_corrections

PARTS = {
    "Zeile korrigieren": correct_a_row,
    "Zurückgestellte Zeilen": mend_a_row,
    "Alle Korrekturen": show_corrections,
}

if message := st.session_state.pop("corrected", ""):
    st.success(message, icon=":material/check_circle:")
st.markdown(
    "Eine Korrektur liegt über der Lieferung, nie in ihr, und wird über jede neue wieder gelegt. "
    "Ändert der Absender dasselbe Feld, entscheidet jemand, was gilt. Jede lässt sich einzeln "
    "zurücknehmen."
)
person = ask_person()
show_conflicts(person)
part = st.segmented_control(
    "Was", list(PARTS), default="Zeile korrigieren", required=True, key="korrekturen",
    label_visibility="collapsed",
)  # fmt: skip
PARTS[part](person)
