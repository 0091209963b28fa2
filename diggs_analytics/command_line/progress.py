"""How far the files named are: a bar for whoever sits at a terminal, nothing in a pipe."""

import sys
from collections.abc import Iterator

from diggs_analytics.command_line.reading import File


def with_progress(files: Iterator[File], total: int) -> Iterator[File]:
    """The files, each named while it is worked on. The bar is gone when the report is there."""
    if total < 2 or not sys.stderr.isatty():
        yield from files
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[file]}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, file="")
        for file in files:
            bar.update(task, file=file.name, refresh=True)
            yield file
            bar.advance(task)
