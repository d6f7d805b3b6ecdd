"""Take an order on somebody's network or path: what may be proposed is proposed, the rest opens its page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.early.recording import REMOVE, TEAM, act_on, say_recorded
from apps.assistant.reading.people import find_named
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line, Reply
from apps.assistant.writing.network_orders import propose_person, role_named
from apps.assistant.writing.order import read_order
from apps.assistant.writing.propose import PROPOSALS
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

NEW = re.compile(
    r"\b(?:aggiung\w+|inserisc\w+|inserir\w+|mett\w+|registr\w+)\s+(?:(?:il|la|lo|un|una|l['’]|alla rete"
    r"|nella rete|nella mappa|sig\w*\.?|signora?)\s+)*"
    r"(?P<name>[^\W\d_]+(?:\s+[^\W\d_'’]+){0,3}?)\s*,?\s+(?:come|quale|che è|in qualità di"
    r"|che fa da)\s+(?P<role>.+)$",
    re.IGNORECASE,
)
"""How somebody new is named, and what she is."""

BESIDE = re.compile(
    r"\b(?:[Aa]ggiung|[Ii]nserisc|[Ii]nserir|[Mm]ett)\w+ (?:un['’]|una|un|la|il|lo|l['’]) ?(?P<role>[a-zà ]+?),? "
    r"(?P<name>[A-ZÀ-Ý][\w’']+ [A-ZÀ-Ý][\w’']+)(?: (?:a|ad|alla|di|nella)\b.*)?\W*$"
)
"""How she is named after what she is: "aggiungi la cugina Sara Bruni"."""

ADD = re.compile(
    r" (?:aggiung\w+|inserisc\w+|mett\w+) (?:un'|una|un|il|la|lo|l') ?(?P<role>[a-z ]+?)"
    r" (?:a|ad|per|di|della|del|alla rete di) "
)
FINDING = re.compile(r" (?:riliev[oi]|avvis[oi]|segnal[ei]|allarm[ei]) ")
MANAGER = re.compile(r" (?:case manager|referente del caso|responsabile del caso) ")
CHANGE = re.compile(r" (?:cambia|sostitui|modific|nomina|imposta|mett|togli|leva|aggiung)\w* ")
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
    return _of_network(scene, question, named, order) or say_recorded(scene, question, named, order)


def _of_network(scene: Scene, question: str, named: Named, order: Order) -> Reply | None:
    """Take an order on whom to add, on the case manager, on a finding, on the diary by its name."""
    words = bare(question)
    if not scene.viewer.may("read", "person"):
        return None
    if MANAGER.search(words) and CHANGE.search(words):
        return act_on(scene, named, question, _manager)
    of_team = TEAM.search(words)
    new = NEW.search(question) or BESIDE.search(question)
    if new is not None and (kind := role_named(new["role"])) and not of_team:
        tail = find_named(scene.store, scene.viewer, new["role"])
        name = " ".join(word[:1].upper() + word[1:] for word in new["name"].split())
        return act_on(
            scene, tail, question, lambda asked: scene.pen.propose(propose_person(asked, name, kind))
        )
    added = ADD.search(words)
    if added is not None and (kind := role_named(f" {added['role']} ")) and not of_team:
        return act_on(
            scene, named, question, lambda asked: scene.pen.propose(propose_person(asked, "", kind))
        )
    if order.to_diary and not order.told and DIARY_NAMED.search(words):
        return act_on(scene, named, question, lambda asked: scene.pen.propose(PROPOSALS["note"](asked)))
    if REMOVE.search(words) and FINDING.search(words):
        return act_on(scene, named, question, lambda asked: scene.pen.propose(PROPOSALS["dismiss"](asked)))
    return None


def _manager(asked: Asked) -> Reply:
    """Say who is case manager, and open the pages where another takes her place."""
    now = [span for span in asked.record.spans if span.kind == "case_manager" and span.holds_on(asked.day)]
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
