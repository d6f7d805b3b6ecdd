"""Keep the kind of a tie as the small number that the vocabulary gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import SmallInteger
from sqlalchemy.types import TypeDecorator

from coordinator.model.vocabulary import vocabulary

if TYPE_CHECKING:
    from sqlalchemy import Dialect


class TieKind(TypeDecorator[str]):
    """The id of a kind of tie in Python, its small number in the store."""

    impl = SmallInteger
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> int | None:
        """Turn the id of a kind into its number on the way in."""
        return None if value is None else vocabulary().tie_kind(value).code

    def process_result_value(self, value: int | None, dialect: Dialect) -> str | None:
        """Turn the number of a kind into its id on the way out."""
        return None if value is None else vocabulary().kind_by_code[value].id
