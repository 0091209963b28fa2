"""How each Bezirksregierung writes its lists: layout, headings, spellings, each its own."""

from collections.abc import Callable, Mapping
from datetime import date

from sample_data.habits import arnsberg, detmold, duesseldorf, koeln, muenster
from sample_data.sheets import Picture, Values

# (rows by table, Schuljahr, day on which the list was made) → the sheets of the file
Habit = Callable[[Mapping[str, list[Values]], str, date], list[Picture]]

HABITS: Mapping[str, Habit] = {
    "Arnsberg": arnsberg.pictures,
    "Detmold": detmold.pictures,
    "Düsseldorf": duesseldorf.pictures,
    "Köln": koeln.pictures,
    "Münster": muenster.pictures,
}
