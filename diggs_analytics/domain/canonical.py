"""Values of a row as texts that can be kept, compared, read again and shown in German."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from diggs_analytics.domain.plan import SEPARATOR, row_keys
from diggs_analytics.domain.schema import Column, Kind, Table

EMPTY = "leer"
THOUSANDS = "\u202f"  # narrow no-break space
BLANK = "\u00a0"  # no-break space, before a percent sign

# Rows as canonical texts by column, under their labels in a frame.
Records = dict[int, dict[str, str]]


def canonical(value: object, column: Column) -> str:
    """ "" for a missing value. Intake reads the text as the same value again."""
    if pd.isna(value):
        return ""
    match column.kind:
        case Kind.DATE:
            return f"{value:%Y-%m-%d}"
        case Kind.YES_NO:
            return "ja" if value else "nein"
        case Kind.NUMBER:
            return _plain(f"{value:.15g}")
        case Kind.SHARE:
            # As many digits as dividing by a hundred and multiplying again leave alone.
            return f"{_plain(f'{100 * value:.12g}')} %"
    return str(value)


def texts_of(rows: pd.DataFrame, table: Table) -> Records:
    return {
        label: {column.name: canonical(row[column.name], column) for column in table}
        for label, row in rows[table.names].to_dict("index").items()
    }


def record(row: pd.DataFrame, table: Table) -> dict[str, str]:
    """Of a frame of one row."""
    (texts,) = texts_of(row, table).values()
    return texts


def keys_of(records: Records, table: Table) -> dict[int, str]:
    """Of each row Bezirksregierung and key; two Bezirksregierungen may both hold a key."""
    keys = row_keys(typed([*records.values()], table), table)
    return {
        label: scoped(texts["bezirksregierung"] if table.territorial else "", key)
        for (label, texts), key in zip(records.items(), keys, strict=True)
    }


def scoped(bezirksregierung: str, key: str) -> str:
    return f"{bezirksregierung}{SEPARATOR}{key}"


def typed(records: Sequence[Mapping[str, str]], table: Table) -> pd.DataFrame:
    """The rows that these texts stand for: the columns of the table, typed as declared."""
    return pd.DataFrame(
        {
            column.name: pd.array(
                [value(record[column.name], column) for record in records], dtype=column.dtype
            )
            for column in table
        }
    )


def value(text: str, column: Column) -> object:
    """The value as Python has it."""
    match column.kind:
        case Kind.DATE:
            return date.fromisoformat(text) if text else pd.NaT
        case Kind.NUMBER:
            return float(text) if text else math.nan
        case Kind.SHARE:
            return float(text.removesuffix(" %")) / 100 if text else math.nan
        case Kind.INT:
            return int(text) if text else None
        case Kind.YES_NO:
            return text == "ja" if text else None
    return text or None


def german(text: str, column: Column) -> str:
    """A canonical text as a reader writes it; a share is rounded to one decimal. Only what has a
    unit has thousands: a year has none. Another text, as a sender wrote it, stays as it is."""
    try:
        return _german(text, column) if text else ""
    except (ValueError, ArithmeticError):
        return text


def difference(was: str, now: str, column: Column) -> str:
    """``Klassen: 2 → 3``. What differs looks different: then a share has all its decimals."""
    texts = [german(text, column) for text in (was, now)]
    if texts[0] == texts[1]:
        texts = [text.replace(".", ",") for text in (was, now)]
    return f"{column.label}: {texts[0] or EMPTY} → {texts[1] or EMPTY}"


def _plain(digits: str) -> str:
    """Without an exponent."""
    return f"{Decimal(digits):f}"


def _german(text: str, column: Column) -> str:
    match column.kind:
        case Kind.DATE:
            return f"{date.fromisoformat(text):%d.%m.%Y}"
        case Kind.SHARE:
            percent = Decimal(text.removesuffix(" %")).quantize(Decimal("0.1"), ROUND_HALF_UP)
            return f"{percent}{BLANK}%".replace(".", ",")
        case Kind.INT | Kind.NUMBER:
            whole, point, decimals = text.partition(".")
            digits = f"{int(whole):,}".replace(",", THOUSANDS) if column.unit else whole
            return digits + point.replace(".", ",") + decimals
    return text
