"""Know a question on a signature that is missing: it is of the signature, and not of all that the path misses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.plan import say_signature
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

MISSING = re.compile(
    r" (?:manca\w*|c'e ancora|restano) (?:\w+ ){0,3}?(?:firm[ae]|firmar\w*|sottoscrizion[ei]) "
)
ELSE = re.compile(r" (?:norm[ae]|legge|pian[oi] senza|quali persone|quanti|person[ae]|utent[ei]|casi) ")


def say_missing_signature(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say whether the plan of a person is signed, where somebody asks which signature is missing.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed: "manca qualche firma?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or of nobody.
    """
    words = bare((named.rest if named.people else question).replace("?", " "))
    if not (named.people or scene.person_id) or not MISSING.search(words) or ELSE.search(words):
        return None
    if not scene.viewer.may("read", "case"):
        return None
    asked = settled(scene, question, named, "sign")
    return asked if isinstance(asked, Reply) else say_signature(asked)
