"""The files named in the shell, one read ahead: while one is checked, the next is being read.

Light on purpose: the first file is begun before typer and pandas are imported, which takes as long
as reading it.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.intake.cells import CellSheet
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.reader import Reading, start_reading


class File(NamedTuple):
    name: str
    content: bytes
    reading: Reading


# What was begun before the words of the command were understood.
_early: dict[Path, File] = {}


def begin_early(words: Sequence[str]) -> None:
    """Begin the first file named after `check` or `import`. If the words turn out to be wrong, it
    is read for nothing."""
    if words[:1] in (["check"], ["import"]):
        named = filter(Path.is_file, map(Path, words[1:]))
        _early.update({path: _begun(path) for path in islice(named, 1)})


def read_ahead(paths: Sequence[Path], password: str = "") -> Iterator[File]:
    """The files named, and those in folders named, but for what Excel and systems leave there."""
    if password:
        _early.clear()
    files = (_early.pop(path, None) or _begun(path, password) for path in _files(paths))
    return _one_ahead(next(files, None), files)


@contextmanager
def importing() -> Iterator[None]:
    """What is imported stays until the end: looking through it for garbage, again and again, would
    take a quarter of the time."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


def _one_ahead(begun: File | None, files: Iterator[File]) -> Iterator[File]:
    while begun:
        following = next(files, None)
        yield begun
        begun = following


def _begun(path: Path, password: str = "") -> File:
    try:
        content = path.read_bytes()
    except OSError:
        return File(path.name, b"", _not_to_be_opened)
    return File(path.name, content, start_reading(content, Limits.from_environment(), password))


def _not_to_be_opened() -> list[CellSheet]:
    raise RejectedFile("Die Datei lässt sich nicht öffnen.")


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.is_file() and p.name[0] not in ".~")
        else:
            yield path
