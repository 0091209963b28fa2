"""Schools that teach a Bildungsgang together across sites, some across Bezirksregierungen."""

from functools import cache

from diggs_analytics.domain.schuljahr import FIRST_UNDER_APO_BK, before
from sample_data.participation import Pair, pairs
from sample_data.schools import School, dice

# How many groups of schools teach a Bildungsgang together.
GROUPS = {"2024/25": 16, "2025/26": 30, "2026/27": 36}

Group = tuple[Pair, ...]


@cache
def groups(schuljahr: str) -> tuple[Group, ...]:
    """Two or three schools that notify the same Bildungsgang; about a third of the groups reach
    over a border. A group of the year before goes on while all its schools still notify it."""
    if schuljahr < FIRST_UNDER_APO_BK:
        return ()
    chance = dice("Kooperation", schuljahr)
    notified = set(pairs(schuljahr))
    earlier = groups(before(schuljahr))
    found = [group for group in earlier if notified.issuperset(group)]
    taken = {pair for group in found for pair in group}
    for first in chance.sample(pairs(schuljahr), len(notified)):
        if len(found) == GROUPS[schuljahr]:
            break
        across = chance.random() < 0.35
        others = [
            pair
            for pair in pairs(schuljahr)
            if pair[1] == first[1]
            and pair[0] != first[0]
            and pair not in taken
            and (pair[0].bezirksregierung != first[0].bezirksregierung) == across
        ]
        if first in taken or not others:
            continue
        group = (first, *chance.sample(others, min(len(others), chance.choice((1, 1, 2)))))
        found.append(group)
        taken |= set(group)
    return tuple(found)


@cache
def partners(schuljahr: str) -> dict[Pair, tuple[str, ...]]:
    """Schulnummern of the other schools, for each school and Bildungsgang in a group."""
    return {
        pair: tuple(sorted(other.schulnummer for other, _ in group if other != pair[0]))
        for group in groups(schuljahr)
        for pair in group
    }


def reporting(group: Group) -> list[School]:
    """The schools that notify the common concept: one in each Bezirksregierung that takes part."""
    first_of = {school.bezirksregierung: school for school, _ in reversed(group)}
    return list(first_of.values())
