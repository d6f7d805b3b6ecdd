"""Keep the whole tie in the two indexes that a map reads on SQLite, so that it looks up no row."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"

SIDES = {"ix_tie_out": ("from_key", "to_key"), "ix_tie_in": ("to_key", "from_key")}
ORDER = ("until", "hidden")
REST = ("direction", "strength", "hours_per_week", "hours_available", "recorded_at", "author")
RARE = (
    *("conflict", "frequency", "strain", "support", "level", "hidden", "case_id", "confirmed_on", "follows"),
    *("stated_by", "document", "note"),
)
SAID = " OR ".join(name if name in {"conflict", "hidden"} else f"{name} IS NOT NULL" for name in RARE)
MORE = f"CASE WHEN {SAID} THEN CAST(json_array({', '.join(RARE)}) AS text) END"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, (side, other) in SIDES.items():
        op.drop_index(name, "tie")
        op.create_index(f"{name}_whole", "tie", [side, "since", "kind", other, *ORDER, *REST, sa.text(MORE)])


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, (side, other) in SIDES.items():
        op.drop_index(f"{name}_whole", "tie")
        op.create_index(name, "tie", [side, "since", "kind", other, *ORDER])
