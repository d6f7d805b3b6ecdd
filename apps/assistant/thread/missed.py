"""Say what follows when a term passes or a meeting is not held: what runs in the path, and what the norms say."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.path import say_terms
from apps.assistant.general.norms import ask_norms
from apps.assistant.reading.words import normal

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

MISSED = re.compile(
    r"^ (?:e |ma |(?:e |ma )?(?:che )?cosa (?:succede|accade|si fa|facciamo) )?"
    r"(?:se (?:poi |invece )?(?:(?:il termine|la scadenza|la data|la uvm|l'uvm|la riunione|la seduta|la valutazione) )?"
    r"(?:salta|slitta|scade|passa|sfora|ritarda(?:no)?|si ritarda|va oltre|viene rinviata|non viene (?:fatta|convocata)"
    r"|non (?:la|lo|si|ci si) (?:convoca\w*|fa|fanno|riunisc\w+|rispetta\w*|tiene)"
    r"|non (?:ce la fanno|fanno in tempo|arriva\w*))|oltre il termine|dopo la scadenza)"
    r"(?: (?:il termine|la scadenza|la data|la uvm|l'uvm|in tempo|per tempo|ancora))* $"
)
"""A question on what follows when something is late, and on nothing else."""

QUESTION = "Che cosa succede se il termine per concludere il procedimento non è rispettato?"
PASSED = "Se il termine passa senza che sia fatto, il percorso resta dov’è e il termine risulta scaduto."
OF_PATH = frozenset({"terms", "gate", "who_may", "team", "next", "phase", "refuse"})
"""Kinds of question after which it is the path's term that may pass."""


def say_missed(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what follows when a term passes.

    Parameters
    ----------
    scene
        The conversation, with somebody in mind and her path spoken of.
    question
        As it was typed: "e se salta?".
    named
        Whom it names: the question goes on from the one before, and names nobody.

    Returns
    -------
    Reply or None
        The terms that run and the norms on a term that passed; None for what asks something else.
    """
    if named.people or not scene.person_id or scene.intent not in OF_PATH:
        return None
    if not MISSED.match(normal(question.rstrip("?! "))):
        return None
    reply = say_terms(scene.asked("termini"))
    norms = ask_norms(scene.open_assistant(), QUESTION, scene.day)
    return replace(reply, head=f"{PASSED} {reply.head}", answer=norms.answer)
