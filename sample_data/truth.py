"""What really happened in the invented years, and what could be known of it on a day."""

from collections.abc import Iterable
from datetime import date

import pandas as pd

from diggs_analytics.domain.schema import Table
from diggs_analytics.domain.tables import table_named
from sample_data.anzeigen import anzeigen
from sample_data.dates import KNOWN_UNTIL
from sample_data.life import seen_on
from sample_data.pok import pok
from sample_data.schools import register

_RECORDS = {"anzeigen": anzeigen, "pok": pok}

Rows = list[dict[str, object]]


def known(table: str, schuljahr: str, day: date = KNOWN_UNTIL, bezirksregierung: str = "") -> Rows:
    """The rows of ``table`` (anzeigen or pok) as they stood on ``day``, by day of arrival; of all
    Bezirksregierungen unless one is named."""
    return [
        seen
        for record in _RECORDS[table](schuljahr)
        if bezirksregierung in ("", record.values["bezirksregierung"])
        if (seen := seen_on(record, day))
    ]


def frame(rows: Iterable[dict[str, object]], table: Table) -> pd.DataFrame:
    """Rows as a frame with the declared columns and types."""
    return pd.DataFrame(list(rows), columns=table.names).astype(table.dtypes)


def truth(table: str, schuljahr: str) -> pd.DataFrame:
    """A whole table of a Schuljahr, typed: anzeigen, pok or schulen."""
    rows = register(schuljahr) if table == "schulen" else known(table, schuljahr)
    return frame(rows, table_named(table))
