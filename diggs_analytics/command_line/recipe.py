"""`import --recipe`: decisions about unknown words, written in the shell.

``Tag der Anzeige=eingangsdatum`` says what a heading means, ``Vermerk=`` that it is none of ours,
``status:erl.=zur Kenntnis genommen`` what a value of a column means.
"""

from collections.abc import Iterator

import typer

from diggs_analytics.domain.recipe import Decision
from diggs_analytics.domain.spelling import comparable, lookup
from diggs_analytics.domain.tables import TABLES


def decisions(text: str) -> tuple[Decision, ...]:
    """One for each table that has the column. Raises BadParameter."""
    spoken, equals, meaning = text.partition("=")
    if not equals or not spoken.strip():
        raise typer.BadParameter(f"»{text}« hat nicht die Form geschrieben=bedeutet.")
    column, colon, value = spoken.partition(":")
    is_value = bool(colon) and any(column in table for table in TABLES)
    found = _of_value(column, value, meaning) if is_value else _of_heading(spoken, meaning)
    if decided := tuple(found):
        return decided
    raise typer.BadParameter(f"»{meaning}« gibt es hier nicht.")


def _of_heading(spoken: str, meaning: str) -> Iterator[Decision]:
    for table in TABLES:
        if not meaning or meaning in table:
            yield Decision(table.name, spoken, meaning)


def _of_value(column: str, spoken: str, meaning: str) -> Iterator[Decision]:
    for table in TABLES:
        if column in table:
            value = lookup(table[column].allowed).get(comparable(meaning))
            if value:
                yield Decision(table.name, spoken, value, column)
