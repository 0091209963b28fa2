"""The declarations as tables to read."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from diggs_analytics.analysis.measures import Measure
from diggs_analytics.domain.schema import Column, Table
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.domain.tables import table_named

YES = "ja"


def show_measures(measures: Iterable[Measure]) -> None:
    rows = [(m.label, m.definition, m.unit, table_named(m.table).label) for m in measures]
    st.table(
        pd.DataFrame(rows, columns=["Kennzahl", "Zählregel", "Einheit", "aus"]).set_index(
            "Kennzahl"
        )
    )


def show_table(table: Table) -> None:
    st.markdown(table.meaning)
    st.caption(
        "Als Überschrift erkannt wird der Name, die Beschriftung und jede andere Schreibweise; "
        "Groß- und Kleinschreibung, Leerzeichen, Bindestriche und Fußnoten sind gleichgültig."
    )
    rows = [
        {
            "Spalte": column.label,
            "Name in Dateien": column.name,
            "nötig": YES if column.required else "",
            "Bedeutung": column.meaning,
            "Werte": _values(column),
            "auch erkannt als": ", ".join(column.aliases),
        }
        for column in table
    ]
    st.table(pd.DataFrame(rows).set_index("Spalte"))


def _values(column: Column) -> str:
    return ", ".join(column.allowed) or column.unit or column.kind.value


def show_signs(signs: type[Nothing]) -> None:
    st.markdown(
        "Null ist nicht nichts: Wo keine Zahl steht, sagt ein Zeichen, warum (nach DIN 55301)."
    )
    rows = [(sign.value, sign.words) for sign in signs]
    st.table(pd.DataFrame(rows, columns=["Zeichen", "Bedeutung"]).set_index("Zeichen"))
