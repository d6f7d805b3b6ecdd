"""Keep which findings were set aside, and why."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "finding_dismissal",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(length=24), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=60), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_finding_dismissal")),
    )
    op.create_index(op.f("ix_finding_dismissal_fingerprint"), "finding_dismissal", ["fingerprint"])
    op.create_index(op.f("ix_finding_dismissal_person_id"), "finding_dismissal", ["person_id"])


def downgrade() -> None:
    op.drop_table("finding_dismissal")
