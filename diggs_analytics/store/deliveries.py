"""Deliveries: kept as they came, held against what is in force, listed and given back."""

import os
from collections import defaultdict
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta

import pandas as pd
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from diggs_analytics.domain.delivery import Delivery, Scope
from diggs_analytics.domain.delivery import scopes as scopes_of
from diggs_analytics.domain.errors import DiggsError
from diggs_analytics.domain.findings import Finding, Severity
from diggs_analytics.domain.plan import Plan, compare, merge_plans
from diggs_analytics.domain.tables import TABLES, table_named
from diggs_analytics.store import schema
from diggs_analytics.store.engine import reading, writing
from diggs_analytics.store.importing import insert_delivery
from diggs_analytics.store.records import read_frame, read_rows
from diggs_analytics.store.state import in_force

KEEP_ORIGINALS_DAYS = "DIGGS_KEEP_ORIGINALS_DAYS"


@dataclass(frozen=True)
class Kept:
    """``known_since`` is the day on which the same bytes were received before, None if never."""

    delivery_id: int
    known_since: date | None = None


def keep(engine: sa.Engine, delivery: Delivery, received: date, brought_by: str) -> Kept:
    """Keep a delivery with all it became, or nothing of it. The same file again changes nothing."""
    assert not delivery.rejected, delivery.rejected
    if received > date.today():
        raise DiggsError(f"Der Tag des Eingangs, {received:%d.%m.%Y}, liegt in der Zukunft.")
    try:
        with writing(engine) as connection:
            return _known(connection, delivery.sha256) or Kept(
                insert_delivery(connection, delivery, received, brought_by)
            )
    except IntegrityError:
        # On a server two may get this far with the same bytes; the second waits and ends here.
        if kept := known(engine, delivery.sha256):
            return kept
        raise


def known(engine: sa.Engine, sha256: str) -> Kept | None:
    """The delivery that brought these bytes, if one did."""
    with reading(engine) as connection:
        return _known(connection, sha256)


def plan(engine: sa.Engine, delivery: Delivery, received: date) -> Plan:
    """What keeping the delivery, as received on that day, would change in the scopes it holds."""
    with reading(engine) as connection:
        ids = {
            Scope(row.table_name, row.bezirksregierung, row.period): row.id
            for row in connection.execute(in_force(received, without_taken_back=True))
        }
        plans = []
        for table in TABLES:
            if len(new := delivery.rows(table)):
                standing = [ids[scope] for scope in set(scopes_of(new, table)) if scope in ids]
                plans.append(compare(read_rows(connection, table, standing), new, table))
    return merge_plans(plans)


def listing(engine: sa.Engine) -> pd.DataFrame:
    """One row per delivery, newest first: delivery_id, file_name, received (date), imported_at
    (UTC), brought_by, size (bytes), taken_back_on (date; missing while it stands), taken_back_by,
    taken_back_reason, rows_read, rows_accepted, rows_set_aside, rows_skipped, errors,
    warnings, scopes ("Anzeigen Köln 2024/25, …"), in_force (whether any of them stands)."""
    kept = schema.deliveries.c
    query = sa.select(
        kept.id.label("delivery_id"),
        *(kept.file_name, kept.received, kept.imported_at, kept.brought_by, kept.size),
        *(kept.taken_back_on, kept.taken_back_by, kept.taken_back_reason),
        *map(_sum_of_sheets, ("rows_read", "rows_accepted", "rows_set_aside", "rows_skipped")),
        *map(_number_of_findings, Severity),
    ).order_by(kept.received.desc(), kept.id.desc())
    scopes = defaultdict(list)
    with reading(engine) as connection:
        found = read_frame(connection, query)
        standing = {row.delivery_id for row in connection.execute(in_force())}
        for row in connection.execute(sa.select(schema.scopes).order_by(schema.scopes.c.id)):
            words = (table_named(row.table_name).label, row.bezirksregierung, row.period)
            scopes[row.delivery_id].append(" ".join(filter(None, words)))
    return found.assign(
        scopes=[", ".join(scopes[delivery_id]) for delivery_id in found["delivery_id"]],
        in_force=found["delivery_id"].isin(standing),
    )


