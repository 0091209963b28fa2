"""The results as Markdown."""

import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from importlib.metadata import version

from benchmarks.pairs import ROOT, Pairs, middle
from benchmarks.start import PARTS, Start

LIBRARIES = ("pandas", "openpyxl", "python-calamine", "streamlit", "plotly", "sqlalchemy")
HEADINGS = ("", "ours", "other", "ratio, pair by pair", "goal")


def machine() -> list[str]:
    """What was measured, and where: ratios hold elsewhere, seconds do not."""
    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return [
        f"Measured on {date.today():%d.%m.%Y} at revision {_revision()}: {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} processors, Python "
        f"{platform.python_version()}, {libraries}."
    ]


def load() -> str:
    """How busy the machine is with other things: next to nothing, or the numbers say little."""
    return f"Load of the last minute: {os.getloadavg()[0]:.1f}"


def _revision() -> str:
    command = ["git", "describe", "--always", "--dirty", "--exclude=*"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return told.stdout.strip() or "unknown"


def side_by_side(measured: Mapping[str, Pairs], goals: Mapping[str, float]) -> list[str]:
    """One row for each; the ratio is the median of the ratios of the pairs."""
    rows = [
        (
            name,
            f"{middle(pairs.ours):.2f} s",
            f"{middle(pairs.other):.2f} s",
            f"**{middle(pairs.ratios):.2f}** ({min(pairs.ratios):.2f} to {max(pairs.ratios):.2f})",
            f"≤ {goals[name]:g}",
        )
        for name, pairs in measured.items()
    ]
    return table(HEADINGS, rows)


def starts(measured: Mapping[str, Start]) -> list[str]:
    rows = [
        (PARTS[f.name], *(f"{getattr(start, f.name):.2f} s" for start in measured.values()))
        for f in fields(Start)
    ]
    return table(("", *measured), rows)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [headings, ["---"] * len(headings), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]
