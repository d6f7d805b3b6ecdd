"""Log what is written of persons, services and bodies, each value with who said it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "party_event",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("party_key", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("stated_by", sa.String(length=120), nullable=True),
        sa.Column("document", sa.String(length=200), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["party_key"], ["party.key"], name=op.f("fk_party_event_party_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_party_event")),
    )
    op.create_index(op.f("ix_party_event_party_key"), "party_event", ["party_key"])


def downgrade() -> None:
    op.drop_table("party_event")
