"""Forms for senders: what they let somebody type is read without a finding."""

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from diggs_analytics.domain.delivery import Delivery
from diggs_analytics.domain.form import EXPLANATION, LISTS, MARKS, example
from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.domain.schuljahr import EARLIEST_DAY, LATEST_DAY, first_day, schuljahr
from diggs_analytics.domain.tables import ANZEIGEN, POK, TABLES, TERMINE, ZIELE, ZIELWERTE
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.intake.values import read
from diggs_analytics.output.template import PREPARED_ROWS, template_workbook
from tests.workbooks import workbook

LATER = Known(date(2099, 12, 31))
IN_EVERY_TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
OF_EVERY_TABLE = pytest.mark.parametrize(
    "table, column",
    [(table, column) for table in TABLES for column in table],
    ids=lambda thing: thing.name,
)

Row = dict[str, object]  # by column name, as Excel stores what was typed


def form(table: Table) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(template_workbook(table)))


def filled(table: Table, rows: list[Row]) -> bytes:
    book = form(table)
    for number, row in enumerate(rows, start=2):
        for place, column in enumerate(table, start=1):
            book[table.label].cell(number, place).value = row.get(column.name)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def check(content: bytes, name: str = "von_uns.xlsx") -> Delivery:
    return read_delivery(name, content, LATER)


def rule(sheet: Worksheet, table: Table, column: Column) -> DataValidation:
    letter = get_column_letter(table.names.index(column.name) + 1)
    [found] = [one for one in sheet.data_validations.dataValidation if f"{letter}2" in one.sqref]
    assert str(found.sqref) == f"{letter}2:{letter}{PREPARED_ROWS + 1}"
    return found


def listed(book: openpyxl.Workbook, one: DataValidation) -> list[str]:
    """The values that the drop-down list of a cell offers."""
    name, _, cells = one.formula1.partition("!")
    assert (name, book[name].sheet_state) == (LISTS, "hidden")
    first, _, last = cells.replace("$", "").partition(":")
    return [cell.value for (cell,) in book[name][f"{first}:{last or first}"]]


# The untouched form


@IN_EVERY_TABLE
def test_untouched_it_is_an_empty_table(table):
    delivery = check(template_workbook(table))

    assert [(f.check, f.place) for f in delivery.findings] == [("empty_table", table.label)]
    assert [(s.name, s.table.name, s.rows_read) for s in delivery.sheets] == [
        (table.label, table.name, 0)
    ]
    assert not delivery.has_errors


@IN_EVERY_TABLE
def test_nothing_is_filled_in_and_the_head_stays_in_view(table):
    book = form(table)
    sheet = book[table.label]

    assert book.active is sheet
    assert sheet.max_row == 1
    assert sheet.freeze_panes == "A2"
    [grid] = sheet.tables.values()
    assert grid.ref == f"A1:{get_column_letter(len(table.columns))}2"
    assert [cell.value for cell in sheet[1]] == [
        f"{column.label} *" if column.required else column.label for column in table
    ]


@OF_EVERY_TABLE
def test_every_column_is_explained(table, column):
    lines = form(table)[EXPLANATION].iter_rows(values_only=True)
    [line] = [line for line in lines if line[0] == column.label]

    assert line[1] == ("ja" if column.required else None)
    assert line[2] == column.meaning
    assert line[4:] == (column.unit or None, column.empty_means, example(column))
    assert all(value in line[3] for value in column.allowed)


@OF_EVERY_TABLE
def test_every_example_is_readable(table, column):
    read(example(column), column)


# What Excel lets through

TEXT, GENERAL = "@", "General"


