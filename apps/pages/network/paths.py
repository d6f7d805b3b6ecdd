"""Show how a person could reach a service: through whom, each step with who may refer her."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.frame import argument
from apps.components.words import curly, gendered
from apps.pages.services.directory import describe
from apps.pages.task import about_person, pick_person, show_task
from coordinator.model import vocabulary
from coordinator.network import paths_to
from coordinator.network.record import find_services
from coordinator.network.services import needs_by_service
from coordinator.pathway.cases import cases_of, read_case

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.components.desk import Desk
    from coordinator.model import Service
    from coordinator.network import Path, Step
    from coordinator.network.record import Record

NEAR = 8
"""Services shown to begin with."""
BY = {"puo_inviare": "può inviare a", "si_coordina": "ne parla con", "lavora_presso": "lavora per"}


def show_paths(desk: Desk) -> None:
    """Fill the document with the ways from a person to a service."""
    person_id, service_id = argument("id"), argument("a")
    lead = "Attraverso chi, passo per passo, e chi può fare l’invio."
    if not person_id:
        pick_person(desk, "arrivare", "Come arrivare a un servizio", lead)
        return
    record, name = about_person(desk, person_id)
    viewer = desk.viewer()
    services = find_services(desk.store, "", viewer)
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in services:
        groups.setdefault(vocabulary().label("life_domains", one.life_domain) or "Altro", []).append(
            (one.id, one.name)
        )
    chosen = next((one for one in services if one.id == service_id), None)
    found = paths_to(desk.store, person_id, chosen.id, desk.today(), viewer) if chosen else ()
    here = [span for span in record.spans if span.other_id == service_id and span.holds_on(desk.today())]
    show_task(
        desk,
        "arrivare",
        f"Come può arrivare {name} a un servizio" if chosen is None else f"Da {name} a {chosen.name}",
        lead,
        body="network/paths.html",
        record=record,
        groups=sorted(groups.items()),
        chosen=describe(chosen, desk.today()) if chosen else None,
        paths=[_told(path, getattr(record.party, "sex", None)) for path in found],
        sending=_sending(desk, person_id, chosen.id) if chosen and not here else None,
        already=[vocabulary().tie_kind(span.kind).label for span in here],
        name=name,
        near=[] if chosen else _near(desk, record, services),
    )


def _near(desk: Desk, record: Record, services: Sequence[Service]) -> list[tuple[str, str, list[str]]]:
    """List the services that meet most of her needs, by name, and which needs."""
    label = vocabulary().label
    met = needs_by_service(desk.store, desk.viewer())
    found = [
        (
            one.id,
            one.name,
            [words for need in met.get(one.id, ()) if (words := label("needs", need)) in record.needs],
        )
        for one in services
    ]
    most = sorted((one for one in found if one[2]), key=lambda one: -len(one[2]))[:NEAR]
    return sorted(most, key=lambda one: one[1])


def _sending(desk: Desk, person_id: str, service_id: str) -> dict[str, str] | None:
    """Say in which open path a referral would be written, and for which of its needs; None for who may not."""
    viewer = desk.viewer()
    if not viewer.may("write", "case"):
        return None
    views = (read_case(desk.store, one, viewer) for one in cases_of(desk.store, person_id, viewer))
    view = next((one for one in views if not one.process.phases[one.state.position.phase].final), None)
    if view is None:
        return {}
    met = needs_by_service(desk.store, viewer, only=service_id).get(service_id, ())
    return {"id": view.id, "bisogno": next((one for one in view.state.file.needs if one in met), "")}


def _told(path: Path, sex: str | None) -> dict[str, Any]:
    """Say a path: its steps, and who makes the referrals."""
    referrers = [step for step in path.steps if step.may_refer]
    return {
        "steps": [_step(step, sex) for step in path.steps],
        "start": path.steps[0].from_name,
        "referrals": path.referrals,
        "first": path.steps[0].to_name,
        "who": referrers[0].from_name if referrers else "",
        "from_id": referrers[0].from_id if referrers else "",
        "refer_to": referrers[0].to_id if referrers else "",
        "refer_name": referrers[0].to_name if referrers else "",
    }


def _step(step: Step, sex: str | None) -> dict[str, Any]:
    """Say one step."""
    by = BY.get(step.by) or gendered(_own(step), sex)
    return {"by": by, "to": step.to_name, "to_id": step.to_id, "may_refer": step.may_refer}


def _own(step: Step) -> str:
    """Say the person's own tie with the one to whom she goes: a step does not tell which way it is recorded."""
    kind = vocabulary().tie_kind(step.by)
    first, last = kind.ends
    if kind.symmetric or "persona" not in last:
        return curly(kind.label)
    if kind.care or "persona" not in first:
        return curly(kind.reverse_label)
    return "ha un legame con"
