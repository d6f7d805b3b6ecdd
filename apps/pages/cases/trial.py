"""Try to move a share of a plan's budget from one funder to another: what it would be, or why it cannot be."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from apps.components.path_words import FUNDERS
from coordinator.model import vocabulary
from coordinator.pathway.budgets import BudgetError, change_share, summarise_budget

if TYPE_CHECKING:
    from collections.abc import Collection

    from apps.components.live import Act
    from coordinator.pathway.budgets import Resource


def movable(resources: Collection[Resource]) -> list[tuple[str, str]]:
    """List the shares that may be moved: ``need|funder``, and its words."""
    return [
        (
            f"{one.need}|{one.funder}",
            f"{_name(one.funder)}: {one.what} ({vocabulary().label('needs', one.need)})",
        )
        for one in resources
        if _may_take(resources, one)
    ]


def takers(resources: Collection[Resource]) -> list[tuple[str, str]]:
    """List the funders to which some share may be moved: key and name."""
    may = {funder for one in resources for funder in _may_take(resources, one)}
    return [(key, words) for key, words in FUNDERS.items() if key in may]


def try_share(resources: Collection[Resource], act: Act) -> dict[str, Any]:
    """
    Add up the budget as it would be; nothing is stored.

    Parameters
    ----------
    resources
        The budget.
    act
        What the form sent: ``from`` (``need|funder``), ``to`` and ``quantity``.

    Returns
    -------
    dict
        What was typed, with ``faults`` field by field; where there is none ``rows``, ``before`` and ``after``.
    """
    typed: dict[str, Any] = {name: str(act.get(name) or "") for name in ("from", "to", "quantity")}
    need, _, giver = typed["from"].partition("|")
    quantity = _quantity(typed["quantity"])
    faults = why_not(resources, need, giver, typed["to"], quantity)
    if faults or quantity is None:
        return typed | {"faults": faults}
    try:
        after = change_share(resources, need, giver, typed["to"], quantity)
    except BudgetError:
        return typed | {
            "faults": {"to": "Uno dei due ha più righe per questo bisogno: non si sa quale cambierebbe."}
        }
    before, then = summarise_budget(resources), summarise_budget(after)
    rows = [(_name(key), before.by_funder.get(key), then.by_funder[key]) for key in then.by_funder]
    return typed | {"faults": {}, "rows": rows, "before": before.total, "after": then.total}


def why_not(
    resources: Collection[Resource], need: str, giver: str, taker: str, quantity: Decimal | None
) -> dict[str, str]:
    """
    Say why a share cannot be moved so.

    Parameters
    ----------
    resources
        The budget.
    need, giver, taker
        Of which need, from which funder to which.
    quantity
        How much; None for what is no number.

    Returns
    -------
    dict of str to str
        Field → what is wrong and the mend, in Italian; empty when nothing is.
    """
    given = next((one for one in resources if (one.need, one.funder) == (need, giver)), None)
    if given is None:
        return {"from": "Scegli chi dà di meno."}
    faults, may = {}, _may_take(resources, given)
    if taker not in may:
        names = " o ".join(map(_name, may)) or "nessuno"
        faults["to"] = f"Per lo stesso bisogno dà {given.unit} anche: {names}."
    if quantity is None or quantity <= 0:
        faults["quantity"] = "Scrivi un numero più grande di zero, per esempio 10."
    elif quantity > given.quantity:
        most = f"{given.quantity.normalize():f}".replace(".", ",")
        faults["quantity"] = f"È più di quanto dà: al massimo {most}."
    return faults


def _may_take(resources: Collection[Resource], given: Resource) -> list[str]:
    """List the other funders that give the same unit for the same need."""
    alike = [one for one in resources if (one.need, one.unit) == (given.need, given.unit)]
    return [one.funder for one in alike if one.funder != given.funder]


def _name(funder: str) -> str:
    """Name a funder."""
    return FUNDERS.get(funder, funder)


def _quantity(text: str) -> Decimal | None:
    """Read how much; None for what is no number."""
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
