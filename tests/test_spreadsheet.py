"""What leaves the program is what went in: workbook, .csv and .parquet, read back by others."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from diggs_analytics.analysis.measures import measure_named
from diggs_analytics.analysis.selection import Selection
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.domain.set_aside import ZURUECKGESTELLT
from diggs_analytics.domain.signs import LEGEND, Nothing
from diggs_analytics.domain.tables import ANZEIGEN, TABLES
from diggs_analytics.output import tables
from diggs_analytics.output.exports import FORMULA_LIKE, file_name, write
from diggs_analytics.output.notes import Notes, filters
from diggs_analytics.output.spreadsheet import MOST_ROWS, MOST_TEXT
from tests.test_figures import values

NOTES = Notes(
    title="Anzeigen von Distanzunterricht",
    filters=(("Schuljahr", "2025/26"), ("Bezirksregierung", "Köln, Münster"), ("Anlage", "alle")),
    stand=date(2026, 10, 16),
    created=datetime(2026, 10, 17, 9, 5),
    stichtag=date(2026, 7, 31),
    rule="Eine Zeile für jede Anzeige.",
)
# One column of each kind of value.
PROBE = Table(
    name="probe",
    label="Probe",
    meaning="Eine Zeile für jede Probe.",
    columns=(
        Column("text", "Text", Kind.TEXT, "Ein Text."),
        Column("tag", "Tag", Kind.DATE, "Ein Tag."),
        Column("jahr", "Jahr", Kind.INT, "Ein Jahr."),
        Column("klassen", "Klassen", Kind.INT, "Eine Anzahl.", unit="Klassen"),
        Column("stunden", "Stunden", Kind.NUMBER, "Eine Zahl.", unit="Stunden"),
        Column("anteil", "Anteil", Kind.SHARE, "Ein Anteil."),
        Column("eigen", "eigen", Kind.YES_NO, "Ja oder nein."),
    ),
    key=("text",),
    period="jahr",
)


def probe(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=PROBE.names, dtype="object")
    return pd.DataFrame({name: frame[name].astype(dtype) for name, dtype in PROBE.dtypes.items()})


ONE = probe(("Köln", pd.Timestamp(2024, 8, 25), 2024, 1020, 120.5, 0.2575, True))
MISSING = (None,) * len(PROBE.columns)


def sheet(content: bytes, name: str = "Probe"):
    return openpyxl.load_workbook(io.BytesIO(content))[name]


def cells(content: bytes, name: str = "Probe") -> list[tuple]:
    return list(sheet(content, name).iter_rows(values_only=True))


def german_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


# The same values, everywhere

NASTY = ["=1+1", "@x", "+49 211", "-1", "-", "–", "1e5", "0012", "178718", "a;b", 'c"d', "\n",
         "zwei\nZeilen", "\tTab", "'=1", "''", "http://beispiel.de", "{=1}", "ja", "25.08.2024",
         "_x000D_", " Rand ", "<b>&amp;", "Käß…\u202f😀"]  # fmt: skip
texts = st.sampled_from(NASTY) | st.text(
    st.characters(exclude_categories=["C"], include_characters="\n\t"), min_size=1, max_size=30
)
finite = st.floats(0, 1e9, allow_subnormal=False)
rows_of_probe = st.lists(
    st.tuples(
        st.none() | texts,
        st.none() | st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(
            lambda moment: pd.Timestamp(moment.date())
        ),
        st.none() | st.integers(1900, 2100),
        st.none() | st.integers(0, 10**12),
        st.none() | finite,
        st.none() | st.floats(0, 1),
        st.none() | st.booleans(),
    ),
    max_size=8,
).map(lambda rows: probe(*rows))  # fmt: skip


def expected(rows: pd.DataFrame, yes_no: dict) -> list[list]:
    """The cells of a frame as plain values: date, int, float, text, None."""
    plain = []
    for row in rows.itertuples(index=False):
        values_of_row = [None if pd.isna(value) else value for value in row]
        text, day, *numbers, own = values_of_row
        plain.append([text, day and day.date(), *numbers, own if own is None else yes_no[own]])
    return plain


def same(read: list[list], written: list[list]) -> None:
    """Excel keeps 15 digits of a number; readers leave out blank rows at the end."""
    read = read + [[None] * len(PROBE.columns)] * (len(written) - len(read))
    for found, wanted in zip(read, written, strict=True):
        assert found == [
            pytest.approx(value, rel=1e-14) if isinstance(value, float) else value
            for value in wanted
        ]


def as_dates(rows: list[tuple]) -> list[list]:
    return [[cell.date() if isinstance(cell, datetime) else cell for cell in row] for row in rows]


JA_NEIN = {True: "ja", False: "nein"}


@settings(max_examples=60, deadline=None)
@given(rows_of_probe)
def test_the_workbook_read_by_openpyxl_holds_the_same(rows):
    header, *read = cells(write(rows, PROBE, NOTES, ".xlsx"))

    assert list(header) == [column.label for column in PROBE]
    same(as_dates(read[: len(rows)]), expected(rows, JA_NEIN))


@settings(max_examples=60, deadline=None)
@given(rows_of_probe)
def test_the_workbook_read_by_calamine_holds_the_same(rows):
    book = CalamineWorkbook.from_filelike(io.BytesIO(write(rows, PROBE, NOTES, ".xlsx")))
    read = book.get_sheet_by_name("Probe").to_python()[1 : len(rows) + 1]

    blank_is_missing = [[None if cell == "" else cell for cell in row] for row in read]
    same(blank_is_missing, expected(rows, JA_NEIN))


@settings(max_examples=60, deadline=None)
@given(rows_of_probe)
def test_the_csv_read_by_german_rules_holds_the_same(rows):
    header, *read = german_csv(write(rows, PROBE, NOTES, ".csv"))

    def number(text):
        return float(text.replace(",", ".")) if text else None

    assert header == PROBE.names
    same(
        [
            [
                (text[1:] if FORMULA_LIKE.match(text) else text) or None,
                datetime.strptime(day, "%d.%m.%Y").date() if day else None,
                *(int(count) if count else None for count in (year, classes)),
                *(number(text) for text in (hours, share)),
                own or None,
            ]
            for text, day, year, classes, hours, share, own in read
        ],
        expected(rows, JA_NEIN),
    )


@settings(max_examples=60, deadline=None)
@given(rows_of_probe)
def test_the_parquet_file_holds_the_same(rows):
    read = pq.read_table(io.BytesIO(write(rows, PROBE, NOTES, ".parquet")))

    assert [str(field.type) for field in read.schema] == [
        "string", "date32[day]", "int64", "int64", "double", "double", "bool"
    ]  # fmt: skip
    assert [list(row.values()) for row in read.to_pylist()] == expected(
        rows, {True: True, False: False}
    )


# The workbook


def test_cells_have_the_formats_of_their_kind():
    data = sheet(write(ONE, PROBE, NOTES, ".xlsx"))

    formats = [cell.number_format for cell in data[2]]
    assert formats == ["General", "dd.mm.yyyy", "0", "#,##0", "General", "0.0 %", "General"]
    assert [cell.data_type for cell in data[2]] == ["s", "d", "n", "n", "n", "n", "s"]


@pytest.mark.parametrize("text", NASTY)
def test_text_is_never_a_formula_link_or_number(text):
    data = sheet(write(probe((text, *MISSING[1:])), PROBE, NOTES, ".xlsx"))

    assert data["A2"].data_type == "s"
    assert data["A2"].hyperlink is None


def test_the_data_are_one_real_table():
    data = sheet(write(probe(*[tuple(ONE.iloc[0])] * 3, MISSING), PROBE, NOTES, ".xlsx"))

    table = data.tables["probe"]
    assert table.ref == "A1:G5"
    assert table.autoFilter.ref == "A1:G5"
    assert [column.name for column in table.tableColumns] == [column.label for column in PROBE]
    assert data.freeze_panes == "A2"
    assert not data.merged_cells.ranges
    assert data.column_dimensions["B"].width > 9


def test_no_rows_are_still_a_table():
    data = sheet(write(ONE.head(0), PROBE, NOTES, ".xlsx"))

    assert data.tables["probe"].ref == "A1:G2"
    assert [cell.value for cell in data[2]] == [None] * 7


def test_the_cover_says_what_the_file_holds():
    content = write(ONE, PROBE, NOTES, ".xlsx")

    title, _, *lines = cells(content, "Deckblatt")
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == [
        "Deckblatt", "Inhalt", "Probe", "Begriffe"
    ]  # fmt: skip
    assert title[0] == NOTES.title
    assert dict(lines) == {
        "Schuljahr": "2025/26",
        "Bezirksregierung": "Köln, Münster",
        "Anlage": "alle",
        "Stichtag": datetime(2026, 7, 31),
        "Stand der Daten": datetime(2026, 10, 16),
        "Zeilen": 1,
        "Was zählt": "Eine Zeile für jede Anzeige.",
        "Zeichen": LEGEND,
        "Erstellt am": "17.10.2026, 09:05 Uhr",
    }


def test_the_cover_leaves_out_what_there_is_not():
    lines = dict(cells(write(ONE, PROBE, replace(NOTES, stichtag=None, rule=""), ".xlsx"),
                       "Deckblatt")[2:])  # fmt: skip

    assert "Stichtag" not in lines and "Was zählt" not in lines


def test_contents_and_terms():
    content = write(ONE, PROBE, NOTES, ".xlsx")

    assert cells(content, "Inhalt")[2] == ("Probe", "Eine Zeile für jede Probe.", 1)
    assert sheet(content, "Inhalt")["A3"].hyperlink.location == "'Probe'!A1"
    assert cells(content, "Begriffe")[4] == (
        "Klassen", "klassen", "ganze Zahl ab 0", "Klassen", "Eine Anzahl."
    )  # fmt: skip


def test_text_that_no_cell_can_hold_is_cut_and_said():
    rows = probe(("x" * (MOST_TEXT + 1), *MISSING[1:]), ("😀" * MOST_TEXT, *MISSING[1:]))

    content = write(rows, PROBE, NOTES, ".xlsx")

    data = sheet(content)
    assert data["A2"].value == "x" * MOST_TEXT
    assert data["A3"].value == "😀" * (MOST_TEXT // 2)  # two UTF-16 units each
    assert dict(cells(content, "Deckblatt")[2:])["Gekürzte Texte"] == (
        "2 Texte sind auf 32\u202f767 Zeichen gekürzt, mehr fasst eine Zelle nicht: A2, A3. "
        "Vollständig stehen sie in .csv und .parquet."
    )
    assert len(german_csv(write(rows, PROBE, NOTES, ".csv"))[1][0]) == MOST_TEXT + 1


def test_a_day_before_excels_calendar_is_text():
    rows = probe((None, pd.Timestamp(1824, 8, 25), *MISSING[2:]))

    assert sheet(write(rows, PROBE, NOTES, ".xlsx"))["B2"].value == "25.08.1824"


def test_more_rows_than_a_sheet_has():
    rows = pd.DataFrame(index=range(MOST_ROWS + 1))

    with pytest.raises(DiggsError, match="fasst 1\u202f048\u202f575 Zeilen"):
        write(rows, PROBE, NOTES, ".xlsx")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_the_same_rows_give_the_same_bytes(suffix):
    assert write(ONE, PROBE, NOTES, suffix) == write(ONE, PROBE, NOTES, suffix)


@pytest.mark.parametrize("table", [*TABLES, ZURUECKGESTELLT], ids=lambda table: table.name)
@pytest.mark.parametrize("suffix", [".csv", ".xlsx", ".parquet"])
def test_every_table_can_be_written(table, suffix):
    rows = pd.DataFrame({name: [None] for name in table.names}).astype(table.dtypes)

    content = write(rows.assign(delivery_id=1), table, NOTES, suffix)

    header = {
        ".csv": lambda: german_csv(content)[0],
        ".parquet": lambda: pq.read_schema(io.BytesIO(content)).names,
        ".xlsx": lambda: list(cells(content, table.label)[0]),
    }[suffix]()
    labels = [column.label for column in table]
    assert header == (labels if suffix == ".xlsx" else table.names)


# .csv and .parquet


def test_csv_to_the_byte():
    rows = pd.concat([ONE, probe(MISSING), probe(("=1+1", *MISSING[1:-1], False))])

    assert (
        write(rows, PROBE, NOTES, ".csv")
        == (
            "\ufefftext;tag;jahr;klassen;stunden;anteil;eigen\r\n"
            "Köln;25.08.2024;2024;1020;120,5;0,2575;ja\r\n"
            ";;;;;;\r\n"
            "'=1+1;;;;;;nein\r\n"
        ).encode()
    )


@pytest.mark.parametrize(
    "text, cell",
    [
        ("=1+1", "'=1+1"),
        ("@SUMME", "'@SUMME"),
        ("+49", "'+49"),
        ("-1", "'-1"),
        ("\t=1", "'\t=1"),
        ("-", "-"),
        ("–", "–"),
        ("'=1", "''=1"),
        ("a=b", "a=b"),
        ("0012", "0012"),
    ],
)
def test_text_that_looks_like_a_formula_gets_an_apostrophe(text, cell):
    assert german_csv(write(probe((text, *MISSING[1:])), PROBE, NOTES, ".csv"))[1][0] == cell


def test_parquet_says_what_it_holds():
    schema = pq.read_schema(io.BytesIO(write(ONE, PROBE, NOTES, ".parquet")))

    assert json.loads(schema.metadata[b"diggs"]) == {
        "title": NOTES.title,
        "filters": dict(NOTES.filters),
        "stand": "2026-10-16",
        "created": "2026-10-17 09:05:00",
        "stichtag": "2026-07-31",
        "rule": NOTES.rule,
    }


@pytest.mark.parametrize("suffix", ["", ".doc", "xlsx"])
def test_an_unknown_format_is_named(suffix):
    with pytest.raises(DiggsError, match=f"»{suffix}« gibt es nicht.*.csv, .xlsx und .parquet"):
        write(ONE, PROBE, NOTES, suffix)


def test_the_suffix_may_be_written_in_capitals():
    assert write(ONE, PROBE, NOTES, ".CSV") == write(ONE, PROBE, NOTES, ".csv")


@pytest.mark.parametrize(
    "chosen, name",
    [
        ({}, "anzeigen_2025-26_stichtag-2026-07-31.csv"),
        ({"bezirksregierung": ("Köln", "Münster"), "fachbereich": ("Technik/Naturwissenschaften",)},
         "anzeigen_2025-26_koeln-muenster_technik-naturwissenschaften_stichtag-2026-07-31.csv"),
    ],
)  # fmt: skip
def test_the_name_of_the_file_says_what_is_in_it(chosen, name):
    selection = Selection("2025/26", date(2026, 7, 31), **chosen)

    assert file_name(ANZEIGEN, replace(NOTES, filters=filters(selection)), ".csv") == name


def test_a_long_choice_is_cut_but_the_stichtag_stays():
    selection = Selection("2025/26", date(2026, 7, 31), bildungsgang=("Büromanagement",) * 20)

    name = file_name(ANZEIGEN, replace(NOTES, filters=filters(selection)), ".csv")

    assert len(name) < 120 and name.endswith("stichtag-2026-07-31.csv")


# Tables beside figures

ANZEIGEN_COUNTED = measure_named("anzeigen")
QUOTE = measure_named("beteiligungsquote")


def test_values_table_has_numbers_and_words():
    frame = values(
        "bezirksregierung",
        ("Köln", 612),
        ("Münster", 0),
        ("Detmold", Nothing.NOT_DELIVERED, "Anzeigen 2026/27 nicht geliefert"),
        ("Arnsberg", Nothing.UNKNOWN, "bei 3 von 3 fehlt die Angabe"),
    )

    table = tables.values_table(frame, ANZEIGEN_COUNTED, ["bezirksregierung"])

    assert list(table.columns) == ["Bezirksregierung", "Anzeigen", "Hinweis"]
    assert table["Anzeigen"].astype("object").tolist()[:2] == [612, 0]
    assert table["Anzeigen"].isna().tolist() == [False, False, True, True]
    assert table["Hinweis"].tolist() == [
        "", "", "Anzeigen 2026/27 nicht geliefert", "unbekannt; bei 3 von 3 fehlt die Angabe"
    ]  # fmt: skip


def test_values_table_without_anything_to_say():
    table = tables.values_table(values("monat", ("2025-08", 0.5)), QUOTE, ["monat"])

    assert list(table.columns) == ["Monat des Eingangs", "Beteiligungsquote"]
    assert table["Monat des Eingangs"].tolist() == ["August 2025"]


def test_values_go_to_a_workbook_as_they_are():
    frame = values("bezirksregierung", ("Köln", 0.2575), ("Detmold", Nothing.NOT_DELIVERED))
    by = ["bezirksregierung"]

    rows = tables.values_rows(frame, QUOTE, by)
    content = write(rows, tables.values_declaration(QUOTE, by), NOTES, ".xlsx")

    assert cells(content, "Beteiligungsquote")[1:] == [
        ("Köln", 0.2575, None),
        ("Detmold", None, "nicht geliefert"),
    ]
    assert sheet(content, "Beteiligungsquote")["B2"].number_format == "0.0 %"


def test_rows_set_aside_can_be_taken_along():
    set_aside = pd.DataFrame(
        {
            "table": ["anzeigen"],
            "sheet": ["Anzeigen"],
            "row": [17],
            "bezirksregierung": ["Köln"],
            "period": ["2025/26"],
            "reasons": ["»ca. 20« ist keine ganze Zahl ab 0"],
            "values": [{"klassen": "ca. 20", "bildungsgang": "=Büro"}],
            "file_name": ["koeln.xlsx"],
            "received": [date(2026, 2, 13)],
            "delivery_id": [4],
        }
    )

    content = write(tables.set_aside_rows(set_aside), ZURUECKGESTELLT, NOTES, ".xlsx")

    assert cells(content, "Zurückgestellte Zeilen")[1] == (
        "anzeigen", "Köln", "2025/26", "koeln.xlsx", datetime(2026, 2, 13), "Anzeigen", 17,
        "»ca. 20« ist keine ganze Zahl ab 0", "Klassen: ca. 20; Bildungsgang: =Büro",
    )  # fmt: skip
