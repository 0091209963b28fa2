"""The sample deliveries: made again they are the same, and they are what they claim to be."""

import csv
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from diggs_analytics.domain.schema import Kind
from diggs_analytics.domain.signs import READ_AS_EMPTY
from diggs_analytics.domain.spelling import comparable, lookup
from diggs_analytics.domain.tables import table_named
from diggs_analytics.intake.context import bezirksregierungen_in, schuljahre_in
from sample_data.deliveries import DELIVERIES, LAND, Sent, pictures, rows
from sample_data.generate import FOLDER, generate
from sample_data.habits import HABITS
from sample_data.mistakes import MISTAKES
from sample_data.schools import SCHULJAHRE, schools
from sample_data.truth import truth

REAL = FOLDER.parents[1] / "shared" / "data"
OF_BEZIRKSREGIERUNGEN = [sent for sent in DELIVERIES if sent.sender != LAND]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("sample_data")
    generate(folder)
    return folder


def cells(file: Path) -> object:
    if file.suffix == ".csv":
        return file.read_bytes()
    book = CalamineWorkbook.from_path(file)
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


@pytest.mark.parametrize("sent", DELIVERIES, ids=lambda sent: sent.file)
def test_generator_makes_the_committed_cells(made, sent):
    assert cells(made / "lieferungen" / sent.file) == cells(FOLDER / "lieferungen" / sent.file)


def test_generator_makes_the_committed_list_of_files(made):
    listed = (FOLDER / "lieferungen.csv").read_text(encoding="utf-8")

    assert (made / "lieferungen.csv").read_text(encoding="utf-8") == listed
    names = [line["datei"] for line in csv.DictReader(listed.splitlines(), delimiter=";")]
    assert sorted(names) == sorted(file.name for file in (FOLDER / "lieferungen").iterdir())


def test_files_are_few_small_and_all_different():
    contents = [file.read_bytes() for file in (FOLDER / "lieferungen").iterdir()]

    assert 45 <= len(set(contents)) == len(contents) <= 60
    assert sum(map(len, contents)) < 6_000_000


# DOMAIN 4.1; two more public schools until 2023/24 (DOMAIN 4.2).
@pytest.mark.parametrize(
    "name, public, private, closing",
    [
        ("Arnsberg", 52, 18, 1),
        ("Detmold", 31, 24, 0),
        ("Düsseldorf", 72, 26, 1),
        ("Köln", 57, 23, 0),
        ("Münster", 39, 14, 0),
    ],
)
@pytest.mark.parametrize("schuljahr", SCHULJAHRE)
def test_berufskollegs_are_distributed_as_the_real_ones(schuljahr, name, public, private, closing):
    register = truth("schulen", schuljahr)
    counted = register[(register["schulform"] == "Berufskolleg") & register["aktiv"]]
    status = counted.loc[counted["bezirksregierung"] == name, "rechtsstatus"]

    still_open = closing if schuljahr < "2024/25" else 0
    assert Counter(status) == {"öffentlich": public + still_open, "privat": private}


@pytest.mark.parametrize("file", ["bk_register_2024_25.csv", "schuldaten_msb_2021-09.csv"])
def test_no_school_is_a_real_one(file):
    if not REAL.exists():
        pytest.skip("the real registers do not lie beside this checkout")
    real = {cell.strip('"') for cell in (REAL / file).read_text(encoding="utf-8").split(";")}
    # The number stands first in its line, after the last cell of the line before.
    real |= {part.strip('"') for cell in real for part in cell.splitlines()}

    assert not real & {school.schulnummer for school in schools()}
    assert not real & {school.schule for school in schools()}
    assert not real & {school.ort for school in schools()}
    assert real & {"178718", "100035"}, "the registers were not read as meant"


@pytest.mark.parametrize(
    "schuljahr, anzeigen, taking_part",
    [
        ("2022/23", range(550, 650), range(80, 100)),
        ("2023/24", range(1000, 1200), range(130, 170)),
        ("2024/25", range(1600, 1800), range(190, 220)),
        ("2025/26", range(2400, 2600), range(250, 270)),
        ("2026/27", range(1600, 2100), range(250, 300)),
    ],
)
def test_participation_grows(schuljahr, anzeigen, taking_part):
    found = truth("anzeigen", schuljahr)

    assert len(found) in anzeigen
    assert found["schulnummer"].nunique() in taking_part


def test_poks_begin_with_the_law():
    counts = {schuljahr: len(truth("pok", schuljahr)) for schuljahr in SCHULJAHRE}

    assert [schuljahr for schuljahr, count in counts.items() if count] == list(SCHULJAHRE[2:])


@pytest.mark.parametrize("schuljahr", SCHULJAHRE[2:])
def test_concept_across_a_border_is_reported_on_both_sides(schuljahr):
    found = truth("pok", schuljahr)
    common = found[found["ebene"] == "schulübergreifend"]
    home = {school.schulnummer: school.bezirksregierung for school in schools()}
    sides = [
        (own, {home[own], *(home[partner] for partner in partners.split(", "))})
        for own, partners in zip(common["schulnummer"], common["partnerschulen"], strict=True)
    ]

    across = [own for own, names in sides if len(names) > 1]
    assert len({home[own] for own in across}) > 1
    assert len(common) >= 20


