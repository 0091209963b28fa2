"""Checking and importing files named in the shell, one after the other."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from diggs_analytics.command_line.report import Checked
from diggs_analytics.domain.plan import all_new, nothing_planned
from diggs_analytics.intake.checks import Known
from diggs_analytics.intake.context import Settled
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.store import Engine, deliveries, open_store, registers, store_exists


def check_files(
    paths: Sequence[Path], settled: Settled, database: str | None, received: date
) -> list[Checked]:
    """Read and check. A store that is there gives registers and the plan; none is made."""
    engine = open_store(database) if store_exists(database) else None
    return [_check(path, settled, engine, received) for path in _files(paths)]


def import_files(
    paths: Sequence[Path], settled: Settled, database: str | None, received: date, brought_by: str
) -> list[Checked]:
    """Read, check and keep, file by file: one that is rejected stops none of the others, and a
    register counts for the files after it."""
    engine = open_store(database)
    checked = []
    for path in _files(paths):
        file = _check(path, settled, engine, received)
        if not file.delivery.rejected:
            deliveries.keep(engine, file.delivery, received, brought_by)
        checked.append(file)
    return checked


def _check(path: Path, settled: Settled, engine: Engine | None, received: date) -> Checked:
    known = Known(received, registers.schools(engine) if engine else {})
    delivery = read_delivery(path.name, path.read_bytes(), known, settled)
    if delivery.rejected:
        return Checked(delivery, nothing_planned())
    if engine is None:
        return Checked(delivery, all_new(delivery))
    before = deliveries.known(engine, delivery.sha256)
    note = (
        before
        and f"Dieselbe Datei liegt seit {before.known_since:%d.%m.%Y} vor; nichts ändert sich."
    )
    return Checked(delivery, deliveries.plan(engine, delivery, received), note or "")


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    """The files named, and those in folders named, but for what Excel and systems leave there."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.iterdir() if p.is_file() and p.name[0] not in ".~")
        else:
            yield path
