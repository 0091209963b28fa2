"""Which further cells of linked tables must be kept secret, so that no secret one follows."""

from collections.abc import Mapping

import highspy
import pandas as pd

# Of a cell: (column, group) for each column that it is broken down by; the Land has none.
Key = frozenset[tuple[str, object]]
# How far a cell may lie from its number: a term of the program below, 0 if it is known.
Shift = highspy.highs.highs_linear_expression | int

NEVER_SUMMED = {"schuljahr"}


def secondary(
    numbers: Mapping[Key, float], small: set[Key], threshold: int, *, overlapping: bool
) -> set[Key]:
    """Cells to suppress beside the ``small`` ones. ``numbers`` holds every cell that is to be
    published, NaN where it has no number.

    The attacker knows all other cells, that suppressed ones are positive and whole, and what the
    parts of each line have in common: nothing, or if they are ``overlapping`` (a school counts in
    each of its Anlagen) by how much they exceed the total, and that none of them does so alone.
    A cell is safe once other numbers in the suppressed cells give the same published tables. They
    are searched for each small cell, one more or one less in each cell they move, so that the
    cells newly lost are few and small: each costs its number and the threshold. There always are
    some: one more record adds one to each cell that it is in.
    """
    cells = sorted((key for key in numbers if numbers[key] > 0), key=_place)
    program = highspy.Highs()
    program.silent()
    program.setOptionValue("mip_rel_gap", 0.0)
    more, less, moves = {}, {}, {}
    for key in cells:
        cost = 0 if key in small else numbers[key] + threshold
        more[key] = program.addBinary(obj=cost)
        less[key] = program.addBinary(obj=cost)
        moves[key] = program.addConstr(more[key] + less[key] <= 1)
        if numbers[key] <= 1:
            program.changeColBounds(less[key].index, 0, 0)
    shifts = {key: more[key] - less[key] for key in cells}
    _keep_lines(program, shifts, numbers, overlapping)

    suppressed, safe = set(small), set()
    for key in filter(small.__contains__, cells):
        if key in safe:
            continue
        program.changeRowBounds(moves[key].index, 1, 1)
        program.minimize()
        assert program.getModelStatus() == highspy.HighsModelStatus.kOptimal, "no such tables"
        moved = {key for key in cells if program.val(more[key]) + program.val(less[key]) > 0.5}
        for lost in moved - suppressed:
            program.changeColCost(more[lost].index, 0)
            program.changeColCost(less[lost].index, 0)
        program.changeRowBounds(moves[key].index, 0, 1)
        suppressed |= moved
        safe |= moved
    return suppressed - small


def lines(numbers: Mapping[Key, float]) -> list[tuple[Key, list[Key]]]:
    """Each total with its parts along one column; also totals that nobody publishes, for two
    tables that share them are linked by them. What has no number adds nothing."""
    found: dict[tuple[Key, str], list[Key]] = {}
    keys, known = sorted(numbers, key=_place), set(numbers)
    for key in keys:  # grows by the totals that nobody publishes
        if pd.isna(numbers.get(key, 0)):
            continue
        for column, group in sorted(key):
            total = key - {(column, group)}
            if column in NEVER_SUMMED or pd.isna(numbers.get(total, 0)):
                continue
            found.setdefault((total, column), []).append(key)
            if total not in known:
                known.add(total)
                keys.append(total)
    return [(total, parts) for (total, _), parts in found.items()]


def _keep_lines(
    program: highspy.Highs, shifts: Mapping[Key, Shift], numbers: Mapping[Key, float],
    overlapping: bool,
) -> None:  # fmt: skip
    """What moves in the parts of a line moves in its total; what nobody publishes may lie
    anywhere."""
    shifts = {key: 0 for key in numbers} | dict(shifts)
    for total, parts in lines(numbers):
        for key in (total, *parts):
            if key not in shifts:
                shifts[key] = 1 * program.addVariable(lb=-highspy.kHighsInf)
        terms = [shifts[key] for key in parts] + [-1 * shifts[total]]
        if any(not isinstance(term, int) for term in terms):
            program.addConstr(program.qsum(terms) == 0)
        for part in parts if overlapping else ():
            if numbers.get(part) and numbers.get(total):
                room = numbers[total] - numbers[part]
                program.addConstr(shifts[part] - shifts[total] <= room)


def _place(key: Key) -> list[tuple[str, str]]:
    return sorted((column, str(group)) for column, group in key)
