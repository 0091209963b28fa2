"""A delivery: one file as it came, and what every row of it became."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import NamedTuple

import pandas as pd

from diggs_analytics.domain.findings import Finding, Severity, errors
from diggs_analytics.domain.recipe import Question
from diggs_analytics.domain.schema import Table


class Scope(NamedTuple):
    """What a delivery replaces as a whole. ``bezirksregierung`` is "" for tables of the Land;
    ``period`` is a Schuljahr (2024/25) or a calendar year (2023)."""

    table: str
    bezirksregierung: str
    period: str


class SkippedRow(NamedTuple):
    row: int
    reason: str


@dataclass(frozen=True)
class SetAsideRow:
    """A row that cannot be counted. ``values`` holds what stood in declared columns, as text;
    ``bezirksregierung`` and ``period`` are "" where the row does not say them readably."""

    row: int
    values: Mapping[str, str]
    reasons: tuple[str, ...]
    bezirksregierung: str = ""
    period: str = ""


@dataclass(frozen=True)
class Sheet:
    """A sheet read as one of our tables.

    ``rows`` are the accepted rows: one column for each declared one, typed as declared, the index
    is Excel's row number. ``letters`` maps column names to Excel's column letters.
    ``rows_read`` is counted before anything is decided, so the balance can fail.
    """

    name: str
    table: Table
    header_row: int
    rows_read: int
    rows: pd.DataFrame
    set_aside: tuple[SetAsideRow, ...] = ()
    skipped: tuple[SkippedRow, ...] = ()

    def __post_init__(self) -> None:
        accounted = len(self.rows) + len(self.set_aside) + len(self.skipped)
        assert self.rows_read == accounted, f"{self.name}: {self.rows_read} rows, {accounted} kept"


@dataclass(frozen=True)
class Delivery:
    """``rejected`` is the sentence why the file cannot be read as a whole, "" if it can;
    ``protected`` says that a password would help, or another one.
    ``questions`` are what nobody has decided yet for ``sender``, the Bezirksregierung whose file
    it is ("" if it does not say)."""

    file_name: str
    content: bytes
    sheets: tuple[Sheet, ...] = ()
    findings: tuple[Finding, ...] = ()
    rejected: str = ""
    sender: str = ""
    questions: tuple[Question, ...] = ()
    protected: bool = False

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()

    @property
    def status(self) -> str:
        if self.rejected:
            return "rejected"
        return "findings" if self.findings else "ok"

    @property
    def all_findings(self) -> tuple[Finding, ...]:
        """That a file cannot be read is an error of the file as a whole (CONTRACT 2)."""
        if not self.rejected:
            return self.findings
        return Finding(Severity.ERROR, "rejected", self.rejected), *self.findings

    @property
    def has_errors(self) -> bool:
        return bool(self.rejected or errors(self.findings))

    def rows(self, table: Table) -> pd.DataFrame:
        """Accepted rows of one table from all sheets, with ``sheet`` and ``row`` before them."""
        parts = [
            sheet.rows.assign(sheet=sheet.name, row=sheet.rows.index)
            for sheet in self.sheets
            if sheet.table is table
        ]
        if not parts:
            return pd.DataFrame(columns=["sheet", "row", *table.names])
        return pd.concat(parts, ignore_index=True)[["sheet", "row", *table.names]]


def periods(rows: pd.DataFrame, table: Table) -> pd.Series:
    """The period of each row as text: the Schuljahr, the year, or the year of the date."""
    values = rows[table.period]
    return (values.dt.year if table.period == "datum" else values).astype(str)


def scopes(rows: pd.DataFrame, table: Table) -> pd.Series:
    """The Scope of each accepted row."""
    territory = rows["bezirksregierung"].tolist() if table.territorial else [""] * len(rows)
    pairs = zip(territory, periods(rows, table).tolist(), strict=True)
    return pd.Series(
        [Scope(table.name, *pair) for pair in pairs],
        index=rows.index,
        dtype=object,
    )
