"""What a figure shows, in German sentences: its title, its caption, its alternative in text.

A sentence states what the values say and no cause. Groups whose values look the same when shown
are level; groups without a value are named, not passed over.
"""

from datetime import date

import pandas as pd

from diggs_analytics.analysis.comparison import NEW_LEGAL_BASIS, Change
from diggs_analytics.analysis.measures import Measure
from diggs_analytics.analysis.selection import OHNE_ANGABE, Selection
from diggs_analytics.domain.schuljahr import FIRST_UNDER_APO_BK, before, same_day
from diggs_analytics.output import formats, labels
from diggs_analytics.output.figures import ranking
from diggs_analytics.output.marks import amounts
from diggs_analytics.output.notes import ALL, filters
from diggs_analytics.output.wording import NAMED, WORDING, each, have, named, spoken, who


def title_by(values: pd.DataFrame, measure: Measure, by: str) -> str:
    """``Köln hat mit 612 die meisten Anzeigen (ohne Detmold)``."""
    known = ranking(values.dropna(subset="value"), by)
    known = known[known[by] != OHNE_ANGABE].sort_values("value", ascending=False, kind="stable")
    if known.empty:
        return f"{measure.label}: keine Werte"
    texts = amounts(known, measure)
    leaders = [
        named(by, group) for group, text in zip(known[by], texts, strict=True) if text == texts[0]
    ]
    aside = _without(values, by)
    if len(known) == 1:
        return f"{measure.label}: {texts[0]} ({leaders[0]}){aside}"
    if known["value"].iloc[0] == 0:
        return f"{measure.label}: überall genau null{aside}"
    if len(leaders) == len(known):
        return f"{measure.label}: überall {texts[0]}{aside}"
    most = WORDING[measure.name].most
    return f"{who(leaders)} {have(leaders)} mit {each(leaders, texts[0])} {most}{aside}"


def title_trend(values: pd.DataFrame, measure: Measure, until: date | None = None) -> str:
    """The newest Schuljahr of an ungrouped trend that has a value, and the one before it, if both
    are whole. ``until`` is the Stichtag, if it is not the end of the Schuljahr."""
    known = values.dropna(subset="value").sort_values("schuljahr").set_index("schuljahr")
    if known.empty:
        return f"{measure.label}: keine Werte"
    year, earlier = known.index[-1], before(known.index[-1])
    day = f" bis {formats.day(until)}" if until else ""
    sentence = (
        f"{measure.label}: {spoken(known.at[year, 'value'], measure)} im Schuljahr {year}{day}"
    )
    if not known.at[year, "whole"]:
        return f"{sentence} (unvollständig)"
    if earlier not in known.index or not known.at[earlier, "whole"]:
        return sentence
    was, now = known.at[earlier, "value"], known.at[year, "value"]
    return f"{sentence}, {spoken(was, measure)} im Schuljahr davor" + _compared(
        now, was, measure, earlier < FIRST_UNDER_APO_BK <= year
    )


def title_course(values: pd.DataFrame, measure: Measure, schuljahr: str) -> str:
    """What had come in on the last day of the course, and on the same day a Schuljahr before."""
    now = values[values["schuljahr"] == schuljahr]
    if now.empty:
        return f"{measure.label}: keine Werte für {schuljahr}"
    day, value = now["date"].iloc[-1], now["value"].iloc[-1]
    sentence = f"{measure.label}: {spoken(value, measure)} bis {formats.day(day)}"
    if not now["whole"].iloc[-1]:
        return f"{sentence} (unvollständig)"
    earlier = values[
        (values["schuljahr"] == before(schuljahr)) & (values["date"] <= same_day(day, -1))
    ]
    if earlier.empty:
        return sentence
    was = earlier["value"].iloc[-1]
    return f"{sentence}, {spoken(was, measure)} am selben Tag des Schuljahres davor" + _compared(
        value, was, measure, before(schuljahr) < FIRST_UNDER_APO_BK <= schuljahr
    )


