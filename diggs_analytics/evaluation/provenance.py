"""Which program, with which libraries, made an evaluation."""

import platform
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

NAME = "diggs-analytics"
LIBRARIES = ("numpy", "pandas", "pyarrow", "SQLAlchemy")
ROOT = Path(__file__).parents[2]


def versions() -> dict[str, str]:
    """Name → version; "checkout" only where the program runs from one that knows its history."""
    found = {NAME: _own(), "checkout": _checkout(), "python": platform.python_version()}
    found |= {name: metadata.version(name) for name in LIBRARIES}
    return {name: version for name, version in found.items() if version}


def _own() -> str:
    if (declared := ROOT / "pyproject.toml").exists():
        return tomllib.loads(declared.read_text(encoding="utf-8"))["project"]["version"]
    return metadata.version(NAME)


def _checkout() -> str:
    if not (ROOT / ".git").exists():
        return ""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty", "--tags"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""
