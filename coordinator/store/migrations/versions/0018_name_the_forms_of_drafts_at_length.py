"""Let a draft name its form at length: the page, the act, and the row of the record that it is about."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    with op.batch_alter_table("draft") as table:
        table.alter_column("form", type_=sa.String(200), existing_nullable=False)


def downgrade() -> None:
    op.execute("DELETE FROM draft WHERE length(form) > 60")
    with op.batch_alter_table("draft") as table:
        table.alter_column("form", type_=sa.String(60), existing_nullable=False)