def test_files_come_in_order_and_know_nothing_of_the_future():
    days = [sent.received for sent in DELIVERIES]
    early = [
        sent.file
        for sent in OF_BEZIRKSREGIERUNGEN
        for known in rows(sent).values()
        if max(row["eingangsdatum"] for row in known) > sent.received
    ]

    assert days == sorted(days)
    assert early == []


def test_only_detmold_has_not_sent_the_running_year():
    sent_for = {
        schuljahr: {sent.sender for sent in OF_BEZIRKSREGIERUNGEN if sent.schuljahr == schuljahr}
        for schuljahr in SCHULJAHRE
    }

    assert sent_for == {
        **{schuljahr: set(HABITS) for schuljahr in SCHULJAHRE},
        "2026/27": set(HABITS) - {"Detmold"},
    }


def _sent_before(later: Sent) -> Sent:
    return [
        sent
        for sent in DELIVERIES
        if (sent.sender, sent.schuljahr, sent.tables)
        == (later.sender, later.schuljahr, later.tables)
        and sent.received < later.received
    ][-1]


@pytest.mark.parametrize(
    "file",
    [
        "Duesseldorf_SJ2425_neu.csv",
        "BR_Arnsberg_Anzeigen_PoK_2024-25_korrigiert.xlsx",
        "Duesseldorf_SJ2526_neu.csv",
        "Koeln_DU_PoK_2025-2026_korrigiert.xlsx",
    ],
)
def test_corrected_file_drops_rows_and_changes_others(file):
    later = next(sent for sent in DELIVERIES if sent.file == file)
    before, after = (
        {(row["schulnummer"], row["bildungsgang"], row["eingangsdatum"], row["art"]): row
         for row in rows(sent)["anzeigen"]}
        for sent in (_sent_before(later), later)
    )  # fmt: skip

    assert set(after) < set(before)
    assert any(before[key] != row for key, row in after.items())


@pytest.mark.parametrize("sent", DELIVERIES, ids=lambda sent: sent.file)
def test_senders_use_headings_that_are_declared(sent):
    for picture in pictures(sent):
        table = table_named(picture.table)
        known = {comparable(text): column.name for column in table for text in column.headings}
        for heading in picture.headings:
            assert known.get(comparable(heading.text), "") == heading.name


@pytest.mark.parametrize("sent", OF_BEZIRKSREGIERUNGEN, ids=lambda sent: sent.file)
def test_senders_use_spellings_that_are_declared(sent):
    known = rows(sent)
    for picture in HABITS[sent.sender](known, sent.schuljahr, sent.made):
        table = table_named(picture.table)
        for name in (column.name for column in table if column.kind is Kind.CHOICE):
            if name not in picture.names:
                continue
            place, spellings = picture.names.index(name), lookup(table[name].allowed)
            typed = {row.cells[place] for row in picture.rows if row.is_record}
            read = {spellings.get(comparable(cell)) for cell in typed - {None, *READ_AS_EMPTY}}
            assert read <= {row[name] for row in known[table.name]}


@pytest.mark.parametrize("sent", OF_BEZIRKSREGIERUNGEN, ids=lambda sent: sent.file)
def test_names_and_titles_mention_no_other_schuljahr_or_bezirksregierung(sent):
    said = [sent.file, *(text for sheet in pictures(sent) for text in (sheet.sheet, *sheet.titles))]

    assert {found for text in said for found in schuljahre_in(text)} <= {sent.schuljahr}
    assert {found for text in said for found in bezirksregierungen_in(text)} <= {sent.sender}


def test_every_mistake_is_made_and_they_are_rare():
    sizes = {
        (sent.file, table): len(known)
        for sent in OF_BEZIRKSREGIERUNGEN
        for table, known in rows(sent).items()
    }
    places = [(mistake.file, mistake.table, mistake.record) for mistake in MISTAKES]

    assert len(set(places)) == len(places)
    assert [place for place in places if place[2] > sizes.get(place[:2], 0)] == []
    per_table = Counter(place[:2] for place in places)
    assert all(count <= max(1, sizes[place] / 100) for place, count in per_table.items())


def test_mistakes_are_no_part_of_the_truth():
    spoiled = {mistake.file for mistake in MISTAKES}

    for sent in OF_BEZIRKSREGIERUNGEN:
        clean = HABITS[sent.sender](rows(sent), sent.schuljahr, sent.made)
        same = [sheet.rows for sheet in pictures(sent)] == [sheet.rows for sheet in clean]
        assert same == (sent.file not in spoiled)


@pytest.mark.parametrize(
    "file", ["Koeln_DU_PoK_2024-2025.xlsx", "BR_Arnsberg_Anzeigen_PoK_2025-26.xlsx"]
)
def test_excel_error_is_a_real_one(file):
    with zipfile.ZipFile(FOLDER / "lieferungen" / file) as book:
        sheets = [book.read(name) for name in book.namelist() if "worksheets/sheet" in name]

    assert sum(xml.count(b't="e"') for xml in sheets) == 1
