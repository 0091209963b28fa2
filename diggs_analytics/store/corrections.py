"""Corrections: kept, decided about when the sender changed the same, taken back one by one."""

from datetime import date

import pandas as pd
import sqlalchemy as sa

from diggs_analytics.domain.corrections import (
    Correction,
    Outcome,
    State,
    kept_anew,
    row_name,
    told,
)
from diggs_analytics.domain.delivery import Scope
from diggs_analytics.domain.delivery import scopes as scopes_of
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.laying import Laid
from diggs_analytics.domain.tables import table_named
from diggs_analytics.store import schema
from diggs_analytics.store.engine import reading, writing
from diggs_analytics.store.records import insert_correction, read_corrections
from diggs_analytics.store.state import in_force, lay_over

KEPT = schema.corrections.c
SAME_KEY = (
    "Eine andere Zeile, die gilt, hat denselben Schlüssel; zwei Zeilen mit einem Schlüssel "
    "zählten doppelt."
)
NOT_IN_FORCE = (
    "Für {} gilt keine Lieferung. Eine einzelne Zeile davon zu zählen, gäbe eine falsche Zahl; "
    "bitte die Datei berichtigen und neu aufnehmen."
)
CHANGED_MEANWHILE = "Die Zeile hat sich inzwischen geändert; bitte neu auswählen."
NOTHING_TO_DECIDE = "Über die Korrektur {} ist nichts zu entscheiden."


def keep(engine: sa.Engine, made: Correction) -> int:
    """Its number. A correction that would not hold is refused with a DiggsError."""
    with writing(engine) as connection:
        return _keep(connection, made)


def decide(
    engine: sa.Engine, correction_id: int, keep_ours: bool, person: str, reason: str
) -> None:
    """Of a conflict: ours stays, as a new correction of what is delivered now, or what the sender
    says counts. Either way the correction as it was ends."""
    with writing(engine) as connection:
        one = _kept(connection, correction_id)
        laid = lay_over(connection, table_named(one.table))
        (outcome,) = (found for found in laid.outcomes if found.correction.id == correction_id)
        if outcome.state is not State.CONFLICT:
            raise DiggsError(NOTHING_TO_DECIDE.format(correction_id))
        _end(connection, correction_id, person, reason)
        if keep_ours:
            _keep(connection, _anew(outcome, laid, person, reason))


def take_back(engine: sa.Engine, correction_id: int, person: str, reason: str) -> None:
    """From today on the row is as if it had not been corrected by this one; others stay."""
    with writing(engine) as connection:
        _end(connection, correction_id, person, reason)


def outcomes(engine: sa.Engine) -> list[Outcome]:
    """What became of every correction, the newest first."""
    with reading(engine) as connection:
        kept = read_corrections(connection)
        tables = {one.table for one in kept if one.stood_on(None)}
        found = {
            outcome.correction.id: outcome
            for name in tables
            for outcome in lay_over(connection, table_named(name)).outcomes
        }
    return [found.get(one.id) or Outcome(one, State.TAKEN_BACK) for one in reversed(kept)]


def listing(engine: sa.Engine) -> pd.DataFrame:
    """One row per correction, newest first: id, state (in German), table (its label),
    bezirksregierung, period, row (what tells the row from others), change ("Klassen: 2 → 3; …"),
    reason, person, corrected_at (UTC), taken_back_on (date,
    missing while it stands), taken_back_by, taken_back_reason."""
    rows = [_line(outcome) for outcome in outcomes(engine)]
    names = ["id", "state", "table", "bezirksregierung", "period", "row", "change",
             "reason", "person", "corrected_at", "taken_back_on", "taken_back_by",
             "taken_back_reason"]  # fmt: skip
    found = pd.DataFrame(rows, columns=names)
    return found.assign(corrected_at=pd.to_datetime(found["corrected_at"], utc=True))


def _line(outcome: Outcome) -> dict[str, object]:
    one, table = outcome.correction, table_named(outcome.correction.table)
    return vars(one) | {
        "state": outcome.state.value,
        "table": table.label,
        "row": row_name(one, table),
        "change": told(one, table),
    }


def _keep(connection: sa.Connection, made: Correction) -> int:
    table = table_named(made.table)
    before = _with_same_key(lay_over(connection, table))
    kept_id = insert_correction(connection, made)
    laid = lay_over(connection, table)
    (outcome,) = (found for found in laid.outcomes if found.correction.id == kept_id)
    if reason := _why_not(connection, laid, outcome, _with_same_key(laid) - before):
        raise DiggsError(reason)  # and the transaction leaves nothing behind
    return kept_id


def _why_not(connection: sa.Connection, laid: Laid, outcome: Outcome, same_key: set[int]) -> str:
    """Why a new correction cannot be kept, "" if it can."""
    one, table = outcome.correction, table_named(outcome.correction.table)
    if same_key or (one.original and outcome.row is not None and outcome.state is not State.HOLDS):
        return SAME_KEY
    if outcome.state is State.ABSENT and one.original:
        scope = Scope(one.table, one.bezirksregierung, one.period)
    elif outcome.state is not State.HOLDS:
        return CHANGED_MEANWHILE
    else:
        scope = scopes_of(laid.rows.loc[[outcome.row]], table).iat[0]
        if scope in _scopes_in_force(connection):
            return ""
    return NOT_IN_FORCE.format(" ".join(filter(None, (table.label, *scope[1:]))))


def _scopes_in_force(connection: sa.Connection) -> set[Scope]:
    return {
        Scope(row.table_name, row.bezirksregierung, row.period)
        for row in connection.execute(in_force())
    }


def _with_same_key(laid: Laid) -> set[int]:
    return {outcome.correction.id for outcome in laid.outcomes if outcome.same_key}


def _anew(outcome: Outcome, laid: Laid, person: str, reason: str) -> Correction:
    if outcome.same_key:
        raise DiggsError(SAME_KEY)
    return kept_anew(outcome, laid.delivered.loc[[outcome.row]], person, reason)


def _kept(connection: sa.Connection, correction_id: int) -> Correction:
    for one in read_corrections(connection):
        if one.id == correction_id and one.stood_on(None):
            return one
    raise DiggsError(_no_such(correction_id))


def _end(connection: sa.Connection, correction_id: int, person: str, reason: str) -> None:
    stands = (KEPT.id == correction_id) & KEPT.taken_back_on.is_(None)
    taken_back = {
        "taken_back_on": date.today(),
        "taken_back_by": person,
        "taken_back_reason": reason,
    }
    update = sa.update(schema.corrections).where(stands).values(taken_back)
    if connection.execute(update).rowcount == 0:
        raise DiggsError(_no_such(correction_id))


def _no_such(correction_id: int) -> str:
    return f"Eine geltende Korrektur mit der Nummer {correction_id} gibt es nicht."
