"""The README is the door: every command, table and measure is named there."""

from pathlib import Path

import pytest
import typer

from diggs_analytics.analysis.measures import MEASURES
from diggs_analytics.command_line.app import app
from diggs_analytics.domain.set_aside import ZURUECKGESTELLT
from diggs_analytics.domain.tables import TABLES

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
# As running text: a label may stand over the end of a line.
TEXT = " ".join(README.split())


@pytest.mark.parametrize("command", typer.main.get_command(app).commands)
def test_every_command_is_named(command):
    assert f"`{command}`" in TEXT or f"`{command} " in TEXT


@pytest.mark.parametrize("table", [*TABLES, ZURUECKGESTELLT], ids=lambda table: table.name)
def test_every_table_is_named(table):
    assert f"`{table.name}`" in TEXT


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.name)
def test_every_measure_is_named(measure):
    _, measures = TEXT.split("Measures: ", maxsplit=1)

    assert measure.label in measures.split(" ## ")[0].replace(";", ",").split(", ")


@pytest.mark.parametrize("step", ["make run", "make test"])
def test_the_two_steps_stand_on_the_first_screen(step):
    assert step in "\n".join(README.splitlines()[:25])


def test_the_two_steps_are_there_for_windows():
    windows = README.partition("Windows")[2].partition("## ")[0]

    assert all(step in windows for step in ("-m venv", "-m diggs_analytics serve", "-m pytest"))
