"""How large a file may be, and how much time and memory reading it may take. Settings."""

import os
from dataclasses import dataclass, fields


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
