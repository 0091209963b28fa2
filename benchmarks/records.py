"""Invented Anzeigen in any number: at the schools of the sample data, from a fixed seed."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pandas as pd

from diggs_analytics.domain.codes import BEZIRKSREGIERUNGEN
from diggs_analytics.domain.delivery import Delivery, Sheet
from diggs_analytics.domain.schema import Table
from diggs_analytics.domain.schuljahr import FIRST_UNDER_APO_BK, first_day, last_day
from diggs_analytics.domain.tables import ANZEIGEN, SCHULEN
from sample_data.schools import School, register, schools

SCHULJAHRE = ("2021/22", "2022/23", "2023/24", "2024/25", "2025/26")
# The sample data have no register of 2021/22; the schools were the same.
OLDEST_REGISTER = "2022/23"
SEED = 7
ARTEN = ("Erstanzeige",) * 8 + ("Änderung", "Beendigung")
STATUS = ("zur Kenntnis genommen",) * 7 + ("in Prüfung", "Rückfrage", "zurückgezogen")

Values = dict[str, object]


def anzeigen(schuljahr: str, count: int) -> list[Values]:
    """``count`` rows of a Schuljahr, as many for each Bezirksregierung."""
    chance = Random(f"{SEED}/{schuljahr}")
    by_region = {name: _teaching(name) for name in BEZIRKSREGIERUNGEN}
    names = [name for name in BEZIRKSREGIERUNGEN for _ in range(count // len(BEZIRKSREGIERUNGEN))]
    return [
        _anzeige(schuljahr, number, chance.choice(by_region[name]), chance)
        for number, name in enumerate(names, start=1)
    ]


def _teaching(bezirksregierung: str) -> list[School]:
    return [one for one in schools() if one.bezirksregierung == bezirksregierung and one.angebot]


def _anzeige(schuljahr: str, number: int, school: School, chance: Random) -> Values:
    bildungsgang = chance.choice(school.angebot)
    klassen = chance.randint(1, 4)
    gesamt = chance.choice(bildungsgang.stunden)
    distanz = round(gesamt * chance.uniform(0.02, 0.35))
    return {
        "schuljahr": schuljahr,
        "bezirksregierung": school.bezirksregierung,
        "schulnummer": school.schulnummer,
        "schule": school.schule,
        "aktenzeichen": f"48.{schuljahr[2:4]}-{number:05d}",
        "eingangsdatum": first_day(schuljahr) + timedelta(days=chance.randint(-30, 330)),
        "art": chance.choice(ARTEN),
        "anlage": bildungsgang.anlage,
        "untertyp": bildungsgang.untertyp,
        "bildungsgang": bildungsgang.name,
        "fachbereich": bildungsgang.fachbereich,
        "beginn": first_day(schuljahr) + timedelta(days=chance.randint(10, 60)),
        "ende": last_day(schuljahr) - timedelta(days=chance.randint(0, 90)),
        "klassen": klassen,
        "lernende": klassen * chance.randint(12, 28),
        "stunden_distanz": distanz,
        "stunden_gesamt": gesamt,
        "anteil": distanz / gesamt,
        "rechtsgrundlage": (
            "Einzelerlass" if schuljahr < FIRST_UNDER_APO_BK else "APO-BK § 5 Abs. 6"
        ),
        "status": chance.choice(STATUS),
    }


def deliveries(count: int) -> Iterator[tuple[str, Delivery]]:
    """The Schuljahr and its delivery: ``count`` Anzeigen over all years, with the registers."""
    for schuljahr in SCHULJAHRE:
        rows = anzeigen(schuljahr, count // len(SCHULJAHRE))
        listed = [
            row | {"schuljahr": schuljahr} for row in register(max(schuljahr, OLDEST_REGISTER))
        ]
        sheets = (_sheet("Anzeigen", ANZEIGEN, rows), _sheet("Register", SCHULEN, listed))
        yield schuljahr, Delivery(f"Land {schuljahr}.xlsx", schuljahr.encode(), sheets)


def _sheet(name: str, table: Table, rows: list[Values]) -> Sheet:
    typed = pd.DataFrame(rows, columns=table.names).astype(table.dtypes)
    return Sheet(name, table, 1, len(rows), typed.set_axis(range(2, len(rows) + 2)))
