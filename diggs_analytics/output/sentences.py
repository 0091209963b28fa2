"""What the values say, in sentences for a report: rises and falls, levels, who stands where.

A sentence states no cause. It is "" where it cannot be said: a value is missing, suppressed or
rounded, or rests on some cases but fewer than ``threshold`` (None: no such limit). A count is its
own number of cases; of other measures ``cases``, or the column ``base`` of rows, tells them.
"""

from collections.abc import Sequence

import pandas as pd

from diggs_analytics.analysis.comparison import NEW_LEGAL_BASIS, Change
from diggs_analytics.analysis.disclosure import ROUNDED, SECRET, is_count
from diggs_analytics.analysis.measures import Measure
from diggs_analytics.analysis.selection import OHNE_ANGABE
from diggs_analytics.analysis.values import Value
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.output import formats
from diggs_analytics.output.wording import (
    WORDING,
    accusative,
    dative,
    each,
    have,
    named,
    spoken,
    who,
)


def change(
    compared: Change, measure: Measure, threshold: int | None = None, *,
    cases: Sequence[float] = (), lead: str = "",
) -> str:  # fmt: skip
    """``Die Zahl der PoK stieg um 212 auf 1 034 (+25,8 %).`` ``lead`` stands before the verb:
    ``Gegenüber dem 15.10.2024 stieg die Zahl der PoK …``. Who is left out of the comparison is
    said by its note, which stands beside the sentence."""
    now, was = _exact(compared.now), _exact(compared.before)
    if now is None or was is None or compared.difference is None:
        return ""
    if _rests_on_few([now, was], cases, measure, threshold):
        return ""
    if _looks_level(compared.difference, measure):
        nearly = "nahezu " if compared.difference else ""
        return _clause("blieb", f"{nearly}unverändert bei {dative(now, measure)}", measure, lead)
    verb = "stieg" if compared.difference > 0 else "sank"
    if was == 0 and measure.unit != "%":
        rise = f"von 0 auf {accusative(now, measure)}"
        return _clause(verb, rise + _aside(compared), measure, lead)
    moved = f"um {_distance(compared.difference, measure)} auf {accusative(now, measure)}"
    return _clause(verb, moved + _aside(compared), measure, lead)


def level(
    value: Value, measure: Measure, threshold: int | None = None, *,
    cases: Sequence[float] = (), lead: str = "",
) -> str:  # fmt: skip
    """``Die Zahl der PoK liegt bei 1 034.``"""
    number = _exact(value)
    if number is None or _rests_on_few([number], cases, measure, threshold):
        return ""
    return _clause("liegt", f"bei {dative(number, measure)}", measure, lead)


def extremes(rows: pd.DataFrame, measure: Measure, by: str, threshold: int | None = None) -> str:
    """``Köln hat mit 612 die meisten Anzeigen, die wenigsten hat Detmold mit 9.`` Of rows by one
    column. The lowest alone may rest on too few cases."""
    known = _comparable(rows, by)
    if len(known) < 2:
        return ""
    texts = known["value"].map(lambda value: spoken(value, measure))
    highest = known[texts == texts[known["value"].idxmax()]]
    lowest = known[texts == texts[known["value"].idxmin()]]
    if _few(highest, measure, threshold):
        return ""
    if len(highest) == len(known):
        return _clause("liegt", f"überall bei {dative(known['value'].iloc[0], measure)}", measure)
    words = WORDING[measure.name]
    best, most = _names(highest, by), each(highest, texts[highest.index[0]])
    sentence = f"{who(best)} {have(best)} mit {most} {words.most}"
    if not _few(lowest, measure, threshold):
        last, least = _names(lowest, by), each(lowest, texts[lowest.index[0]])
        sentence += f", {words.least} {have(last)} {who(last)} mit {least}"
    return f"{sentence}."


def share_of_land(
    part: Value, land: Value, measure: Measure, name: str, threshold: int | None = None, *,
    cases: Sequence[float] = (),
) -> str:  # fmt: skip
    """``Auf Köln entfallen 41,2 % der Anzeigen im Land (612 von 1 486).`` Where parts overlap or
    nothing is summed, as in shares, there is no such sentence."""
    number, total = _exact(part), _exact(land)
    if not measure.adds_up or not number or not total:
        return ""
    if _rests_on_few([number], cases, measure, threshold):
        return ""
    things = WORDING[measure.name].subject.removeprefix("die Zahl ")
    of = f"{spoken(number, measure)} von {spoken(total, measure)}"
    return f"Auf {name} entfallen {formats.percent(number / total)} {things} im Land ({of})."


