"""Let the logs of ties and cases go with a person who was erased; of anybody else they are only added to."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

ERASED = "('Persona cancellata', 'Nucleo cancellato')"
OF_AN_ERASED = {
    "tie_event": "SELECT 1 FROM tie JOIN party ON party.key IN (tie.from_key, tie.to_key) "
    f"WHERE tie.key = OLD.tie_key AND party.name IN {ERASED}",
    "case_event": "SELECT 1 FROM care_case JOIN party ON party.key = care_case.person_key "
    f"WHERE care_case.key = OLD.case_key AND party.name IN {ERASED}",
}
ON_SQLITE = """
CREATE TRIGGER {table}_keeps_delete BEFORE DELETE ON {table} WHEN NOT EXISTS ({erased})
BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END
"""
FUNCTION = """
CREATE FUNCTION ponte_keep_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
IF EXISTS ({erased}) THEN RETURN OLD; END IF;
RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$
"""
ON_POSTGRESQL = """
CREATE TRIGGER {table}_keeps_delete BEFORE DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()
"""


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table, erased in OF_AN_ERASED.items():
        op.execute(f"DROP TRIGGER {table}_keeps_delete{'' if sqlite else f' ON {table}'}")
        if sqlite:
            op.execute(sa.text(ON_SQLITE.format(table=table, erased=erased)))
        else:
            op.execute(sa.text(FUNCTION.format(table=table, erased=erased)))
            op.execute(sa.text(ON_POSTGRESQL.format(table=table, function=f"ponte_keep_{table}")))


def downgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    for table in OF_AN_ERASED:
        op.execute(f"DROP TRIGGER {table}_keeps_delete{'' if sqlite else f' ON {table}'}")
        if sqlite:
            op.execute(sa.text(ON_SQLITE.format(table=table, erased="SELECT 1 WHERE 0")))
        else:
            op.execute(sa.text(ON_POSTGRESQL.format(table=table, function="ponte_refuse")))
            op.execute(sa.text(f"DROP FUNCTION ponte_keep_{table}()"))
