"""Say the policy in plain Italian: what each role sees and does, of whom, and for what."""

from __future__ import annotations

from dataclasses import dataclass

from coordinator.protection import policy

VERBS = {
    "read": "vede",
    "write": "scrive",
    "export": "scarica o stampa",
    "decide": "decide",
    "emergency": "apre in emergenza",
    "review": "riesamina",
}
"""Action → what who is given it does."""
SCOPES = {
    "own": "le persone che segue: per un legame, un incarico, un percorso, o dal servizio dove lavora",
    "body": "le persone che segue, e quelle seguite dai servizi del suo ente",
    "district": "tutto il territorio",
    "self": "sé, e chi rappresenta per legge finché dura",
}
"""Scope → on whom a role is given."""
NO_PERSONS = "nessuna persona"


@dataclass(frozen=True, slots=True)
class RoleInWords:
    """One role of the policy."""

    id: str
    label: str
    whom: str
    purposes: tuple[str, ...]
    does: tuple[tuple[str, str], ...]  # verb → what, joined by semicolons
    not_told: tuple[str, ...]  # fields of what it sees that it is not given


@dataclass(frozen=True, slots=True)
class Line:
    """One resource or field, and what each role does with it."""

    label: str
    group: str
    is_field: bool
    purposes: tuple[str, ...]  # that open it
    cells: tuple[str, ...]  # one a role: its verbs, empty for none


def roles_in_words() -> tuple[RoleInWords, ...]:
    """
    Say each role in words.

    Returns
    -------
    tuple of RoleInWords
        In the policy's order.
    """
    return tuple(_role(role) for role in policy().grants)


def lines() -> tuple[Line, ...]:
    """
    Lay the policy out as a table: one line a resource or field, one column a role.

    Returns
    -------
    tuple of Line
        By group; a field after what it is part of.
    """
    table = policy()
    groups = list(dict.fromkeys(one.group for one in table.resources.values()))
    found = (
        Line(
            one.label,
            one.group,
            one.field_of is not None,
            tuple(
                purpose.label
                for purpose in table.asked_for.values()
                if purpose.chosen and name in purpose.opens
            ),
            tuple(_cell(role, name) for role in table.grants),
        )
        for name, one in table.resources.items()
    )
    return tuple(sorted(found, key=lambda line: groups.index(line.group)))


def _cell(role: str, resource: str) -> str:
    """Say what a role does with a resource."""
    return ", ".join(verb for action, verb in VERBS.items() if policy().allows(role, action, resource))


def _role(role: str) -> RoleInWords:
    """Say one role."""
    table = policy()
    does = tuple(
        (
            verb,
            "; ".join(one.label for name, one in table.resources.items() if table.allows(role, action, name)),
        )
        for action, verb in VERBS.items()
    )
    sees = {name for name in table.resources if table.allows(role, "read", name)}
    return RoleInWords(
        role,
        table.labels[role],
        SCOPES[table.scopes[role]] if _about_persons(role) else NO_PERSONS,
        tuple(table.purposes[purpose] for purpose in table.purposes_of[role]),
        tuple((verb, what) for verb, what in does if what),
        tuple(
            one.label for name, one in table.resources.items() if one.field_of in sees and name not in sees
        ),
    )


def _about_persons(role: str) -> bool:
    """Say whether a role is given anything about one person, for any of its purposes."""
    table = policy()
    return any(
        table.allows(role, "read", name, purpose) and table.about_persons(name, purpose)
        for purpose in table.purposes_of[role]
        for name in table.resources
        if name != "directory"
    )
