"""Small numbers for outside: cells that are kept secret, or all of them rounded (DOMAIN 5.3)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import nan

import numpy as np
import pandas as pd

from diggs_analytics.analysis.counting import number_of
from diggs_analytics.analysis.coverage import joined
from diggs_analytics.analysis.measures import Measure
from diggs_analytics.analysis.records import Records
from diggs_analytics.analysis.selection import Selection
from diggs_analytics.analysis.suppression import Key, secondary
from diggs_analytics.analysis.values import measure_by
from diggs_analytics.domain.signs import Nothing

SECRET = "geheim gehalten"
NO_THRESHOLD = "Keine Werte geheim gehalten: Eine Mindestfallzahl ist nicht hinterlegt."
ROUNDED = "gerundet auf"
SUMS_DIFFER = "Summen können abweichen"
TO_ZERO = "nicht genau null"

NO_COUNT = ("%", "Tage", "Stunden")
# A note of analysis/values.py that says how many rows there are.
LACKING = re.compile("bei [\\d\u202f]+ von [\\d\u202f]+ fehlt die Angabe")


@dataclass(frozen=True)
class Breakdown:
    """A table to be published: ``rows`` of values.py by the columns before ``value``, complete (no
    "top ten"), with ``base``, the number of cases that a value rests on (see ``broken_down``)."""

    measure: Measure
    rows: pd.DataFrame

    @property
    def by(self) -> list[str]:
        return list(self.rows.columns[: self.rows.columns.get_loc("value")])

    @property
    def keys(self) -> list[Key]:
        groups = self.rows[self.by].itertuples(index=False)
        return [frozenset(zip(self.by, group, strict=True)) for group in groups]

    @property
    def numbers(self) -> pd.Series:
        """What adds up: a count or a sum itself; of a share or a median the cases behind it."""
        value, base = self.rows["value"], self.rows["base"]
        return value if self.measure.adds_up or is_count(self.measure) else base


@dataclass(frozen=True)
class Protected:
    """``tables`` in the order of the breakdowns, without their bases; ``note`` says to the reader
    what was done. ``suppressed`` is for the inside alone, for it tells small from other cells:
    columns measure, by, group (tuples), value, reason (primary, secondary)."""

    tables: tuple[pd.DataFrame, ...]
    suppressed: pd.DataFrame
    note: str


def broken_down(
    records: Records, measure: Measure, selection: Selection, by: Sequence[str]
) -> Breakdown:
    rows = measure_by(records, measure, selection, by)
    cases = measure_by(records, base_of(measure), selection, by).rename(columns={"value": "base"})
    if not by:
        return Breakdown(measure, rows.assign(base=cases["base"]))
    bases = cases[[*by, "base"]]
    return Breakdown(measure, rows.merge(bases, on=list(by), how="left", validate="1:1"))


def base_of(measure: Measure) -> Measure:
    """The measure that counts the cases behind a value. A count is its own base; behind a share of
    the register stand the schools that take part (how many there are is published, so the share
    gives them away); behind hours, shares of hours and medians the records that have the figure."""
    if is_count(measure):
        return measure
    if measure.of_register:
        return replace(measure, of_register=False, unit="Schulen", empty=0.0)
    return replace(measure, compute=number_of, unit="Fälle", empty=0.0, adds_up=True)


def protected(breakdowns: Sequence[Breakdown], threshold: int | None) -> Protected:
    """Every cell on fewer cases than ``threshold`` is suppressed (0 is not: that nothing came in
    is no secret), and others with it so that none can be computed from all tables together.

    All tables that go outside belong into one call, of one selection; over several Schuljahre each
    has the column schuljahr. Measures of the same cases (Schulen and Beteiligungsquote) share
    their cells: the share would give the number away. Where one column follows from another
    (the Anlage of a Bildungsgang), a table by both tells so. What is not seen: what three tables
    by two columns each say together of the cells by all three, and earlier editions.
    """
    if threshold is None:
        exact = tuple(breakdown.rows.drop(columns="base") for breakdown in breakdowns)
        return Protected(exact, _listed([]), NO_THRESHOLD)
    secrets = {}
    for cases in dict.fromkeys(_cases(breakdown.measure) for breakdown in breakdowns):
        linked = [breakdown for breakdown in breakdowns if _cases(breakdown.measure) == cases]
        secrets[cases] = _secret(linked, threshold)
    of_each = [(breakdown, secrets[_cases(breakdown.measure)]) for breakdown in breakdowns]
    entries = [entry for breakdown, secret in of_each for entry in _entries(breakdown, secret)]
    return Protected(
        tuple(_published(breakdown, secret) for breakdown, secret in of_each),
        _listed(entries),
        _note(len(entries), sum(len(breakdown.rows) for breakdown in breakdowns), threshold),
    )


def rounded(measure: Measure, rows: pd.DataFrame, base: int = 5) -> pd.DataFrame:
    """Counts and sums to the nearest multiple of the base, half up, each from its unrounded value,
    totals too (DOMAIN 5.3); shares and medians stay, computed from unrounded values. Each note
    says so, and which zero is only little."""
    if measure.unit in ("%", "Tage"):
        return rows
    values = np.floor(rows["value"] / base + 0.5) * base
    little = (values == 0) & (rows["value"] > 0)
    notes = [
        joined(note, f"{ROUNDED} {base}, {SUMS_DIFFER}", TO_ZERO if is_little else "")
        for note, is_little in zip(_without_counts(rows["note"]), little, strict=True)
    ]
    return rows.assign(value=values, note=notes)


def is_count(measure: Measure) -> bool:
    return measure.unit not in NO_COUNT


def _cases(measure: Measure) -> tuple[object, ...]:
    """The same for measures that rest on the same cases."""
    return measure.table, measure.counts, measure.columns


def _secret(linked: Sequence[Breakdown], threshold: int) -> dict[Key, str]:
    """Why each cell that must not be published is not."""
    numbers: dict[Key, float] = {}
    small = set()
    for breakdown in linked:
        bases = breakdown.rows["base"]
        for key, number, base in zip(breakdown.keys, breakdown.numbers, bases, strict=True):
            known = numbers.setdefault(key, number)
            assert known == number or pd.isna(known), f"two numbers of one cell: {set(key)}"
            if number > 0 and 0 < base < threshold:
                small.add(key)
    overlapping = not base_of(linked[0].measure).adds_up
    others = secondary(numbers, small, threshold, overlapping=overlapping)
    return dict.fromkeys(small, "primary") | dict.fromkeys(others, "secondary")


def _entries(breakdown: Breakdown, secret: Mapping[Key, str]) -> Iterable[tuple[object, ...]]:
    for key, value in zip(breakdown.keys, breakdown.rows["value"], strict=True):
        if key in secret and not pd.isna(value):
            groups = dict(key)
            group = tuple(groups[column] for column in breakdown.by)
            yield breakdown.measure.name, tuple(breakdown.by), group, value, secret[key]


def _listed(entries: Sequence[tuple[object, ...]]) -> pd.DataFrame:
    return pd.DataFrame(entries, columns=["measure", "by", "group", "value", "reason"])


def _published(breakdown: Breakdown, secret: Mapping[Key, str]) -> pd.DataFrame:
    """Notes must not tell what a value would: neither the number of rows behind it, nor whether
    it is secret for its own sake."""
    rows = breakdown.rows.drop(columns="base")
    hidden = rows["value"].notna() & np.array([key in secret for key in breakdown.keys], "bool")
    return rows.assign(
        value=rows["value"].mask(hidden, nan),
        nothing=rows["nothing"].mask(hidden, Nothing.UNKNOWN),
        note=_without_counts(rows["note"]).mask(hidden, SECRET),
    )


def _without_counts(notes: pd.Series) -> pd.Series:
    return notes.str.replace(LACKING, "bei einigen fehlt die Angabe", regex=True)


def _note(suppressed: int, of: int, threshold: int) -> str:
    if not suppressed:
        return f"Keine Werte geheim gehalten: Keiner beruht auf weniger als {threshold} Fällen."
    return (
        f"Werte, die auf weniger als {threshold} Fällen beruhen, und weitere, aus denen sie sich "
        f"errechnen ließen, sind geheim gehalten ({Nothing.UNKNOWN.value}): {suppressed} von {of}."
    )
