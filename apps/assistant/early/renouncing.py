"""Say what follows when a person gives up one service: her network without it, the path, and the right to say no."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.absence import say_absence
from apps.assistant.answers.plan import plan_page
from apps.assistant.answers.refuse import say_refusal
from apps.assistant.reading.recognised import recognised
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.settled import settled
from coordinator.network.reach import reach

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.network.reach import Reached
    from coordinator.network.record import Span

GIVES_UP = re.compile(
    r" (?:(?:dire|dico|dice|dicesse|dicessi|dicendo) (?:di )?no|rifiut\w+|rinunci\w+|rinunzi\w+|disdi\w+|disdett\w+"
    r"|non (?:voglio|vuole|vuol|vorrei|vorrebbe|volesse|volessi|vogliamo|intende) (?:piu )?(?:\w+ ){0,2}?"
    r"(?:andar\w+|far\w+|aver\w+|veder\w+|riceverl\w+|ricevere|frequentar\w+|piu|il|la|lo|l'\w+|i|le|gli)"
    r"|non (?:ci )?(?:vado|va|andasse|andassi|andare) piu|smett(?:o|e|ere|esse|essi|iamo) (?:di|con|il|la|l'\w+)"
    r"|(?:togliere|tolgo|toglie|lasciare|lascio|lascia|interromp\w+|sospender\w+|cess\w+) (?:il|la|l'\w+|lo|i|le)) "
)
"""How a question says that one gives something up."""

ELSE = re.compile(
    r" (?:ha (?:detto|rifiutato)|hanno|perche (?:ha|hanno)|rifiutat[oaie]|un servizio puo|il comune puo|l'asl puo|uvm"
    r"|valutazion\w+|il piano|il pai|firmare|consens\w+|invio|richiesta|per legge|articolo) "
)
"""Words of another question: a no that was said, a referral refused, the UVM, the norms alone."""

THERE = re.compile(
    r" (?:andarci|farlo|farla|riceverlo|riceverla|ci (?:vado|va|andasse|andassi)|quel servizio|quello) "
)
NO_SERVICE = frozenset({"uvm", "pua", "cot", "servizio_sociale", "ospedale"})
MATTERS = {
    "fisioterapia": ("fisioterapia", "riabilitazione", "fisioterapista"),
    "logopedia": ("logopedia", "logopedista"),
}
"""What is given up and is no card's name → the words for it."""


def say_renouncing(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what follows when a person gives up one service.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "posso dire di no alla fisioterapia?", "e se non volesse più andarci?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, for nobody, or names no service.
    """
    words = normal(question.replace("?", " "))
    if not GIVES_UP.search(words) or ELSE.search(words) or not (named.people or scene.person_id):
        return None
    if not (scene.viewer.may("read", "person") and scene.viewer.may("read", "directory")):
        return None
    cards = [one for one in reach(scene.store, scene.viewer) if one.sort not in NO_SERVICE]
    found = recognised([one for one in cards if one.kind in {"servizio", "comunita"}], question)
    found = found or _just_spoken_of(scene, cards, words)
    matter = next((name for name, cues in MATTERS.items() if any(f" {cue} " in words for cue in cues)), "")
    if not found and not matter and not _action(scene, words):
        return None
    asked = settled(scene, question, named, "absence")
    if isinstance(asked, Reply):
        return asked
    return _answer(scene, asked, found, matter or (found[0].sort_label if found else ""))


def _just_spoken_of(scene: Scene, cards: list[Reached], words: str) -> list[Reached]:
    """Return the service of which the answer before spoke, where the question only says "there"."""
    if scene.said is None or not THERE.search(words):
        return []
    before = {line.party_id for line in scene.said.lines}
    found = [one for one in cards if one.id in before and one.kind == "servizio"]
    return found if len(found) == 1 else []


def _action(scene: Scene, words: str) -> bool:
    """Say whether a question names what the plan of the one in mind lays down."""
    return bool(scene.person_id) and _lines_of_plan(scene.asked(words)) != []


def _answer(scene: Scene, asked: Asked, found: list[Reached], matter: str) -> Reply:
    """Put together the network without it, the path, and what the norms say of a no."""
    right = say_refusal(asked, scene.open_assistant())
    hers = [span for span in asked.record.spans if span.holds_on(asked.day) and _is(span, found, matter)]
    planned = _lines_of_plan(asked)
    if hers:
        names = list(dict.fromkeys(span.other_name for span in hers))
        without = say_absence(replace(asked, question=f"e se rinunciasse a {' e '.join(names)}?"))
        head, lines, links = without.head, [*without.lines, *planned], without.links[:-1]
        if asked.viewer.party_id == asked.person_id:
            head = f"Se non andassi più da {', '.join(names)}, nella tua rete:"
    else:
        whose = "i tuoi aiuti" if asked.viewer.party_id == asked.person_id else f"gli aiuti di {asked.name}"
        head = f"Fra {whose} non c’è «{matter}»: non c’è niente da interrompere."
        lines, links = planned, ()
        if planned:
            head = f"Se {asked.name} vi rinunciasse, nel suo piano:"
    reply = asked.reply(
        "absence",
        head,
        [*lines, *right.lines],
        "la rete con e senza, il percorso, e le norme sul rifiuto",
        links,
    )
    return replace(reply, answer=right.answer)


def _is(span: Span, found: list[Reached], matter: str) -> bool:
    """Say whether a tie is with what is given up."""
    cues = MATTERS.get(matter, ())
    return span.other_id in {one.id for one in found} or any(cue in normal(span.other_name) for cue in cues)


def _lines_of_plan(asked: Asked) -> list[Line]:
    """Name the actions of her plan that a question names, and the goal that each serves."""
    view = asked.case_where(lambda one: one.state.planned)
    if view is None or not asked.viewer.may("read", "plan"):
        return []
    words = normal(asked.question)
    return [
        Line(f"Nel piano serve all’obiettivo «{one.goal}»: {one.action}", page=plan_page(view))
        for one in view.state.planned
        if normal(one.action).strip() in words
    ]
