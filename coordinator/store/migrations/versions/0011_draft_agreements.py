"""Keep agreements between bodies as they are drafted: versions, remarks, declared figures."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "agreement_draft",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("signed_on", sa.Integer(), nullable=True),
        sa.Column("signed_version", sa.Integer(), nullable=True),
        sa.Column("agreement_id", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_agreement_draft")),
        sa.UniqueConstraint("id", name=op.f("uq_agreement_draft_id")),
    )
    op.create_table(
        "agreement_figure",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("draft_key", sa.Integer(), nullable=False),
        sa.Column("commitment", sa.String(length=20), nullable=False),
        sa.Column("figure", sa.String(length=30), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_key"], ["agreement_draft.key"], name=op.f("fk_agreement_figure_draft_key")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_agreement_figure")),
    )
    op.create_index(op.f("ix_agreement_figure_draft_key"), "agreement_figure", ["draft_key"], unique=False)
    op.create_table(
        "agreement_remark",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("draft_key", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("article", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(length=60), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("answered_by", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["draft_key"], ["agreement_draft.key"], name=op.f("fk_agreement_remark_draft_key")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_agreement_remark")),
    )
    op.create_index(op.f("ix_agreement_remark_draft_key"), "agreement_remark", ["draft_key"], unique=False)
    op.create_table(
        "agreement_version",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("draft_key", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_key"], ["agreement_draft.key"], name=op.f("fk_agreement_version_draft_key")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_agreement_version")),
        sa.UniqueConstraint("draft_key", "number", name=op.f("uq_agreement_version_draft_key_number")),
    )


def downgrade() -> None:
    for name in ("agreement_version", "agreement_remark", "agreement_figure", "agreement_draft"):
        op.drop_table(name)
