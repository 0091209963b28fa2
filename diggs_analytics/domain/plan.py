"""What accepting a delivery would change: the new rows held against those in force, by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain

import pandas as pd

from diggs_analytics.domain.delivery import Delivery, Scope, scopes
from diggs_analytics.domain.schema import Table
from diggs_analytics.domain.tables import TABLES


class Action(Enum):
    """What becomes of a row; the value is the name that scripts rely on (CONTRACT 2)."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    MISSING = "missing"
    SET_ASIDE = "set_aside"  # never in a Plan: a delivery says it of its own rows

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Action.NEW: "neu",
    Action.CHANGED: "geändert",
    Action.UNCHANGED: "unverändert",
    Action.MISSING: "entfallen",
    Action.SET_ASIDE: "zurückgestellt",
}


@dataclass(frozen=True)
class PlannedRows:
    """``rows`` has the columns of the table, typed; unless they are missing, also ``sheet`` and
    ``row`` of the delivery. ``before`` is what stood in place of changed ones, row by row."""

    table: Table
    action: Action
    rows: pd.DataFrame
    before: pd.DataFrame | None = None


@dataclass(frozen=True)
class Plan:
    parts: tuple[PlannedRows, ...] = ()

    def count(self, action: Action) -> int:
        return sum(len(part.rows) for part in self.parts if part.action is action)

    @property
    def scopes(self) -> set[Scope]:
        """What keeping the delivery replaces."""
        held = (part for part in self.parts if part.action is not Action.MISSING)
        return {scope for part in held for scope in set(scopes(part.rows, part.table))}

    @property
    def counts(self) -> dict[str, int]:
        """Under the names that the command line promises (CONTRACT 2)."""
        return {
            action.value: self.count(action) for action in Action if action is not Action.SET_ASIDE
        }


# No sender types this character, so no two keys can run together.
SEPARATOR = "\x1f"


def merge_plans(plans: Sequence[Plan]) -> Plan:
    return Plan(tuple(chain.from_iterable(plan.parts for plan in plans)))


def superseded(files: Sequence[tuple[str, Plan]]) -> list[dict[Scope, str]]:
    """Of each file, the scopes that one after it holds too, with the name of the last: kept one
    after the other, that one counts."""
    held = [(name, plan.scopes) for name, plan in files]
    return [
        {scope: name for name, others in held[place:] for scope in sorted(mine & others)}
        for place, (_, mine) in enumerate(held, start=1)
    ]


def all_alike(delivery: Delivery, action: Action) -> Plan:
    """The plan for a store that holds nothing yet, or the very same."""
    rows = ((table, delivery.rows(table)) for table in TABLES)
    return Plan(tuple(PlannedRows(table, action, part) for table, part in rows if len(part)))


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
    found = _scoped_keys(old, table).get_indexer(_scoped_keys(new, table))  # the place, or -1
    before, after = old.iloc[found[found >= 0]], new[found >= 0]
    changed = differences(before, after, table).any(axis=1).to_numpy()
    parts = (
        PlannedRows(table, Action.NEW, new[found < 0]),
        PlannedRows(table, Action.CHANGED, after[changed], before[changed]),
        PlannedRows(table, Action.UNCHANGED, after[~changed]),
        PlannedRows(table, Action.MISSING, old[~pd.RangeIndex(len(old)).isin(found)]),
    )
    return Plan(tuple(part for part in parts if len(part.rows)))


def differences(before: pd.DataFrame, after: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Row by row, whether a column of the table differs. Missing on both sides is the same."""
    was, now = before[table.names], after[table.names].set_axis(before.index, axis=0)
    return ~(was.eq(now).fillna(False) | (was.isna() & now.isna())).astype(bool)


def _scoped_keys(rows: pd.DataFrame, table: Table) -> pd.Index:
    """Every key holds the period of its scope, but not its Bezirksregierung."""
    keys = row_keys(rows, table).tolist()
    where = rows["bezirksregierung"].tolist() if table.territorial else [""] * len(rows)
    return pd.Index(map(SEPARATOR.join, zip(where, keys, strict=True)), dtype="str")


def _joined(rows: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    columns = [rows[name].astype("str").fillna("").tolist() for name in names]
    keys = map(SEPARATOR.join, zip(*columns, strict=True))
    return pd.Series(keys, index=rows.index, dtype="str")