@pytest.mark.parametrize(
    "kind, type, operator, first, second, format",
    [
        (Kind.TEXT, None, "between", None, None, {TEXT}),
        (Kind.CHOICE, "list", "between", ..., None, {TEXT}),
        (Kind.YES_NO, "list", "between", ..., None, {TEXT}),
        (Kind.ANLAGE, "list", "between", ..., None, {TEXT}),
        (Kind.SCHULJAHR, "custom", "between", ..., None, {TEXT}),
        (Kind.SCHULNUMMER, "custom", "between", ..., None, {TEXT}),
        (Kind.SCHULNUMMERN, "custom", "between", ..., None, {TEXT}),
        (Kind.DATE, "date", "between", "32874", "73050", {"dd.mm.yyyy"}),
        (Kind.INT, "whole", "greaterThanOrEqual", "0", None, {"#,##0", "0"}),
        (Kind.NUMBER, "decimal", "greaterThanOrEqual", "0", None, {GENERAL}),
        (Kind.SHARE, "decimal", "between", "0", "1", {"0.0 %"}),
    ],
    ids=lambda thing: thing.name if isinstance(thing, Kind) else "",
)
def test_rule_and_format_of_a_kind(kind, type, operator, first, second, format):
    columns = [(table, column) for table in TABLES for column in table if column.kind is kind]
    assert columns
    for table, column in columns:
        sheet = form(table)[table.label]
        one = rule(sheet, table, column)
        assert (one.type, one.operator or "between", one.formula2) == (type, operator, second)
        assert one.formula1 if first is ... else one.formula1 == first
        letter = get_column_letter(table.names.index(column.name) + 1)
        assert sheet.column_dimensions[letter].number_format in format


@OF_EVERY_TABLE
def test_excel_speaks_german_and_refuses(table, column):
    one = rule(form(table)[table.label], table, column)

    assert one.promptTitle == one.errorTitle == column.label
    assert column.meaning[:150] in one.prompt
    assert one.error.startswith("Hier geht nur: ")
    assert one.errorStyle in (None, "stop") and one.allow_blank
    assert max(len(one.prompt), len(one.error)) <= 255


@IN_EVERY_TABLE
def test_lists_offer_exactly_what_is_allowed(table):
    book = form(table)
    offered = {
        column.name: listed(book, rule(book[table.label], table, column))
        for column in table
        if column.kind in (Kind.CHOICE, Kind.YES_NO, Kind.ANLAGE)
    }

    for name, values in offered.items():
        assert len(values) == len(set(values)) > 0
        assert [str(read(value, table[name])) for value in values] == (
            ["True", "False"] if table[name].kind is Kind.YES_NO else values
        )
        assert table[name].kind is not Kind.CHOICE or values == list(table[name].allowed)


# What is filled in


def typed(text: str, column: Column) -> object:
    """What Excel stores of a text typed into a cell of the column."""
    value = read(text, column)
    if column.kind is Kind.DATE:
        return datetime(value.year, value.month, value.day)
    return text if isinstance(value, (str, bool)) else value


@IN_EVERY_TABLE
def test_the_examples_go_in_without_a_finding(table):
    row = {column.name: typed(example(column), column) for column in table}
    delivery = check(filled(table, [row]))

    assert (delivery.findings, len(delivery.sheets[0].rows)) == ((), 1)


TEXTS = st.text("abcdefgäöüß ABC-/.()0123456789,;&§%", max_size=30).map(lambda t: f"Text {t}")
NUMBERS = st.integers(100000, 999999).map(str)
VALUES = {
    Kind.TEXT: TEXTS,
    Kind.SCHULJAHR: st.integers(2000, 2098).map(schuljahr),
    Kind.SCHULNUMMER: NUMBERS,
    Kind.SCHULNUMMERN: st.lists(NUMBERS, min_size=1, max_size=5, unique=True).map(", ".join),
    Kind.DATE: st.dates(EARLIEST_DAY, LATEST_DAY),
    Kind.INT: st.integers(0, 100_000),
    Kind.NUMBER: st.floats(0, 10_000, allow_nan=False),
    Kind.SHARE: st.floats(0, 1, allow_nan=False),
}


@st.composite
def rows(draw: st.DrawFn, table: Table, book: openpyxl.Workbook) -> Row:
    """What the rules let through, and what is plausible: whatever else the sender types is true."""
    needed = {column.name for column in table if column.required}
    row = {}
    for column in table:
        one = rule(book[table.label], table, column)
        values = st.sampled_from(listed(book, one)) if one.type == "list" else VALUES[column.kind]
        row[column.name] = draw(values if column.name in needed else st.none() | values)
    return row | dict(plausible(table, row))


