"""The commands as somebody in a shell or a script meets them (CONTRACT 2)."""

import contextlib
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from diggs_analytics.command_line.app import main
from diggs_analytics.domain.tables import ANZEIGEN, TABLES
from tests.workbooks import workbook

ROOT = Path(__file__).parent.parent

HEADER = (
    "Schuljahr | Bezirksregierung | Schulnummer | Eingangsdatum | Anlage | Bildungsgang | Klassen"
)

GOOD = f"""
{HEADER}
2024/25 | Köln | 200001 | 02.09.2024 | A 1 | Koch | 2
2024/25 | Köln | 200002 | 03.09.2024 | A 1 | Koch | 3
2024/25 | Köln | 200003 | 04.09.2024 | A 1 | Koch | 4
"""
# Of the rows above one is gone, one has another value, one is the same, one is new.
LATER = f"""
{HEADER}
2024/25 | Köln | 200002 | 03.09.2024 | A 1 | Koch | 5
2024/25 | Köln | 200003 | 04.09.2024 | A 1 | Koch | 4
2024/25 | Köln | 200004 | 05.09.2024 | A 1 | Koch | 1
"""
MIXED = f"""
Anzeigen im Bezirk
{HEADER}
2024/25 | Köln  | 200001 | 02.09.2024 | A 1 | Koch | 2
2024/25 | Kölln | 200002 | 03.09.2024 | A 1 | Koch | 3
2024/25 | Köln  | 200003 | 04.09.2024 | A 1 | Koch | viele
Summe   |       |        |            |     |      | 5
"""
WARNED = f"""
{HEADER}
2024/25 | Köln | 200001 | 02.09.2024 | A 1 | Koch | viele
"""
NOWHERE = """
Schulnummer | Eingangsdatum | Anlage | Bildungsgang
200001      | 02.09.2024    | A 1    | Koch
"""
MUENSTER = f"""
{HEADER}
2023/24 | Münster | 200005 | 02.09.2023 | A 1 | Koch | 6
2024/25 | Münster | 200005 | 02.09.2024 | A 1 | Koch | 7
"""


def book(picture: str) -> bytes:
    return workbook({"Anzeigen": picture})


def locked(content: bytes) -> bytes:
    buffer = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt("geheim", buffer)
    return buffer.getvalue()


FILES = {
    "gut.xlsx": book(GOOD),
    "spaeter.xlsx": book(LATER),
    "gemischt.xlsx": book(MIXED),
    "hinweis.xlsx": book(WARNED),
    "nirgends.xlsx": book(NOWHERE),
    "muenster.xlsx": book(MUENSTER),
    "leer.xlsx": b"",
    "abgeschnitten.xlsx": book(GOOD)[:2500],
    "geschuetzt.xlsx": locked(book(GOOD)),
    "bild.xlsx": b"\x89PNG\r\n\x1a\n",
    "unsinn.xlsx": bytes(range(256)) * 8,
}


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict:
        return json.loads(self.out)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """Where the user works: the files above, and a store that is not there yet."""
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIGGS_DATABASE_URL", f"sqlite:///{tmp_path / 'd.sqlite'}")
    return tmp_path


@pytest.fixture
def diggs(folder, monkeypatch, capsys):
    """Run a command as the shell would, but without starting Python anew."""

    def run(*words: object) -> Answer:
        monkeypatch.setattr(sys, "argv", ["diggs", *map(str, words)])
        with pytest.raises(SystemExit) as exit:
            main()
        said = capsys.readouterr()
        return Answer(exit.value.code or 0, said.out, said.err)

    return run


@pytest.fixture
def shell(folder):
    """Run a command as a process of its own, its words as bytes."""

    def run(*words: object, **environment: str) -> subprocess.CompletedProcess:
        command = [sys.executable, "-m", "diggs_analytics", *map(str, words)]
        paths = {"PYTHONPATH": str(ROOT)}
        return subprocess.run(command, capture_output=True, env=os.environ | paths | environment)

    return run


# What check says


@pytest.mark.parametrize(
    "files, code",
    [
        (["gut.xlsx"], 0),
        (["hinweis.xlsx"], 0),
        (["gemischt.xlsx"], 1),
        (["gut.xlsx", "gemischt.xlsx"], 1),
        (["leer.xlsx"], 3),
        (["leer.xlsx", "gemischt.xlsx", "gut.xlsx"], 3),
        (["."], 3),
    ],
)
def test_exit_code_is_that_of_the_worst_file(diggs, files, code):
    assert diggs("check", *files).code == code


