"""Make the first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TABLES = (
    "tie_event",
    "tie",
    "service_need",
    "service",
    "role",
    "practitioner",
    "person",
    "need",
    "institution",
    "household",
    "contact",
    "community",
    "agreement_party",
    "party",
    "agreement",
    "account",
    "access",
)
APPEND_ONLY = ("access", "tie_event")
REFUSE_ON_SQLITE = """
CREATE TRIGGER {table}_keeps_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END
"""
REFUSAL_ON_POSTGRESQL = """
CREATE FUNCTION ponte_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$
"""
REFUSE_ON_POSTGRESQL = """
CREATE TRIGGER {table}_keeps_{act} BEFORE {act} ON {table}
FOR EACH ROW EXECUTE FUNCTION ponte_refuse()
"""


def upgrade() -> None:
    op.create_table(
        "access",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("user_name", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("purpose", sa.String(length=60), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("resource", sa.String(length=40), nullable=False),
        sa.Column("about_id", sa.String(length=60), nullable=True),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_access")),
    )
    with op.batch_alter_table("access", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_about_id"), ["about_id"], unique=False)

    op.create_table(
        "account",
        sa.Column("user_name", sa.String(length=60), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("party_id", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("user_name", name=op.f("pk_account")),
    )
    op.create_table(
        "agreement",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("agreement_kind", sa.String(length=40), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=True),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("norm_urn", sa.String(length=200), nullable=True),
        sa.Column("document", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_agreement")),
        sa.UniqueConstraint("id", name=op.f("uq_agreement_id")),
    )
    op.create_table(
        "party",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=14), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sector", sa.String(length=14), nullable=True),
        sa.Column("detail", sa.String(length=200), nullable=True),
        sa.Column("merged_into", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["merged_into"], ["party.key"], name=op.f("fk_party_merged_into")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_party")),
        sa.UniqueConstraint("id", name=op.f("uq_party_id")),
    )
    op.create_table(
        "agreement_party",
        sa.Column("agreement_key", sa.Integer(), nullable=False),
        sa.Column("institution_key", sa.Integer(), nullable=False),
        sa.Column("signed_on", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_key"], ["agreement.key"], name=op.f("fk_agreement_party_agreement_key")
        ),
        sa.ForeignKeyConstraint(
            ["institution_key"], ["party.key"], name=op.f("fk_agreement_party_institution_key")
        ),
        sa.PrimaryKeyConstraint("agreement_key", "institution_key", name=op.f("pk_agreement_party")),
    )
    op.create_table(
        "community",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("community_kind", sa.String(length=30), nullable=False),
        sa.Column("area", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["key"], ["party.key"], name=op.f("fk_community_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_community")),
    )
    op.create_table(
        "contact",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("person_key", sa.Integer(), nullable=False),
        sa.Column("with_key", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["person_key"], ["party.key"], name=op.f("fk_contact_person_key")),
        sa.ForeignKeyConstraint(["with_key"], ["party.key"], name=op.f("fk_contact_with_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_contact")),
    )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index("ix_contact_person", ["person_key", "day", "with_key"], unique=False)

    op.create_table(
        "household",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("area", sa.String(length=60), nullable=True),
        sa.Column("address", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["key"], ["party.key"], name=op.f("fk_household_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_household")),
    )
    op.create_table(
        "institution",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("institution_kind", sa.String(length=30), nullable=False),
        sa.Column("area", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["key"], ["party.key"], name=op.f("fk_institution_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_institution")),
    )
    op.create_table(
        "need",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("person_key", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(length=40), nullable=False),
        sa.Column("hours_per_week", sa.Float(), nullable=True),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("stated_by", sa.String(length=120), nullable=True),
        sa.Column("document", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["person_key"], ["party.key"], name=op.f("fk_need_person_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_need")),
    )
    with op.batch_alter_table("need", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_need_person_key"), ["person_key"], unique=False)

    op.create_table(
        "person",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("given_name", sa.String(length=80), nullable=False),
        sa.Column("family_name", sa.String(length=80), nullable=False),
        sa.Column("sex", sa.String(length=1), nullable=True),
        sa.Column("born_on", sa.Integer(), nullable=True),
        sa.Column("died_on", sa.Integer(), nullable=True),
        sa.Column("tax_code", sa.String(length=16), nullable=True),
        sa.Column("tax_code_kind", sa.String(length=3), nullable=True),
        sa.Column("area", sa.String(length=60), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(["key"], ["party.key"], name=op.f("fk_person_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_person")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index("ix_person_family_name", ["family_name", "born_on"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_tax_code"), ["tax_code"], unique=False)

    op.create_table(
        "practitioner",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("profession", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.Column("email", sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(["key"], ["party.key"], name=op.f("fk_practitioner_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_practitioner")),
    )
    op.create_table(
        "role",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("holder_key", sa.Integer(), nullable=False),
        sa.Column("at_key", sa.Integer(), nullable=True),
        sa.Column("about_key", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.String(length=60), nullable=True),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("document", sa.String(length=200), nullable=True),
        sa.CheckConstraint("at_key IS NOT NULL OR about_key IS NOT NULL", name=op.f("ck_role_place_or_case")),
        sa.CheckConstraint("until IS NULL OR until >= since - 1", name=op.f("ck_role_span")),
        sa.ForeignKeyConstraint(["about_key"], ["party.key"], name=op.f("fk_role_about_key")),
        sa.ForeignKeyConstraint(["at_key"], ["party.key"], name=op.f("fk_role_at_key")),
        sa.ForeignKeyConstraint(["holder_key"], ["party.key"], name=op.f("fk_role_holder_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_role")),
    )
    with op.batch_alter_table("role", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_about_key"), ["about_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_at_key"), ["at_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_holder_key"), ["holder_key"], unique=False)

    op.create_table(
        "service",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("service_kind", sa.String(length=40), nullable=False),
        sa.Column("life_domain", sa.String(length=24), nullable=True),
        sa.Column("level_kind", sa.String(length=4), nullable=True),
        sa.Column("area", sa.String(length=60), nullable=True),
        sa.Column("eligibility", sa.String(length=300), nullable=True),
        sa.Column("min_age", sa.Integer(), nullable=True),
        sa.Column("max_age", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("places_free", sa.Integer(), nullable=True),
        sa.Column("waiting_days", sa.Integer(), nullable=True),
        sa.Column("checked_on", sa.Integer(), nullable=True),
        sa.Column("phone", sa.String(length=30), nullable=True),
        sa.ForeignKeyConstraint(["key"], ["party.key"], name=op.f("fk_service_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_service")),
    )
    op.create_table(
        "service_need",
        sa.Column("service_key", sa.Integer(), nullable=False),
        sa.Column("need", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["service_key"], ["party.key"], name=op.f("fk_service_need_service_key")),
        sa.PrimaryKeyConstraint("service_key", "need", name=op.f("pk_service_need")),
    )
    op.create_table(
        "tie",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("from_key", sa.Integer(), nullable=False),
        sa.Column("to_key", sa.Integer(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("until", sa.Integer(), nullable=True),
        sa.Column("direction", sa.String(length=4), nullable=False),
        sa.Column("strength", sa.SmallInteger(), nullable=True),
        sa.Column("conflict", sa.Boolean(), nullable=False),
        sa.Column("frequency", sa.String(length=12), nullable=True),
        sa.Column("hours_per_week", sa.Float(), nullable=True),
        sa.Column("hours_available", sa.Float(), nullable=True),
        sa.Column("strain", sa.SmallInteger(), nullable=True),
        sa.Column("support", sa.String(length=20), nullable=True),
        sa.Column("level", sa.String(length=20), nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("case_id", sa.String(length=60), nullable=True),
        sa.Column("confirmed_on", sa.Integer(), nullable=True),
        sa.Column("follows", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("stated_by", sa.String(length=120), nullable=True),
        sa.Column("document", sa.String(length=200), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("direction IN ('to', 'from', 'both')", name=op.f("ck_tie_direction")),
        sa.CheckConstraint("hours_per_week BETWEEN 0 AND 168", name=op.f("ck_tie_hours")),
        sa.CheckConstraint("strain BETWEEN 0 AND 3", name=op.f("ck_tie_strain")),
        sa.CheckConstraint("strength BETWEEN 0 AND 3", name=op.f("ck_tie_strength")),
        sa.CheckConstraint("until IS NULL OR until >= since - 1", name=op.f("ck_tie_span")),
        sa.ForeignKeyConstraint(["follows"], ["tie.key"], name=op.f("fk_tie_follows")),
        sa.ForeignKeyConstraint(["from_key"], ["party.key"], name=op.f("fk_tie_from_key")),
        sa.ForeignKeyConstraint(["to_key"], ["party.key"], name=op.f("fk_tie_to_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tie")),
    )
    with op.batch_alter_table("tie", schema=None) as batch_op:
        batch_op.create_index(
            "ix_tie_helpers",
            ["from_key", "to_key"],
            unique=False,
            sqlite_where=sa.text("kind >= 60"),
            postgresql_where=sa.text("kind >= 60"),
        )
        batch_op.create_index("ix_tie_in", ["to_key", "since", "kind", "from_key", "until"], unique=False)
        batch_op.create_index("ix_tie_out", ["from_key", "since", "kind", "to_key", "until"], unique=False)

    op.create_table(
        "tie_event",
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("tie_key", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.String(length=60), nullable=False),
        sa.Column("stated_by", sa.String(length=120), nullable=True),
        sa.Column("document", sa.String(length=200), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["tie_key"], ["tie.key"], name=op.f("fk_tie_event_tie_key")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_tie_event")),
    )
    with op.batch_alter_table("tie_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tie_event_tie_key"), ["tie_key"], unique=False)
    _refuse_changes()


def _refuse_changes() -> None:
    """Let nobody change or delete a row of the logs."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    if not sqlite:
        op.execute(REFUSAL_ON_POSTGRESQL)
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            refuse = REFUSE_ON_SQLITE if sqlite else REFUSE_ON_POSTGRESQL
            op.execute(refuse.format(table=table, act=act))


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION ponte_refuse()")
