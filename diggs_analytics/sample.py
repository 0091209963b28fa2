"""Loading the sample data: every delivery of sample_data/, on the day it was received."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diggs_analytics.intake.delivery import read_delivery
from diggs_analytics.intake.known import Known
from diggs_analytics.store import Engine, deliveries, registers

FOLDER = Path(__file__).parents[1] / "sample_data"
LIST = FOLDER / "lieferungen.csv"
BROUGHT_BY = "Beispieldaten"


@dataclass(frozen=True)
class Progress:
    file_name: str
    done: int
    total: int


def is_there() -> bool:
    """Whether this installation has sample data at hand."""
    return LIST.exists()


def load(engine: Engine) -> Iterator[Progress]:
    """Load file by file, in the order of receipt, and say after each how far it is. What is there
    already is not loaded again."""
    with LIST.open(encoding="utf-8", newline="") as lines:
        listed = list(csv.DictReader(lines, delimiter=";"))
    for done, line in enumerate(listed, start=1):
        received = date.fromisoformat(line["eingegangen"])
        path = FOLDER / "lieferungen" / line["datei"]
        known = Known(received, **registers.on_file(engine))
        delivery = read_delivery(path.name, path.read_bytes(), known)
        assert not delivery.rejected, f"{path.name}: {delivery.rejected}"
        deliveries.keep(engine, delivery, received, BROUGHT_BY)
        yield Progress(path.name, done, len(listed))
