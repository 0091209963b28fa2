"""The registers on file: which school stood under which Bezirksregierung in which Schuljahr."""

from collections.abc import Mapping

import sqlalchemy as sa

from diggs_analytics.domain.tables import SCHULEN
from diggs_analytics.store.state import rows


def schools(engine: sa.Engine) -> Mapping[str, Mapping[str, str]]:
    """Schuljahr → Schulnummer → Bezirksregierung, of the newest registers."""
    register = rows(engine, SCHULEN)
    return {
        jahr: dict(zip(part["schulnummer"], part["bezirksregierung"], strict=True))
        for jahr, part in register.groupby("schuljahr")
    }
