"""Versions of criteria: kept under their names, never changed."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.store import schema
from diggs_analytics.store.engine import reading, writing
from diggs_analytics.store.records import read_frame

KEPT = schema.criteria.c


def keep(
    engine: sa.Engine,
    name: str,
    valid_from: date,
    reason: str,
    content: Mapping[str, object],
    by: str,
) -> None:
    version = {
        "name": name,
        "valid_from": valid_from,
        "reason": reason,
        "content": dict(content),
        "created_at": datetime.now(UTC).replace(tzinfo=None),
        "created_by": by,
    }
    try:
        with writing(engine) as connection:
            connection.execute(sa.insert(schema.criteria).values(version))
    except IntegrityError as error:
        raise DiggsError(
            f"Kriterien mit dem Namen »{name}« gibt es schon; eine Fassung wird nicht geändert."
        ) from error


def listing(engine: sa.Engine) -> pd.DataFrame:
    """Every version in the order in which they begin to hold: name, valid_from (date), reason,
    content (a dict), created_at (UTC), created_by."""
    query = sa.select(schema.criteria).order_by(KEPT.valid_from, KEPT.created_at)
    with reading(engine) as connection:
        found = read_frame(connection, query)
    return found.assign(created_at=pd.to_datetime(found["created_at"], utc=True))
