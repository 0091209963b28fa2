"""A plan as a German table to read and to take along, rows set aside among the others."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from decimal import Decimal

import pandas as pd

from diggs_analytics.domain.delivery import Scope, SetAsideRow, Sheet, periods
from diggs_analytics.domain.plan import Action, Plan, PlannedRows, differences
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.domain.tables import table_named
from diggs_analytics.output import formats

PLAN = Table(
    name="plan",
    label="Plan",
    meaning="Was sich ändert, wenn die Datei aufgenommen wird: eine Zeile für jede Zeile der "
    "Liste, bei geänderten eine für jedes geänderte Feld.",
    columns=(
        Column("aenderung", "Änderung", Kind.TEXT, "neu, geändert, unverändert, zurückgestellt; "
               "entfallen: steht im Bestand, aber nicht mehr in der Liste."),
        Column("tabelle", "Tabelle", Kind.TEXT, "Tabelle, in die die Zeile gehört."),
        Column("schluessel", "Schlüssel", Kind.TEXT, "Woran die Zeile wiedererkannt wird."),
        Column("feld", "Feld", Kind.TEXT, "Spalte, die sich ändert."),
        Column("bisher", "bisher", Kind.TEXT, "Wert im Bestand."),
        Column("neu", "neu", Kind.TEXT, "Wert in der Datei."),
        Column("grund", "Grund", Kind.TEXT, "Warum die Zeile zurückgestellt ist."),
        Column("blatt", "Blatt", Kind.TEXT, "Blatt der Datei."),
        Column("zeile", "Zeile", Kind.INT, "Nummer der Zeile, wie Excel sie zeigt."),
        Column("bezirksregierung", "Bezirksregierung", Kind.TEXT, "Soweit lesbar."),
        Column("zeitraum", "Zeitraum", Kind.TEXT, "Schuljahr oder Kalenderjahr, soweit lesbar."),
    ),
    key=("aenderung", "tabelle", "bezirksregierung", "zeitraum", "schluessel", "feld", "blatt",
         "zeile"),
    period="zeitraum",
)  # fmt: skip

EMPTY = "leer"


def plan_rows(
    plan: Plan, sheets: Sequence[Sheet], actions: Collection[Action] = tuple(Action)
) -> pd.DataFrame:
    """Rows of PLAN: those of the plan, then those set aside in the sheets it is made of."""
    lines = [
        *(line for part in plan.parts if part.action in actions for line in _lines(part)),
        *(_line(*place) for place in _set_aside(sheets) if Action.SET_ASIDE in actions),
    ]
    order = [action.label for action in Action]
    lines.sort(key=lambda line: order.index(line["aenderung"]))
    return pd.DataFrame(lines, columns=PLAN.names).astype(PLAN.dtypes)


def number_of(action: Action, plan: Plan, sheets: Sequence[Sheet]) -> int:
    if action is Action.SET_ASIDE:
        return sum(len(sheet.set_aside) for sheet in sheets)
    return plan.count(action)


def superseded_sentences(scopes: Mapping[Scope, str]) -> list[str]:
    """What becomes of scopes that files after this one hold too, by the names of those."""
    names: dict[str, list[str]] = {}
    for scope, name in scopes.items():
        words = (table_named(scope.table).label, scope.bezirksregierung, scope.period)
        names.setdefault(name, []).append(" ".join(filter(None, words)))
    return [
        f"{formats.enumeration(whose)} stehen auch in »{name}«. Werden beide Dateien aufgenommen, "
        f"gilt dafür nur »{name}«."
        for name, whose in names.items()
    ]


def key_columns(table: Table) -> list[str]:
    """What tells a row of one Zeitraum from another, where the sender gives it no Aktenzeichen."""
    is_year = table[table.period].kind is not Kind.DATE
    return [name for name in table.key if not (is_year and name == table.period)]


def _lines(part: PlannedRows) -> Iterator[dict[str, object]]:
    rows = part.rows.reset_index(drop=True)
    known = [
        {"aenderung": part.action.label, "tabelle": part.table.label, **values}
        for values in _places(rows, part).to_dict("records")
    ]
    if part.before is None:
        yield from known
        return
    for row, fields in zip(known, _changed_fields(part.before, rows, part.table), strict=True):
        for feld, bisher, neu in fields:
            yield row | {"feld": feld, "bisher": bisher, "neu": neu}


def _places(rows: pd.DataFrame, part: PlannedRows) -> pd.DataFrame:
    """What is missing has its place in another file than this."""
    table = part.table
    is_here = part.action is not Action.MISSING
    return pd.DataFrame(
        {
            "bezirksregierung": rows["bezirksregierung"] if table.territorial else None,
            "zeitraum": periods(rows, table),
            "schluessel": _keys(rows, table),
            "blatt": rows["sheet"] if is_here else None,
            "zeile": rows["row"] if is_here else None,
        },
        index=rows.index,
        dtype="object",
    )


def _changed_fields(
    before: pd.DataFrame, after: pd.DataFrame, table: Table
) -> list[list[tuple[str, str, str]]]:
    """Of each row the label of every column that differs, its value until now and its new one."""
    fields: list[list[tuple[str, str, str]]] = [[] for _ in range(len(after))]
    different = differences(before, after, table)
    for column in table:
        was, now = before[column.name].tolist(), after[column.name].tolist()
        for row in different[column.name].to_numpy().nonzero()[0]:
            fields[row].append((column.label, *_pair(was[row], now[row], column)))
    return fields


def _pair(was: object, now: object, column: Column) -> tuple[str, str]:
    """What differs looks different: then a share has more than its one decimal."""
    texts = (cell_text(was, column) or EMPTY, cell_text(now, column) or EMPTY)
    if column.kind is Kind.SHARE and texts[0] == texts[1]:
        return tuple(formats.percent(share, max(1, _decimals(share) - 2)) for share in (was, now))
    return texts


def _set_aside(sheets: Sequence[Sheet]) -> Iterator[tuple[Sheet, SetAsideRow]]:
    return ((sheet, row) for sheet in sheets for row in sheet.set_aside)


def _line(sheet: Sheet, row: SetAsideRow) -> dict[str, object]:
    return {
        "aenderung": Action.SET_ASIDE.label,
        "tabelle": sheet.table.label,
        "bezirksregierung": row.bezirksregierung or None,
        "zeitraum": row.period or None,
        "schluessel": _key_as_it_stood(row, sheet.table),
        "grund": " ".join(row.reasons),
        "blatt": sheet.name,
        "zeile": row.row,
    }


def _key_as_it_stood(row: SetAsideRow, table: Table) -> str:
    names = key_columns(table)
    key = _joined(names, values := [row.values.get(name, "") for name in names])
    reference = row.values.get(table.reference) if table.reference else ""
    return _by_reference(reference, values[0], table) if reference else key


def _keys(rows: pd.DataFrame, table: Table) -> list[str]:
    names = key_columns(table)
    texts = [[cell_text(value, table[name]) for value in rows[name]] for name in names]
    keys = [_joined(names, values) for values in zip(*texts, strict=True)]
    if not table.reference:
        return keys
    return [
        key if pd.isna(reference) else _by_reference(reference, school, table)
        for key, reference, school in zip(keys, rows[table.reference], texts[0], strict=True)
    ]


def _by_reference(reference: str, school: str, table: Table) -> str:
    """The sender's own key says nothing to others: the Schulnummer stands beside it."""
    return " · ".join(filter(None, (f"{table[table.reference].label} {reference}", school)))


def _joined(names: Sequence[str], values: Sequence[str]) -> str:
    """``200004 · A 1 · Koch/Köchin``: the Untertyp belongs to its Anlage."""
    parts = (
        f"{' ' if name == 'untertyp' else ' · '}{value}"
        for name, value in zip(names, values, strict=True)
        if value
    )
    return "".join(parts).removeprefix(" · ")


def cell_text(value: object, column: Column) -> str:
    """A value as a German reader writes it; "" if it is missing."""
    if pd.isna(value):
        return ""
    match column.kind:
        case Kind.DATE:
            return formats.day(value)
        case Kind.SHARE:
            return formats.percent(value)
        case Kind.INT | Kind.NUMBER:
            return formats.number(value, _decimals(value))
        case Kind.YES_NO:
            return formats.yes_no(value)
    return str(value)


def _decimals(value: float) -> int:
    return max(0, -Decimal(f"{value:.15g}").normalize().as_tuple().exponent)
