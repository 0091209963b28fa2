"""Detmold: a clean list from cell A1 on, but abbreviations and dates as text everywhere."""

from collections.abc import Mapping
from datetime import date

from sample_data.habits.wording import short_date, spelled
from sample_data.sheets import Heading, Picture, Values, picture

_YES_NO = {True: "j", False: "n"}
_ART = {"Erstanzeige": "EA", "Änderung": "ÄA", "Beendigung": "BA"}
_STATUS = {
    "angezeigt": "neu",
    "in Prüfung": "wird geprüft",
    "Rückfrage": "Rückfrage offen",
    "zur Kenntnis genommen": "KN",
    "zurückgezogen": "zurückgenommen",
}
_FACHBEREICH = {
    None: "k. A.",
    "Agrarwirtschaft": "AW",
    "Ernährungs- und Versorgungsmanagement": "EV",
    "Gestaltung": "GT",
    "Gesundheit/Erziehung und Soziales": "GE",
    "Informatik": "IF",
    "Technik/Naturwissenschaften": "TN",
    "Wirtschaft und Verwaltung": "WV",
}
_LERNORT = {
    "zu Hause": "Zuhause",
    "Betrieb": "im Betrieb",
    "anderer Schulstandort": "Partnerschule",
}
_FORM = {"verteilt": "einzelne Stunden", "geblockt": "Block", "fester Wochentag": "Wochentag"}
_GRUNDLAGE = {"Einzelerlass": "Erlass", "APO-BK § 5 Abs. 6": "§ 5 (6) APO-BK"}
_EBENE = {
    "bildungsgangübergreifend": "übergreifend",
    "bildungsgangspezifisch": "spezifisch",
    "schulübergreifend": "schulübergr.",
}
_VORPRUEFUNG = {
    "bestanden": "ok", "mit Hinweisen": "Hinweise", "nicht bestanden": "abgelehnt",
    "offen": "ausstehend",
}  # fmt: skip


def _schuljahr(values: Values) -> str:
    return values["schuljahr"][2:]


_SCHOOL = (
    Heading("SJ", "schuljahr", _schuljahr),
    Heading("RB", "bezirksregierung"),
    Heading("SNR", "schulnummer"),
    Heading("BK", "schule"),
)
_BILDUNGSGANG = (
    Heading("Anl.", "anlage"),
    Heading("Typ", "untertyp"),
    Heading("BG", "bildungsgang"),
    Heading("FB", "fachbereich", spelled("fachbereich", _FACHBEREICH)),
)
_ARRIVAL = (
    Heading("Posteingang", "eingangsdatum", short_date("eingangsdatum")),
    Heading("Anlass", "art", spelled("art", _ART)),
)
_COOPERATION = (
    Heading("standortübergr.", "standortuebergreifend", spelled("standortuebergreifend", _YES_NO)),
    Heading("Partner", "partnerschulen"),
)


def _anzeigen(schuljahr: str) -> tuple[Heading, ...]:
    pupils = "SuS" if schuljahr < "2024/25" else "Anz. SuS"
    return (
        *_SCHOOL,
        *_ARRIVAL,
        *_BILDUNGSGANG,
        Heading("ab", "beginn", short_date("beginn")),
        Heading("bis", "ende", short_date("ende")),
        Heading("Kl.", "klassen"),
        Heading(pupils, "lernende"),
        Heading("Distanzstd.", "stunden_distanz"),
        Heading("Gesamtstd.", "stunden_gesamt"),
        Heading("Ort", "lernort", spelled("lernort", _LERNORT)),
        Heading("Form", "organisationsform", spelled("organisationsform", _FORM)),
        *_COOPERATION,
        Heading("Rechtsgrdl.", "rechtsgrundlage", spelled("rechtsgrundlage", _GRUNDLAGE)),
        Heading("Sachstand", "status", spelled("status", _STATUS)),
    )


_POK = (
    *_SCHOOL,
    Heading("PoK-Ebene", "ebene", spelled("ebene", _EBENE)),
    *_BILDUNGSGANG,
    *_ARRIVAL,
    Heading("VP", "vorpruefung", spelled("vorpruefung", _VORPRUEFUNG)),
    Heading("VP am", "vorpruefung_datum", short_date("vorpruefung_datum")),
    Heading("SK am", "schulkonferenz_datum", short_date("schulkonferenz_datum")),
    Heading("Sachstand", "status", spelled("status", _STATUS)),
    Heading("Statusdatum", "status_datum", short_date("status_datum")),
    Heading("Testschule", "testphase", spelled("testphase", _YES_NO)),
    *_COOPERATION,
)


def pictures(rows: Mapping[str, list[Values]], schuljahr: str, made: date) -> list[Picture]:
    made_of = {"anzeigen": ("DU", _anzeigen(schuljahr)), "pok": ("PoK", _POK)}
    return [
        picture(sheet, table, headings, rows[table])
        for table, (sheet, headings) in made_of.items()
        if rows.get(table)
    ]
