"""Find the persons of whose path, referrals or findings something holds, with what is to be told of each."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, cast

from apps.assistant.answers.money import euro
from apps.assistant.census.path_facts import (
    find_discharge,
    find_home,
    find_in_hospital,
    find_review,
    find_sent,
)
from apps.assistant.census.patterns import patterns
from apps.assistant.reply import Reply
from apps.components.words import long_day
from coordinator.findings import find_district
from coordinator.model import vocabulary
from coordinator.network.fields_seen import without_delicate
from coordinator.network.named import names_of
from coordinator.network.record import find_people
from coordinator.pathway.cases import open_cases, process_of, read_open_cases
from coordinator.pathway.day import dues_of
from coordinator.pathway.deadlines import State
from coordinator.pathway.moved import persons_moved

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from apps.assistant.reading.of_many import Fact
    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.referrals import Referral

    Told = Iterator[tuple[str, str]]
    """Persons' ids, each with what is to be told of her; nothing where the question says it already."""

PATHS_AREA = "non_autosufficienza"

MOST = 3000
"""Open paths that are read for one answer; a whole province's are counted on the page of the territory."""

MOST_OF_RULES = 1000
"""Persons whose findings are read for one answer."""

MOVED = ("begun", "ended")
STAYS = ("hospital", "home")
SPANS = (*MOVED, *STAYS, "open", "finding")
"""Facts of which one that is missing is looked for among everybody; the others among those with an open path."""


def find_fact(scene: Scene, fact: Fact) -> Mapping[str, str] | Reply:
    """
    Find the persons of whom a fact holds.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    fact
        What is asked; whether it must be there is not looked at.

    Returns
    -------
    mapping of str to str, or Reply
        Id → what is to be told of her; a reply where the asker may not be told, or paths are too many to be read.
    """
    row = patterns()["facts"][fact.key]
    if "may" in row and not scene.viewer.may("read", row["may"]):
        head = f"Chi è «{row['said']}» non è fra ciò che il tuo ruolo vede."
        links = (("Chi vede che cosa", "politica"),)
        return Reply("census", head, query="Letto: che cosa vede il tuo ruolo.", links=links)
    if row["find"] == "finding" and len(
        find_people(scene.store, "", scene.viewer, limit=MOST_OF_RULES + 1)
    ) > (MOST_OF_RULES):
        head = (
            "Le persone che vedi sono troppe per leggerne qui i rilievi: scegline una dalla pagina «Rilievi»."
        )
        return Reply("census", head, query="Letto: quante persone vedi.", links=(("Rilievi", "rilievi"),))
    if (
        row["find"] not in (*MOVED, *STAYS)
        and len(open_cases(scene.store, scene.viewer, limit=MOST + 1)) > MOST
    ):
        head = "I percorsi aperti che vedi sono troppi per leggerli qui: i numeri sono in Governo del territorio."
        return Reply("census", head, links=(("Governo del territorio", "governo"),))
    told: dict[str, list[str]] = {}
    for person_id, words in FINDERS[row["find"]](scene, fact):
        told.setdefault(person_id, []).append(words)
    return {one: "; ".join(word for word in dict.fromkeys(words) if word) for one, words in told.items()}


def among_open(fact: Fact) -> bool:
    """
    Say whether those of whom a fact does not hold are looked for among those with an open path.

    Parameters
    ----------
    fact
        What is asked.

    Returns
    -------
    bool
        False for findings, and for having a path at all.
    """
    find = patterns()["facts"][fact.key]["find"]
    return not fact.present and find not in SPANS


def _views(scene: Scene) -> Iterator[CaseView]:
    """Read the open paths."""
    for view, _ in read_open_cases(scene.store, scene.viewer):
        yield view


def _open(scene: Scene, _fact: Fact) -> Told:
    """Find those with an open path."""
    for one in open_cases(scene.store, scene.viewer, limit=MOST):
        yield one.person_id, ""


def _phase(scene: Scene, fact: Fact) -> Told:
    """Find those in a phase, or in the one before it."""
    what, _, phase = str(fact.arg).rpartition(":")
    order = list(process_of(PATHS_AREA).phases)
    wanted = order[max(order.index(phase) - 1, 0)] if what else phase
    for view in _views(scene):
        if view.state.position.phase == wanted:
            yield view.person_id, f"dal {long_day(view.state.stays[-1].since)}"


def _late(scene: Scene, _fact: Fact) -> Told:
    """Find those with a term that is past, and who has to see to it."""
    late = [
        (view.person_id, due)
        for view in _views(scene)
        for due in dues_of(view, "", scene.day)
        if due.kind == "termine" and due.state is State.OVERDUE and due.due
    ]
    owners = [due.owner for _, due in late if due.owner]
    names = names_of(scene.store, owners, scene.viewer, near={one for one, _ in late})
    for person_id, due in late:
        who = names.get(due.owner or "", "") or ("di altri" if due.owner else "nessuno se ne occupa")
        yield person_id, f"«{due.what}» scaduto il {long_day(due.due or scene.day)} ({who})"


