"""Write the cases of persons as FHIR: an episode, what happened in it, and what follows from that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from coordinator.exchange.fhir.cases_follow import REFERRAL_STATES, Following, closed_on
from coordinator.exchange.fhir.event_homes import HOMES
from coordinator.exchange.fhir.homes import homely
from coordinator.exchange.fhir.lens import put
from coordinator.exchange.fhir.names import (
    CASE_ID,
    TERMINOLOGY,
    USER_ID,
    code_system,
    extension,
    is_party,
    party_reference,
    resource_id,
)
from coordinator.model import Case, Person
from coordinator.pathway.events import (
    ActionPlanned,
    GoalReviewed,
    GoalSet,
    NeedFound,
    OpinionGiven,
    Referred,
    Withheld,
)
from coordinator.pathway.reading import view_case
from coordinator.pathway.unsaid import unsaid_by
from coordinator.pathway.withheld import OPINIONS, as_seen_by

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy.orm import Session

    from coordinator.exchange.fhir.homes import Home
    from coordinator.pathway.case import Recorded
    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer
    from coordinator.protection.veil import Unnamed
    from coordinator.store.records import Row


def read_views(session: Session, viewer: Viewer, person_id: str | None = None) -> Iterator[CaseView]:
    """
    Read the cases that may leave.

    Parameters
    ----------
    session
        Of the store.
    viewer
        Who asks: what she may not see of a case is withheld.
    person_id
        Whose; of all whom the viewer sees, when None.

    Yields
    ------
    CaseView
        In the order of their ids.
    """
    query = select(Case, Person.id).join(Person, Person.key == Case.person_key).order_by(Case.id)
    query = query.where(viewer.sees(Person.key) if person_id is None else Person.id == person_id)
    veil, unsaid = viewer.veil(), unsaid_by(viewer)
    for case, whose in session.execute(query).all():
        yield as_seen_by(view_case(session, case, whose), viewer, veil, unsaid)


def named_in(view: CaseView) -> set[str]:
    """Find the parties that the events of a case name."""
    return {
        value
        for one in view.history
        for values in _fields(one).values()
        for value in _each(values)
        if is_party(value)
    }


def write_case(
    view: CaseView, stays: Collection[str] = (), without: Unnamed = str
) -> Iterator[dict[str, Any]]:
    """
    Write one case.

    Parameters
    ----------
    view
        The case, as its reader sees it.
    stays
        Ids of parties that do not leave: an event that names one goes out without what it says.
    without
        Takes their names out of a text.

    Yields
    ------
    dict
        The episode; for each event its resource, if it has one, and its provenance; then the team, the plan and
        the tasks of referrals, which follow from the events and are marked so.
    """
    writer = _Writer(view, frozenset(stays), without)
    yield writer.episode()
    for one in view.history:
        yield from writer.event(one)
    yield from Following(view, writer.id, writer.stays, without, writer.goals, writer.actions).write()


class _Writer:
    """Writes the resources of one case."""

    def __init__(self, view: CaseView, stays: frozenset[str], without: Unnamed) -> None:
        self.view = view
        self.stays = stays
        self.without = without
        self.id = resource_id(view.id)[:56]
        self.person = party_reference(view.person_id)
        self.goals: dict[str, str] = {}
        self.needs: dict[str, str] = {}
        self.actions: list[str] = []
        self.referrals = {one.id: one for one in view.referrals()}

    def episode(self) -> dict[str, Any]:
        """Write the episode of care that the case is."""
        view, closed = self.view, closed_on(self.view)
        phase = view.state.position.phase
        stopped = any(stop.until is None for stop in view.state.suspensions)
        status = (
            "finished"
            if closed
            else "planned"
            if phase == "segnalazione"
            else "onhold"
            if stopped
            else "active"
        )
        period = {"start": view.history[0].day.isoformat()} | ({"end": closed.isoformat()} if closed else {})
        return {
            "resourceType": "EpisodeOfCare",
            "id": self.id,
            "identifier": [{"system": CASE_ID, "value": view.id}],
            "status": status,
            "type": [
                {"coding": [{"system": code_system("areas"), "code": view.area}]},
                {
                    "coding": [{"system": code_system("instruments"), "code": view.instrument.id}],
                    "text": view.instrument.name,
                },
            ],
            "patient": self.person,
            "period": period,
            "extension": [extension("phase") | {"valueCode": phase}],
        } | ({"team": [{"reference": f"CareTeam/{self.id}-team"}]} if view.state.file.team else {})

    def event(self, one: Recorded) -> Iterator[dict[str, Any]]:
        """
        Write what happened once, and who wrote it when.

        Yields
        ------
        dict of str to Any
            The resource in which the event is at home, where there is one; then its Provenance.
        """
        fields = {name: _worded(value, self.without) for name, value in _fields(one).items()}
        if self._is_withheld(one, fields):
            one, fields = replace(one, event=Withheld(what="entered")), {}
        home = HOMES.get(one.event.kind)
        name = f"{self.id}-{one.number}"
        outside = fields
        target = f"EpisodeOfCare/{self.id}"
        if home is not None:
            answers = fields.pop("answers", None)
            inside, outside = homely(home, fields)
            yield self._resource(home, name, one, inside, answers)
            target = f"{home.form.type}/{name}"
        yield self._provenance(one, name, target, outside)

    def _is_withheld(self, one: Recorded, fields: Row) -> bool:
        """Say whether what an event says stays here: it names a hidden party, or is sealed from the reader."""
        sealed = OPINIONS in self.view.withheld and isinstance(one.event, OpinionGiven)
        return bool(_named(fields) & self.stays) or sealed or isinstance(one.event, Withheld)

    def _resource(
        self, home: Home, name: str, one: Recorded, inside: Row, answers: dict[str, str] | None
    ) -> dict[str, Any]:
        """Write the resource of an event."""
        resource = home.form.write(inside, name)
        put(resource, home.day, one.day.isoformat())
        resource[home.subject] = self.person
        resource.setdefault("extension", []).append(self._place(one))
        if answers:
            resource.setdefault("item", []).append(_answers(answers))
        self._tie_to_others(resource, one, name)
        if one.number in self.view.state.void:
            resource |= _void(home)
        return resource

    def _place(self, one: Recorded) -> dict[str, Any]:
        """Say which event of the case a resource is."""
        return extension("event-of") | {"valueString": f"{self.view.id}#{one.number}"}

    def _tie_to_others(self, resource: dict[str, Any], one: Recorded, name: str) -> None:
        """Refer to the need, the goal or the state that a resource is about."""
        event = one.event
        match event:
            case NeedFound():
                self.needs[event.need] = f"Condition/{name}"
            case GoalSet():
                self.goals[event.goal] = f"Goal/{name}"
                _refer(resource["addresses"][0], self.needs.get(event.need))
            case GoalReviewed():
                _refer(resource["focus"][0], self.goals.get(event.goal))
            case ActionPlanned():
                _refer(resource["reasonReference"], self.goals.get(event.goal))
                self.actions.append(f"Task/{name}")
            case Referred(referral=key) if key in self.referrals:
                resource["status"] = REFERRAL_STATES[self.referrals[key].state][1]

    def _provenance(self, one: Recorded, name: str, target: str, outside: Row) -> dict[str, Any]:
        """Write who wrote an event, when, by which norm, and what no other resource says of it."""
        told = [{"url": key, **_value(value)} for key, values in outside.items() for value in _each(values)]
        more = [extension("event") | {"extension": told}] if told else []
        at = {"recorded": one.recorded_at.isoformat()} if one.recorded_at else {}
        return {
            "resourceType": "Provenance",
            "id": name,
            "extension": [self._place(one), *more],
            "target": [{"reference": target}],
            "occurredDateTime": one.day.isoformat(),
            **at,
            **({"policy": [one.norm]} if one.norm else {}),
            "activity": {"coding": [{"system": code_system("events"), "code": one.event.kind}]},
            "agent": [
                {
                    "role": [{"coding": [{"system": code_system("user-roles"), "code": one.role}]}],
                    "who": {"identifier": {"system": USER_ID, "value": one.author}},
                }
            ],
        }


def _fields(one: Recorded) -> Row:
    """List the fields of an event that say more than their default."""
    told = one.event.model_dump(exclude_defaults=True, exclude={"kind"})
    return {name: value for name, value in told.items() if value is not None}


def _worded(value: Any, without: Unnamed) -> Any:  # noqa: ANN401  of an event
    """Take the names of who stays out of the words of a field."""
    if isinstance(value, dict):
        return {name: _worded(below, without) for name, below in value.items()}
    return without(value) if isinstance(value, str) and not is_party(value) else value


def _named(fields: Row) -> set[str]:
    """Find the parties among the values of fields."""
    return {value for values in fields.values() for value in _each(values) if is_party(value)}


def _each(values: object) -> Iterable[Any]:
    """Take a list apart; anything else is one."""
    return values if isinstance(values, list | tuple) else [values]


def _value(value: object) -> dict[str, Any]:
    """Write a value as the element that FHIR has for its type."""
    match value:
        case bool():
            return {"valueBoolean": value}
        case int():
            return {"valueInteger": value}
        case Decimal():
            return {"valueDecimal": float(value)}
        case date():
            return {"valueDate": value.isoformat()}
        case _:
            return {"valueString": str(value)}


def _answers(answers: dict[str, str]) -> dict[str, Any]:
    """Write the answers to a scale, in their order."""
    items = [
        {"linkId": question, "answer": [{"valueString": answer}]} for question, answer in answers.items()
    ]
    return {"linkId": "answers", "item": items}


def _refer(reference: dict[str, Any], target: str | None) -> None:
    """Add a reference to what is already named."""
    if target:
        reference["reference"] = target


def _void(home: Home) -> dict[str, Any]:
    """Say that an event was taken back."""
    element, code = home.void
    if element != "verificationStatus":
        return {element: code}
    return {element: {"coding": [{"system": f"{TERMINOLOGY}/condition-ver-status", "code": code}]}}
