"""Every table we know. One declaration, from which recognition, checks, store and pages live."""

from dataclasses import replace

from diggs_analytics.domain import codes
from diggs_analytics.domain import columns as c
from diggs_analytics.domain.errors import UnknownTable
from diggs_analytics.domain.goals import TERMINE, ZIELE, ZIELWERTE
from diggs_analytics.domain.schema import Column, Kind, Source, Table, required

ANZEIGEN = Table(
    name="anzeigen",
    label="Anzeigen",
    meaning="Eine Zeile für jede Anzeige von Distanzunterricht in einem Bildungsgang.",
    columns=(
        c.SCHULJAHR, c.BEZIRKSREGIERUNG, c.SCHULNUMMER, c.SCHULE, c.AKTENZEICHEN, c.EINGANGSDATUM,
        c.ART, required(c.ANLAGE), c.UNTERTYP, required(c.BILDUNGSGANG), c.FACHBEREICH, c.BEGINN,
        c.ENDE, c.KLASSEN, c.LERNENDE, c.STUNDEN_DISTANZ, c.STUNDEN_GESAMT, c.ANTEIL, c.LERNORT,
        c.ORGANISATIONSFORM, c.STANDORTUEBERGREIFEND, c.PARTNERSCHULEN, c.RECHTSGRUNDLAGE, c.STATUS,
    ),
    key=("schuljahr", "schulnummer", "anlage", "untertyp", "bildungsgang", "art", "eingangsdatum"),
    reference="aktenzeichen",
    period="schuljahr",
    words=("Anzeige", "Anzeigen", "Distanzunterricht"),
)  # fmt: skip


def _unless_for_all(column: Column) -> Column:
    """What only a PoK for the whole school may leave out (CONTRACT 4)."""
    needed = "Nötig, außer wenn das PoK bildungsgangübergreifend ist."
    return replace(column, meaning=f"{column.meaning} {needed}")


POK = Table(
    name="pok",
    label="PoK",
    meaning="Eine Zeile für jedes angezeigte pädagogisch-organisatorische Konzept.",
    columns=(
        c.SCHULJAHR, c.BEZIRKSREGIERUNG, c.SCHULNUMMER, c.SCHULE, c.AKTENZEICHEN, c.EBENE,
        _unless_for_all(c.ANLAGE), c.UNTERTYP, _unless_for_all(c.BILDUNGSGANG), c.FACHBEREICH,
        c.EINGANGSDATUM, c.ART, c.VORPRUEFUNG,
        c.VORPRUEFUNG_DATUM, c.SCHULKONFERENZ_DATUM, c.STATUS, c.STATUS_DATUM, c.TESTPHASE,
        c.STANDORTUEBERGREIFEND, c.PARTNERSCHULEN,
    ),
    key=("schuljahr", "schulnummer", "ebene", "anlage", "untertyp", "bildungsgang", "art",
         "eingangsdatum"),
    reference="aktenzeichen",
    period="schuljahr",
    words=("PoK", "PoKs", "Konzept", "Konzepte"),
)  # fmt: skip

SCHULEN = Table(
    name="schulen",
    label="Schulen",
    meaning="Register der Berufskollegs: eine Zeile für jede Schule und jedes Schuljahr. Gegen das "
    "Register desselben Schuljahres werden Quoten gemessen.",
    columns=(
        c.SCHULJAHR,
        replace(c.BEZIRKSREGIERUNG, meaning="Obere Schulaufsicht der Schule. Fehlt die Spalte, "
                "folgt sie aus dem Gemeindeschlüssel."),
        c.SCHULNUMMER,
        replace(c.SCHULE, aliases=(*c.SCHULE.aliases, "Kurzbezeichnung")),
        Column("ort", "Ort", Kind.TEXT, "Ort der Schule.", example="Musterstadt"),
        Column("rechtsstatus", "Rechtsstatus", Kind.CHOICE, "Öffentliche oder private Schule.",
               aliases=("Rechtsform", "öffentlich/privat"), allowed=codes.RECHTSSTATUS),
        Column("schulform", "Schulform", Kind.CHOICE,
               "Nur Berufskollegs (Schlüssel 30); andere Schulformen werden übersprungen.",
               allowed=codes.SCHULFORM, required=True),
        replace(c.LERNENDE, meaning="Zahl der Schülerinnen und Schüler der Schule.",
                aliases=(*c.LERNENDE.aliases, "Schüler (gerundet auf 5)", "Schüler gerundet5")),
        Column("aktiv", "aktiv", Kind.YES_NO,
               "Die Schule ist in Betrieb; leer bedeutet ja. Fehlt die Spalte, folgt es aus dem "
               "Schulbetriebsschlüssel.", aliases=("in Betrieb",), empty_means="ja"),
    ),
    key=("schuljahr", "schulnummer"),
    period="schuljahr",
    words=("Schulen", "Register", "Schulverzeichnis", "Verzeichnis"),
    only="schulform",
    sources=(
        # Often the first part only of a name broken over several columns: Kurzbezeichnung, an
        # alias of Schule, goes before it.
        Source("schule", "Schulbezeichnung 1", aliases=("Name 1",)),
        # 05911000, the zero may be lost.
        Source("bezirksregierung", "Gemeindeschlüssel", aliases=("AGS", "Gemeindekennziffer"),
               pattern=r"0?5\s*([13579])\s*\d\d[\d\s]*",
               values=codes.BEZIRKSREGIERUNG_OF_GEMEINDE),
        Source("aktiv", "Schulbetriebsschlüssel", pattern=r"(\d)",
               values=codes.AKTIV_OF_SCHULBETRIEB),
    ),
)  # fmt: skip

TABLES = (ANZEIGEN, POK, SCHULEN, ZIELE, ZIELWERTE, TERMINE)


def table_named(name: str) -> Table:
    """The declared table; raises UnknownTable with the names there are."""
    for table in TABLES:
        if table.name == name:
            return table
    known = ", ".join(table.name for table in TABLES)
    raise UnknownTable(f"Die Tabelle »{name}« gibt es nicht. Bekannt sind: {known}.")
