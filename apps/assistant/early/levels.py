"""Know a question on the essential levels of a person, and what goes on from them: "solo i LEPS", "quali mancano?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.due import ORDER, SYSTEMS, asked_states, say_due
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled
from coordinator.pathway.entitlements import Status

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

LEVELS = re.compile(r" (?:lea|leps|livell[oi] essenzial[ei]) ")
ASKS = re.compile(
    r"^ (?:e|ed|ma|ok|che|quali|quanti|quale|elenca\w*|dimmi|mostra\w*|fammi|vedere|di questi|di quelli|tra questi|solo"
    r"|soltanto|i|gli|livell[oi] essenzial[ei]|lea|leps) "
)
"""How a question begins that asks for a list of them."""

ONWARD = re.compile(
    r" (?:(?:e|ed|ma|ok|di questi|di quelli|tra questi|invece|solo|soltanto|fammi vedere|mostrami|dimmi) )*"
    r"(?:(?:i|gli|quelli|quali|quanti|cosa|che cosa) )*"
    r"(?:(?:lea|leps|sanitari|sociali)|(?:le |gli |ancora |ne |sono |non |c'e |ci |e |ha |ce l'ha |gia )*"
    r"(?:manc\w+|ha|c'e|ci sono|copert\w+|garantit\w+|assicurat\w+|scopert\w+|in attesa|da verificare|in parte|no))*"
    r"(?: e (?:i )?(?:lea|leps))? "
)
"""All that a question says that goes on from them."""

ELSE = re.compile(
    r" (?:cosa sono|che cosa sono|cos'e|norm[ae]|per legge|articolo|decreto|significa\w*|differenza"
    r"|distrett[oi]|territori[oi]|ambit[oi]|comun[ei]|person[ae]|tutti|assistit[ie]) "
)


def say_levels(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say the essential levels of a person of the system and the state that a question names.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed: "quali LEPS non sono coperti?"; after them "solo i LEA".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or of nobody.
    """
    words = bare((named.rest if named.people else question).replace("?", " "))
    if not (named.people or scene.person_id) or ELSE.search(words):
        return None
    told = scene.said is not None and scene.said.intent == "due" and not named.people
    onward = told and ONWARD.fullmatch(words)
    bounded = any(one.search(words) for one in SYSTEMS.values()) or asked_states(words) != ORDER
    if not onward and not (LEVELS.search(words) and ASKS.match(words) and bounded):
        return None
    asked = settled(scene, question, named, "due")
    if isinstance(asked, Reply) or not onward:
        return asked if isinstance(asked, Reply) else say_due(asked)
    return say_due(asked.again(f"{words}{_kept(scene.said, words)}" if scene.said else words))


def _kept(before: Reply, words: str) -> str:
    """Say in words the system and the state of the levels told before, where no other is named now."""
    kept = ""
    if not any(one.search(words) for one in SYSTEMS.values()):
        kept += next((f"{one} " for one in SYSTEMS if f" {one} per " in before.head), "")
    if asked_states(words) == ORDER and ", su " in before.head:
        had = [line.text.endswith(f": {Status.HAS.value}") for line in before.lines]
        kept += "garantiti " if had and all(had) else "mancano "
    return kept
