"""Frozen evaluations: kept and listed; and what deliveries are known by."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

import pandas as pd
import sqlalchemy as sa

from diggs_analytics.store import schema
from diggs_analytics.store.engine import reading, writing
from diggs_analytics.store.records import read_frame

KEPT, DELIVERIES = schema.evaluations.c, schema.deliveries.c


@dataclass(frozen=True)
class Frozen:
    """``made_at`` is UTC without a zone, ``content`` what the folder says of criteria, measures
    and figures."""

    schuljahr: str
    stichtag: date
    stand: date
    criteria: str
    made_at: datetime
    made_by: str
    folder: str
    manifest_sha256: str
    content: Mapping[str, object]


@contextmanager
def keeping(engine: sa.Engine, frozen: Frozen) -> Iterator[None]:
    """Listed if the block ends well, else not."""
    with writing(engine) as connection:
        connection.execute(sa.insert(schema.evaluations).values(vars(frozen)))
        yield


def listing(engine: sa.Engine) -> pd.DataFrame:
    """One row per frozen evaluation, the newest first: id and the fields of Frozen but content;
    made_at is UTC."""
    columns = [column for column in KEPT if column is not KEPT.content]
    with reading(engine) as connection:
        found = read_frame(connection, sa.select(*columns).order_by(KEPT.id.desc()))
    return found.assign(made_at=pd.to_datetime(found["made_at"], utc=True))


def last_content(engine: sa.Engine, schuljahr: str) -> Mapping[str, object] | None:
    """Of the evaluation of that Schuljahr that was frozen last."""
    query = sa.select(KEPT.content).where(KEPT.schuljahr == schuljahr).order_by(KEPT.id.desc())
    with reading(engine) as connection:
        return connection.scalar(query.limit(1))


def fingerprints(engine: sa.Engine) -> Mapping[int, str]:
    """delivery_id → SHA-256 of the file, in hex."""
    with reading(engine) as connection:
        return dict(connection.execute(sa.select(DELIVERIES.id, DELIVERIES.sha256)).all())
