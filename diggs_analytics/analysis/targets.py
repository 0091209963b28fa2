"""What is to be reached in numbers against what has been: what is left, and how fast it goes."""

from dataclasses import dataclass
from datetime import date
from enum import Enum

import pandas as pd

from diggs_analytics.analysis.coverage import joined
from diggs_analytics.analysis.measures import MEASURES, Measure
from diggs_analytics.analysis.records import Records
from diggs_analytics.analysis.selection import Selection, schuljahre
from diggs_analytics.analysis.values import Value, measure
from diggs_analytics.domain.goal_numbers import number_order
from diggs_analytics.domain.schuljahr import first_day, last_day, schuljahr_of
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.domain.spelling import comparable

LAND = "Land"
DAYS_A_MONTH = 30.4375
RULE = (
    "Gemessen wird in dem Schuljahr, in dem der Stichtag des Zielwerts liegt, ohne Stichtag im "
    "neuesten, das am gewählten Tag begonnen hat; höchstens bis zum gewählten Tag. Tempo gibt es "
    "nur mit Stichtag: nötig ist, was fehlt, geteilt durch die Monate bis dahin; erreicht der Wert "
    "geteilt durch die Monate seit dem 1. Januar des Jahres. Ein Monat hat 30,4375 Tage. Anteile "
    "und Wartezeiten haben kein Tempo."
)


class Verdict(Enum):
    REACHED = "erreicht"
    NOT_YET = "noch nicht erreicht"
    OVER = "über dem Höchstwert"
    UNKNOWN = "Istwert nicht bekannt"


COLUMNS = [
    "jahr", "ziel", "kennzahl", "bezirksregierung", "minimum", "maximum", "stichtag",
    "rechtsquelle", "einheit", "gemessen_am", "value", "nothing", "hinweis", "urteil", "offen",
    "noetig", "erreicht",
]  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """``on`` is None where nothing could be measured."""

    value: Value
    on: date | None = None


def targets(rows: pd.DataFrame, records: Records, stand: date) -> pd.DataFrame:
    """Each target of zielwerte with what is known on the day ``stand``: COLUMNS, by Jahr, number
    of the goal and Kennzahl, the Land before the Bezirksregierungen.

    ``offen`` is what the minimum lacks, ``noetig`` and ``erreicht`` are the pace a month. They are
    missing where there is none; a percentage is a fraction.
    """
    lines = [_target(row, records, stand) for row in rows.to_dict("records")]
    lines.sort(
        key=lambda line: (
            line["jahr"],
            number_order(line["ziel"] if isinstance(line["ziel"], str) else ""),
            line["kennzahl"],
            line["bezirksregierung"] != LAND,
            line["bezirksregierung"],
        )
    )
    numbers = ("minimum", "maximum", "value", "offen", "noetig", "erreicht")
    dtypes = {name: "float64" for name in numbers} | {"jahr": "Int64", "nothing": "object"}
    dtypes |= {"stichtag": "datetime64[s]", "gemessen_am": "datetime64[s]"}
    return pd.DataFrame(lines, columns=COLUMNS).astype(dtypes)


def declared(kennzahl: str) -> Measure | None:
    """The measure that a target means by its name or label; None if it is counted by hand."""
    spellings = {comparable(text): m for m in MEASURES for text in (m.name, m.label)}
    return spellings.get(comparable(kennzahl))


def _target(row: dict, records: Records, stand: date) -> dict[str, object]:
    found = declared(row["kennzahl"])
    unit = found.unit if found else ""
    limits = {name: _in_unit(row[name], unit) for name in ("minimum", "maximum")}
    region = row["bezirksregierung"]
    until = None if pd.isna(row["stichtag"]) else row["stichtag"].date()
    measured = (
        _measured(found, records, "" if pd.isna(region) else region, until, stand)
        if found
        else Measured(Value(None, Nothing.UNKNOWN, "von Hand gezählt, Zahl liegt nicht vor"))
    )
    value = measured.value.number
    left = None if value is None or pd.isna(limits["minimum"]) else limits["minimum"] - value
    line = row | limits | {
        "kennzahl": found.label if found else row["kennzahl"],
        "bezirksregierung": LAND if pd.isna(region) else region,
        "einheit": unit,
        "gemessen_am": measured.on,
        "value": value,
        "nothing": measured.value.nothing,
        "hinweis": measured.value.note,
        "urteil": _verdict(value, **limits).value,
        "offen": None if left is None else max(left, 0.0),
    }  # fmt: skip
    if until and measured.on and value is not None and _has_pace(found):
        line |= _pace(line, until, measured.on)
    return line


def _in_unit(limit: float, unit: str) -> float:
    """A limit of a percentage may be written 25 or 0,25, as shares are read elsewhere."""
    return limit / 100 if unit == "%" and limit > 1 else limit


def _measured(
    found: Measure, records: Records, region: str, until: date | None, stand: date
) -> Measured:
    """A target of the Land is measured on all rows, never summed up."""
    known = [jahr for jahr in schuljahre(records) if first_day(jahr) <= stand]
    schuljahr = schuljahr_of(until) if until else (known or [schuljahr_of(stand)])[-1]
    if schuljahr not in known:
        note = f"für {schuljahr} liegt am gewählten Tag nichts vor"
        return Measured(Value(None, Nothing.NOT_DELIVERED, note))
    on = min(stand, until or stand, last_day(schuljahr))
    value = measure(records, found, Selection(schuljahr, on, (region,) if region else ()))
    note = joined(f"Schuljahr {schuljahr}", value.note)
    return Measured(Value(value.number, value.nothing, note), on)


def _verdict(value: float | None, minimum: float, maximum: float) -> Verdict:
    """A missing limit is none."""
    if value is None:
        return Verdict.UNKNOWN
    if value < minimum:
        return Verdict.NOT_YET
    return Verdict.OVER if value > maximum else Verdict.REACHED


def _has_pace(found: Measure) -> bool:
    """Only what is counted grows by so many a month."""
    return found.unit not in ("%", "Tage")


def _pace(line: dict, until: date, on: date) -> dict[str, float | None]:
    """After the Stichtag nothing is needed any more, before the Jahr nothing reached."""
    ahead, behind = months(on, until), months(date(line["jahr"], 1, 1), on)
    left = line["offen"]
    return {
        "noetig": left / ahead if left is not None and ahead > 0 else None,
        "erreicht": line["value"] / behind if behind > 0 else None,
    }


def months(begin: date, end: date) -> float:
    return (end - begin).days / DAYS_A_MONTH
