"""Contradictions in goals, numeric targets and meetings, each at its cell (DOMAIN 8.2)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.domain.goal_numbers import numbers_named
from diggs_analytics.domain.kennzahlen import KENNZAHLEN
from diggs_analytics.domain.spelling import comparable, lookup, nearest
from diggs_analytics.intake.known import Check, Known
from diggs_analytics.intake.records import Records

WEEKEND = {5: "Samstag", 6: "Sonntag"}

# A goal by Jahr and number, one goal after another, and where that is said: row and field.
Goal = tuple[int, str]
Way = tuple[Goal, Goal]
Place = tuple[int, str]


def goal_twice(records: Records, known: Known) -> Iterator[Finding]:
    """The same title under another number; the same number again is its history."""
    titles = records.rows["titel"].map(comparable, na_action="ignore")
    for _, rows in records.rows.dropna(subset=["titel"]).groupby(["jahr", titles], sort=False):
        first = rows["nummer"].iloc[0]
        for row in rows.index[rows["nummer"] != first]:
            message = f"Dasselbe Ziel steht schon unter der Nummer {first}; es zählt einmal."
            yield records.finding(Severity.WARNING, "goal_twice", message, row, "nummer", first)


def state_missing(records: Records, known: Known) -> Iterator[Finding]:
    """Of lists that document states at all: one of proposals has no such column."""
    rows = records.rows
    for row in rows.index[rows["status"].isna() & ("status" in records.columns)]:
        message = "Das Ziel hat keinen Stand."
        yield records.finding(Severity.WARNING, "state_missing", message, row, "status")


def state_without_date(records: Records, known: Known) -> Iterator[Finding]:
    rows = records.rows
    for row in rows.index[rows["status"].notna() & rows["dokumentiert_am"].isna()]:
        message = f"Der Stand »{rows.at[row, 'status']}« hat kein Datum der Dokumentation."
        yield records.finding(
            Severity.WARNING, "state_without_date", message, row, "dokumentiert_am"
        )


def on_a_weekend(records: Records, known: Known) -> Iterator[Finding]:
    for name in ("dokumentiert_am", "datum", "ende"):
        if name not in records.table:
            continue
        dates = records.rows[name]
        for row in dates.index[dates.dt.day_of_week.isin(list(WEEKEND))]:
            day = dates[row]
            message = f"Der {day:%d.%m.%Y} ist ein {WEEKEND[day.weekday()]}."
            yield records.finding(Severity.WARNING, "on_a_weekend", message, row, name)


def predecessor_unknown(records: Records, known: Known) -> Iterator[Finding]:
    """A Vorgänger is a goal of the year before, a Nachfolger one of the same or the next. A year
    of which no goal is known is not checked."""
    goals = _goals(records, known)
    for row, jahr, field, number in _links(records):
        years = (jahr - 1,) if field == "vorgaenger" else (jahr, jahr + 1)
        if years[-1] in goals and not any(number in goals.get(year, ()) for year in years):
            when = " und ".join(map(str, years))
            message = f"Ein Ziel {number} steht nicht unter den Zielen von {when}."
            yield records.finding(Severity.WARNING, "goal_unknown", message, row, field)


def goal_of_target_unknown(records: Records, known: Known) -> Iterator[Finding]:
    for row, target in records.rows.dropna(subset=["ziel"]).iterrows():
        numbers = known.goals.get(target["jahr"])
        if numbers is not None and target["ziel"] not in numbers:
            message = f"Ein Ziel {target['ziel']} steht nicht unter denen von {target['jahr']}."
            yield records.finding(Severity.WARNING, "goal_unknown", message, row, "ziel")


def circle(records: Records, known: Known) -> Iterator[Finding]:
    """Goals that continue each other round and round: said where each names the next."""
    ways = _ways(records)
    while found := _circle_in(ways):
        message = f"Die Ziele führen einander im Kreis fort: {' → '.join(n for _, n in found)}."
        for way in pairwise(found):
            row, field = ways.pop(way)
            yield records.finding(Severity.WARNING, "circle", message, row, field)


def minimum_over_maximum(records: Records, known: Known) -> Iterator[Finding]:
    rows = records.rows
    for row in rows.index[rows["minimum"] > rows["maximum"]]:
        message = f"Das Minimum ist größer als das Maximum ({rows.at[row, 'maximum']:g})."
        yield records.finding(Severity.ERROR, "minimum_over_maximum", message, row, "minimum")


def kennzahl_unknown(records: Records, known: Known) -> Iterator[Finding]:
    spellings = lookup(KENNZAHLEN)
    for row, name in records.rows["kennzahl"].dropna().items():
        if comparable(name) not in spellings:
            message = f"Die Kennzahl »{name}« wird weder gemessen noch ist sie als gezählt bekannt."
            near = nearest(name, KENNZAHLEN)
            suggestion = KENNZAHLEN[near][0] if near else ""
            yield records.finding(
                Severity.WARNING, "kennzahl_unknown", message, row, "kennzahl", suggestion
            )


GOAL_CHECKS: Mapping[str, tuple[Check, ...]] = {
    "ziele": (
        goal_twice,
        state_missing,
        state_without_date,
        on_a_weekend,
        predecessor_unknown,
        circle,
    ),
    "zielwerte": (goal_of_target_unknown, minimum_over_maximum, kennzahl_unknown),
    "termine": (on_a_weekend,),
}


def _goals(records: Records, known: Known) -> dict[int, set[str]]:
    """Jahr → numbers of its goals: of this list and of those on file."""
    goals = {jahr: set(numbers) for jahr, numbers in known.goals.items()}
    for jahr, number in records.rows[["jahr", "nummer"]].dropna().itertuples(index=False):
        goals.setdefault(jahr, set()).add(number)
    return goals


def _links(records: Records) -> Iterator[tuple[int, int, str, str]]:
    """Row, Jahr, field and number, for each number that a goal names."""
    for row, goal in records.rows.dropna(subset=["jahr"]).iterrows():
        for field in ("vorgaenger", "nachfolger"):
            for number in numbers_named(goal[field]):
                yield row, int(goal["jahr"]), field, number


def _ways(records: Records) -> dict[Way, Place]:
    """From each goal to those that continue it, and where that is said. A number that stands in
    the same Jahr, too, means that goal; the goal itself goes on in the next."""
    own = _goals(records, Known(date.min))
    ways = {}
    for row, jahr, field, number in _links(records):
        goal = (jahr, records.rows.at[row, "nummer"])
        same = number != goal[1] and number in own[jahr]
        if field == "nachfolger":
            ways[goal, (jahr if same else jahr + 1, number)] = row, field
        else:
            before = number in own.get(jahr - 1, ()) or not same
            ways[(jahr - 1 if before else jahr, number), goal] = row, field
    return ways


def _circle_in(ways: Collection[Way]) -> list[Goal]:
    """A goal, those after it, and it again, the first by Jahr and number first; nothing if there
    is no circle."""
    sorter = TopologicalSorter()
    for source, target in ways:
        sorter.add(target, source)
    try:
        sorter.prepare()
    except CycleError as error:
        goals = error.args[1][1:]
        first = goals.index(min(goals))
        return [*goals[first:], *goals[: first + 1]]
    return []
