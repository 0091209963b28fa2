"""Goals, targets and meetings: facts from the Geschäftsbericht DigGS.NRW 2023 (DOMAIN 7 and 8)."""

from datetime import date

from diggs_analytics.domain.codes import BEZIRKSREGIERUNGEN
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

# Number, title, predecessors of 2023, remark: the proposals for 2024 (DOMAIN 8.7). The report
# gives them neither a state nor a Handlungsfeld.
_VORSCHLAEGE = (
    ("1", "Verfahren zur Anzeige von Distanzunterricht mithilfe der PoKs", "1.10, 1.2, 1.3",
     "Fortführung aus 2023, Entwurf; 1.2 und 1.3 zum Teil"),
    ("2", "Glossar fortlaufend aktualisieren", "1.6", "Fortführung aus 2022 und 2023"),
    ("3", "DigGS auf lernen-digital.nrw vorstellen, Material zuliefern", "1.8",
     "Fortführung aus 2023"),
    ("4", "Quantitative Auswertung der PoK-Anzeigen, jährlich im Oktober", "1.9",
     "Kriterien noch offen"),
    ("5", "Evaluation des Umsetzungsprozesses entwickeln", None, "neu, thematisch nahe 1.5"),
    ("6", "Bezirksübergreifende Arbeitsgruppen (KI, AV, AR)", None,
     "neu, Anregung des Lenkungskreises im August 2023"),
    ("7", "Bestandsaufnahme Fortbildungsangebote zur Verknüpfung", "2.1",
     "Fortführung, aktualisiert: Bedarfe entfallen"),
    ("8", "Informationsveranstaltungen zu PoKs", "2.2", "Fortführung aus 2023"),
    ("9", "BKs bei der Umsetzung der PoKs unterstützen", None, "neu, thematisch nahe 2.3 und 2.4"),
    ("10", "Landesweite Onlineforen zu KI, AR, VR u. a.", "2.3",
     "Thema verschoben: PoK nur noch Beispiel"),
    ("11", "Kurzhandreichung Videokonferenzsysteme", "3.1", "Entwurf aus 2023 liegt vor"),
)  # fmt: skip

# Goal, what is counted, minimum, maximum, source: for each Bezirksregierung (DOMAIN 8.6). The
# report names no day until which.
_ZIELWERTE = (
    ("1.1", "Praxisbeispiele", 2, 3, "Geschäftsbericht 2023"),
    (None, "Testschulen", 3, None, "Steuergruppe 02.06.2023"),
)

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
# The report lists it neither among the own nor among the external meetings (DOMAIN 7).
_STATUSKONFERENZ = {
    "datum": date(2023, 9, 21),
    "ende": date(2023, 9, 22),
    "veranstaltung": "Statuskonferenz DigitalPakt Schule",
    "format": "hybrid",
    "ort": "Berlin (Café Moskau) und online",
    "themenfeld": "länderübergreifende Vorhaben; Organisation digitaler Schulentwicklung; "
    "Administration; Qualifizierung und Fortbildung",
}

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
_VORSCHLAEGE_HEADINGS = (
    Heading("Jahr", "jahr"),
    Heading("Ziel-Nr.", "nummer"),
    Heading("Titel", "titel"),
    Heading("führt fort", "vorgaenger"),
    Heading("Bemerkung", "bemerkung"),
)
_ZIELWERTE_HEADINGS = (
    Heading("Jahr", "jahr"),
    Heading("Ziel", "ziel"),
    Heading("Kennzahl", "kennzahl"),
    Heading("Bezirksregierung", "bezirksregierung"),
    Heading("mindestens", "minimum"),
    Heading("höchstens", "maximum"),
    Heading("Quelle", "rechtsquelle"),
)
_TERMINE_HEADINGS = (
    Heading("Datum", "datum"),
    Heading("bis", "ende"),
    Heading("Gremium", "gremium"),
    Heading("Veranstaltung", "veranstaltung"),
    Heading("eigene Veranstaltung", "eigen"),
    Heading("Format", "format"),
    Heading("Ort", "ort"),
    Heading("Thema", "themenfeld"),
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


def vorschlaege() -> list[dict[str, object]]:
    names = ("nummer", "titel", "vorgaenger", "bemerkung")
    return [{"jahr": 2024, **dict(zip(names, one, strict=True))} for one in _VORSCHLAEGE]


def zielwerte() -> list[dict[str, object]]:
    names = ("ziel", "kennzahl", "minimum", "maximum", "rechtsquelle")
    return [
        {"jahr": 2023, "bezirksregierung": name, **dict(zip(names, one, strict=True))}
        for one in _ZIELWERTE
        for name in BEZIRKSREGIERUNGEN
    ]


def termine() -> list[dict[str, object]]:
    own = ("gremium", "veranstaltung", "format", "ort")
    eigene = [
        {"datum": date(2023, month, day), "eigen": "ja", **dict(zip(own, one, strict=True))}
        for month, day, *one in _EIGENE
    ]
    others = ("veranstaltung", "format", "teilnehmende")
    externe = [
        {"datum": date(2023, month, day), "eigen": "nein", **dict(zip(others, one, strict=True))}
        for month, day, *one in _EXTERNE
    ]
    nothing = dict.fromkeys(heading.name for heading in _TERMINE_HEADINGS)
    rows = [nothing | one for one in (*eigene, *externe, _STATUSKONFERENZ)]
    return sorted(rows, key=lambda row: row["datum"])


def pictures(*tables: str) -> list[Picture]:
    if "termine" in tables:
        return [picture("Termine", "termine", _TERMINE_HEADINGS, termine())]
    return [
        picture("Ziele", "ziele", _ZIELE_HEADINGS, ziele()),
        picture("Vorschläge 2024", "ziele", _VORSCHLAEGE_HEADINGS, vorschlaege()),
        picture("Zielwerte", "zielwerte", _ZIELWERTE_HEADINGS, zielwerte()),
    ]
