"""Reading foreign files in a child process: what they do to it, they do not do to us.

A library for spreadsheets may loop, eat all memory or abort the process on a hostile file
(calamine does on a sparse one), and no ``except`` catches that.
"""

import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.intake.cells import CellSheet
from diggs_analytics.intake.limits import Limits

# The folder that holds the package: the child finds it there wherever it was started.
_HOME = Path(__file__).parents[2]
_PROGRAM = "from diggs_analytics.intake.reader import _child; _child()"


def read_sheets(content: bytes, limits: Limits) -> list[CellSheet]:
    """The sheets of a file, read by a child process; raises RejectedFile."""
    if len(content) > limits.file_mb * 2**20:
        raise RejectedFile(f"Die Datei ist größer als {limits.file_mb} MB (Grenze file_mb).")
    try:
        child = subprocess.run(
            [sys.executable, "-c", _PROGRAM],
            input=pickle.dumps((content, limits)),
            capture_output=True,
            cwd=_HOME,
            timeout=limits.seconds + 5,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RejectedFile(
            f"Die Datei lässt sich nicht lesen: Sie braucht länger als {limits.seconds} Sekunden "
            "(Grenze seconds)."
        ) from None
    if child.returncode != 0 or not child.stdout:
        raise RejectedFile(
            "Die Datei lässt sich nicht lesen: Das Lesen brach ab, weil sie mehr Speicher oder "
            f"Zeit verlangt als erlaubt (Grenzen memory_mb {limits.memory_mb}, seconds "
            f"{limits.seconds})."
        )
    sheets, sentence = pickle.loads(child.stdout)
    if sentence:
        raise RejectedFile(sentence)
    return sheets


def _child() -> None:
    """The child's whole life: content and limits in, sheets or a sentence out."""
    from diggs_analytics.intake.formats import read_cells

    content, limits = pickle.load(sys.stdin.buffer)
    _confine(limits)
    try:
        answer = (read_cells(content, limits), "")
    except RejectedFile as error:
        answer = ([], str(error))
    sys.stdout.buffer.write(pickle.dumps(answer, protocol=pickle.HIGHEST_PROTOCOL))


def _confine(limits: Limits) -> None:
    """Memory and CPU time; Windows has neither limit and relies on the time limit of the parent."""
    with suppress(ImportError):
        import resource

        memory = limits.memory_mb * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds))
