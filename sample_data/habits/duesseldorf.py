"""Düsseldorf: text files out of a database; only the file name tells the Bezirksregierung."""

from collections.abc import Mapping
from datetime import date

from sample_data.habits.wording import spelled
from sample_data.sheets import Cell, Heading, Picture, Values, picture

# The database moved in 2024.
OLD_ENCODING, NEW_ENCODING = "cp1252", "utf-8-sig"

_FLAG = {True: "1", False: "0"}
_STATUS = {
    "angezeigt": "eingegangen",
    "in Prüfung": "in Bearbeitung",
    "Rückfrage": "Nachfrage",
    "zur Kenntnis genommen": "Kenntnisnahme",
    "zurückgezogen": "Rücknahme",
}
_FACHBEREICH = {
    "Gesundheit/Erziehung und Soziales": "Gesundheit, Erziehung und Soziales",
    "Technik/Naturwissenschaften": "Technik",
    "Ernährungs- und Versorgungsmanagement": "Ernährung/Hauswirtschaft",
}


def encoding(schuljahr: str) -> str:
    return OLD_ENCODING if schuljahr < "2024/25" else NEW_ENCODING


def _anteil(values: Values) -> Cell:
    return values["anteil"] and round(100 * values["anteil"], 1)


def _school(schuljahr: str) -> tuple[Heading, ...]:
    return (
        Heading("Schuljahr der Anzeige" if schuljahr < "2024/25" else "Schuljahr", "schuljahr"),
        Heading("Schulnummer", "schulnummer"),
        Heading("Berufskolleg", "schule"),
    )


_BILDUNGSGANG = (
    Heading("Anlage", "anlage"),
    Heading("Unteranlage", "untertyp"),
    Heading("Bildungsgangbezeichnung", "bildungsgang"),
    Heading("Fachbereich", "fachbereich", spelled("fachbereich", _FACHBEREICH)),
)
_COOPERATION = (
    Heading(
        "standortübergreifend", "standortuebergreifend", spelled("standortuebergreifend", _FLAG)
    ),
    Heading("beteiligte Schulen", "partnerschulen"),
)
_STAND = Heading("Bearbeitungsstatus", "status", spelled("status", _STATUS))


def _anzeigen(schuljahr: str) -> tuple[Heading, ...]:
    return (
        *_school(schuljahr),
        Heading("Datum der Anzeige", "eingangsdatum"),
        Heading("Vorgangsart", "art"),
        *_BILDUNGSGANG,
        Heading("Beginn", "beginn"),
        Heading("Ende", "ende"),
        Heading("Zahl der Klassen", "klassen"),
        Heading("Schülerinnen und Schüler", "lernende"),
        Heading("Unterrichtsstunden Distanz", "stunden_distanz"),
        Heading("Unterrichtsstunden gesamt", "stunden_gesamt"),
        Heading("Umfang in %", "anteil", _anteil),
        Heading("Ort des Lernens", "lernort"),
        Heading("Organisationsform", "organisationsform"),
        *_COOPERATION,
        Heading("rechtliche Grundlage", "rechtsgrundlage"),
        _STAND,
    )


def _pok(schuljahr: str) -> tuple[Heading, ...]:
    return (
        *_school(schuljahr),
        Heading("Ebene des PoK", "ebene"),
        *_BILDUNGSGANG,
        Heading("Datum der Anzeige", "eingangsdatum"),
        Heading("Vorgangsart", "art"),
        Heading("Ergebnis der Vorprüfung", "vorpruefung"),
        Heading("Datum der Vorprüfung", "vorpruefung_datum"),
        Heading("Beschluss Schulkonferenz", "schulkonferenz_datum"),
        _STAND,
        Heading("Datum des Status", "status_datum"),
        Heading("Schule der Testphase", "testphase", spelled("testphase", _FLAG)),
        *_COOPERATION,
    )


def pictures(rows: Mapping[str, list[Values]], schuljahr: str, made: date) -> list[Picture]:
    """A text file has one table; the caller asks for one."""
    made_of = {"anzeigen": _anzeigen, "pok": _pok}
    return [picture("", table, made_of[table](schuljahr), rows[table]) for table in rows]
