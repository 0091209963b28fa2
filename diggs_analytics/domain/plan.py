"""What accepting a delivery would change: the new rows held against those in force, by key."""

from collections.abc import Sequence
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
    if not table.reference:
        return _joined(rows, table.key)
    by_reference = (table.period, "bezirksregierung", table.reference)
    numbered = rows.reset_index(drop=True)
    named = numbered[table.reference].notna()
    keys = pd.concat([_joined(numbered[~named], table.key), _joined(numbered[named], by_reference)])
    return keys.sort_index().set_axis(rows.index)


def compare(old: pd.DataFrame, new: pd.DataFrame, table: Table) -> Plan:
    """Hold two states of the same scopes against each other. Both frames have the columns of the
    table; a key is unique within its scope, two Bezirksregierungen may both hold it."""
    old, new = (part.set_axis(row_keys(part, table), axis=0) for part in (old, new))
    found = _scoped(old, table).get_indexer(_scoped(new, table))  # the place in old, or -1
    before, after = old.iloc[found[found >= 0]], new[found >= 0]
    different = _different(before, after, table)
    changed = different.any(axis=1).to_numpy()
    parts = [
        _rows(new[found < 0], table, NEW),
        _rows(
            after[changed],
            table,
            CHANGED,
            _differences(before[changed], after[changed], different[changed], table),
        ),
        _rows(after[~changed], table, UNCHANGED),
        _rows(old[~pd.RangeIndex(len(old)).isin(found)], table, MISSING),
    ]
    return merge_plans([Plan(part) for part in parts])


def _scoped(rows: pd.DataFrame, table: Table) -> pd.Index:
    """Every key holds the period of its scope, but not its Bezirksregierung."""
    where = rows["bezirksregierung"].tolist() if table.territorial else [""] * len(rows)
    return pd.Index(map(SEPARATOR.join, zip(where, rows.index.tolist(), strict=True)), dtype="str")


def _different(before: pd.DataFrame, after: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Row by row, which columns differ. Missing on both sides is the same."""
    was, now = before[table.names], after[table.names].set_axis(before.index, axis=0)
    return ~(was.eq(now).fillna(False) | (was.isna() & now.isna())).astype(bool)


def _differences(
    before: pd.DataFrame, after: pd.DataFrame, different: pd.DataFrame, table: Table
) -> list[str]:
    return [
        "; ".join(
            f"{table[name].label}: {was[name] or 'leer'} → {now[name] or 'leer'}"
            for name in table.names
            if unlike[name]
        )
        for was, now, unlike in zip(
            _text(before, table).to_dict("records"),
            _text(after, table).to_dict("records"),
            different.to_dict("records"),
            strict=True,
        )
    ]


def all_new(delivery: Delivery) -> dict[str, int]:
    """The counts of the plan for a store that holds nothing yet."""
    return nothing_planned().counts | {"new": sum(len(sheet.rows) for sheet in delivery.sheets)}


def _joined(rows: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    columns = [rows[name].astype("str").fillna("").tolist() for name in names]
    keys = map(SEPARATOR.join, zip(*columns, strict=True))
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
            "schuljahr": rows[table.period].astype("str").fillna("").to_numpy(),
            "bezirksregierung": rows["bezirksregierung"].to_numpy() if table.territorial else "",
            "schluessel": [" · ".join(filter(None, key.split(SEPARATOR))) for key in rows.index],
            "unterschied": difference,
        },
        columns=PLAN_COLUMNS,
    )
