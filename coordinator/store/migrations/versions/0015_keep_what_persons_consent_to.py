"""Keep each yes and no of a person to a sharing of her data."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "consent",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("person_key", sa.Integer(), nullable=False),
        sa.Column("sharing", sa.String(length=40), nullable=False),
        sa.Column("recipient_key", sa.Integer(), nullable=True),
        sa.Column("given", sa.Boolean(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("said_by", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(["person_key"], ["party.key"], name=op.f("fk_consent_person_key_party")),
        sa.ForeignKeyConstraint(
            ["recipient_key"], ["party.key"], name=op.f("fk_consent_recipient_key_party")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_consent")),
    )
    op.create_index("ix_consent_person", "consent", ["person_key", "sharing", "recipient_key"])


def downgrade() -> None:
    op.drop_table("consent")
