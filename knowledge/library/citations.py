"""Find the citations in an act's text, and tell which of them change another act."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge.norms.model import Document


def with_edges(document: Document) -> Document:
    """Add the edges that the text itself tells."""
    return document
