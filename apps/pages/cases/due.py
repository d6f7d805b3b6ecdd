"""Show what a person is due of LEA and LEPS: what she has, what is missing, each with its norm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.frame import argument, page
from apps.components.path_words import norm_words
from apps.components.words import curly, long_day, short_day
from apps.pages.cases.call import AREAS as CASE_AREAS
from apps.pages.task import pick_person
from coordinator.model import Person
from coordinator.network.record import read_record
from coordinator.pathway.cases import cases_of, read_case
from coordinator.pathway.entitlements import AREAS, Status, entitlements

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from coordinator.pathway.entitlements import Entitlement, Entitlements, Given

TONES = {Status.HAS: "", Status.PARTLY: "note", Status.WAITS: "note", Status.PLANNED: "note",
         Status.MISSING: "alarm", Status.TO_CHECK: "ask"}  # fmt: skip
LEVELS = {
    "processo": ("Come si è presi in carico", "LEPS di processo: un insieme che non si divide."),
    "erogazione": ("Che cosa si riceve", "Prestazioni e servizi per la persona."),
    "sistema": ("Che cosa deve esserci nel territorio", "Servizi che il distretto deve avere per tutti."),
}
OPEN = (Status.MISSING, Status.PARTLY, Status.WAITS, Status.PLANNED, Status.TO_CHECK)


def show_due(desk: Desk) -> None:
    """Fill the document with what a person is due, from the address's path or person."""
    viewer = desk.viewer()
    case_id, person_id = argument("id"), argument("persona")
    if not (case_id or person_id):
        lead = "I livelli essenziali, LEA e LEPS: che cosa c’è, che cosa manca, con la norma di ciascuno."
        pick_person(desk, "spettanze", "Che cosa spetta", lead, name="persona")
        return
    view = read_case(desk.store, case_id, viewer) if case_id else None
    person_id = view.person_id if view else person_id
    if view is None and (own := cases_of(desk.store, person_id, viewer)):
        view = read_case(desk.store, own[0], viewer)
    found = entitlements(desk.store, person_id, desk.today(), viewer)
    party = read_record(desk.store, person_id, desk.today(), viewer).party
    assert isinstance(party, Person)  # noqa: S101  what is due is of persons
    heading = f"Che cosa spetta a {party.given_name}"
    page(
        desk,
        "cases/due.html",
        heading,
        "persone",
        viewer=viewer,
        heading=heading,
        person=party,
        case_id=view.id if view else "",
        instrument=view.instrument.name if view else "",
        area=CASE_AREAS.get(view.area, view.area) if view else "",
        day=long_day(desk.today()),
        areas=[AREAS[one].lower() for one in found.areas],
        undecided=found.undecided,
        counts=_counts(found),
        missing=[_row(one) for one in sorted(found.of(*OPEN), key=lambda row: OPEN.index(row.status))],
        levels=_levels(found),
        path_macro=view.process.macro_stages(view.state.reached) if view else [],
    )


def _counts(found: Entitlements) -> list[tuple[str, int, str]]:
    """Count the levels in each status, those with none left out."""
    return [(one.value, len(found.of(one)), TONES[one]) for one in Status if found.of(one)]


def _levels(found: Entitlements) -> list[dict[str, Any]]:
    """List all levels, those of process first."""
    return [
        {"name": name, "words": words, "rows": [_row(row) for row in found.rows if row.level.level == key]}
        for key, (name, words) in LEVELS.items()
    ]


def _row(row: Entitlement) -> dict[str, Any]:
    """Describe one level for one person."""
    return {
        "system": row.level.system,
        "name": row.level.name,
        "what": row.level.what,
        "because": "; ".join(map(curly, row.because)),
        "status": row.status.value,
        "tone": TONES[row.status],
        "given": [_given(one) for one in row.given],
        "missing": [curly(one) for one in row.missing],
        "offers": [
            {"id": one.service_id, "name": one.name,
             "words": "posti non indicati" if one.places_free is None
             else "nessun posto libero" if not one.places_free
             else f"{one.places_free} posti liberi" if one.places_free > 1 else "un posto libero"}
            for one in row.offers
        ],
        "norm": norm_words(row.norm),
        "urn": row.norm,
    }  # fmt: skip


def _given(one: Given) -> dict[str, Any]:
    """Say what shows that she has it, and where to read it."""
    return {"words": curly(one.what), "since": short_day(one.since) if one.since else "",
            "case": one.case_id, "party": one.party_id}  # fmt: skip
