"""The empty forms, each to take along."""

import streamlit as st

from diggs_analytics.domain.schema import Table
from diggs_analytics.domain.tables import table_named
from diggs_analytics.output.formats import count, file_size
from diggs_analytics.output.template import template_name, template_workbook


def offer_template(table: Table) -> None:
    """What one row of the form is for, and the form."""
    content = _content(table.name)
    st.subheader(table.label, anchor=False)
    st.markdown(table.meaning)
    st.download_button(
        f"Formular »{table.label}« (.xlsx, {count(len(table.columns), 'Spalte', 'Spalten')}, "
        f"{file_size(len(content))})",
        content,
        template_name(table),
        on_click="ignore",
        icon=":material/download:",
        key=f"template_{table.name}",
    )


@st.cache_data(show_spinner=False)
def _content(name: str) -> bytes:
    return template_workbook(table_named(name))
