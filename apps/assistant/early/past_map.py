"""Show the network of a person as it was on a day or in a month that is gone, with the map of that day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.network import say_around
from apps.assistant.reading.stretches import past_day, two_ends
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

NETWORK = re.compile(r" (?:ecomappa|eco mappa|mappa|rete|legam[ei]|cerchia|relazioni|contesto) ")
WANTED = re.compile(
    r" (?:mostra\w*|vedere|vedi|vediamo|apri\w*|disegna\w*|dammi|vorrei|voglio|stampa\w*|guarda\w*|recupera\w*|com' era"
    r"|come era|era|erano|aveva|avevano|quali)"
    r" |^ (?:e |ma )?(?:la |l' |sua )*(?:ecomappa|mappa|rete|legami) "
)
"""What is asked for, and how."""

COMPARES = re.compile(
    r" (?:cambi\w+|confront\w*|differenz\w*|rispetto|paragon\w*|nuov[oaie]|in piu|persi?|pers[ae]"
    r"|da (?:quando|quanto)|dopo|prima di|quant[ieao]|person[ae] con|misur\w+|densita) "
)
"""Words of a comparison, or of a measure."""


def say_past_map(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Show a person's network as it was, and lead to the map of that day.

    Parameters
    ----------
    scene
        The conversation; whoever is named comes to mind.
    question
        As it was typed: "mostrami la mappa di marzo", "com'era la sua rete l'estate scorsa?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or names no day that is gone.
    """
    words = bare(named.rest if named.people else question).replace("'", "' ")
    if not (named.people or scene.person_id) or not (NETWORK.search(words) and WANTED.search(words)):
        return None
    if COMPARES.search(words) or not scene.viewer.may("read", "network"):
        return None
    day = past_day(question, scene.day)
    if day is None or (two_ends(question, scene.day) and " con " in words):
        return None
    asked = settled(scene, question, named, "around")
    if isinstance(asked, Reply):
        return asked
    return say_around(scene.asked(named.rest if named.people else question, day))
