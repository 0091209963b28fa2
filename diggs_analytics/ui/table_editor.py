"""A table of one Jahr edited on the page: what is saved is a delivery like any other, through the
same reading and the same checks, and the state before stays on file."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
import streamlit as st

from diggs_analytics.domain.delivery import Delivery, Scope, scopes
from diggs_analytics.domain.findings import Severity
from diggs_analytics.domain.plan import Plan
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.output.formats import enumeration
from diggs_analytics.output.spreadsheet import rows_workbook
from diggs_analytics.store import deliveries, registers
from diggs_analytics.ui import session
from diggs_analytics.ui.changes import show_difference
from diggs_analytics.ui.markdown import literal

YES, NO = "ja", "nein"
MOST_NAMED = 5  # rows of one finding


@dataclass(frozen=True)
class Checked:
    delivery: Delivery
    plan: Plan


def years(table: Table) -> list[int]:
    """Those of which rows are on file."""
    return sorted(map(int, _jahre(session.rows(table, session.version()), table).unique()))


def edit(table: Table, jahr: int) -> None:
    """The rows of the Jahr in an editor; below it what is wrong with them, what would change, and
    the button that saves."""
    begun, edited = _edited(table, jahr)
    if edited.equals(begun):
        st.caption("Noch ist nichts geändert. Neue Zeilen kommen unten an die Tabelle.")
        return
    if not len(edited):
        st.warning("Eine Liste ohne Zeile lässt sich nicht speichern.")
        return
    rows, begun_at = _as_rows(edited, table, jahr), _begin(table, jahr)
    checked = _check(table, jahr, rows, begun_at, session.version())
    _show_findings(checked.delivery, table)
    show_difference(checked.plan)
    _offer_to_save(checked, table, jahr, begun)


def _edited(table: Table, jahr: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What stood there when editing began, and what stands there now; the Jahr is that of all
    rows."""
    key = _key(table, jahr, "begun")
    if key not in st.session_state:
        st.session_state[key] = _editable(table, jahr)
    begun = st.session_state[key]
    edited = st.data_editor(
        begun,
        num_rows="dynamic",
        column_config={column.label: _shown_as(column) for column in _columns(table)},
        placeholder="",
        height="content" if len(begun) < 20 else 700,
        key=_key(table, jahr, f"editor_{st.session_state.get(_key(table, jahr, 'turn'), 0)}"),
    )
    return begun, edited.dropna(how="all")


def _editable(table: Table, jahr: int) -> pd.DataFrame:
    rows = session.rows(table, session.version())
    of_jahr = rows[_jahre(rows, table) == jahr].reset_index(drop=True)
    shown = {
        column.label: of_jahr[column.name].map({True: YES, False: NO}).astype("str")
        if column.kind is Kind.YES_NO
        else of_jahr[column.name]
        for column in _columns(table)
    }
    return pd.DataFrame(shown).set_axis(range(1, len(of_jahr) + 1))


def _jahre(rows: pd.DataFrame, table: Table) -> pd.Series:
    period = rows[table.period]
    return period.dt.year if table[table.period].kind is Kind.DATE else period


def _columns(table: Table) -> list[Column]:
    return [column for column in table if column.kind is Kind.DATE or column.name != table.period]


def _shown_as(column: Column) -> object:
    common = {"help": column.meaning, "required": column.required}
    match column.kind:
        case Kind.CHOICE:
            return st.column_config.SelectboxColumn(options=list(column.allowed), **common)
        case Kind.YES_NO:
            return st.column_config.SelectboxColumn(options=[YES, NO], **common)
        case Kind.DATE:
            return st.column_config.DateColumn(format="DD.MM.YYYY", **common)
        case Kind.INT:
            return st.column_config.NumberColumn(step=1, min_value=0, format="%d", **common)
        case Kind.NUMBER:
            return st.column_config.NumberColumn(min_value=0, **common)
    return st.column_config.TextColumn(**common)


def _as_rows(edited: pd.DataFrame, table: Table, jahr: int) -> pd.DataFrame:
    """With the names and types of the table."""
    rows = edited.rename(columns={column.label: column.name for column in table})
    for column in _columns(table):
        if column.kind is Kind.YES_NO:
            values = rows[column.name].map({YES: True, NO: False}).astype("boolean")
            rows = rows.assign(**{column.name: values})
    if table.period not in rows:
        rows = rows.assign(**{table.period: jahr})
    return rows[table.names].astype(table.dtypes)