def largest_changes(
    now: pd.DataFrame, before: pd.DataFrame, measure: Measure, by: str, threshold: int | None = None
) -> str:
    """``Am stärksten stieg die Zahl der PoK in Köln (um 212 auf 612), am stärksten sank sie in
    Detmold (um 12 auf 3).`` Of rows by one column; groups that are in both. Of a measure whose
    earlier states are not known there is nothing to say."""
    known = _comparable(now, by).merge(
        _comparable(before, by), on=by, suffixes=("", "_before"), validate="1:1"
    )
    if len(known) < 2 or not measure.dated:
        return ""
    differences = known["value"] - known["value_before"]
    if all(_looks_level(difference, measure) for difference in differences):
        return _clause("blieb", "überall unverändert", measure)
    words = WORDING[measure.name]
    clauses = []
    for verb, sign in (("stieg", 1), ("sank", -1)):
        extreme = (sign * differences).max()
        if extreme <= 0 or _looks_level(extreme, measure):
            continue
        distance = _distance(extreme, measure)
        most = known[[_is(sign * one, distance, measure) for one in differences]]
        if _few(most, measure, threshold) or _few(_of_before(most), measure, threshold):
            continue
        subject = words.pronoun if clauses else words.subject
        clauses.append(f"am stärksten {verb} {subject} {_moved(most, distance, measure, by)}")
    return f"{_capital(', '.join(clauses))}." if clauses else ""


def missing(rows: pd.DataFrame, by: str) -> str:
    """``Ohne Detmold: nicht geliefert.`` What is suppressed is there and does not stand here."""
    lacking = rows[rows["value"].isna() & ~rows["note"].str.contains(SECRET)]
    lacking = lacking[lacking["nothing"] != Nothing.MEANINGLESS]
    return " ".join(
        f"Ohne {formats.enumeration(_names(part, by))}: {nothing.words}."
        for nothing, part in lacking.groupby("nothing", sort=False)
    )


def _clause(verb: str, rest: str, measure: Measure, lead: str = "") -> str:
    subject = WORDING[measure.name].subject
    words = (lead, verb, subject, rest) if lead else (subject, verb, rest)
    return f"{_capital(' '.join(words))}."


def _aside(compared: Change) -> str:
    """How much that is in percent; over a break in the series that it is one."""
    if NEW_LEGAL_BASIS in compared.note:
        return f" ({NEW_LEGAL_BASIS})"
    return f" ({formats.signed_percent(compared.ratio)})" if compared.ratio is not None else ""


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _exact(value: Value) -> float | None:
    return None if ROUNDED in value.note else value.number


def _comparable(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    """The groups with a value; none at all if one is suppressed or rounded, for then nobody can
    say which of them is the first."""
    if rows["note"].str.contains(SECRET).any() or rows["note"].str.contains(ROUNDED).any():
        return rows.iloc[:0]
    return rows[rows["value"].notna() & (rows[by] != OHNE_ANGABE)]


def _rests_on_few(
    numbers: Sequence[float], cases: Sequence[float], measure: Measure, threshold: int | None
) -> bool:
    if threshold is None:
        return False
    cases = numbers if is_count(measure) else cases
    assert len(cases), f"{measure.name} does not tell on how many cases it rests"
    return any(0 < number < threshold for number in cases)


def _few(rows: pd.DataFrame, measure: Measure, threshold: int | None) -> bool:
    bases = () if "base" not in rows else list(rows["base"])
    return _rests_on_few(list(rows["value"]), bases, measure, threshold)


def _of_before(both: pd.DataFrame) -> pd.DataFrame:
    names = {"value_before": "value", "base_before": "base"}
    return both[[name for name in names if name in both]].rename(columns=names)


def _names(rows: pd.DataFrame, by: str) -> list[str]:
    return [named(by, group) for group in rows[by]]


def _moved(most: pd.DataFrame, distance: str, measure: Measure, by: str) -> str:
    """``in Köln (um 212 auf 612)``, ``in Köln und Münster (um je 12)``."""
    names = _names(most, by)
    where = f"{'in' if by in ('bezirksregierung', 'anlage') else 'bei'} {who(names)}"
    to = f" auf {accusative(most['value'].iloc[0], measure)}" if len(names) == 1 else ""
    return f"{where} (um {each(names, distance)}{to})"


def _distance(difference: float, measure: Measure) -> str:
    """How far, without its sign: ``212``, ``2,1 Prozentpunkte``, ``1 Tag``."""
    if measure.unit == "%":
        return formats.signed(abs(difference), measure.unit).removeprefix("+")
    return accusative(abs(difference), measure)


def _is(difference: float, distance: str, measure: Measure) -> bool:
    """Differences that look the same are level."""
    return difference > 0 and _distance(difference, measure) == distance


def _looks_level(difference: float, measure: Measure) -> bool:
    return formats.signed(difference, measure.unit).startswith("±")
