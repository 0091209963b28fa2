"""Which Bezirksregierungen a figure rests on, and what is said of those it leaves out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from diggs_analytics.analysis.measures import Measure
from diggs_analytics.analysis.records import Records
from diggs_analytics.analysis.selection import Selection
from diggs_analytics.domain.codes import BEZIRKSREGIERUNGEN
from diggs_analytics.domain.schuljahr import FIRST_UNDER_APO_BK
from diggs_analytics.domain.signs import Nothing
from diggs_analytics.domain.tables import table_named


@dataclass(frozen=True)
class Coverage:
    """``chosen`` in the order of the closed list; ``left_out`` says why those of them that are
    not ``counted`` are not. ``note`` is for a figure over all that are counted."""

    chosen: tuple[str, ...]
    left_out: Mapping[str, Nothing]
    reasons: Mapping[Nothing, str]

    @property
    def counted(self) -> tuple[str, ...]:
        return tuple(name for name in self.chosen if name not in self.left_out)

    @property
    def nothing(self) -> Nothing | None:
        """Why there is no figure at all; None if there is one."""
        if self.counted:
            return None
        unknown = Nothing.UNKNOWN in self.left_out.values()
        return Nothing.UNKNOWN if unknown else Nothing.NOT_DELIVERED

    @property
    def note(self) -> str:
        if len(set(self.left_out.values())) == 1 and not self.counted:
            return self.reasons[self.nothing]
        short = {Nothing.NOT_DELIVERED: "nicht geliefert", Nothing.UNKNOWN: "kein Register"}
        return "; ".join(
            without([name for name, why in self.left_out.items() if why is nothing], words)
            for nothing, words in short.items()
            if nothing in self.left_out.values()
        )


def coverage(records: Records, measure: Measure, selection: Selection) -> Coverage:
    jahr = selection.schuljahr
    wanted = selection.bezirksregierung or BEZIRKSREGIERUNGEN
    chosen = tuple(name for name in BEZIRKSREGIERUNGEN if name in wanted)
    left_out = {}
    for name in chosen:
        if (measure.table, name, jahr) not in records.received:
            left_out[name] = Nothing.NOT_DELIVERED
        elif measure.of_register and (jahr, name) not in records.berufskollegs:
            left_out[name] = Nothing.UNKNOWN
    too_early = measure.table == "pok" and jahr < FIRST_UNDER_APO_BK
    return Coverage(
        chosen,
        left_out,
        reasons={
            Nothing.NOT_DELIVERED: f"PoK gibt es erst ab {FIRST_UNDER_APO_BK}"
            if too_early
            else f"{table_named(measure.table).label} {jahr} nicht geliefert",
            Nothing.UNKNOWN: f"kein Register der Schulen für {jahr}",
        },
    )


def without(names: Iterable[str], why: str) -> str:
    return f"ohne {listed(names)} ({why})"


def listed(names: Iterable[str]) -> str:
    """Detmold, Köln und Münster."""
    *first, last = names
    return f"{', '.join(first)} und {last}" if first else last


def joined(*notes: str) -> str:
    return "; ".join(filter(None, notes))


def split(*notes: str) -> list[str]:
    """The single notes of joined ones, each once."""
    return [part for part in dict.fromkeys("; ".join(notes).split("; ")) if part]


def shared(notes: Iterable[str]) -> str:
    """What all of several joined notes say."""
    parts = [note.split("; ") for note in notes]
    if not parts:
        return ""
    return joined(*(part for part in parts[0] if all(part in others for others in parts)))


def beyond(note: str, known: str) -> str:
    """What a joined note says that a known one does not; who is left out is said once, whatever
    the reason."""
    return joined(*(part for part in note.split("; ") if part.split(" (")[0] not in known))
