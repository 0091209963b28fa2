"""How large a file may be, and how much time and memory reading it may take. Settings."""

import os
from dataclasses import dataclass, fields

from diggs_analytics.domain.errors import RejectedFile

_UNITS = {"file_mb": "MB", "unpacked_mb": "MB", "cells": "Zellen", "seconds": "Sekunden",
          "memory_mb": "MB Speicher"}  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """Each limit can be set by an environment variable DIGGS_LIMIT_<NAME>, e.g.
    DIGGS_LIMIT_FILE_MB=80. Over a limit a file is rejected and the limit named; never cut short."""

    file_mb: int = 50
    unpacked_mb: int = 300
    cells: int = 5_000_000
    seconds: int = 60
    memory_mb: int = 3_000

    @classmethod
    def from_environment(cls) -> "Limits":
        names = {field.name: f"DIGGS_LIMIT_{field.name.upper()}" for field in fields(cls)}
        return cls(**{n: int(os.environ[key]) for n, key in names.items() if key in os.environ})

    def exceeded(self, name: str, what: str) -> RejectedFile:
        """``what`` begins the sentence: "Sie ist größer" (als 50 MB)."""
        value = f"{getattr(self, name):_}".replace("_", "\u202f")
        return RejectedFile(
            f"Die Datei lässt sich nicht lesen: {what} als {value} {_UNITS[name]} (Grenze {name})."
        )

    def check_cells(self, rows: int, columns: int, sheet: str) -> None:
        if rows * columns > self.cells:
            raise self.exceeded("cells", f"Das Blatt »{sheet}« hat mehr")
