"""Opening a store: where it lies, how it comes to its schema, and what stands in the way."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from diggs_analytics.domain.errors import StoreUnavailable
from diggs_analytics.domain.tables import ANZEIGEN
from diggs_analytics.store import engine as opening
from diggs_analytics.store import migrations, open_store, state, store_exists
from diggs_analytics.store.engine import reading, writing
from diggs_analytics.store.schema import METADATA
from tests.builders import empty_store

ROOT = Path(__file__).parent.parent


@pytest.fixture
def url(tmp_path):
    """A database without any table: a file that is not there yet, or the one on a server."""
    url = os.environ.get("DIGGS_TEST_DATABASE_URL")
    if not url:
        return f"sqlite:///{tmp_path}/new/folder/d.sqlite"
    server = sa.create_engine(url)
    with writing(server) as connection:
        METADATA.drop_all(connection)
        connection.execute(sa.text("DROP TABLE IF EXISTS alembic_version"))
    server.dispose()
    return url


def test_an_empty_database_becomes_what_the_program_declares(url):
    engine = open_store(url)

    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_the_newest_migration_is_known_without_alembic(url):
    engine = open_store(url)

    with reading(engine) as connection:
        script = ScriptDirectory.from_config(migrations.configuration(connection))
        assert migrations.revision(connection) == migrations.HEAD
    assert script.get_heads() == [migrations.HEAD]
    assert {step.revision for step in script.walk_revisions()} == set(migrations.REVISIONS)
    engine.dispose()


def test_migrations_are_frozen():
    """One that imported our declarations would change with them."""
    for file in (ROOT / "diggs_analytics/store/migrations/versions").glob("0*.py"):
        assert "diggs_analytics" not in file.read_text()


def test_opening_a_current_store_does_not_import_alembic(tmp_path):
    with empty_store(tmp_path) as engine:
        url = engine.url.render_as_string(hide_password=False)
    code = (
        "import sys; from diggs_analytics.store import open_store;"
        f"open_store({url!r}).dispose(); sys.exit('alembic' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT).returncode == 0


def test_the_default_lies_in_data_wherever_one_works(tmp_path, monkeypatch):
    monkeypatch.delenv("DIGGS_DATABASE_URL", raising=False)
    monkeypatch.chdir(tmp_path)

    assert Path(opening._address(None).database) == ROOT / "data" / "diggs.sqlite"


def test_the_environment_names_the_store(tmp_path, monkeypatch):
    monkeypatch.setenv("DIGGS_DATABASE_URL", f"sqlite:///{tmp_path}/named/d.sqlite")
    assert not store_exists()

    open_store().dispose()

    assert store_exists() and (tmp_path / "named/d.sqlite").exists()
    assert not store_exists(f"sqlite:///{tmp_path}/other.sqlite")


def test_what_was_kept_survives_opening_again(tmp_path):
    with empty_store(tmp_path) as engine:
        url = engine.url.render_as_string(hide_password=False)
        with writing(engine) as connection:
            connection.execute(sa.insert(METADATA.tables["files"]), [file("abc")])
    again = open_store(url)

    with reading(again) as connection:
        assert connection.scalars(sa.select(METADATA.tables["files"].c.sha256)).all() == ["abc"]
    again.dispose()


def file(sha256: str) -> dict:
    return {"sha256": sha256, "content": b"..."}


def test_a_broken_migration_leaves_nothing_behind(url, monkeypatch):
    upgrade = migrations.upgrade

    def broken(connection: sa.Connection) -> None:
        upgrade(connection)
        raise sa.exc.OperationalError("CREATE TABLE", {}, Exception("disk is full"))

    with monkeypatch.context() as patch, pytest.raises(StoreUnavailable, match="Datenträger"):
        patch.setattr(migrations, "upgrade", broken)
        open_store(url)

    untouched = sa.create_engine(url)
    assert sa.inspect(untouched).get_table_names() == []
    untouched.dispose()
    open_store(url).dispose()


def test_a_store_of_a_newer_program_is_left_alone(tmp_path):
    with empty_store(tmp_path) as engine:
        url = engine.url.render_as_string(hide_password=False)
        set_revision(engine, "9999")
        with pytest.raises(StoreUnavailable, match="neueren Fassung dieses Programms"):
            open_store(url)
        set_revision(engine, migrations.HEAD)


def set_revision(engine: sa.Engine, revision: str) -> None:
    with writing(engine) as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = :r"), {"r": revision})


def no_database(folder: Path) -> str:
    (folder / "brief.txt").write_text("Sehr geehrte Damen und Herren, " * 50)
    return f"sqlite:///{folder}/brief.txt"


def a_folder(folder: Path) -> str:
    return f"sqlite:///{folder}"


def a_folder_that_cannot_be_made(folder: Path) -> str:
    (folder / "file").touch()
    return f"sqlite:///{folder}/file/below/d.sqlite"


@pytest.mark.parametrize(
    "prepare, sentence",
    [
        (no_database, "»{folder}/brief.txt« ist nicht verfügbar: die Datei ist keine Datenbank."),
        (a_folder, "»{folder}« ist nicht verfügbar: die Datei lässt sich nicht öffnen."),
        (a_folder_that_cannot_be_made, "»{folder}/file/below/d.sqlite« lässt sich nicht anlegen."),
        (lambda _: "postgresql://nobody:secret@127.0.0.1:1/none", "»postgresql://nobody:***@127"),
        (lambda _: "dbase://rechner/name", "kein Treiber installiert"),
        (lambda _: "data/diggs.sqlite", "nicht lesbar"),
        (lambda _: "postgresql://rechner:port/name", "nicht lesbar"),
    ],
)
def test_a_store_that_cannot_be_opened(tmp_path, prepare, sentence):
    with pytest.raises(StoreUnavailable) as unavailable:
        open_store(prepare(tmp_path))

    message = str(unavailable.value)
    assert sentence.format(folder=tmp_path) in message
    assert "secret" not in message and "\n" not in message and message.endswith(".")


def test_a_writer_waits_for_another_only_so_long(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "LOCK_TIMEOUT_SECONDS", 0.05)
    url = f"sqlite:///{tmp_path}/d.sqlite"
    first, second = open_store(url), open_store(url)

    with writing(first) as connection:
        connection.execute(sa.insert(METADATA.tables["files"]), [file("abc")])
        assert state.rows(second, ANZEIGEN).empty
        with pytest.raises(StoreUnavailable, match="anderer Vorgang"), writing(second):
            pass
    first.dispose()
    second.dispose()
