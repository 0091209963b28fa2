"""What the child process that reads a foreign file does: content and limits in, sheets out.

It starts anew for each file, so it imports as little as it can.
"""

import gc
import pickle
import sys
from contextlib import suppress
from dataclasses import replace

from diggs_analytics.domain.errors import RejectedFile
from diggs_analytics.intake.cells import CellSheet
from diggs_analytics.intake.formats import read_cells
from diggs_analytics.intake.grid import grid_of
from diggs_analytics.intake.limits import Limits


def answer() -> None:
    """The child's whole life. It answers with the sheets, or with the error that says why the
    file is rejected."""
    gc.disable()  # it makes no cycles, and walking all cells again and again takes half its time
    content, limits, password = pickle.load(sys.stdin.buffer)
    _confine(limits)
    try:
        sheets = read_cells(content, limits, password)
        found = [_by_column(_within_rows(sheet, limits), limits) for sheet in sheets]
    except RejectedFile as error:
        found = error
    except (MemoryError, ImportError):  # a library that finds no room is not imported
        found = limits.exceeded("memory_mb", "Sie braucht mehr")
    pickle.dump(found, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


def _confine(limits: Limits) -> None:
    """Memory and CPU time; Windows has neither limit and relies on the time limit of the parent."""
    with suppress(ImportError):
        import resource

        memory = limits.memory_mb * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        # The first limit ends the child with a signal that tells why, the second without fail.
        resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))


def _within_rows(sheet: CellSheet, limits: Limits) -> CellSheet:
    """A merged area ends with the last row: somebody may have merged a whole column."""
    merged = tuple(
        (top, left, min(bottom, len(sheet.rows)), right)
        for top, left, bottom, right in sheet.merged
        if top <= len(sheet.rows)
    )
    limits.check_cells(sum(area[2] - area[0] + 1 for area in merged), 1, sheet.name)
    return replace(sheet, merged=merged)


def _by_column(sheet: CellSheet, limits: Limits) -> CellSheet:
    """A grid is as wide as its widest row: one long line in a .csv counts for all."""
    limits.check_cells(len(sheet.rows), max(map(len, sheet.rows), default=0), sheet.name)
    return replace(sheet, rows=grid_of(sheet.rows))
