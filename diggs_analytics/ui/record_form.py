"""One row as a form: a field for each column, read and checked like a file as it is filled in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from diggs_analytics.domain.canonical import EMPTY
from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.findings import Finding, errors
from diggs_analytics.domain.schema import Column, Table
from diggs_analytics.intake.cells import CellSheet
from diggs_analytics.intake.context import Settled
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.output.template import choices
from diggs_analytics.store import recipes, registers
from diggs_analytics.ui import session
from diggs_analytics.ui.markdown import literal

COLUMNS = 3
NOT_A_ROW = "So lässt sich die Zeile nicht zählen."


@dataclass(frozen=True)
class Filled:
    """``rows`` is a frame of one row, or empty if the record cannot be counted as it stands;
    ``touched`` are the columns whose field somebody changed."""

    rows: pd.DataFrame
    touched: frozenset[str]
    findings: tuple[Finding, ...]


def fill_in(
    table: Table, shown: Mapping[str, str], exact: Mapping[str, str], sender: str, key: str
) -> Filled:
    """The form with what it says. ``shown`` is what the fields hold at first; where nobody changes
    it, ``exact`` is read, column by column."""
    typed = {name: st.session_state.get(f"{key}_{name}", shown[name]) for name in table.names}
    touched = frozenset(name for name in table.names if typed[name] != shown[name])
    texts = {name: typed[name] if name in touched else exact[name] for name in table.names}
    delivery = _read(texts, table, sender)
    filled = Filled(delivery.rows(table), touched, delivery.all_findings)
    _show_fields(table, shown, filled.findings, key)
    if filled.rows.empty and not errors(filled.findings):
        st.error(NOT_A_ROW)
    return filled


def _read(texts: Mapping[str, str], table: Table, sender: str) -> Delivery:
    cells = [[column.label for column in table], [texts[name] for name in table.names]]
    spoken = {
        name: tuple(one for one in recipe if one.column)  # the labels are ours already
        for name, recipe in recipes.recipes(session.store()).items()
    }
    known = Known(date.today(), _schools(session.version()), spoken)
    return read_delivery(
        table.label,
        b"",
        known,
        Settled(bezirksregierung=sender),
        reading=lambda: [CellSheet(table.label, cells)],
    )


@st.cache_resource(show_spinner=False, max_entries=1)
def _schools(version: int) -> Mapping[str, Mapping[str, str]]:
    return registers.schools(session.store())


def _show_fields(
    table: Table, shown: Mapping[str, str], findings: Sequence[Finding], key: str
) -> None:
    columns = table.columns
    for first in range(0, len(columns), COLUMNS):
        for column, place in zip(
            columns[first : first + COLUMNS], st.columns(COLUMNS), strict=False
        ):
            with place:
                _field(column, shown[column.name], f"{key}_{column.name}")
                _say(finding for finding in findings if finding.column == column.name)
    _say(finding for finding in findings if finding.column not in table)


def _field(column: Column, text: str, key: str) -> None:
    label = f"{column.label} *" if column.required else column.label
    if allowed := choices(column):
        options = list(dict.fromkeys(["", *allowed, text]))
        st.selectbox(
            label,
            options,
            options.index(text),
            format_func=lambda value: value or EMPTY,
            help=column.meaning,
            key=key,
        )
    else:
        st.text_input(label, text, help=column.meaning, key=key)


def _say(findings: Iterable[Finding]) -> None:
    for finding in findings:
        suggestion = f" Vorschlag: {finding.suggestion}" if finding.suggestion else ""
        show = st.error if finding.is_error else st.warning
        show(literal(finding.message + suggestion))
