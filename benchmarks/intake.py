"""Checked intake of large workbooks against pandas that only reads them, each a whole process."""

import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.pairs import ROOT, Pairs, environment, in_turn, middle, seconds_of
from benchmarks.workbook import write_workbook
from diggs_analytics.intake.formats import read_cells
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.reader import start_reading

PAIRS = 7
# Rows → engine of pandas → how much of its time the checked intake may take.
GOALS: Mapping[int, Mapping[str, float]] = {
    20_000: {"openpyxl": 0.2, "calamine": 1.2},
    100_000: {"openpyxl": 0.12, "calamine": 1.0},
}
FEW, MANY = GOALS
MEMORY_GOAL, CHILD_GOAL = 1.5, 0.4
OURS = (sys.executable, "-m", "benchmarks.intake_alone")
READ_ONLY = (
    "import resource, sys, pandas; pandas.read_excel(sys.argv[1], engine=sys.argv[2]); "
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
)


@dataclass(frozen=True)
class Intake:
    """``against``: "20,000 rows, openpyxl" → the pairs. ``growth``: how many times longer 100,000
    rows take than 20,000. Memory in MiB; ours counts the child, too. ``child`` is what reading a
    small file in a process of its own costs, in seconds."""

    against: dict[str, Pairs]
    growth: float
    memory: int
    memory_of_calamine: int
    child: float


def measure_intake(folder: Path) -> Intake:
    files = {rows: folder / f"{rows}.xlsx" for rows in GOALS}
    for rows, file in files.items():
        write_workbook(file, rows)
    against = {
        _named(rows, engine): _measured(files[rows], engine)
        for rows, goals in GOALS.items()
        for engine in goals
    }
    seconds = {rows: middle(against[_named(rows, "calamine")].ours) for rows in GOALS}
    return Intake(
        against=against,
        growth=seconds[MANY] / seconds[FEW],
        memory=_printed([*OURS, str(files[MANY])]),
        memory_of_calamine=_printed(_pandas(files[MANY], "calamine")),
        child=_cost_of_child(folder),
    )


def goals() -> dict[str, float]:
    return {_named(rows, e): goal for rows, per in GOALS.items() for e, goal in per.items()}


def _named(rows: int, engine: str) -> str:
    return f"{rows:,} rows, {engine}"


def _measured(file: Path, engine: str) -> Pairs:
    return in_turn(
        lambda: seconds_of([*OURS, str(file)]),
        lambda: seconds_of(_pandas(file, engine)),
        PAIRS,
    )


def _pandas(file: Path, engine: str) -> list[str]:
    return [sys.executable, "-c", READ_ONLY, str(file), engine]


def _printed(command: Sequence[str]) -> int:
    """The number that a process prints. It is started by a small one: Linux counts the memory of
    who starts a process as the peak of the one that is started."""
    call = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"
    started = [sys.executable, "-c", call, *command]
    return int(subprocess.check_output(started, cwd=ROOT, env=environment({}), text=True))


def _cost_of_child(folder: Path) -> float:
    write_workbook(small := folder / "small.xlsx", 100)
    content, limits = small.read_bytes(), Limits()
    pairs = in_turn(
        lambda: _seconds(lambda: start_reading(content, limits)()),
        lambda: _seconds(lambda: read_cells(content, limits)),
        PAIRS,
    )
    return middle(pairs.ours) - middle(pairs.other)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
