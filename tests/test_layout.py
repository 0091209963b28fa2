"""Where tables stand in a sheet: headers of two rows, several tables, blocks with titles."""

import io
from datetime import date

import pytest
import xlsxwriter

from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from tests.workbooks import cells

TODAY = Known(date(2026, 10, 16))


def drawn(picture: str) -> bytes:
    """A sheet as drawn: ``<`` is merged with the cell to its left, ``^`` with the one above."""
    rows = cells(picture)
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet("Liste")
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                right = column
                while row[right + 1 : right + 2] == ["<"]:
                    right += 1
                below = number
                while below + 1 < len(rows) and rows[below + 1][column : column + 1] == ["^"]:
                    below += 1
                if text in ("", "<", "^"):
                    continue
                if (right, below) == (column, number):
                    sheet.write(number, column, text.replace("\\n", "\n"))
                else:
                    sheet.merge_range(number, column, below, right, text)
    return buffer.getvalue()


# What is drawn → header row, columns of the accepted rows by name, skipped rows, (check, cell).
HEADERS = {
    "groups over one column each": (
        """
Schuljahr | BR   | SNR    | Eingang    | Anlage | Bildungsgang | Klassen | Lernende
^         | ^    | ^      | ^          | ^      | ^            | Anzahl  | Anzahl
2024/25   | Köln | 200001 | 25.08.2024 | A 1    | Koch         | 2       | 40
2024/25   | Köln | 200002 | 25.08.2024 | A 1    | Koch         | 3       | ca. 60
""",
        2,
        {"klassen": [2, 3], "lernende": [40, None]},
        [],
        [("unreadable_value", "H4")],
    ),
    "groups over several columns, a title, a table in the middle of nowhere": (
        """
BR Köln, Schuljahr 2024/25 | < | < | < | < | < | < | < | < | < | <

  |  | Schule | <    | Eingang | Anlage | Bildungsgang | Zeitraum   | <          | Stunden | <
  |  | Nr.    | Name | ^       | ^      | ^            | von        | bis        | Distanz | gesamt
  |  | 200001 | BK A | 25.08.2024 | A 1 | Koch         | 01.09.2024 | 31.01.2025 | 100     | 400
""",
        4,
        {"schulnummer": ["200001"], "schule": ["BK A"], "stunden_distanz": [100], "anteil": [0.25]},
        [],
        [("taken_from_context", "A1"), ("taken_from_context", "A1")],
    ),
    "one word under two groups, and others nobody knows": (
        """
Schuljahr | BR   | SNR    | Anlage | Bildungsgang | Eingang    | Klassen | <       | Lernende | <
          |      |        |        |              | Datum      | Anzahl  | davon w | Anzahl   | davon w
2024/25   | Köln | 200001 | A 1    | Koch         | 25.08.2024 | 2       | 1       | 40       | 20
""",
        2,
        {"klassen": [2], "lernende": [40]},
        [],
        [("unknown_columns", "")],
    ),
    "groups above headings that are complete": (
        """
Angaben zur Schule | < | <    | Angaben zum Bildungsgang | <     | <
Schuljahr          | BR   | SNR    | Eingang    | Anlage | Bildungsgang
2024/25            | Köln | 200001 | 25.08.2024 | A 1    | Koch
""",
        2,
        {"bildungsgang": ["Koch"]},
        [],
        [],
    ),
    "both rows repeated": (
        """
Schuljahr | BR   | SNR    | Eingang    | Anlage | Bildungsgang | Klassen | Lernende
^         | ^    | ^      | ^          | ^      | ^            | Anzahl  | Anzahl
2024/25   | Köln | 200001 | 25.08.2024 | A 1    | Koch         | 2       | 40
Schuljahr | BR   | SNR    | Eingang    | Anlage | Bildungsgang | Klassen | Lernende
^         | ^    | ^      | ^          | ^      | ^            | Anzahl  | Anzahl
2024/25   | Köln | 200002 | 25.08.2024 | A 1    | Koch         | 3       | 60
Zwischensumme | |     |            |        |              | 5       | 100
""",
        2,
        {"lernende": [40, 60]},
        [(4, "wiederholter Kopf"), (5, "wiederholter Kopf"), (7, "Summenzeile")],
        [],
    ),
    "words broken by hyphens, footnotes": (
        """
Schul-\\njahr | Bezirks-\\nregierung¹) | Schul-\\nnummer | Eingangs-\\ndatum | Anlage | Bildungs-\\ngang | Ler-\\nnende 2)
2024/25       | Köln                   | 200001          | 25.08.2024        | A 1    | Koch             | 40
""",
        1,
        {"lernende": [40]},
        [],
        [],
    ),
    "a first row that is nearly empty is no second row of the header": (
        """
Schuljahr | BR   | SNR    | Eingang    | Anlage | Bildungsgang | Bemerkung |
          |      |        |            |        |              | siehe     | Vermerk
2024/25   | Köln | 200001 | 25.08.2024 | A 1    | Koch         |           |
""",
        1,
        {"bildungsgang": ["Koch"]},
        [(2, "keine Angabe in einer bekannten Spalte")],
        [("unknown_columns", "")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("picture, header, values, skipped, found", HEADERS.values(), ids=HEADERS)
def test_headers(picture, header, values, skipped, found):
    delivery = read_delivery("x.xlsx", drawn(picture), TODAY)

    (sheet,) = delivery.sheets
    assert sheet.header_row == header
    assert {
        name: sheet.rows[name].astype(object).where(sheet.rows[name].notna(), None).tolist()
        for name in values
    } == values
    assert [tuple(row) for row in sheet.skipped] == skipped
    assert [(f.check, f.cell) for f in delivery.findings] == found


def test_a_header_of_two_rows_in_a_text_file():
    content = (
        "Schuljahr;BR;SNR;Eingang;Anlage;Bildungsgang;Klassen;;Lernende;\n"
        ";;;;;;Anzahl;davon w;Anzahl;davon w\n"
        "2024/25;Köln;200001;25.08.2024;A 1;Koch;2;1;40;20\n"
    )

    (sheet,) = read_delivery("x.csv", content.encode(), TODAY).sheets

    assert sheet.rows[["klassen", "lernende"]].values.tolist() == [[2, 40]]


# What is drawn → for each table: name, header row, Bezirksregierung and number of its rows,
# set aside, skipped; and the findings.
TABLES = {
    "Anzeigen and PoK": (
        """
Bezirksregierung Köln 2024/25

SNR    | Eingang    | Anlage | Bildungsgang | Klassen
200001 | 25.08.2024 | A 1    | Koch         | 2
200002 | 25.08.2024 | A 1    | Koch         | zwei
Summe  |            |        |              | 2

PoK der Berufskollegs
SNR    | Ebene        | Eingang    | Status
200001 | übergreifend | 25.08.2024 | angezeigt
20000  | übergreifend | 25.08.2024 | angezeigt
""",
        [
            ("anzeigen", 3, "Köln", [4, 5], [], [6, 8]),
            ("pok", 9, "Köln", [10], [11], []),
        ],
        ["A1", "A1", "A1", "A1", "A11", "E5"],
    ),
    "a block for each Bezirksregierung": (
        """
Bezirksregierung Köln
Schuljahr | SNR    | Eingang    | Anlage | Bildungsgang
2024/25   | 200001 | 25.08.2024 | A 1    | Koch
2024/25   | 200002 | 25.08.2024 | A 1    | Koch
Bezirksregierung Münster
Schuljahr | SNR    | Eingang    | Anlage | Bildungsgang
2024/25   | 300001 | 25.08.2024 | A 1    | Koch
""",
        [
            ("anzeigen", 2, "Köln", [3, 4], [], [5]),
            ("anzeigen", 6, "Münster", [7], [], []),
        ],
        ["A1", "A5"],
    ),
    "columns in another order": (
        """
Schuljahr | BR   | SNR    | Eingang    | Anlage | Bildungsgang
2024/25   | Köln | 200001 | 25.08.2024 | A 1    | Koch

Schuljahr | BR   | SNR    | Anlage | Bildungsgang | Eingang
2024/25   | Köln | 200002 | A 1    | Koch         | 26.08.2024
""",
        [
            ("anzeigen", 1, "Köln", [2], [], []),
            ("anzeigen", 4, "Köln", [5], [], []),
        ],
        [],
    ),
    "a header of two rows below another table": (
        """
Schuljahr | BR   | SNR    | Ebene        | Eingang
2024/25   | Köln | 200001 | übergreifend | 25.08.2024

Schuljahr | BR   | SNR    | Eingang    | Anlage | Bildungsgang | Klassen | Lernende
^         | ^    | ^      | ^          | ^      | ^            | Anzahl  | Anzahl
2024/25   | Köln | 200001 | 25.08.2024 | A 1    | Koch         | 2       | 40
^         | Köln | 200002 | 25.08.2024 | A 1    | Koch         | 2       | 40
""",
        [
            ("pok", 1, "Köln", [2], [], []),
            ("anzeigen", 5, "Köln", [6, 7], [], []),
        ],
        [],
    ),
}


@pytest.mark.parametrize("picture, tables, found", TABLES.values(), ids=TABLES)
def test_several_tables_in_one_sheet(picture, tables, found):
    delivery = read_delivery("x.xlsx", drawn(picture), TODAY)

    assert [
        (
            sheet.table.name,
            sheet.header_row,
            "".join(sheet.rows["bezirksregierung"].unique()),
            sheet.rows.index.tolist(),
            [row.row for row in sheet.set_aside],
            [row.row for row in sheet.skipped],
        )
        for sheet in delivery.sheets
    ] == tables
    assert {sheet.name for sheet in delivery.sheets} == {"Liste"}
    assert sorted(f.cell for f in delivery.findings) == found


def test_a_table_far_below_another_is_found():
    first = "Schuljahr | BR | SNR | Eingang | Anlage | Bildungsgang\n" + "\n".join(
        f"2024/25 | Köln | {200000 + i} | 25.08.2024 | A 1 | Koch" for i in range(100)
    )
    second = "Schuljahr | BR | SNR | Ebene | Eingang\n2024/25 | Köln | 1 | übergreifend | x"

    delivery = read_delivery("x.xlsx", drawn(f"{first}\n\n{second}"), TODAY)

    assert [(s.table.name, s.header_row) for s in delivery.sheets] == [
        ("anzeigen", 1),
        ("pok", 103),
    ]
    assert [f.cell for f in delivery.findings] == ["C104", "E104"]
