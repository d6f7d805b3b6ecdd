"""Hold and run one person's network of care: who helps, since when, and what is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any

VERBS = {
    "open_store": "store",
    "open_viewer": "protection",
    "generate": "district",
    "load": "district",
    "ego": "network",
    "difference": "network",
    "what_if": "network.whatif",
    "measure_person": "network.report",
    "find_for": "findings",
    "cases_of": "pathway.cases",
    "read_case": "pathway.cases",
    "open_case": "pathway.cases",
    "record": "pathway.cases",
    "go": "pathway.cases",
    "make_event": "pathway.events",
    "entitlements": "pathway.entitlements",
    "report_outcome": "pathway.outcome",
    "summarise_budget": "pathway.budgets",
}
"""What one types at a prompt → where it lives; imported when it is first named."""

__all__ = [*VERBS]  # noqa: PLE0605  named in one table


def __getattr__(name: str) -> Any:  # noqa: ANN401  each verb is another function
    """Import a verb when it is first named, so that ``import coordinator`` costs nothing."""
    if name not in VERBS:
        message = f"module 'coordinator' has no attribute {name!r}; at a prompt it has {', '.join(VERBS)}"
        raise AttributeError(message)
    return getattr(import_module(f"coordinator.{VERBS[name]}"), name)


def __dir__() -> list[str]:
    """Name the verbs, for whoever presses Tab."""
    return sorted(VERBS)
