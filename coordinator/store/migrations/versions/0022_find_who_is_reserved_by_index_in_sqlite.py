"""Let SQLite find who is reserved by the index: it asks ``hidden = 1``, which one over ``hidden`` does not answer."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    _write_index("hidden = 1")


def downgrade() -> None:
    _write_index("hidden")


def _write_index(where: str) -> None:
    """Write the index anew, on SQLite alone."""
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index("ix_party_hidden", "party")
        op.create_index("ix_party_hidden", "party", ["key"], sqlite_where=sa.text(where))