def test_json_has_the_promised_shape(diggs):
    answer = diggs("check", "--format", "json", "gemischt.xlsx")
    [file] = answer.json["files"]

    assert list(answer.json) == ["files"]
    assert len(file.pop("sha256")) == 64
    assert [finding.pop("message") for finding in file["findings"]] == [
        "Bezirksregierung »Kölln« ist nicht bekannt.",
        "Klassen: »viele« ist nicht als ganze Zahl ab 0 lesbar.",
    ]
    assert file == {
        "file": "gemischt.xlsx",
        "status": "findings",
        "sheets": [
            {
                "sheet": "Anzeigen",
                "table": "anzeigen",
                "header_row": 2,
                "rows_read": 4,
                "rows_accepted": 2,
                "rows_set_aside": 1,
                "rows_skipped": [{"row": 6, "reason": "Summenzeile"}],
            }
        ],
        "findings": [
            {
                "severity": "error",
                "check": "unknown_value",
                "sheet": "Anzeigen",
                "cell": "B4",
                "value": "Kölln",
                "suggestion": "Köln",
            },
            {
                "severity": "warning",
                "check": "unreadable_value",
                "sheet": "Anzeigen",
                "cell": "G5",
                "value": "viele",
                "suggestion": "",
            },
        ],
        "plan": {"new": 2, "changed": 0, "unchanged": 0, "missing": 0},
    }


def test_every_row_is_accounted_for(diggs):
    balance = {
        file["file"]: (
            sheet["rows_read"],
            sheet["rows_accepted"],
            sheet["rows_set_aside"],
            len(sheet["rows_skipped"]),
        )
        for file in diggs("check", "--format", "json", ".").json["files"]
        for sheet in file["sheets"]
    }

    assert balance == {
        "gemischt.xlsx": (4, 2, 1, 1),
        "gut.xlsx": (3, 3, 0, 0),
        "hinweis.xlsx": (1, 1, 0, 0),
        "muenster.xlsx": (2, 2, 0, 0),
        "nirgends.xlsx": (1, 0, 1, 0),  # rejected: it does not say whose it is
        "spaeter.xlsx": (3, 3, 0, 0),
    }


@pytest.mark.parametrize(
    "words", [["gut.xlsx"], ["hinweis.xlsx"], ["leer.xlsx"], ["gut.xlsx", "leer.xlsx"]]
)
def test_status_in_json(diggs, words):
    statuses = {"gut.xlsx": "ok", "hinweis.xlsx": "findings", "leer.xlsx": "rejected"}

    files = diggs("check", "--format", "json", *words).json["files"]

    assert [(file["file"], file["status"]) for file in files] == [
        (word, statuses[word]) for word in words
    ]


def test_text_names_counts_places_and_suggestion(diggs):
    assert diggs("check", "gemischt.xlsx").out.splitlines() == [
        "gemischt.xlsx",
        "  Anzeigen (Anzeigen): 4 Zeilen gelesen, 2 übernommen, 1 zurückgestellt, 1 übersprungen",
        "  Fehler  Anzeigen!B4: Bezirksregierung »Kölln« ist nicht bekannt. Gemeint ist wohl: Köln.",
        "  Hinweis Anzeigen!G5: Klassen: »viele« ist nicht als ganze Zahl ab 0 lesbar.",
        "  Offen; »import --recipe« klärt es:",
        "    »bezirksregierung:Kölln=Köln« oder Detmold, Münster, Düsseldorf, …",
        "  Gegenüber dem Bestand: 2 neu, 0 geändert, 0 unverändert, 0 entfallen",
    ]


REJECTED = {
    "leer.xlsx": "Die Datei ist leer.",
    "abgeschnitten.xlsx": "Die Datei lässt sich nicht lesen: Die Arbeitsmappe ist beschädigt oder nicht vollständig übertragen.",
    "geschuetzt.xlsx": "Die Datei ist durch ein Passwort geschützt und lässt sich ohne es nicht lesen.",
    "bild.xlsx": "Die Datei ist ein Bild, keine Tabelle.",
    "unsinn.xlsx": "Die Datei lässt sich nicht lesen: Sie ist keine Arbeitsmappe und keine Textdatei.",
}


@pytest.mark.parametrize("name, reason", REJECTED.items())
def test_rejected_file_gets_one_sentence(diggs, name, reason):
    text, parsed = diggs("check", name), diggs("check", "--format", "json", name)
    [file] = parsed.json["files"]

    assert text.out.splitlines() == [name, f"  Abgelehnt: {reason}"]
    assert [finding["message"] for finding in file["findings"]] == [reason]
    assert (file["status"], file["sheets"], set(file["plan"].values())) == ("rejected", [], {0})
    assert (text.code, text.err, parsed.code, parsed.err) == (3, "", 3, "")


