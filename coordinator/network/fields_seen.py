"""Empty the fields of a person and of her ties that a viewer is not given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from coordinator.protection.policy import policy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx
    from sqlalchemy.orm import Session

    from coordinator.model import Party
    from coordinator.protection import Viewer
    from coordinator.protection.veil import Veil

P = TypeVar("P", bound="Party")

COLUMNS = {"contacts": ("phone", "email", "address"), "tax_code": ("tax_code", "tax_code_kind")}
"""Field of the policy → columns of a person or household."""
PRIVATE = ("persona", "nucleo")
"""Kinds of party whose fields are given apart; how to reach a service or a professional is for all."""
PAPERS = ("document", "note")
"""What a tie says of the papers behind it."""
WORDS = ("stated_by", *PAPERS)
"""What a tie says in words of its own."""


def without_fields(session: Session, party: P, viewer: Viewer) -> P:
    """
    Empty the columns of a person or household that a viewer is not given.

    Parameters
    ----------
    session
        That read the party; it no longer holds it afterwards.
    party
        Her row.
    viewer
        Who asks.

    Returns
    -------
    Party
        The same; the record is not touched.
    """
    if party.kind not in PRIVATE:
        return party
    kept = [name for field, names in COLUMNS.items() if not viewer.may("read", field) for name in names]
    if kept:
        session.expunge(party)
        for name in kept:
            if hasattr(party, name):
                setattr(party, name, None)
    return party


def without_delicate(needs: Iterable[str], viewer: Viewer) -> tuple[str, ...]:
    """Leave out the needs that the policy closes to a viewer, such as of mental health."""
    closed = {
        need for field, one in policy().closed.items() if not viewer.may("read", field) for need in one.needs
    }
    return tuple(need for need in needs if need not in closed)


def keep_tribunal_apart(graph: nx.MultiDiGraph[str], viewer: Viewer) -> None:
    """Empty what ties of legal protection say of their papers, for who is not given the tribunal's file."""
    if viewer.may("read", "tribunal"):
        return
    for _, _, tie in graph.edges(data=True):
        if is_of_tribunal(tie["kind"]):
            tie.update(dict.fromkeys(PAPERS))


def without_names(graph: nx.MultiDiGraph[str], veil: Veil) -> None:
    """Take the names of who is reserved out of what was said of parties and ties."""
    for _, party in graph.nodes(data=True):
        party["detail"] = veil.over(party["detail"])
        if party["kind"] == "nucleo":
            party["name"] = veil.over(party["name"])
    for _, _, tie in graph.edges(data=True):
        for name in WORDS:
            if said := tie[name]:
                tie[name] = veil.over(said, tie["author"])


def as_held(changes: Mapping[str, Any], before: Mapping[str, Any], veil: Veil) -> dict[str, Any]:
    """Leave as they are the texts that somebody hands back as she reads them, without the names of who is reserved."""
    return {name: veil.back(value, before.get(name)) for name, value in changes.items()}


def is_of_tribunal(kind: str) -> bool:
    """Say whether a kind of tie is made by a judge, so that its papers are of the tribunal's file."""
    return kind in policy().own.represents
