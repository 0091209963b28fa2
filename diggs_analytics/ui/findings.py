"""Findings as a table to work through: errors first, each with its place."""

import pandas as pd
import streamlit as st

from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.findings import Severity
from diggs_analytics.output.formats import count
from diggs_analytics.ui.markdown import literal

MOST_AT_ONCE = 200  # findings that stand there as text; more are a table to scroll
HEADINGS = {
    "severity": "Art",
    "sheet": "Blatt",
    "cell": "Zelle",
    "value": "gefunden",
    "message": "Befund",
    "suggestion": "Vorschlag",
}


def of_delivery(delivery: Delivery) -> pd.DataFrame:
    """The findings of a delivery that is not kept, as the store gives those of one that is."""
    rows = [
        {name: getattr(f, name) for name in HEADINGS} | {"severity": f.severity.value}
        for f in delivery.findings
    ]
    return pd.DataFrame(rows, columns=list(HEADINGS))


def show_findings(findings: pd.DataFrame) -> None:
    if findings.empty:
        st.success("Keine Befunde.", icon=":material/check:")
        return
    table = _grouped(findings)
    errors = int((table["Art"] == Severity.ERROR.label).sum())
    parts = (
        (errors, f"{count(errors, 'Fehler', 'Fehler')} (was da steht, zählt so nicht)"),
        (
            len(table) - errors,
            f"{count(len(table) - errors, 'Hinweis', 'Hinweise')} (bitte ansehen)",
        ),
    )
    st.markdown(", ".join(words for how_many, words in parts if how_many))
    if len(table) <= MOST_AT_ONCE:
        with st.container(height=420 if len(table) > 8 else "content", border=False):
            st.table(table.map(literal).set_index("Art"))
    else:
        st.dataframe(table, hide_index=True, height=420, alt="Befunde mit Blatt und Zelle")


def _grouped(findings: pd.DataFrame) -> pd.DataFrame:
    """Errors first, with German headings. What several sheets share stands there once."""
    table = findings.sort_values("severity", kind="stable")  # "error" before "warning"
    table = table.assign(severity=[Severity(value).label for value in table["severity"]])
    same = [name for name in HEADINGS if name != "sheet"]
    shared = table.groupby(same, sort=False, as_index=False)["sheet"].agg(_sheets)
    return shared[list(HEADINGS)].rename(columns=HEADINGS)


def _sheets(names: pd.Series) -> str:
    if len(names) <= 2:
        return ", ".join(names)
    return f"{names.iloc[0]} und {len(names) - 1} weitere"
