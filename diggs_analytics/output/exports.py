"""Rows as a file to take along: .xlsx to work in, .csv for German Excel, .parquet for machines."""

import json
import re
from collections.abc import Callable
from dataclasses import asdict
from io import BytesIO

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.schema import Kind, Table
from diggs_analytics.domain.spelling import comparable
from diggs_analytics.output import formats
from diggs_analytics.output.notes import ALL, Notes
from diggs_analytics.output.spreadsheet import records_workbook

# A spreadsheet would take such a text in a .csv for a formula; an apostrophe before it keeps it
# text (OWASP, CSV injection). A text that has the apostrophe already gets another one, so that
# the original can always be read back. A sign alone ("-") is no formula.
FORMULA_LIKE = re.compile(r"'*([=@\t\r\n]|[+-].)", re.DOTALL)

LONGEST_PART = 40  # of a file's name

# Of a kind that is not named here, a column holds text.
PARQUET_TYPES = {
    Kind.DATE: pa.date32(),
    Kind.INT: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.SHARE: pa.float64(),
    Kind.YES_NO: pa.bool_(),
}


def write(rows: pd.DataFrame, table: Table, notes: Notes, suffix: str) -> bytes:
    """The columns of ``table``, in its order; the format follows from the suffix (".xlsx")."""
    if suffix.lower() not in WRITERS:
        known = formats.enumeration(list(WRITERS))
        raise DiggsError(f"Das Format »{suffix}« gibt es nicht. Bekannt sind {known}.")
    return WRITERS[suffix.lower()](rows, table, notes)


def file_name(table: Table, notes: Notes, suffix: str) -> str:
    """Says what is in the file: ``anzeigen_2024-25_koeln_stichtag-2025-07-31.csv``."""
    chosen = [_slug(text) for _, text in notes.filters if text != ALL]
    stichtag = [f"stichtag-{notes.stichtag.isoformat()}"] if notes.stichtag else []
    return "_".join([table.name, *chosen, *stichtag]) + suffix


def _slug(text: str) -> str:
    return "-".join(map(comparable, re.split(r"\W+", text)))[:LONGEST_PART]


def as_text(value: str) -> str:
    """A text as it may stand in a .csv."""
    return f"'{value}" if FORMULA_LIKE.match(value) else value


def _csv(rows: pd.DataFrame, table: Table, notes: Notes) -> bytes:
    """Decimal comma, no thousands, dates TT.MM.JJJJ, ja and nein, UTF-8 with BOM. One table and
    nothing else: filters and Stichtag stand in the file's name."""
    text = pd.DataFrame({column.name: _cells(rows[column.name], column.kind) for column in table})
    return text.to_csv(
        sep=";", decimal=",", date_format="%d.%m.%Y", index=False, lineterminator="\r\n"
    ).encode("utf-8-sig")


def _cells(values: pd.Series, kind: Kind) -> pd.Series:
    if kind is Kind.YES_NO:
        return values.map(formats.yes_no, na_action="ignore")
    return values if kind in PARQUET_TYPES else values.map(as_text, na_action="ignore")


def _parquet(rows: pd.DataFrame, table: Table, notes: Notes) -> bytes:
    """Under the key ``diggs`` the file's metadata hold the notes as JSON."""
    schema = pa.schema(
        [(column.name, PARQUET_TYPES.get(column.kind, pa.string())) for column in table]
    )
    arrow = pa.Table.from_pandas(rows, schema=schema, preserve_index=False)
    said = json.dumps(
        {**asdict(notes), "filters": dict(notes.filters)}, default=str, ensure_ascii=False
    )
    content = BytesIO()
    pq.write_table(arrow.replace_schema_metadata({"diggs": said}), content, compression="zstd")
    return content.getvalue()


WRITERS: dict[str, Callable[[pd.DataFrame, Table, Notes], bytes]] = {
    ".csv": _csv,
    ".xlsx": records_workbook,
    ".parquet": _parquet,
}
