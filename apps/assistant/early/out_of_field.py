"""Decline kindly what is ordered of any machine that writes: a recipe, a poem, a translation, a joke."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.courtesy import say_outside
from apps.assistant.reading.words import bare

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

ORDER = (
    r"^ (?:ciao |per favore |senti |scusa |e |ok |ora |adesso )*(?:(?:mi|ci) )?(?:puoi |potresti |sai |vorrei )?"
    r"(?:(?:scriv|invent|racconta|compon|fa|fai|fammi|prepar|cre|gener|disegn|da|dai|dimm|dett|recit|cant|sugger|consigli"
    r"|annot|segn)[a-z]* )"
)
ART = (
    r"(?:(?:un|una|un'|uno|la|il|lo|le|gli|i|qualche|del|della|delle) ?)?(?:\w+ )?"
    r"(?:poesi\w|filastrocc\w+|canzon\w+|barzellett\w+|ricett\w+ (?:per|di|del|della|con)(?! (?:medic|farmac|ada))"
    r"|fiab\w+|favol\w|stori\w (?:d'amore|divertent\w+|di fantasia|per bambini)|romanzo|racconto|tema su\w*|oroscop\w+"
    r"|codice (?:python|java|html|in)|programma in \w+|biglietto d\w+ (?:compleanno|auguri)|auguri di \w+|gatto"
    r"|lista della spesa|compit\w+ di \w+|formazione|battut\w+|indovinell\w+)"
)
PLAY = re.compile(rf"{ORDER}{ART}(?= )")
"""How what has nothing to do with care is ordered: to write, invent or tell something."""

OTHER = re.compile(
    r"^ (?:ciao |per favore |senti |scusa |e |ok )*(?:(?:mi|ci) )?(?:puoi |potresti |sai )?"
    r"(?:tradu(?:ci|rre|cimi|cete|rmi|ci)\w*|inventa\w*|disegna\w*|canta\w*|recita\w*"
    r"|prenot\w+ (?:un|il|una|la) (?:volo|treno|albergo|hotel|ristorante|pizza|cinema|vacanza|tavolo)"
    r"|calcola\w* (?:la radice|l'area|il fattoriale)|risolvi\w*)(?= )"
)
"""The same by words that order nothing else."""


def say_out_of_field(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Decline what is no order on a person nor on Ponte.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "mi scrivi una ricetta per la parmigiana?".
    named
        Whom it names: then it may be about her.

    Returns
    -------
    Reply or None
        None for what may be done here.
    """
    del scene
    words = bare(re.sub(r"[?!,;]", " ", question))
    if named.people or ":" in question or not (PLAY.match(words) or OTHER.match(words)):
        return None
    return say_outside()
