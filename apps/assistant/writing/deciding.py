"""Take what is said of a proposal: a yes, a no, a correction, or the wish to undo what was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.words import listed, normal
from apps.assistant.writing.mending import Correction, mended, read_correction, says_only
from apps.assistant.writing.order import read_order

if TYPE_CHECKING:
    from apps.assistant.reply import Reply
    from apps.assistant.writing.propose import Pen

YES = re.compile(r"^ (?:si|ok|va bene|conferma|confermo|scrivi|procedi)(?: scrivi)?(?: la proposta (\d+))? $")
NO = re.compile(
    r"^ (?:no grazie|(?:no )?(?:no|lascia(?:lo)? (?:stare|perdere)|non scrivere))(?: la proposta \d+)? $"
)
WORDS_OF_UNDO = (
    r"(?:la|l'|il|lo|quello|quel|cio|tutto|quanto|che|hai|ho|abbiamo|appena|ora|adesso|prima|scritto|scritta"
    r"|scrittura|registrato|registrazione|modifica|operazione|nota|riga|cosa|ultim[oa]|passo|per|favore|di)"
)
UNDO = re.compile(
    r"^ (?:(?:no|ops|scusa|aspetta|anzi|ho sbagliato|mi sono sbagliat[oa]|e) )*"
    r"(?:annull(?:a|alo|ala|iamo|are)|disfa|torna indietro|(?:cancell|elimin)(?:alo|ala)|togli(?:lo|la)"
    r"|(?:cancella|togli|elimina)(?= (?:quello|cio|quanto|l'ultim|tutto))|rimetti com'era)"
    rf"(?: {WORDS_OF_UNDO})* $"
)


def decide(pen: Pen, question: str) -> Reply | str | None:
    """
    Take what a question says of what is proposed, or of what was written.

    Parameters
    ----------
    pen
        What the conversation has proposed and written.
    question
        As it was typed.

    Returns
    -------
    Reply or str or None
        What comes of it; the order written again as a correction wants it; None for another question.
    """
    bare = question.replace("«", " ").replace("»", " ").strip("!?. ")
    words = normal(bare)
    if found := YES.match(words):
        return pen.confirm(int(found[1]) if found[1] else None) if pen.has_proposed else None
    if pen.waits and not question.rstrip().endswith("?"):
        if pen.is_whole and says_only(bare, listed("beside_yes"), listed("says_yes")):
            return pen.confirm(None)
        if says_only(bare, listed("beside_no"), listed("says_no")):
            return pen.drop()
    if NO.match(words):
        return pen.drop()
    if UNDO.match(words):
        return pen.undo()
    if question.rstrip().endswith("?"):
        return None
    return _corrected(pen, question) or pen.take(question)


def _corrected(pen: Pen, question: str) -> Reply | str | None:
    """Mend what is proposed; ask what is otherwise, where that was not understood."""
    if not pen.waits:
        return None
    it = read_correction(question)
    if it is None and pen.asked_what and read_order(question) is None:
        it = Correction(question.strip(" ."))
    if it is None or not (pen.is_whole or it.led):
        return None
    if it.new and (changed := pen.mend(it) or mended(pen.order, it)):
        return changed
    unclear = it.led and pen.is_whole and (not it.new or read_order(question) is None)
    return pen.ask_what() if unclear else None
