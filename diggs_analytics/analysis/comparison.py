"""Against other Schuljahre, at the same day of the year: change, course and trend."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from diggs_analytics.analysis import values
from diggs_analytics.analysis.coverage import coverage, joined, listed, without
from diggs_analytics.analysis.measures import Measure
from diggs_analytics.analysis.records import Records
from diggs_analytics.analysis.selection import Selection, schuljahre
from diggs_analytics.analysis.values import Value
from diggs_analytics.domain.schuljahr import (
    FIRST_UNDER_APO_BK,
    before,
    first_day,
    last_day,
    same_day,
)
from diggs_analytics.domain.signs import Nothing

NEW_LEGAL_BASIS = "Rechtsgrundlage geändert, nur eingeschränkt vergleichbar"


@dataclass(frozen=True)
class Change:
    """``now`` and ``before`` rest on the same Bezirksregierungen, so ``now`` may differ from the
    value of the whole selection. ``ratio`` is the difference by the value before (0.12: 12 % more);
    a percentage has none, its difference is one of percentage points (0.02: two)."""

    now: Value
    before: Value
    difference: float | None
    ratio: float | None
    stichtag: date
    stichtag_before: date
    note: str = ""


def change(records: Records, measure: Measure, selection: Selection) -> Change:
    """Against the Schuljahr before at the same day, over the Bezirksregierungen that delivered in
    both. Where nobody did, ``now`` is the value of the selection as it stands."""
    earlier = _in_schuljahr(selection, before(selection.schuljahr))
    common, left_out = _in_all(records, measure, [selection, earlier])
    if common:
        selection, earlier = (replace(one, bezirksregierung=common) for one in (selection, earlier))
    now = values.measure(records, measure, selection)
    then = values.measure(records, measure, earlier)
    if not measure.dated:
        then = Value(None, Nothing.UNKNOWN, "Stand an diesem Tag nicht bekannt")
    difference = ratio = None
    if common and now.number is not None and then.number is not None:
        difference = now.number - then.number
        ratio = difference / then.number if then.number and measure.unit != "%" else None
    return Change(
        now, then, difference, ratio, selection.stichtag, earlier.stichtag,
        note=joined(
            left_out if common else "",
            _of_year(then.note, earlier.schuljahr) if then.nothing else "",
            NEW_LEGAL_BASIS if difference is not None and _crosses(earlier, selection) else "",
            _reach(records, measure, selection),
        ),
    )  # fmt: skip


def trend(
    records: Records, measure: Measure, selection: Selection, by: Sequence[str] = ()
) -> pd.DataFrame:
    """The values frame of the selection's Schuljahr and all before it, at the Stichtag's day, with
    ``schuljahr`` before it and ``whole`` behind.

    Every Schuljahr counts those Bezirksregierungen that have delivered for the selection's: with
    four of them now and five a year ago, a fall would be none. ``whole`` is False where one of
    them is missing in an earlier Schuljahr, or deliveries do not reach the day. The note says so,
    and names who is left out.
    """
    cover = coverage(records, measure, selection)
    if cover.counted and "bezirksregierung" not in by:
        selection = replace(selection, bezirksregierung=cover.counted)
        left_out = cover.note
    else:
        left_out = ""
    years = [
        _year(records, measure, _in_schuljahr(selection, jahr), by, left_out)
        for jahr in schuljahre(records)
        if jahr <= selection.schuljahr
    ]
    columns = ["schuljahr", *by, "value", "nothing", "note", "whole"]
    return pd.concat(years, ignore_index=True)[columns] if years else pd.DataFrame(columns=columns)


def _year(
    records: Records, measure: Measure, selection: Selection, by: Sequence[str], left_out: str
) -> pd.DataFrame:
    year = values.measure_by(records, measure, selection, by)
    reach = _reach(records, measure, selection)
    return year.assign(
        schuljahr=selection.schuljahr,
        note=[joined(left_out, note, reach) for note in year["note"]],
        whole=not (reach or coverage(records, measure, selection).left_out),
    )


def course(
    records: Records, measure: Measure, selection: Selection, years: int = 2
) -> pd.DataFrame:
    """How the measure grew, day by day: columns schuljahr, day (since 1 August), date, value, note,
    whole (False where deliveries do not reach the end).

    The Schuljahr of the selection ends at its Stichtag; up to ``years`` earlier ones, those that
    anybody delivered, are there whole, so that one sees where they went. What came in before
    1 August stands at day 0. Only Bezirksregierungen that delivered in each of them count; the
    note says who is left out, and where the deliveries do not reach the end. Empty if there is no
    such Bezirksregierung.
    """
    assert measure.cumulates, f"{measure.name} does not cumulate"
    shown = [selection]
    for back in range(1, years + 1):
        jahr = before(selection.schuljahr, back)
        shown.insert(0, replace(selection, schuljahr=jahr, stichtag=last_day(jahr)))
    shown = [one for one in shown if coverage(records, measure, one).counted]
    common, left_out = _in_all(records, measure, shown) if shown else ((), "")
    if not common:
        return pd.DataFrame(columns=["schuljahr", "day", "date", "value", "note", "whole"])
    shown = [replace(one, bezirksregierung=common) for one in shown]
    return pd.concat(
        [
            _course(records, measure, one).assign(
                note=joined(left_out, _reach(records, measure, one)),
                whole=not _reach(records, measure, one),
            )
            for one in shown
        ],
        ignore_index=True,
    )


def _course(records: Records, measure: Measure, selection: Selection) -> pd.DataFrame:
    """Each different value of the measure's column counts from the first day it came in."""
    rows = values.counting_rows(
        records, measure, selection, selection.bezirksregierung, ["eingangsdatum"]
    )
    came = rows.groupby(measure.columns[0])["eingangsdatum"].min()
    start = pd.Timestamp(first_day(selection.schuljahr))
    end = pd.Timestamp(min(selection.stichtag, last_day(selection.schuljahr)))
    days = pd.date_range(start, max(start, end), name="date")
    new = came[came <= days[-1]].clip(lower=start).value_counts().reindex(days, fill_value=0)
    return pd.DataFrame(
        {
            "schuljahr": selection.schuljahr,
            "day": range(len(days)),
            "date": days,
            "value": new.cumsum().to_numpy(dtype="float64"),
        }
    )


