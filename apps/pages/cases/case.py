"""Show the pages of a path: the open ones, the call that begins one, and the pages of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.frame import argument, page
from apps.components.words import age, short_day
from apps.pages.cases.assessment import AssessmentPiece
from apps.pages.cases.call import AREAS, CallPiece
from apps.pages.cases.choice import ChoicePiece
from apps.pages.cases.documents import DocumentsPiece
from apps.pages.cases.plan import PlanPiece
from apps.pages.cases.referrals import ReferralsPiece
from apps.pages.cases.view import PathPiece
from coordinator.model import Person
from coordinator.network.record import read_record
from coordinator.pathway.cases import cases_of, open_cases, read_case
from coordinator.pathway.process import read_process

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from apps.pages.cases.piece import CasePiece
    from coordinator.protection import Viewer

TABS: dict[str, tuple[str, type[CasePiece]]] = {
    "percorso": ("Il percorso di {}", PathPiece),
    "valutazione": ("La valutazione di {}", AssessmentPiece),
    "piano": ("Piano e budget di {}", PlanPiece),
    "scelta": ("La scelta dei servizi per {}", ChoicePiece),
    "invii": ("Gli invii di {}", ReferralsPiece),
    "documenti": ("I documenti di {}", DocumentsPiece),
}
"""Route → the heading of the page, with the person's given name, and its live part."""
OFFERED = {"need": "bisogno", "sender": "da", "receiver": "a"}
"""Field of a referral → the value of the address in which another page proposes it."""


def show_case(desk: Desk) -> None:
    """Fill the document with a path, with the call that opens one, or with the open paths."""
    viewer = desk.viewer()
    case_id, person_id = argument("id"), argument("persona")
    if case_id:
        _show_tab(desk, "percorso")
    elif person_id:
        _show_call(desk, viewer, person_id)
    else:
        _show_open(desk, viewer)


def show_assessment(desk: Desk) -> None:
    """Fill the document with a path's scales, opinions and outcome."""
    _show_tab(desk, "valutazione")


def show_plan(desk: Desk) -> None:
    """Fill the document with a path's plan and budget."""
    _show_tab(desk, "piano")


def show_choice(desk: Desk) -> None:
    """Fill the document with the services for each need of a path, side by side."""
    _show_tab(desk, "scelta")


def show_referrals(desk: Desk) -> None:
    """Fill the document with a path's referrals."""
    _show_tab(desk, "invii")


def show_documents(desk: Desk) -> None:
    """Fill the document with what a path leaves on paper."""
    _show_tab(desk, "documenti")


def _show_tab(desk: Desk, tab: str) -> None:
    """Show a page of the path that the address names; the open paths where it names none."""
    viewer, case_id = desk.viewer(), argument("id")
    if case_id:
        _show(desk, viewer, case_id, tab)
    else:
        _show_open(desk, viewer)


def _show(desk: Desk, viewer: Viewer, case_id: str, tab: str) -> None:
    """Show one page of one path."""
    words, piece = TABS[tab]
    path = piece(desk, viewer, case_id)
    if isinstance(path, ReferralsPiece):
        path.offer({name: argument(key) for name, key in OFFERED.items()})
    if argument("passo"):
        path.unfold(argument("passo"))
    view = path.view
    person = _person(desk, viewer, view.person_id)
    heading = words.format(person.given_name)
    page(
        desk,
        "cases/case.html",
        heading,
        "persone",
        viewer=viewer,
        roots={"path": path.piece},
        heading=heading,
        person=person,
        others=_others(desk, viewer, person.id, case_id),
        instrument=view.instrument.name,
        area=AREAS.get(view.area, view.area),
        case_id=case_id,
        tab=tab,
    )


def _others(desk: Desk, viewer: Viewer, person_id: str, case_id: str) -> list[tuple[str, str]]:
    """Name the person's other paths by instrument and phase."""
    found = (
        read_case(desk.store, one, viewer)
        for one in cases_of(desk.store, person_id, viewer)
        if one != case_id
    )
    return [
        (one.id, f"{one.instrument.name}, {one.process.phases[one.state.position.phase].name.lower()}")
        for one in found
    ]


def _show_open(desk: Desk, viewer: Viewer) -> None:
    """Show the open paths."""
    phases = read_process("comune").phases
    cases = [(one, phases[one.phase].name if one.phase in phases else one.phase)
             for one in open_cases(desk.store, viewer)]  # fmt: skip
    page(desk, "cases/cases.html", "Percorsi", "persone", viewer=viewer, cases=cases, short_day=short_day)


def _show_call(desk: Desk, viewer: Viewer, person_id: str) -> None:
    """Show what is active for a person, and the form of the call."""
    person = _person(desk, viewer, person_id)
    call = CallPiece(desk, viewer, person)
    active = [
        span
        for span in read_record(desk.store, person_id, desk.today(), viewer).told
        if span.holds_on(desk.today()) and span.kind in {"in_carico", "in_attesa", "case_manager", "segue"}
    ]
    page(
        desk,
        "cases/call.html",
        "Una nuova chiamata",
        "persone",
        viewer=viewer,
        roots={"call": call.piece},
        person=person,
        years=age(person.born_on, desk.today()),
        short_day=short_day,
        active=list({span.other_id: span for span in reversed(active)}.values())[::-1],
        cases=[read_case(desk.store, one, viewer) for one in cases_of(desk.store, person_id, viewer)],
    )


def _person(desk: Desk, viewer: Viewer, person_id: str) -> Person:
    """Read a person, refusing any other party."""
    party = read_record(desk.store, person_id, desk.today(), viewer).party
    assert isinstance(party, Person)  # noqa: S101  paths are of persons: the store holds no other
    return party
