"""What accepting a delivery would change: the new rows held against those in force, by key."""

from dataclasses import dataclass

import pandas as pd

from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.schema import Table

NEW, CHANGED, UNCHANGED, MISSING = "neu", "geändert", "unverändert", "entfällt"


@dataclass(frozen=True)
class Plan:
    """``rows`` has one row for each new, changed, unchanged or missing row: the columns
    ``table``, ``action``, ``schuljahr``, ``bezirksregierung``, ``schluessel`` (the key, readable)
    and ``unterschied`` (of a changed row: "Klassen: 2 → 3; …")."""

    rows: pd.DataFrame

    def count(self, action: str) -> int:
        return int((self.rows["action"] == action).sum())

    @property
    def counts(self) -> dict[str, int]:
        """Under the names that the command line promises (CONTRACT 2)."""
        names = {"new": NEW, "changed": CHANGED, "unchanged": UNCHANGED, "missing": MISSING}
        return {name: self.count(action) for name, action in names.items()}


# No sender types this character, so no two keys can run together.
SEPARATOR = "\x1f"

PLAN_COLUMNS = ["table", "action", "schuljahr", "bezirksregierung", "schluessel", "unterschied"]


def nothing_planned() -> Plan:
    return Plan(pd.DataFrame(columns=PLAN_COLUMNS))


def merge_plans(plans: list[Plan]) -> Plan:
    filled = [plan.rows for plan in plans if len(plan.rows)]
    return Plan(pd.concat(filled, ignore_index=True)) if filled else nothing_planned()


def row_keys(rows: pd.DataFrame, table: Table) -> pd.Series:
    """The key of each row as text. Within a scope the sender's own reference replaces the columns
    of the key, where it stands (CONTRACT 4)."""
    key = _joined(rows, list(table.key))
    if not table.reference:
        return key
    by_reference = _joined(rows, [table.period, "bezirksregierung", table.reference])
    return key.where(rows[table.reference].isna(), by_reference)


def compare(old: pd.DataFrame, new: pd.DataFrame, table: Table) -> Plan:
    """Hold two states of the same scopes against each other. Both frames have the columns of the
    table; keys are unique in each."""
    old, new = (part.set_axis(row_keys(part, table), axis=0) for part in (old, new))
    both = new.index[new.index.isin(old.index)]
    before, after = _text(old.loc[both], table), _text(new.loc[both], table)
    different = before.ne(after)
    changed = different.any(axis=1)
    parts = [
        _rows(new[~new.index.isin(old.index)], table, NEW),
        _rows(
            new.loc[both[changed]],
            table,
            CHANGED,
            [
                "; ".join(
                    f"{table[name].label}: {was[name] or 'leer'} → {now[name] or 'leer'}"
                    for name in table.names
                    if unlike[name]
                )
                for (_, was), (_, now), (_, unlike) in zip(
                    before[changed].iterrows(),
                    after[changed].iterrows(),
                    different[changed].iterrows(),
                    strict=True,
                )
            ],
        ),
        _rows(new.loc[both[~changed]], table, UNCHANGED),
        _rows(old[~old.index.isin(new.index)], table, MISSING),
    ]
    return merge_plans([Plan(part) for part in parts])


def all_new(delivery: Delivery) -> Plan:
    """The plan of a delivery for a store that holds nothing yet."""
    tables = {sheet.table.name: sheet.table for sheet in delivery.sheets}
    parts = [delivery.rows(table) for table in tables.values()]
    return merge_plans(
        [
            Plan(_rows(rows.set_axis(row_keys(rows, table), axis=0), table, NEW))
            for rows, table in zip(parts, tables.values(), strict=True)
        ]
    )


def _joined(rows: pd.DataFrame, names: list[str]) -> pd.Series:
    columns = [rows[name].astype("str").fillna("") for name in names]
    keys = [SEPARATOR.join(parts) for parts in zip(*columns, strict=True)]
    return pd.Series(keys, index=rows.index, dtype="str")


def _text(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    return rows[table.names].astype("str").fillna("")


def _rows(
    rows: pd.DataFrame, table: Table, action: str, difference: list[str] | str = ""
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "table": table.name,
            "action": action,
            "schuljahr": _text(rows, table)[table.period].to_numpy(),
            "bezirksregierung": rows["bezirksregierung"].to_numpy() if table.territorial else "",
            "schluessel": [" · ".join(filter(None, key.split(SEPARATOR))) for key in rows.index],
            "unterschied": difference,
        },
        columns=PLAN_COLUMNS,
    )
