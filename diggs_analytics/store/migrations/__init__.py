"""Changes of the schema, one file each, in the order of their numbers.

A new one, after the change in ``store/schema.py``::

    with writing(open_store("sqlite:///old.sqlite")) as connection:
        alembic.command.revision(
            configuration(connection), "what changes", autogenerate=True, rev_id="0002"
        )

A migration is frozen: it imports nothing of ours, and is never edited after its release. It adds to
a table that others refer to, and never rebuilds it (SQLite refuses to drop what is referred to).
There is no way back down: a store of a newer program stays as it is.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

# Read from the names of the files: Alembic itself takes a tenth of a second to import, and is
# needed only when there is something to migrate.
REVISIONS = sorted(file.name[:4] for file in (Path(__file__).parent / "versions").glob("0*.py"))
HEAD = REVISIONS[-1]


def revision(connection: Connection) -> str | None:
    """The revision that the database is at; nothing if it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


def upgrade(connection: Connection) -> None:
    from alembic import command

    command.upgrade(configuration(connection), "head")


def configuration(connection: Connection) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "diggs_analytics.store:migrations")
    config.attributes["connection"] = connection
    return config
