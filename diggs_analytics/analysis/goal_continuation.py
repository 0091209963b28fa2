"""What became of the goals of a Jahr in the year after: each way from one goal to the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import pandas as pd

from diggs_analytics.analysis.goals import DROPPED
from diggs_analytics.domain.goal_numbers import numbers_named


class Fate(Enum):
    CONTINUED = "fortgeführt"
    MERGED = "zusammengelegt"
    DROPPED = "gestrichen"
    ENDED = "ohne Nachfolger"
    NEW = "neu"


COLUMNS = [
    "jahr", "nummer", "titel", "status", "art", "nach_jahr", "nach_nummer", "nach_titel", "hinweis",
]  # fmt: skip
Way = tuple[int, int]  # from a goal to another, by their keys
Numbers = Mapping[tuple[int, str], int]


@dataclass(frozen=True)
class Ways:
    """``lost`` are numbers that a goal names and nobody knows, by its key."""

    found: tuple[Way, ...]
    lost: Mapping[int, tuple[str, ...]]


def pairs(years: list[int]) -> list[int]:
    """Each Jahr of which the year after is there too."""
    return [jahr for jahr in years if jahr + 1 in years]


def continuation(goals: pd.DataFrame, jahr: int) -> pd.DataFrame:
    """Each way that goals took from ``jahr`` to the year after, and each goal that took none:
    COLUMNS, in the order of the goals, new ones last. ``art`` is the word of a Fate; what a goal
    has not got (a new one its predecessor) is missing.

    A goal is merged if it was taken up by another of its own Jahr, or with others by one of the
    next. Its successors are those that name it as their Vorgänger, and its own Nachfolger.
    """
    goals = goals[goals["jahr"].isin([jahr, jahr + 1])].set_index("ziel", drop=False)
    ways = _ways(goals, jahr)
    lines = [_line(goals, way, _fate(goals, way, ways.found), ways) for way in ways.found]
    came_from, went_to = ({way[side] for way in ways.found} for side in (0, 1))
    for key, goal in goals.iterrows():
        if goal["jahr"] == jahr and key not in came_from:
            fate = Fate.DROPPED if goal["status"] == DROPPED else Fate.ENDED
            lines.append(_line(goals, (key, None), fate, ways))
        if goal["jahr"] > jahr and key not in went_to:
            lines.append(_line(goals, (None, key), Fate.NEW, ways))
    order = {key: place for place, key in enumerate(goals.index)}
    lines.sort(key=lambda line: (order.get(line["von"], len(order)), order.get(line["nach"], -1)))
    dtypes = {"jahr": "Int64", "nach_jahr": "Int64"}
    return pd.DataFrame(lines, columns=COLUMNS).astype(dtypes)


def _ways(goals: pd.DataFrame, jahr: int) -> Ways:
    """A Vorgänger is a goal of the year before. A Nachfolger that stands in both years is that of
    its own, unless the one of the next year names it as Vorgänger."""
    numbers = _numbers(goals)
    found: dict[Way, None] = {}
    lost: dict[int, tuple[str, ...]] = {}
    for key, goal in goals[goals["jahr"] == jahr + 1].iterrows():
        for number in numbers_named(goal["vorgaenger"]):
            if (jahr, number) in numbers:
                found[numbers[jahr, number], key] = None
            else:
                lost[key] = (*lost.get(key, ()), f"Vorgänger {number} nicht gefunden")
    for key, goal in goals[goals["jahr"] == jahr].iterrows():
        for number in numbers_named(goal["nachfolger"]):
            same, following = numbers.get((jahr, number)), numbers.get((jahr + 1, number))
            if (key, following) in found:
                continue
            target = following if same in (None, key) else same
            if target is None:
                lost[key] = (*lost.get(key, ()), f"Nachfolger {number} nicht gefunden")
            else:
                found[key, target] = None
    return Ways(tuple(found), lost)


def _numbers(goals: pd.DataFrame) -> Numbers:
    """A goal is found under each of its numbers."""
    return {
        (goal["jahr"], number): key
        for key, goal in goals.iterrows()
        for number in (*numbers_named(goal["auch"]), goal["nummer"].strip(" ."))
    }


def _fate(goals: pd.DataFrame, way: Way, ways: tuple[Way, ...]) -> Fate:
    von, nach = way
    if goals.at[von, "jahr"] == goals.at[nach, "jahr"]:
        return Fate.MERGED
    sources = [
        other for other, to in ways if to == nach and goals.at[other, "jahr"] < goals.at[to, "jahr"]
    ]
    return Fate.MERGED if len(sources) > 1 else Fate.CONTINUED


def _line(
    goals: pd.DataFrame, way: tuple[int | None, int | None], fate: Fate, ways: Ways
) -> dict[str, object]:
    line: dict[str, object] = {"von": way[0], "nach": way[1], "art": fate.value}
    for prefix, key in zip(("", "nach_"), way, strict=True):
        if key is not None:
            line |= {f"{prefix}{name}": goals.at[key, name] for name in ("jahr", "nummer", "titel")}
    if way[0] is not None:
        line["status"] = goals.at[way[0], "status"]
    hints = [hint for key in way if key is not None for hint in ways.lost.get(key, ())]
    return line | {"hinweis": "; ".join(hints)}
