"""The true PoKs of a Schuljahr: one for each school, one for most Bildungsgänge, some of several
schools together."""

from datetime import date, timedelta
from functools import cache
from random import Random

from diggs_analytics.domain.schuljahr import FIRST_UNDER_APO_BK
from sample_data.anzeigen import anzeigen
from sample_data.bildungsgaenge import Bildungsgang
from sample_data.cooperation import groups, partners, reporting
from sample_data.dates import after, workday
from sample_data.life import Record, corrected, record
from sample_data.participation import pairs, schools_of_the_test_phase
from sample_data.references import with_references
from sample_data.schools import School, dice

# PoKs have their own range of references.
FIRST_REFERENCE = 5001
_SHARE_OF_SCHOOLS, _SHARE_OF_BILDUNGSGAENGE, _SHARE_OF_CHANGES = 0.95, 0.78, 0.05

Values = dict[str, object]


@cache
def pok(schuljahr: str) -> tuple[Record, ...]:
    """All of the Schuljahr by day of arrival; none before the law of 2024/25 asks for them."""
    if schuljahr < FIRST_UNDER_APO_BK:
        return ()
    chance = dice("PoK", schuljahr)
    rows = [
        *_of_schools(schuljahr, chance),
        *_of_bildungsgaenge(schuljahr, chance),
        *_of_groups(schuljahr, chance),
    ]
    changed = chance.sample(rows, round(len(rows) * _SHARE_OF_CHANGES))
    rows += [_change(row, chance) for row in changed]
    rows.sort(key=lambda row: (row["eingangsdatum"], row["schulnummer"], row["bildungsgang"] or ""))
    return tuple(_with_life(row, chance) for row in with_references(rows, FIRST_REFERENCE))


def _of_schools(schuljahr: str, chance: Random) -> list[Values]:
    return [
        _row(
            school, "bildungsgangübergreifend", None, after(eingang, -chance.randint(0, 10)), chance
        )
        | {"schuljahr": schuljahr}
        for school, eingang in _first_days(schuljahr).items()
        if chance.random() < _SHARE_OF_SCHOOLS
    ]


def _of_bildungsgaenge(schuljahr: str, chance: Random) -> list[Values]:
    together = partners(schuljahr)
    days = _days(schuljahr)
    return [
        _row(school, "bildungsgangspezifisch", bildungsgang, day, chance) | {"schuljahr": schuljahr}
        for school, bildungsgang in pairs(schuljahr)
        if (school, bildungsgang) not in together and chance.random() < _SHARE_OF_BILDUNGSGAENGE
        for day in [after(days[school.schulnummer, bildungsgang.name], chance.randint(0, 14))]
    ]


def _of_groups(schuljahr: str, chance: Random) -> list[Values]:
    days, together = _days(schuljahr), partners(schuljahr)
    return [
        _row(school, "schulübergreifend", bildungsgang, day, chance)
        | {
            "schuljahr": schuljahr,
            "standortuebergreifend": True,
            "partnerschulen": ", ".join(together[school, bildungsgang]),
        }
        for group in groups(schuljahr)
        for bildungsgang in [group[0][1]]
        for school in reporting(group)
        for day in [after(days[school.schulnummer, bildungsgang.name], chance.randint(0, 14))]
    ]


def _row(
    school: School, ebene: str, bildungsgang: Bildungsgang | None, eingang: date, chance: Random
) -> Values:
    conference = ebene == "bildungsgangübergreifend" or chance.random() < 0.3
    return {
        "schuljahr": None,
        "bezirksregierung": school.bezirksregierung,
        "schulnummer": school.schulnummer,
        "schule": school.schule,
        "aktenzeichen": None,
        "ebene": ebene,
        "anlage": bildungsgang and bildungsgang.anlage,
        "untertyp": bildungsgang and bildungsgang.untertyp,
        "bildungsgang": bildungsgang and bildungsgang.name,
        "fachbereich": bildungsgang and bildungsgang.fachbereich,
        "eingangsdatum": eingang,
        "art": "Erstanzeige",
        "vorpruefung": None,
        "vorpruefung_datum": None,
        "schulkonferenz_datum": _conference(eingang, chance) if conference else None,
        "status": None,
        "status_datum": None,
        "testphase": school.schulnummer in schools_of_the_test_phase(),
        "standortuebergreifend": False,
        "partnerschulen": None,
    }


def _change(row: Values, chance: Random) -> Values:
    eingang = after(row["eingangsdatum"], chance.randint(30, 120))
    return {**row, "art": "Änderung", "eingangsdatum": eingang}


def _with_life(row: Values, chance: Random) -> Record:
    """The Vorprüfung lies between Eingang and Kenntnisnahme; a few results are corrected later."""
    living = record(row, chance)
    if living.erledigt_am is None:
        return _record_with(living, {"vorpruefung": "offen"})
    waited = (living.erledigt_am - living.eingang).days
    result = chance.choices(("bestanden", "mit Hinweisen", "nicht bestanden"), weights=(76, 21, 3))[
        0
    ]
    checked = workday(living.eingang + timedelta(days=round(waited * chance.uniform(0.3, 0.9))))
    checked = min(checked, living.erledigt_am)
    living = _record_with(living, {"vorpruefung": result, "vorpruefung_datum": checked})
    if result == "mit Hinweisen" and chance.random() < 0.08:
        return corrected(living, "vorpruefung", "nicht bestanden", chance)
    return living


def _record_with(living: Record, values: Values) -> Record:
    return Record(**{**vars(living), "values": {**living.values, **values}})


def _conference(eingang: date, chance: Random) -> date:
    return workday(eingang - timedelta(days=chance.randint(14, 75)))


@cache
def _days(schuljahr: str) -> dict[tuple[str, str], date]:
    """The day of the first Anzeige for each school and Bildungsgang."""
    return {
        (one.values["schulnummer"], one.values["bildungsgang"]): one.eingang
        for one in reversed(anzeigen(schuljahr))
    }


def _first_days(schuljahr: str) -> dict[School, date]:
    """The day of the first Anzeige of each school that takes part."""
    days: dict[School, date] = {}
    for school, bildungsgang in pairs(schuljahr):
        day = _days(schuljahr)[school.schulnummer, bildungsgang.name]
        days[school] = min(day, days.get(school, day))
    return days
