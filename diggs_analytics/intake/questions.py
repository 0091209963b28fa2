"""What a sender writes and nobody has decided yet, with the meanings it may have."""

from collections.abc import Collection, Iterable, Iterator
from difflib import SequenceMatcher

from diggs_analytics.domain.findings import Finding
from diggs_analytics.domain.recipe import Question
from diggs_analytics.domain.spelling import comparable
from diggs_analytics.intake.cells import column_number
from diggs_analytics.intake.layout import Layout

NEEDED_IS_LIKELIER = 0.25


def about_headings(layout: Layout) -> Iterator[Question]:
    """Each unknown heading, and the columns that the sheet does not have yet."""
    open_columns = [column for column in layout.table if column.name not in layout.columns]
    options = {column.name: column.headings for column in open_columns}
    needed = {column.name for column in open_columns if column.required}
    for heading in dict.fromkeys(layout.unknown.values()):
        yield Question(layout.table.name, heading, _nearest_first(heading, options, needed))


def about_values(layout: Layout, findings: Iterable[Finding]) -> Iterator[Question]:
    """Each unknown value of a closed list, and the values of the list."""
    names = {number: name for name, number in layout.columns.items()}
    asked = dict.fromkeys(
        (names[column_number(finding.cell.rstrip("0123456789"))], finding.value)
        for finding in findings
        if finding.check == "unknown_value"
    )
    for name, value in asked:
        options = {one: (one, *others) for one, others in layout.table[name].allowed.items()}
        yield Question(layout.table.name, value, _nearest_first(value, options), name)


def _nearest_first(
    spoken: str, options: dict[str, tuple[str, ...]], needed: Collection[str] = ()
) -> tuple[str, ...]:
    """By likeness; a column without which the sheet cannot be read is likelier to be meant."""
    word = comparable(spoken)

    def likeness(option: str) -> float:
        best = max(SequenceMatcher(None, word, comparable(s)).ratio() for s in options[option])
        return best + NEEDED_IS_LIKELIER * (option in needed)

    return tuple(sorted(options, key=likeness, reverse=True))
