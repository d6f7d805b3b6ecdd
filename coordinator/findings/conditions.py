"""Keep the conditions by the id of their rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from coordinator.findings.facts import Facts
from coordinator.findings.finding import Hit
from coordinator.findings.rules import Rule

Condition = Callable[[Facts, Rule], Iterable[Hit]]

CONDITIONS: dict[str, Condition] = {}
"""Id of a rule → what it looks for; filled in by the modules that hold the conditions."""


def condition(function: Condition) -> Condition:
    """
    Keep a function as the condition of the rule that has its name.

    Parameters
    ----------
    function
        Yields one hit for each thing it finds; nothing where the data it needs are missing.

    Returns
    -------
    Callable
        The function, unchanged.
    """
    CONDITIONS[function.__name__] = function
    return function
