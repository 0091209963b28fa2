"""Checking and importing files with a store at hand, one after the other."""

from collections.abc import Iterable
from datetime import date

from diggs_analytics.command_line.reading import File
from diggs_analytics.command_line.report import Checked
from diggs_analytics.domain.feedback import placed, progress
from diggs_analytics.domain.plan import Action, Plan, all_alike
from diggs_analytics.intake.context import Settled
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.store import Engine, deliveries, open_store, recipes, registers
from diggs_analytics.store.earlier import findings_before


def check_against_store(
    files: Iterable[File], settled: Settled, database: str | None, received: date
) -> list[Checked]:
    engine = open_store(database)
    return [_check(file, settled, engine, received) for file in files]


def import_files(
    files: Iterable[File], settled: Settled, database: str | None, received: date, brought_by: str
) -> list[Checked]:
    """Read, check and keep, file by file: one that is rejected stops none of the others, and a
    register counts for the files after it."""
    engine = open_store(database)
    checked = []
    for file in files:
        one = _check(file, settled, engine, received)
        if not one.delivery.rejected:
            deliveries.keep(engine, one.delivery, received, brought_by)
            _remember(engine, one.delivery.sender, settled, brought_by)
        checked.append(one)
    return checked


def _remember(engine: Engine, sender: str, settled: Settled, by: str) -> None:
    """A file that does not say whose it is leaves nothing to remember for anybody."""
    if sender and settled.decisions:
        recipes.decide(engine, sender, settled.decisions, by)


def _check(file: File, settled: Settled, engine: Engine, received: date) -> Checked:
    known = Known(received, **registers.on_file(engine))
    delivery = read_delivery(file.name, file.content, known, settled, reading=file.reading)
    if delivery.rejected:
        return Checked(delivery, Plan())
    if before := deliveries.known(engine, delivery.sha256):
        note = f"Dieselbe Datei liegt seit {before.known_since:%d.%m.%Y} vor; nichts ändert sich."
        # Even where a newer one has superseded it: coming again, it does not come back.
        return Checked(delivery, all_alike(delivery, Action.UNCHANGED), note=note, is_known=True)
    return Checked(
        delivery,
        deliveries.plan(engine, delivery, received),
        progress(findings_before(engine, delivery, received), placed(delivery)),
    )
