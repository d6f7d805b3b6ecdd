"""Mark parties that are shown to few; keep openings in an emergency and what came of looking into them."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("party", sa.Column("hidden", sa.Boolean(), nullable=False, server_default=sa.false()))
    where = sa.text("hidden")
    op.create_index("ix_party_hidden", "party", ["key"], sqlite_where=where, postgresql_where=where)
    op.create_table(
        "emergency",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.String(60), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("person_key", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("reviewed_at", sa.BigInteger(), nullable=True),
        sa.Column("reviewer", sa.String(60), nullable=True),
        sa.Column("justified", sa.Boolean(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_key"], ["party.key"], name=op.f("fk_emergency_person_key_party")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_emergency")),
    )
    op.create_index("ix_emergency_user_name", "emergency", ["user_name"])
    op.create_index("ix_emergency_person_key", "emergency", ["person_key"])


def downgrade() -> None:
    op.drop_table("emergency")
    op.drop_index("ix_party_hidden", "party")
    op.drop_column("party", "hidden")
