"""Reading foreign files in a child process: what they do to it, they do not do to us.

A library for spreadsheets may loop, eat all memory or abort the process on a hostile file
(calamine does on a sparse one), and no ``except`` catches that.
"""

import gc
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO
from weakref import finalize

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.intake.cells import Cell, CellSheet
from diggs_analytics.intake.limits import Limits

# The folder that holds the package: the child finds it there wherever it was started.
_HOME = Path(__file__).parents[2]
_PROGRAM = "from diggs_analytics.intake.reader import _child; _child()"

# A file that is being read; the call waits for its sheets, or raises RejectedFile.
Reading = Callable[[], list[CellSheet]]


def start_reading(content: bytes, limits: Limits) -> Reading:
    """Have a child process read the file, and go on meanwhile."""
    if len(content) > limits.file_mb * 2**20:
        return partial(_refuse, f"Die Datei ist größer als {limits.file_mb} MB (Grenze file_mb).")
    answer = TemporaryFile()  # noqa: SIM115 - closed by who waits for it, or by _stop
    with TemporaryFile() as question:
        pickle.dump((content, limits), question)
        question.seek(0)
        child = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM],
            stdin=question,
            stdout=answer,  # a pipe would be full at once, and the child would wait for us
            stderr=subprocess.DEVNULL,
            cwd=_HOME,
        )
    reading = partial(_sheets, child, answer, limits)
    finalize(reading, _stop, child, answer)
    return reading


def _stop(child: subprocess.Popen, answer: BinaryIO) -> None:
    """Nobody will ask for the sheets any more, because they were fetched or something failed."""
    child.kill()
    child.wait()
    answer.close()


def _refuse(sentence: str) -> list[CellSheet]:
    raise RejectedFile(sentence)


def _sheets(child: subprocess.Popen, answer: BinaryIO, limits: Limits) -> list[CellSheet]:
    with answer:
        _wait(child, limits)
        answer.seek(0, 2)
        if child.returncode != 0 or not answer.tell():
            raise RejectedFile(
                "Die Datei lässt sich nicht lesen: Das Lesen brach ab, weil sie mehr Speicher oder "
                f"Zeit verlangt als erlaubt (Grenzen memory_mb {limits.memory_mb}, seconds "
                f"{limits.seconds})."
            )
        answer.seek(0)
        sheets, sentence = pickle.load(answer)
    if sentence:
        raise RejectedFile(sentence)
    return sheets


def _wait(child: subprocess.Popen, limits: Limits) -> None:
    try:
        child.wait(limits.seconds + 5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        raise RejectedFile(
            f"Die Datei lässt sich nicht lesen: Sie braucht länger als {limits.seconds} Sekunden "
            "(Grenze seconds)."
        ) from None


def _child() -> None:
    """The child's whole life: content and limits in, sheets or a sentence out."""
    from diggs_analytics.intake.formats import read_cells

    gc.disable()  # it makes no cycles, and walking all cells again and again takes half its time
    content, limits = pickle.load(sys.stdin.buffer)
    _confine(limits)
    try:
        answer = (_each_cell_once(read_cells(content, limits)), "")
    except RejectedFile as error:
        answer = ([], str(error))
    pickle.dump(answer, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


def _each_cell_once(sheets: list[CellSheet]) -> list[CellSheet]:
    """Equal cells become one object, which pickle then writes once. Lists repeat themselves: what
    goes to the parent is half as large and takes an eighth of the time."""
    same: dict[tuple[type, Cell], Cell] = {}
    return [
        replace(
            sheet,
            rows=[
                [same.setdefault((cell.__class__, cell), cell) for cell in r] for r in sheet.rows
            ],
        )
        for sheet in sheets
    ]


def _confine(limits: Limits) -> None:
    """Memory and CPU time; Windows has neither limit and relies on the time limit of the parent."""
    with suppress(ImportError):
        import resource

        memory = limits.memory_mb * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