@pytest.mark.parametrize("command", ["check", "import"])
def test_a_password_opens_the_file_and_nothing_else(diggs, command):
    opened = diggs(command, "--password", "geheim", "geschuetzt.xlsx", "spaeter.xlsx")
    wrong = diggs(command, "--password", "falsch", "geschuetzt.xlsx")

    assert (opened.code, wrong.code) == (0, 3)
    assert "das angegebene passt nicht" in wrong.out


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no file here that cannot be read")
def test_file_that_cannot_be_opened_is_rejected_like_any_other(diggs):
    answer = diggs("check", "/proc/self/mem", "gut.xlsx")

    assert answer.code == 3
    assert "  Abgelehnt: Die Datei lässt sich nicht öffnen." in answer.out.splitlines()
    assert "3 neu" in answer.out


def test_check_writes_nothing(diggs, folder):
    diggs("check", "gut.xlsx")

    assert {file.name for file in folder.iterdir()} == set(FILES)


# What import does


def plan(answer: Answer) -> dict[str, int]:
    return answer.json["files"][0]["plan"]


def stored(diggs, *options: object) -> list[str]:
    """Schulnummern of the Anzeigen in the store."""
    diggs("export", "anzeigen", "-o", "aus.csv", *options)
    rows = pd.read_csv("aus.csv", sep=";", dtype="str", encoding="utf-8-sig")
    return rows["schulnummer"].tolist()


def test_plan_over_two_imports(diggs):
    first = diggs("import", "--format", "json", "gut.xlsx")
    announced = diggs("check", "--format", "json", "spaeter.xlsx")
    second = diggs("import", "--format", "json", "spaeter.xlsx")

    assert plan(first) == {"new": 3, "changed": 0, "unchanged": 0, "missing": 0}
    assert plan(second) == {"new": 1, "changed": 1, "unchanged": 1, "missing": 1}
    assert plan(announced) == plan(second)
    assert stored(diggs) == ["200002", "200003", "200004"]


def test_dry_run_makes_no_store(diggs, folder):
    answer = diggs("import", "--dry-run", "--format", "json", "gut.xlsx")

    assert (answer.code, plan(answer)["new"]) == (0, 3)
    assert {file.name for file in folder.iterdir()} == set(FILES)


def test_dry_run_leaves_the_store_as_it_was(diggs):
    diggs("import", "gut.xlsx")

    answer = diggs("import", "--dry-run", "--format", "json", "spaeter.xlsx")

    assert plan(answer) == {"new": 1, "changed": 1, "unchanged": 1, "missing": 1}
    assert stored(diggs) == ["200001", "200002", "200003"]


# Of LATER one row cannot be counted.
LATER_AND_WRONG = LATER + "2024/25 | Köln | 20000 | 06.09.2024 | A 1 | Koch | 1\n"


def test_dry_run_tells_the_plan_row_by_row(diggs, folder):
    (folder / "spaeter.xlsx").write_bytes(book(LATER_AND_WRONG))
    diggs("import", "gut.xlsx")

    lines = diggs("import", "--dry-run", "spaeter.xlsx").out.splitlines()

    place = lines.index("  Zeile für Zeile (1 unverändert, nicht aufgeführt)")
    scope, koch = "Anzeigen Köln 2024/25", "A 1 · Koch · Erstanzeige"
    assert lines[place - 1 :] == [
        "  Gegenüber dem Bestand: 1 neu, 1 geändert, 1 unverändert, 1 entfallen",
        lines[place],
        f"  neu            Anzeigen, Zeile 4: {scope}, 200004 · {koch} · 05.09.2024",
        f"  geändert       Anzeigen, Zeile 2: {scope}, 200002 · {koch} · 03.09.2024: Klassen 3 → 5",
        f"  entfallen      {scope}, 200001 · {koch} · 02.09.2024",
        f"  zurückgestellt Anzeigen, Zeile 5: {scope}, 20000 · A 1 · Koch · 06.09.2024: "
        "Schulnummer: »20000« ist nicht als Schulnummer lesbar.",
    ]


@pytest.mark.parametrize("words", [["check"], ["import"]])
def test_only_the_dry_run_tells_rows(diggs, words):
    assert "Zeile für Zeile" not in diggs(*words, "gut.xlsx").out
    assert "plan_rows" not in diggs(*words, "--format", "json", "spaeter.xlsx").json["files"][0]


