"""What may stand in a cell of a column, in words that help who fills it."""

from collections.abc import Mapping

from diggs_analytics.domain.codes import ANLAGEN
from diggs_analytics.domain.schema import Column, Kind

EXAMPLES: Mapping[Kind, str] = {
    Kind.SCHULJAHR: "2024/25",
    Kind.SCHULNUMMER: "sechs Ziffern",
    Kind.SCHULNUMMERN: "je sechs Ziffern, mit Komma getrennt",
    Kind.ANLAGE: ", ".join(ANLAGEN),
    Kind.DATE: "TT.MM.JJJJ",
    Kind.SHARE: "25 % oder 0,25",
}


def expected(column: Column) -> str:
    """``Datum (TT.MM.JJJJ)``, or the values of a closed list."""
    if column.kind is Kind.CHOICE:
        return ", ".join(column.allowed)
    example = EXAMPLES.get(column.kind)
    return f"{column.kind.value} ({example})" if example else column.kind.value
