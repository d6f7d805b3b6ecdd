"""Show the network of a service, body, group or professional: ties, roles, agreements, whom it shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.frame import argument
from apps.components.words import KINDS, curly, joined, long_day
from apps.pages.services.directory import describe
from apps.pages.services.office import Office
from apps.pages.task import show_task
from coordinator.errors import UnknownPartyError
from coordinator.model import Institution, Service, vocabulary
from coordinator.network.agreements import agreements
from coordinator.network.directory import directory, surroundings
from coordinator.network.record import read_record
from coordinator.network.roles import roles_of
from coordinator.network.span_history import past_roles
from coordinator.protection.disclosure import FEWEST

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from coordinator.network.directory import Neighbour

PERSONS = {
    "in_carico": "in carico",
    "in_attesa": "in lista d’attesa",
    "segnalato": "segnalate, senza risposta",
    "assistito_da_ente": "con una prestazione",
}


def show_around(desk: Desk) -> None:
    """Fill the document with what is around a service or body, or with the choice of one."""
    party_id, viewer, day = argument("id"), desk.viewer(), desk.today()
    if not party_id:
        groups: dict[str, list[Any]] = {}
        for one in directory(desk.store, viewer):
            groups.setdefault(KINDS[one.kind].capitalize(), []).append(one)
        show_task(
            desk,
            "intorno",
            "La rete di chi aiuta",
            "Di quale servizio, ente o gruppo vuoi vedere la rete?",
            body="services/around.html",
            here="servizi",
            groups=groups,
            found=None,
        )
        return
    if party_id.startswith(("per:", "hou:")):
        raise UnknownPartyError(party_id)
    found = surroundings(desk.store, party_id, day, viewer)
    party = read_record(desk.store, party_id, day, viewer).party
    ties: dict[str, list[Neighbour]] = {}
    for neighbour in found.neighbours:
        ties.setdefault(curly(neighbour.label), []).append(neighbour)
    is_district = isinstance(party, Institution) and party.institution_kind == "distretto"
    here = isinstance(party, Institution)
    office = Office(desk, party_id) if is_district else None
    if office is not None:
        office.show()
    show_task(
        desk,
        "intorno",
        found.name,
        party.detail or KINDS[party.kind].capitalize(),
        body="services/around.html",
        here="servizi",
        roots={"office": office.live} if office is not None else {},
        found=found,
        ties=ties,
        card=describe(party, day) if isinstance(party, Service) else None,
        persons=[(PERSONS[kind], _about(number)) for kind, number in found.persons.items()],
        roles=roles_of(desk.store, party_id, day, viewer),
        written=() if is_district else past_roles(desk.store, party_id, viewer),
        is_district=is_district,
        agreements=agreements(desk.store, viewer, body_id=party_id, on=day) if here else (),
        is_body=here,
        day=long_day(day),
        long_day=long_day,
        about=_about,
        joined=joined,
        level=lambda key: vocabulary().label("levels", key),
    )


def _about(number: int | None) -> str:
    """Say a count of persons as it may be told."""
    return f"meno di {FEWEST}" if number is None else f"circa {number}"