def test_dry_run_in_json_names_every_row(diggs, folder):
    (folder / "spaeter.xlsx").write_bytes(book(LATER_AND_WRONG))
    diggs("import", "gut.xlsx")

    [file] = diggs("import", "--dry-run", "--format", "json", "spaeter.xlsx").json["files"]
    rows = file["plan_rows"]

    assert [(row["action"], row["sheet"], row["row"]) for row in rows] == [
        ("new", "Anzeigen", 4),
        ("changed", "Anzeigen", 2),
        ("unchanged", "Anzeigen", 3),
        ("missing", "", None),
        ("set_aside", "Anzeigen", 5),
    ]
    assert rows[1] == {
        "action": "changed",
        "table": "anzeigen",
        "bezirksregierung": "Köln",
        "period": "2024/25",
        "key": {
            "schuljahr": "2024/25",
            "schulnummer": "200002",
            "anlage": "A",
            "untertyp": 1,
            "bildungsgang": "Koch",
            "art": "Erstanzeige",
            "eingangsdatum": "2024-09-03",
            "aktenzeichen": None,
        },
        "sheet": "Anzeigen",
        "row": 2,
        "changes": [{"column": "klassen", "before": 3, "after": 5}],
        "reasons": [],
    }
    assert rows[4]["reasons"] == ["Schulnummer: »20000« ist nicht als Schulnummer lesbar."]
    assert rows[4]["key"]["eingangsdatum"] == "06.09.2024"


def test_dry_run_of_a_file_that_nothing_comes_of(diggs):
    diggs("import", "gut.xlsx")

    again, rejected = diggs(
        "import", "--dry-run", "--format", "json", "gut.xlsx", "nirgends.xlsx"
    ).json["files"]

    assert [row["action"] for row in again["plan_rows"]] == ["unchanged"] * 3
    assert rejected["plan_rows"] == []


def test_dry_run_says_where_a_later_file_holds_the_same(diggs):
    sentence = (
        "Anzeigen Köln 2024/25 stehen auch in »spaeter.xlsx«. Werden beide Dateien aufgenommen, "
        "gilt dafür nur »spaeter.xlsx«."
    )
    words = ("import", "--dry-run", "--format", "json", "gut.xlsx", "spaeter.xlsx", "muenster.xlsx")

    notes = [file.get("note", "") for file in diggs(*words).json["files"]]
    assert notes == [sentence, "", ""]

    diggs("import", "spaeter.xlsx")  # now it would come a second time and change nothing
    first, second, _ = diggs(*words).json["files"]
    assert "note" not in first
    assert "nichts ändert sich" in second["note"]


def test_the_same_file_again_changes_nothing_and_says_so(diggs):
    today = date.today()
    diggs("import", "gut.xlsx")
    diggs("import", "spaeter.xlsx")

    again = diggs("import", "--format", "json", "gut.xlsx")

    assert again.code == 0
    assert again.json["files"][0]["note"] == (
        f"Dieselbe Datei liegt seit {today:%d.%m.%Y} vor; nichts ändert sich."
    )
    assert plan(again) == {"new": 0, "changed": 0, "unchanged": 3, "missing": 0}
    assert stored(diggs) == ["200002", "200003", "200004"]
    assert "nichts ändert sich" in diggs("import", "gut.xlsx").out


def test_one_bad_file_stops_none_of_the_others(diggs):
    answer = diggs("import", "leer.xlsx", "gut.xlsx", "geschuetzt.xlsx", "muenster.xlsx")

    assert answer.code == 3
    assert stored(diggs) == ["200001", "200002", "200003", "200005", "200005"]


def test_received_puts_a_delivery_in_its_place(diggs):
    diggs("import", "--received", "2025-03-01", "spaeter.xlsx")
    late = diggs("import", "--received", "01.02.2025", "--format", "json", "gut.xlsx")

    assert plan(late) == {"new": 3, "changed": 0, "unchanged": 0, "missing": 0}
    assert stored(diggs) == ["200002", "200003", "200004"]
    assert stored(diggs, "--stand", "2025-02-28") == ["200001", "200002", "200003"]
    assert stored(diggs, "--stand", "2025-01-31") == []


def test_nothing_is_received_in_the_future(diggs, folder):
    tomorrow = date.today() + timedelta(days=1)

    answer = diggs("import", "--received", tomorrow, "gut.xlsx")

    assert answer.code == 2
    assert answer.err == f"--received: Der {tomorrow:%d.%m.%Y} liegt in der Zukunft.\n"
    assert not (folder / "d.sqlite").exists()