def take_back(engine: sa.Engine, delivery_id: int, by: str, reason: str) -> None:
    """From today on the state before stands again; earlier days keep the state they had. The
    delivery stays in the list with person and reason, and its file may be brought again."""
    taken_back = {
        "taken_back_on": date.today(),
        "taken_back_by": by,
        "taken_back_reason": reason,
    }
    stands = (schema.deliveries.c.id == delivery_id) & schema.STANDS
    with writing(engine) as connection:
        update = sa.update(schema.deliveries).where(stands).values(taken_back)
        if connection.execute(update).rowcount == 0:
            raise DiggsError(f"Eine geltende Lieferung mit der Nummer {delivery_id} gibt es nicht.")


def original(engine: sa.Engine, delivery_id: int) -> tuple[str, bytes | None]:
    """File name and content, byte for byte as it came; None if it has been deleted since."""
    kept, files = schema.deliveries, schema.files
    query = sa.select(kept.c.file_name, files.c.content).join_from(kept, files)
    with reading(engine) as connection:
        found = connection.execute(query.where(kept.c.id == delivery_id)).one_or_none()
    if found is None:
        raise DiggsError(f"Eine Lieferung mit der Nummer {delivery_id} gibt es nicht.")
    return tuple(found)


def forget_originals(engine: sa.Engine, imported_before: date) -> int:
    """Delete the bytes of files that were last imported before that day, and say how many. Rows,
    findings and the SHA-256 stay."""
    kept, files = schema.deliveries.c, schema.files.c
    day = datetime.combine(imported_before, time.min)
    younger = sa.select(kept.sha256).where(kept.imported_at >= day)
    old = files.content.is_not(None) & files.sha256.not_in(younger)
    with writing(engine) as connection:
        return connection.execute(sa.update(schema.files).where(old).values(content=None)).rowcount


def forget_due_originals(engine: sa.Engine, today: date) -> int:
    """As DIGGS_KEEP_ORIGINALS_DAYS says; without it they are kept for good."""
    days = os.environ.get(KEEP_ORIGINALS_DAYS)
    return forget_originals(engine, today - timedelta(days=int(days))) if days else 0


def findings(engine: sa.Engine, delivery_id: int) -> pd.DataFrame:
    """In the order of intake: the fields of a Finding, severity as "error" or "warning"."""
    found = schema.findings.c
    query = (
        sa.select(*(found[field.name] for field in fields(Finding)))
        .where(found.delivery_id == delivery_id)
        .order_by(found.id)
    )
    with reading(engine) as connection:
        return read_frame(connection, query)


def skipped(engine: sa.Engine, delivery_id: int) -> pd.DataFrame:
    """Rows that are no data: sheet, row (Excel's number), reason."""
    sheets, rows = schema.sheets, schema.skipped_rows
    query = (
        sa.select(sheets.c.name.label("sheet"), rows.c.row, rows.c.reason)
        .join_from(rows, sheets)
        .where(sheets.c.delivery_id == delivery_id)
        .order_by(rows.c.id)
    )
    with reading(engine) as connection:
        return read_frame(connection, query)


def _known(connection: sa.Connection, sha256: str) -> Kept | None:
    kept = schema.deliveries.c
    query = sa.select(kept.id, kept.received).where(kept.sha256 == sha256, schema.STANDS)
    found = connection.execute(query).one_or_none()
    return found and Kept(found.id, found.received)


def _sum_of_sheets(name: str) -> sa.Label:
    sheets = schema.sheets.c
    total = sa.select(sa.func.coalesce(sa.func.sum(sheets[name]), 0))
    return total.where(sheets.delivery_id == schema.deliveries.c.id).scalar_subquery().label(name)


def _number_of_findings(severity: Severity) -> sa.Label:
    found = schema.findings.c
    number = sa.select(sa.func.count()).where(
        found.delivery_id == schema.deliveries.c.id, found.severity == severity.value
    )
    return number.scalar_subquery().label(f"{severity.value}s")
