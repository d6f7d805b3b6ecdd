"""Say how law is named and what it holds: references, acts, units, versions, edges."""

from knowledge.norms.model import (
    Act,
    Document,
    Edge,
    EdgeKind,
    Kind,
    Passage,
    Rank,
    Region,
    Source,
    Status,
    TextState,
    Unit,
    Version,
    hash_text,
)

__all__ = [
    "Act",
    "Document",
    "Edge",
    "EdgeKind",
    "Kind",
    "Passage",
    "Rank",
    "Region",
    "Source",
    "Status",
    "TextState",
    "Unit",
    "Version",
    "hash_text",
]
