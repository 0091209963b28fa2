"""Corrections laid over the rows of a day, which themselves stay as they were delivered."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

import pandas as pd

from diggs_analytics.domain.canonical import Records, keys_of, scoped, texts_of, typed, value
from diggs_analytics.domain.corrections import (
    BERICHTIGT,
    Cell,
    Correction,
    Outcome,
    State,
    told,
    words,
)
from diggs_analytics.domain.mending import mend, mended_record, places
from diggs_analytics.domain.plan import SEPARATOR
from diggs_analytics.domain.schema import Table

PLACE = ["delivery_id", "sheet", "row"]

# What shall stand in rows, by label and column, as canonical texts.
Values = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True, eq=False)
class Laid:
    """``rows`` count: the columns of the table, delivery_id, sheet, row, berichtigt. ``delivered``
    has the same rows without what was corrected in them, mended ones included. ``outcomes`` say
    what became of the corrections; ``mended`` are the labels of rows no longer set aside."""

    rows: pd.DataFrame
    delivered: pd.DataFrame
    outcomes: tuple[Outcome, ...] = ()
    mended: frozenset[Hashable] = frozenset()


def as_delivered(delivered: pd.DataFrame) -> Laid:
    return Laid(_marked(delivered, {}), delivered)


def lay(
    delivered: pd.DataFrame, aside: pd.DataFrame, corrections: Sequence[Correction], table: Table
) -> Laid:
    """``delivered`` are the accepted rows in force (labelled 0, 1, 2 …), ``aside`` those of the
    table that deliveries in force set aside: bezirksregierung, period, values, delivery_id, sheet,
    row. ``corrections`` of the table, the oldest first.

    Of two corrections of one cell the newer one speaks. What is delivered with another value than
    before counts as delivered until somebody decides; so does a row that would get the key of
    another one. A row that was set aside is mended while no row of its key is accepted.
    """
    records = _near(delivered, corrections, table)
    mends = [one for one in corrections if one.original]
    found = places(mends, aside)
    outcomes = mend(mends, found, records, len(delivered), table)
    mended = {one.row: one.correction for one in outcomes if one.state is State.HOLDS}
    records |= {label: mended_record(one, table) for label, one in mended.items()}
    stood = [found[one.id][0] for one in mended.values()]
    base = _with_mended(delivered, aside.loc[stood, PLACE], [records[n] for n in mended], table)
    outcomes += _speak([one for one in corrections if not one.original], records, table)
    outcomes = _apart(outcomes, records, table)
    wanted = _values(outcomes)
    rows = _replaced(base, wanted, [*wanted, *mended], table)
    return Laid(
        rows=_marked(rows, _marks(rows, records, {*wanted, *mended}, mended, table)),
        delivered=base,
        outcomes=tuple(outcomes),
        mended=frozenset(chain.from_iterable(found[one.id] for one in mended.values())),
    )


def _near(delivered: pd.DataFrame, corrections: Sequence[Correction], table: Table) -> Records:
    """The few rows that any of the corrections may be about, or run into."""
    said = {word for one in corrections for word in one.key.split(SEPARATOR)}
    said |= {now for one in corrections for _, now in one.changes.values()}
    near = delivered[table.key[1]].fillna("").isin(said)  # the Schulnummer, or what stands for it
    if table.reference:
        near |= delivered[table.reference].isin(said - {""})
    return texts_of(delivered[near], table)


def _with_mended(
    delivered: pd.DataFrame, stood: pd.DataFrame, records: list[dict[str, str]], table: Table
) -> pd.DataFrame:
    """A mended row keeps the place where it stood."""
    if not records:
        return delivered
    place = stood.reset_index(drop=True).astype(delivered[PLACE].dtypes)
    mended = pd.concat([typed(records, table), place], axis=1)
    return pd.concat([delivered, mended], ignore_index=True)


def _speak(corrections: list[Correction], records: Records, table: Table) -> list[Outcome]:
    """What each says of the row that it is about, the newest first."""
    labels = {key: label for label, key in keys_of(records, table).items()}
    outcomes, said = [], set()
    for one in reversed(corrections):
        label = labels.get(scoped(one.bezirksregierung, one.key))
        if label is None:
            outcomes.append(Outcome(one, State.ABSENT))
            continue
        columns = [name for name in one.changes if (label, name) not in said]
        said.update((label, name) for name in columns)
        cells = tuple(Cell(name, *one.changes[name], records[label][name]) for name in columns)
        outcomes.append(Outcome(one, _state(cells), cells, label))
    return outcomes


def _state(cells: Iterable[Cell]) -> State:
    states = {cell.state for cell in cells}
    inner = (State.CONFLICT, State.HOLDS, State.SETTLED)
    return next((state for state in inner if state in states), State.COVERED)


def _values(outcomes: Iterable[Outcome]) -> Values:
    """What holds of corrections of cells. In a conflict the other cells of a correction hold."""
    wanted = defaultdict(dict)
    for one in outcomes:
        if not (one.correction.original or one.same_key):
            held = {cell.column: cell.now for cell in one.cells if cell.state is State.HOLDS}
            if held:
                wanted[one.row] |= held
    return wanted


def _apart(outcomes: list[Outcome], records: Records, table: Table) -> list[Outcome]:
    """Without corrections that would give a row the key of another one: those are in conflict."""
    identity = {*table.key, table.reference, table.period, "bezirksregierung"}
    before = keys_of(records, table)
    while True:
        wanted = _values(outcomes)
        moved = [label for label, values in wanted.items() if identity.intersection(values)]
        if not moved:
            return outcomes
        after = keys_of({n: texts | wanted.get(n, {}) for n, texts in records.items()}, table)
        counts = Counter(after.values())
        clashing = {n for n in moved if after[n] != before[n] and counts[after[n]] > 1}
        if not clashing:
            return outcomes
        outcomes = [
            replace(one, state=State.CONFLICT, same_key=True)
            if one.row in clashing and identity.intersection(cell.column for cell in one.cells)
            else one
            for one in outcomes
        ]


def _replaced(base: pd.DataFrame, wanted: Values, touched: list[int], table: Table) -> pd.DataFrame:
    """With the values that hold, and with the shares that follow from the hours."""
    columns = {}
    for column in table:
        new = {label: texts[column.name] for label, texts in wanted.items() if column.name in texts}
        if new:
            values = [value(text, column) for text in new.values()]
            columns[column.name] = base[column.name].copy()
            columns[column.name].loc[[*new]] = pd.array(values, dtype=column.dtype)
    rows = base.assign(**columns)
    return _with_shares(rows, touched) if "stunden_gesamt" in table else rows


def _with_shares(rows: pd.DataFrame, touched: list[int]) -> pd.DataFrame:
    those = rows.loc[touched]
    hours = those["stunden_gesamt"].where(those["stunden_gesamt"] > 0)
    shares = rows["anteil"].copy()
    shares.loc[touched] = (those["stunden_distanz"] / hours).fillna(those["anteil"])
    return rows.assign(anteil=shares)


def _marks(
    rows: pd.DataFrame,
    records: Records,
    touched: Iterable[int],
    mended: Mapping[int, Correction],
    table: Table,
) -> dict[int, str]:
    marks = {}
    for label, texts in texts_of(rows.loc[sorted(touched)], table).items():
        changed = {name: (records[label][name], text) for name, text in texts.items()}
        parts = [words(changed, table)]
        if label in mended:
            parts.insert(0, told(mended[label], table))
        marks[label] = "; ".join(filter(None, parts))
    return marks


def _marked(rows: pd.DataFrame, marks: Mapping[int, str]) -> pd.DataFrame:
    mark = pd.Series("", index=rows.index, dtype=BERICHTIGT.dtype)
    mark.loc[[*marks]] = [*marks.values()]
    return rows.assign(**{BERICHTIGT.name: mark})
