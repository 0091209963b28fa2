"""Rows that were set aside and that somebody mended: which of them count among the accepted."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping

import pandas as pd

from diggs_analytics.domain.canonical import Records, keys_of
from diggs_analytics.domain.corrections import Cell, Correction, Outcome, State
from diggs_analytics.domain.schema import Table

# Correction → labels of the rows set aside that it mends.
Places = Mapping[int, list[Hashable]]


def places(mends: Iterable[Correction], aside: pd.DataFrame) -> Places:
    """Of equal rows in one delivery each wants its own correction; the same row set aside in two
    deliveries is one."""
    wanted, before = {}, Counter()
    for one in mends:
        texts = _texts(one.bezirksregierung, one.period, one.original)
        wanted[texts, before[texts]] = one.id
        before[texts] += 1
    found, seen = defaultdict(list), Counter()
    for label, row in aside.to_dict("index").items():
        texts = _texts(row["bezirksregierung"], row["period"], row["values"])
        number = seen[row["delivery_id"], texts]
        if mended_by := wanted.get((texts, number)):
            found[mended_by].append(label)
        seen[row["delivery_id"], texts] += 1
    return found


def mend(
    mends: Iterable[Correction], found: Places, records: Records, first_label: int, table: Table
) -> list[Outcome]:
    """``records`` are the accepted ones. Those that are mended get labels from ``first_label`` on:
    the ``row`` of their outcome."""
    labels = {key: label for label, key in keys_of(records, table).items()}
    outcomes, free = [], first_label
    for one in mends:
        record = mended_record(one, table)
        key = keys_of({free: record}, table)[free]
        if key in labels:
            outcomes.append(_in_the_way(one, record, labels[key], records.get(labels[key])))
        elif one.id in found:
            outcomes.append(Outcome(one, State.HOLDS, row=free))
            labels[key], free = free, free + 1
        else:
            outcomes.append(Outcome(one, State.ABSENT))
    return outcomes


def mended_record(one: Correction, table: Table) -> dict[str, str]:
    return {name: one.changes.get(name, ("", ""))[1] for name in table.names}


def _in_the_way(
    one: Correction, record: Mapping[str, str], label: int, accepted: Mapping[str, str] | None
) -> Outcome:
    """A row of the same key was accepted, or mended before."""
    if accepted is None:
        return Outcome(one, State.CONFLICT, same_key=True)
    cells = tuple(
        Cell(name, one.changes.get(name, ("", ""))[0], now, accepted[name])
        for name, now in record.items()
        if now != accepted[name]
    )
    return Outcome(one, State.CONFLICT if cells else State.SETTLED, cells, row=label)


def _texts(bezirksregierung: str, period: str, texts: Mapping[str, str]) -> Hashable:
    return bezirksregierung, period, frozenset(texts.items())