def title_months(values: pd.DataFrame, measure: Measure) -> str:
    """The month in which most came in; of values by ``monat`` alone."""
    known = values.dropna(subset="value")
    if known.empty or not known["value"].max():
        return f"{measure.label}: kein Eingang"
    highest = known.loc[known["value"].idxmax()]
    month, most = labels.group("monat", highest["monat"]), spoken(highest["value"], measure)
    return f"Im {month} gingen mit {most} die meisten {measure.label} ein"


def difference_text(change: Change, measure: Measure) -> str:
    """``+212 (+13,3 %)``; "" where there is nothing to compare with."""
    if change.difference is None:
        return ""
    relative = f" ({formats.signed_percent(change.ratio)})" if change.ratio is not None else ""
    return formats.signed(change.difference, measure.unit) + relative


def change_text(change: Change, measure: Measure) -> str:
    """``+212 (+13,3 %) gegenüber 09.10.2025``; "" where there is nothing to compare with."""
    difference = difference_text(change, measure)
    return difference and f"{difference} gegenüber {formats.day(change.stichtag_before)}"


def caption(measure: Measure, selection: Selection, stand: date, rows: int) -> str:
    """Measure, population, Stichtag, source and counting rule; filters only where one is set."""
    set_filters = [f"{label}: {text}" for label, text in filters(selection)[1:] if text != ALL] or [
        "alle Bezirksregierungen und Bildungsgänge"
    ]
    parts = (
        measure.label,
        f"Schuljahr {selection.schuljahr}, Stichtag {formats.day(selection.stichtag)}",
        *set_filters,
        f"n = {formats.number(rows)} {'Zeile' if rows == 1 else 'Zeilen'}",
        f"Quelle: Lieferungen der Bezirksregierungen, Stand {formats.day(stand)}",
    )
    return f"{' · '.join(parts)}. {measure.definition}"


def text_alternative(values: pd.DataFrame, measure: Measure) -> str:
    """For who cannot see the figure: how many values, from where to where, and what is missing."""
    by = list(values.columns[: values.columns.get_loc("value")])
    known = values.dropna(subset="value").sort_values("value", kind="stable")
    missing = values[values["value"].isna()]
    sentences = [f"{measure.label}: {formats.count(len(known), 'Wert', 'Werte')}"]
    if len(known):
        lowest, highest = (
            f"{spoken(row['value'], measure)} ({_name(row, by)})"
            for row in (known.iloc[0], known.iloc[-1])
        )
        sentences[0] += f", von {lowest} bis {highest}" if len(known) > 1 else f", {highest}"
    if len(missing):
        words = [
            f"{_name(row, by)} ({formats.sign_in_words(sign)[2:]})"
            for (_, row), sign in zip(missing.iterrows(), amounts(missing, measure), strict=True)
        ]
        sentences.append(f"Ohne Wert: {formats.enumeration(words)}")
    return ". ".join(sentences) + "."


def _without(values: pd.DataFrame, by: str) -> str:
    missing = [labels.group(by, group) for group in values.loc[values["value"].isna(), by]]
    if not missing:
        return ""
    if len(missing) > NAMED:
        return f" (ohne {len(missing)} Gruppen ohne Wert)"
    return f" (ohne {formats.enumeration(missing)})"


def _compared(now: float, was: float, measure: Measure, over_break: bool) -> str:
    """A share differs by points, a number by percent; nothing can be compared with zero."""
    if over_break:
        return f" ({NEW_LEGAL_BASIS})"
    if measure.unit == "%":
        return f" ({formats.signed(now - was, measure.unit)})"
    return f" ({formats.signed_percent(now / was - 1)})" if was else ""


def _name(row: pd.Series, by: list[str]) -> str:
    return ", ".join(labels.group(name, row[name]) for name in by)
