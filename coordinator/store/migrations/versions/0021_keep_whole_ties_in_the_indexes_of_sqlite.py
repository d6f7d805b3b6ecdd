"""Keep the whole tie in the two indexes that a map reads on SQLite, so that it looks up no row."""

from alembic import op

revision = "0021"
down_revision = "0020"

SIDES = {"ix_tie_out": ("from_key", "to_key"), "ix_tie_in": ("to_key", "from_key")}
REST = (
    *("direction", "strength", "conflict", "frequency", "hours_per_week", "hours_available", "strain"),
    *("support", "level", "case_id", "confirmed_on", "follows", "recorded_at", "author"),
    *("stated_by", "document", "note"),
)


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, (side, other) in SIDES.items():
        op.drop_index(name, "tie")
        op.create_index(f"{name}_whole", "tie", [side, "since", "kind", other, "until", "hidden", *REST])


def downgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, (side, other) in SIDES.items():
        op.drop_index(f"{name}_whole", "tie")
        op.create_index(name, "tie", [side, "since", "kind", other, "until", "hidden"])
