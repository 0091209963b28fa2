"""The register of Berufskollegs as the Land publishes it: a workbook, since 2025 a text file."""

from sample_data.habits.wording import spelled
from sample_data.schools import BERUFSKOLLEG, FOERDERSCHULE, register
from sample_data.sheets import Heading, Picture, picture

_YES_NO = {True: "ja", False: "nein"}
_KEY_OF_STATUS = {"öffentlich": "1", "privat": "2"}
_KEY_OF_FORM = {BERUFSKOLLEG: "30", FOERDERSCHULE: "88"}

_WORKBOOK = (
    Heading("Schulnummer", "schulnummer"),
    Heading("Schule", "schule"),
    Heading("Ort", "ort"),
    Heading("Bezirksregierung", "bezirksregierung"),
    Heading("Rechtsstatus¹)", "rechtsstatus"),
    Heading("Schulform", "schulform"),
    Heading("Schülerinnen und Schüler²)", "lernende"),
    Heading("in Betrieb", "aktiv", spelled("aktiv", _YES_NO)),
)
_TEXT_FILE = (
    Heading("Schuljahr", "schuljahr"),
    Heading("Schulnummer", "schulnummer"),
    Heading("Schulform", "schulform", spelled("schulform", _KEY_OF_FORM)),
    Heading("Kurzbezeichnung", "schule"),
    Heading("Bezirksregierung", "bezirksregierung", lambda row: f"BR {row['bezirksregierung']}"),
    Heading("Ort", "ort"),
    Heading("Rechtsform", "rechtsstatus", spelled("rechtsstatus", _KEY_OF_STATUS)),
    Heading("Schüler", "lernende"),
    Heading("in Betrieb", "aktiv", spelled("aktiv", {True: "1", False: "0"})),
)
_NOTES = (
    "1) Trägerschaft der Schule",
    "2) gerundet auf Vielfache von 5",
)


def pictures(schuljahr: str, as_text: bool) -> list[Picture]:
    rows = register(schuljahr)
    if as_text:
        return [picture("", "schulen", _TEXT_FILE, rows)]
    title = f"Verzeichnis der Berufskollegs in Nordrhein-Westfalen, Schuljahr {schuljahr}"
    return [
        picture(
            "Schulverzeichnis",
            "schulen",
            _WORKBOOK,
            rows,
            titles=(title, "Schulform 30 und 88"),
            header_row=4,
            notes=_NOTES,
        )
    ]
