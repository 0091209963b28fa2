"""A record of the truth, and how it looked on any day: what an authority could have sent then."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from sample_data.dates import after, workday

# Days from Eingang to Kenntnisnahme: the most frequent number in each Bezirksregierung.
WAITING_DAYS = {"Arnsberg": 12, "Detmold": 20, "Düsseldorf": 30, "Köln": 38, "Münster": 16}
# Before weekends and holidays are added.
SHORTEST_WAIT, LONGEST_WAIT = 5, 56
DAYS_UNTIL_LOOKED_AT = 4


@dataclass(frozen=True)
class Record:
    """``values`` hold every declared column in its last state but the status, which follows from
    the days. ``zuvor`` is what stood in the list until ``korrigiert_am``; on ``entfaellt_am`` the
    sender took the record out of its list."""

    values: Mapping[str, object]
    rueckfrage_am: date | None = None
    erledigt_am: date | None = None
    zurueckgezogen: bool = False
    korrigiert_am: date | None = None
    zuvor: Mapping[str, object] | None = None
    entfaellt_am: date | None = None

    @property
    def eingang(self) -> date:
        return self.values["eingangsdatum"]


def record(values: Mapping[str, object], chance: Random) -> Record:
    """What becomes of a record: most are noted, some asked back about, some withdrawn."""
    eingang, lot = values["eingangsdatum"], chance.random()
    mode = WAITING_DAYS[values["bezirksregierung"]]
    waiting = round(chance.triangular(SHORTEST_WAIT, LONGEST_WAIT, mode))
    asked = after(eingang, 5 + waiting // 4)
    done = after(eingang, waiting)
    born = Record(values)
    if lot < 0.03:
        return replace(born, rueckfrage_am=asked)
    if lot < 0.11:
        return replace(
            born, rueckfrage_am=asked, erledigt_am=after(eingang, min(waiting + 20, LONGEST_WAIT))
        )
    if lot < 0.13:
        return replace(born, erledigt_am=done, zurueckgezogen=True)
    if lot < 0.15:
        return born
    if lot < 0.17:
        return replace(born, erledigt_am=done, entfaellt_am=_noticed(values, chance))
    return replace(born, erledigt_am=done)


def corrected(record: Record, name: str, before: object, chance: Random) -> Record:
    """With ``before`` in the column ``name`` until somebody noticed."""
    return replace(record, korrigiert_am=_noticed(record.values, chance), zuvor={name: before})


def _noticed(values: Mapping[str, object], chance: Random) -> date:
    """Errors come to light some time later, or when lists are gone through in August."""
    if chance.random() < 0.4:
        return after(values["eingangsdatum"], chance.randint(40, 300))
    return workday(date(int(values["schuljahr"][:4]) + 1, 8, chance.randint(10, 17)))


def seen_on(record: Record, day: date) -> dict[str, object] | None:
    """The declared columns as the list of that day had them; nothing if it had none."""
    if record.eingang > day or (record.entfaellt_am and record.entfaellt_am <= day):
        return None
    status, since = _status(record, day)
    seen = {**record.values, "status": status}
    if "status_datum" in seen:
        seen["status_datum"] = since
    if seen.get("vorpruefung_datum") and seen["vorpruefung_datum"] > day:
        seen |= {"vorpruefung": "offen", "vorpruefung_datum": None}
    if record.korrigiert_am and day < record.korrigiert_am:
        seen |= record.zuvor
    return seen


def _status(record: Record, day: date) -> tuple[str, date]:
    looked_at = record.eingang + timedelta(days=DAYS_UNTIL_LOOKED_AT)
    if record.erledigt_am and record.erledigt_am <= day:
        words = "zurückgezogen" if record.zurueckgezogen else "zur Kenntnis genommen"
        return words, record.erledigt_am
    if record.rueckfrage_am and record.rueckfrage_am <= day:
        return "Rückfrage", record.rueckfrage_am
    return ("in Prüfung", looked_at) if looked_at <= day else ("angezeigt", record.eingang)
