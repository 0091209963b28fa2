"""The deliveries that came, and what is known of each."""

import pandas as pd
import streamlit as st

from diggs_analytics.output.formats import day, file_size
from diggs_analytics.store import deliveries
from diggs_analytics.ui import session
from diggs_analytics.ui.feedback import marked_again, offer_feedback
from diggs_analytics.ui.findings import show_findings
from diggs_analytics.ui.markdown import literal

HEADINGS = {
    "file_name": "Datei",
    "received": "eingegangen",
    "imported_at": "aufgenommen",
    "brought_by": "von",
    "scopes": "enthält",
    "in_force": "gilt",
    "taken_back_on": "zurückgenommen",
    "rows_read": "gelesen",
    "rows_accepted": "übernommen",
    "rows_set_aside": "zurückgestellt",
    "rows_skipped": "übersprungen",
    "errors": "Fehler",
    "warnings": "Hinweise",
}

SKIPPED = {"sheet": "Blatt", "row": "Zeile", "reason": "Grund"}


def show_history() -> None:
    """Newest first. A click on a row shows its findings and gives the file back as it came."""
    listed = deliveries.listing(session.store())
    st.subheader("Bisherige Lieferungen", anchor=False)
    if listed.empty:
        st.caption("Noch keine.")
        return
    chosen = st.dataframe(
        listed[list(HEADINGS)].rename(columns=HEADINGS),
        hide_index=True,
        column_config={
            "eingegangen": st.column_config.DateColumn(format="DD.MM.YYYY"),
            "zurückgenommen": st.column_config.DateColumn(format="DD.MM.YYYY"),
            "aufgenommen": st.column_config.DatetimeColumn(
                format="DD.MM.YYYY HH:mm", timezone="Europe/Berlin"
            ),
            "gilt": st.column_config.CheckboxColumn(help="Mindestens ein Teil ist der geltende."),
        },
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        key="history",
        alt="Liste der Lieferungen",
    )
    if rows := chosen.selection.rows:
        _show_delivery(listed.iloc[rows[0]])


def _show_delivery(delivery: pd.Series) -> None:
    engine, number = session.store(), int(delivery["delivery_id"])
    st.markdown(f"**{literal(delivery['file_name'])}**")
    name, content = deliveries.original(engine, number)
    with st.container(horizontal=True):
        if content is None:
            st.caption("Die Datei selbst wurde nach der eingestellten Frist gelöscht.")
        else:
            st.download_button(
                f"Datei, wie sie kam ({file_size(len(content))})", content, name, on_click="ignore"
            )
            offer_feedback(marked_again(number, name, content), "feedback_kept")
        _offer_to_take_back(delivery)
    show_findings(deliveries.findings(engine, number))
    skipped = deliveries.skipped(engine, number)
    if len(skipped):
        st.caption("Übersprungene Zeilen")
        st.dataframe(skipped.rename(columns=SKIPPED), hide_index=True, alt="Übersprungene Zeilen")


def _offer_to_take_back(delivery: pd.Series) -> None:
    """The state before stands again; the list keeps both, and who did it why."""
    if pd.notna(delivery["taken_back_on"]):
        st.caption(
            f"Zurückgenommen am {day(delivery['taken_back_on'])} von "
            f"{literal(delivery['taken_back_by'])}: {literal(delivery['taken_back_reason'])}"
        )
        return
    with st.popover("Zurücknehmen", icon=":material/undo:"):
        st.write("Der Stand davor gilt wieder; die Lieferung bleibt in der Liste.")
        by = st.text_input("Kürzel", st.session_state.get("upload_by", ""), key="take_back_by")
        reason = st.text_input("Grund", key="take_back_reason")
        if st.button("Lieferung zurücknehmen", type="primary", disabled=not (by and reason)):
            deliveries.take_back(session.store(), int(delivery["delivery_id"]), by, reason)
            st.rerun()
