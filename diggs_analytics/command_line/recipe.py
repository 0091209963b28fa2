"""`import --recipe`: decisions about what a sender writes, written in the shell.

``Tag der Anzeige=eingangsdatum`` says what a heading means, ``Vermerk=`` that it is none of ours,
``status:erl.=zur Kenntnis genommen`` what a value of a column means. ``Blatt:Tabelle1=anzeigen@7``
says which table stands in a sheet, its header in row 7, ``Blatt:Archiv=`` that it is none of ours,
and ``Datum:eingangsdatum=Tag/Monat/Jahr`` how 3/4/2024 is meant in a column.
"""

import re
from collections.abc import Iterator, Sequence

import typer

from diggs_analytics.domain.recipe import DAY_FIRST, MONTH_FIRST, About, Decision, Question
from diggs_analytics.domain.schema import Kind
from diggs_analytics.domain.spelling import comparable, lookup
from diggs_analytics.domain.tables import TABLES

# So many questions, and so many meanings of one, are named; the rest is counted or left out.
QUESTIONS_NAMED, MEANINGS_NAMED = 10, 4


def decisions(text: str) -> tuple[Decision, ...]:
    """One for each table that has the column. Raises BadParameter."""
    spoken, equals, meaning = text.partition("=")
    if not equals or not spoken.strip():
        raise typer.BadParameter(f"»{text}« hat nicht die Form geschrieben=bedeutet.")
    if decided := tuple(_decisions(spoken, meaning)):
        return decided
    raise typer.BadParameter(f"»{meaning}« gibt es hier nicht.")


def _decisions(spoken: str, meaning: str) -> Iterator[Decision]:
    before, colon, after = spoken.partition(":")
    if colon and before == About.SHEET:
        return _of_sheet(after, meaning)
    if colon and before == About.DATE and _is_column(after):
        return _of_date(after, meaning)
    if colon and _is_column(before):
        return _of_value(before, after, meaning)
    return _of_heading(spoken, meaning)


def _is_column(name: str) -> bool:
    return any(name in table for table in TABLES)


def _of_heading(spoken: str, meaning: str) -> Iterator[Decision]:
    for table in TABLES:
        if not meaning or meaning in table:
            yield Decision(About.HEADING, spoken, meaning, table.name)


def _of_value(column: str, spoken: str, meaning: str) -> Iterator[Decision]:
    for table in TABLES:
        if column in table:
            value = lookup(table[column].allowed).get(comparable(meaning))
            if value:
                yield Decision(About.VALUE, spoken, value, table.name, column)


def _of_sheet(spoken: str, meaning: str) -> Iterator[Decision]:
    name, _, row = meaning.partition("@")
    if not meaning:
        yield Decision(About.SHEET, spoken, "")
    elif name in {table.name for table in TABLES}:
        if not re.fullmatch(r"[1-9]\d{0,6}", row):
            raise typer.BadParameter(
                f"In welcher Zeile steht der Tabellenkopf? Etwa »{About.SHEET}:{spoken}={name}@7«."
            )
        yield Decision(About.SHEET, spoken, name, header_row=int(row))


def _of_date(column: str, meaning: str) -> Iterator[Decision]:
    orders = {comparable(order): order for order in (DAY_FIRST, MONTH_FIRST)}
    for table in TABLES:
        if column in table and table[column].kind is Kind.DATE and comparable(meaning) in orders:
            yield Decision(About.DATE, "", orders[comparable(meaning)], table.name, column)


def open_questions(questions: Sequence[Question]) -> Iterator[str]:
    """What may be decided, as the words of the option: the nearest meanings first."""
    for question in questions[:QUESTIONS_NAMED]:
        nearest, *others = (_meaning(question, one) for one in question.options[:MEANINGS_NAMED])
        if len(question.options) > MEANINGS_NAMED:
            others.append("…")
        if question.may_be_other:
            others.append("nichts (gehört nicht dazu)")
        yield f"»{_spoken(question)}={nearest}« oder {', '.join(others)}"
    if len(questions) > QUESTIONS_NAMED:
        yield f"{len(questions) - QUESTIONS_NAMED} weitere"


def _spoken(question: Question) -> str:
    match question.about:
        case About.SHEET:
            return f"{About.SHEET}:{question.spoken}"
        case About.DATE:
            return f"{About.DATE}:{question.column}"
        case About.VALUE:
            return f"{question.column}:{question.spoken}"
    return question.spoken


def _meaning(question: Question, option: str) -> str:
    return f"{option}@{question.header_rows[0].number}" if question.header_rows else option
