"""Opening the store: one SQLite file, or any database by URL, always at the newest schema."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import exc

from diggs_analytics.domain.errors import StoreUnavailable
from diggs_analytics.store import migrations
from diggs_analytics.store.place import default_file, url_asked_for

# A writer waits this long for another one. Readers never wait.
LOCK_TIMEOUT_SECONDS = 30

# What engines say, and what a person can do with it.
REASONS = {
    "locked": "ein anderer Vorgang schreibt gerade hinein",
    "not a database": "die Datei ist keine Datenbank",
    "malformed": "die Datei ist beschädigt",
    "readonly": "die Datei oder ihr Ordner ist schreibgeschützt",
    "unable to open": "die Datei lässt sich nicht öffnen",
    "full": "der Datenträger ist voll",
    "refused": "der Datenbankserver antwortet nicht",
}

# These are about a statement of ours, not about the state of the database.
OUR_MISTAKES = (exc.IntegrityError, exc.ProgrammingError, exc.DataError)


def open_store(url: str | None = None) -> sa.Engine:
    """The store at ``url``, at DIGGS_DATABASE_URL, or in data/diggs.sqlite; made where there is
    none. Raises StoreUnavailable."""
    address = _address(url)
    try:
        if file := _sqlite_file(address):
            file.parent.mkdir(parents=True, exist_ok=True)
        engine = _engine(address)
    except (exc.ArgumentError, ImportError) as error:
        raise StoreUnavailable(
            f"Die Datenbank »{_readable(address)}« lässt sich nicht ansprechen: für diese Art von "
            "Adresse ist kein Treiber installiert."
        ) from error
    except OSError as error:
        raise StoreUnavailable(
            f"Der Ordner der Datenbank »{_readable(address)}« lässt sich nicht anlegen."
        ) from error
    try:
        _bring_up_to_date(engine)
    except StoreUnavailable:
        engine.dispose()
        raise
    return engine


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    with _sentences(engine.url), engine.connect() as connection:
        yield connection


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """All or nothing: what is written inside stands at the end of the block, or none of it."""
    writer = engine.execution_options(diggs_writes=True)
    with _sentences(engine.url), writer.begin() as connection:
        yield connection


def _address(url: str | None) -> sa.URL:
    asked = url_asked_for(url)
    if not asked:
        return sa.URL.create("sqlite", database=str(default_file()))
    try:
        return sa.make_url(asked)
    except (exc.ArgumentError, ValueError) as error:
        raise StoreUnavailable(
            "Die Adresse der Datenbank ist nicht lesbar; erwartet wird etwas wie "
            "»sqlite:///data/diggs.sqlite« oder »postgresql+psycopg://rechner/name«."
        ) from error


def _sqlite_file(address: sa.URL) -> Path | None:
    is_file = address.get_backend_name() == "sqlite" and address.database
    return Path(address.database) if is_file else None


def _readable(address: sa.URL) -> str:
    return str(_sqlite_file(address) or address.render_as_string(hide_password=True))


def _engine(address: sa.URL) -> sa.Engine:
    if address.get_backend_name() != "sqlite":
        return sa.create_engine(address)
    engine = sa.create_engine(address, connect_args={"timeout": LOCK_TIMEOUT_SECONDS})
    sa.event.listen(engine, "connect", _on_sqlite_connect)
    sa.event.listen(engine, "begin", _on_sqlite_begin)
    return engine


def _on_sqlite_connect(connection: object, _record: object) -> None:
    connection.isolation_level = None  # the driver begins no transactions; _on_sqlite_begin does
    connection.execute("PRAGMA journal_mode = WAL")  # readers go on while one writes
    connection.execute("PRAGMA synchronous = FULL")  # what is committed survives a power cut
    connection.execute("PRAGMA foreign_keys = ON")


def _on_sqlite_begin(connection: sa.Connection) -> None:
    """A writer takes its lock at once. Taking it half-way could fail after a long import."""
    writes = connection.get_execution_options().get("diggs_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: sa.Engine) -> None:
    current = _revision(engine)
    if current == migrations.HEAD:
        return
    if current and current not in migrations.REVISIONS:
        raise StoreUnavailable(
            f"Die Datenbank »{_readable(engine.url)}« stammt von einer neueren Fassung dieses "
            "Programms; bitte aktualisieren Sie das Programm."
        )
    try:
        with writing(engine) as connection:
            migrations.upgrade(connection)
    except (StoreUnavailable, *OUR_MISTAKES):
        # Another process may have been faster, and its tables stand in the way of ours.
        if _revision(engine) != migrations.HEAD:
            raise


def _revision(engine: sa.Engine) -> str | None:
    with reading(engine) as connection:
        return migrations.revision(connection)


@contextmanager
def _sentences(address: sa.URL) -> Iterator[None]:
    try:
        yield
    except OUR_MISTAKES:
        raise
    except (exc.DatabaseError, exc.InterfaceError) as error:
        said = str(error.orig).strip().partition("\n")[0].rstrip(".")
        reason = next((german for word, german in REASONS.items() if word in said), said)
        raise StoreUnavailable(
            f"Die Datenbank »{_readable(address)}« ist nicht verfügbar: {reason}."
        ) from error
