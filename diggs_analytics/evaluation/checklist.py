"""What stands in the way of freezing, and what somebody has to answer for: point by point."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

import pandas as pd

from diggs_analytics.analysis.completeness import completeness
from diggs_analytics.analysis.coverage import listed
from diggs_analytics.analysis.records import Records
from diggs_analytics.analysis.selection import Selection
from diggs_analytics.domain.codes import BEZIRKSREGIERUNGEN
from diggs_analytics.domain.corrections import State
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.findings import Severity
from diggs_analytics.domain.schuljahr import before
from diggs_analytics.domain.spelling import comparable
from diggs_analytics.domain.tables import SCHULEN, table_named
from diggs_analytics.evaluation.criteria import Criteria
from diggs_analytics.evaluation.figures import TABLES
from diggs_analytics.output.formats import count
from diggs_analytics.store import Engine, deliveries, evaluations, state


class Level(Enum):
    """The value is the word for it."""

    ERROR = "Fehler"  # blocks
    WARNING = "Hinweis"  # to be ticked off with a reason
    OK = "in Ordnung"


@dataclass(frozen=True)
class Point:
    """``reason`` is why somebody went on in spite of a warning, "" as long as nobody has."""

    key: str
    level: Level
    text: str
    reason: str = ""

    @property
    def is_open(self) -> bool:
        return self.level is Level.ERROR or (self.level is Level.WARNING and not self.reason)


def checklist(
    engine: Engine, records: Records, criteria: Criteria, selection: Selection, stand: date
) -> list[Point]:
    jahr = selection.schuljahr
    aside = state.set_aside(engine, stand)
    aside = aside[
        aside["table"].isin([table.name for table in TABLES])
        & (
            (aside["period"] == jahr)
            | ((aside["period"] == "") & aside["delivery_id"].isin(records.scopes["delivery_id"]))
        )
    ]
    return [
        *_delivered(records, selection),
        *_set_aside(aside),
        *_unread(engine, records),
        *_conflicts(engine, jahr, stand),
        _register(records, jahr),
        _criteria(engine, criteria, jahr),
    ]


def ticked(points: list[Point], accepted: Mapping[str, str]) -> tuple[Point, ...]:
    """The points with the reasons given, by key. A reason without a warning is a slip."""
    warnings = {point.key for point in points if point.level is Level.WARNING}
    for key, reason in accepted.items():
        if key not in warnings:
            raise DiggsError(f"Einen Hinweis »{key}« gibt es in der Prüfliste nicht.")
        if not reason.strip():
            raise DiggsError(f"Zum Hinweis »{key}« fehlt der Grund.")
    return tuple(replace(point, reason=accepted.get(point.key, "").strip()) for point in points)


def _delivered(records: Records, selection: Selection) -> Iterator[Point]:
    due = completeness(records, [selection.schuljahr])
    if not due["delivered"].any():
        yield Point(
            "lieferungen", Level.ERROR, f"Für {selection.schuljahr} gilt keine einzige Lieferung."
        )
        return
    for row in due.itertuples(index=False):
        key = f"{row.table}-{comparable(row.bezirksregierung)}"
        whose = f"{table_named(row.table).label} aus {row.bezirksregierung}"
        if not row.delivered:
            yield Point(key, Level.WARNING, f"{whose}: nicht geliefert.")
        elif row.received < selection.stichtag:
            yield Point(
                key,
                Level.WARNING,
                f"{whose}: geliefert am {row.received:%d.%m.%Y}, vor dem Stichtag. Was danach noch "
                "einging, fehlt.",
            )
        else:
            yield Point(key, Level.OK, f"{whose}: geliefert am {row.received:%d.%m.%Y}.")


def _set_aside(aside: pd.DataFrame) -> Iterator[Point]:
    if aside.empty:
        yield Point("zurueckgestellt", Level.OK, "Keine Zeile ist zurückgestellt.")
    for name, rows in aside.groupby("bezirksregierung"):
        key = f"zurueckgestellt-{comparable(name) if name else 'unbekannt'}"
        whose = name or "Ohne lesbare Bezirksregierung"
        rows_that = count(len(rows), "Zeile ist", "Zeilen sind")
        text = f"{whose}: {rows_that} zurückgestellt und in keiner Zahl enthalten."
        yield Point(key, Level.WARNING, text)


def _unread(engine: Engine, records: Records) -> Iterator[Point]:
    """Errors about whole sheets, in deliveries that the figures rest on. Those about a row have
    set it aside."""
    sources = records.scopes.drop_duplicates("delivery_id")
    for row in sources.sort_values("delivery_id").itertuples(index=False):
        found = deliveries.findings(engine, row.delivery_id)
        found = found[(found["severity"] == Severity.ERROR.value) & (found["row"] == 0)]
        if len(found):
            text = f"»{row.file_name}« vom {row.received:%d.%m.%Y}: {' '.join(found['message'])}"
            yield Point(f"befunde-{row.delivery_id}", Level.WARNING, text)


def _conflicts(engine: Engine, schuljahr: str, stand: date) -> Iterator[Point]:
    """Corrections that the sender has answered with another value, and nobody decided since."""
    found = [
        outcome
        for table in TABLES
        for outcome in state.laid(engine, table, stand).outcomes
        if outcome.state is State.CONFLICT and outcome.correction.period == schuljahr
    ]
    if not found:
        yield Point("korrekturen", Level.OK, "Keine Korrektur widerspricht einer Lieferung.")
    for outcome in found:
        one = outcome.correction
        text = (
            f"Korrektur {one.id} ({table_named(one.table).label}, {one.bezirksregierung}) "
            "widerspricht der Lieferung, und niemand hat entschieden; es zählt der gelieferte Wert."
        )
        yield Point(f"korrektur-{one.id}", Level.WARNING, text)


def _register(records: Records, schuljahr: str) -> Point:
    absent = [
        name
        for name in BEZIRKSREGIERUNGEN
        if (SCHULEN.name, name, schuljahr) not in records.received
    ]
    if not absent:
        return Point("register", Level.OK, f"Das Register der Schulen {schuljahr} liegt vor.")
    whose = "" if len(absent) == len(BEZIRKSREGIERUNGEN) else f" für {listed(absent)}"
    text = f"Das Register der Schulen {schuljahr} fehlt{whose}; dort gibt es keine Quote."
    return Point("register", Level.WARNING, text)


def _criteria(engine: Engine, criteria: Criteria, schuljahr: str) -> Point:
    last_year = before(schuljahr)
    last = evaluations.last_content(engine, last_year)
    if last is None:
        text = f"Kriterien »{criteria.name}«; für {last_year} ist nichts eingefroren."
        return Point("kriterien", Level.OK, text)
    earlier = last["criteria"]
    counted = {name: earlier.get(name) for name in criteria.counting()}
    if counted == criteria.counting():
        text = f"Kriterien »{criteria.name}« zählen wie die der Auswertung {last_year}."
        return Point("kriterien", Level.OK, text)
    text = (
        f"Kriterien »{criteria.name}« statt »{earlier['name']}« wie {last_year}: Die Reihen haben "
        "einen Bruch."
    )
    return Point("kriterien", Level.WARNING, text)
