"""Keep which documents a service asks for, and what it costs: a choice is informed only if it says so."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("service", sa.Column("documents", sa.String(300)))
    op.add_column("service", sa.Column("cost", sa.String(200)))


def downgrade() -> None:
    op.drop_column("service", "cost")
    op.drop_column("service", "documents")
