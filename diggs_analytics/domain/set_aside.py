"""The list of rows that could not be counted: an export of its own, never a sheet we read."""

from diggs_analytics.domain import columns as c
from diggs_analytics.domain.schema import Column, Kind, Table

ZURUECKGESTELLT = Table(
    name="zurueckgestellt",
    label="Zurückgestellte Zeilen",
    meaning="Eine Zeile für jede gelieferte Zeile, die so nicht gezählt werden kann. Sie geht in "
    "keine Kennzahl ein.",
    columns=(
        Column("tabelle", "Tabelle", Kind.TEXT, "Tabelle, in die die Zeile gehört."),
        Column("bezirksregierung", "Bezirksregierung", Kind.TEXT, c.BEZIRKSREGIERUNG.meaning),
        Column("zeitraum", "Zeitraum", Kind.TEXT, "Schuljahr oder Kalenderjahr, soweit lesbar."),
        Column("datei", "Datei", Kind.TEXT, "Datei, in der die Zeile kam."),
        Column("eingegangen", "eingegangen", Kind.DATE, "Tag, an dem die Lieferung kam."),
        Column("blatt", "Blatt", Kind.TEXT, "Blatt der Datei."),
        Column("zeile", "Zeile", Kind.INT, "Nummer der Zeile, wie Excel sie zeigt."),
        Column("grund", "Grund", Kind.TEXT, "Warum die Zeile nicht gezählt wird."),
        Column("werte", "Werte", Kind.TEXT, "Was in der Zeile stand."),
    ),
    key=("datei", "blatt", "zeile"),
    period="zeitraum",
)
