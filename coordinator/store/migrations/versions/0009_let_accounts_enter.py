"""Let accounts enter with a password, in roles with a period; keep what a store knows of itself."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

ADDED = (
    ("name", sa.String(120)),
    ("password", sa.String(200)),
    ("opened_on", sa.Integer()),
    ("closed_on", sa.Integer()),
)


def upgrade() -> None:
    for name, kind in ADDED:
        op.add_column("account", sa.Column(name, kind))
    op.add_column(
        "account", sa.Column("must_change", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_table(
        "account_role",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.String(60), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer()),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_account_role")),
    )
    op.create_index("ix_account_role_user_name", "account_role", ["user_name"])
    op.create_table(
        "entry",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("user_name", sa.String(60), nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("purpose", sa.String(60), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_entry")),
    )
    op.create_index("ix_entry_user_name", "entry", ["user_name"])
    op.create_table(
        "failed_entry",
        sa.Column("user_name", sa.String(60), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_name", name=op.f("pk_failed_entry")),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(60), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_setting")),
    )


def downgrade() -> None:
    for table in ("setting", "failed_entry", "entry", "account_role"):
        op.drop_table(table)
    op.drop_column("account", "must_change")
    for name, _ in reversed(ADDED):
        op.drop_column("account", name)
