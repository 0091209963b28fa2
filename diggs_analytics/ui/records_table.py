"""Records as a table on the page and as files, the same rows in both."""

from datetime import datetime

import pandas as pd
import streamlit as st

from diggs_analytics.analysis.selection import select
from diggs_analytics.domain.corrections import BERICHTIGT
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.domain.set_aside import ZURUECKGESTELLT
from diggs_analytics.domain.tables import ANZEIGEN, POK, SCHULEN
from diggs_analytics.output.exports import file_name, write
from diggs_analytics.output.formats import count
from diggs_analytics.output.notes import Notes, filters
from diggs_analytics.output.tables import set_aside_rows, with_mark
from diggs_analytics.ui import session
from diggs_analytics.ui.downloads import offer_file

WITHDRAWN_TOO = " Zurückgezogene stehen mit in der Tabelle; Kennzahlen zählen sie nicht."
TABLES = {table.name: table for table in (ANZEIGEN, POK, SCHULEN, ZURUECKGESTELLT)}
# A row set aside may not say whose or of which Schuljahr it is: it is shown under every filter.
UNREADABLE = ""
SUFFIXES = (".xlsx", ".csv", ".parquet")


def choose_table() -> tuple[Table, pd.DataFrame]:
    """The chosen table and its rows under the filters."""
    name = st.segmented_control(
        "Tabelle",
        list(TABLES),
        format_func=lambda name: TABLES[name].label,
        default=ANZEIGEN.name,
        required=True,
        key="tabelle",
        bind="query-params",
        label_visibility="collapsed",
    )
    return TABLES[name], _rows(TABLES[name])


def _rows(table: Table) -> pd.DataFrame:
    """Under the filters of the sidebar, as far as the table has their columns."""
    selection = session.selection()
    if table is ZURUECKGESTELLT:
        rows = set_aside_rows(session.set_aside(session.version()))
        return _in_scope(rows, "zeitraum")
    if table is SCHULEN:
        return _in_scope(session.rows(SCHULEN, session.version()), "schuljahr")
    rows = session.rows(table, session.version())
    chosen = select(getattr(session.records(), table.name), selection)["record_id"]
    return rows.iloc[sorted(set(chosen))]


def _in_scope(rows: pd.DataFrame, period: str) -> pd.DataFrame:
    """Tables without an Eingangsdatum know Schuljahr and Bezirksregierung only."""
    selection = session.selection()
    chosen = rows[period].isin([selection.schuljahr, UNREADABLE])
    if selection.bezirksregierung:
        chosen &= rows["bezirksregierung"].isin([*selection.bezirksregierung, UNREADABLE])
    return rows[chosen]


def show_records(table: Table, rows: pd.DataFrame) -> None:
    withdrawn = WITHDRAWN_TOO if "status" in table else ""
    st.caption(f"{count(len(rows), 'Zeile', 'Zeilen')}. {table.meaning}{withdrawn}")
    if corrected := int(rows[BERICHTIGT.name].ne("").sum()) if BERICHTIGT.name in rows else 0:
        words = count(corrected, "Zeile ist", "Zeilen sind")
        st.caption(
            f"{words} berichtigt. Die Spalte »Berichtigt« nennt gelieferten → geltenden Wert; in "
            "Dateien steht sie als letzte."
        )
    table_of_records(table, rows, height=560)


def table_of_records(table: Table, rows: pd.DataFrame, **options: object) -> object:
    """With German headings, and with the column Berichtigt if any of the rows is corrected."""
    table = with_mark(table, rows)
    labels = {column.name: column.label for column in table}
    return st.dataframe(
        rows[table.names].rename(columns=labels),
        hide_index=True,
        column_config={column.label: shown_as(column) for column in table},
        placeholder="",
        alt=f"{table.label}, {count(len(rows), 'Zeile', 'Zeilen')}",
        **options,
    )


def shown_as(column: Column) -> object:
    """How a column is shown: dates and numbers German, the meaning one hover away."""
    config = st.column_config
    if column is BERICHTIGT:  # in sight wherever somebody scrolls
        return config.TextColumn(help=column.meaning, pinned=True, width="medium")
    match column.kind:
        case Kind.DATE:
            return config.DateColumn(format="DD.MM.YYYY", help=column.meaning)
        case Kind.SHARE:
            return config.NumberColumn(format="percent", help=column.meaning)
        case Kind.INT if not column.unit:  # a year or a number of order
            return config.NumberColumn(format="%d", help=column.meaning)
        case Kind.NUMBER | Kind.INT:
            return config.NumberColumn(format="localized", help=column.meaning)
        case Kind.YES_NO:
            return config.CheckboxColumn(help=column.meaning)
    return config.TextColumn(help=column.meaning)


def take_along(table: Table, rows: pd.DataFrame) -> None:
    """Files of exactly these rows. Made only when somebody opens the list: it takes a moment."""
    offer = st.expander(
        f"Mitnehmen: {count(len(rows), 'Zeile', 'Zeilen')} als Excel, CSV oder Parquet",
        icon=":material/download:",
        key="mitnehmen",
        on_change="rerun",
    )
    if not offer.open:
        return
    notes = _notes(table)
    with offer:
        for suffix, column in zip(SUFFIXES, st.columns(len(SUFFIXES)), strict=True):
            content = write(rows, with_mark(table, rows), notes, suffix)
            holds, name = count(len(rows), "Zeile", "Zeilen"), file_name(table, notes, suffix)
            with column:
                offer_file(suffix, content, holds, name, key=f"download{suffix}")
        st.caption(
            "Enthalten sind genau die Zeilen der Tabelle oben; die Excel-Datei nennt Filter und "
            "Stichtag auf dem Deckblatt, die anderen im Dateinamen."
        )


def _notes(table: Table) -> Notes:
    records, selection = session.records(), session.selection()
    dated = "eingangsdatum" in table
    chosen = filters(selection) if dated else filters(selection)[:2]
    return Notes(
        title=table.label,
        filters=chosen,
        stand=session.data_as_of(records),
        created=datetime.now(),
        stichtag=selection.stichtag if dated else None,
        rule=table.meaning,
    )
