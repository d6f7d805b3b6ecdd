"""Keep cases, what happened in them, and drafts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "care_case",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("person_key", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=False),
        sa.Column("instrument", sa.String(length=40), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("opened_on", sa.Integer(), nullable=False),
        sa.Column("closed_on", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_key"], ["party.key"], name=op.f("fk_care_case_person_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_care_case")),
        sa.UniqueConstraint("id", name=op.f("uq_care_case_id")),
    )
    op.create_index(op.f("ix_care_case_person_key"), "care_case", ["person_key"])
    op.create_index(op.f("ix_care_case_phase"), "care_case", ["phase"])
    op.create_table(
        "case_event",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("case_key", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("norm", sa.String(length=200), nullable=True),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_key"], ["care_case.key"], name=op.f("fk_case_event_case_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_case_event")),
        sa.UniqueConstraint("case_key", "number", name=op.f("uq_case_event_case_key_number")),
    )
    op.create_table(
        "draft",
        sa.Column("user_name", sa.String(length=60), nullable=False),
        sa.Column("form", sa.String(length=60), nullable=False),
        sa.Column("about_id", sa.String(length=60), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("user_name", "form", "about_id", name=op.f("pk_draft")),
    )
    _refuse_changes("case_event")


def _refuse_changes(table: str) -> None:
    """Let nobody change or delete a row of what happened."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    for act in ("UPDATE", "DELETE"):
        body = (
            f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
            if sqlite
            else "FOR EACH ROW EXECUTE FUNCTION ponte_refuse()"
        )
        op.execute(f"CREATE TRIGGER {table}_keeps_{act} BEFORE {act} ON {table} {body}")


def downgrade() -> None:
    for table in ("draft", "case_event", "care_case"):
        op.drop_table(table)
