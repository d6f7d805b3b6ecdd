"""Propose the team of a case from the person's network, and say which roles are missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from coordinator.model import Party, Practitioner, Tie, vocabulary
from coordinator.network import ego

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date

    from coordinator.pathway.cases import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store

ROLE_OF_PROFESSION = {
    "medico_medicina_generale": "mmg",
    "pediatra": "pls",
    "medico_specialista": "specialista",
    "geriatra": "specialista",
    "psichiatra": "specialista",
    "infermiere_famiglia": "infermiere",
    "infermiere": "infermiere",
    "assistente_sociale": "assistente_sociale",
    "educatore": "educatore",
}
"""The role in a team that a profession has; another profession is an operatore."""
FAMILY_KINDS = frozenset({"caregiver_principale", "amministratore_sostegno", "tutore", "fiduciario"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """Someone of the network whom the team should hear, and why."""

    party_id: str
    name: str
    role: str
    sector: str
    body: str | None  # the service she works for
    is_professional: bool
    why: str  # the tie that speaks for her, in words


def propose_team(store: Store, view: CaseView, day: date, viewer: Viewer) -> tuple[Proposal, ...]:
    """
    Propose who should sit in the team: who sees the person already, in the roles that the record knows.

    Parameters
    ----------
    store
        The record.
    view
        The case.
    day
        The day on which the network is read.
    viewer
        Who asks; needs to read the network.

    Returns
    -------
    tuple[Proposal, ...]
        Who is not in the team yet in that role: professionals first, then family.
    """
    graph = ego(store, view.person_id, day, viewer).graph
    professions, bodies = _professionals(store, [node for node in graph if node.startswith("pra:")])
    seated = {(member.party_id, member.role) for member in view.state.file.team}
    found: dict[tuple[str, str], Proposal] = {}
    for party, _, tie in graph.in_edges(view.person_id, data=True):
        node = graph.nodes[party]
        profession = professions.get(party)
        if profession is None and tie["kind"] not in FAMILY_KINDS:
            continue
        role = _role(tie["kind"], profession)
        proposal = Proposal(
            party, node["name"], role, node["sector"], bodies.get(party), profession is not None,
            vocabulary().tie_kind(tie["kind"]).label,
        )  # fmt: skip
        found.setdefault((party, role), proposal)
        if tie["kind"] == "case_manager":
            plain = ROLE_OF_PROFESSION.get(profession or "", "operatore")
            found.setdefault((party, plain), Proposal(party, node["name"], plain, node["sector"],
                             bodies.get(party), is_professional=True, why=proposal.why))  # fmt: skip
    rest = [one for key, one in found.items() if key not in seated]
    return tuple(sorted(rest, key=lambda one: (not one.is_professional, one.name, one.role)))


@dataclass(frozen=True, slots=True)
class MissingRole:
    """A role that the UVM asks for and nobody of the team has, with who could take it."""

    name: str
    norm: str
    proposed: tuple[str, ...]  # party ids of the network that could; empty: to be looked for


def missing_roles(view: CaseView, proposals: Collection[Proposal]) -> tuple[MissingRole, ...]:
    """
    Name the roles that the instrument asks of the team and nobody has yet.

    Parameters
    ----------
    view
        The case.
    proposals
        As `propose_team` finds them.

    Returns
    -------
    tuple[MissingRole, ...]
        In the order of the gates, each once; empty when the team is whole.
    """
    found: dict[str, MissingRole] = {}
    for item in (*view.missing("uvm"), *view.missing("piano")):
        if fits := FITS.get(item.check):
            able = tuple(dict.fromkeys(one.party_id for one in proposals if fits(one)))
            found.setdefault(item.check, MissingRole(item.name, item.norm, able))
    return tuple(found.values())


FITS: Mapping[str, Callable[[Proposal], bool]] = {
    "has_health_professional": lambda one: one.is_professional and one.sector == "sanita",
    "has_social_professional": lambda one: one.is_professional and one.sector == "sociale",
    "has_general_practitioner": lambda one: one.role in ("mmg", "pls"),
    "has_one_case_manager": lambda one: one.role == "case_manager",
}
"""Who of the network could meet a check of a gate about the team."""


def _role(kind: str, profession: str | None) -> str:
    """Say in which role a tie brings someone into the team."""
    if kind == "case_manager":
        return "case_manager"
    if profession is None:
        return "familiare" if kind == "caregiver_principale" else "rappresentante"
    return ROLE_OF_PROFESSION.get(profession, "operatore")


def _professionals(store: Store, ids: list[str]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Read the profession of each professional, and the service she works for."""
    body = aliased(Party, flat=True)
    works = (
        select(Practitioner.id, body.id.label("body"))
        .join(Tie, Tie.from_key == Practitioner.key)
        .join(body, body.key == Tie.to_key)
        .where(Practitioner.id.in_(ids), Tie.kind == "lavora_presso", Tie.until.is_(None))
    )
    known = select(Practitioner.id, Practitioner.profession).where(Practitioner.id.in_(ids))
    with store.reading() as session:
        professions = {row.id: row.profession for row in session.execute(known)}
        return professions, {row.id: row.body for row in session.execute(works)}