def plausible(table: Table, row: Row) -> Iterator[tuple[str, object]]:
    if "eingangsdatum" in table:
        start = first_day(row["schuljahr"])
        yield "eingangsdatum", start + timedelta(days=row["eingangsdatum"].toordinal() % 365)
    if table is POK:
        yield "status_datum", None
        if row["ebene"] != "bildungsgangübergreifend":
            yield "anlage", row["anlage"] or "A"
            yield "bildungsgang", row["bildungsgang"] or "Koch/Köchin"
    if table is ANZEIGEN:
        yield "beginn", None
        if row["stunden_gesamt"] is not None and row["stunden_distanz"] is not None:
            yield "stunden_distanz", min(row["stunden_distanz"], row["stunden_gesamt"])
            yield "anteil", None
    if table is ZIELE:
        yield "status", row["status"] or "in Planung"
        yield "dokumentiert_am", weekday(row["dokumentiert_am"] or date(2026, 1, 1))
        yield from (("vorgaenger", None), ("nachfolger", None))
    if table is ZIELWERTE:
        yield "kennzahl", "Praxisbeispiele"
        if row["minimum"] is not None and row["maximum"] is not None:
            yield "maximum", max(row["minimum"], row["maximum"])
    if table is TERMINE:
        yield from ((name, row[name] and weekday(row[name])) for name in ("datum", "ende"))


def weekday(day: date) -> date:
    """The day, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def told_apart(table: Table, drawn: list[Row]) -> list[Row]:
    """No two rows of one key: the number of the row stands in a text of it."""
    name = {"ziele": "nummer", "zielwerte": "ziel", "termine": "veranstaltung"}.get(table.name)
    if name:
        titles = ({"titel": f"Ziel {n}"} if table is ZIELE else {} for n in range(len(drawn)))
        return [
            row | {name: f"Nr. {number}"} | title
            for number, (row, title) in enumerate(zip(drawn, titles, strict=True))
        ]
    numbered = [row | {"schulnummer": str(200_000 + n)} for n, row in enumerate(drawn)]
    return [row | ({"aktenzeichen": None} if table.reference else {}) for row in numbered]


@IN_EVERY_TABLE
def test_what_the_form_lets_through_goes_in_without_a_finding(table):
    book = form(table)

    @settings(max_examples=5, deadline=None)
    @given(st.lists(rows(table, book), min_size=1, max_size=25))
    def comes_back(drawn: list[Row]) -> None:
        sent = told_apart(table, drawn)
        delivery = check(filled(table, sent))

        assert delivery.findings == ()
        [sheet] = delivery.sheets
        assert (len(sheet.rows), sheet.skipped) == (len(sent), ())
        for column in (c for c in table if c.kind is not Kind.ANLAGE):
            for got, said in zip(sheet.rows[column.name], sent, strict=True):
                if said[column.name] is not None and not dropped(table, column, said):
                    assert got == meant(said[column.name], column)

    comes_back()


def meant(said: object, column: Column) -> object:
    if column.kind is Kind.DATE:
        return datetime(said.year, said.month, said.day)
    if column.kind in (Kind.NUMBER, Kind.SHARE):
        return pytest.approx(said)
    return read(said, column)


def dropped(table: Table, column: Column, row: Row) -> bool:
    """The figures of Anlage D number timetables (DOMAIN 3.1)."""
    return column.name == "untertyp" and row["anlage"] == "D"


# The sheets beside the table


def test_lists_may_be_looked_at_and_sheets_copied():
    book = openpyxl.load_workbook(io.BytesIO(filled(POK, [])))
    book[LISTS].sheet_state = "visible"
    book.copy_worksheet(book[EXPLANATION]).title = f"{EXPLANATION} (2)"
    content = io.BytesIO()
    book.save(content)

    assert [f.check for f in check(content.getvalue()).findings] == ["empty_table"]


HEADER = "Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang"
RECORD = "2024/25   | Köln             | 200001      | 25.08.2024    | A 1    | Koch"


@pytest.mark.parametrize(
    "name, picture, found, rows",
    [
        (EXPLANATION, "Bitte bis Freitag", ["unknown_sheet"], 1),
        ("Notizen", f"{MARKS[EXPLANATION]} »Anzeigen«", ["unknown_sheet"], 1),
        (LISTS, f"{HEADER}\n{RECORD.replace('200001', '200002')}", [], 2),
    ],
)
def test_a_sheet_of_the_sender_is_never_taken_for_ours(name, picture, found, rows):
    delivery = check(workbook({"Anzeigen": f"{HEADER}\n{RECORD}", name: picture}), "liste.xlsx")

    assert [f.check for f in delivery.findings] == found
    assert sum(len(sheet.rows) for sheet in delivery.sheets) == rows