def _due(scene: Scene, fact: Fact) -> Told:
    """Find those with something due within some days."""
    ahead = fact.arg if isinstance(fact.arg, int) else 0
    for view in _views(scene):
        for due in dues_of(view, "", scene.day):
            if due.due and 0 <= (due.due - scene.day).days <= ahead:
                yield view.person_id, f"«{due.what}» entro il {long_day(due.due)}"


def _plan(scene: Scene, _fact: Fact) -> Told:
    """Find those with a plan that was active once."""
    for view in _views(scene):
        if view.state.versions:
            yield view.person_id, f"piano dal {long_day(view.state.versions[-1].since)}"


def _signed(scene: Scene, _fact: Fact) -> Told:
    """Find those whose plan is signed."""
    for view in _views(scene):
        if view.state.signed_by:
            yield view.person_id, "piano firmato"


def _given(scene: Scene, _fact: Fact) -> Told:
    """Find those to whom something of the plan was given."""
    for view in _views(scene):
        if days := view.state.marks.get("event:delivered"):
            first = f"la prima prestazione il {long_day(min(days))}"
            yield view.person_id, first


def _budget(scene: Scene, _fact: Fact) -> Told:
    """Find those with a budget."""
    for view in _views(scene):
        if resources := view.state.resources:
            money = sum((one.value or Decimal(0) for one in resources if one.kind == "denaro"), Decimal(0))
            yield view.person_id, f"budget di {euro(money)}"


def _scale(scene: Scene, fact: Fact) -> Told:
    """Find those for whom a scale was answered: one, or any."""
    for view in _views(scene):
        for one in view.state.scales:
            if fact.arg in {"", one.scale}:
                yield view.person_id, f"{one.name}: {one.total} il {long_day(one.day)}"


def _risk(scene: Scene, _fact: Fact) -> Told:
    """Find those of whom a risk is written."""
    for view in _views(scene):
        for one in view.state.risks:
            yield view.person_id, f"rischio: {one.risk}"


def _referral(scene: Scene, fact: Fact) -> Told:
    """Find those with a referral that is open, or that ended so; needs that the asker is not told of stay out."""
    found = [(view.person_id, one) for view in _views(scene) for one in view.referrals()]
    seen = [
        (whose, one)
        for whose, one in found
        if (one.is_open if fact.arg == "open" else one.state == fact.arg)
        and without_delicate([one.need], scene.viewer)
    ]
    names = names_of(scene.store, {one.receiver for _, one in seen}, scene.viewer)
    for whose, one in seen:
        yield whose, _referral_words(one, names)


def _referral_words(one: Referral, names: Mapping[str, str]) -> str:
    """Say what was asked of whom, and how it ended."""
    need = vocabulary().label("needs", one.need)
    ended = f": {one.outcome.lower()}" if one.outcome and not one.is_open else ""
    waits = f", entro il {long_day(one.next_on)}" if one.is_open and one.next_on else ""
    return f"invio a {names.get(one.receiver, 'un servizio')} per {need}{ended}{waits}"


def _finding(scene: Scene, fact: Fact) -> Told:
    """Find those whom a rule names, or any rule."""
    for one in find_district(scene.store, scene.day, scene.viewer):
        if fact.arg in {"", one.rule_id}:
            yield one.person_id, one.sentence.rstrip(".")


def _moved(scene: Scene, fact: Fact) -> Told:
    """Find those whose path began or ended since a day, or between two."""
    span = fact.arg if isinstance(fact.arg, tuple) else (fact.arg, scene.day)
    since, until = cast("tuple[date, date]", span)
    for one in persons_moved("ended" if fact.key == "ended" else "begun", since, until, scene.viewer):
        yield one, ""


FINDERS: Mapping[str, Callable[[Scene, Fact], Told]] = {
    "open": _open, "phase": _phase, "late": _late, "due": _due, "plan": _plan, "signed": _signed, "given": _given,
    "hospital": find_in_hospital, "home": find_home, "discharge": find_discharge, "sent": find_sent,
    "review": find_review, "budget": _budget, "scale": _scale, "risk": _risk, "referral": _referral,
    "finding": _finding, "begun": _moved, "ended": _moved,
}  # fmt: skip
"""Who finds a fact, by the word of ``census.yaml``."""


def read_words(facts: Sequence[Fact]) -> tuple[str, ...]:
    """
    Say what is read for some facts.

    Parameters
    ----------
    facts
        What is asked.

    Returns
    -------
    tuple of str
        For the foot of an answer, each once.
    """
    return tuple(
        dict.fromkeys(READ.get(patterns()["facts"][one.key]["find"], "i percorsi aperti") for one in facts)
    )


READ = {
    "hospital": "i ricoveri",
    "home": "i ricoveri",
    "finding": "i rilievi",
    "begun": "i percorsi",
    "ended": "i percorsi",
}
