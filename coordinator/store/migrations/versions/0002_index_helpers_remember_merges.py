"""Index ties between helpers, hidden and changed ties; remember merges; refuse to empty the logs."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

APPEND_ONLY = ("access", "tie_event")
PARTIAL = (
    ("ix_tie_helpers_in", ["to_key", "from_key"], "kind >= 60"),
    ("ix_tie_follows", ["follows", "key"], "follows IS NOT NULL"),
    ("ix_tie_hidden", ["from_key", "to_key"], "hidden"),
    ("ix_tie_hidden_in", ["to_key", "from_key"], "hidden"),
)
REFUSE_TO_EMPTY = """
CREATE TRIGGER {table}_keeps_TRUNCATE BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION ponte_refuse()
"""


def upgrade() -> None:
    _make_merge_tables()
    for name, columns, where in PARTIAL:
        op.create_index(name, "tie", columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
    if op.get_bind().dialect.name != "sqlite":  # SQLite has no TRUNCATE
        for table in APPEND_ONLY:
            op.execute(REFUSE_TO_EMPTY.format(table=table))


def _make_merge_tables() -> None:
    """Make the tables of merged records and of what moved with them."""
    op.create_table(
        "merge",
        sa.Column("key", sa.Integer(), primary_key=True),
        sa.Column(
            "kept_key", sa.Integer(), sa.ForeignKey("party.key", name="fk_merge_kept_key"), nullable=False
        ),
        sa.Column(
            "dropped_key",
            sa.Integer(),
            sa.ForeignKey("party.key", name="fk_merge_dropped_key"),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("filled", sa.Text(), nullable=False),
        sa.Column("merged_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
    )
    op.create_index("ix_merge_kept_key", "merge", ["kept_key"])
    op.create_index("ix_merge_dropped_key", "merge", ["dropped_key"])
    op.create_table(
        "merge_move",
        sa.Column(
            "merge_key",
            sa.Integer(),
            sa.ForeignKey("merge.key", name="fk_merge_move_merge_key"),
            primary_key=True,
        ),
        sa.Column("table_name", sa.String(length=30), primary_key=True),
        sa.Column("column_name", sa.String(length=30), primary_key=True),
        sa.Column("row_key", sa.Integer(), primary_key=True, autoincrement=False),
    )


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        for table in APPEND_ONLY:
            op.execute(f"DROP TRIGGER {table}_keeps_TRUNCATE ON {table}")
    for name, _columns, _where in PARTIAL:
        op.drop_index(name, "tie")
    op.drop_table("merge_move")
    op.drop_table("merge")
