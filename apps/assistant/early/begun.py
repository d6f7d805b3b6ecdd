"""Know a question on what of the plan and of the services has begun, or is foreseen and not given yet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.begun import BEGUN, PENDING, say_begun, say_pending
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

WHAT = (
    r"(?:cosa|cose|qualcosa|altro|quali|quale|servizi[o]?|intervent[oi]|prestazion[ei]|attivita|aiuti|previst[oaie]"
    r"|pianificat[oaie]|quel(?:lo)? che|tutto)"
)
BEGIN = r"(?:erogat|attivat|partit|avviat|iniziat|cominciat|fornit|dat|attiv|ricevut)[oaie](?: davvero| gia| ancora)?"
NOT_YET = re.compile(
    rf" {WHAT} (?:[\w']+ ){{0,6}}?(?:non|mai) (?:\w+ ){{0,4}}?{BEGIN} "
    r"| (?:manca\w*|rest[ai]\w*|rimane|rimangono|c'e|ci sono|abbiamo|cosa|altro|quali \w+|servizi|interventi) "
    r"(?:ancora |altro |cosa )?da (?:attivare|erogare|avviare|far partire|far iniziare|dare|iniziare) "
)
ALREADY = re.compile(
    rf" (?:gia (?:\w+ )?(?!attiv[oaie] ){BEGIN}|(?!attiv[oaie] ){BEGIN} gia) "
    rf"|^ (?:e |ma |allora )?(?:cosa|che cosa|quali (?:servizi|interventi|aiuti)(?: del piano)?) (?:invece )?"
    r"(?:e|sono)(?: stat[oaie])? (?:partit|avviat|iniziat|cominciat|erogat)[oaie] "
)
REST = re.compile(
    r" (?:e |ma )?(?:quali|cosa|quelli|gli altri|il resto|le altre|che cosa)(?: (?:invece|ancora))?"
    r"(?: (?:no|non ancora|manca(?:no)?|invece no))? "
)
"""After one of the two, what asks for the other."""

ELSE = re.compile(
    r" (?:quando|chi|quant[oaie]|perche|come mai|entro|richiest[ae]|invi[oi]|percors[oi]|valutazion[ei]|norm[ae]|legge"
    r"|uvm|liquidat\w+|pagat\w+|pratica|domanda|budget|soldi|persone|casi|utenti|assistiti|segnalazion[ei]|badante"
    r"|or[ae]|consens\w+) "
)
"""Words of other questions: of when, of who, of the steps of the path, of many persons, of hours."""


def say_what_began(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what has begun of what was foreseen, or what is not given yet.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed: "cosa non è ancora stato erogato?", "che cosa manca da attivare?", "cosa è già partito?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, for nobody, or to who may not read plans and networks.
    """
    words = bare((named.rest if named.people else question).replace("?", " "))
    if not (named.people or scene.person_id) or ELSE.search(words):
        return None
    if not (scene.viewer.may("read", "plan") and scene.viewer.may("read", "network")):
        return None
    pending = NOT_YET.search(words) is not None
    if not pending and not ALREADY.search(words):
        before = scene.said.head if scene.said is not None and not named.people else ""
        ends = [one.format(name="") for one in (PENDING, BEGUN)]
        if not (REST.fullmatch(words) and any(end in before for end in ends)):
            return None
        pending = ends[1] in before
    asked = settled(scene, question, named, "given")
    if isinstance(asked, Reply):
        return asked
    return say_pending(asked) if pending else say_begun(asked)
