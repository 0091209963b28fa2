"""Reading foreign files in a child process: what they do to it, they do not do to us.

A library for spreadsheets may loop, eat all memory or abort the process on a hostile file
(calamine does on a sparse one), and no ``except`` catches that.
"""

import pickle
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
