"""Two rows of one key in one delivery: a question to the sender, decided by key (CONTRACT 4)."""

from collections.abc import Sequence

import pandas as pd

from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.domain.plan import row_keys
from diggs_analytics.intake.records import Records


def duplicates(sheets: Sequence[Records]) -> list[list[Finding]]:
    """The findings for each of the sheets, which hold rows of one table: at the second row of a
    key an error, or a warning if all values are equal. Either way the second row does not count.
    """
    table = sheets[0].table
    rows = pd.concat(
        [records.rows[table.names].assign(_sheet=i) for i, records in enumerate(sheets)]
    )
    keys = row_keys(rows, table).reset_index(drop=True)
    findings: list[list[Finding]] = [[] for _ in sheets]
    repeated = keys[keys.duplicated(keep=False)]
    for positions in repeated.groupby(repeated).groups.values():
        first = positions[0]
        place = f"{sheets[rows['_sheet'].iat[first]].sheet}, Zeile {rows.index[first]}"
        for second in positions[1:]:
            sheet = rows["_sheet"].iat[second]
            equal = rows.iloc[second][table.names].equals(rows.iloc[first][table.names])
            findings[sheet].append(_finding(sheets[sheet], int(rows.index[second]), place, equal))
    return findings


def _finding(records: Records, row: int, place: str, equal: bool) -> Finding:
    reference = records.table.reference
    named = reference if reference and records.text(row, reference) else "schulnummer"
    name = named if named in records.columns else records.table.key[0]
    if equal:
        message = f"Die Zeile steht schon einmal da ({place}); sie zählt nur einmal."
        return records.finding(Severity.WARNING, "duplicate_row", message, row, name)
    message = f"Eine andere Zeile hat denselben Schlüssel, aber andere Werte ({place})."
    return records.finding(Severity.ERROR, "duplicate_key", message, row, name)
