"""Alembic runs this: migrations happen in the transaction that the caller has begun."""

from alembic import context

from diggs_analytics.store.schema import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
context.run_migrations()
