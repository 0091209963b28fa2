"""Who notifies what: the schools that take part in each Schuljahr, and their Bildungsgänge."""

from functools import cache
from random import Random

from diggs_analytics.domain.schuljahr import before
from sample_data.bildungsgaenge import Bildungsgang
from sample_data.schools import (
    BERUFSKOLLEG,
    BERUFSKOLLEGS,
    SCHULJAHRE,
    School,
    dice,
    schools,
)

# Schools that take part, and Anzeigen of the whole Schuljahr; 2026/27 is cut off in October.
SCHOOLS_TAKING_PART = {
    "2022/23": 92, "2023/24": 150, "2024/25": 207, "2025/26": 262, "2026/27": 288,
}  # fmt: skip
ANZEIGEN = {
    "2022/23": 600, "2023/24": 1100, "2024/25": 1700, "2025/26": 2500, "2026/27": 2950,
}  # fmt: skip
# Shares of the Anzeigen that are no first ones, or a second first one for other classes.
SHARE_OF_CHANGES, SHARE_OF_ENDINGS, SHARE_OF_SECONDS = 0.08, 0.02, 0.03

TEST_SCHOOLS = {"Arnsberg": 4, "Detmold": 3, "Düsseldorf": 4, "Köln": 4, "Münster": 3}

# A school and one of its Bildungsgänge.
Pair = tuple[School, Bildungsgang]


@cache
def pairs(schuljahr: str) -> tuple[Pair, ...]:
    """What is notified for the first time in a Schuljahr: what was notified the year before
    mostly again, and each school that takes part at least once."""
    chance = dice("Bildungsgänge", schuljahr)
    known = set(pairs(before(schuljahr))) if schuljahr != SCHULJAHRE[0] else set()
    offered = [
        (school, bildungsgang)
        for school in _taking_part(schuljahr)
        for bildungsgang in school.angebot
    ]
    order = sorted(offered, key=lambda pair: _patience(pair, known, chance))
    firsts = set({pair[0]: pair for pair in reversed(order)}.values())
    others = [pair for pair in order if pair not in firsts]
    share = 1 - SHARE_OF_CHANGES - SHARE_OF_ENDINGS - SHARE_OF_SECONDS
    chosen = {*firsts, *others[: round(ANZEIGEN[schuljahr] * share) - len(firsts)]}
    return tuple(pair for pair in offered if pair in chosen)


@cache
def schools_of_the_test_phase() -> frozenset[str]:
    """Schulnummern of the test phase: schools that were there from the start."""
    return frozenset(
        school.schulnummer
        for name in BERUFSKOLLEGS
        for school in [
            school
            for school in _by_eagerness()
            if school.bezirksregierung == name and not school.closes
        ][: TEST_SCHOOLS[name]]
    )


def _patience(pair: Pair, known: set[Pair], chance: Random) -> float:
    return chance.expovariate(pair[1].neigung * (25 if pair in known else 1))


def _taking_part(schuljahr: str) -> list[School]:
    """The most eager schools, less a few that pause."""
    chance = dice("Pausen", schuljahr)
    there = [school for school in _by_eagerness() if school.in_operation(schuljahr)]
    wanted = SCHOOLS_TAKING_PART[schuljahr]
    pausing = set(chance.sample(range(len(schools_of_the_test_phase()) * 2, wanted), wanted // 25))
    return [there[place] for place in range(wanted + len(pausing)) if place not in pausing]


@cache
def _by_eagerness() -> tuple[School, ...]:
    chance = dice("Eifer")
    berufskollegs = [school for school in schools() if school.schulform == BERUFSKOLLEG]
    eagerness = {
        school: len(school.angebot) * (1.5 if school.rechtsstatus == "öffentlich" else 0.6)
        for school in berufskollegs
    }
    return tuple(sorted(berufskollegs, key=lambda one: chance.expovariate(eagerness[one])))
