"""Why a figure is another one today: the difference of two states, cause by cause."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

import numpy as np
import pandas as pd

from diggs_analytics.analysis import values
from diggs_analytics.analysis.measures import Measure
from diggs_analytics.analysis.records import Records, prepare
from diggs_analytics.analysis.revision_causes import ABSENT, OF_ROWS, Cause, changes
from diggs_analytics.analysis.revision_records import concerned, counted, listed, recounted
from diggs_analytics.analysis.selection import CHOICES, Selection
from diggs_analytics.analysis.values import Value
from diggs_analytics.domain.plan import Action, Plan, compare
from diggs_analytics.domain.tables import ANZEIGEN, POK, SCHULEN, table_named


@dataclass(frozen=True, eq=False)
class State:
    """``rows`` of the measure's table, ``schulen`` and ``scopes``, as the store gives them for the
    end of the day ``known_on``; and what is measured of them."""

    rows: pd.DataFrame
    schulen: pd.DataFrame
    scopes: pd.DataFrame
    known_on: date
    measure: Measure
    selection: Selection


@dataclass(frozen=True, eq=False)
class Step:
    """What one cause did to the figure, and the records it did it with: as a Plan, which has the
    rows of both states. ``alone`` is False where there is no figure after this cause alone (every
    row lacks the hours, say): then its amount is 0 and that of the next step is both of theirs."""

    cause: Cause
    amount: float
    plan: Plan
    alone: bool = True

    @property
    def records(self) -> int:
        return sum(len(part.rows) for part in self.plan.parts)


@dataclass(frozen=True, eq=False)
class Bridge:
    """``steps`` add up to the difference; where one of the values is none there are no steps.
    ``measure`` and ``selection`` are those of today."""

    before: Value
    after: Value
    steps: tuple[Step, ...]
    known_then: date
    known_now: date
    measure: Measure
    selection: Selection

    @property
    def difference(self) -> float | None:
        if self.before.number is None or self.after.number is None:
            return None
        return self.after.number - self.before.number


class _Stage(NamedTuple):
    cause: Cause
    records: Records
    measure: Measure
    plan: Plan


def bridge(then: State, now: State) -> Bridge:
    """From the value then to the value now. Both measures are of one table.

    One walks from the one state to the other, cause by cause in the order of ``Cause``: the rows
    of a cause become those of today, one measures again, and the difference is its amount. So the
    steps add up for ratios, medians and numbers of different schools as well. For those the order
    matters: of two Anzeigen of one new school the first to come adds the school, the second
    nothing. What is added comes first and what is gone last, so that no state between them is
    emptier than both ends; Stichtag and filter change before all rows, so that these count as
    today, and the definition after them, so that they count by the definition of then.

    Records are those of the Schuljahr that the selection holds in either state, those of the same
    Bildungsgang that may replace them, and for a quota all of a Bezirksregierung that now counts or
    no more. A register that changed is a step only where it changed the figure.
    """
    assert then.measure.table == now.measure.table
    schuljahre = {then.selection.schuljahr, now.selection.schuljahr}
    then, now = (_within(state, schuljahre) for state in (then, now))
    old, new = (_prepared(state, state.rows, state.scopes) for state in (then, now))
    before = values.measure(old, then.measure, then.selection)
    after = values.measure(new, now.measure, now.selection)
    known = before.number is not None and after.number is not None
    return Bridge(
        before, after,
        steps=tuple(_steps(_stages(then, now, old, new), before, now.selection)) if known else (),
        known_then=then.known_on, known_now=now.known_on,
        measure=now.measure, selection=now.selection,
    )  # fmt: skip


def _steps(stages: Iterator[_Stage], before: Value, selection: Selection) -> Iterator[Step]:
    reached = before.number
    for stage in stages:
        number = values.measure(stage.records, stage.measure, selection).number
        alone = number is not None
        step = Step(stage.cause, number - reached if alone else 0.0, stage.plan, alone)
        reached = number if alone else reached
        if step.amount or (step.plan.parts and step.cause is not Cause.REGISTER):
            yield step


def _stages(then: State, now: State, old: Records, new: Records) -> Iterator[_Stage]:
    table, measure = table_named(now.measure.table), then.measure
    if then.selection != now.selection:
        sides = (counted(old, measure, one.selection) for one in (then, now))
        yield _Stage(Cause.SELECTION, old, measure, recounted(then.rows, *sides, table))
    yield from _of_rows(then, now, old, new)
    yield _Stage(Cause.REGISTER, new, measure, _register(then, now))
    if measure != now.measure:
        sides = (counted(new, one.measure, now.selection) for one in (then, now))
        yield _Stage(Cause.DEFINITION, new, now.measure, recounted(now.rows, *sides, table))


def _of_rows(then: State, now: State, old: Records, new: Records) -> Iterator[_Stage]:
    """With the rows that did not change, their places in the files become those of today."""
    table = table_named(now.measure.table)
    last_day = min(then.known_on, then.selection.stichtag)
    filtered = [name for name in CHOICES if getattr(now.selection, name)]
    found = changes(then.rows, now.rows, then.scopes, now.scopes, table, last_day, filtered)
    told = concerned(found, (then.rows, now.rows), (old, new), then.measure, now.selection)
    done = pd.Series(False, index=found.index)
    for cause in OF_ROWS:
        its = found["cause"] == cause
        if not its.any() and cause not in (Cause.SENDER, Cause.WITHDRAWN):
            continue
        done |= its | (found["cause"].isna() if cause is Cause.SENDER else False)
        rows = _walked(then.rows, now.rows, found, done)
        scopes = now.scopes if cause is OF_ROWS[-1] else _scopes(then, now, rows)
        plan = listed(then.rows, now.rows, found[its & told], table)
        yield _Stage(cause, _prepared(then, rows, scopes), then.measure, plan)


def _walked(
    then: pd.DataFrame, now: pd.DataFrame, found: pd.DataFrame, done: pd.Series
) -> pd.DataFrame:
    """The rows of today of what is done, those of then of everything else."""
    left, arrived = found.loc[~done, "then"], found.loc[done, "now"]
    parts = (
        rows.iloc[np.sort(places[places != ABSENT])]
        for rows, places in ((then, left), (now, arrived))
    )
    return pd.concat(parts, ignore_index=True)


def _scopes(then: State, now: State, rows: pd.DataFrame) -> pd.DataFrame:
    """What was delivered then, and what is now and has rows."""
    there = set(zip(rows["bezirksregierung"], rows["schuljahr"], strict=True))
    pairs = zip(now.scopes["bezirksregierung"], now.scopes["period"], strict=True)
    arrived = now.scopes[[pair in there for pair in pairs]]
    both = pd.concat([then.scopes, arrived], ignore_index=True)
    return both.drop_duplicates(["table", "bezirksregierung", "period"])


def _register(then: State, now: State) -> Plan:
    """What changed in the register of the schools that were or are in a chosen
    Bezirksregierung."""
    registers = then.schulen, now.schulen
    if chosen := now.selection.bezirksregierung:
        here = set().union(
            *(rows.loc[rows["bezirksregierung"].isin(chosen), "schulnummer"] for rows in registers)
        )
        registers = tuple(rows[rows["schulnummer"].isin(here)] for rows in registers)
    plan = compare(*registers, SCHULEN)
    return Plan(tuple(part for part in plan.parts if part.action is not Action.UNCHANGED))


def _within(state: State, schuljahre: set[str]) -> State:
    rows, schulen = (
        part[part["schuljahr"].isin(schuljahre)].reset_index(drop=True)
        for part in (state.rows, state.schulen)
    )
    return replace(state, rows=rows, schulen=schulen)


def _prepared(state: State, rows: pd.DataFrame, scopes: pd.DataFrame) -> Records:
    frames = {
        table.name: rows.iloc[:0].reindex(columns=[*table.names, "row"]).astype(table.dtypes)
        for table in (ANZEIGEN, POK)
    }
    frames[state.measure.table] = rows
    return prepare(frames[ANZEIGEN.name], frames[POK.name], state.schulen, scopes)
