"""Log from when to when roles and agreements hold, so that an end written by mistake can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "span_event",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=12), nullable=False),
        sa.Column("row_key", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_span_event")),
    )
    op.create_index("ix_span_event_row", "span_event", ["table_name", "row_key"])


def downgrade() -> None:
    op.drop_table("span_event")
