"""The tables of the goals that the Geschäftsstelle agrees on: goals, numeric targets, meetings."""

from diggs_analytics.domain import codes
from diggs_analytics.domain import columns as c
from diggs_analytics.domain.schema import Column, Kind, Table

JAHR = Column(
    "jahr", "Jahr", Kind.INT, "Kalenderjahr der Zielvereinbarung.", aliases=("Zieljahr",),
    required=True, example="2026",
)  # fmt: skip

ZIELE = Table(
    name="ziele",
    label="Ziele",
    meaning="Eine Zeile für jedes Ziel und jeden Stand seiner Dokumentation.",
    columns=(
        JAHR,
        Column("nummer", "Nummer", Kind.TEXT, "Nummer des Ziels, eine Beschriftung wie 1.10.",
               aliases=("Nr.", "ZV", "Ziel-Nr.", "Zielnummer"), required=True, example="1.9"),
        Column("handlungsfeld", "Handlungsfeld", Kind.INT,
               "Handlungsfeld der Digitalstrategie (1 bis 3).", aliases=("HF",), example="1"),
        Column("titel", "Titel", Kind.TEXT, "Kurztitel des Ziels.",
               aliases=("Ziel", "Kurztitel", "Zielvereinbarung"), required=True,
               example="Quantitative Auswertung der Anzeigen"),
        Column("status", "Stand", Kind.CHOICE, "Stufe, auf der das Ziel steht.",
               aliases=("Status", "Zielerreichung"), allowed=codes.GOAL_STATUS),
        Column("dokumentiert_am", "dokumentiert am", Kind.DATE, "Tag der Dokumentation.",
               aliases=("Datum der Dokumentation", "Datum Dokumentation", "Stand vom")),
        Column("bemerkung", "Bemerkung", Kind.TEXT, "Bemerkung zum Stand.",
               aliases=("Anmerkung", "Anmerkungen", "Rückmeldungen durch das MSB"),
               example="wird fortgeführt"),
        Column("vorgaenger", "Vorgänger", Kind.TEXT, "Nummer des Ziels, das dieses fortführt.",
               aliases=("Vorgängerziel", "führt fort"), example="1.8"),
        Column("nachfolger", "Nachfolger", Kind.TEXT, "Nummer des Ziels, das dieses aufnimmt.",
               aliases=("Nachfolgeziel", "aufgegangen in"), example="2.3"),
    ),
    key=("jahr", "nummer", "dokumentiert_am"),
    period="jahr",
    territorial=False,
    words=("Ziele", "Zielvereinbarung", "Zielvereinbarungen"),
)  # fmt: skip

ZIELWERTE = Table(
    name="zielwerte",
    label="Zielwerte",
    meaning="Was in Zahlen erreicht werden soll.",
    columns=(
        JAHR,
        Column("ziel", "Ziel", Kind.TEXT, "Nummer des Ziels.", aliases=("Zielnummer",),
               example="1.1"),
        Column("kennzahl", "Kennzahl", Kind.TEXT,
               "Eine Kennzahl des Programms oder von Hand gezählt: Praxisbeispiele.", required=True,
               example="Praxisbeispiele"),
        Column("bezirksregierung", "Bezirksregierung", Kind.CHOICE, "Leer gilt für das Land.",
               aliases=c.BEZIRKSREGIERUNG.aliases, allowed=codes.BEZIRKSREGIERUNGEN),
        Column("minimum", "Minimum", Kind.NUMBER, "Mindestens.", aliases=("mindestens", "min")),
        Column("maximum", "Maximum", Kind.NUMBER, "Höchstens.", aliases=("höchstens", "max"),
               example="120"),
        Column("stichtag", "Stichtag", Kind.DATE, "Tag, bis zu dem es gilt."),
        Column("rechtsquelle", "Quelle", Kind.TEXT, "Woher der Zielwert stammt.",
               aliases=("Rechtsquelle", "Fundstelle"), example="Zielvereinbarung 2026"),
    ),
    key=("jahr", "ziel", "kennzahl", "bezirksregierung", "stichtag"),
    period="jahr",
    territorial=False,
    words=("Zielwerte", "Zielwert"),
)  # fmt: skip

TERMINE = Table(
    name="termine",
    label="Termine",
    meaning="Sitzungen und Veranstaltungen.",
    columns=(
        Column("datum", "Datum", Kind.DATE, "Tag oder erster Tag.", aliases=("am", "Termin"),
               required=True),
        Column("ende", "Ende", Kind.DATE, "Letzter Tag, wenn es mehrere sind.", aliases=("bis",)),
        Column("gremium", "Gremium", Kind.TEXT, "Gremium, das tagt.", example="Steuergruppe"),
        Column("veranstaltung", "Veranstaltung", Kind.TEXT, "Name der Veranstaltung.",
               example="Quartalsgespräch"),
        Column("eigen", "eigen", Kind.YES_NO, "Von DigGS.NRW selbst veranstaltet.",
               aliases=("eigene Veranstaltung",)),
        Column("format", "Format", Kind.CHOICE, "Wie getagt wurde.", allowed=codes.FORMAT,
               empty_means="ohne Angabe"),
        Column("ort", "Ort", Kind.TEXT, "Wo getagt wurde.", example="Musterstadt"),
        Column("themenfeld", "Themenfeld", Kind.TEXT, "Worum es ging.", aliases=("Thema",),
               example="Vorprüfung der PoK"),
        Column("teilnehmende", "Teilnehmende", Kind.INT, "Zahl der Teilnehmenden.",
               aliases=("Anzahl Teilnehmende", "Teilnehmende (Anzahl)", "TN"), unit="Personen"),
    ),
    key=("datum", "gremium", "veranstaltung"),
    period="datum",
    territorial=False,
    words=("Termine", "Sitzungen", "Konferenzen"),
)  # fmt: skip
