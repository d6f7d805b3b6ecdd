"""Read who may do what: one table of roles, actions, resources and their fields, and purposes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

ACTIONS = ("read", "write", "export", "decide", "emergency", "review")
ALL = "all"


@dataclass(frozen=True, slots=True)
class Own:
    """What makes a person someone's own."""

    places: tuple[str, ...]  # kinds of tie by which who works at a service follows its persons
    runs: tuple[str, ...]  # kinds of tie by which a body answers for a service
    represents: tuple[str, ...]  # kinds of tie that put her who has them in another's stead
    days_after: int  # days for which what has ended still counts


@dataclass(frozen=True, slots=True)
class Purpose:
    """What may be asked for a purpose."""

    label: str  # what the screens show
    opens: frozenset[str]  # resources
    writes: frozenset[str]  # resources that may be written and not read
    persons: frozenset[str]  # resources that may be asked about one person
    chosen: bool  # whether somebody may choose it


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that is read or written; a field is part of another resource, given apart."""

    label: str
    group: str
    field_of: str | None


@dataclass(frozen=True, slots=True)
class Closed:
    """Ties with bodies of some kinds, and needs, of which only who is given a field is told."""

    institution_kinds: tuple[str, ...]
    service_kinds: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """The table: for each role, the pairs of action and resource that it gives, on which persons, for what."""

    grants: Mapping[str, frozenset[tuple[str, str]]]
    labels: Mapping[str, str]  # role → what the screens show
    purposes: Mapping[str, str]  # purpose → what the screens show
    scopes: Mapping[str, str]  # role → own, body, district or self
    own: Own
    asked_for: Mapping[str, Purpose]
    purposes_of: Mapping[str, tuple[str, ...]]  # role → what it may ask for, the usual one first
    resources: Mapping[str, Resource]  # in the order of the screens
    closed: Mapping[str, Closed]  # field → the ties and needs that it opens
    emergency_lasts: timedelta
    reason_letters: int  # the shortest reason of an emergency

    def allows(self, role: str, action: str, resource: str, purpose: str | None = None) -> bool:
        """
        Say whether a role gives an action on a resource, and the purpose opens it.

        Parameters
        ----------
        role, action, resource
            Words of the table; an unknown one gives nothing.
        purpose
            What it is asked for; None asks about the role alone.

        Returns
        -------
        bool
            True only when a row says so.
        """
        given = (action, resource) in self.grants.get(role, frozenset())
        return given and (purpose is None or self._opens(role, action, resource, purpose))

    def about_persons(self, resource: str, purpose: str) -> bool:
        """Say whether a purpose lets a resource be asked about one person."""
        known = self.asked_for.get(purpose)
        return known is not None and resource in known.persons

    def may_choose(self, role: str, purpose: str) -> bool:
        """Say whether who acts in a role may say that she does so for a purpose."""
        return purpose in self.purposes_of.get(role, ())

    def _opens(self, role: str, action: str, resource: str, purpose: str) -> bool:
        """Say whether a purpose of the role opens a resource."""
        known = self.asked_for.get(purpose)
        if known is None or (known.chosen and not self.may_choose(role, purpose)):
            return False
        return resource in known.opens or (action != "read" and resource in known.writes)


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
    roles, resources = table["roles"], _resources(table["resources"])
    own, emergency = table["own"], table["emergency"]
    asked_for = {name: _purpose(row, resources) for name, row in table["purposes"].items()}
    return Policy(
        grants={role: _grants(row) for role, row in roles.items()},
        labels={role: row["label"] for role, row in roles.items()},
        purposes={name: one.label for name, one in asked_for.items()},
        scopes={role: row["scope"] for role, row in roles.items()},
        own=Own(tuple(own["places"]), tuple(own["runs"]), tuple(own["represents"]), int(own["days_after"])),
        asked_for=asked_for,
        purposes_of={role: tuple(row["purposes"]) for role, row in roles.items()},
        resources=resources,
        closed={name: _closed(row) for name, row in table["closed"].items()},
        emergency_lasts=timedelta(hours=float(emergency["hours"])),
        reason_letters=int(emergency["reason_letters"]),
    )


def _grants(row: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """Read the pairs of action and resource that a role gives."""
    return frozenset((action, resource) for action in ACTIONS for resource in row.get(action, ()))


def _resources(rows: Mapping[str, Any]) -> dict[str, Resource]:
    """Read the resources; a field stands in the group of what it is part of."""
    return {
        name: Resource(row["label"], row.get("group") or rows[row["field_of"]]["group"], row.get("field_of"))
        for name, row in rows.items()
    }


def _purpose(row: Mapping[str, Any], resources: Mapping[str, Resource]) -> Purpose:
    """Read a purpose."""

    def words(field: str) -> frozenset[str]:
        return frozenset(resources if row.get(field) == ALL else row.get(field, ()))

    return Purpose(row["label"], words("opens"), words("writes"), words("persons"), row.get("chosen", True))


def _closed(row: Mapping[str, Any]) -> Closed:
    """Read what a field opens."""
    return Closed(*(tuple(row.get(name, ())) for name in ("institution_kinds", "service_kinds", "needs")))
