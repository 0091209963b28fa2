"""Nothing is not nothing: the signs that mean "no value", when read and when written.

Source of the signs: DIN 55301 (DOMAIN 5.3) and PRODUCT, conventions.
"""

from enum import Enum

# Cells that say "no entry". In an optional column they are no finding.
READ_AS_EMPTY = ("-", "–", "—", ".", "/", "k. A.", "n. b.", "o. A.", "entf.", "keine Angabe")

# Error values of Excel, as files store them and as a German Excel shows them.
EXCEL_ERRORS = {
    "#N/A": "#NV",
    "#REF!": "#BEZUG!",
    "#VALUE!": "#WERT!",
    "#NAME?": "#NAME?",
    "#DIV/0!": "#DIV/0!",
    "#NULL!": "#NULL!",
    "#NUM!": "#ZAHL!",
    "#GETTING_DATA": "#DATEN_ABRUFEN",
    "#SPILL!": "#ÜBERLAUF!",
    "#CALC!": "#KALK!",
}


class Nothing(Enum):
    """Why there is no number to show; the value is the sign that stands in its place."""

    ZERO = "–"
    NOT_DELIVERED = "…"
    UNKNOWN = "."
    MEANINGLESS = "x"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Nothing.ZERO: "genau null",
    Nothing.NOT_DELIVERED: "nicht geliefert",
    Nothing.UNKNOWN: "unbekannt",
    Nothing.MEANINGLESS: "nicht sinnvoll",
}

LEGEND = " · ".join(f"{nothing.value} {nothing.words}" for nothing in Nothing)
