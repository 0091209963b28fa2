"""Records drawn as text: what a picture leaves out is the same everywhere."""

from collections.abc import Sequence
from datetime import date, datetime

import pandas as pd

from diggs_analytics.analysis.records import Records, prepare
from diggs_analytics.analysis.selection import Selection
from diggs_analytics.domain.codes import BEZIRKSREGIERUNGEN
from diggs_analytics.domain.schema import Table
from diggs_analytics.domain.schuljahr import last_day
from diggs_analytics.domain.tables import ANZEIGEN, POK, SCHULEN
from tests.builders import typed_rows
from tests.text_tables import table as drawn

JAHR = "2025/26"
WHOLE_YEAR = Selection(JAHR, last_day(JAHR))

SAME = {
    "schuljahr": JAHR,
    "bezirksregierung": "Köln",
    "schulnummer": "200001",
    "eingangsdatum": pd.Timestamp("2025-09-01"),
    "art": "Erstanzeige",
    "status": "angezeigt",
}
SAME_BILDUNGSGANG = {"anlage": "A", "untertyp": 1, "bildungsgang": "Koch"}


def records(anzeigen="", pok="", schulen="", scopes: str | None = None) -> Records:
    """Pictures of the tables, or lists of rows. ``scopes`` is one of table, bezirksregierung, period, received;
    without it exactly that has been delivered which the rows show, on the last day."""
    frames = [
        stored(anzeigen, ANZEIGEN, SAME | SAME_BILDUNGSGANG),
        stored(pok, POK, SAME | SAME_BILDUNGSGANG),
        stored(schulen, SCHULEN, SAME | {"schulform": "Berufskolleg"}),
    ]
    tables = [table.name for table in (ANZEIGEN, POK, SCHULEN)]
    shown = (
        drawn(scopes, dtype="str") if scopes else of_rows(dict(zip(tables, frames, strict=True)))
    )
    return prepare(*frames, as_stored(shown))


def stored(text: str | Sequence[dict], table: Table, same: dict) -> pd.DataFrame:
    """Rows as the store gives them; columns that the picture lacks hold what ``same`` says."""
    rows = typed_rows(text, table) if isinstance(text, str) else typed(text, table)
    lacking = [name for name in same if name in table and rows[name].isna().all()]
    rows = rows.assign(**{name: same[name] for name in lacking}).astype(table.dtypes)
    return rows.assign(delivery_id=1, sheet="Tabelle1", row=rows.index).reset_index(drop=True)


def typed(rows: Sequence[dict], table: Table) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=table.names).astype(table.dtypes)


def of_rows(frames: dict[str, pd.DataFrame]) -> pd.DataFrame:
    scopes = {
        (name, *scope)
        for name, rows in frames.items()
        for scope in zip(rows["bezirksregierung"], rows["schuljahr"], strict=True)
    }
    return pd.DataFrame(sorted(scopes), columns=["table", "bezirksregierung", "period"])


def as_stored(scopes: pd.DataFrame) -> pd.DataFrame:
    days = (
        scopes["received"].map(date.fromisoformat)
        if "received" in scopes
        else scopes["period"].map(last_day)
    )
    return scopes.assign(
        rows=1,
        set_aside=0,
        received=days.astype("object"),
        imported_at=datetime(2026, 11, 1),
        file_name="lieferung.xlsx",
        delivery_id=1,
    )


def all_delivered(*schuljahre: str, tables=("anzeigen", "pok", "schulen")) -> str:
    lines = [
        f"{table} | {name} | {jahr}"
        for table in tables
        for name in BEZIRKSREGIERUNGEN
        for jahr in schuljahre
    ]
    return "\n".join(["table | bezirksregierung | period", *lines])
