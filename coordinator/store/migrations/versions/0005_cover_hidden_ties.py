"""Let the covering indexes of ties also say which are hidden, so that a hop reads the index alone."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

COVERING = {
    "ix_tie_out": ["from_key", "since", "kind", "to_key", "until"],
    "ix_tie_in": ["to_key", "since", "kind", "from_key", "until"],
}
HIDDEN = {"ix_tie_hidden": ["from_key", "to_key"], "ix_tie_hidden_in": ["to_key", "from_key"]}


def upgrade() -> None:
    for name in HIDDEN:
        op.drop_index(name, "tie")
    for name, columns in COVERING.items():
        op.drop_index(name, "tie")
        op.create_index(name, "tie", [*columns, "hidden"])


def downgrade() -> None:
    for name, columns in COVERING.items():
        op.drop_index(name, "tie")
        op.create_index(name, "tie", columns)
    where = sa.text("hidden")
    for name, columns in HIDDEN.items():
        op.create_index(name, "tie", columns, sqlite_where=where, postgresql_where=where)
