"""The marked workbook for the sender of a file, ready to be taken along."""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.intake.feedback import feedback, feedback_name
from diggs_analytics.output.formats import count, file_size
from diggs_analytics.store import deliveries
from diggs_analytics.ui import session


class Feedback(NamedTuple):
    file_name: str
    content: bytes
    findings: int


def marked(
    file_name: str, content: bytes, findings: Sequence[Finding], password: str = ""
) -> Feedback | None:
    """Nothing where there is nothing to report, or no workbook to report it in."""
    if not findings:
        return None
    try:
        return Feedback(
            feedback_name(file_name, content, password),
            feedback(content, findings, password),
            len(findings),
        )
    except RejectedFile:
        return None


@st.cache_resource(show_spinner=False, max_entries=5)
def marked_again(delivery_id: int, file_name: str, _content: bytes) -> Feedback | None:
    """That of a delivery that was kept; its bytes and what was found in them never change."""
    rows = deliveries.findings(session.store(), delivery_id).to_dict("records")
    found = [Finding(**row | {"severity": Severity(row["severity"])}) for row in rows]
    return marked(file_name, _content, found)


def offer_feedback(given: Feedback | None, key: str) -> None:
    if given:
        what = f"{count(given.findings, 'Befund', 'Befunde')}, {file_size(len(given.content))}"
        st.download_button(
            f"Rückmeldung an den Absender ({what})",
            given.content,
            given.file_name,
            on_click="ignore",
            key=key,
            icon=":material/reply:",
            help="Die Datei, wie sie kam, mit markierten Zellen, einem Kommentar an jeder und "
            "einem Blatt »Rückmeldung«.",
        )
