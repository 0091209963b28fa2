"""A frozen folder is verified from itself alone: every byte, and every figure from its rows."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from diggs_analytics.domain.tables import ANZEIGEN
from diggs_analytics.evaluation.criteria import DEFAULT
from diggs_analytics.evaluation.folder import MANIFEST, SEAL, read_rows, sha256
from diggs_analytics.evaluation.freeze import freeze
from diggs_analytics.evaluation.verify import verify
from diggs_analytics.store import open_store
from tests.test_evaluation import ready

CRITERIA = replace(
    DEFAULT,
    name="Klein",
    measures=("anzeigen", "distanzanteil"),
    breakdowns=("bezirksregierung",),
)
FILES = [
    "rows/anzeigen.parquet", "rows/pok.parquet", "rows/schulen.parquet", "criteria.json",
    "figures.json", "checklist.json", "deliveries.json", "versions.json", MANIFEST, SEAL,
]  # fmt: skip


@pytest.fixture(scope="module")
def original(loaded_store, tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("frozen")
    engine = open_store(f"sqlite:///{shutil.copy(loaded_store, place / 'd.sqlite')}")
    freeze(engine, ready(engine, criteria=CRITERIA), place / "o")
    engine.dispose()
    return place / "o"


@pytest.fixture
def folder(original, tmp_path) -> Path:
    """A copy somewhere else, which a test may change."""
    return shutil.copytree(original, tmp_path / "anderswo")


def sealed(folder: Path) -> None:
    """As somebody would leave it who knows how it is made: hashes and seal fit what is there."""
    manifest = json.loads((folder / MANIFEST).read_bytes())
    files = {path: sha256((folder / path).read_bytes()) for path in manifest["files"]}
    content = json.dumps(manifest | {"files": files}).encode()
    (folder / MANIFEST).write_bytes(content)
    (folder / SEAL).write_bytes(f"{sha256(content)}  {MANIFEST}\n".encode())


def change_json(folder: Path, path: str, change) -> None:
    content = json.loads((folder / path).read_bytes())
    change(content)
    (folder / path).write_text(json.dumps(content), encoding="utf-8")
    sealed(folder)


def change_rows(folder: Path, change) -> None:
    path = folder / "rows/anzeigen.parquet"
    pq.write_table(change(pq.read_table(path)), path)
    sealed(folder)


def test_it_is_what_it_was_wherever_it_lies(original, folder):
    assert verify(original) == verify(folder) == []


def test_these_are_all_files(original):
    found = [path.relative_to(original).as_posix() for path in original.rglob("*.*")]

    assert sorted(found) == sorted(FILES)


@pytest.mark.parametrize("where", [0, 0.5, -1], ids=["first", "middle", "last"])
@pytest.mark.parametrize("path", FILES)
def test_one_changed_byte_is_named(folder, path, where):
    content = bytearray((folder / path).read_bytes())
    content[int(len(content) * where) if where >= 0 else -1] ^= 1
    (folder / path).write_bytes(content)

    assert path in verify(folder)[0]


@pytest.mark.parametrize("path", FILES)
def test_a_missing_file_is_named(folder, path):
    (folder / path).unlink()

    assert f"{path} fehlt." in verify(folder)[0]


@pytest.mark.parametrize("path", ["notiz.txt", "rows/weitere.parquet", "neu/liste.xlsx"])
def test_an_additional_file_is_named(folder, path):
    (folder / path).parent.mkdir(exist_ok=True)
    (folder / path).touch()

    assert verify(folder) == [f"Die Datei {path} gehört nicht dazu."]


def without_first(table):
    return table.slice(1)


def half_the_hours(table):
    hours = pc.divide(table["stunden_distanz"], 2.0)
    return table.set_column(table.column_names.index("stunden_distanz"), "stunden_distanz", hours)


@pytest.mark.parametrize(
    "change, figures",
    [
        (without_first, {"anzeigen", "anzeigen/bezirksregierung=Köln", "distanzanteil"}),
        (half_the_hours, {"distanzanteil", "distanzanteil/bezirksregierung=Köln"}),
    ],
)
def test_changed_rows_are_told_by_their_figures(folder, change, figures):
    change_rows(folder, change)

    told = {sentence.partition(": ")[0] for sentence in verify(folder)}

    assert figures <= told
    assert "anzeigen/bezirksregierung=Münster" not in told


def test_a_figure_is_compared_to_its_last_digit(folder):
    def nudge(content: dict) -> None:
        figure = next(one for one in content["figures"] if one["id"] == "distanzanteil")
        figure["value"] += 1e-16

    change_json(folder, "figures.json", nudge)

    (sentence,) = verify(folder)
    assert sentence.startswith("distanzanteil: eingefroren 0,")
    assert ", neu berechnet 0," in sentence


@pytest.mark.parametrize(
    "change, sentence",
    [
        (
            lambda content: content["figures"][0].update(value=None, nothing="unbekannt", note="x"),
            "anzeigen: eingefroren unbekannt (x), neu berechnet ",
        ),
        (lambda content: content["figures"].pop(0), "anzeigen: eingefroren keine Angabe, neu"),
        (
            lambda content: content["figures"].append(content["figures"][0] | {"id": "mond"}),
            "neu berechnet keine Angabe.",
        ),
    ],
)
def test_figures_that_do_not_follow_from_the_rows(folder, change, sentence):
    change_json(folder, "figures.json", change)

    (said,) = verify(folder)
    assert sentence in said


def test_a_rule_that_was_worded_otherwise_is_said_where_figures_differ(folder):
    def reword(content: dict) -> None:
        content["measures"]["anzeigen"]["definition"] = "Früher zählte anderes."

    change_json(folder, "figures.json", reword)
    assert verify(folder) == []

    change_json(folder, "criteria.json", lambda content: content["counts"].update(art=["Änderung"]))
    assert "Die Zählregel von »Anzeigen« lautet heute anders." in verify(folder)


def test_an_older_folder_lacks_columns_that_came_later(folder):
    change_rows(folder, lambda table: table.drop_columns(["partnerschulen", "klassen"]))

    assert verify(folder) == []
    rows = read_rows(folder / "rows/anzeigen.parquet", ANZEIGEN)
    assert rows["klassen"].isna().all() and rows.dtypes["klassen"] == "Int64"


@pytest.mark.parametrize(
    "change, sentence",
    [
        (
            lambda content: content.update(measures=["noten"]),
            "Die Zahlen lassen sich nicht neu berechnen: Die Kennzahl »noten« gibt es nicht.",
        ),
        (lambda content: content.clear(), "In den Kriterien fehlt die Angabe »name«."),
    ],
)
def test_criteria_that_nobody_can_count_by(folder, change, sentence):
    change_json(folder, "criteria.json", change)

    (said,) = verify(folder)
    assert sentence in said


def write(content: bytes):
    return lambda folder: (folder / MANIFEST).write_bytes(content)


@pytest.mark.parametrize(
    "prepare, sentence",
    [
        (shutil.rmtree, "ist keine eingefrorene Auswertung: manifest.json fehlt."),
        (write(b"\xff"), "manifest.json ist nicht lesbar."),
        (write(b"[]"), "manifest.json ist nicht lesbar."),
        (write(b'{"format": 2, "files": {}}'), "von einer neueren Fassung dieses Programms"),
    ],
)
def test_what_is_no_frozen_folder(folder, prepare, sentence):
    prepare(folder)

    (said,) = verify(folder)
    assert sentence in said
