"""Add up what each body, the family and the community put into a plan, in money and in kind."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from coordinator.display import table, written
from coordinator.errors import CoordinatorError
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import date

CENT = Decimal("0.01")


class BudgetError(CoordinatorError):
    """A resource, a commitment or a payment that cannot be; the message names it and the mend."""


@dataclass(frozen=True, slots=True)
class Resource:
    """What one funder puts in for one need: so many units, each at its cost or in kind."""

    id: str
    need: str
    funder: str  # asl, ambito, comune, famiglia, terzo_settore, stato, regione
    owner: str  # party id of the body or person that answers for it
    what: str
    quantity: Decimal  # in `unit`, over the whole period
    unit: str  # e.g. ore, giornate, pasti, euro
    unit_cost: Decimal | None  # euro a unit; None when in kind and not valued
    since: date
    until: date  # both days included
    kind: Literal["denaro", "natura"] = "denaro"
    scheme: str | None = None  # the measure or fund it comes from: a budget may join several

    def __post_init__(self) -> None:
        """Refuse what cannot be: a negative quantity, a period upside down, money without a cost."""
        if self.quantity < 0 or (self.unit_cost is not None and self.unit_cost < 0):
            msg = f"The resource {self.id!r} has a negative quantity or cost. Write what is given."
            raise BudgetError(msg)
        if self.until < self.since:
            msg = f"The resource {self.id!r} ends on {self.until}, before it begins on {self.since}."
            raise BudgetError(msg)
        if self.kind == "denaro" and self.unit_cost is None:
            msg = f"The resource {self.id!r} is money and has no unit cost. Give one, or call it 'natura'."
            raise BudgetError(msg)

    @property
    def value(self) -> Decimal | None:
        """Euro over the whole period; None for what is in kind and not valued."""
        return None if self.unit_cost is None else _cents(self.quantity * self.unit_cost)


@dataclass(frozen=True, slots=True)
class Entry:
    """A commitment of a resource, or a payment on it."""

    resource_id: str
    kind: Literal["impegno", "liquidazione"]
    amount: Decimal  # euro
    on: date
    document: str


@dataclass(frozen=True, slots=True)
class BudgetSummary:
    """A budget added up: totals, shares, commitments, and what does not fit."""

    total: Decimal  # euro, valued resources only
    by_funder: Mapping[str, Decimal]
    by_need: Mapping[str, Decimal]
    by_scheme: Mapping[str, Decimal]
    shares: Mapping[str, Decimal]  # of the valued total, each 0–1; empty when the total is 0
    unvalued: tuple[Resource, ...]  # in kind without a cost: shown beside the total, never counted as 0
    committed: Decimal
    paid: Decimal
    uncovered_needs: tuple[str, ...]
    overcommitted: tuple[str, ...]  # ids of resources committed beyond their value
    overpaid: tuple[str, ...]  # ids of resources paid beyond what is committed

    def _repr_html_(self) -> str:
        """Show who puts in what, and beside it what has no price, in a notebook."""
        rows = [
            (
                funder,
                f"{euro:.2f} €".replace(".", ","),
                f"{100 * self.shares[funder]:.0f} %" if self.shares else "",
            )
            for funder, euro in self.by_funder.items()
        ]
        rows += [("Totale", f"{self.total:.2f} €".replace(".", ","), "")]
        rows += [
            (one.funder, f"senza prezzo: {one.what}, {written(one.quantity)} {one.unit}", "")
            for one in self.unvalued
        ]
        return table("Budget", ("chi", "quanto", "quota"), rows)


@dataclass(frozen=True, slots=True)
class BudgetKind:
    """One of the family of budgets: its name, and the norm that speaks of it."""

    name: str
    norm: str  # a URN, or the words that say that none was read


def budget_kind(area: str) -> BudgetKind:
    """
    Name the budget of an area of care.

    Parameters
    ----------
    area
        Of care, e.g. ``"non_autosufficienza"``.

    Returns
    -------
    BudgetKind
        The plain *budget del piano*, by practice, where the area has none of its own.
    """
    for row in _family().values():
        if area in row["areas"]:
            return BudgetKind(row["name"], row["norm"])
    return BudgetKind("Budget del piano", "prassi")


@lru_cache(maxsize=1)
def _family() -> Mapping[str, Any]:
    """Read the family of budgets once."""
    text = (files("coordinator.pathway") / "budgets.yaml").read_text(encoding="utf-8")
    rows: Mapping[str, Any] = read_yaml(text)["budgets"]
    return rows


def summarise_budget(
    resources: Collection[Resource], entries: Iterable[Entry] = (), needs: Iterable[str] = ()
) -> BudgetSummary:
    """
    Add up a budget.

    Parameters
    ----------
    resources
        What is put in, ids distinct.
    entries
        Commitments and payments on those resources.
    needs
        The needs that the plan must cover, to find those with no resource.

    Returns
    -------
    BudgetSummary
        Euro to the cent. Shares are of the valued total, and undefined (empty) when it is zero.

    Raises
    ------
    BudgetError
        Two resources share an id, or an entry names none of them.
    """
    by_id = {one.id: one for one in resources}
    if len(by_id) != len(resources):
        msg = "Two resources of the budget have the same id. Give each its own."
        raise BudgetError(msg)
    committed, paid = _entries_by_resource(by_id, entries)
    by_funder = _totals(resources, lambda one: one.funder)
    total = sum(by_funder.values(), Decimal(0))
    return BudgetSummary(
        total=_cents(total),
        by_funder=by_funder,
        by_need=_totals(resources, lambda one: one.need),
        by_scheme=_totals(resources, lambda one: one.scheme or "senza misura"),
        shares={funder: amount / total for funder, amount in by_funder.items()} if total else {},
        unvalued=tuple(one for one in resources if one.value is None),
        committed=_cents(sum(committed.values(), Decimal(0))),
        paid=_cents(sum(paid.values(), Decimal(0))),
        uncovered_needs=tuple(need for need in needs if need not in {one.need for one in resources}),
        overcommitted=tuple(key for key, one in by_id.items() if committed[key] > (one.value or 0)),
        overpaid=tuple(key for key in by_id if paid[key] > committed[key]),
    )


def never_paid(
    resources: Iterable[Resource], entries: Collection[Entry], day: date
) -> tuple[tuple[Resource, Entry], ...]:
    """
    Find what was committed and never paid, though its time has begun.

    Parameters
    ----------
    resources, entries
        The budget, with its commitments and payments.
    day
        The day.

    Returns
    -------
    tuple
        (resource, its first commitment), in the order of the resources.
    """
    paid = {one.resource_id for one in entries if one.kind == "liquidazione"}
    first: dict[str, Entry] = {}
    for one in entries:
        if one.kind == "impegno":
            first.setdefault(one.resource_id, one)
    return tuple((one, first[one.id]) for one in resources
                 if one.id in first and one.id not in paid and one.since <= day)  # fmt: skip


def change_share(
    resources: Collection[Resource], need: str, giver: str, taker: str, quantity: Decimal
) -> tuple[Resource, ...]:
    """
    Move some units of a need from one funder to another, at each one's own cost.

    Parameters
    ----------
    resources
        The budget.
    need
        The need whose cover moves.
    giver, taker
        Funders; each has one resource for the need.
    quantity
        Units that move, in the giver's unit; at most what it gives.

    Returns
    -------
    tuple[Resource, ...]
        The budget after; nothing is stored.

    Raises
    ------
    BudgetError
        A funder has no resource for the need, the units differ, or more would move than there is.
    """
    source, target = (_only(resources, need, funder) for funder in (giver, taker))
    if source.unit != target.unit:
        msg = f"{giver!r} gives {source.unit} and {taker!r} gives {target.unit}: they cannot be exchanged."
        raise BudgetError(msg)
    if not 0 <= quantity <= source.quantity:
        msg = f"{giver!r} gives {source.quantity} {source.unit} for {need!r}: {quantity} cannot move."
        raise BudgetError(msg)
    changed = {
        source.id: replace(source, quantity=source.quantity - quantity),
        target.id: replace(target, quantity=target.quantity + quantity),
    }
    return tuple(changed.get(one.id, one) for one in resources)


def _only(resources: Iterable[Resource], need: str, funder: str) -> Resource:
    """Return the one resource of a funder for a need."""
    found = [one for one in resources if one.need == need and one.funder == funder]
    if len(found) != 1:
        msg = f"{funder!r} has {len(found)} resources for {need!r}; to move a share it must have one."
        raise BudgetError(msg)
    return found[0]


def _entries_by_resource(
    by_id: Mapping[str, Resource], entries: Iterable[Entry]
) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Add up commitments and payments by resource."""
    sums = {"impegno": dict.fromkeys(by_id, Decimal(0)), "liquidazione": dict.fromkeys(by_id, Decimal(0))}
    for entry in entries:
        if entry.resource_id not in by_id:
            msg = f"The document {entry.document!r} names no resource of this budget ({entry.resource_id!r})."
            raise BudgetError(msg)
        sums[entry.kind][entry.resource_id] += entry.amount
    return sums["impegno"], sums["liquidazione"]


def _totals(resources: Iterable[Resource], key: Callable[[Resource], str]) -> dict[str, Decimal]:
    """Add up the valued resources by a key."""
    totals: defaultdict[str, Decimal] = defaultdict(Decimal)
    for one in resources:
        if one.value is not None:
            totals[key(one)] += one.value
    return dict(totals)


def _cents(amount: Decimal) -> Decimal:
    """Round to the cent, halves up, as invoices do."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
