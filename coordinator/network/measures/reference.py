"""Run published input-output cases against the measures, and say which differ."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from coordinator.network.measures.measure import MeasureInputError
from coordinator.network.measures.reference_input import Json, UnknownShapeError, read_input
from coordinator.network.measures.reference_values import values_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Outcome = Literal["ok", "differs", "unsupported"]
TOLERANCE = 1e-6
"""Used where a case gives none."""


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What became of one case."""

    id: str
    status: Outcome
    value: Json
    expected: Json

    def as_json(self) -> dict[str, Any]:
        """Return the result as plain values."""
        return {"id": self.id, "status": self.status, "value": self.value, "expected": self.expected}


def check_cases(cases: Iterable[Mapping[str, Any]]) -> list[CaseResult]:
    """
    Run cases, in their order.

    Parameters
    ----------
    cases
        Each with ``id``, ``measures``, ``input``, ``expected`` (None means undefined) and ``abs_tol`` (a
        number, or one by measure).

    Returns
    -------
    list of CaseResult
        ``unsupported`` where the input's shape or an expected quantity is not known here.
    """
    return [check_case(case) for case in cases]


def check_case(case: Mapping[str, Any]) -> CaseResult:
    """Run one case; see `check_cases`."""
    case_id, expected = str(case.get("id", "")), case.get("expected")
    tolerance = case.get("abs_tol", TOLERANCE)
    wants_error = isinstance(expected, dict) and "error" in expected
    try:
        value = values_for(read_input(case.get("input") or {}), case.get("measures") or [], expected)
    except (UnknownShapeError, KeyError, TypeError, ValueError) as error:
        return CaseResult(case_id, "unsupported", f"{type(error).__name__}: {error}", expected)
    except MeasureInputError as error:
        return CaseResult(case_id, "ok" if wants_error else "differs", {"error": str(error)}, expected)
    same = not wants_error and agrees(value, expected, tolerance)
    return CaseResult(case_id, "ok" if same else "differs", value, expected)


def agrees(value: Json, expected: Json, tolerance: Json) -> bool:
    """
    Say whether a value is what a case expects.

    Parameters
    ----------
    value
        Computed: numbers, None, and lists or mappings of them.
    expected
        Of the same shape; keys that it does not name are not compared. None and ``"nan"`` mean undefined.
    tolerance
        Absolute, or a mapping by measure.

    Returns
    -------
    bool
        Undefined agrees with undefined alone, never with 0.
    """
    if isinstance(expected, dict):
        return isinstance(value, dict) and all(
            key in value and agrees(value[key], wanted, _tolerance_of(tolerance, key))
            for key, wanted in expected.items()
        )
    if isinstance(expected, list):
        return (
            isinstance(value, list | tuple)
            and len(value) == len(expected)
            and all(agrees(one, wanted, tolerance) for one, wanted in zip(value, expected, strict=True))
        )
    if _is_undefined(expected) or _is_undefined(value):
        return _is_undefined(expected) and _is_undefined(value)
    if isinstance(expected, int | float) and isinstance(value, int | float):
        allowed = tolerance if isinstance(tolerance, int | float) else TOLERANCE
        return math.isclose(value, expected, rel_tol=0.0, abs_tol=max(allowed, 1e-12) * (1.0 + 1e-9))
    return bool(value == expected)


def _tolerance_of(tolerance: Json, key: str) -> Json:
    """Return the tolerance of one measure; the exact values of a table are compared as printed."""
    if isinstance(tolerance, dict):
        return tolerance.get(key, TOLERANCE if key != "exact" else tolerance)
    return tolerance


def _is_undefined(value: Json) -> bool:
    """Say whether a value stands for nothing."""
    return value is None or value in ("nan", "NaN") or (isinstance(value, float) and math.isnan(value))
