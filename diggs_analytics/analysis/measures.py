"""Every figure we report: one declaration each, with what counts and how it is computed."""

from dataclasses import dataclass

from diggs_analytics.analysis.counting import (
    Compute,
    Counts,
    acknowledged,
    complete_sets,
    delivered_once,
    different,
    in_force,
    median,
    notified,
    number_of,
    queried,
    queried_once,
    running,
    schools_of_test_phase,
    share,
    total,
)


@dataclass(frozen=True)
class Measure:
    """``table`` is the one it is measured on. ``counts`` says which of its rows count on a
    Stichtag. ``columns`` are what ``compute`` reads; a row in which one of them is missing cannot
    be measured and is left out with a note. ``compute`` gets the rest, with a column ``group``,
    and gives one number for each group.

    A percentage is a fraction, 0 to 1, with the unit "%".

    - ``adds_up``: the parts of any grouping sum up to the total
    - ``empty``: the value where no row counts; None where that makes no sense, as in a share
    - ``cumulates``: the number of different values of the only column, so that it has a course
      over the Schuljahr
    - ``of_register``: divided by the Berufskollegs of the register
    - ``of_school``: a property of the whole school, that knows no Bildungsgang
    - ``dated``: False if only the present state is known, not that of an earlier day
    """

    name: str
    label: str
    unit: str
    definition: str
    table: str
    counts: Counts
    columns: tuple[str, ...]
    compute: Compute
    adds_up: bool = False
    empty: float | None = 0.0
    cumulates: bool = False
    of_register: bool = False
    of_school: bool = False
    dated: bool = True


