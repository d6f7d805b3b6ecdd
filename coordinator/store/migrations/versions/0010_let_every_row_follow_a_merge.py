"""Remember by words, not only by number, which rows a merge turned: drafts, accounts and signers follow it too."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    with op.batch_alter_table("merge_move") as table:
        table.alter_column(
            "row_key", new_column_name="row_id", existing_type=sa.Integer(), type_=sa.String(length=200)
        )
    op.execute("UPDATE merge_move SET row_id = '[' || row_id || ']'")


def downgrade() -> None:
    op.execute("DELETE FROM merge_move WHERE row_id LIKE '%\"%'")
    op.execute("UPDATE merge_move SET row_id = replace(replace(row_id, '[', ''), ']', '')")
    with op.batch_alter_table("merge_move") as table:
        table.alter_column(
            "row_id",
            new_column_name="row_key",
            existing_type=sa.String(length=200),
            type_=sa.Integer(),
            postgresql_using="row_id::integer",
        )