def _in_schuljahr(selection: Selection, jahr: str) -> Selection:
    """The same selection in another Schuljahr, at the same day of the year."""
    years = int(jahr[:4]) - int(selection.schuljahr[:4])
    return replace(selection, schuljahr=jahr, stichtag=same_day(selection.stichtag, years))


def _in_all(
    records: Records, measure: Measure, selections: Sequence[Selection]
) -> tuple[tuple[str, ...], str]:
    """The Bezirksregierungen that have data in each of the Schuljahre, and a note on the others."""
    covers = [coverage(records, measure, selection) for selection in selections]
    chosen = covers[0].chosen
    common = tuple(name for name in chosen if all(name in cover.counted for cover in covers))
    others = [name for name in chosen if name not in common]
    jahre = listed(sorted(selection.schuljahr for selection in selections))
    why = f"nicht für jedes der Schuljahre {jahre} geliefert"
    return common, without(others, why) if others else ""


def _of_year(note: str, jahr: str) -> str:
    return note if jahr in note or not note else f"{jahr}: {note}"


def _crosses(earlier: Selection, later: Selection) -> bool:
    return earlier.schuljahr < FIRST_UNDER_APO_BK <= later.schuljahr


def _reach(records: Records, measure: Measure, selection: Selection) -> str:
    """A note if the oldest of the deliveries that count came before the Stichtag: what was
    notified between them is not there. One that came in July or later is the whole Schuljahr."""
    counted = coverage(records, measure, selection).counted
    received = [records.received[measure.table, name, selection.schuljahr] for name in counted]
    final = last_day(selection.schuljahr).replace(day=1)
    if not received or min(received) >= min(selection.stichtag, final):
        return ""
    return f"Lieferungen reichen nur bis {min(received):%d.%m.%Y}"
