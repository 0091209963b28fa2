"""Who has delivered what, and what is missing."""

from collections.abc import Sequence

import pandas as pd

from diggs_analytics.analysis.coverage import listed
from diggs_analytics.analysis.records import Records
from diggs_analytics.analysis.selection import schuljahre as all_schuljahre
from diggs_analytics.domain.codes import BEZIRKSREGIERUNGEN
from diggs_analytics.domain.schema import Table
from diggs_analytics.domain.schuljahr import FIRST_UNDER_APO_BK
from diggs_analytics.domain.tables import ANZEIGEN, POK, SCHULEN

SCOPE = ["table", "bezirksregierung", "schuljahr"]
OF_DELIVERY = ["received", "rows", "set_aside", "file_name"]


def completeness(records: Records, schuljahre: Sequence[str] | None = None) -> pd.DataFrame:
    """One row for each delivery that is due: anzeigen and, from 2024/25 on, pok, of
    each Bezirksregierung and Schuljahr; columns table, bezirksregierung, schuljahr, delivered
    (bool), received, rows, set_aside, file_name (missing where it has not come)."""
    due = pd.DataFrame(
        [
            (table.name, name, jahr)
            for jahr in (all_schuljahre(records) if schuljahre is None else schuljahre)
            for table in (ANZEIGEN, POK)
            if _is_due(table, jahr)
            for name in BEZIRKSREGIERUNGEN
        ],
        columns=SCOPE,
    )
    came = records.scopes.rename(columns={"period": "schuljahr"}, errors="raise")
    came = came[[*SCOPE, *OF_DELIVERY]].astype({"rows": "Int64", "set_aside": "Int64"})
    due = due.merge(came, how="left", on=SCOPE, validate="one_to_one")
    due.insert(len(SCOPE), "delivered", due["file_name"].notna())
    return due


def missing(records: Records, schuljahr: str) -> list[str]:
    """What has not come for the Schuljahr, a line each: "PoK: Detmold und Köln"."""
    lines = []
    for table in (ANZEIGEN, POK, SCHULEN):
        absent = [
            name
            for name in BEZIRKSREGIERUNGEN
            if (table.name, name, schuljahr) not in records.received and _is_due(table, schuljahr)
        ]
        if absent:
            whose = listed(absent) if len(absent) < len(BEZIRKSREGIERUNGEN) else "keine Lieferung"
            label = "Register der Schulen" if table is SCHULEN else table.label
            lines.append(f"{label}: {whose}")
    return lines


def _is_due(table: Table, schuljahr: str) -> bool:
    """There are no PoK before the legal basis that asks for them (DOMAIN 1.1)."""
    return table is not POK or schuljahr >= FIRST_UNDER_APO_BK
