"""Münster: ordered by Kreis with subtotals, Anlage and figure in one cell, percent as text."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby

from sample_data.habits.wording import anlage_and_figure, constant, serial, spelled
from sample_data.schools import school_numbered
from sample_data.sheets import Cell, Heading, Picture, Row, Values, picture, with_rows

_YES_NO = {True: "ja", False: "nein"}
_STATUS = {
    "angezeigt": "liegt vor",
    "in Prüfung": "Prüfung",
    "Rückfrage": "offene Rückfrage",
    "zur Kenntnis genommen": "erledigt",
    "zurückgezogen": "storniert",
}
_EBENE = {
    "bildungsgangübergreifend": "BG-übergreifend",
    "bildungsgangspezifisch": "BG-spezifisch",
    "schulübergreifend": "schulübergreifend bildungsgangspezifisch",
}
_LEGEND = (
    "Legende",
    "erledigt = zur Kenntnis genommen; storniert = von der Schule zurückgezogen",
    "Der Umfang bezieht sich auf alle Unterrichtsstunden eines Schuljahres.",
)


def _kreis(values: Values) -> str:
    return school_numbered()[values["schulnummer"]].kreis


def _schuljahr(values: Values) -> str:
    first = values["schuljahr"][:4]
    return f"{first}/{int(first) + 1}"


def _percent(values: Values) -> Cell:
    return values["anteil"] and f"{100 * values['anteil']:.1f} %".replace(".", ",")


_SCHOOL = (
    Heading("Kreis", cell=_kreis),
    Heading("für Schuljahr", "schuljahr", _schuljahr),
    Heading("Regierungsbezirk", "bezirksregierung", constant("Reg.-Bez. Münster")),
    Heading("amtl. Schulnummer", "schulnummer", lambda values: int(values["schulnummer"])),
    Heading("Bezeichnung der Schule", "schule"),
)
_STAND = Heading("Sachstand", "status", spelled("status", _STATUS))
_COOPERATION = (
    Heading(
        "schulübergreifend (ja/nein)",
        "standortuebergreifend",
        spelled("standortuebergreifend", _YES_NO),
    ),
    Heading("Schulnummern der Partner", "partnerschulen"),
)


def _bildungsgang(schuljahr: str) -> tuple[Heading, ...]:
    prefix = "APO-BK Anlage " if schuljahr < "2024/25" else ""
    return (
        Heading("Anlage der APO-BK", "anlage", anlage_and_figure(prefix)),
        Heading("Bildungsgang/Beruf", "bildungsgang"),
        Heading("Fachbereich", "fachbereich"),
    )


def _anzeigen(schuljahr: str) -> tuple[Heading, ...]:
    # In the first year the column of dates had lost its format.
    arrival = serial("eingangsdatum") if schuljahr == "2022/23" else None
    return (
        *_SCHOOL,
        Heading("Datum des Eingangs", "eingangsdatum", arrival),
        Heading("Anlass", "art"),
        *_bildungsgang(schuljahr),
        Heading("Beginn des Distanz-\nunterrichts", "beginn"),
        Heading("Ende des Distanz-\nunterrichts", "ende"),
        Heading("Anz. Klassen", "klassen"),
        Heading("Anzahl der Schülerinnen und Schüler", "lernende"),
        Heading("Std. Distanzunterricht", "stunden_distanz"),
        Heading("Stunden insgesamt", "stunden_gesamt"),
        Heading("Umfang", "anteil", _percent),
        Heading("Lernorte", "lernort"),
        Heading("Verteilung", "organisationsform"),
        *_COOPERATION,
        Heading("Grundlage", "rechtsgrundlage"),
        _STAND,
    )


def _pok(schuljahr: str) -> tuple[Heading, ...]:
    return (
        *_SCHOOL,
        Heading("Art des PoK", "ebene", spelled("ebene", _EBENE)),
        *_bildungsgang(schuljahr),
        Heading("Datum des Eingangs", "eingangsdatum"),
        Heading("Anlass", "art"),
        Heading("Vorprüfung", "vorpruefung"),
        Heading("Datum der Vorprüfung", "vorpruefung_datum"),
        Heading("Datum Schulkonferenz", "schulkonferenz_datum"),
        _STAND,
        Heading("Kenntnisnahme am", "status_datum"),
        Heading("Testphase", "testphase", spelled("testphase", _YES_NO)),
        *_COOPERATION,
    )


def pictures(rows: Mapping[str, list[Values]], schuljahr: str, made: date) -> list[Picture]:
    made_of = {
        "anzeigen": ("Distanzunterricht", _anzeigen(schuljahr)),
        "pok": ("Konzepte", _pok(schuljahr)),
    }
    return [
        _by_kreis(sheet, table, headings, rows[table], made)
        for table, (sheet, headings) in made_of.items()
        if rows.get(table)
    ]


def _by_kreis(
    sheet: str, table: str, headings: tuple[Heading, ...], rows: list[Values], made: date
) -> Picture:
    ordered = sorted(rows, key=lambda values: (_kreis(values), values["schulnummer"]))
    whole = picture(
        sheet,
        table,
        headings,
        ordered,
        titles=(f"Bezirksregierung Münster: {sheet}, erstellt am {made:%d.%m.%Y}",),
        header_row=3,
        notes=_LEGEND,
    )
    parts = [
        (kreis, list(part)) for kreis, part in groupby(whole.rows, lambda row: str(row.cells[0]))
    ]
    if table == "pok":
        return whole
    return with_rows(
        whole,
        [row for kreis, part in parts for row in (*part, _subtotal(kreis, part, whole.names))],
    )


def _subtotal(kreis: str, part: list[Row], names: list[str]) -> Row:
    columns = [names.index(name) for name in ("klassen", "lernende")]
    cells: list[Cell] = [f"Zwischensumme {kreis}", *[None] * (len(names) - 1)]
    for column in columns:
        cells[column] = sum(row.cells[column] or 0 for row in part)
    return Row(tuple(cells), is_record=False)
