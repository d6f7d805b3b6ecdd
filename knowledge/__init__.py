"""Hold the norms as law is held, and answer on them with verbatim, dated, verified commi."""

from __future__ import annotations

from importlib import import_module
from typing import Any

VERBS = {
    "Library": "library",
    "Assistant": "answer",
    "verify": "answer",
    "compare_days": "answer",
    "parse_urn": "norms.identifiers",
    "format_legal": "norms.identifiers",
}
"""What one types at a prompt → where it lives; imported when it is first named."""

__all__ = [*VERBS]  # noqa: PLE0605  named in one table


def __getattr__(name: str) -> Any:  # noqa: ANN401  each verb is another function or class
    """Import a verb when it is first named, so that ``import knowledge`` costs nothing."""
    if name not in VERBS:
        message = f"module 'knowledge' has no attribute {name!r}; at a prompt it has {', '.join(VERBS)}"
        raise AttributeError(message)
    return getattr(import_module(f"knowledge.{VERBS[name]}"), name)


def __dir__() -> list[str]:
    """Name the verbs, for whoever presses Tab."""
    return sorted(VERBS)
