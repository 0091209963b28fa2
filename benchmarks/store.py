"""The stores that are measured: the sample data, and 100,000 invented Anzeigen."""

from datetime import date
from pathlib import Path

from benchmarks.records import deliveries
from diggs_analytics import sample
from diggs_analytics.domain.schuljahr import last_day
from diggs_analytics.store import open_store
from diggs_analytics.store.deliveries import keep

RECORDS = 100_000


def sample_store(file: Path) -> str:
    """The URL of a new store that holds the sample data."""
    engine = open_store(url := f"sqlite:///{file}")
    for _ in sample.load(engine):
        pass
    engine.dispose()
    return url


def large_store(file: Path) -> str:
    """The URL of a new store that holds RECORDS Anzeigen of five Schuljahre, and registers."""
    engine = open_store(url := f"sqlite:///{file}")
    for schuljahr, delivery in deliveries(RECORDS):
        keep(engine, delivery, min(last_day(schuljahr), date.today()), "Messung")
    engine.dispose()
    return url
