"""Say the figures of the territory in Italian: a value with its unit and interval, or why there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.network.measures.measure import italian
from coordinator.protection.disclosure import FEWEST

if TYPE_CHECKING:
    from coordinator.territory.indicator import Indicator

FROM_0_TO_1 = "da 0 a 1"
"""Unit of what is told with two decimals: with one, an interval would have no width."""
WHY = {
    "hidden": f"non mostrato: meno di {FEWEST} persone",
    "undefined": "i dati non bastano a dirlo",
}


def number(value: float, digits: int = 1) -> str:
    """
    Write a number as Italians do: no decimals where it is whole, dots between thousands.

    Parameters
    ----------
    value
        The number.
    digits
        After the comma, at most.

    Returns
    -------
    str
        E.g. ``"12.400"`` or ``"3,5"``.
    """
    if float(value).is_integer():
        return f"{int(value):,}".replace(",", ".").replace("-", "−")
    return italian(value, digits).replace("-", "−")


def per_cent(value: float) -> str:
    """Write a share, its sign on the same line."""
    return f"{number(value)}\u00a0%"


def figure(one: Indicator) -> str:
    """
    Say an indicator's value with its unit, or why there is none.

    Parameters
    ----------
    one
        The indicator.

    Returns
    -------
    str
        E.g. ``"18 giorni"``.
    """
    if one.value is None:
        return WHY[one.status]
    unit = one.definition.unit
    if one.inputs.get("below"):
        whom = f"meno di {one.inputs['below']}"
        return f"{whom} su circa {number(one.inputs['n'])}" if one.inputs.get("n") else whom
    if unit == "per cento":
        return per_cent(one.value)
    if unit == FROM_0_TO_1:
        return f"{number(one.value, 2)}, {unit}"
    return f"{number(one.value)} {unit}".rstrip() if unit != "giorni" or one.value != 1 else "1 giorno"


def interval(one: Indicator) -> str:
    """Say an indicator's 95 % interval, an open end included; empty where there is none."""
    if one.inputs.get("below") or (one.low is None and one.high is None):
        return ""
    digits = 2 if one.definition.unit == FROM_0_TO_1 else 1
    if one.low is None:
        return f"fino a {number(one.high or 0.0, digits)}"
    if one.high is None:
        return f"da {number(one.low, digits)} in su"
    return f"fra {number(one.low, digits)} e {number(one.high, digits)}"


def said(one: Indicator) -> str:
    """
    Say an indicator in one line: value, interval, and what entered.

    Parameters
    ----------
    one
        The indicator.

    Returns
    -------
    str
        E.g. ``"18 giorni (fra 16 e 24); P90 44; su 75, 10 aspettano"``.
    """
    parts = [figure(one) + (f" ({between})" if (between := interval(one)) else "")]
    if one.inputs.get("p90") is not None:
        parts.append(f"P90 {number(one.inputs['p90'])}")
    if one.inputs.get("n") is not None:
        parts.append(f"su {number(one.inputs['n'])}")
    if one.inputs.get("open") is not None:
        parts.append(f"aspettano ancora in {number(one.inputs['open'])}")
    if one.status == "insufficient":
        parts.append("dati pochi")
    return "; ".join(parts)