@pytest.mark.parametrize(
    "settled, schuljahr",
    [
        (["--schuljahr", "2023/24"], "2023/24"),
        (["--schuljahr", "SJ 23-24"], "2023/24"),
        (["--schuljahr-from-eingang"], "2024/25"),
    ],
)
def test_what_the_file_does_not_say_is_settled(diggs, settled, schuljahr):
    unsettled = diggs("check", "nirgends.xlsx")
    answer = diggs("import", "--bezirksregierung", "BR Koeln", *settled, "nirgends.xlsx")
    diggs("export", "anzeigen", "-o", "aus.csv")

    assert unsettled.code == 3
    assert "Die Pflichtspalte »Bezirksregierung« fehlt" in unsettled.out
    assert answer.code == 0
    row = pd.read_csv("aus.csv", sep=";", encoding="utf-8-sig").iloc[0]
    assert (row["schuljahr"], row["bezirksregierung"]) == (schuljahr, "Köln")


def test_a_folder_means_the_files_in_it(diggs, folder):
    sent = folder / "lieferung"
    sent.mkdir()
    for name in ("gut.xlsx", "~$gut.xlsx", ".DS_Store"):
        (sent / name).write_bytes(FILES["gut.xlsx"])

    files = diggs("check", "--format", "json", "lieferung").json["files"]

    assert [file["file"] for file in files] == ["gut.xlsx"]


def test_a_folder_is_imported_in_the_order_of_names_and_one_bad_file_stops_none(diggs, folder):
    sent = folder / "lieferung"
    sent.mkdir()
    for name, content in {
        "c.xlsx": "spaeter.xlsx",
        "a.XLSX": "gut.xlsx",
        "b.xlsx": "leer.xlsx",
        "liste.pdf": "gut.xlsx",
        "gut": "gut.xlsx",
    }.items():
        (sent / name).write_bytes(FILES[content])

    answer = diggs("import", "--format", "json", "lieferung")

    assert [(file["file"], file["status"]) for file in answer.json["files"]] == [
        ("a.XLSX", "ok"),
        ("b.xlsx", "rejected"),
        ("c.xlsx", "ok"),
    ]
    assert (answer.code, answer.err) == (
        3,
        "Nicht gelesen, weil dem Namen nach keine Liste: »lieferung/gut«, »lieferung/liste.pdf«.\n",
    )
    assert stored(diggs) == ["200002", "200003", "200004"]


def test_a_folder_without_lists_is_wrong_usage(diggs, folder):
    (folder / "leer").mkdir()
    (folder / "leer" / "liesmich.txt").write_bytes(b"x")

    assert diggs("import", "leer") == Answer(
        2, "", "Im Ordner »leer« liegt keine Liste (.xlsx, .xlsm, .xlsb, .xls, .ods und .csv).\n"
    )


# What export writes


def read_csv(file: Path) -> pd.DataFrame:
    rows = pd.read_csv(file, sep=";", decimal=",", encoding="utf-8-sig", dtype={"schulnummer": str})
    return rows.assign(
        eingangsdatum=pd.to_datetime(rows["eingangsdatum"], format="%d.%m.%Y").dt.date
    )


def read_xlsx(file: Path) -> pd.DataFrame:
    sheet = openpyxl.load_workbook(file)[ANZEIGEN.label]
    header, *rows = sheet.iter_rows(values_only=True)
    names = {column.label: column.name for column in ANZEIGEN}
    found = pd.DataFrame(rows, columns=[names[label] for label in header])
    return found.assign(eingangsdatum=[moment.date() for moment in found["eingangsdatum"]])


