"""Say where an answer is printed or saved, to who wants it sent: from here nothing is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from apps.assistant.reply import Reply

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

HAND = re.compile(
    r"^ (?:e |ok |ora |puoi |me |per favore )*(?:(?:manda|invia|spedisci|stampa|scarica|salva|esporta|gira|inoltra"
    r"|dai)(?:me|te|ce)?l[aoie]|(?:mandar|inviar|spedir|stampar|scaricar|salvar|esportar|girar)(?:me|te|ce)?l[aoie])"
    r"(?: (?:per|via|in|a|al) (?:email|mail|posta|pdf|word|stampa|excel|whatsapp|me|collega))?(?: per favore)? $"
)
"""How one asks for the answer before on paper, or sent."""


def say_handing(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say where the answer before is printed or saved.

    Parameters
    ----------
    scene
        The conversation, with the answer before.
    question
        As it was typed: "mandamela", "stampala".
    named
        Whom it names: an order that names somebody is another one.

    Returns
    -------
    Reply or None
        With the pages of the answer before; None where nothing was answered, or something else is asked.
    """
    said = scene.said
    if named.people or said is None or not said.links or not HAND.match(normal(question.rstrip("?! ."))):
        return None
    head = "Da qui non mando e non stampo niente. La pagina che la mostra si apre qui sotto, e lì si stampa o si salva:"
    return Reply("order", head, query=said.query, links=said.links, person_id=said.person_id)
