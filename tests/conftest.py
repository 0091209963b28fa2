"""Stores that tests share: loading the sample data once is enough."""

import shutil
from pathlib import Path

import pytest

from diggs_analytics import sample
from diggs_analytics.store import open_store


@pytest.fixture(scope="session")
def loaded_store(tmp_path_factory) -> Path:
    """A store with the sample data; copy it before changing anything in it."""
    path = tmp_path_factory.mktemp("store") / "sample.sqlite"
    engine = open_store(f"sqlite:///{path}")
    for _ in sample.load(engine):
        pass
    engine.dispose()
    return path


@pytest.fixture
def own_store(loaded_store, tmp_path) -> Path:
    """A loaded store that a test may change."""
    return Path(shutil.copy(loaded_store, tmp_path / "own.sqlite"))
