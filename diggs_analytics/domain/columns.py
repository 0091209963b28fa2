"""Every column that Anzeigen and PoKs are made of, declared once.

A heading that a sender uses and we do not know is one more entry in ``aliases``.
"""

from diggs_analytics.domain import codes
from diggs_analytics.domain.schema import Column, Kind

SCHULJAHR = Column(
    name="schuljahr",
    label="Schuljahr",
    kind=Kind.SCHULJAHR,
    meaning="Schuljahr, für das angezeigt wird (1. August bis 31. Juli), geschrieben 2024/25.",
    aliases=("SJ", "Schulj.", "Schuljahr der Anzeige", "für Schuljahr", "gilt für Schuljahr"),
    required=True,
)
BEZIRKSREGIERUNG = Column(
    name="bezirksregierung",
    label="Bezirksregierung",
    kind=Kind.CHOICE,
    meaning="Obere Schulaufsicht der Schule.",
    aliases=("BR", "Bez.-Reg.", "BezReg", "Regierungsbezirk", "Reg.-Bez.", "Bezirk", "RB"),
    allowed=codes.BEZIRKSREGIERUNGEN,
    required=True,
)
SCHULNUMMER = Column(
    name="schulnummer",
    label="Schulnummer",
    kind=Kind.SCHULNUMMER,
    meaning="Amtliche Schulnummer, sechs Ziffern.",
    aliases=("SNR", "Schul-Nr.", "Schulnr.", "S-Nr.", "Nr. der Schule", "amtl. Schulnummer",
             "Nummer der Schule", "Schul Nr", "Dienststellenschlüssel"),
    required=True,
)  # fmt: skip
SCHULE = Column(
    name="schule",
    label="Schule",
    kind=Kind.TEXT,
    meaning="Name der Schule, wie der Absender ihn schreibt. Zugeordnet wird nach Schulnummer.",
    aliases=("Berufskolleg", "Name der Schule", "Schulname", "Bezeichnung der Schule", "BK",
             "Name", "Schulbezeichnung", "Name des Berufskollegs"),
    example="Berufskolleg am Markt",
)  # fmt: skip
AKTENZEICHEN = Column(
    name="aktenzeichen",
    label="Aktenzeichen",
    kind=Kind.TEXT,
    meaning="Eigener Schlüssel des Absenders; ersetzt den Schlüssel der Tabelle, wo er steht.",
    aliases=("Az.", "Geschäftszeichen", "Gz.", "Vorgang", "Vorgangsnummer", "Zeichen"),
    example="45.2-0017",
)
EINGANGSDATUM = Column(
    name="eingangsdatum",
    label="Eingangsdatum",
    kind=Kind.DATE,
    meaning="Tag, an dem die Anzeige bei der Bezirksregierung einging.",
    aliases=("Eingang", "Eingang am", "eingegangen am", "Datum der Anzeige", "Anzeige vom",
             "Datum Eingang", "Eingang BR", "Posteingang", "Datum des Eingangs"),
    required=True,
)  # fmt: skip
ART = Column(
    name="art",
    label="Art",
    kind=Kind.CHOICE,
    meaning="Erstanzeige, wesentliche Änderung oder Beendigung; leer bedeutet Erstanzeige.",
    aliases=("Art der Anzeige", "Anzeigeart", "Vorgangsart", "Anlass"),
    allowed=codes.ART,
    empty_means="Erstanzeige",
)
ANLAGE = Column(
    name="anlage",
    label="Anlage",
    kind=Kind.ANLAGE,
    meaning="Anlage der APO-BK (A bis E). Nicht zu verwechseln mit der Schulgliederung der "
    "Amtlichen Schuldaten: C03 ist nicht C 3.",
    aliases=("Anlage APO-BK", "APO-BK Anlage", "APO-BK", "Anl.", "Anlage der APO-BK"),
)
UNTERTYP = Column(
    name="untertyp",
    label="Untertyp",
    kind=Kind.INT,
    meaning="Ziffer hinter dem Buchstaben der Anlage (A 1 → 1); leer bei Anlage D.",
    aliases=("Ziffer", "Typ", "Anlage Ziffer", "Unteranlage"),
    example="1",
)
BILDUNGSGANG = Column(
    name="bildungsgang",
    label="Bildungsgang",
    kind=Kind.TEXT,
    meaning="Bezeichnung des Bildungsgangs.",
    aliases=("BG", "Bildungsgang/Beruf", "Beruf", "Bezeichnung des Bildungsgangs", "Bildungsgänge",
             "Bildungsgang (Beruf)", "Ausbildungsberuf", "Bildungsgangbezeichnung"),
    example="Koch/Köchin",
)  # fmt: skip
FACHBEREICH = Column(
    name="fachbereich",
    label="Fachbereich",
    kind=Kind.CHOICE,
    meaning="Einer der sieben Fachbereiche der APO-BK.",
    aliases=("FB", "Berufsfeld", "Fachbereich APO-BK", "Fachber."),
    allowed=codes.FACHBEREICHE,
)
BEGINN = Column(
    name="beginn",
    label="Beginn",
    kind=Kind.DATE,
    meaning="Erster Tag des Distanzunterrichts.",
    aliases=("von", "ab", "Beginn am", "Start", "Beginn des Distanzunterrichts"),
)
ENDE = Column(
    name="ende",
    label="Ende",
    kind=Kind.DATE,
    meaning="Letzter Tag des Distanzunterrichts.",
    aliases=("bis", "Ende am", "endet am", "Ende des Distanzunterrichts"),
)
KLASSEN = Column(
    name="klassen",
    label="Klassen",
    kind=Kind.INT,
    meaning="Zahl der Klassen mit Distanzunterricht.",
    aliases=("Anzahl Klassen", "Anz. Klassen", "Zahl der Klassen", "Kl.", "Klassenzahl"),
    unit="Klassen",
)
LERNENDE = Column(
    name="lernende",
    label="Lernende",
    kind=Kind.INT,
    meaning="Zahl der Schülerinnen und Schüler in diesen Klassen.",
    aliases=("SuS", "Anzahl SuS", "Anz. SuS", "Schülerinnen und Schüler", "Schüler", "Schülerzahl",
             "Anzahl Lernende", "Anzahl der Schülerinnen und Schüler", "Lernende gesamt"),
    unit="Lernende",
    example="48",
)  # fmt: skip
STUNDEN_DISTANZ = Column(
    name="stunden_distanz",
    label="Distanzstunden",
    kind=Kind.NUMBER,
    meaning="Unterrichtsstunden auf Distanz im Schuljahr.",
    aliases=("Stunden Distanz", "Std. Distanz", "Distanz (Std.)", "davon Distanz", "Distanzstd.",
             "Std. Distanzunterricht", "Unterrichtsstunden Distanz", "Stunden Distanzunterricht"),
    unit="Stunden",
    example="120",
)  # fmt: skip
STUNDEN_GESAMT = Column(
    name="stunden_gesamt",
    label="Stunden gesamt",
    kind=Kind.NUMBER,
    meaning="Alle Unterrichtsstunden im Schuljahr, Präsenz und Distanz.",
    aliases=("Std. gesamt", "Gesamtstunden", "Unterrichtsstunden gesamt", "Gesamtstd.",
             "Stunden insgesamt", "Jahresstunden"),
    unit="Stunden",
    example="480",
)  # fmt: skip
ANTEIL = Column(
    name="anteil",
    label="Distanzanteil",
    kind=Kind.SHARE,
    meaning="Distanzstunden durch alle Stunden, 0 bis 1. Berechnet, wo beide Stunden stehen; "
    "sonst wie geliefert (25 %, 25 und 0,25 sind dasselbe).",
    aliases=("Anteil", "Anteil in %", "Anteil Distanz", "Umfang in %", "Distanzanteil in %",
             "Anteil Distanzunterricht", "Umfang", "Prozent", "%"),
    unit="Anteil",
)  # fmt: skip
LERNORT = Column(
    name="lernort",
    label="Lernort",
    kind=Kind.CHOICE,
    meaning="Wo die Lernenden während des Distanzunterrichts sind.",
    aliases=("Ort", "Ort des Lernens", "Lernorte"),
    allowed=codes.LERNORT,
)
ORGANISATIONSFORM = Column(
    name="organisationsform",
    label="Organisationsform",
    kind=Kind.CHOICE,
    meaning="Wie die Distanzstunden über das Schuljahr liegen.",
    aliases=("Organisation", "Orga-Form", "Form", "Verteilung"),
    allowed=codes.ORGANISATIONSFORM,
)
STANDORTUEBERGREIFEND = Column(
    name="standortuebergreifend",
    label="standortübergreifend",
    kind=Kind.YES_NO,
    meaning="Lernende mehrerer Standorte oder Schulen werden gemeinsam unterrichtet.",
    aliases=("standortübergr.", "standortübergreifend (ja/nein)", "schulübergreifend (ja/nein)"),
)
PARTNERSCHULEN = Column(
    name="partnerschulen",
    label="Partnerschulen",
    kind=Kind.SCHULNUMMERN,
    meaning="Schulnummern der beteiligten anderen Schulen, durch Komma getrennt.",
    aliases=("Partner", "Schulnummern der Partner", "beteiligte Schulen", "Kooperationsschulen",
             "Partnerschule"),
)  # fmt: skip
RECHTSGRUNDLAGE = Column(
    name="rechtsgrundlage",
    label="Rechtsgrundlage",
    kind=Kind.CHOICE,
    meaning="Leer folgt sie aus dem Schuljahr: bis 2023/24 Einzelerlass, ab 2024/25 "
    "APO-BK § 5 Abs. 6.",
    aliases=("Rechtsgrdl.", "Grundlage", "rechtliche Grundlage"),
    allowed=codes.RECHTSGRUNDLAGE,
    example="APO-BK § 5 Abs. 6",
)
STATUS = Column(
    name="status",
    label="Status",
    kind=Kind.CHOICE,
    meaning="Stand bei der Schulaufsicht; leer bedeutet angezeigt.",
    aliases=("Stand", "Bearbeitungsstand", "Bearbeitungsstatus", "Sachstand"),
    allowed=codes.STATUS,
    empty_means="angezeigt",
)

