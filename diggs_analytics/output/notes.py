"""What every file that leaves the program says of itself: filters, Stichtag, state, rule."""

from dataclasses import dataclass
from datetime import date, datetime

from diggs_analytics.analysis.selection import CHOICES, Selection
from diggs_analytics.output import labels

ALL = "alle"


@dataclass(frozen=True)
class Notes:
    """``filters`` are pairs of a German label and what was chosen. ``stichtag`` is the day up to
    which rows came in, ``stand`` the day of whose knowledge the store was asked, ``created`` when
    the file was made; ``rule`` says what counts as a row or in a figure."""

    title: str
    filters: tuple[tuple[str, str], ...]
    stand: date
    created: datetime
    stichtag: date | None = None
    rule: str = ""


def filters(selection: Selection) -> tuple[tuple[str, str], ...]:
    """What was chosen, and of the rest that all of it is in."""
    chosen = ((name, getattr(selection, name)) for name in CHOICES)
    return (
        (labels.heading("schuljahr"), selection.schuljahr),
        *((labels.heading(name), ", ".join(values) or ALL) for name, values in chosen),
    )