@st.cache_resource(show_spinner="Wird geprüft …", max_entries=4)
def _check(
    table: Table, jahr: int, rows: pd.DataFrame, begun_at: datetime, version: int
) -> Checked:
    """By the very intake that files go through; the file is named after what it is."""
    engine = session.store()
    content = rows_workbook(rows, table, begun_at)
    name = f"{table.label} {jahr}, bearbeitet am {begun_at:%d.%m.%Y um %H.%M}.xlsx"
    delivery = read_delivery(name, content, Known(date.today(), **registers.on_file(engine)))
    return Checked(delivery, deliveries.plan(engine, delivery, date.today()))


def _show_findings(delivery: Delivery, table: Table) -> None:
    """By rows of the editor: in the file that is read, a header stands above them. What is said
    of several rows is said once."""
    if delivery.rejected:
        st.error(literal(delivery.rejected))
    rows = defaultdict(list)
    for finding in delivery.findings:
        label = table[finding.column].label if finding.column in table else ""
        rows[finding.severity, label, finding.message].append(finding.row - 1)
    for severity, show in ((Severity.ERROR, st.error), (Severity.WARNING, st.warning)):
        lines = [
            f"- {literal(_place(numbers, label) + message)}"
            for (of, label, message), numbers in rows.items()
            if of is severity
        ]
        if lines:
            show("\n".join(lines))


def _place(rows: Sequence[int], label: str) -> str:
    if min(rows) < 1:  # of the list as a whole
        return ""
    named = enumeration([str(row) for row in rows[:MOST_NAMED]])
    if len(rows) > MOST_NAMED:
        named = f"{', '.join(map(str, rows[:MOST_NAMED]))} und {len(rows) - MOST_NAMED} weitere"
    return f"{'Zeile' if len(rows) == 1 else 'Zeilen'} {named}{label and f', {label}'}: "


def _offer_to_save(checked: Checked, table: Table, jahr: int, begun: pd.DataFrame) -> None:
    reasons = _reasons_against(checked, table, jahr, begun)
    for reason in reasons:
        st.error(reason)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        who = st.text_input(
            "bearbeitet von (Kürzel)", key="upload_by", persist_state="session", width=240
        ).strip()
        if st.button("Speichern", type="primary", disabled=bool(reasons) or not who):
            deliveries.keep(session.store(), checked.delivery, date.today(), who)
            _begin_anew(table, jahr)
            st.toast("Gespeichert.", icon=":material/check:")
            st.rerun()
        if st.button("Verwerfen"):
            _begin_anew(table, jahr)
            st.rerun()
    if not who:
        st.caption("Wer bearbeitet, gibt ein Kürzel an; es steht im Verlauf.")


def _reasons_against(
    checked: Checked, table: Table, jahr: int, begun: pd.DataFrame
) -> Sequence[str]:
    if any(f.is_error for f in checked.delivery.findings) or checked.delivery.rejected:
        return ["Erst die Fehler beheben, dann lässt sich speichern."]
    held = scopes(checked.delivery.rows(table), table)
    if set(held) != {Scope(table.name, "", str(jahr))}:
        return [f"Hier stehen nur Zeilen des Jahres {jahr}; andere bitte unter ihrem Jahr."]
    if not _editable(table, jahr).equals(begun):
        return ["Inzwischen hat jemand anderes diese Liste geändert; bitte verwerfen und neu "
                "beginnen."]  # fmt: skip
    return []


def _begin(table: Table, jahr: int) -> datetime:
    return st.session_state.setdefault(_key(table, jahr, "since"), datetime.now())


def _begin_anew(table: Table, jahr: int) -> None:
    turn = st.session_state.get(_key(table, jahr, "turn"), 0)
    for what in ("begun", "since"):
        st.session_state.pop(_key(table, jahr, what), None)
    st.session_state[_key(table, jahr, "turn")] = turn + 1


def _key(table: Table, jahr: int, what: str) -> str:
    return f"edit_{table.name}_{jahr}_{what}"
