"""What an evaluation counts and how it is broken down: dated configuration, not code."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date

from diggs_analytics.analysis.measures import MEASURES, Measure
from diggs_analytics.analysis.selection import OHNE_ANGABE
from diggs_analytics.domain.codes import ART, RECHTSGRUNDLAGE, STATUS
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.schuljahr import EARLIEST_DAY
from diggs_analytics.domain.tables import table_named

MEASURE_NAMES = tuple(measure.name for measure in MEASURES)
BREAKDOWNS = (
    "bezirksregierung", "anlage", "bildungsgang", "fachbereich", "ebene", "rechtsstatus",
)  # fmt: skip
COUNTABLE = {"art": ART, "status": STATUS, "rechtsgrundlage": RECHTSGRUNDLAGE}


def _is_whole_or_none(number: object) -> bool:
    return number is None or (type(number) is int and number >= 1)


def _known(what: str, names: Collection[str], known: Collection[str]) -> None:
    if strange := [name for name in names if name not in known]:
        listed = ", ".join(known)
        raise DiggsError(f"{what} »{strange[0]}« gibt es nicht. Bekannt sind: {listed}.")
    if len(set(names)) < len(names):
        raise DiggsError(f"{what} steht doppelt da: {', '.join(names)}.")


@dataclass(frozen=True)
class Criteria:
    """One version, which is never changed: another one has another name and reason.

    ``counts``: column → the only values whose rows count; a column that is not there narrows
    nothing beyond what the measure itself declares, and none narrows a table that lacks it.
    ``rounding`` (to multiples of it) and ``threshold`` (least number of cases) are for what goes
    outside; None is none. ``limits``: Bildungsgang → highest Distanzanteil, 0 to 1, only where it
    is on file.
    """

    name: str
    valid_from: date
    reason: str
    measures: tuple[str, ...]
    breakdowns: tuple[str, ...]
    counts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rounding: int | None = None
    threshold: int | None = None
    limits: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (self.name.strip() and self.reason.strip()):
            raise DiggsError("Kriterien brauchen einen Namen und einen Grund.")
        if not self.measures:
            raise DiggsError("Kriterien brauchen mindestens eine Kennzahl.")
        _known("Die Kennzahl", self.measures, MEASURE_NAMES)
        _known("Die Gliederung", self.breakdowns, BREAKDOWNS)
        _known("Die Spalte", self.counts, COUNTABLE)
        for column, values in self.counts.items():
            _known(f"Der Wert für {column}", values, (*COUNTABLE[column], OHNE_ANGABE))
        if not all(map(_is_whole_or_none, (self.rounding, self.threshold))):
            raise DiggsError("Rundung und Schwelle sind ganze Zahlen ab 1.")
        if any(not 0 <= limit <= 1 for limit in self.limits.values()):
            raise DiggsError("Ein Grenzwert des Distanzanteils liegt zwischen 0 und 1.")

    def counting(self) -> dict[str, object]:
        """What figures depend on: two versions that differ in nothing of it count alike."""
        return {name: value for name, value in to_json(self).items() if name not in ABOUT_ITSELF}


ABOUT_ITSELF = ("name", "valid_from", "reason")
FIELDS = tuple(one.name for one in fields(Criteria))
REQUIRED = (*ABOUT_ITSELF, "measures", "breakdowns")

DEFAULT = Criteria(
    name="Vorgabe",
    valid_from=EARLIEST_DAY,
    reason="Kriterien des Lenkungskreises sind nicht hinterlegt (»Kriterien offen«). Bis dahin: "
    "alle Kennzahlen, nach allen Gliederungen, nichts eingeschränkt.",
    measures=(
        "anzeigen", "bildungsgaenge", "schulen", "beteiligungsquote", "klassen", "lernende",
        "distanzstunden", "distanzanteil", "rueckfragen_anzeigen", "pok", "pok_satz",
        "testschulen", "wartezeit", "rueckfragen_pok",
    ),
    breakdowns=BREAKDOWNS,
)  # fmt: skip


def breaks_down(measure: Measure, column: str) -> bool:
    """Whether the measure makes sense by that column. The register says of each school what its
    Rechtsstatus is, but a quota would go on being divided by the schools of both."""
    if measure.of_school:
        return column == "bezirksregierung"
    if column == "rechtsstatus":
        return not measure.of_register
    return column in table_named(measure.table)


def to_json(criteria: Criteria) -> dict[str, object]:
    return {
        **asdict(criteria),
        "valid_from": criteria.valid_from.isoformat(),
        "measures": list(criteria.measures),
        "breakdowns": list(criteria.breakdowns),
        "counts": {column: list(values) for column, values in criteria.counts.items()},
        "limits": dict(criteria.limits),
    }


def from_json(content: object) -> Criteria:
    """Strict: what is not known is refused with a DiggsError, never passed over."""
    if not isinstance(content, dict):
        raise DiggsError("Die Kriterien sind nicht lesbar: erwartet wird ein JSON-Objekt.")
    _known("Die Angabe", content, FIELDS)
    if missing := [name for name in REQUIRED if name not in content]:
        raise DiggsError(f"In den Kriterien fehlt die Angabe »{missing[0]}«.")
    try:
        return Criteria(
            **content
            | {
                "valid_from": date.fromisoformat(content["valid_from"]),
                "measures": _texts(content["measures"]),
                "breakdowns": _texts(content["breakdowns"]),
                "counts": {
                    column: _texts(values) for column, values in content.get("counts", {}).items()
                },
                "limits": {name: float(limit) for name, limit in content.get("limits", {}).items()},
            }
        )
    except (TypeError, ValueError, AttributeError) as error:
        raise DiggsError("Die Kriterien sind nicht lesbar.") from error


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(values)
    return tuple(values)
