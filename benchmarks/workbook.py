"""A large list as a Bezirksregierung would send it: titles, its own words, a few mistakes."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import xlsxwriter

from benchmarks.records import SCHULJAHRE, Values, anzeigen

# Heading of the sheet → our column: sixteen of them, in the order of a sender's list.
HEADINGS = {
    "Schuljahr": "schuljahr",
    "Bez.-Reg.": "bezirksregierung",
    "Schul-Nr.": "schulnummer",
    "Name der Schule": "schule",
    "Az.": "aktenzeichen",
    "Eingang": "eingangsdatum",
    "Art der Anzeige": "art",
    "Anlage": "anlage",
    "Bildungsgang": "bildungsgang",
    "Fachbereich": "fachbereich",
    "von": "beginn",
    "bis": "ende",
    "Klassen": "klassen",
    "SuS": "lernende",
    "Std. Distanz": "stunden_distanz",
    "Std. gesamt": "stunden_gesamt",
}
TITLES = ("Anzeigen nach § 5 Abs. 6 APO-BK", "Auszug aus der Fachanwendung")
# Row of the list → what stands in it instead: in a required column, in others, or doubtful.
MISTAKES: Mapping[int, Values] = {
    211: {"bezirksregierung": "Kölln"},
    1_502: {"eingangsdatum": "nach den Ferien"},
    2_904: {"fachbereich": "Technick"},
    4_000: {"schulnummer": "12345"},
    5_321: {"klassen": "ca. 3"},
    7_777: {"schulnummer": "999999"},
    9_118: {"ende": date(2020, 1, 31)},
    11_640: {"stunden_distanz": 2_000},
    13_013: {"art": "Nachtrag"},
    15_950: {"bildungsgang": None},
    17_404: {"lernende": "k. A."},
    19_999: {"anlage": "F 1"},
}


def write_workbook(path: Path, count: int) -> None:
    """``count`` rows over all Schuljahre and Bezirksregierungen, then a row of sums."""
    each = count // len(SCHULJAHRE)
    rows = [_as_sent(row) for schuljahr in SCHULJAHRE for row in anzeigen(schuljahr, each)]
    with xlsxwriter.Workbook(path, {"default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet("Anzeigen")
        sheet.write_column(0, 0, TITLES)
        sheet.write_row(3, 0, HEADINGS)
        for number, row in enumerate(rows):
            values = row | MISTAKES.get(number, {})
            sheet.write_row(4 + number, 0, [values[name] for name in HEADINGS.values()])
        sheet.write(4 + len(rows), 0, "Summe")
        sheet.write(4 + len(rows), 12, sum(row["klassen"] for row in rows))


def _as_sent(row: Values) -> Values:
    """Bez.-Reg. Köln, A 1, and a Schulnummer typed as a number."""
    anlage = f"{row['anlage']} {row['untertyp'] or ''}".strip()
    region = f"Bez.-Reg. {row['bezirksregierung']}"
    number = int(row["schulnummer"])
    return row | {"anlage": anlage, "bezirksregierung": region, "schulnummer": number}
