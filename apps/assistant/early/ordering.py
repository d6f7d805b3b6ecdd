"""Take an order on somebody's network or path: what may be proposed is proposed, the rest opens its page."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.early.recording import REMOVE, TEAM, act_on, say_recorded
from apps.assistant.general.guide import WHO
from apps.assistant.reading.people import find_named
from apps.assistant.reading.words import bare, normal
from apps.assistant.reply import Line, Reply
from apps.assistant.writing.added import read_added
from apps.assistant.writing.network_orders import propose_person, role_named
from apps.assistant.writing.newcomers import tells_newcomer
from apps.assistant.writing.order import read_order
from apps.assistant.writing.propose import PROPOSALS
from coordinator.network.directory import directory
from coordinator.network.record import read_record

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from apps.assistant.writing.order import Order

THEN = re.compile(
    r"\s*[,;.]?\s+(?:e|ed|poi|e poi|e anche|intanto)\s+(?:(?:poi|anche|intanto)\s+)?(?:dimmi|mi dici"
    r"|fammi (?:sapere|vedere)|mostrami|ricordami)\s+",
    re.IGNORECASE,
)
"""Where an order ends and a question begins."""

ADD = re.compile(
    r" (?:aggiung\w+|inserisc\w+|mett\w+) (?:un'|una|un|il|la|lo|l') ?(?P<role>[a-z ]+?)"
    r" (?:a|ad|per|di|della|del|alla rete di) "
)
FINDING = re.compile(r" (?:riliev[oi]|avvis[oi]|segnal[ei]|allarm[ei]) ")
MANAGER = re.compile(
    r" (?:case manager|(?:referente|responsabile) (?:del (?:caso|percorso)|per (?:lei|lui))"
    r"|(?:come|da|nuov[oa]|un altro|un'altra|il|la|cambia) (?:referente|responsabile)(?! (?:familiar|dell|del ser)))"
    r"(?= )"
)
CHANGE = re.compile(r" (?:cambi|sostitui|modific|nomina|imposta|mett|togli|leva|aggiung)\w* ")
DIARY_NAMED = re.compile(r" (?:scheda|cartella|percorso|fascicolo|pratica|note|diario) ")


def order_and_question(question: str) -> tuple[str, ...]:
    """
    Part an order from the question that follows it.

    Parameters
    ----------
    question
        As it was typed: "togli il rilievo di … e dimmi chi la segue".

    Returns
    -------
    tuple of str
        Two where an order comes first and something is asked after it; else the question alone.
    """
    first, *rest = THEN.split(question, maxsplit=1)
    return (first, rest[0]) if rest and rest[0].strip() and read_order(first) else (question,)


def say_ordered(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Propose what an order asks to write, or open the page where it is done.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed.
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what is no such order.
    """
    order = read_order(question)
    if order is None or not scene.viewer.may("read", "directory"):
        return None
    return say_order(scene, question, named, order)


def say_order(scene: Scene, question: str, named: Named, order: Order) -> Reply | None:
    """
    Propose what an order that was read asks to write, or open its page.

    Parameters
    ----------
    scene, question, named
        As `say_ordered` takes them.
    order
        As it was read.

    Returns
    -------
    Reply or None
        None for what is written nowhere.
    """
    return _of_network(scene, question, named, order) or say_recorded(scene, question, named, order)


def _of_network(scene: Scene, question: str, named: Named, order: Order) -> Reply | None:
    """Take an order on whom to add, on the case manager, on a finding, on the diary by its name."""
    words = bare(question)
    if not scene.viewer.may("read", "person"):
        return None
    if MANAGER.search(words) and CHANGE.search(words):
        return act_on(scene, named, question, _manager)
    of_team = TEAM.search(words)
    if not of_team and (added := _added(scene, question, order)) is not None:
        return added
    found = ADD.search(words)
    if found is not None and (kind := role_named(f" {found['role']} ")) and not of_team:
        return act_on(
            scene, named, question, lambda asked: scene.pen.propose(propose_person(asked, "", kind))
        )
    if order.to_diary and not order.told and DIARY_NAMED.search(words):
        return act_on(scene, named, question, lambda asked: scene.pen.propose(PROPOSALS["note"](asked)))
    if REMOVE.search(words) and FINDING.search(words):
        return act_on(scene, named, question, lambda asked: scene.pen.propose(PROPOSALS["dismiss"](asked)))
    return None


def _added(scene: Scene, question: str, order: Order) -> Reply | None:
    """Propose whom an order adds beside somebody; None where it adds nobody, or who is added is in the directory."""
    it = read_added(question) if order.kind == "write" else None
    if it is None or (not it.kind and _in_directory(scene, it.name)):
        return None
    if not it.kind and it.typed and tells_newcomer(order.matter):
        return None
    beside = find_named(scene.store, scene.viewer, question.replace(it.typed, " ") if it.typed else question)

    def propose(asked: Asked) -> Reply:
        reply = scene.pen.propose(propose_person(asked, it.name, it.kind, another=it.another))
        return _with_the_one_before(asked, reply, it.kind) if it.instead else reply

    if not beside.people and not scene.person_id:
        scene.waiting = (question, ())
        return Reply("order", f"Accanto a chi? {WHO}")
    if beside.whole and len(beside.people) == 1:
        scene.person_id, scene.intent = beside.people[0].id, ""
        return propose(scene.asked(question))
    return act_on(scene, beside, question, propose)


def _in_directory(scene: Scene, name: str) -> bool:
    """Say whether a service, a body, a group or a professional has a name."""
    words = set(normal(name).split())
    return any(
        words <= set(normal(one.name).replace("'", " ").split())
        for one in directory(scene.store, scene.viewer)
    )


def _with_the_one_before(asked: Asked, reply: Reply, kind: str) -> Reply:
    """Say that the tie with whom she replaces still stands, and how it is ended."""
    holding = [one for one in asked.record.spans if one.kind == kind and one.holds_on(asked.day)]
    lines = [
        Line(
            f"Il legame con {one.other_name} resta aperto: per chiuderlo scrivi «togli {one.other_name}»",
            one.other_id,
        )
        for one in holding
    ]
    return replace(reply, lines=(*reply.lines, *lines))


def _manager(asked: Asked) -> Reply:
    """Say who is case manager, and open the pages where another takes her place."""
    now = [span for span in asked.record.told if span.kind == "case_manager" and span.holds_on(asked.day)]
    lines = [Line(f"Oggi il case manager di {asked.name} è {span.other_name}", span.other_id) for span in now]
    links = [("Rivedi la rete: chiudi il legame di prima", f"rivedi?id={asked.person_id}")]
    case = asked.case if asked.open_cases else None
    if case is not None:
        links.insert(0, ("Équipe: scegli il nuovo case manager", f"percorso?id={case.id}&passo=squadra"))
    party = read_record(asked.store, asked.person_id, asked.day, asked.viewer).party
    head = (
        f"Il case manager di {party.name} si cambia in due pagine, aperte qui sotto: nell’équipe si sceglie chi entra, "
        "nella rete si chiude il legame di chi lascia."
    )
    query = f"Letto: i legami di {party.name}."
    return Reply("order", head, tuple(lines), query=query, links=tuple(links), person_id=asked.person_id)
