"""One function for each thing that can be wrong with a record that can be read.

A check yields findings; it never raises, changes or drops anything. A new check is one function
and one entry in the tuple at the end. What cannot be read at all is found by cleaning.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from difflib import get_close_matches
from functools import cache

import pandas as pd

from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.domain.schuljahr import first_day, last_day
from diggs_analytics.domain.tables import ANZEIGEN, POK
from diggs_analytics.intake.goal_checks import GOAL_CHECKS
from diggs_analytics.intake.known import Check, Known
from diggs_analytics.intake.records import Records

ERROR, WARNING = Severity.ERROR, Severity.WARNING

# Delivered shares are rounded: half a percentage point more or less is the same share.
SHARE_TOLERANCE = 0.0051


def bildungsgang_missing(records: Records, known: Known) -> Iterator[Finding]:
    """Only a PoK for the whole school goes without (CONTRACT 4)."""
    rows = records.rows
    specific = rows["ebene"].notna() & (rows["ebene"] != "bildungsgangübergreifend")
    for name in ("anlage", "bildungsgang"):
        for row in rows.index[specific & rows[name].isna()]:
            label = records.table[name].label
            message = f"{label} fehlt; nur ein bildungsgangübergreifendes PoK hat keine Angabe."
            yield records.finding(ERROR, "bildungsgang_missing", message, row, name)


def untertyp_differs(records: Records, known: Known) -> Iterator[Finding]:
    rows = records.rows
    differs = rows["untertyp"].ne(rows["untertyp_in_anlage"]).fillna(False)
    for row in rows.index[differs & (rows["anlage"] != "D")]:
        message = (
            f"Die Spalte Untertyp sagt {rows.at[row, 'untertyp']}, die Spalte Anlage "
            f"»{records.text(row, 'anlage')}«."
        )
        yield records.finding(WARNING, "untertyp_differs", message, row, "untertyp")


def eingang_outside_schuljahr(records: Records, known: Known) -> Iterator[Finding]:
    """More than a year before or after the Schuljahr (CONTRACT 5)."""
    year = timedelta(days=365)
    rows = records.rows[["schuljahr", "eingangsdatum"]].dropna()
    years = rows["schuljahr"].unique()
    earliest = rows["schuljahr"].map({y: pd.Timestamp(first_day(y) - year) for y in years})
    latest = rows["schuljahr"].map({y: pd.Timestamp(last_day(y) + year) for y in years})
    outside = (rows["eingangsdatum"] < earliest) | (rows["eingangsdatum"] > latest)
    for row in rows.index[outside & ~_in_future(rows["eingangsdatum"], known)]:
        message = (
            f"Das Eingangsdatum liegt mehr als ein Jahr außerhalb des Schuljahres "
            f"{rows.at[row, 'schuljahr']}."
        )
        yield records.finding(WARNING, "eingang_outside_schuljahr", message, row, "eingangsdatum")


def eingang_in_future(records: Records, known: Known) -> Iterator[Finding]:
    dates = records.rows["eingangsdatum"]
    for row in dates.index[_in_future(dates, known)]:
        message = f"Das Eingangsdatum liegt nach dem {known.today:%d.%m.%Y}."
        yield records.finding(WARNING, "eingang_in_future", message, row, "eingangsdatum")


def _in_future(dates: pd.Series, known: Known) -> pd.Series:
    return dates > pd.Timestamp(known.today)


def end_before_beginning(records: Records, known: Known) -> Iterator[Finding]:
    rows = records.rows
    for row in rows.index[rows["ende"] < rows["beginn"]]:
        message = f"Das Ende liegt vor dem Beginn ({rows.at[row, 'beginn']:%d.%m.%Y})."
        yield records.finding(WARNING, "end_before_beginning", message, row, "ende")


def status_before_eingang(records: Records, known: Known) -> Iterator[Finding]:
    rows = records.rows
    for row in rows.index[rows["status_datum"] < rows["eingangsdatum"]]:
        message = (
            f"Der Status ist älter als der Eingang ({rows.at[row, 'eingangsdatum']:%d.%m.%Y})."
        )
        yield records.finding(WARNING, "status_before_eingang", message, row, "status_datum")


def more_distance_than_hours(records: Records, known: Known) -> Iterator[Finding]:
    rows = records.rows
    for row in rows.index[rows["stunden_distanz"] > rows["stunden_gesamt"]]:
        message = f"Mehr Distanzstunden als Stunden insgesamt ({rows.at[row, 'stunden_gesamt']:g})."
        yield records.finding(WARNING, "more_distance_than_hours", message, row, "stunden_distanz")


def share_over_100(records: Records, known: Known) -> Iterator[Finding]:
    """Of delivered shares; where hours tell a share over 100 %, the hours are the finding."""
    rows = records.rows
    for row in rows.index[rows["anteil_geliefert"] > 1]:
        message = "Der Distanzanteil ist größer als 100 %."
        yield records.finding(WARNING, "share_over_100", message, row, "anteil")


def share_differs_from_hours(records: Records, known: Known) -> Iterator[Finding]:
    rows = records.rows
    off = (rows["anteil"] - rows["anteil_geliefert"]).abs() > SHARE_TOLERANCE
    for row in rows.index[off & (rows["anteil_geliefert"] <= 1)]:
        told = f"{100 * rows.at[row, 'anteil']:.1f}".replace(".", ",")
        message = f"Die Stunden ergeben einen Distanzanteil von {told} %; gezählt wird dieser."
        yield records.finding(
            WARNING, "share_differs_from_hours", message, row, "anteil", f"{told} %"
        )


def unknown_school(records: Records, known: Known) -> Iterator[Finding]:
    @cache  # a school that is missing is missing in many rows
    def similar(number: str, jahr: str) -> list[str]:
        return get_close_matches(number, known.schools[jahr], n=1, cutoff=0.8)

    for row, jahr, number, _ in _schools(records, known):
        if number not in known.schools[jahr]:
            near = similar(number, jahr)
            message = f"Die Schulnummer {number} steht nicht im Register {jahr}."
            yield records.finding(
                WARNING, "unknown_school", message, row, "schulnummer", "".join(near)
            )


def school_of_another_bezirksregierung(records: Records, known: Known) -> Iterator[Finding]:
    for row, jahr, number, bezirksregierung in _schools(records, known):
        registered = known.schools[jahr].get(number, bezirksregierung)
        if registered != bezirksregierung:
            message = (
                f"Die Schule {number} steht im Register {jahr} unter {registered}, "
                f"gemeldet ist {bezirksregierung}."
            )
            yield records.finding(
                WARNING,
                "school_of_another_bezirksregierung",
                message,
                row,
                "bezirksregierung" if "bezirksregierung" in records.columns else "schulnummer",
                registered,
            )


def _schools(records: Records, known: Known) -> Iterator[tuple[int, str, str, str]]:
    rows = records.rows[["schuljahr", "schulnummer", "bezirksregierung"]].dropna()
    rows = rows[rows["schuljahr"].isin(list(known.schools))]
    return zip(rows.index, *(rows[name].tolist() for name in rows), strict=True)


CHECKS: Mapping[str, tuple[Check, ...]] = GOAL_CHECKS | {
    ANZEIGEN.name: (
        untertyp_differs,
        eingang_in_future,
        eingang_outside_schuljahr,
        end_before_beginning,
        more_distance_than_hours,
        share_over_100,
        share_differs_from_hours,
        unknown_school,
        school_of_another_bezirksregierung,
    ),
    POK.name: (
        bildungsgang_missing,
        untertyp_differs,
        eingang_in_future,
        eingang_outside_schuljahr,
        status_before_eingang,
        unknown_school,
        school_of_another_bezirksregierung,
    ),
}


def run_checks(records: Records, known: Known) -> list[Finding]:
    return [f for check in CHECKS.get(records.table.name, ()) for f in check(records, known)]