# PoK only
EBENE = Column(
    name="ebene",
    label="Ebene",
    kind=Kind.CHOICE,
    meaning="Ebene des Konzepts: für die ganze Schule, für einen Bildungsgang, oder für einen "
    "Bildungsgang mehrerer Schulen.",
    aliases=("PoK-Ebene", "Ebene des PoK", "Konzeptebene", "Art des PoK", "PoK-Art"),
    allowed=codes.EBENE,
    required=True,
)
VORPRUEFUNG = Column(
    name="vorpruefung",
    label="Vorprüfung",
    kind=Kind.CHOICE,
    meaning="Ergebnis der Vorprüfung.",
    aliases=("Ergebnis Vorprüfung", "Ergebnis der Vorprüfung", "VP"),
    allowed=codes.VORPRUEFUNG,
)
VORPRUEFUNG_DATUM = Column(
    name="vorpruefung_datum",
    label="Vorprüfung am",
    kind=Kind.DATE,
    meaning="Tag der Vorprüfung.",
    aliases=("Datum Vorprüfung", "Datum der Vorprüfung", "VP am"),
)
SCHULKONFERENZ_DATUM = Column(
    name="schulkonferenz_datum",
    label="Schulkonferenz am",
    kind=Kind.DATE,
    meaning="Tag, an dem die Schulkonferenz beteiligt war (§ 65 SchulG).",
    aliases=("Schulkonferenz", "Datum Schulkonferenz", "Beschluss Schulkonferenz", "SK am"),
)
STATUS_DATUM = Column(
    name="status_datum",
    label="Status seit",
    kind=Kind.DATE,
    meaning="Tag des jetzigen Status, etwa der Kenntnisnahme.",
    aliases=("Statusdatum", "Status am", "Datum Status", "Kenntnisnahme am", "Datum des Status"),
)
TESTPHASE = Column(
    name="testphase",
    label="Testphase",
    kind=Kind.YES_NO,
    meaning="Schule der Testphase.",
    aliases=("Testschule", "Schule der Testphase", "Teilnahme Testphase"),
)
