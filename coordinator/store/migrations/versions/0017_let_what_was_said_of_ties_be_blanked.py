"""Let the words of a tie's history be blanked, and nothing else of it be changed: erasure by rule needs it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

KEPT = ("key", "tie_key", "act", "day", "recorded_at", "author")
ON_SQLITE = """
CREATE TRIGGER tie_event_keeps_update BEFORE UPDATE ON tie_event WHEN {unless}
BEGIN SELECT RAISE(ABORT, 'tie_event is only added to'); END
"""
ON_POSTGRESQL = """
CREATE TRIGGER tie_event_keeps_update BEFORE UPDATE ON tie_event
FOR EACH ROW WHEN ({unless}) EXECUTE FUNCTION ponte_refuse()
"""


def unless(differs: str) -> str:
    """Write the condition that an update does more than blank the words."""
    blank = "NEW.state = '{}' AND NEW.stated_by IS NULL AND NEW.document IS NULL"
    changed = " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in KEPT)
    return f"NOT ({blank}) OR {changed}"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER tie_event_keeps_update")
        op.execute(sa.text(ON_SQLITE.format(unless=unless("IS NOT"))))
    else:
        op.execute("DROP TRIGGER tie_event_keeps_update ON tie_event")
        op.execute(sa.text(ON_POSTGRESQL.format(unless=unless("IS DISTINCT FROM"))))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER tie_event_keeps_update")
        op.execute(sa.text(ON_SQLITE.format(unless="1")))
    else:
        op.execute("DROP TRIGGER tie_event_keeps_update ON tie_event")
        op.execute(sa.text(ON_POSTGRESQL.format(unless="true")))
