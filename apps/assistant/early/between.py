"""Answer what is asked of a person over a time: what changed between two days, who saw her, what was given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers import ANSWERS
from apps.assistant.reading.stretches import COMPARED, named_stretch, two_ends
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

CHANGED = re.compile(
    r" (?:cambi\w*|differenz\w*|nuov[oaie]|novita|arrivat[oaie]|andat[oaie] via|uscit[oaie]|entrat[oaie]"
    r"|se n'e andat[oaie]|se ne sono andat[oaie]|aggiunt[oaie]|cominciat[oaie]|iniziat[oaie]|finit[oaie]"
    r"|in piu|in meno) "
)
"""Words that ask what began and what ended around her."""

SEEN = re.compile(
    r" (?:l'ha(?:nno)? (?:vist|sentit|visitat|incontrat|chiamat)\w+|(?:vist|sentit|visitat|incontrat)[oaie]"
    r"|contatt[oi]|visit[ae]|telefonat[ae]|colloquio?|access[oi]|diario|e success[oaie]|succedut[oaie]"
    r"|stat[oaie] fatt[oaie]|(?:abbiamo|hanno) fatto|(?:e|sono) passat[oaie]|ci (?:e|sono) andat[oaie]"
    r"|andat[oaie] (?:da lei|da lui|a trovar\w+)) "
)
"""Words that ask who saw her, or what was done."""

APART = re.compile(
    r" (?:scal[ae]|puntegg\w+|budget|euro|soldi|spes[aeo]|spend\w+|cost\w+|or[ae]|norm[ae]|legg[ei]|articol\w+"
    r"|comma|decret\w+|posti|indicator\w+|territorio|distretto|mediana|percentuale|scheda|acced\w+"
    r"|dat[io]|document\w+|cartella|fascicolo|informazion[ei]|quant[ie] (?:persone|casi|pai|piani|uvm)) "
)
"""What is asked over a time and is answered elsewhere."""


def say_between(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Answer what is asked of one person over a time.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed: "confronta la rete di marzo con quella di giugno", "chi l'ha vista da aprile a giugno?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, names no time, or is of nobody.
    """
    words = bare(question)
    if (
        APART.search(words)
        or not (named.people or scene.person_id)
        or named_stretch(question, scene.day) is None
    ):
        return None
    ends = two_ends(question, scene.day) is not None
    if ends and (CHANGED.search(words) or COMPARED.search(words)):
        intent = "change"
    elif SEEN.search(words) and not CHANGED.search(words):
        intent = "diary"
    else:
        return None
    if not scene.viewer.may("read", "network" if intent == "change" else "case"):
        return None
    asked = settled(scene, question, named, intent)
    return asked if isinstance(asked, Reply) else ANSWERS[intent](asked)
