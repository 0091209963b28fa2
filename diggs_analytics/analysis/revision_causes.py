"""Which row of one state is which of another, and what happened to it in between."""

from collections.abc import Collection, Iterator
from datetime import date
from enum import Enum

import numpy as np
import pandas as pd

from diggs_analytics.domain.canonical import difference, texts_of
from diggs_analytics.domain.corrections import BERICHTIGT, MENDED
from diggs_analytics.domain.delivery import periods
from diggs_analytics.domain.plan import differences, row_keys
from diggs_analytics.domain.schema import Table


class Cause(Enum):
    """Why a figure is another one; the value is what readers are told. In the order of the walk
    (see ``revision.bridge``)."""

    SELECTION = "anderer Stichtag oder andere Auswahl"
    LATE = "nachgeliefert"
    NEW = "neu eingegangen"
    SENDER = "vom Absender geändert"
    OURS = "von uns korrigiert"
    MOVED = "verschoben (andere Bezirksregierung, anderer Bildungsgang)"
    WITHDRAWN = "zurückgezogen oder nicht mehr gemeldet"
    REGISTER = "Register der Schulen geändert"
    DEFINITION = "geänderte Definition"


OF_ROWS = (Cause.LATE, Cause.NEW, Cause.SENDER, Cause.OURS, Cause.MOVED, Cause.WITHDRAWN)

ABSENT = -1
# A row that stands elsewhere in these has moved.
PLACE = ("bezirksregierung", "anlage", "untertyp", "bildungsgang")


def changes(
    then: pd.DataFrame,
    now: pd.DataFrame,
    scopes_then: pd.DataFrame,
    scopes_now: pd.DataFrame,
    table: Table,
    last_day: date,
    filtered: Collection[str] = (),
) -> pd.DataFrame:
    """Every record of either state: columns then and now (its place in the frames, ABSENT where it
    is not there) and cause (missing where nothing changed). One cause each, the first that fits:

    - there now only: ``OURS`` if its delivery was in force before (a row set aside was mended),
      ``LATE`` if it came in at the Bezirksregierung until ``last_day``, else ``NEW``
    - there then only: ``OURS`` if its delivery is still in force, else ``WITHDRAWN``
    - ``MOVED``: another PLACE, or another value in a column that is ``filtered`` by
    - ``OURS``: a value is ours now, or ours was taken back, also if the sender changed others
    - ``WITHDRAWN``: the status became zurückgezogen
    - ``SENDER``: anything else
    """
    found = pairs(then, now, table)
    cause = pd.Series(Cause.SENDER, index=found.index, dtype="object")
    appeared, gone = found["then"] == ABSENT, found["now"] == ABSENT
    came = now.iloc[found.loc[appeared, "now"]]
    late = np.where(came["eingangsdatum"] <= pd.Timestamp(last_day), Cause.LATE, Cause.NEW)
    cause[appeared] = np.where(_stood(came, scopes_then, table), Cause.OURS, late)
    went = then.iloc[found.loc[gone, "then"]]
    cause[gone] = np.where(_stood(went, scopes_now, table), Cause.OURS, Cause.WITHDRAWN)
    kept = found[~(appeared | gone)]
    before = then.iloc[kept["then"]].set_axis(kept.index)
    after = now.iloc[kept["now"]].set_axis(kept.index)
    return found.assign(cause=_of_kept(cause, before, after, table, [*PLACE, *filtered]))


def pairs(then: pd.DataFrame, now: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Columns then and now: places in the frames, ABSENT where a record is not there.

    What has the same key in the same Bezirksregierung is the same record. So is, of those left,
    what has the same key and another Aktenzeichen; the same school and Aktenzeichen elsewhere; and
    what agrees in all but PLACE and Aktenzeichen.
    """
    left, right = (
        rows.reset_index(drop=True).assign(key=row_keys(rows, table).to_numpy())
        for rows in (then, now)
    )
    found = []
    for names in _identities(table):
        same = _numbered(left, names, table, "then").merge(
            _numbered(right, names, table, "now"), on=[*names, "nth"], validate="one_to_one"
        )[["then", "now"]]
        left, right = left.drop(same["then"]), right.drop(same["now"])
        found.append(same)
    went = pd.DataFrame({"then": left.index, "now": ABSENT})
    came = pd.DataFrame({"then": ABSENT, "now": right.index})
    return pd.concat([*found, went, came], ignore_index=True).astype("int64")


def _identities(table: Table) -> Iterator[list[str]]:
    yield ["bezirksregierung", "key"]
    yield ["bezirksregierung", *table.key]
    yield [table.period, "schulnummer", table.reference]
    yield [name for name in table.names if name not in (*PLACE, table.reference)]


def _numbered(rows: pd.DataFrame, names: list[str], table: Table, side: str) -> pd.DataFrame:
    """Those that can be told by the columns; of equal ones the first is paired with the first."""
    if table.reference in names:
        rows = rows.dropna(subset=table.reference)
    nth = rows.groupby(names, dropna=False, sort=False).cumcount()
    return rows[names].assign(nth=nth, **{side: rows.index})


def _stood(rows: pd.DataFrame, scopes: pd.DataFrame, table: Table) -> list[bool]:
    """Whether the delivery of each row was in force for its scope: then the sender changed
    nothing."""
    of_table = scopes[scopes["table"] == table.name]
    in_force = set(_deliveries(of_table, of_table["period"]))
    return [one in in_force for one in _deliveries(rows, periods(rows, table))]


def _deliveries(rows: pd.DataFrame, period: pd.Series) -> Iterator[tuple]:
    return zip(rows["bezirksregierung"], period, rows["delivery_id"], strict=True)


def _of_kept(
    cause: pd.Series, before: pd.DataFrame, after: pd.DataFrame, table: Table, place: list[str]
) -> pd.Series:
    different = differences(before, after, table)
    withdrawn = different["status"] & (after["status"] == "zurückgezogen")
    ours = before["delivery_id"] == after["delivery_id"]
    ours |= _corrected(before, after, different, table)
    moved = different[place].any(axis=1)
    for fits, name in ((withdrawn, Cause.WITHDRAWN), (ours, Cause.OURS), (moved, Cause.MOVED)):
        cause = cause.mask(fits.reindex(cause.index, fill_value=False).astype(bool), name)
    unchanged = ~different.any(axis=1).reindex(cause.index, fill_value=True)
    return cause.mask(unchanged, None)


def _corrected(
    before: pd.DataFrame, after: pd.DataFrame, different: pd.DataFrame, table: Table
) -> pd.Series:
    """Whether any of the values that differ is one that we set, or that we set back."""
    marks = before[BERICHTIGT.name], after[BERICHTIGT.name]
    marked = different.any(axis=1) & ((marks[0] != "") | (marks[1] != ""))
    was, now = (texts_of(rows[marked], table) for rows in (before, after))
    found = marked.copy()
    for label in was:
        ours_then, ours_now = (
            mark[label].removeprefix(f"{MENDED}: ").split("; ") for mark in marks
        )
        found[label] = any(
            any(part.startswith(f"{column.label}: ") for part in ours_now)
            or difference(now[label][column.name], was[label][column.name], column) in ours_then
            for column in table
            if different.at[label, column.name]
        )
    return found
