"""Keep where a service is and when it is open: whoever sends a person there has to say so."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

COLUMNS: dict[str, sa.types.TypeEngine[Any]] = {
    "address": sa.String(200),
    "city": sa.String(60),
    "comune_code": sa.String(6),
    "postal_code": sa.String(5),
    "province": sa.String(2),
    "latitude": sa.Float(),
    "longitude": sa.Float(),
    "accessibility": sa.String(300),
    "opening_hours": sa.String(200),
}


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("service", sa.Column(name, kind))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("service", name)
