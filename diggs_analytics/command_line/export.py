"""`export`: a table as a file."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from diggs_analytics.command_line.saving import save
from diggs_analytics.domain.errors import DiggsError, UnknownTable
from diggs_analytics.domain.schema import Table
from diggs_analytics.domain.set_aside import ZURUECKGESTELLT
from diggs_analytics.domain.tables import table_named
from diggs_analytics.output.exports import write
from diggs_analytics.output.formats import count
from diggs_analytics.output.notes import ALL, Notes
from diggs_analytics.output.tables import set_aside_rows, with_mark
from diggs_analytics.store import Engine, open_store, state, store_exists


def export_table(
    name: str,
    output: Path,
    schuljahre: Sequence[str],
    bezirksregierungen: Sequence[str],
    stand: date | None,
    database: str | None,
) -> str:
    """Write the table and say in one sentence what was written."""
    table = _table(name)
    if not store_exists(database):
        raise DiggsError("Der Bestand ist leer: Es wurde noch nichts aufgenommen.")
    rows = _rows(open_store(database), table, stand)
    rows = _chosen(rows, _schuljahr_column(table), "schuljahr", schuljahre, table)
    rows = _chosen(rows, "bezirksregierung", "bezirksregierung", bezirksregierungen, table)
    notes = Notes(
        title=table.label,
        filters=(
            ("Schuljahr", ", ".join(schuljahre) or ALL),
            ("Bezirksregierung", ", ".join(bezirksregierungen) or ALL),
        ),
        stand=stand or date.today(),
        created=datetime.now(),
        rule=table.meaning,
    )
    save(output, write(rows, with_mark(table, rows), notes, output.suffix))
    return f"{output}: {count(len(rows), 'Zeile', 'Zeilen')}."


def _table(name: str) -> Table:
    if name == ZURUECKGESTELLT.name:
        return ZURUECKGESTELLT
    try:
        return table_named(name)
    except UnknownTable as error:
        sentence = str(error).removesuffix(".")
        raise UnknownTable(f"{sentence}, {ZURUECKGESTELLT.name}.") from error


def _rows(engine: Engine, table: Table, stand: date | None) -> pd.DataFrame:
    if table is ZURUECKGESTELLT:
        return set_aside_rows(state.set_aside(engine, stand))
    return state.rows(engine, table, stand)


def _schuljahr_column(table: Table) -> str:
    return "zeitraum" if table is ZURUECKGESTELLT else "schuljahr"


def _chosen(
    rows: pd.DataFrame, column: str, option: str, values: Sequence[str], table: Table
) -> pd.DataFrame:
    if values and column not in table:
        raise DiggsError(f"Die Tabelle »{table.name}« hat keine Spalte für --{option}.")
    return rows[rows[column].isin(values)] if values else rows
