"""The only place that knows the database: deliveries as they came, and the state of any day.

``open_store`` gives an engine; ``deliveries`` keeps, plans and lists; ``state`` says what counts.
"""

from diggs_analytics.store.engine import open_store, store_exists

__all__ = ["open_store", "store_exists"]
