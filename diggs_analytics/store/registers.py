"""What is on file for records to be held against: schools in registers, goals."""

from collections.abc import Mapping

import sqlalchemy as sa

from diggs_analytics.domain.tables import SCHULEN, ZIELE
from diggs_analytics.store.recipes import recipes
from diggs_analytics.store.state import rows


def on_file(engine: sa.Engine) -> dict[str, Mapping]:
    """All of it, under the names by which intake knows it."""
    return {"schools": schools(engine), "recipes": recipes(engine), "goals": goals(engine)}


def schools(engine: sa.Engine) -> Mapping[str, Mapping[str, str]]:
    """Schuljahr → Schulnummer → Bezirksregierung, of the newest registers."""
    register = rows(engine, SCHULEN)
    return {
        jahr: dict(zip(part["schulnummer"], part["bezirksregierung"], strict=True))
        for jahr, part in register.groupby("schuljahr")
    }


def goals(engine: sa.Engine) -> Mapping[int, frozenset[str]]:
    """Jahr → the numbers of its goals."""
    listed = rows(engine, ZIELE)
    return {int(jahr): frozenset(part["nummer"]) for jahr, part in listed.groupby("jahr")}
