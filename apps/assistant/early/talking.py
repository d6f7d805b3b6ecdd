"""Say with whom one may speak about a person: who keeps her plan first, each with the telephone that is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.early.reaching import professionals
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.settled import settled
from apps.components.messages import TIES_UNTOLD

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

WITH_WHOM = re.compile(
    r" (?:con chi (?:posso |devo |dovrei |potrei |mi |ci |si puo )*"
    r"(?:sentir\w*|parl(?:o|are|arne)|confront\w+|metter\w+ in contatto|sento|raccord\w+|interfacci\w+)"
    r"|chi (?:posso |devo |dovrei |potrei )(?:sentire|contattare|chiamare|cercare)"
    r"|a chi (?:posso |devo |mi )*(?:rivolg\w+|telefono|telefonare|chiedo|chiedere)"
    r"|(?:chi|qual) e (?:il |la )?(?:mio |nostro |suo |persona di )?riferimento) "
)
"""How a question asks for somebody to speak with, as one of the team or the family."""

ELSE = re.compile(
    r" (?:notte|stanotte|emergenz\w*|urgen\w+|male|cade|richiest[ae]|domanda|norm[ae]|legge|diritt\w+|pagament\w+"
    r"|accesso|password|ponte|programma|errore) "
)
"""Words of another question."""

MOST = 6
LONG = 12
"""Words of a question from which on it asks for more."""


def say_with_whom(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say with whom one may speak about a person.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "con chi posso sentirmi per Ada?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or for nobody.
    """
    words = normal(question.replace("?", " "))
    if not WITH_WHOM.search(words) or ELSE.search(words) or not (named.people or scene.person_id):
        return None
    if not scene.viewer.may("read", "directory") or len(words.split()) > LONG:
        return None
    asked = settled(scene, question, named, "around")
    return asked if isinstance(asked, Reply) else _answer(asked)


def _answer(asked: Asked) -> Reply:
    """List those who follow her, who keeps the plan first."""
    lines = list(professionals(asked))
    if not asked.record.ties_told:
        lines = [*lines[: MOST - 1], Line(f"{TIES_UNTOLD}: chi altri la segue lo sa il case manager")]
    head = f"Per {asked.name} puoi parlare con:" if lines else f"Per {asked.name} non è scritto chi la segue."
    links = ((f"Ecomappa di {asked.name}", f"mappa?id={asked.person_id}"),)
    return asked.reply("around", head, lines[:MOST], "i legami, l’équipe e le schede", links)
