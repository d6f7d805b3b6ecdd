"""Know who is about to see a person and asks to be told how things stand: she is summed up, risks and all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.summary import RISK, say_summary
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

BRIEF = re.compile(
    r" (?:(?:dammi|fammi|mi (?:dai|fai)|facciamo|fai) (?:\w+ )?(?:il punto|un punto|un quadro|il quadro|un brief\w*)"
    r"|brief\w*|preparami|mi prepar[io]|ripass\w+|riassunto veloce|dimmi l'essenziale|l'essenziale"
    r"|(?:che )?(?:cosa|cose) (?:devo|dovrei|mi serve|c'e da|bisogna) (?:sapere|ricordar\w+)|aggiornami) "
)
VISIT = re.compile(
    r" (?:visita|incontro|colloquio|vado|andare|passo|passare|vedo|vederla|vederlo|incontro|arrivo|salgo|sto andando"
    r"|sto per (?:andare|vedere|incontrare|entrare)|esco) "
)
ELSE = re.compile(r" (?:risch\w+|pericol\w+|riunione|uvm|scadenz[ae]|norm[ae]|legge|domiciliare|fiscale) ")


def say_briefing(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Sum a person up for who is about to see her: first what she may run into there.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed: "dammi il punto prima della visita".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, as the risks alone, or of nobody.
    """
    words = bare((named.rest if named.people else question).replace("?", " ").replace(",", " "))
    if not (named.people or scene.person_id) or ELSE.search(words):
        return None
    if not (BRIEF.search(words) and VISIT.search(words)):
        return None
    asked = settled(scene, question, named, "summary")
    if isinstance(asked, Reply):
        return asked
    told = say_summary(asked)
    return replace(told, lines=tuple(sorted(told.lines, key=lambda line: not line.text.startswith(RISK))))
