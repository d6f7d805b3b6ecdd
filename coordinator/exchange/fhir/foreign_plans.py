"""Take the care plan of another body as a proposal: a new case at its first phase, for its reader to decide on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coordinator.exchange.fhir.cases_in import BroughtCase
from coordinator.exchange.fhir.fields import Fault, FieldError
from coordinator.exchange.fhir.links import listed
from coordinator.exchange.fhir.names import code_system, digest
from coordinator.exchange.fhir.shape import check_shape
from coordinator.pathway.case import Recorded
from coordinator.pathway.events import make_event
from coordinator.pathway.gates import instruments_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from coordinator.exchange.fhir.files import Entry
    from coordinator.exchange.fhir.lens import Reading
    from coordinator.exchange.fhir.links import PartyLinks
    from coordinator.store.records import Signature

LIVE = ("draft", "active", "on-hold", "unknown")
"""States of a plan that somebody may still take up."""

USUAL = ("non_autosufficienza", "pai")
"""Area and instrument of a proposal that names none of ours: whoever reads it opens another where it does not fit."""

FIRST = "segnalazione"
"""The phase in which a case begins."""

READ = (
    "subject", "for", "status", "lifecycleStatus", "intent", "code", "description", "target", "addresses", "performer",
    "owner", "identifier", "text",
)  # fmt: skip
"""Elements of what a plan names that a proposal says, or that are about the file alone."""

LONGEST = 4000  # characters of an entry of the diary
ROLE = "importazione"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a plan of another body proposes."""

    id: str
    person_id: str
    area: str
    instrument: str
    caller: str
    reason: str
    notes: tuple[str, ...]


@dataclass(slots=True)
class Proposals:
    """The plans of other bodies, as they come."""

    links: PartyLinks
    found: list[Proposal] = field(default_factory=list)

    def take(self, entry: Entry, reading: Reading) -> list[Fault]:
        """
        Read a plan.

        Parameters
        ----------
        entry
            A care plan that is none of ours.
        reading
            The same; what is read is taken from it.

        Returns
        -------
        list of Fault
            Empty when it has become a proposal.
        """
        plan = reading.rest
        if plan.get("status") not in LIVE:
            what = f"{plan.get('status')}: Ponte propone alla lettura solo piani {', '.join(LIVE)}"
            return [Fault("status", what)]
        notes = tuple(_cut(note, entry) for note in self._notes(plan))
        if not notes:
            return [Fault("goal", "manca: il piano non dice né obiettivi (goal) né interventi (activity)")]
        try:
            person = self.links.party(plan.pop("subject", None) or {})
        except FieldError as error:
            return [Fault("subject", str(error))]
        if not person.startswith("per:"):
            return [Fault("subject", "un piano è di una persona: qui è di un gruppo")]
        area, instrument = _path(listed(plan.pop("category", None)))
        proposal = Proposal(
            f"cas:fhir-{digest(f'{person}|{_name(plan, entry)}')}", person, area, instrument, self._caller(plan),
            _cut(f"Piano proposto da un altro ente: {_title(plan)}", entry), notes,
        )  # fmt: skip
        self.found.append(proposal)
        for read in ("status", "intent", "identifier", "contained", "text"):
            plan.pop(read, None)
        return []

    def _notes(self, plan: dict[str, Any]) -> Iterator[str]:
        """Say each goal and each activity of a plan in a sentence."""
        contained = {f"#{one.get('id')}": one for one in listed(plan.get("contained"))}
        for one in listed(plan.pop("goal", None)):
            goal = self._named(one, contained)
            due = [str(t["dueDate"]) for t in listed(goal.get("target")) if t.get("dueDate")]
            needs = [str(need["display"]) for need in listed(goal.get("addresses")) if need.get("display")]
            words = _words(goal.get("description"), one.get("display"))
            yield _sentence("Obiettivo proposto", words, ("per", needs), ("entro", due))
        for one in listed(plan.pop("activity", None)):
            what = one.get("detail") or self._named(one.get("reference") or {}, contained)
            told = [what.get("description") if isinstance(what.get("description"), str) else None]
            words = next(filter(None, told), None) or _words(
                what.get("code"), (one.get("reference") or {}).get("display")
            )
            owners = [*listed(what.get("performer")), *([what["owner"]] if what.get("owner") else ())]
            yield _sentence(
                "Intervento proposto",
                words,
                ("a cura di", [who.get("display") or self._who(who) for who in owners]),
            )

    def _named(self, reference: Mapping[str, Any], contained: Mapping[str, Any]) -> Mapping[str, Any]:
        """Find what a plan refers to: inside it, or beside it in the file."""
        target = str(reference.get("reference", ""))
        beside = self.links.plannable.get(target)
        return contained.get(target) or (beside if beside and not check_shape(beside) else {})

    def _caller(self, plan: dict[str, Any]) -> str:
        """Say who made a plan: a party of the record or the file where it is one, else in words."""
        author = plan.pop("author", None) or next(iter(listed(plan.pop("contributor", None))), None)
        return self._who(author) if author else "un altro ente"

    def _who(self, reference: Mapping[str, Any]) -> str:
        """Name whom a reference means."""
        try:
            return self.links.party(reference)
        except FieldError:
            return str(reference.get("display") or "qualcuno che il file non nomina")

    def as_cases(self, signature: Signature, territory: str | None) -> list[BroughtCase]:
        """
        Write the proposals as cases that begin on the day they came.

        Parameters
        ----------
        signature
            Who brought them, and when.
        territory
            Where the record is kept; it says the variant of the path.

        Returns
        -------
        list of BroughtCase
            At their first phase.
        """
        return [_as_case(one, signature.author, signature.at, territory) for one in self.found]


