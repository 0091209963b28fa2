"""The only place that knows the database: deliveries as they came, and the state of any day.

``open_store`` gives an Engine; ``deliveries`` keeps, plans and lists; ``state`` says what counts.
"""

from typing import TYPE_CHECKING

from diggs_analytics.store.place import default_file, store_exists

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from diggs_analytics.store.engine import open_store

# Those who hand the store on name its type without knowing the library it comes from.
__all__ = ["Engine", "default_file", "open_store", "store_exists"]


def __getattr__(name: str) -> object:
    """Imported when first used: SQLAlchemy takes as long as checking a large file, and who finds
    no store does without."""
    if name == "Engine":
        from sqlalchemy import Engine

        return Engine
    if name == "open_store":
        from diggs_analytics.store.engine import open_store

        return open_store
    raise AttributeError(name)
