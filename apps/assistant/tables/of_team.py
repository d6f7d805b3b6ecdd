"""Read the teams of the paths as a table: who sits in them, in which role, and the roles that are still missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.answers.plan import path_page
from apps.assistant.tables.cells import day_cell, kind, text
from apps.assistant.tables.of_paths import kept, names_in, phase_of, read_paths
from apps.assistant.tables.table import MANY, Cell, Row
from apps.components.path_words import ROLE_NAMES, norm_words
from apps.components.words import curly
from coordinator.model import vocabulary
from coordinator.network.named import professions_of
from coordinator.network.reach import reach
from coordinator.network.staff import staff_of
from coordinator.pathway.team import missing_roles, propose_team

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apps.assistant.whom.scene import Scene
    from coordinator.network.reach import Reached
    from coordinator.pathway.cases import CaseView

SECTORS = {"sanita": "sanità", "sociale": "sociale", "terzo_settore": "terzo settore", "comunita": "comunità"}
"""Sectors whose name is not their code."""


def read_team(scene: Scene, person_id: str) -> list[Row]:
    """
    Read the teams as rows.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    person_id
        Of whom; of all when empty.

    Returns
    -------
    list of Row
        Those who sit in a team, then the roles that nobody has.

    Raises
    ------
    NotAllowedError
        If the viewer may not read paths.
    """
    paths = read_paths(scene, person_id)
    proposals = {
        view.id: propose_team(scene.store, view, scene.day, scene.viewer)
        for view, _ in paths
        if person_id and scene.viewer.may("read", "network")
    }
    seated = [one.party_id for view, _ in paths for one in view.state.file.team]
    bodies = [one.event.body for view, _ in paths for one in kept(view, "joined")]
    names = names_in(
        scene, paths, [*seated, *bodies, *(one.party_id for held in proposals.values() for one in held)]
    )
    work = professions_of(scene.store, seated, scene.viewer)
    cards = {one.id: one for one in reach(scene.store, scene.viewer)} if seated else {}
    places = _places(scene, cards)
    rows: list[Row] = []
    for view, name in paths:
        rows += _seated(view, name, names, work, cards, places)
        for role in missing_roles(view, proposals.get(view.id, ())):
            able = MANY.join(names.get(one, one) for one in role.proposed)
            cells = {
                "who": text(curly(f"{role.name[0].upper()}{role.name[1:]}")),
                "person": text(name),
                "state": kind("manca", "manca"),
                "gap": text("manca"),
                "code": _code(role.name),
                "sector": _sector(role.name),
                "seat": kind("si", "chiesto"),
                "proposed": text(able),
                "norm": text(norm_words(role.norm)),
                "phase": text(phase_of(view)),
            }
            urn = role.norm if role.norm.startswith("urn:") else ""
            rows.append(Row(cells, page=path_page(view), urn=urn, person_id=view.person_id))
    return rows


def _seated(
    view: CaseView,
    name: str,
    names: Mapping[str, str],
    work: Mapping[str, str],
    cards: Mapping[str, Reached],
    places: Mapping[str, list[str]],
) -> Iterator[Row]:
    """Write those who sit in a team, each once, with all their roles."""
    roles: dict[str, list[str]] = {}
    for one in view.state.file.team:
        roles.setdefault(one.party_id, []).append(one.role)
    joined = {one.event.party: one for one in reversed(tuple(kept(view, "joined")))}
    sealed = "pareri" in view.withheld
    members = {one.party_id: one for one in view.state.file.team}
    for party, held in roles.items():
        at, card = joined.get(party), cards.get(party)
        opinion = view.state.file.opinions.get(party)
        body = (
            names.get(at.event.body or "", at.event.body)
            if at and at.event.body
            else MANY.join(places.get(party, ()))
        )
        sector = members[party].sector
        cells = {
            "who": text(names.get(party, party)),
            "person": text(name),
            "role": text(MANY.join(ROLE_NAMES.get(one, one.replace("_", " ")) for one in held)),
            "code": kind(" ".join(held), "ruolo"),
            "work": text(vocabulary().label("professions", work[party]) if party in work else ""),
            "sector": kind(sector, SECTORS.get(sector, sector)),
            "body": text(body),
            "since": day_cell(at.day if at else None),
            "state": kind("presente", "presente"),
            "seat": kind("si", "chiesto"),
            "opinion": Cell("i pareri si leggono a valutazione conclusa") if sealed else _opinion(view, party, opinion),
            "phone": text(card.phone if card else ""),
            "email": text(card.email if card else ""),
            "phase": text(phase_of(view)),
        }  # fmt: skip
        yield Row(cells, party_id=party, page="", person_id=view.person_id)


def _code(name: str) -> Cell:
    """Say which role a missing one is, where that is one alone."""
    found = next((code for code, called in ROLE_NAMES.items() if called in name), "")
    return kind(found, "ruolo")


def _sector(name: str) -> Cell:
    """Say of which sector a missing role is."""
    found = next((code for stem, code in (("sanitari", "sanita"), ("social", "sociale")) if stem in name), "")
    return kind(found, SECTORS.get(found, found))


def _opinion(view: CaseView, party: str, opinion: str | None) -> Cell:
    """Write the opinion of one of the team."""
    if not opinion:
        return Cell("")
    against = " (non è d’accordo)" if party in view.state.file.disagreeing else ""
    return text(curly(f"parere scritto{against}: «{opinion}»"))


def _places(scene: Scene, cards: Mapping[str, Reached]) -> Mapping[str, list[str]]:
    """Name where each professional works."""
    held: dict[str, list[str]] = {}
    at = [one.id for one in cards.values() if one.kind in {"servizio", "ente"}]
    for one in staff_of(at, scene.day, scene.viewer) if at else ():
        held.setdefault(one.id, []).append(one.place)
    return held
