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
from diggs_analytics.domain.file_names import is_left_behind, is_list
from diggs_analytics.intake.cells import CellSheet
from diggs_analytics.intake.limits import Limits
from diggs_analytics.intake.reader import Reading, start_reading


class File(NamedTuple):
    name: str
    content: bytes
    reading: Reading


def files_named(paths: Sequence[Path]) -> list[Path]:
    """Of a folder its lists in the order of their names; a file named itself is taken anyhow."""
    return [file for path in paths for file in (_lists(path) if path.is_dir() else [path])]


def left_out(paths: Sequence[Path]) -> list[Path]:
    """What else lies in the folders named, for a person to know."""
    return [
        path
        for folder in filter(Path.is_dir, paths)
        for path in sorted(folder.iterdir())
        if not is_left_behind(path) and not _is_list(path)
    ]


def _lists(folder: Path) -> list[Path]:
    return sorted(filter(_is_list, folder.iterdir()))


def _is_list(path: Path) -> bool:
    return is_list(path) and path.is_file()


# What was begun before the words of the command were understood.
_early: dict[Path, File] = {}


def begin_early(words: Sequence[str]) -> None:
    """Begin the first file named after `check` or `import`. If the words turn out to be wrong, it
    is read for nothing."""
    if words[:1] in (["check"], ["import"]):
        named = filter(Path.is_file, map(Path, words[1:]))
        _early.update({path: _begun(path) for path in islice(named, 1)})


def read_ahead(paths: Sequence[Path], password: str = "") -> Iterator[File]:
    """The files named, and the workbooks and .csv in folders named."""
    if password:
        _early.clear()
    files = (_early.pop(path, None) or _begun(path, password) for path in files_named(paths))
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
