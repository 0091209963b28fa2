"""What a person should look at in a file, and where."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    ERROR = "error"  # the row cannot be counted and is set aside, or the sheet cannot be read
    WARNING = "warning"  # counted, but someone should look

    @property
    def label(self) -> str:
        return "Fehler" if self is Severity.ERROR else "Hinweis"


@dataclass(frozen=True)
class Finding:
    """``cell`` is the address that Excel shows; a finding about a whole sheet has ``""``.

    ``value`` is what was found there, ``expected`` what may stand there, ``suggestion`` what
    probably belongs there. ``row`` is the row it is about (inside a merged area another one than
    the cell's), 0 for a whole sheet. ``column`` is the declared name of the column.
    """

    severity: Severity
    check: str
    message: str
    sheet: str = ""
    cell: str = ""
    value: str = ""
    suggestion: str = ""
    row: int = 0
    column: str = ""
    expected: str = ""

    @property
    def place(self) -> str:
        """Where to click in Excel: ``Meldung!C17``, or the sheet alone."""
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def errors(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.is_error]
