"""Any list, written with any habits of senders, comes out as the rows that it holds."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from diggs_analytics.domain import codes
from diggs_analytics.domain.tables import ANZEIGEN
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.output.formats import MONTHS

TODAY = Known(date(2026, 10, 16))

# The true values of a record, by column of ours.
Record = dict[str, object]
RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "schuljahr": st.sampled_from(["2023/24", "2024/25"]),
            "bezirksregierung": st.sampled_from(sorted(codes.BEZIRKSREGIERUNGEN)),
            "schulnummer": st.integers(100_000, 299_999),
            "eingangsdatum": st.dates(date(2023, 8, 1), date(2025, 7, 31)),
            "anlage": st.sampled_from(["A", "B", "C", "E"]),
            "untertyp": st.integers(1, 4),
            "bildungsgang": st.sampled_from(["Koch/Köchin", "Summe der Teile", "Gesamt – Technik"]),
            "klassen": st.integers(0, 40),
        }
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda record: record["schulnummer"],
)
# Each writes a value as some sender would.
WAYS = {
    "schuljahr": (str, lambda v: f"20{v[2:4]}/20{v[5:]}", lambda v: f"SJ {v[2:]}", lambda v: v[2:]),
    "bezirksregierung": (str, str.upper, lambda v: f"BR {v}", lambda v: f"Bez.-Reg. {v}"),
    "schulnummer": (int, str, lambda v: f"{v}.0", lambda v: f"Nr. {str(v)[:3]} {str(v)[3:]}"),
    "eingangsdatum": (
        lambda v: datetime(v.year, v.month, v.day),
        lambda v: f"{v:%d.%m.%Y}",
        lambda v: f"{v:%d.%m.%y}",
        date.isoformat,
        lambda v: (v - date(1899, 12, 30)).days,
        lambda v: f"{v.day}. {MONTHS[v.month]} {v.year}",
    ),
    "anlage": (str, lambda v: f"Anlage {v}", lambda v: f"APO-BK Anlage {v}", str.lower),
    "untertyp": (int, str, float),
    "bildungsgang": (str, lambda v: f"  {v} ", lambda v: v.replace(" ", "\n")),
    "klassen": (int, str, float, lambda v: f"{v},0"),
}
BLANK: list[object] = []
NOTES = (["Stand: 15.10.2024"], ["", "Quelle: eigene Erhebung"])


@dataclass
class Drawn:
    """Rows as they stand in the sheet, and which of them are records, by Excel's row number."""

    rows: list[Sequence[object]] = field(default_factory=list)
    records: dict[int, Record] = field(default_factory=dict)


@st.composite
def sheets(draw: st.DrawFn) -> Drawn:
    drawn = Drawn(draw(st.lists(st.sampled_from([BLANK, ["Anzeigen"], *NOTES]), max_size=4)))
    names = draw(st.permutations(list(WAYS)))
    margin = [""] * draw(st.integers(0, 3))
    headings = [draw(st.sampled_from(_headings(name))) for name in names]
    drawn.rows.append([*margin, *headings])
    ways = {name: draw(st.sampled_from(WAYS[name])) for name in names}
    for record in draw(RECORDS):
        for row in draw(st.lists(st.sampled_from(["blank", "sum", "header"]), max_size=1)):
            between = {"blank": BLANK, "sum": ["Zwischensumme", 7], "header": headings}[row]
            drawn.rows.append([*margin, *between] if between else BLANK)
        drawn.rows.append([*margin, *(ways[name](record[name]) for name in names)])
        drawn.records[len(drawn.rows)] = record
    drawn.rows += draw(st.lists(st.sampled_from([BLANK, ["Summe", 99], *NOTES]), max_size=3))
    return drawn


def _headings(name: str) -> list[str]:
    heads = ANZEIGEN[name].headings
    return [*heads, heads[0].upper(), f" {heads[0]} ", f"{heads[0]}¹)"]


def written(rows: Sequence[Sequence[object]], hidden: set[int], inline: bool) -> bytes:
    content = io.BytesIO()
    options = {"default_date_format": "dd.mm.yyyy", "constant_memory": inline}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet("Liste")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value != "":
                    sheet.write(number, column, value)
            if number in hidden:
                sheet.set_row(number, options={"hidden": True})
    return content.getvalue()


@given(sheets(), st.sets(st.integers(0, 20), max_size=3), st.booleans())
@settings(max_examples=60, deadline=None)
def test_whatever_the_habits_the_rows_are_the_same(drawn, hidden, inline):
    delivery = read_delivery("Liste.xlsx", written(drawn.rows, hidden, inline), TODAY)
    (sheet,) = delivery.sheets
    named = {finding.row for finding in delivery.findings}

    assert sheet.rows_read == len(sheet.rows) + len(sheet.set_aside) + len(sheet.skipped)
    assert not {row.row for row in sheet.skipped} & set(drawn.records)
    for number, record in drawn.records.items():
        if number not in named:
            got = sheet.rows.loc[number]
            assert {name: _plain(got[name]) for name in record} == {
                name: _plain(value) for name, value in record.items()
            }


def _plain(value: object) -> str:
    """A value as text; blanks and line breaks are one blank."""
    if isinstance(value, datetime):
        value = value.date()
    return " ".join(str(value).split())


@given(sheets())
@settings(max_examples=30, deadline=None)
def test_habits_alone_are_no_finding(drawn):
    delivery = read_delivery("Liste.xlsx", written(drawn.rows, set(), False), TODAY)

    assert [f for f in delivery.findings if f.check not in PLAUSIBLE] == []


# What the invented values may rightly be told of.
PLAUSIBLE = {"eingang_outside_schuljahr", "duplicate_key"}