def _as_case(one: Proposal, author: str, at: datetime, territory: str | None) -> BroughtCase:
    """Write a proposal as a report to the PUA and what it proposes in the diary: nobody has decided on it."""
    told = {"source": "ente", "caller": one.caller, "reason": one.reason, "territory": territory}
    events = [make_event("opened", **told)]
    events += [make_event("noted", nature="opinione", text=note) for note in one.notes]
    day = at.date()
    history = tuple(
        Recorded(number, day, event, author, ROLE, None, at) for number, event in enumerate(events, start=1)
    )
    return BroughtCase(one.id, one.person_id, one.area, one.instrument, history, FIRST, None)


def _path(categories: Any) -> tuple[str, str]:  # noqa: ANN401  JSON
    """Find the area and the instrument that a plan names in our words."""
    codes = {
        coding.get("system"): coding.get("code") for one in categories for coding in listed(one.get("coding"))
    }
    known = instruments_table()
    instrument = str(codes.get(code_system("instruments")))
    area = codes.get(code_system("areas"))
    if instrument not in known:
        return USUAL
    areas = known[instrument].areas
    return (area if area in areas else min(areas)), instrument


def _name(plan: Mapping[str, Any], entry: Entry) -> str:
    """Name a plan so that the same, brought again, is known."""
    one = next(iter(listed(plan.get("identifier"))), None)
    return f"{one.get('system', '')}|{one['value']}" if one and one.get("value") else entry.url or entry.name


def _title(plan: dict[str, Any]) -> str:
    """Say what a plan is called, what it is about and since when."""
    period = plan.pop("period", None) or {}
    said = [str(plan.pop(name)) for name in ("title", "description") if plan.get(name)]
    since = [f"dal {period['start']}"] if period.get("start") else []
    until = [f"al {period['end']}"] if period.get("end") else []
    return ", ".join([*(said or ["senza titolo"]), " ".join([*since, *until])]).removesuffix(", ")


def _words(concept: Any, otherwise: Any) -> str | None:  # noqa: ANN401  JSON
    """Take the words of a concept: its text, or the first display."""
    if isinstance(concept, dict):
        displays = [one.get("display") for one in listed(concept.get("coding")) if one.get("display")]
        if words := concept.get("text") or next(iter(displays), None):
            return str(words)
    return str(otherwise) if otherwise else None


def _sentence(what: str, words: str | None, *more: tuple[str, list[str]]) -> str:
    """Write one thing that a plan proposes."""
    ends = [f"{before} {', '.join(values)}" for before, values in more if values]
    return "; ".join([f"{what}: {words or 'il file non dice quale'}", *ends])


def _cut(text: str, entry: Entry) -> str:
    """Say where a text comes from, and keep it to what an entry holds."""
    source = f" ({entry.name}, {entry.file})"
    room = LONGEST - len(source)
    return (text if len(text) <= room else f"{text[: room - 1]}…") + source
