"""The numbers that targets may be set for: those that are measured, and those counted by hand."""

from diggs_analytics.domain.schema import Spellings

# Name of the measure → its label; the measures themselves are declared in analysis.measures.
MEASURED: Spellings = {
    "anzeigen": ("Anzeigen",),
    "bildungsgaenge": ("Angezeigte Bildungsgänge",),
    "schulen": ("Beteiligte Berufskollegs",),
    "beteiligungsquote": ("Beteiligungsquote",),
    "klassen": ("Klassen",),
    "lernende": ("Lernende",),
    "distanzstunden": ("Distanzstunden",),
    "distanzanteil": ("Distanzanteil",),
    "rueckfragen_anzeigen": ("Offene Rückfragen zu Anzeigen",),
    "pok": ("PoK",),
    "pok_satz": ("Schulen mit vollständigem PoK-Satz",),
    "testschulen": ("Testschulen",),
    "wartezeit": ("Tage bis zur Kenntnisnahme",),
    "rueckfragen_pok": ("Offene Rückfragen zu PoK",),
}
# Named by the report of 2023 (DOMAIN 8.6); nobody delivers how many there are.
BY_HAND: Spellings = {"Praxisbeispiele": ("Praxisbeispiel",)}
KENNZAHLEN: Spellings = MEASURED | BY_HAND
