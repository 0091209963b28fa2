"""Two things measured in turn, A B A B, so that both see the same machine."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Pairs:
    """Seconds of ours and of the other, pair by pair."""

    ours: tuple[float, ...]
    other: tuple[float, ...]

    @property
    def ratios(self) -> list[float]:
        return [a / b for a, b in zip(self.ours, self.other, strict=True)]


def in_turn(ours: Callable[[], float], other: Callable[[], float], pairs: int) -> Pairs:
    """Each function measures itself and returns seconds. The first pair only warms up."""
    seconds = [(ours(), other()) for _ in range(pairs + 1)][1:]
    return Pairs(*zip(*seconds, strict=True))


def seconds_of(command: Sequence[str], **settings: str) -> float:
    """The whole process, from start to end."""
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=ROOT, env=environment(settings), capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    assert done.returncode in (0, 1), done.stderr  # 1: findings, as there should be
    return seconds


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """As on a machine in use: compiled modules are kept, whatever the surroundings say."""
    return {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"} | settings


def middle(values: Sequence[float]) -> float:
    return statistics.median(values)
