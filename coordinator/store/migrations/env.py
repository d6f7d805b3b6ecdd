"""Run the migrations on the connection that `coordinator.store.schema` hands over."""

from typing import Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from coordinator.model import Base


def render_plain(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write our column types as the plain types that they rest on: a migration imports no model."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{type(item.impl).__name__}()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_plain,
)
context.run_migrations()
