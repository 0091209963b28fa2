"""Every table of the database. What Excel rows became stands in one table per declared one.

Rows are only ever added. What counts on a day is decided by reading (``state``), never by writing.
"""

import sqlalchemy as sa

from diggs_analytics.domain.schema import Column, Kind, Table
from diggs_analytics.domain.tables import TABLES

# Named constraints, so that a later migration can address them on every engine.
METADATA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

TYPES = {
    Kind.DATE: sa.Date(),
    Kind.INT: sa.BigInteger(),
    Kind.NUMBER: sa.Double(),
    Kind.SHARE: sa.Double(),
    Kind.YES_NO: sa.Boolean(),
}


def _id() -> sa.Column:
    return sa.Column("id", sa.Integer, primary_key=True)


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer, nullable=False)


def _of(parent: sa.Table, name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.ForeignKey(parent.c.id), nullable=nullable, index=True)


# The bytes of each delivery, apart from it: a list of deliveries never reads them. They may be
# deleted after some days; the SHA-256 stays and still tells the same file.
files = sa.Table(
    "files",
    METADATA,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("content", sa.LargeBinary),
)

# imported_at is UTC without a zone: not every engine keeps one. A delivery taken back stays, and
# stood until that day; its file may come again.
deliveries = sa.Table(
    "deliveries",
    METADATA,
    _id(),
    sa.Column("sha256", sa.ForeignKey(files.c.sha256), nullable=False),
    _text("file_name"),
    _number("size"),
    sa.Column("received", sa.Date, nullable=False, index=True),
    sa.Column("imported_at", sa.DateTime, nullable=False),
    _text("brought_by"),
    sa.Column("taken_back_on", sa.Date),
    sa.Column("taken_back_by", sa.Text),
    sa.Column("taken_back_reason", sa.Text),
)
STANDS = deliveries.c.taken_back_on.is_(None)
sa.Index(
    "uq_deliveries_sha256",
    deliveries.c.sha256,
    unique=True,
    sqlite_where=STANDS,
    postgresql_where=STANDS,
)

sheets = sa.Table(
    "sheets",
    METADATA,
    _id(),
    _of(deliveries, "delivery_id"),
    _text("name"),
    _text("table_name"),
    _number("header_row"),
    _number("rows_read"),
    _number("rows_accepted"),
    _number("rows_set_aside"),
    _number("rows_skipped"),
)

findings = sa.Table(
    "findings",
    METADATA,
    _id(),
    _of(deliveries, "delivery_id"),
    *map(_text, ("severity", "check", "sheet", "cell")),
    _number("row"),
    *map(_text, ("value", "message", "suggestion", "column", "expected")),
)

skipped_rows = sa.Table(
    "skipped_rows", METADATA, _id(), _of(sheets, "sheet_id"), _number("row"), _text("reason")
)

# What was decided once for a Bezirksregierung and is met again in its next file.
decisions = sa.Table(
    "decisions",
    METADATA,
    _id(),
    *map(_text, ("bezirksregierung", "about", "table_name", "column_name", "spoken", "meaning")),
    _number("header_row"),
    sa.Column("decided_on", sa.Date, nullable=False),
    _text("decided_by"),
    sa.Column("dropped_on", sa.Date),
)

# Every (table, Bezirksregierung, period) that a delivery holds rows of, be they all set aside.
scopes = sa.Table(
    "scopes",
    METADATA,
    _id(),
    _of(deliveries, "delivery_id"),
    _text("table_name"),
    _text("bezirksregierung"),
    _text("period"),
    _number("rows_accepted"),
    _number("rows_set_aside"),
)

# scope_id is missing where the row does not say its scope readably.
set_aside_rows = sa.Table(
    "set_aside_rows",
    METADATA,
    _id(),
    _of(sheets, "sheet_id"),
    _of(scopes, "scope_id", nullable=True),
    _number("row"),
    _text("bezirksregierung"),
    _text("period"),
    sa.Column("values", sa.JSON, nullable=False),
    sa.Column("reasons", sa.JSON, nullable=False),
)


# What somebody corrected in rows, laid over them by reading. Only the three last columns are ever
# written later.
corrections = sa.Table(
    "corrections",
    METADATA,
    _id(),
    *map(_text, ("table_name", "bezirksregierung", "period", "key")),
    sa.Column("original", sa.JSON, nullable=False),
    sa.Column("changes", sa.JSON, nullable=False),
    *map(_text, ("reason", "person")),
    sa.Column("corrected_at", sa.DateTime, nullable=False),
    sa.Column("taken_back_on", sa.Date),
    sa.Column("taken_back_by", sa.Text),
    sa.Column("taken_back_reason", sa.Text),
)

# Versions of the criteria that evaluations count by. None is ever changed.
criteria = sa.Table(
    "criteria",
    METADATA,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("valid_from", sa.Date, nullable=False),
    _text("reason"),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("created_at", sa.DateTime, nullable=False),
    _text("created_by"),
)

# What was frozen into folders. ``criteria`` is a name, not always one of the table above: the
# version that everybody begins with is not kept.
evaluations = sa.Table(
    "evaluations",
    METADATA,
    _id(),
    _text("schuljahr"),
    sa.Column("stichtag", sa.Date, nullable=False),
    sa.Column("stand", sa.Date, nullable=False),
    _text("criteria"),
    sa.Column("made_at", sa.DateTime, nullable=False),
    *map(_text, ("made_by", "folder")),
    sa.Column("manifest_sha256", sa.String(64), nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
)


def _declared(column: Column) -> sa.Column:
    return sa.Column(column.name, TYPES.get(column.kind, sa.Text()))


def _record_table(table: Table) -> sa.Table:
    columns = (_declared(column) for column in table)
    return sa.Table(
        table.name,
        METADATA,
        _id(),
        _of(scopes, "scope_id"),
        _text("sheet"),
        _number("row"),
        *columns,
    )


RECORDS = {table.name: _record_table(table) for table in TABLES}
