"""The run of an evaluation: rows as known on a day, figures by criteria, checklist."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd

from diggs_analytics.analysis.records import Records
from diggs_analytics.analysis.selection import Selection
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.evaluation.checklist import Point, checklist, ticked
from diggs_analytics.evaluation.criteria import Criteria
from diggs_analytics.evaluation.figures import TABLES, figures, records_of
from diggs_analytics.evaluation.provenance import versions
from diggs_analytics.evaluation.stichtag import checked_stichtag
from diggs_analytics.store import Engine, evaluations, state

CHANGED_MEANWHILE = (
    "Während der Auswertung wurde etwas aufgenommen oder berichtigt; bitte noch einmal starten."
)


@dataclass(frozen=True, eq=False)
class Evaluation:
    """Counted is what had come in by the ``stichtag``, as known at the end of the day ``stand``.

    ``rows``: name of table → all rows of the Schuljahr that counted then, as the store gives them.
    ``sources``: the scopes they are of, as ``state.scopes`` gives them, with ``sha256``.
    ``figures``: see there. ``made_at`` is UTC.
    """

    schuljahr: str
    stichtag: date
    stand: date
    criteria: Criteria
    rows: Mapping[str, pd.DataFrame]
    sources: pd.DataFrame
    figures: pd.DataFrame
    checklist: tuple[Point, ...]
    versions: Mapping[str, str]
    made_at: datetime
    made_by: str

    @property
    def selection(self) -> Selection:
        return Selection(self.schuljahr, self.stichtag)

    @property
    def records(self) -> Records:
        return records_of(self.rows, self.sources)

    @property
    def open_points(self) -> list[Point]:
        return [point for point in self.checklist if point.is_open]


def evaluate(
    engine: Engine,
    schuljahr: str,
    stichtag: date,
    criteria: Criteria,
    accepted: Mapping[str, str],
    made_by: str,
    stand: date | None = None,
) -> Evaluation:
    """``accepted``: key of a warning → why it may stand. Without ``stand``, what is known today."""
    selection = Selection(schuljahr, checked_stichtag(schuljahr, stichtag))
    stand = stand or date.today()
    version = state.version(engine)
    rows = {
        table.name: _of_schuljahr(state.rows(engine, table, stand), schuljahr) for table in TABLES
    }
    sources = _sources(engine, schuljahr, stand)
    records = records_of(rows, sources)
    points = checklist(engine, records, criteria, selection, stand)
    if state.version(engine) != version:
        raise DiggsError(CHANGED_MEANWHILE)
    return Evaluation(
        schuljahr=schuljahr,
        stichtag=stichtag,
        stand=stand,
        criteria=criteria,
        rows=rows,
        sources=sources,
        figures=figures(records, criteria, selection),
        checklist=ticked(points, accepted),
        versions=versions(),
        made_at=datetime.now(UTC).replace(microsecond=0),
        made_by=made_by,
    )


def _of_schuljahr(rows: pd.DataFrame, schuljahr: str) -> pd.DataFrame:
    return rows[rows["schuljahr"] == schuljahr].reset_index(drop=True)


def _sources(engine: Engine, schuljahr: str, stand: date) -> pd.DataFrame:
    scopes = state.scopes(engine, stand)
    of_ours = scopes["table"].isin([table.name for table in TABLES])
    scopes = scopes[of_ours & (scopes["period"] == schuljahr)].reset_index(drop=True)
    known = evaluations.fingerprints(engine)
    return scopes.assign(sha256=[known[number] for number in scopes["delivery_id"]])
