"""Say when a step of a person's path was taken, or when help that has ended did so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.gone import say_ended
from apps.assistant.answers.outcomes import say_steps
from apps.assistant.answers.weekly import asks_total
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

TAKEN = re.compile(
    r" (?:quand'?o?|(?:in |a )?che (?:giorno|data)|da quando|da quanto(?: tempo)?|perche|come mai|chi"
    r"|per (?:che|quale) motivo) (?:[a-z']+ ){0,6}?"
    r"(?:(?:e|e'? gia|sono) stat[aoie]|si e|si sono|e|ha|hanno|abbiamo|avete|fu) "
)
"""How a question asks of something that has been done: when, or why."""

IF = re.compile(r" (?:se|qualora|senza|nel caso) ")
"""Words by which something is only supposed."""

STOPPED = re.compile(
    r" (?:smess\w*|smett\w*|finit\w*|cessat\w*|terminat\w*|conclus\w*|interrott\w*|sospes\w*|chius\w*|lasciat\w*"
    r"|fino a quando|andat[oaie] via|non (?:la |lo |li |le |ci )?(?:va|viene|vengono|vanno|riceve|segue|aiuta|prende"
    r"|frequenta)(?: \w+)? piu) "
)
"""Words that say that something has ended."""

PATH = re.compile(
    r" (?:percors[oi]|cas[oi]|pratic[ah]e?|uvm|unita di valutazione|valutazion[ei]|pian[oi]|pai|presa in carico"
    r"|segnalazion[ei]|cartella|progett[oi]) "
)
"""Words for the path, of which the steps are."""

NOT_DONE = re.compile(r" non (?:si |e |sono |ha |hanno |abbiamo )")
"""Words by which a question is of what has not been done."""

LAWFUL = re.compile(
    r" (?:norm[ae]|legg[ei]|articol\w+|comma|decret\w+|si deve|deve|devono|puo|possono|entro) "
)


def say_taken(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say when, or why, a step of a person's path was taken.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed: "quando è stata convocata la UVM?", "perché il percorso è stato chiuso?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or is of nobody.
    """
    words = bare(question).replace("'", "' ")
    apart = any(one.search(words) for one in (LAWFUL, NOT_DONE, IF))
    asks = TAKEN.search(words) and PATH.search(words) and not apart
    if not asks or not (named.people or scene.person_id) or not scene.viewer.may("read", "case"):
        return None
    return _told(scene, question, named, "phase", say_steps)


def say_stopped(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say until when somebody helped who does so no more.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed: "quando ha smesso i pasti a domicilio?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None where nothing has ended of what it names.
    """
    words = bare(question)
    if not (STOPPED.search(words) and (named.people or scene.person_id)):
        return None
    if PATH.search(words) or IF.search(words):
        return None
    if not scene.viewer.may("read", "network"):
        return None
    if scene.person_id and not named.whole and (of_her := say_ended(scene.asked(question))):
        scene.intent = "around"
        return of_her
    return _told(scene, question, named, "around", say_ended)


def say_in_all(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say how much help a person has in a week, all in all.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed: "sommando tutti, quanta assistenza ha?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or is of nobody.
    """
    from apps.assistant.answers import ANSWERS

    if not asks_total(question) or not (named.people or scene.person_id):
        return None
    if not scene.viewer.may("read", "network"):
        return None
    asked = settled(scene, question, named, "around")
    return asked if isinstance(asked, Reply) else ANSWERS["around"](asked)


def _told(
    scene: Scene, question: str, named: Named, intent: str, say: Callable[[Asked], Reply | None]
) -> Reply | None:
    """Answer once it is settled of whom; the question without her name, so that it is read of nobody else."""
    before = scene.intent
    asked = settled(scene, question, named, intent)
    if isinstance(asked, Reply):
        return asked
    reply = say(asked.again(named.rest or question) if named.people else asked)
    scene.intent = scene.intent if reply else before
    return reply
