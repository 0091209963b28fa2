"""The only place that knows the database: deliveries as they came, and the state of any day.

``open_store`` gives an Engine; ``deliveries`` keeps, plans and lists; ``state`` says what counts.
"""

from sqlalchemy import Engine

from diggs_analytics.store.engine import open_store, store_exists

# Those who hand the store on name its type without knowing the library it comes from.
__all__ = ["Engine", "open_store", "store_exists"]
