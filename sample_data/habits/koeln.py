"""Köln: a sheet for each half year, later for each month; the Schuljahr only above the table."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import count, groupby

from sample_data.habits.wording import anlage_and_figure, constant, spelled
from sample_data.sheets import Cell, Heading, Picture, Row, Values, picture, with_rows

_YES_NO = {True: "ja", False: "nein"}
_MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
    "Oktober", "November", "Dezember",
)  # fmt: skip
_WHO_ANSWERS = ("Schulleitung", "Abteilungsleitung", "Bildungsgangleitung")


def _who_answers(values: Values) -> Cell:
    return _WHO_ANSWERS[int(values["schulnummer"]) % len(_WHO_ANSWERS)]


def _remark(values: Values) -> Cell:
    return "siehe Akte" if values["status"] == "Rückfrage" else None


_SCHOOL = (
    Heading("Lfd. Nr.", cell=constant(None)),
    Heading("Gz.", "aktenzeichen"),
    Heading("Bez.-Reg.", "bezirksregierung", lambda values: "BR Köln"),
    Heading("Schulnummer", "schulnummer"),
    Heading("Schulname", "schule"),
    Heading("Ansprechperson", cell=_who_answers),
    Heading("interner Vermerk", cell=lambda values: "geprüft", hidden=True),
)
_BILDUNGSGANG = (
    Heading("APO-BK Anlage", "anlage", anlage_and_figure()),
    Heading("Bildungsgang (Beruf)", "bildungsgang"),
    Heading("Berufsfeld", "fachbereich"),
)
_COOPERATION = (
    Heading(
        "standortübergreifend (ja/nein)",
        "standortuebergreifend",
        spelled("standortuebergreifend", _YES_NO),
    ),
    Heading("Kooperationsschulen", "partnerschulen"),
)
_REMARK = Heading("Bemerkung", cell=_remark)
_ANZEIGEN = (
    *_SCHOOL,
    Heading("Eingang BR", "eingangsdatum"),
    Heading("Anzeigeart", "art"),
    *_BILDUNGSGANG,
    Heading("Start", "beginn"),
    Heading("endet am", "ende"),
    Heading("Klassenzahl", "klassen"),
    Heading("Schülerzahl", "lernende"),
    Heading("Stunden Distanz", "stunden_distanz"),
    Heading("Jahresstunden", "stunden_gesamt"),
    Heading("Anteil Distanz", "anteil", number_format="0.0%"),
    Heading("Lernort", "lernort"),
    Heading("Orga-Form", "organisationsform"),
    *_COOPERATION,
    Heading("Status", "status"),
    _REMARK,
)
_POK = (
    *_SCHOOL,
    Heading("Konzeptebene", "ebene"),
    *_BILDUNGSGANG,
    Heading("Eingang BR", "eingangsdatum"),
    Heading("Anzeigeart", "art"),
    Heading("Vorprüfung", "vorpruefung"),
    Heading("Vorprüfung am", "vorpruefung_datum"),
    Heading("Datum Schulkonferenz", "schulkonferenz_datum"),
    Heading("Status", "status"),
    Heading("Status am", "status_datum"),
    Heading("Teilnahme Testphase", "testphase", spelled("testphase", _YES_NO)),
    *_COOPERATION,
    _REMARK,
)


def pictures(rows: Mapping[str, list[Values]], schuljahr: str, made: date) -> list[Picture]:
    part = _half_year if schuljahr < "2024/25" else _month
    numbers = count(1)
    sheets = [
        _numbered(
            picture(
                name,
                "anzeigen",
                _ANZEIGEN,
                list(of_part),
                titles=(f"Distanzunterricht im Schuljahr {schuljahr}: {name}",),
                header_row=3,
            ),
            numbers,
        )
        for name, of_part in groupby(rows["anzeigen"], part)
    ]
    if concepts := rows.get("pok"):
        name = f"PoK {schuljahr.replace('/', '-')}"
        sheets.append(_numbered(picture(name, "pok", _POK, concepts), count(1)))
    return sheets


def _half_year(values: Values) -> str:
    second = values["eingangsdatum"].month in (2, 3, 4, 5)
    return "2. Halbjahr" if second else "1. Halbjahr"


def _month(values: Values) -> str:
    return f"{_MONTHS[values['eingangsdatum'].month - 1]} {values['eingangsdatum'].year}"


def _numbered(sheet: Picture, numbers: Iterable[int]) -> Picture:
    """With a running number in the first column, which goes on from sheet to sheet."""
    return with_rows(sheet, (Row((next(numbers), *row.cells[1:])) for row in sheet.rows))
