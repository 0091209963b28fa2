"""Bring files in, look at what was found in them, accept or discard; see what came before."""

import streamlit as st

from diggs_analytics.ui import arrival, uploads
from diggs_analytics.ui.history import show_history

if message := st.session_state.pop("accepted", ""):
    st.success(message, icon=":material/check_circle:")

# A new key makes the uploader a new, empty one.
turn = st.session_state.setdefault("upload_turn", 0)
settled, received, brought_by = arrival.ask_circumstances()
if files := arrival.ask_files(turn):
    read = uploads.read_uploads(files, settled, received)
    uploads.warn_of_overlaps(read)
    for place, upload in enumerate(read):
        wanted = len(read) == 1 or bool(upload.password_field)
        with st.expander(uploads.headline(upload), expanded=wanted):
            uploads.show_upload(upload, received, place)
    usable = [upload for upload in read if upload.is_usable]
    left, right = st.columns([1, 4])
    accepted = left.button(
        f"Aufnehmen ({len(usable)} von {len(read)})", type="primary", disabled=not usable
    )
    discarded = right.button("Verwerfen")
    if accepted:
        st.session_state["accepted"] = "  \n".join(uploads.accept(usable, received, brought_by))
    if accepted or discarded:
        st.session_state["upload_turn"] = turn + 1
        st.rerun()

show_history()
