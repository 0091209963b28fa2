"""Decisions say what they are about: sheets and dates join headings and values."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    # SQLite adds a column that may not be missing only with a default.
    op.add_column(
        "decisions",
        sa.Column("about", sa.Text(), nullable=False, server_default="Überschrift"),
    )
    op.add_column(
        "decisions", sa.Column("header_row", sa.Integer(), nullable=False, server_default="0")
    )
    op.execute("UPDATE decisions SET about = 'Wert' WHERE column_name <> ''")
