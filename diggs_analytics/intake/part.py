"""A sheet on its way in, and what becomes of each of its rows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from diggs_analytics.domain.delivery import SetAsideRow, Sheet, periods
from diggs_analytics.domain.findings import Finding
from diggs_analytics.domain.recipe import Question
from diggs_analytics.domain.tables import table_named
from diggs_analytics.intake.cells import Cell
from diggs_analytics.intake.layout import Layout
from diggs_analytics.intake.records import Records
from diggs_analytics.intake.rows import DataRows
from diggs_analytics.intake.values import as_text, is_blank


@dataclass(frozen=True)
class Part:
    """What was found in a sheet. Without ``layout`` it is no table of ours; without ``data`` it
    is hidden; not ``readable``, all its rows are set aside. ``repeated`` are second rows of a
    key, with the reason."""

    findings: list[Finding]
    layout: Layout | None = None
    data: DataRows | None = None
    records: Records | None = None
    readable: bool = True
    repeated: Mapping[int, str] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()

    def reasons(self) -> dict[int, tuple[str, ...]]:
        """The rows that cannot be counted, and why: errors at their cells, or at their sheet."""
        reasons = defaultdict(list)
        for finding in self.findings:
            if finding.is_error and finding.row:
                reasons[finding.row].append(finding.message)
            elif finding.is_error:
                for row in self.data.numbers:
                    reasons[row].append(finding.message)
        for row, reason in self.repeated.items():
            if reason not in reasons[row]:
                reasons[row].append(reason)
        return {row: tuple(messages) for row, messages in sorted(reasons.items())}

    def accepted(self) -> pd.DataFrame:
        """The typed rows that count; the index is Excel's row number."""
        aside = list(self.reasons())
        return self.records.rows.drop(aside) if aside else self.records.rows

    def sheet(self, name: str) -> Sheet:
        table = self.layout.table
        if self.records:
            rows = self.accepted()[table.names]
        else:
            rows = pd.DataFrame({c.name: pd.array([], dtype=c.dtype) for c in table})
        return Sheet(
            name=name,
            table=table_named(table.name),  # as declared, without the sender's own words
            header_row=self.layout.header_row,
            rows_read=self.data.rows_read,
            rows=rows,
            set_aside=tuple(self._set_aside()),
            skipped=self.data.skipped,
        )

    def _set_aside(self) -> Iterator[SetAsideRow]:
        aside = self.reasons()
        scopes = self._scopes(list(aside))
        for row, reasons in aside.items():
            bezirksregierung, period = scopes.get(row, ("", ""))
            yield SetAsideRow(
                row, self._values(self.data.grid[row - 1]), reasons, bezirksregierung, period
            )

    def _values(self, cells: list[Cell]) -> dict[str, str]:
        """Only declared columns: what others hold may be personal and is not kept. Of a source,
        what it says is kept, or what stood there if it says nothing."""
        texts = {
            name: as_text(cells[column - 1])
            for name, column in self.layout.columns.items()
            if not is_blank(cells[column - 1])
        }
        sources = self.layout.sources
        return {
            name: (name in sources and sources[name].says(text)) or text
            for name, text in texts.items()
        }

    def _scopes(self, numbers: list[int]) -> dict[int, tuple[str, str]]:
        """Bezirksregierung and period of rows, "" where one does not say them readably."""
        if not self.records:
            return {}
        rows, table = self.records.rows.loc[numbers], self.layout.table
        when = periods(rows, table).where(rows[table.period].notna(), "")
        where = rows["bezirksregierung"].fillna("") if table.territorial else [""] * len(rows)
        return dict(zip(rows.index, zip(where, when, strict=True), strict=True))
