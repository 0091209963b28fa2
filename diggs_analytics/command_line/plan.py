"""`import --dry-run`: the plan row by row, as lines for people and as objects for scripts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from diggs_analytics.command_line.report import Checked
from diggs_analytics.domain.delivery import Delivery, Sheet, periods
from diggs_analytics.domain.plan import Action, Plan, PlannedRows, differences, superseded
from diggs_analytics.domain.schema import Table
from diggs_analytics.output.plan import plan_rows, superseded_sentences

LISTED = tuple(action for action in Action if action is not Action.UNCHANGED)


def plan_lines(plan: Plan, delivery: Delivery) -> Iterator[str]:
    """A line for each row, of a changed row one for each field; unchanged rows are counted."""
    rows = plan_rows(plan, delivery.sheets, LISTED).astype(object).fillna("")
    if rows.empty:
        return
    unchanged = plan.count(Action.UNCHANGED)
    yield "  Zeile für Zeile" + (f" ({unchanged} unverändert, nicht aufgeführt)" * bool(unchanged))
    yield from (f"  {row['aenderung']:14} {_what(row)}" for row in rows.to_dict("records"))


def _what(row: dict[str, object]) -> str:
    """``Blatt1, Zeile 3: Anzeigen Köln 2024/25, 200002 · A 1 · Koch: Klassen 3 → 5``."""
    place = f"{row['blatt']}, Zeile {row['zeile']}" if row["blatt"] else ""
    scope = " ".join(filter(None, (row["tabelle"], row["bezirksregierung"], row["zeitraum"])))
    whose = ", ".join(filter(None, (scope, row["schluessel"])))
    change = f"{row['feld']} {row['bisher']} → {row['neu']}" if row["feld"] else row["grund"]
    return ": ".join(filter(None, (place, whose, change)))


def plan_objects(plan: Plan, delivery: Delivery) -> list[dict[str, object]]:
    """An object for each row, unchanged ones too. Names and values are those of exports, dates
    ISO, a missing value null; of a row set aside the key is what stood in it, as text."""
    planned = [row for part in plan.parts for row in _planned(part)]
    return planned + [row for sheet in delivery.sheets for row in _set_aside(sheet)]


def with_overlaps(files: Sequence[Checked]) -> list[Checked]:
    """The files, with a note where one after it holds the same: each plan holds its file against
    the store as it is, but they would be kept one after the other."""
    found = superseded(
        [(file.delivery.file_name, Plan() if file.is_known else file.plan) for file in files]
    )
    return [
        replace(file, note=" ".join(filter(None, (file.note, *superseded_sentences(scopes)))))
        for file, scopes in zip(files, found, strict=True)
    ]


def _planned(part: PlannedRows) -> Iterator[dict[str, object]]:
    table, rows = part.table, part.rows.assign(period=periods(part.rows, part.table))
    changes = _changes(part) if part.action is Action.CHANGED else [[]] * len(rows)
    for row, changed in zip(rows.to_dict("records"), changes, strict=True):
        is_here = part.action is not Action.MISSING
        yield {
            "action": part.action.value,
            "table": table.name,
            "bezirksregierung": row["bezirksregierung"] if table.territorial else "",
            "period": row["period"],
            "key": {name: _plain(row[name]) for name in _key(table)},
            "sheet": row["sheet"] if is_here else "",
            "row": row["row"] if is_here else None,
            "changes": changed,
            "reasons": [],
        }


def _changes(part: PlannedRows) -> Iterator[list[dict[str, object]]]:
    different = differences(part.before, part.rows, part.table)
    frames = (different, part.before, part.rows)
    for unlike, was, now in zip(*(frame.to_dict("records") for frame in frames), strict=True):
        yield [
            {"column": name, "before": _plain(was[name]), "after": _plain(now[name])}
            for name in part.table.names
            if unlike[name]
        ]


def _set_aside(sheet: Sheet) -> Iterator[dict[str, object]]:
    for row in sheet.set_aside:
        yield {
            "action": Action.SET_ASIDE.value,
            "table": sheet.table.name,
            "bezirksregierung": row.bezirksregierung,
            "period": row.period,
            "key": {name: row.values.get(name) for name in _key(sheet.table)},
            "sheet": sheet.name,
            "row": row.row,
            "changes": [],
            "reasons": list(row.reasons),
        }


def _key(table: Table) -> list[str]:
    return [*table.key, *filter(None, [table.reference])]


def _plain(value: object) -> object:
    if pd.isna(value):
        return None
    return value.date().isoformat() if isinstance(value, date) else value
