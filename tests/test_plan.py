"""What accepting a delivery would change, row by row."""

import pandas as pd

from diggs_analytics.domain.plan import CHANGED, MISSING, NEW, UNCHANGED, compare
from diggs_analytics.domain.tables import ANZEIGEN

SAME = {"schuljahr": "2024/25", "bezirksregierung": "Köln", "anlage": "A", "bildungsgang": "Koch"}


def rows(*records):
    frame = pd.DataFrame([SAME | record for record in records], columns=ANZEIGEN.names)
    frame["eingangsdatum"] = pd.Timestamp("2024-09-01")
    return frame.astype(ANZEIGEN.dtypes)


def test_rows_are_held_against_each_other_by_key():
    old = rows(
        {"schulnummer": "200001", "klassen": 2, "lernende": 40},
        {"schulnummer": "200002", "klassen": 1},
        {"schulnummer": "200003", "klassen": 1},
    )
    new = rows(
        {"schulnummer": "200001", "klassen": 3},
        {"schulnummer": "200002", "klassen": 1},
        {"schulnummer": "200004", "klassen": 5},
    )

    plan = compare(old, new, ANZEIGEN)

    assert plan.rows[["action", "unterschied"]].to_records(index=False).tolist() == [
        (NEW, ""),
        (CHANGED, "Klassen: 2 → 3; Lernende: 40 → leer"),
        (UNCHANGED, ""),
        (MISSING, ""),
    ]
    assert plan.counts == {"new": 1, "changed": 1, "unchanged": 1, "missing": 1}
    assert plan.rows.loc[0, "schluessel"] == "2024/25 · 200004 · A · Koch · 2024-09-01"


def test_aktenzeichen_replaces_the_key():
    old = rows({"schulnummer": "200001", "aktenzeichen": "45-1"})
    new = rows({"schulnummer": "200009", "aktenzeichen": "45-1"})

    assert compare(old, new, ANZEIGEN).counts["changed"] == 1
