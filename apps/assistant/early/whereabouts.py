"""Say where a service is and when it is open, where the question before was what it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.cards import reach_words
from apps.assistant.general.services import services_named
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line, Reply
from apps.components.words import long_day

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

WHERE = re.compile(
    r"^ (?:e |ma |ok |e qui )*(?:(?:e )?(?:dove (?:si trova|sta|e|lo trovo|la trovo|si va|devo andare"
    r"|posso andare)|dov'e|dove"
    r"|(?:che|quali) orari(?: (?:fa|ha|fanno|hanno))?|che orario(?: (?:fa|ha))?|(?:gli )?orari|quando (?:apre"
    r"|e aperto|e aperta|apre e chiude)"
    r"|(?:che|qual e il|il) (?:suo )?(?:numero|telefono|indirizzo|recapito)(?: ha)?"
    r"|come (?:ci (?:si )?arriv\w+|lo contatto|la contatto|si contatta))"
    r"(?: (?:qui|da noi|a \w+|nel (?:nostro )?territorio|nella nostra zona|esattamente|di preciso|nostro"
    r"|nostra|piu vicin[oa]))*) $"
)
"""How a question asks where that is which was spoken of."""


def say_whereabouts(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say where the service is, of which the question before spoke.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "dove si trova?", after "cos'è il PUA?".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        None where the question before named no service.
    """
    words = bare(question)
    if named.people or not WHERE.match(words) or not scene.viewer.may("read", "directory"):
        return None
    if scene.said is None or scene.said.person_id:
        return None
    found = services_named(scene.store, scene.viewer, scene.question)
    if not found:
        before = {line.party_id for line in scene.said.lines if line.party_id.startswith("svc:")}
        found = services_named(scene.store, scene.viewer, scene.said.head) if len(before) == 1 else []
    if not found:
        return None
    lines = tuple(Line(reach_words(one), one.id) for one in found)
    query = f"Letto: le schede dei servizi, al {long_day(scene.day)}."
    scene.question = f"{question.rstrip('? ')} {found[0].name}?"
    return Reply(
        "places", "Qui da noi, secondo la scheda:", lines, query=query, links=(("Servizi", "servizi"),)
    )
