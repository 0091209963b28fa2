"""How each measure is spoken of in a sentence, and the parts that sentences share."""

from collections.abc import Sequence
from dataclasses import dataclass

from diggs_analytics.analysis.measures import Measure
from diggs_analytics.output import formats, labels

NAMED = 3  # groups that a sentence names; of more it gives the number


@dataclass(frozen=True)
class Wording:
    """``subject`` in the nominative, always a singular: the verb is »stieg« and the pronoun »sie«
    or »er«. ``most`` and ``least`` stand in the accusative, after »Köln hat mit 612« and before
    »hat Detmold mit 9«. ``unit`` in singular, accusative and dative plural, where the subject does
    not name it already."""

    subject: str
    most: str
    least: str
    unit: tuple[str, str, str] = ("", "", "")

    @property
    def pronoun(self) -> str:
        return {"die": "sie", "der": "er"}[self.subject.split()[0]]


def _number_of(things: str) -> Wording:
    """``things`` as they stand in the genitive plural and after »die meisten«."""
    return Wording(f"die Zahl der {things}", f"die meisten {things}", "die wenigsten")


WORDING = {
    "anzeigen": _number_of("Anzeigen"),
    "bildungsgaenge": _number_of("angezeigten Bildungsgänge"),
    "schulen": _number_of("beteiligten Berufskollegs"),
    "beteiligungsquote": Wording(
        "die Beteiligungsquote", "die höchste Beteiligungsquote", "die niedrigste"
    ),
    "klassen": _number_of("Klassen"),
    "lernende": _number_of("Lernenden"),
    "distanzstunden": _number_of("Distanzstunden"),
    "distanzanteil": Wording("der Distanzanteil", "den höchsten Distanzanteil", "den niedrigsten"),
    "rueckfragen_anzeigen": _number_of("offenen Rückfragen zu Anzeigen"),
    "pok": _number_of("PoK"),
    "pok_satz": _number_of("Schulen mit vollständigem PoK-Satz"),
    "testschulen": _number_of("Testschulen"),
    "wartezeit": Wording(
        "die Zeit bis zur Kenntnisnahme (Median)",
        "die meisten Tage bis zur Kenntnisnahme (Median)",
        "die wenigsten",
        ("Tag", "Tage", "Tagen"),
    ),
    "rueckfragen_pok": _number_of("offenen Rückfragen zu PoK"),
}  # fmt: skip


def spoken(value: float, measure: Measure) -> str:
    """In a sentence zero is a number; the sign for it belongs into tables and figures."""
    return formats.amount(value, measure.unit) if value else "0"


def accusative(value: float, measure: Measure) -> str:
    """``1 Tag``, ``12,5 Tage``; ``1 034`` where the subject says of what."""
    one, many, _ = WORDING[measure.name].unit
    return _with_unit(value, measure, one, many)


def dative(value: float, measure: Measure) -> str:
    one, _, many = WORDING[measure.name].unit
    return _with_unit(value, measure, one, many)


def _with_unit(value: float, measure: Measure, one: str, many: str) -> str:
    text = spoken(value, measure)
    return f"{text} {one if text == '1' else many}".rstrip()


def named(by: str, group: object) -> str:
    """A group as the subject of a sentence."""
    if by in ("fachbereich", "ebene", "status", "bildungsgang"):
        return f"»{group}«"
    return labels.group(by, group)


def who(names: Sequence[str]) -> str:
    return formats.enumeration(list(names)) if len(names) <= NAMED else f"{len(names)} Gruppen"


def have(names: Sequence[str]) -> str:
    return "hat" if len(names) == 1 else "haben"


def each(names: Sequence[str], text: str) -> str:
    """What several have, each of them has: ``je 12``."""
    return text if len(names) == 1 else f"je {text}"
