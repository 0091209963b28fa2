"""Loading the sample data: every delivery once, on the day it was received, and no second time."""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from diggs_analytics import sample
from diggs_analytics.command_line.app import main
from diggs_analytics.store import Engine, deliveries, open_store, state
from tests.builders import empty_store

FEW = 6


def listed(file: Path = sample.LIST) -> list[tuple[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [tuple(line.values()) for line in csv.DictReader(lines, delimiter=";")]


def kept(engine: Engine) -> list[tuple[str, str]]:
    """(file, day of receipt) of every delivery, in the order in which they were kept."""
    found = deliveries.listing(engine).sort_values("delivery_id")
    return [
        (name, day.isoformat())
        for name, day in zip(found["file_name"], found["received"], strict=True)
    ]


@pytest.fixture
def few(tmp_path, monkeypatch) -> list[tuple[str, str]]:
    """A shorter list: the first deliveries only."""
    lines = sample.LIST.read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "lieferungen.csv").write_text("".join(lines[: FEW + 1]), encoding="utf-8")
    monkeypatch.setattr(sample, "LIST", tmp_path / "lieferungen.csv")
    return listed(sample.LIST)


@pytest.fixture
def engine(tmp_path) -> Iterator[Engine]:
    with empty_store(tmp_path) as engine:
        yield engine


def test_every_delivery_is_kept_once_on_its_day(loaded_store):
    engine = open_store(f"sqlite:///{loaded_store}")
    found = deliveries.listing(engine)
    engine.dispose()

    assert kept(engine) == listed()
    assert set(found["brought_by"]) == {sample.BROUGHT_BY}
    files = {file.name: file.stat().st_size for file in (sample.FOLDER / "lieferungen").iterdir()}
    assert dict(zip(found["file_name"], found["size"], strict=True)) == files


def test_progress_runs_to_the_end(engine, few):
    steps = list(sample.load(engine))

    assert [step.file_name for step in steps] == [name for name, _ in few]
    assert [(step.done, step.total) for step in steps] == [(n, FEW) for n in range(1, FEW + 1)]


def test_second_load_changes_nothing(engine, few):
    list(sample.load(engine))
    before = deliveries.listing(engine), state.version(engine), state.scopes(engine)

    again = list(sample.load(engine))

    assert len(again) == FEW
    assert deliveries.listing(engine).equals(before[0])
    assert (state.version(engine), kept(engine)) == (before[1], few)
    assert state.scopes(engine).equals(before[2])


def test_interrupted_load_is_taken_up_again(engine, few):
    steps = sample.load(engine)
    next(steps)
    next(steps)
    steps.close()

    assert kept(engine) == few[:2]
    list(sample.load(engine))
    assert kept(engine) == few


def test_the_command_shows_how_far_it_is(tmp_path, few, monkeypatch, capsys):
    store = f"sqlite:///{tmp_path / 'd.sqlite'}"
    monkeypatch.setattr(sys, "argv", ["diggs", "load-sample", "--database", store])

    with pytest.raises(SystemExit) as first:
        main()
    bar = capsys.readouterr().out
    with pytest.raises(SystemExit) as second:
        main()

    assert not first.value.code and not second.value.code
    assert "Beispieldaten laden" in bar and f"{FEW}/{FEW}" in bar
    assert "enthält schon Daten" in capsys.readouterr().out
    engine = open_store(store)
    assert kept(engine) == few
    engine.dispose()
