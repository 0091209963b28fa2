"""Meetings of a year: whose they are, and how many by Gremium, format and quarter."""

import pandas as pd

OWN, EXTERNAL, NEITHER = "eigene", "externe", "ohne Zuordnung"
KINDS = (OWN, EXTERNAL, NEITHER)
WITHOUT = "ohne Angabe"
FORMATS = ("Präsenz", "virtuell", "hybrid", WITHOUT)
QUARTERS = ("1. Quartal", "2. Quartal", "3. Quartal", "4. Quartal")
ORDER = {"format": FORMATS, "quartal": QUARTERS}


def meetings(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of termine by day, with ``jahr``, ``art`` (one of KINDS), ``quartal`` (of the first day)
    and no blank Gremium or format."""
    ordered = rows.sort_values(["datum", "gremium"], kind="stable")
    kinds = ordered["eigen"].map({True: OWN, False: EXTERNAL}).astype("object").fillna(NEITHER)
    return ordered.assign(
        jahr=ordered["datum"].dt.year,
        art=kinds.astype("str"),
        quartal=[QUARTERS[quarter - 1] for quarter in ordered["datum"].dt.quarter],
        gremium=ordered["gremium"].fillna(WITHOUT),
        format=ordered["format"].fillna(WITHOUT),
    )


def counts(meetings: pd.DataFrame, by: str) -> pd.DataFrame:
    """How many of each kind: one row for each group of ``by``, one column for each of KINDS and
    ``zusammen``. Formats and quarters stand in their order, all of them; Gremien by number, those
    without one last."""
    table = pd.crosstab(meetings[by], meetings["art"]).reindex(columns=list(KINDS), fill_value=0)
    table = table.assign(zusammen=table.sum(axis="columns"))
    if by in ORDER:
        table = table.reindex(list(ORDER[by]), fill_value=0)
    else:
        table = table.sort_values("zusammen", ascending=False, kind="stable")
        table = table.sort_index(key=lambda names: names == WITHOUT, kind="stable")
    return table.rename_axis(index=by, columns=None).reset_index()
