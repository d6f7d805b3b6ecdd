"""Write the conditions under which a rule names something in an agreement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from types import ModuleType

    from coordinator.agreements.text import Agreement

    Condition = Callable[[Agreement], Iterator["Spot"]]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a condition holds, and the slots of its sentence."""

    place: str
    slots: Mapping[str, Any]


def spot(place: str, **slots: object) -> Spot:
    """Say where a condition holds."""
    return Spot(place, slots)


def condition(function: Condition) -> Condition:
    """Mark a function as the condition of the rule of its name."""
    function.__dict__["of_rule"] = function.__name__
    return function


def conditions_of(*modules: ModuleType) -> dict[str, Condition]:
    """Gather the conditions that modules hold, by the rule of each."""
    held = (one for module in modules for one in vars(module).values())
    return {one.__dict__["of_rule"]: one for one in held if hasattr(one, "of_rule")}
