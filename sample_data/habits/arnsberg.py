"""Arnsberg: titles above, header in row 4, one workbook for both tables, sums and notes below."""

from collections.abc import Mapping
from datetime import date

from sample_data.habits.wording import spelled
from sample_data.sheets import Cell, Formula, Heading, Picture, Values, picture

_MARK = {True: "x", False: None}

_SCHOOL = (
    Heading("Az.", "aktenzeichen"),
    Heading("Schuljahr", "schuljahr"),
    Heading("BR", "bezirksregierung"),
    Heading("Schul-Nr.", "schulnummer"),
    Heading("Name der Schule", "schule"),
)
_BILDUNGSGANG = (
    Heading("Anlage", "anlage"),
    Heading("Ziffer", "untertyp"),
    Heading("Bildungsgang", "bildungsgang"),
    Heading("Fachbereich", "fachbereich"),
)


def _anteil(values: Values) -> Cell:
    if values["anteil"] is None:
        return "k. A."
    share = round(100 * values["anteil"], 1)
    return Formula("=ROUND(100*{stunden_distanz}/{stunden_gesamt},1)", share)


_ANZEIGEN = (
    *_SCHOOL,
    Heading("Eingang am", "eingangsdatum"),
    Heading("Art der Anzeige", "art"),
    *_BILDUNGSGANG,
    Heading("von", "beginn"),
    Heading("bis", "ende"),
    Heading("Anzahl Klassen", "klassen"),
    Heading("Anzahl SuS", "lernende"),
    Heading("Std. Distanz", "stunden_distanz"),
    Heading("Std. gesamt", "stunden_gesamt"),
    Heading("Anteil in %", "anteil", _anteil),
    Heading("Lernort", "lernort"),
    Heading("Organisation", "organisationsform"),
    Heading("Rechtsgrundlage", "rechtsgrundlage"),
    Heading("Bearbeitungsstand", "status"),
)
# Asked for since schools may teach together.
_COOPERATION = (
    Heading(
        "standortübergreifend", "standortuebergreifend", spelled("standortuebergreifend", _MARK)
    ),
    Heading("Partner", "partnerschulen"),
)
_POK = (
    *_SCHOOL,
    Heading("PoK-Ebene", "ebene"),
    *_BILDUNGSGANG,
    Heading("Eingang am", "eingangsdatum"),
    Heading("Art der Anzeige", "art"),
    Heading("Ergebnis Vorprüfung", "vorpruefung"),
    Heading("Datum Vorprüfung", "vorpruefung_datum"),
    Heading("Schulkonferenz", "schulkonferenz_datum"),
    Heading("Bearbeitungsstand", "status"),
    Heading("Datum Status", "status_datum"),
    Heading("Testschule", "testphase", spelled("testphase", _MARK)),
    *_COOPERATION,
)
_NOTES = (
    "Hinweise:",
    "SuS = Schülerinnen und Schüler in den Klassen mit Distanzunterricht.",
    "Beendigungen sind mit aufgeführt und werden in der Summe mitgezählt.",
)


def pictures(rows: Mapping[str, list[Values]], schuljahr: str, made: date) -> list[Picture]:
    headings = _ANZEIGEN if schuljahr < "2024/25" else (*_ANZEIGEN, *_COOPERATION)
    made_of = {
        "anzeigen": ("Anzeigen", headings, "Anzeigen von Distanzunterricht an Berufskollegs"),
        "pok": ("PoK", _POK, "Pädagogisch-organisatorische Konzepte (PoK)"),
    }
    return [
        picture(
            sheet,
            table,
            headings,
            rows[table],
            titles=(
                "Bezirksregierung Arnsberg, Dezernat 45",
                f"{title}, Schuljahr {schuljahr}",
                f"Stand: {made:%d.%m.%Y}",
            ),
            header_row=4,
            sums=("klassen", "lernende") if table == "anzeigen" else (),
            notes=_NOTES if table == "anzeigen" else (),
        )
        for table, (sheet, headings, title) in made_of.items()
        if rows.get(table)
    ]
