"""Recognise what is asked of openings in an emergency: why, and whether they were right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.looks import say_openings
from apps.assistant.reading.words import normal
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

AFTERWARDS = re.compile(
    r"^ (?:e |ma )*(?:perche(?: l'ha \w+)?|come mai|(?:per |con )?(?:quale|che) motiv\w+|motiv[oi]"
    r"|(?:e|era|erano|e stat[ao]|sono stat[ei]) "
    r"(?:giustificat\w+|giust\w+|autorizzat\w+|riesaminat\w+|vera emergenza|lecit\w+|regolare)"
    r"|(?:poteva(?:no)?|aveva(?:no)? il (?:permesso|diritto))(?: farlo)?"
    r"|chi (?:l'ha|li ha|le ha|ha) (?:autorizzat\w+|riesaminat\w+)) $"
)
"""How a question goes on from who looked: why, and whether it was right."""

OPENED = re.compile(
    r" (?:apert\w+|accesso|accessi|apertur[ae]|entrat\w+) (?:\w+ ){0,3}?in emergenza "
    r"| in emergenza (?:\w+ ){0,3}?(?:giustificat\w+|riesaminat\w+|ha (?:apert|vist|guardat)\w+) "
)
HOW = re.compile(r" (?:come|dove|posso|si fa|si apre|che succede|quando si puo|chi puo) ")


def say_justified(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say why a person was opened in an emergency, and whether it was found right.

    Parameters
    ----------
    scene
        The conversation, with the answer before; the one named comes to mind.
    question
        As it was typed: "era giustificato?", "chi ha aperto in emergenza la scheda di …?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or for nobody.
    """
    words = normal(question.replace("?", " "))
    after = scene.said is not None and scene.said.intent == "seen" and AFTERWARDS.match(words)
    if not after and not (OPENED.search(words) and not HOW.search(words)):
        return None
    if not (named.people or scene.person_id) or not scene.viewer.may("read", "person"):
        return None
    asked = settled(scene, question, named, "seen")
    return asked if isinstance(asked, Reply) else say_openings(asked)
