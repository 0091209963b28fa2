"""Goals and meetings of 2023: facts from the Geschäftsbericht DigGS.NRW 2023 (DOMAIN 8)."""

from datetime import date

from sample_data.sheets import Heading, Picture, picture

_DONE, _DRAFT, _DOING = "abgeschlossen (durch MSB)", "Entwurf liegt vor", "in Bearbeitung"
_QUALIS = "MSB: Abstimmung mit QUA-LiS für Handreichung"

# Number, title, state, remark.
_ZIELE = (
    ("1.1", "Praxisbeispiele je Bezirksregierung in die Handreichung", _DONE, None),
    ("1.2", "PoKs erstellen (übergreifend und spezifisch)", _DRAFT, _QUALIS),
    ("1.3", "Einheitliche Struktur für spezifische PoKs", _DRAFT, _QUALIS),
    ("1.4", "Digitale Instrumente für sonstige Leistungen (exemplarisch)", _DONE,
     "MSB: nur sonstige Leistungen; Bezug zu Distanz/Präsenz, SchulG und APO-BK nötig"),
    ("1.5", "Chancen der Verknüpfung (synchron) auswerten, Handreichung einarbeiten", _DRAFT,
     _QUALIS),
    ("1.6", "Glossar digitaler Lernformate pflegen", _DRAFT,
     "MSB: fortlaufend; Veröffentlichung BezReg Detmold und lernen-digital.nrw"),
    ("1.7", "Mitarbeit Handreichung praktische Prüfung Assistentenbildungsgänge", _DONE, None),
    ("1.8", "Webseite für Arbeitsergebnisse", _DRAFT, "Andocken an lernen-digital.nrw"),
    ("1.9", "Quantitative Auswertung der Anzeigen des Distanzunterrichts", _DONE, None),
    ("1.10", "Vorprüfung der PoKs für die Schulaufsicht", _DRAFT, None),
    ("2.1", "Fortbildungsbedarfe: Bestandsaufnahme und Abgleich", _DRAFT, None),
    ("2.2", "Informationsveranstaltungen zum PoK", _DOING, "Veranstaltung für 30.01.2024 geplant"),
    ("2.3", "Landesweite Onlineforen zur PoK-Einführung", _DOING, None),
    ("2.4", "Hotline-Beratung zum PoK", "gestrichen", "MSB: gestrichen, mit 2.3 zusammengelegt"),
    ("3.1", "Kurzhandreichung Videokonferenzsysteme", _DRAFT,
     "im Zielteil zusätzlich als 2.5 geführt"),
)  # fmt: skip
_DOCUMENTED, _DOCUMENTED_LATER = date(2024, 1, 12), {"1.6": date(2024, 1, 14)}
_CONTINUED_IN = {"2.4": "2.3"}

_UNKNOWN, _LIVE, _ONLINE = "ohne Angabe", "Präsenz", "virtuell"
# Month, day, committee, event, format, town: meetings of its own.
_EIGENE = (
    (2, 10, "QUA-LiS", None, _ONLINE, None),
    (2, 14, "Lenkungskreis", None, _UNKNOWN, "Bielefeld"),
    (3, 10, "Fachberatungen", None, _UNKNOWN, None),
    (3, 17, "MSB", "Quartalsgespräch", _LIVE, None),
    (3, 22, "Steuergruppe", None, _ONLINE, None),
    (3, 27, "MSB", "Testphase der PoKs", _ONLINE, None),
    (5, 5, "Fachberatungen", None, _UNKNOWN, None),
    (6, 2, "Steuergruppe", None, _ONLINE, None),
    (6, 16, "MSB", "Quartalsgespräch", _ONLINE, None),
    (8, 18, "QUA-LiS", None, _LIVE, None),
    (8, 25, "Lenkungskreis", None, _UNKNOWN, "Bochum"),
    (9, 1, "Fachberatungen", None, _ONLINE, None),
    (9, 19, "MSB", "Quartalsgespräch", _LIVE, None),
    (9, 29, "Fachberatungen", None, _ONLINE, None),
    (10, 20, "Steuergruppe", None, _ONLINE, None),
    (12, 1, "Steuergruppe", None, _ONLINE, None),
    (12, 19, "MSB", "Quartalsgespräch", _LIVE, None),
)
# Month, day, event, format, how many of DigGS.NRW took part: meetings of others.
_EXTERNE = (
    (2, 13, "QUA-LiS AB7: Fortbildung Blended Learning, Konzeption", _LIVE, 2),
    (3, 6, "QUA-LiS AB7: Fortbildung Blended Learning, Redaktion", _ONLINE, 2),
    (3, 24, "LABB: Strategieworkshop Digitale Transformation", _LIVE, 5),
    (4, 24, "Lenkungsgruppe Vernetzte Zukunftslabore", _LIVE, 2),
    (8, 30, "Lenkungsgruppe Vernetzte Zukunftslabore", _LIVE, 2),
    (9, 16, "Fachtagung der Schulaufsicht", _LIVE, 1),
    (11, 8, "Begleitforschung Vernetzte Zukunftslabore", _ONLINE, 2),
    (12, 8, "MSB: AG Entwicklung der Fachschulen", _LIVE, 2),
    (12, 12, "Lenkungsgruppe Vernetzte Zukunftslabore", _LIVE, 1),
)

_ZIELE_HEADINGS = (
    Heading("Jahr", "jahr"),
    Heading("Ziel-Nr.", "nummer"),
    Heading("HF", "handlungsfeld"),
    Heading("Titel", "titel"),
    Heading("Zielerreichung", "status"),
    Heading("Datum der Dokumentation", "dokumentiert_am"),
    Heading("Bemerkung", "bemerkung"),
    Heading("aufgegangen in", "nachfolger"),
)
_TERMINE_HEADINGS = (
    Heading("Datum", "datum"),
    Heading("Gremium", "gremium"),
    Heading("Veranstaltung", "veranstaltung"),
    Heading("eigene Veranstaltung", "eigen"),
    Heading("Format", "format"),
    Heading("Ort", "ort"),
    Heading("TN", "teilnehmende"),
)


def ziele() -> list[dict[str, object]]:
    return [
        {
            "jahr": 2023,
            "nummer": nummer,
            "handlungsfeld": int(nummer[0]),
            "titel": titel,
            "status": status,
            "dokumentiert_am": _DOCUMENTED_LATER.get(nummer, _DOCUMENTED),
            "bemerkung": bemerkung,
            "nachfolger": _CONTINUED_IN.get(nummer),
        }
        for nummer, titel, status, bemerkung in _ZIELE
    ]


def termine() -> list[dict[str, object]]:
    names = [heading.name for heading in _TERMINE_HEADINGS]
    eigene = [
        (date(2023, month, day), gremium, event, "ja", form, town, None)
        for month, day, gremium, event, form, town in _EIGENE
    ]
    externe = [
        (date(2023, month, day), None, event, "nein", form, None, people)
        for month, day, event, form, people in _EXTERNE
    ]
    rows = sorted([*eigene, *externe], key=lambda row: row[0])
    return [dict(zip(names, row, strict=True)) for row in rows]


def pictures(table: str) -> list[Picture]:
    if table == "ziele":
        return [picture("Ziele", "ziele", _ZIELE_HEADINGS, ziele())]
    return [picture("Termine", "termine", _TERMINE_HEADINGS, termine())]
