"""Every row of a file is accounted for, and nobody reads on when nobody waits."""

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from diggs_analytics.intake.cells import letter
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.reader import start_reading
from tests.workbooks import cells, workbook

TODAY = Known(date(2026, 10, 16))
HEADER = ["Schuljahr", "Bezirksregierung", "Schulnummer", "Eingangsdatum", "Anlage",
          "Bildungsgang", "Klassen", "Lernende"]  # fmt: skip
ROW = ["2024/25", "Münster", "200001", "25.08.2024", "A 1", "Köchin", "2", "40"]
GOOD = workbook({"Anzeigen": [HEADER, ROW]})


@given(
    st.lists(
        st.lists(
            st.sampled_from(["", "Summe", "2024/25", "Köln", "200001", "A 1", "-1", "25.08.2024"]),
            max_size=8,
        ),
        max_size=12,
    )
)
@settings(max_examples=25, deadline=None)
def test_no_row_is_lost(rows):
    content = workbook({"Anzeigen": [HEADER, *rows]})

    (sheet,) = read_delivery("x.xlsx", content, TODAY).sheets

    filled = {number for number, row in enumerate(rows, start=2) if any(row)}
    kept = [*sheet.rows.index, *(r.row for r in sheet.set_aside), *(r.row for r in sheet.skipped)]
    assert sheet.rows_read == len(filled)
    assert sorted(kept) == sorted(filled)


CELL = st.sampled_from(["", "Summe", "2024/25", "Köln", "200001", "A 1", "-1", "25.08.2024"])
POK = ["Schuljahr", "BR", "SNR", "Ebene", "Eingang", "Status"]
BLOCKS = {
    "one row": [HEADER],
    "two rows": [
        [*HEADER[:6], "Klassen", "Lernende"],
        ["", "", "", "", "", "", "Anzahl", "Anzahl"],
    ],
    "another order": [[*HEADER[3:], *HEADER[:3]]],
    "another table": [POK],
    "with a title": [["Bezirksregierung Münster 2023/24"], HEADER[2:]],
}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(BLOCKS)), st.lists(st.lists(CELL, max_size=8), max_size=5)
        ),
        min_size=1,
        max_size=4,
    )
)
@example([("another table", [["Summe"]]), ("another order", [])])
@settings(max_examples=40, deadline=None)
def test_no_row_is_lost_between_several_tables(blocks):
    rows, headers = [], set()
    for kind, records in blocks:
        headers |= set(range(len(rows) + 1, len(rows) + 1 + len(BLOCKS[kind])))
        rows += [*BLOCKS[kind], *records]
    delivery = read_delivery("x.xlsx", workbook({"Liste": rows}), TODAY)

    filled = {number for number, row in enumerate(rows, start=1) if any(row)}
    kept = [
        number
        for sheet in delivery.sheets
        for number in (
            *sheet.rows.index,
            *(row.row for row in sheet.set_aside),
            *(row.row for row in sheet.skipped),
        )
    ]
    assert len(set(kept)) == len(kept)
    assert filled - headers <= set(kept) <= filled


def test_letters_of_columns():
    assert [letter(n) for n in (1, 26, 27, 702, 703, 16384)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert cells("a | b\n\nc") == [["a", "b"], [""], ["c"]]


def test_reading_that_nobody_waits_for_is_stopped():
    reading = start_reading(GOOD, Limits())
    child = reading.args[0]

    del reading

    assert child.returncode is not None
