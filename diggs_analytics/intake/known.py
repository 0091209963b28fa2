"""What checks hold records against: what is on file, and the day."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from diggs_analytics.domain.findings import Finding
from diggs_analytics.domain.recipe import Recipe
from diggs_analytics.intake.records import Records


@dataclass(frozen=True)
class Known:
    """``today``, and the schools of the registers on file, Schuljahr → Schulnummer →
    Bezirksregierung, the goals on file, Jahr → their numbers; a Schuljahr without a register or a
    Jahr without goals is not checked. ``recipes`` are what was decided for each
    Bezirksregierung."""

    today: date
    schools: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    recipes: Mapping[str, Recipe] = field(default_factory=dict)
    goals: Mapping[int, Collection[str]] = field(default_factory=dict)


Check = Callable[[Records, Known], Iterator[Finding]]
