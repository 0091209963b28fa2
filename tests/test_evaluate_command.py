"""`evaluate` and `verify` as somebody in a shell meets them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from diggs_analytics.command_line.app import main

ROOT = Path(__file__).parent.parent
ACCEPTED = [
    word
    for key in ("detmold", "koeln", "muenster")
    for word in ("--accept", f"zurueckgestellt-{key}=bessert = nach")
]
YEAR = ("--schuljahr", "2024/25")


@pytest.fixture
def diggs(own_store, tmp_path, monkeypatch, capsys):
    """Run a command without starting Python anew: exit code, what it said, what it complained."""
    monkeypatch.setenv("DIGGS_DATABASE_URL", f"sqlite:///{own_store}")
    monkeypatch.delenv("DIGGS_EVALUATION_DAY", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["diggs", *words])
        with pytest.raises(SystemExit) as exit:
            main()
        said = capsys.readouterr()
        return int(exit.value.code or 0), said.out, said.err

    return run


def test_from_the_open_list_to_the_verified_folder(diggs, tmp_path):
    code, out, err = diggs("evaluate", *YEAR, "-o", "o")
    assert code == 1 and not (tmp_path / "o").exists()
    assert "[Hinweis, offen] zurueckgestellt-koeln: Köln: 1 Zeile ist zurückgestellt" in out
    assert err.startswith("Nichts geschrieben.")

    code, out, err = diggs("evaluate", *YEAR, *ACCEPTED, "-o", "o")
    assert (code, err) == (0, "")
    assert "Schuljahr 2024/25, Stichtag 15.10.2024" in out.splitlines()[-1]
    points = json.loads((tmp_path / "o/checklist.json").read_bytes())
    assert [point["reason"] for point in points if point["reason"]] == ["bessert = nach"] * 3

    assert diggs("verify", "o") == (0, "o: Jedes Byte und jede Zahl ist gleich.\n", "")
    (tmp_path / "o/versions.json").write_text("{}")
    assert diggs("verify", "o") == (1, "Die Datei versions.json ist verändert.\n", "")


def test_day_state_and_criteria_can_be_said(diggs, tmp_path):
    words = ("--stichtag", "8.10.2024", "--stand", "2025-09-03", "--criteria", "Vorgabe")

    code, out, _ = diggs("evaluate", *YEAR, *words, *ACCEPTED, "-o", "o")

    manifest = json.loads((tmp_path / "o/manifest.json").read_bytes())
    assert code == 0
    assert "Stichtag 08.10.2024, Stand 03.09.2025, Kriterien »Vorgabe«." in out
    assert (manifest["stichtag"], manifest["stand"]) == ("2024-10-08", "2025-09-03")


@pytest.mark.parametrize(
    "words, code, sentence",
    [
        (("evaluate", "-o", "o"), 2, "Es fehlt die Angabe --schuljahr"),
        (("evaluate", *YEAR), 2, "Es fehlt die Angabe --output"),
        (("evaluate", "--schuljahr", "bald", "-o", "o"), 2, "--schuljahr: "),
        (("evaluate", *YEAR, "--accept", "koeln", "-o", "o"), 2, "kein SCHLÜSSEL=GRUND"),
        (("evaluate", *YEAR, "--accept", "mond=voll", "-o", "o"), 1, "Einen Hinweis »mond«"),
        (("evaluate", *YEAR, "--stichtag", "2026-01-01", "-o", "o"), 1, "nicht im Schuljahr"),
        (("evaluate", *YEAR, "--stand", "2099-01-01", "-o", "o"), 2, "liegt in der Zukunft"),
        (("evaluate", *YEAR, "--criteria", "2030", "-o", "o"), 1, "»2030« gibt es nicht"),
        (("evaluate", *YEAR, "-o", "."), 1, "».« gibt es schon"),
        (("evaluate", "--schuljahr", "2020/21", "-o", "o"), 1, "Nichts geschrieben."),
        (("verify",), 2, "Es fehlt die Angabe DIR"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(diggs, tmp_path, words, code, sentence):
    said = diggs(*words)

    assert said[0] == code and sentence in said[2] and len(said[2].splitlines()) == 1
    assert [path for path in tmp_path.iterdir() if not path.name.startswith("own.sqlite")] == []


def test_no_store_is_made_by_asking(diggs, monkeypatch, tmp_path):
    monkeypatch.setenv("DIGGS_DATABASE_URL", f"sqlite:///{tmp_path}/none.sqlite")

    assert diggs("evaluate", *YEAR, "-o", "o")[2].startswith("Der Bestand ist leer")
    assert not (tmp_path / "none.sqlite").exists()


LIMITED = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))
from diggs_analytics.command_line.app import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows kennt keine solche Grenze.")
def test_a_place_that_runs_full_leaves_nothing(own_store, tmp_path):
    """No file may be larger than 60 kB here; the figures are."""
    place = tmp_path / "place"
    place.mkdir()

    done = subprocess.run(
        [sys.executable, "-c", LIMITED, "evaluate", *YEAR, *ACCEPTED, "-o", str(place / "o")],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "DIGGS_DATABASE_URL": f"sqlite:///{own_store}"},
    )

    assert done.returncode == 1
    assert "lässt sich nicht schreiben: " in done.stderr.decode()
    assert list(place.iterdir()) == []
