"""The marked workbook for the sender of a file, ready to be taken along."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.intake.feedback import feedback, feedback_name
from diggs_analytics.output.formats import count, file_size


def marked(content: bytes, findings: Sequence[Finding]) -> bytes | None:
    """Nothing where there is nothing to report, or no workbook to report it in."""
    if not findings:
        return None
    try:
        return feedback(content, findings)
    except RejectedFile:
        return None


@st.cache_resource(show_spinner=False, max_entries=5)
def marked_again(sha256: str, _content: bytes, _findings: pd.DataFrame) -> bytes | None:
    """That of a delivery that was kept; its bytes and what was found in them never change."""
    rows = _findings.to_dict("records")
    found = [Finding(**row | {"severity": Severity(row["severity"])}) for row in rows]
    return marked(_content, found)


def offer_feedback(
    file_name: str, content: bytes, for_sender: bytes | None, findings: int, key: str
) -> None:
    if for_sender:
        what = f"{count(findings, 'Befund', 'Befunde')}, {file_size(len(for_sender))}"
        st.download_button(
            f"Rückmeldung an den Absender ({what})",
            for_sender,
            feedback_name(file_name, content),
            on_click="ignore",
            key=key,
            icon=":material/reply:",
            help="Die Datei, wie sie kam, mit markierten Zellen, einem Kommentar an jeder und "
            "einem Blatt »Rückmeldung«.",
        )
