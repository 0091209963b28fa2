"""`status`: what is stored, and what is missing."""

import pandas as pd
from rich.console import Console
from rich.table import Table as Grid

from diggs_analytics.analysis.completeness import completeness
from diggs_analytics.analysis.records import Records, prepare
from diggs_analytics.analysis.selection import schuljahre
from diggs_analytics.domain.tables import ANZEIGEN, POK, SCHULEN, table_named
from diggs_analytics.output.formats import day, number
from diggs_analytics.store import open_store, state, store_exists

EMPTY = "Der Bestand ist leer: Es wurde noch nichts aufgenommen."
NOT_DELIVERED = "fehlt"


def print_status(database: str | None) -> None:
    """Table × Bezirksregierung × Schuljahr: rows, day of the delivery, what is missing."""
    console = Console()
    engine = open_store(database) if store_exists(database) else None
    scopes = state.scopes(engine) if engine else pd.DataFrame()
    if scopes.empty:
        console.print(EMPTY)
        return
    records = prepare(*(state.rows(engine, t) for t in (ANZEIGEN, POK, SCHULEN)), scopes)
    for name, rows in completeness(records).groupby("table", sort=False):
        console.print(_grid(table_named(name).label, rows))
    console.print(_others(records))
    aside = len(state.set_aside(engine))
    console.print(f"Zurückgestellte Zeilen, die in keine Zahl eingehen: {number(aside)}")


def _grid(title: str, rows: pd.DataFrame) -> Grid:
    grid = Grid(title=title, title_justify="left")
    grid.add_column("Bezirksregierung")
    for jahr in rows["schuljahr"].unique():
        grid.add_column(jahr, justify="right")
    for name, part in rows.groupby("bezirksregierung", sort=False):
        grid.add_row(name, *(_cell(row) for row in part.itertuples()))
    return grid


def _cell(row) -> str:
    if not row.delivered:
        return NOT_DELIVERED
    return f"{number(row.rows)} ({day(row.received)})"


def _others(records: Records) -> Grid:
    grid = Grid(title="Übrige Tabellen", title_justify="left")
    for heading in ("Tabelle", "Zeitraum", "Zeilen", "eingegangen"):
        grid.add_column(heading)
    scopes = records.scopes[~records.scopes["table"].isin([ANZEIGEN.name, POK.name])]
    for (name, period), part in scopes.groupby(["table", "period"]):
        rows = number(part["rows"].sum())
        grid.add_row(table_named(name).label, period, rows, day(part["received"].max()))
    registers = scopes.loc[scopes["table"] == SCHULEN.name, "period"]
    for jahr in sorted(set(schuljahre(records)).difference(registers)):
        grid.add_row(SCHULEN.label, jahr, NOT_DELIVERED, "")
    return grid
