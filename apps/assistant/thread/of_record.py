"""Tell a question that only the record can answer from one of the norms: what happened, where, among whom."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.census.names import names_here
from apps.assistant.reading.rights import asks_of_rights
from apps.assistant.reading.route import NORMS, fits
from apps.assistant.reading.words import bare
from apps.components.words import MONTHS

if TYPE_CHECKING:
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

OF_RULES = re.compile(
    r" (?:norm[ae]\w*|legg[ei]|articol[oi]|comma|decret[oi]|dm|dpcm|dlgs|d\.lgs|lr|regolament[oi]|delibera\w*"
    r"|diritt[oi]|obblig\w+|vietat\w*|spett\w+|dev[eo]\w*|dovrebb\w+|dobbiamo|puo|possono|possiamo|posso|potrebb\w*"
    r"|bisogna|occorre|serve|servono|tocca|permess[oi]|compet\w+|previst[oaie]|prevede|secondo|se|significa|vuol dire"
    r"|cos'e|che cos'e|definizione|differenza|sanzion\w+|ricors[oi]|reclam[oi]|requisit[oi]|in che cosa|come si"
    r"|(?:che|cosa) (?:si fa|facciamo|faccio)) "
)
"""Words of what holds for anybody, or would hold if something were so."""

WE_DO = re.compile(
    r" (?!(?:dobbiamo|possiamo|vogliamo|sappiamo|siamo|abbiamo|diciamo|vediamo|vorremmo|facciamo|lasciamo) )[a-z]+iamo "
    r"| abbiamo (?:gia |mai |finora |ancora )?[a-z]+(?:at|ut|it|es|ett|itt|st|rt|nt|lt|ert|ort)[oaie] "
)
"""How a question asks what the asker's own services do, or did."""

DONE = re.compile(
    r" (?:chi|quanti|quante|quali|cosa|che)(?: [a-z']+){0,4} (?:ha|hanno) (?:gia |mai |ancora )?"
    r"[a-z]+(?:at|ut|it|es|ett|itt|st|rt|nt|lt|ert|ort)[oaie] "
)
"""How it asks who did something, or how many."""

WHEN = re.compile(
    rf" (?:ieri|l'altro ieri|stamattina|oggi|domani|dopodomani|(?:questa|scorsa|prossima) settimana|settimana scorsa"
    rf"|questo mese|mese scorso|(?:a|ad|di|in|da|del mese di) (?:{'|'.join(MONTHS)})) "
)
"""How it bounds what it asks for by the days around today."""

PERSONS = re.compile(
    r"^ (?:e |ma )?(?:quali|quante|quanti|che) (?:person[ae]|utent[ie]|assistit[ie]|pazient[ie]|cas[io]|percors[io]"
    r"|collegh[ie]|nuclei|famiglie) .*\b(?:ha|hanno|e|sono|manca|mancano|sta|stanno|aspetta|aspettano) "
)
"""How it asks for those of whom something is so."""

SHORT = 7
"""Words at most of a question that goes on from what was told."""


def asks_of_record(scene: Scene, question: str) -> bool:
    """
    Say whether only the record can answer a question, so that a norm that is near to its words does not.

    Parameters
    ----------
    scene
        The conversation, with the answer before.
    question
        As it was typed.

    Returns
    -------
    bool
        False for whatever may be asked of a rule.
    """
    words = bare(question)
    if fits(NORMS, question) or asks_of_rights(question) or OF_RULES.search(words):
        return False
    if any(one.search(words) for one in (WE_DO, DONE, WHEN, PERSONS)) or _names_a_place(scene, words):
        return True
    return not scene.person_id and _is_of_record(scene.said) and len(words.split()) <= SHORT


def _is_of_record(said: Reply | None) -> bool:
    """Say whether an answer was told from the record alone."""
    return (
        said is not None
        and bool(said.query)
        and said.intent != NORMS
        and said.answer is None
        and not said.answers
    )


def _names_a_place(scene: Scene, words: str) -> bool:
    """Say whether a question names a place of the district."""
    return any(f" {place} " in words for place in names_here(scene).places)
