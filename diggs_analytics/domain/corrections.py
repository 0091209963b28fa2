"""A correction: what somebody changed in one row, why, and what it has become meanwhile."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum

import pandas as pd

from diggs_analytics.domain.canonical import difference, german, record
from diggs_analytics.domain.delivery import periods
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.plan import SEPARATOR, row_keys
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.domain.tables import table_named

# Column name → what stood there and what shall stand there, as canonical texts.
Changes = Mapping[str, tuple[str, str]]

# Beside delivery_id, sheet and row wherever rows are listed.
BERICHTIGT = Column(
    name="berichtigt",
    label="Berichtigt",
    kind=Kind.TEXT,
    meaning="Was an der Zeile berichtigt wurde, gelieferter → geltender Wert; leer, wo sie gilt, "
    "wie sie geliefert wurde.",
)


MENDED = "zurückgestellte Zeile berichtigt"


@dataclass(frozen=True)
class Correction:
    """``bezirksregierung`` and ``period`` are the scope of the row as delivered, ``key`` its key.
    For a row that was set aside and is mended, ``original`` holds its texts, ``changes`` the whole
    record, and the key is "". ``corrected_at`` is UTC. ``id`` is 0 until it is kept."""

    table: str
    bezirksregierung: str
    period: str
    changes: Changes
    reason: str
    person: str
    corrected_at: datetime
    key: str = ""
    original: Mapping[str, str] = field(default_factory=dict)
    id: int = 0
    taken_back_on: date | None = None
    taken_back_by: str | None = None
    taken_back_reason: str | None = None

    def stood_on(self, stand: date | None) -> bool:
        """At the end of that day; without one, now."""
        if stand is None:
            return self.taken_back_on is None
        # Days are those of the place where the program runs, as for deliveries.
        made_on = self.corrected_at.replace(tzinfo=UTC).astimezone().date()
        return made_on <= stand and (self.taken_back_on is None or self.taken_back_on > stand)


class State(Enum):
    """What a correction does to the rows of a day; the value is the word for it."""

    HOLDS = "gilt"
    CONFLICT = "Konflikt"
    SETTLED = "vom Absender übernommen"
    ABSENT = "Zeile nicht mehr geliefert"
    COVERED = "durch eine neuere ersetzt"
    TAKEN_BACK = "zurückgenommen"


@dataclass(frozen=True)
class Cell:
    """One value of a corrected row: what was delivered when it was corrected, what shall stand
    there, and what is delivered now. Canonical texts."""

    column: str
    was: str
    now: str
    delivered: str

    @property
    def state(self) -> State:
        if self.delivered == self.now:
            return State.SETTLED
        return State.HOLDS if self.delivered == self.was else State.CONFLICT


@dataclass(frozen=True)
class Outcome:
    """``cells`` are those that no newer correction speaks for, ``row`` is the label of the row
    among those that count. ``same_key``: the corrected row would have the key of another one, and
    therefore stays as delivered."""

    correction: Correction
    state: State
    cells: tuple[Cell, ...] = ()
    row: int | None = None
    same_key: bool = False


def correction(
    delivered: pd.DataFrame,
    in_force: pd.DataFrame,
    read: pd.DataFrame,
    table: Table,
    reason: str,
    person: str,
) -> Correction:
    """The correction that makes ``read`` of a row, each given as a frame of one row: as delivered,
    as it stands with earlier corrections, and as it shall be. Raises DiggsError."""
    before, standing, after = (record(rows, table) for rows in (delivered, in_force, read))
    changes = {
        name: (before[name], after[name])
        for name in table.names
        if after[name] != standing[name] and not _follows(name, after)
    }
    for name, (was, now) in changes.items():
        if was == now:
            raise DiggsError(
                f"{table[name].label}: Das ist der gelieferte Wert; bitte dafür die frühere "
                "Korrektur zurücknehmen."
            )
    return _of_row(delivered, changes, table, reason, person)


def mending(
    aside: Mapping[str, object],
    read: pd.DataFrame,
    touched: Collection[str],
    reason: str,
    person: str,
) -> Correction:
    """The correction that makes ``read``, a frame of one row, of a row that was set aside.
    ``touched`` are the columns that somebody changed; of others nothing is said to be changed."""
    table = table_named(aside["table"])
    original, now = dict(aside["values"]), record(read, table)
    return _made(
        Correction(
            table=table.name,
            bezirksregierung=aside["bezirksregierung"],
            period=aside["period"],
            original=original,
            changes={
                name: (original.get(name, "") if name in touched else now[name], now[name])
                for name in table.names
                if now[name] or name in touched
            },
            reason=reason,
            person=person,
            corrected_at=_now(),
        )
    )


def kept_anew(outcome: Outcome, delivered: pd.DataFrame, person: str, reason: str) -> Correction:
    """The correction that sets the same values over the row as it is delivered now."""
    table = table_named(outcome.correction.table)
    changes = {
        cell.column: (cell.delivered, cell.now)
        for cell in outcome.cells
        if cell.state is not State.SETTLED
    }
    after = record(delivered, table) | {name: now for name, (_, now) in changes.items()}
    changes = {name: pair for name, pair in changes.items() if not _follows(name, after)}
    return _of_row(delivered, changes, table, reason, person)


def row_name(one: Correction, table: Table) -> str:
    """``200001 · A · 1 · Koch · Erstanzeige · 01.09.2025``: what tells the row from others of its
    Bezirksregierung and period."""
    if one.original:
        texts = {name: one.changes.get(name, ("", ""))[1] for name in table.key}
    else:
        parts = one.key.split(SEPARATOR)
        if len(parts) < len(table.key):  # Bezirksregierung and period, then the Aktenzeichen
            return f"{table[table.reference].label} {parts[-1]}"
        texts = dict(zip(table.key, parts, strict=True))
    known = {"bezirksregierung", table.period} if table.period != "datum" else set()
    return " · ".join(
        german(text, table[name]) for name, text in texts.items() if text and name not in known
    )


def told(one: Correction, table: Table) -> str:
    """``Klassen: 2 → 3``, or of a mended row that it was one."""
    return ": ".join(filter(None, (MENDED if one.original else "", words(one.changes, table))))


def words(changes: Changes, table: Table) -> str:
    """``Klassen: 2 → 3; Lernende: 40 → 44``."""
    return "; ".join(
        difference(was, now, table[name]) for name, (was, now) in changes.items() if was != now
    )


def _of_row(
    delivered: pd.DataFrame, changes: Changes, table: Table, reason: str, person: str
) -> Correction:
    return _made(
        Correction(
            table=table.name,
            bezirksregierung=delivered["bezirksregierung"].iat[0] if table.territorial else "",
            period=periods(delivered, table).iat[0],
            key=row_keys(delivered, table).iat[0],
            changes=changes,
            reason=reason,
            person=person,
            corrected_at=_now(),
        )
    )


def _made(made: Correction) -> Correction:
    if not (made.original or any(was != now for was, now in made.changes.values())):
        raise DiggsError("An der Zeile ist nichts geändert.")
    if not (made.reason.strip() and made.person.strip()):
        raise DiggsError("Eine Korrektur braucht einen Grund und ein Kürzel.")
    return made


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None, microsecond=0)


def _follows(name: str, texts: Mapping[str, str]) -> bool:
    """A share that both hours tell is no statement of its own: it follows when rows are laid."""
    return name == "anteil" and bool(texts["stunden_distanz"] and texts["stunden_gesamt"])
