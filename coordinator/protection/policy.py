"""Read who may do what: one table of roles, actions and resources."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

ACTIONS = ("read", "write", "export", "decide")


@dataclass(frozen=True, slots=True)
class Own:
    """What makes a person someone's own."""

    places: tuple[str, ...]  # kinds of tie by which who works at a service follows its persons
    represents: tuple[str, ...]  # kinds of tie that put her who has them in another's stead
    days_after: int  # days for which what has ended still counts


@dataclass(frozen=True, slots=True)
class Policy:
    """The table: for each role, the pairs of action and resource that it gives, and on which persons."""

    grants: Mapping[str, frozenset[tuple[str, str]]]
    labels: Mapping[str, str]  # role → what the screens show
    purposes: Mapping[str, str]  # purpose → what the screens show
    scopes: Mapping[str, str]  # role → own (its own persons), district (all of them) or self
    own: Own

    def allows(self, role: str, action: str, resource: str) -> bool:
        """
        Say whether a role gives an action on a resource.

        Parameters
        ----------
        role, action, resource
            Words of the table; an unknown one gives nothing.

        Returns
        -------
        bool
            True only when a row says so.
        """
        return (action, resource) in self.grants.get(role, frozenset())


@cache
def policy() -> Policy:
    """
    Read the policy that comes with the package, once.

    Returns
    -------
    Policy
        Its table.
    """
    text = files("coordinator.protection").joinpath("policy.yaml").read_text(encoding="utf-8")
    table = read_yaml(text)
    grants = {
        role: frozenset((action, resource) for action in ACTIONS for resource in row.get(action, []))
        for role, row in table["roles"].items()
    }
    labels = {role: row["label"] for role, row in table["roles"].items()}
    purposes = {purpose: row["label"] for purpose, row in table["purposes"].items()}
    scopes = {role: row["scope"] for role, row in table["roles"].items()}
    own = Own(
        tuple(table["own"]["places"]), tuple(table["own"]["represents"]), int(table["own"]["days_after"])
    )
    return Policy(grants, labels, purposes, scopes, own)
