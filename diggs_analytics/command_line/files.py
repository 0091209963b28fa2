"""Checking files named in the shell, with the store if there is one, and else without."""

from collections.abc import Iterable
from datetime import date

from diggs_analytics.command_line.reading import File
from diggs_analytics.command_line.report import Checked
from diggs_analytics.domain.plan import Action, all_alike
from diggs_analytics.intake.context import Settled
from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.store import store_exists


def check_files(
    files: Iterable[File], settled: Settled, database: str | None, received: date
) -> list[Checked]:
    """Read and check. A store that is there gives registers and the plan; none is made, and what
    opens it is not even imported."""
    if store_exists(database):
        from diggs_analytics.command_line.stored import check_against_store

        return check_against_store(files, settled, database, received)
    return [_check(file, settled, received) for file in files]


def _check(file: File, settled: Settled, received: date) -> Checked:
    known = Known(received)
    delivery = read_delivery(file.name, file.content, known, settled, reading=file.reading)
    return Checked(delivery, all_alike(delivery, Action.NEW))
