"""Keep a person's birth and death in the table that a map reads: one look-up a party, and a quick one."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

DAYS = ("born_on", "died_on")
KNOWN = sa.text("born_on IS NOT NULL")


def _copy(source: str, target: str) -> str:
    values = ", ".join(
        f"{day} = (SELECT {day} FROM {source} WHERE {source}.key = {target}.key)" for day in DAYS
    )
    return f"UPDATE {target} SET {values} WHERE key IN (SELECT key FROM {source})"


def upgrade() -> None:
    for day in DAYS:
        op.add_column("party", sa.Column(day, sa.Integer()))
    op.execute(_copy("person", "party"))
    op.create_index("ix_party_born_on", "party", ["born_on"], sqlite_where=KNOWN, postgresql_where=KNOWN)
    if op.get_bind().dialect.name == "postgresql":
        op.create_index("ix_party_key_hash", "party", ["key"], postgresql_using="hash")
    op.drop_index("ix_person_family_name", "person")
    op.create_index("ix_person_family_name", "person", ["family_name"])
    for day in DAYS:
        op.drop_column("person", day)


def downgrade() -> None:
    for day in DAYS:
        op.add_column("person", sa.Column(day, sa.Integer()))
    op.execute(_copy("party", "person"))
    op.drop_index("ix_person_family_name", "person")
    op.create_index("ix_person_family_name", "person", ["family_name", "born_on"])
    if op.get_bind().dialect.name == "postgresql":
        op.drop_index("ix_party_key_hash", "party")
    op.drop_index("ix_party_born_on", "party")
    for day in DAYS:
        op.drop_column("party", day)