@pytest.mark.parametrize(
    "suffix, read", [(".csv", read_csv), (".xlsx", read_xlsx), (".parquet", pd.read_parquet)]
)
def test_export_by_suffix(diggs, folder, suffix, read):
    diggs("import", "gut.xlsx", "muenster.xlsx")

    answer = diggs("export", "anzeigen", "-o", f"aus{suffix}")
    rows = read(folder / f"aus{suffix}")

    assert (answer.code, answer.out) == (0, f"aus{suffix}: 5 Zeilen.\n")
    assert list(rows) == ANZEIGEN.names
    assert rows[["schuljahr", "bezirksregierung", "schulnummer", "eingangsdatum", "anlage", "untertyp", "klassen", "status"]].values.tolist() == [
        ["2024/25", "Köln", "200001", date(2024, 9, 2), "A", 1, 2, "angezeigt"],
        ["2024/25", "Köln", "200002", date(2024, 9, 3), "A", 1, 3, "angezeigt"],
        ["2024/25", "Köln", "200003", date(2024, 9, 4), "A", 1, 4, "angezeigt"],
        ["2023/24", "Münster", "200005", date(2023, 9, 2), "A", 1, 6, "angezeigt"],
        ["2024/25", "Münster", "200005", date(2024, 9, 2), "A", 1, 7, "angezeigt"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "filters, schulnummern",
    [
        ([], ["200001", "200002", "200003", "200005", "200005"]),
        (["--bezirksregierung", "Köln"], ["200001", "200002", "200003"]),
        (["--bezirksregierung", "Köln", "--bezirksregierung", "BR Münster"],
         ["200001", "200002", "200003", "200005", "200005"]),
        (["--schuljahr", "2023/24"], ["200005"]),
        (["--schuljahr", "2023/2024", "--schuljahr", "2024/25"],
         ["200001", "200002", "200003", "200005", "200005"]),
        (["--schuljahr", "2024/25", "--bezirksregierung", "Münster"], ["200005"]),
        (["--schuljahr", "2019/20"], []),
        (["--bezirksregierung", "Detmold"], []),
    ],
)  # fmt: skip
def test_export_filters(diggs, filters, schulnummern):
    diggs("import", "gut.xlsx", "muenster.xlsx")

    assert stored(diggs, *filters) == schulnummern


def test_rows_set_aside_can_be_taken_along(diggs, folder):
    diggs("import", "--received", "2025-02-01", "gemischt.xlsx")

    answer = diggs("export", "zurueckgestellt", "-o", "aus.csv")
    rows = pd.read_csv(folder / "aus.csv", sep=";", encoding="utf-8-sig")

    assert (answer.code, answer.out) == (0, "aus.csv: 1 Zeile.\n")
    assert rows[["tabelle", "datei", "eingegangen", "blatt", "zeile", "grund"]].values.tolist() == [
        ["anzeigen", "gemischt.xlsx", "01.02.2025", "Anzeigen", 4,
         "Bezirksregierung »Kölln« ist nicht bekannt."],
    ]  # fmt: skip
    assert "200002" in rows.at[0, "werte"]


def test_export_from_a_store_that_is_not_there_makes_none(diggs, folder):
    answer = diggs("export", "anzeigen", "-o", "aus.csv")

    assert answer.code == 1
    assert answer.err == "Der Bestand ist leer: Es wurde noch nichts aufgenommen.\n"
    assert {file.name for file in folder.iterdir()} == set(FILES)


# What template writes


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_template_is_a_form_that_checks_as_empty(diggs, folder, table):
    answer = diggs("template", table.name, "-o", "formular.xlsx")
    checked = diggs("check", "formular.xlsx")

    assert (answer.code, checked.code) == (0, 0)
    assert answer.out.startswith(f"formular.xlsx: Formular »{table.label}«, {len(table.columns)} ")
    assert checked.out.splitlines()[1:3] == [
        f"  {table.label} ({table.label}): 0 Zeilen gelesen, 0 übernommen, 0 zurückgestellt, "
        "0 übersprungen",
        f"  Hinweis {table.label}: Unter dem Tabellenkopf steht keine Datenzeile.",
    ]


# What status shows


def test_status_of_an_empty_store(diggs, folder):
    answer = diggs("status")

    assert (answer.code, answer.out) == (
        0,
        "Der Bestand ist leer: Es wurde noch nichts aufgenommen.\n",
    )
    assert {file.name for file in folder.iterdir()} == set(FILES)


def test_status_names_rows_days_and_what_is_missing(diggs):
    diggs("import", "--received", "2025-02-01", "gut.xlsx", "gemischt.xlsx")
    diggs("import", "--received", "2025-03-01", "muenster.xlsx")

    lines = [line.split() for line in diggs("status").out.replace("│", " ").splitlines()]

    assert ["Köln", "fehlt", "2", "(01.02.2025)"] in lines
    assert ["Münster", "1", "(01.03.2025)", "1", "(01.03.2025)"] in lines
    assert ["Arnsberg", "fehlt", "fehlt"] in lines  # Anzeigen
    assert ["Arnsberg", "fehlt"] in lines  # PoK, that there are from 2024/25 on
    assert ["Schulen", "2023/24", "fehlt"] in lines
    assert lines[-1][-3:] == ["Zahl", "eingehen:", "1"]


# Back to the sender


def test_feedback_is_the_file_marked(diggs, folder):
    answer = diggs("check", "gemischt.xlsx", "--feedback", "zurueck.xlsx")

    assert answer.code == 1
    assert answer.out.splitlines()[-1] == "  Rückmeldung an den Absender: zurueck.xlsx"
    book = openpyxl.load_workbook(folder / "zurueck.xlsx")
    assert book.sheetnames == ["Anzeigen", "Rückmeldung"]
    assert "Vorschlag: Köln" in book["Anzeigen"]["B4"].comment.text
    assert diggs("check", "zurueck.xlsx").code == 1
    assert not store_exists_in(folder)


def store_exists_in(folder: Path) -> bool:
    return (folder / "d.sqlite").exists()


@pytest.mark.parametrize("file", ["gut.xlsx", "leer.xlsx", "unsinn.xlsx", "geschuetzt.xlsx"])
def test_without_findings_nothing_is_written(diggs, folder, file):
    answer = diggs("check", file, "--feedback", "zurueck.xlsx", "--format", "json")

    assert answer.json["files"][0]["note"] == (
        "Keine Rückmeldung geschrieben: In der Datei gibt es keine Befunde."
    )
    assert not (folder / "zurueck.xlsx").exists()


def test_feedback_to_a_protected_file_is_protected(diggs, folder):
    (folder / "zu.xlsx").write_bytes(locked(book(MIXED)))
    diggs("check", "zu.xlsx", "--password", "geheim", "--feedback", "zurueck.xlsx")

    assert diggs("check", "zurueck.xlsx").code == 3
    assert diggs("check", "zurueck.xlsx", "--password", "geheim").code == 1


def test_a_mended_file_says_how_many_findings_are_settled(diggs, folder):
    diggs("import", "--received", "2025-02-01", "gemischt.xlsx")
    (folder / "besser.xlsx").write_bytes(book(MIXED.replace("Kölln", "Köln ")))
    (folder / "gleich.xlsx").write_bytes(book("\n" + MIXED))
    sentence = "  {} von 2 Befunden der letzten Lieferung {} erledigt, {} offen, 0 neu."

    assert sentence.format(1, "ist", 1) in diggs("check", "besser.xlsx").out.splitlines()
    assert sentence.format(0, "sind", 2) in diggs("check", "gleich.xlsx").out.splitlines()
    assert sentence.format(1, "ist", 1) in diggs("import", "besser.xlsx").out.splitlines()
    assert "letzten Lieferung" not in diggs("check", "gemischt.xlsx").out  # the same file again
    assert "letzten Lieferung" not in diggs("check", "muenster.xlsx").out  # of others


# Wrong usage and situations


@pytest.mark.parametrize(
    "words, sentence",
    [
        ("chek gut.xlsx", "Den Befehl »chek« gibt es nicht."),
        ("check", "Es fehlt die Angabe FILE."),
        ("check nix.xlsx", "Die Datei »nix.xlsx« gibt es nicht."),
        ("check --fromat json gut.xlsx", "Die Option --fromat gibt es nicht."),
        ("check --format xml gut.xlsx", "--format: »xml« gibt es nicht; bekannt sind text und json."),
        ("check gut.xlsx --format", "Die Option --format braucht einen Wert."),
        ("import --dry-run=1 gut.xlsx", "Die Option --dry-run nimmt keinen Wert."),
        ("import --received bald gut.xlsx",
         "--received: Tag: »bald« ist nicht als Datum lesbar. Gemeint ist wohl: TT.MM.JJJJ."),
        ("import --bezirksregierung Kölln gut.xlsx",
         "--bezirksregierung: Bezirksregierung »Kölln« ist nicht bekannt. Gemeint ist wohl: Köln."),
        ("check --schuljahr 2024/26 gut.xlsx",
         "--schuljahr: Schuljahr: »2024/26« ist nicht als Schuljahr lesbar."),
        ("check --feedback aus.xlsx gut.xlsx gemischt.xlsx", "--feedback gilt für genau eine Datei."),
        ("check --feedback aus.xlsx .", "--feedback gilt für genau eine Datei."),
        ("check --feedback gemischt.xlsx gemischt.xlsx",
         "--feedback überschreibt nicht die Datei, die geprüft wird."),
        ("check --feedback aus.csv gemischt.xlsx",
         "Die Rückmeldung zu dieser Datei muss auf .xlsx enden."),
        ("export anzeigen", "Es fehlt die Angabe --output FILE."),
        ("export schueler -o aus.csv",
         "Die Tabelle »schueler« gibt es nicht. Bekannt sind: anzeigen, pok, schulen, ziele, "
         "zielwerte, termine, zurueckgestellt."),
        ("export anzeigen -o aus.pdf", "--output: »aus.pdf« endet nicht auf .csv, .xlsx, .parquet."),
        ("template anzeigen", "Es fehlt die Angabe --output FILE."),
        ("template anzeigen -o aus.csv", "--output: »aus.csv« endet nicht auf .xlsx."),
        ("template schueler -o aus.xlsx",
         "Die Tabelle »schueler« gibt es nicht. Bekannt sind: anzeigen, pok, schulen, ziele, "
         "zielwerte, termine."),
        ("status jetzt", "Zu viel angegeben: jetzt."),
        ("serve --port achtzig", "--port: Das ist keine ganze Zahl."),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_german_sentence(diggs, words, sentence):
    assert diggs(*words.split()) == Answer(2, "", sentence + "\n")


@pytest.mark.parametrize(
    "words, sentence",
    [
        ("export anzeigen -o nirgendwo/aus.csv", "Die Datei »nirgendwo/aus.csv« lässt sich nicht schreiben."),
        ("template pok -o nirgendwo/aus.xlsx", "Die Datei »nirgendwo/aus.xlsx« lässt sich nicht schreiben."),
        ("export termine --schuljahr 2024/25 -o aus.csv",
         "Die Tabelle »termine« hat keine Spalte für --schuljahr."),
        ("status --database sqlite:///gut.xlsx",
         "Die Datenbank »gut.xlsx« ist nicht verfügbar: die Datei ist keine Datenbank."),
        ("import --database murks gut.xlsx",
         "Die Adresse der Datenbank ist nicht lesbar; erwartet wird etwas wie "
         "»sqlite:///data/diggs.sqlite« oder »postgresql+psycopg://rechner/name«."),
    ],
)  # fmt: skip
def test_situation_is_one_german_sentence(diggs, words, sentence):
    diggs("import", "muenster.xlsx")

    assert diggs(*words.split()) == Answer(1, "", sentence + "\n")


# Processes of their own: what Python itself, the environment and pipes do


@pytest.mark.parametrize(
    "words, code",
    [
        ("check --format json gut.xlsx", 0),
        ("check --format json gemischt.xlsx gut.xlsx", 1),
        ("import --format json leer.xlsx gemischt.xlsx gut.xlsx", 3),
    ],
)
def test_stdout_is_json_in_utf8_and_nothing_else(shell, words, code):
    done = shell(*words.split(), PYTHONIOENCODING="cp1252")

    parsed = json.loads(done.stdout.decode("utf-8"))
    assert [file["file"] for file in parsed["files"]] == words.split()[3:]
    assert (done.returncode, done.stderr) == (code, b"")


def test_wrong_usage_leaves_stdout_alone(shell):
    done = shell("check", "--format", "json", "nix.xlsx")

    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "Die Datei »nix.xlsx« gibt es nicht.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="no terminal to be had here")
@pytest.mark.parametrize(
    "files, is_shown", [(["gut.xlsx", "muenster.xlsx"], True), (["gut.xlsx"], False)]
)
def test_at_a_terminal_the_file_at_work_is_named(folder, files, is_shown):
    master, terminal = os.openpty()
    command = [sys.executable, "-m", "diggs_analytics", "check", "--format", "json", *files]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"}
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=terminal, env=environment)
    os.close(terminal)
    shown = all_from(master).decode()

    assert [file["file"] for file in json.loads(done.stdout)["files"]] == files
    assert all((name in shown) == is_shown for name in files)


def all_from(master: int) -> bytes:
    """What was written to a terminal that nobody holds any more: its end is an error."""
    content = b""
    with open(master, "rb", buffering=0) as screen, contextlib.suppress(OSError):
        while part := screen.read(10_000):
            content += part
    return content


def test_a_pipe_may_know_no_umlauts(shell):
    shell("import", "muenster.xlsx")

    done = shell("status", PYTHONIOENCODING="ascii")

    assert (done.returncode, done.stderr) == (0, b"")
    assert "Münster" in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    "command",
    [[], ["check"], ["import"], ["export"], ["template"], ["status"], ["load-sample"], ["serve"]],
)
def test_help_is_german_on_an_english_desktop(shell, command):
    done = shell(*command, "--help", LANGUAGE="en_US:en", LANG="en_US.UTF-8")
    text = done.stdout.decode()

    assert done.returncode == 0
    assert {"Aufruf:", "Optionen", "Diese Hilfe zeigen."} <= {
        word for word in ("Aufruf:", "Optionen", "Diese Hilfe zeigen.") if word in text
    }
    english = (
        "Usage",
        "Options",
        "Arguments",
        "Commands",
        "Show this message",
        "required",
        "default",
        "env var",
    )
    assert [word for word in english if word in text] == []


def test_somebody_without_a_name_can_import(diggs, monkeypatch):
    """In a container a user may have a number and nothing else."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(os, "getuid", lambda: 2**31 - 7)

    assert diggs("import", "gut.xlsx").code == 0
    assert "nichts ändert sich" in diggs("check", "gut.xlsx").out


# load-sample, on a store that others have filled already; the loading itself: test_sample


def test_load_sample_leaves_a_filled_store_alone(diggs):
    diggs("import", "gut.xlsx")

    answer = diggs("load-sample")

    assert answer == Answer(0, "Der Bestand enthält schon Daten; es wird nichts geladen.\n", "")
    assert stored(diggs) == ["200001", "200002", "200003"]
