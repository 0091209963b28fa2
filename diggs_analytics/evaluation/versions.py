"""Versions of criteria on file, and which of them holds on a Stichtag."""

from datetime import date

from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.evaluation.criteria import (
    ABOUT_ITSELF,
    DEFAULT,
    Criteria,
    from_json,
)
from diggs_analytics.store import Engine
from diggs_analytics.store import criteria as kept


def add(engine: Engine, criteria: Criteria, by: str) -> None:
    if criteria.name == DEFAULT.name:
        raise DiggsError(f"Den Namen »{DEFAULT.name}« haben die Kriterien, die immer da sind.")
    kept.keep(engine, criteria.name, criteria.valid_from, criteria.reason, criteria.counting(), by)


def known(engine: Engine) -> list[Criteria]:
    """In the order in which they begin to hold, the default first."""
    versions = kept.listing(engine).itertuples(index=False)
    return [DEFAULT, *map(_version, versions)]


def named(engine: Engine, name: str) -> Criteria:
    versions = known(engine)
    for criteria in versions:
        if criteria.name == name:
            return criteria
    listed = ", ".join(f"»{criteria.name}«" for criteria in versions)
    raise DiggsError(f"Kriterien mit dem Namen »{name}« gibt es nicht. Bekannt sind: {listed}.")


def holding_on(engine: Engine, day: date) -> Criteria:
    """The version that began to hold last."""
    return [criteria for criteria in known(engine) if criteria.valid_from <= day][-1]


def _version(row: tuple) -> Criteria:
    about = {name: getattr(row, name) for name in ABOUT_ITSELF}
    return from_json(row.content | about | {"valid_from": row.valid_from.isoformat()})
