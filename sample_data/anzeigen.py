"""The true Anzeigen of a Schuljahr: first ones, changes, endings."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from random import Random

from diggs_analytics.domain.schuljahr import FIRST_UNDER_APO_BK
from sample_data.bildungsgaenge import Bildungsgang
from sample_data.cooperation import partners
from sample_data.dates import LESSONS, after, arrival, latest_arrival
from sample_data.life import Record, corrected, record
from sample_data.participation import (
    ANZEIGEN,
    SHARE_OF_CHANGES,
    SHARE_OF_ENDINGS,
    SHARE_OF_SECONDS,
    pairs,
)
from sample_data.references import with_references
from sample_data.schools import School, dice

# The share of distance hours that is most frequent in an Anlage; none goes over 40 % (DOMAIN 1.2).
_SHARE = {"A": 0.24, "B": 0.14, "C": 0.19, "D": 0.18, "E": 0.34}
_LOWEST, _HIGHEST = 0.10, 0.40
# Sizes in which a school plans its distance hours.
_STEPS = (2.5, 5, 10, 20)

Values = dict[str, object]


@cache
def anzeigen(schuljahr: str) -> tuple[Record, ...]:
    """All of the Schuljahr by day of arrival, also those that come in after the last delivery."""
    chance = dice("Anzeigen", schuljahr)
    firsts = [
        _first(school, bildungsgang, schuljahr, chance) for school, bildungsgang in pairs(schuljahr)
    ]
    later = [first for first in firsts if first["eingangsdatum"] < _winter(schuljahr)]
    whole = ANZEIGEN[schuljahr]
    seconds = chance.sample(later, round(whole * SHARE_OF_SECONDS))
    changes = chance.sample(later, round(whole * (SHARE_OF_CHANGES + SHARE_OF_ENDINGS)))
    endings = round(whole * SHARE_OF_ENDINGS)
    rows = [
        *firsts,
        *(_second(first, schuljahr, chance) for first in seconds),
        *(_ending(first, schuljahr, chance) for first in changes[:endings]),
        *(_change(first, schuljahr, chance) for first in changes[endings:]),
    ]
    rows.sort(key=lambda row: (row["eingangsdatum"], row["schulnummer"], row["bildungsgang"]))
    return tuple(_with_life(row, chance) for row in with_references(rows))


def _first(school: School, bildungsgang: Bildungsgang, schuljahr: str, chance: Random) -> Values:
    eingang = arrival(schuljahr, chance)
    others = partners(schuljahr).get((school, bildungsgang), ())
    start, end = LESSONS[schuljahr]
    beginn = max(start, after(eingang, chance.choice((7, 14, 21))))
    return {
        "schuljahr": schuljahr,
        "bezirksregierung": school.bezirksregierung,
        "schulnummer": school.schulnummer,
        "schule": school.schule,
        "aktenzeichen": None,
        "eingangsdatum": eingang,
        "art": "Erstanzeige",
        "anlage": bildungsgang.anlage,
        "untertyp": bildungsgang.untertyp,
        "bildungsgang": bildungsgang.name,
        "fachbereich": None if chance.random() < 0.01 else bildungsgang.fachbereich,
        "beginn": beginn,
        "ende": date(end.year, 1, 31) if beginn.month > 7 and chance.random() < 0.1 else end,
        **_extent(school, bildungsgang, chance),
        "lernort": _lernort(bildungsgang, bool(others), chance),
        "organisationsform": chance.choices(
            ("verteilt", "fester Wochentag", "geblockt"), weights=(5, 3.5, 1.5)
        )[0],
        "standortuebergreifend": bool(others),
        "partnerschulen": ", ".join(others) or None,
        "rechtsgrundlage": "Einzelerlass"
        if schuljahr < FIRST_UNDER_APO_BK
        else "APO-BK § 5 Abs. 6",
        "status": None,
    }


def _extent(school: School, bildungsgang: Bildungsgang, chance: Random) -> Values:
    """Classes, pupils and hours; the school keeps to one number of hours for a Bildungsgang."""
    of_school = dice(school.schulnummer, bildungsgang.name)
    klassen = 1 + min(7, int(of_school.expovariate(1 / (0.5 + school.lernende / 1500))))
    lernende = sum(chance.randint(14, 28) for _ in range(klassen))
    gesamt, step = of_school.choice(bildungsgang.stunden), of_school.choice(_STEPS)
    wanted = of_school.gauss(_SHARE[bildungsgang.anlage], 0.05) + chance.gauss(0, 0.015)
    distanz = _hours(gesamt, wanted, step)
    unknown = chance.random() < 0.02
    return {
        "klassen": klassen,
        "lernende": None if chance.random() < 0.02 else lernende,
        "stunden_distanz": None if unknown else distanz,
        "stunden_gesamt": None if unknown else float(gesamt),
        "anteil": None if unknown else distanz / gesamt,
    }


def _hours(gesamt: float, share: float, step: float) -> float:
    """Distance hours in whole steps, within what the share may be."""
    hours = step * round(gesamt * share / step)
    return float(min(max(hours, gesamt * _LOWEST), gesamt * _HIGHEST))


def _second(first: Values, schuljahr: str, chance: Random) -> Values:
    """Another Jahrgang of the same Bildungsgang, notified on its own."""
    eingang = after(first["eingangsdatum"], chance.randint(5, 60))
    return {
        **first,
        "eingangsdatum": eingang,
        "beginn": max(first["beginn"], after(eingang, 7)),
        "ende": LESSONS[schuljahr][1],
        "klassen": 1,
        "lernende": chance.randint(14, 28),
    }


def _change(first: Values, schuljahr: str, chance: Random) -> Values:
    eingang = _later(first, schuljahr, chance)
    klassen = max(1, first["klassen"] + chance.choice((-1, 1, 1)))
    lernende = sum(chance.randint(14, 28) for _ in range(klassen))
    row = {**first, "eingangsdatum": eingang, "art": "Änderung", "klassen": klassen,
           "lernende": lernende, "beginn": max(first["beginn"], after(eingang, 7))}  # fmt: skip
    row["ende"] = max(row["ende"], LESSONS[schuljahr][1])
    if first["stunden_gesamt"] and chance.random() < 0.6:
        wanted = first["anteil"] + chance.choice((-0.05, 0.05, 0.1))
        distanz = _hours(first["stunden_gesamt"], wanted, 5)
        row |= {"stunden_distanz": distanz, "anteil": distanz / first["stunden_gesamt"]}
    return row


def _ending(first: Values, schuljahr: str, chance: Random) -> Values:
    eingang = _later(first, schuljahr, chance)
    ende = max(first["beginn"], after(eingang, chance.choice((0, 7, 14))))
    return {**first, "eingangsdatum": eingang, "art": "Beendigung", "ende": ende}


def _later(first: Values, schuljahr: str, chance: Random) -> date:
    wanted = after(first["eingangsdatum"], chance.randint(20, 150))
    return min(wanted, latest_arrival(schuljahr))


def _lernort(bildungsgang: Bildungsgang, with_others: bool, chance: Random) -> str:
    if with_others:
        return chance.choice(("anderer Schulstandort", "gemischt"))
    dual = bildungsgang.untertyp == 1 and bildungsgang.anlage == "A"
    weights = (70, 18 if dual else 2, 12)
    return chance.choices(("zu Hause", "Betrieb", "gemischt"), weights=weights)[0]


def _with_life(row: Mapping[str, object], chance: Random) -> Record:
    living = record(row, chance)
    if row["lernende"] and chance.random() < 0.04:
        typed = row["lernende"] + chance.choice((-9, -4, 3, 6, 10))
        return corrected(living, "lernende", typed, chance)
    return living


def _winter(schuljahr: str) -> date:
    return date(int(schuljahr[:4]), 12, 1)