ANZEIGEN = Measure(
    name="anzeigen",
    label="Anzeigen",
    unit="Anzeigen",
    definition="Eingegangene Anzeigen bis zum Stichtag. Erstanzeigen, Änderungen und Beendigungen "
    "zählen je einmal, zurückgezogene nicht.",
    table="anzeigen",
    counts=notified,
    columns=("record_id",),
    compute=number_of,
    adds_up=True,
    cumulates=True,
)
BILDUNGSGAENGE = Measure(
    name="bildungsgaenge",
    label="Angezeigte Bildungsgänge",
    unit="Bildungsgänge",
    definition="Bildungsgänge, für die bis zum Stichtag eine Erstanzeige oder Änderung eingegangen "
    "ist. Jeder Bildungsgang (Anlage, Untertyp und Bezeichnung) zählt je Schule einmal; "
    "Zurückgezogenes zählt nicht.",
    table="anzeigen",
    counts=running,
    columns=("bg_id",),
    compute=different("bg_id"),
    cumulates=True,
)
SCHULEN = Measure(
    name="schulen",
    label="Beteiligte Berufskollegs",
    unit="Schulen",
    definition="Schulen, von denen bis zum Stichtag eine Erstanzeige oder Änderung eingegangen "
    "ist. Jede Schulnummer zählt einmal; Zurückgezogenes zählt nicht.",
    table="anzeigen",
    counts=running,
    columns=("schul_id",),
    compute=different("schul_id"),
    cumulates=True,
)
BETEILIGUNGSQUOTE = Measure(
    name="beteiligungsquote",
    label="Beteiligungsquote",
    unit="%",
    definition="Beteiligte Berufskollegs, die im Register desselben Schuljahres stehen, geteilt "
    "durch alle aktiven Berufskollegs dieses Registers. Bezirksregierungen, die nicht geliefert "
    "haben, fehlen in Zähler und Nenner. Nach Anlage, Bildungsgang oder Fachbereich bleibt der "
    "Nenner derselbe: welche Schule welchen Bildungsgang führt, sagt das Register nicht. Ohne "
    "Register des Schuljahres gibt es keinen Wert.",
    table="anzeigen",
    counts=running,
    columns=("schul_id",),
    compute=different("schul_id"),
    of_register=True,
)
KLASSEN = Measure(
    name="klassen",
    label="Klassen",
    unit="Klassen",
    definition="Summe der Klassen in geltenden Anzeigen. Eine Anzeige gilt am Stichtag, wenn sie "
    "weder zurückgezogen noch durch eine spätere Änderung oder Beendigung ersetzt ist. Mehrere "
    "Erstanzeigen eines Bildungsgangs zählen zusammen.",
    table="anzeigen",
    counts=in_force,
    columns=("klassen",),
    compute=total("klassen"),
    adds_up=True,
)
LERNENDE = Measure(
    name="lernende",
    label="Lernende",
    unit="Lernende",
    definition="Summe der Schülerinnen und Schüler in geltenden Anzeigen, also ohne "
    "zurückgezogene, ersetzte und beendete.",
    table="anzeigen",
    counts=in_force,
    columns=("lernende",),
    compute=total("lernende"),
    adds_up=True,
)
DISTANZSTUNDEN = Measure(
    name="distanzstunden",
    label="Distanzstunden",
    unit="Stunden",
    definition="Summe der Unterrichtsstunden auf Distanz im Schuljahr in geltenden Anzeigen, also "
    "ohne zurückgezogene, ersetzte und beendete.",
    table="anzeigen",
    counts=in_force,
    columns=("stunden_distanz",),
    compute=total("stunden_distanz"),
    adds_up=True,
)
DISTANZANTEIL = Measure(
    name="distanzanteil",
    label="Distanzanteil",
    unit="%",
    definition="Summe der Distanzstunden geteilt durch die Summe aller Unterrichtsstunden, über "
    "geltende Anzeigen, in denen beide Angaben stehen. Kein Mittel der einzelnen Anteile.",
    table="anzeigen",
    counts=in_force,
    columns=("stunden_distanz", "stunden_gesamt"),
    compute=share("stunden_distanz", "stunden_gesamt"),
    empty=None,
)
RUECKFRAGEN_ANZEIGEN = Measure(
    name="rueckfragen_anzeigen",
    label="Offene Rückfragen zu Anzeigen",
    unit="Rückfragen",
    definition="Bis zum Stichtag eingegangene Anzeigen, deren Status in der letzten Lieferung "
    "Rückfrage ist. Wie es an früheren Tagen war, ist nicht bekannt.",
    table="anzeigen",
    counts=queried,
    columns=("record_id",),
    compute=number_of,
    adds_up=True,
    dated=False,
)
POK = Measure(
    name="pok",
    label="PoK",
    unit="PoK",
    definition="Angezeigte pädagogisch-organisatorische Konzepte bis zum Stichtag, ohne "
    "zurückgezogene und ohne Beendigungen; eine Änderung ist kein weiteres Konzept. Ein "
    "schulübergreifendes PoK zählt im Land einmal und in jeder Bezirksregierung, die beteiligt "
    "ist: das Land ist nicht die Summe der Bezirksregierungen.",
    table="pok",
    counts=running,
    columns=("pok_id",),
    compute=different("pok_id"),
    cumulates=True,
)
POK_SATZ = Measure(
    name="pok_satz",
    label="Schulen mit vollständigem PoK-Satz",
    unit="Schulen",
    definition="Schulen, die bis zum Stichtag ein bildungsgangübergreifendes und mindestens ein "
    "weiteres PoK angezeigt haben; die Beteiligung an einem schulübergreifenden zählt. Filter "
    "nach Anlage, Bildungsgang und Fachbereich gelten hier nicht.",
    table="pok",
    counts=running,
    columns=("schul_id", "ebene"),
    compute=complete_sets,
    of_school=True,
)
TESTSCHULEN = Measure(
    name="testschulen",
    label="Testschulen",
    unit="Schulen",
    definition="Schulen, die bis zum Stichtag mindestens ein PoK angezeigt haben, bei dem die "
    "Testphase mit ja angegeben ist. Jede Schulnummer zählt einmal; Partnerschulen eines "
    "schulübergreifenden PoK zählen nicht mit. Steht bei keinem PoK etwas zur Testphase, ist der "
    "Wert unbekannt. Filter nach Anlage, Bildungsgang und Fachbereich gelten hier nicht.",
    table="pok",
    counts=delivered_once,
    columns=("schul_id", "testphase"),
    compute=schools_of_test_phase,
    of_school=True,
)
WARTEZEIT = Measure(
    name="wartezeit",
    label="Tage bis zur Kenntnisnahme",
    unit="Tage",
    definition="Median der Tage vom Eingang bis zur Kenntnisnahme über die PoK, die bis zum "
    "Stichtag zur Kenntnis genommen wurden und bei denen der Tag dafür steht. Jede gelieferte "
    "Zeile zählt einmal, bei der Bezirksregierung, die sie geliefert hat.",
    table="pok",
    counts=acknowledged,
    columns=("wartetage",),
    compute=median("wartetage"),
    empty=None,
)
RUECKFRAGEN_POK = Measure(
    name="rueckfragen_pok",
    label="Offene Rückfragen zu PoK",
    unit="Rückfragen",
    definition="Bis zum Stichtag eingegangene PoK, deren Status in der letzten Lieferung Rückfrage "
    "ist. Jede gelieferte Zeile zählt einmal. Wie es an früheren Tagen war, ist nicht bekannt.",
    table="pok",
    counts=queried_once,
    columns=("record_id",),
    compute=number_of,
    adds_up=True,
    dated=False,
)

MEASURES = (
    ANZEIGEN, BILDUNGSGAENGE, SCHULEN, BETEILIGUNGSQUOTE, KLASSEN, LERNENDE, DISTANZSTUNDEN,
    DISTANZANTEIL, RUECKFRAGEN_ANZEIGEN, POK, POK_SATZ, TESTSCHULEN, WARTEZEIT, RUECKFRAGEN_POK,
)  # fmt: skip


def measure_named(name: str) -> Measure:
    return {measure.name: measure for measure in MEASURES}[name]
