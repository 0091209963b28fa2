"""The invented Berufskollegs: how many there are, where, how large, and what they offer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from sample_data.bildungsgaenge import BILDUNGSGAENGE, Bildungsgang
from sample_data.names import Named, foerderschul_names, kreis_of, private_names, public_names

SEED = 2026
SCHULJAHRE = ("2022/23", "2023/24", "2024/25", "2025/26", "2026/27")

# Berufskollegs and Förderschulen im Bereich Berufskolleg, öffentlich and privat (DOMAIN 4.1).
BERUFSKOLLEGS = {
    "Arnsberg": (52, 18),
    "Detmold": (31, 24),
    "Düsseldorf": (72, 26),
    "Köln": (57, 23),
    "Münster": (39, 14),
}
FOERDERSCHULEN = {
    "Arnsberg": (1, 4),
    "Detmold": (0, 4),
    "Düsseldorf": (2, 3),
    "Köln": (0, 4),
    "Münster": (0, 1),
}
# One public Berufskolleg more in each of these until it closed: 358 became 356 (DOMAIN 4.2).
CLOSING = ("Arnsberg", "Düsseldorf")
LAST_OF_THE_CLOSING = "2023/24"

BERUFSKOLLEG = "Berufskolleg"
FOERDERSCHULE = "Förderschule im Bereich Berufskolleg"
# How many schools teach in a Fachbereich, as a weight.
_FACHBEREICHE = {
    "Wirtschaft und Verwaltung": 5.0,
    "Technik/Naturwissenschaften": 5.0,
    "Gesundheit/Erziehung und Soziales": 4.0,
    "Informatik": 3.0,
    "Gestaltung": 2.0,
    "Ernährungs- und Versorgungsmanagement": 2.0,
    "Agrarwirtschaft": 0.8,
}


@dataclass(frozen=True)
class School:
    schulnummer: str
    schule: str
    ort: str
    kreis: str
    bezirksregierung: str
    rechtsstatus: str
    schulform: str
    lernende: int
    angebot: tuple[Bildungsgang, ...]
    closes: bool = False

    def in_operation(self, schuljahr: str) -> bool:
        return not self.closes or schuljahr <= LAST_OF_THE_CLOSING


def dice(*of_what: object) -> Random:
    """A source of chance of its own for each purpose, so that a change at one place leaves the
    others as they were."""
    return Random("/".join(map(str, (SEED, *of_what))))


@cache
def schools() -> tuple[School, ...]:
    numbers = iter(dice("schulnummern").sample(range(210_000, 290_000, 7), 400))
    return tuple(
        school
        for name in BERUFSKOLLEGS
        for school in (
            *_public(name, numbers),
            *_private(name, numbers),
            *_foerderschulen(name, numbers),
        )
    )


@cache
def school_numbered() -> dict[str, School]:
    return {school.schulnummer: school for school in schools()}


def register(schuljahr: str) -> list[dict[str, object]]:
    """The rows of the table schulen. A closed school stands in the register of one more year, as
    no longer in operation; numbers of pupils are rounded to 5, as the Land publishes them."""
    chance = dice("register", schuljahr)
    drift = 1 - 0.008 * SCHULJAHRE.index(schuljahr)
    return [
        {
            "schuljahr": schuljahr,
            "bezirksregierung": school.bezirksregierung,
            "schulnummer": school.schulnummer,
            "schule": school.schule,
            "ort": school.ort,
            "rechtsstatus": school.rechtsstatus,
            "schulform": school.schulform,
            "lernende": max(5, _to_5(school.lernende * drift * chance.uniform(0.96, 1.04))),
            "aktiv": school.in_operation(schuljahr),
        }
        for school in sorted(schools(), key=lambda school: school.schulnummer)
        if school.in_operation(schuljahr) or schuljahr == "2024/25"
    ]


def _public(name: str, numbers: Iterator[int]) -> list[School]:
    count = BERUFSKOLLEGS[name][0]
    chance = dice("öffentlich", name)
    names = public_names(name, chance)
    found = [
        _school(next(numbers), next(names), name, "öffentlich", chance, (1750, 0.4, 4485))
        for _ in range(count)
    ]
    if name in CLOSING:
        last = _school(next(numbers), next(names), name, "öffentlich", chance, (350, 0.2, 600))
        found.append(replace(last, closes=True))
    return found


def _private(name: str, numbers: Iterator[int]) -> list[School]:
    chance = dice("privat", name)
    names = private_names(name, chance)
    return [
        _school(next(numbers), next(names), name, "privat", chance, (260, 0.8, 1600))
        for _ in range(BERUFSKOLLEGS[name][1])
    ]


def _foerderschulen(name: str, numbers: Iterator[int]) -> list[School]:
    chance = dice("Förderschulen", name)
    names = foerderschul_names(name, chance)
    public, private = FOERDERSCHULEN[name]
    return [
        replace(
            _school(next(numbers), next(names), name, status, chance, (260, 0.3, 700)),
            schulform=FOERDERSCHULE,
            angebot=(),
        )
        for status in ["öffentlich"] * public + ["privat"] * private
    ]


def _school(
    number: int, named: Named, name: str, status: str, chance: Random, size: tuple
) -> School:
    """``size``: median, spread and largest number of pupils."""
    schule, ort, told = named
    median, spread, largest = size
    lernende = min(largest, _to_5(median * chance.lognormvariate(0, spread)))
    mixed = 3 if status == "öffentlich" else 1
    fachbereiche = told or _drawn(chance, _FACHBEREICHE, mixed + chance.randint(0, 1))
    weights = {
        bildungsgang: bildungsgang.verbreitung
        for bildungsgang in BILDUNGSGAENGE
        if bildungsgang.fachbereich in fachbereiche
    }
    angebot = _drawn(chance, weights, max(2, min(24, round(lernende / 110))))
    return School(
        schulnummer=str(number),
        schule=schule,
        ort=ort,
        kreis=kreis_of(name, ort),
        bezirksregierung=name,
        rechtsstatus=status,
        schulform=BERUFSKOLLEG,
        lernende=lernende,
        angebot=angebot,
    )


def _drawn(chance: Random, weights: dict, count: int) -> tuple:
    """``count`` of them without repetition, by weight, in the order of the catalogue."""
    order = sorted(weights, key=lambda one: chance.expovariate(weights[one]))
    chosen = set(order[:count])
    return tuple(one for one in weights if one in chosen)


def _to_5(number: float) -> int:
    return 5 * round(number / 5)
