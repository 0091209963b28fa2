"""Where the store is, told without importing what opens it."""

import os
from pathlib import Path


def store_exists(url: str | None = None) -> bool:
    """Whether opening the store would find one; a database server is taken to hold one."""
    asked = url_asked_for(url)
    if not asked:
        return default_file().exists()
    file = asked.partition("://")[2].partition("?")[0][1:]
    return not (asked.startswith("sqlite") and file) or Path(file).exists()


def url_asked_for(url: str | None) -> str | None:
    return url or os.environ.get("DIGGS_DATABASE_URL")


def default_file() -> Path:
    """Beside the package in a checkout; where it is installed, the folder one works in."""
    checkout = Path(__file__).parents[2]
    home = checkout if (checkout / "pyproject.toml").exists() else Path.cwd()
    return home / "data" / "diggs.sqlite"
