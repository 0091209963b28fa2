"""Reading foreign files in a child process: what they do to it, they do not do to us.

A library for spreadsheets may loop, eat all memory or abort the process on a hostile file
(calamine does on a sparse one), and no ``except`` catches that.
"""

import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO
from weakref import finalize

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.intake.cells import CellSheet
from diggs_analytics.intake.limits import Limits

# The folder that holds the package: the child finds it there wherever it was started.
_HOME = Path(__file__).parents[2]
_PROGRAM = "from diggs_analytics.intake.child import answer; answer()"

# A file that is being read; the call waits for its sheets, or raises RejectedFile.
Reading = Callable[[], list[CellSheet]]


def start_reading(content: bytes, limits: Limits, password: str = "") -> Reading:
    """Have a child process read the file, and go on meanwhile."""
    if len(content) > limits.file_mb * 2**20:
        return partial(_refuse, limits.exceeded("file_mb", "Sie ist größer"))
    answer = TemporaryFile()  # noqa: SIM115 - closed by who waits for it, or by _stop
    with TemporaryFile() as question:
        pickle.dump((content, limits, password), question)
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


def _refuse(error: RejectedFile) -> list[CellSheet]:
    raise error


def _sheets(child: subprocess.Popen, answer: BinaryIO, limits: Limits) -> list[CellSheet]:
    with answer:
        _wait(child, limits)
        if child.returncode != 0:
            raise _died(child.returncode, limits)
        answer.seek(0)
        found = pickle.load(answer)
    if isinstance(found, RejectedFile):
        raise found
    return found


def _wait(child: subprocess.Popen, limits: Limits) -> None:
    try:
        child.wait(limits.seconds + 5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
        raise limits.exceeded("seconds", "Sie braucht länger") from None


def _died(code: int, limits: Limits) -> RejectedFile:
    """Windows knows neither signal: there a child dies only by itself."""
    if -code == getattr(signal, "SIGXCPU", 0):
        return limits.exceeded("seconds", "Sie braucht länger")
    return RejectedFile(
        "Die Datei lässt sich nicht lesen: Das Lesen brach ab, vermutlich weil sie mehr als "
        f"{limits.memory_mb} MB Speicher verlangt (Grenze memory_mb)."
    )
