"""Schools held against the register: those that take part, by all that there are."""

from collections.abc import Sequence

import pandas as pd

from diggs_analytics.analysis.measures import Measure
from diggs_analytics.analysis.records import Records

REGISTER_COLUMNS = ("bezirksregierung", "register_bezirksregierung")


def quota(
    records: Records,
    measure: Measure,
    rows: pd.DataFrame,
    groups: pd.DataFrame,
    schuljahr: str,
    bezirksregierungen: Sequence[str],
) -> list[tuple]:
    """(value, nothing, note) of each group. A school counts only where it stands in the register
    that the group is measured against: no quota can exceed 100 percent."""
    home = rows["register_bezirksregierung"]
    known = home.isin(bezirksregierungen)
    if "bezirksregierung" in groups:
        known &= home == rows["bezirksregierung"]
    counts = pd.DataFrame(
        {
            "schools": measure.compute(rows[known]),
            "strangers": measure.compute(rows[~known]),
        },
        index=groups.index,
    ).fillna(0)
    bases = _berufskollegs(records, groups, schuljahr, bezirksregierungen)
    return [
        (schools / base if base else float("nan"), None, _note(int(strangers)))
        for schools, strangers, base in zip(
            counts["schools"], counts["strangers"], bases, strict=True
        )
    ]


def _berufskollegs(
    records: Records, groups: pd.DataFrame, schuljahr: str, bezirksregierungen: Sequence[str]
) -> list[int]:
    """How many the register of the Schuljahr has for each group; 0 for those not counted."""
    there = {name: records.berufskollegs[schuljahr, name] for name in bezirksregierungen}
    if "bezirksregierung" in groups:
        return [there.get(name, 0) for name in groups["bezirksregierung"]]
    return [sum(there.values())] * len(groups)


def _note(strangers: int) -> str:
    if not strangers:
        return ""
    if strangers == 1:
        return "1 beteiligte Schule steht nicht im Register und zählt nicht mit"
    return f"{strangers} beteiligte Schulen stehen nicht im Register und zählen nicht mit"
