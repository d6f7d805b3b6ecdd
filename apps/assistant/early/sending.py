"""Say to whom a request goes: the services that take a need, what they ask, how they are reached, where it is sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.person import named_needs, offer_words
from apps.assistant.general.cards import reach_words
from apps.assistant.general.services import services_named
from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice, Line, Reply
from coordinator.matching import match
from coordinator.model import vocabulary
from coordinator.network.record import find_services
from coordinator.network.services import needs_met

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.matching import Match
    from coordinator.model import Service

TO_WHOM = re.compile(
    r" (?:a chi|dove|a (?:quale|che) (?:servizio|ufficio|sportello)|a quale|con chi) "
    r"(?:(?:la|lo|le|gli|si|devo|posso|va|dobbiamo) )*(?:mand\w+|invi\w+|spedi\w+|present\w+|consegn\w+"
    r"|inoltr\w+|indirizz\w+|chied\w+|rivolg\w+|fa(?:ccio|re)?|segnal\w+|va|vanno) "
)
"""How a question asks to whom something goes."""

REQUEST = re.compile(r" (?:richiest[ae]|domanda|invio|segnalazione|modulo|pratica|attivazione) ")
MOST = 4


def say_sending(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say to whom a request for a person goes.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "a chi mando la richiesta di ADI per …?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or for nobody.
    """
    words = normal(question)
    if not (TO_WHOM.search(words) and REQUEST.search(words)) or len(named.people) > 1:
        return None
    if not (named.people or scene.person_id) or not scene.viewer.may("read", "directory"):
        return None
    if named.people:
        scene.person_id = named.people[0].id
    scene.intent = "places"
    return _answer(scene.asked(question), named.rest or question)


def _answer(asked: Asked, rest: str) -> Reply:
    """List the services that a question names, or that take the need it names, those that fit her first."""
    services = services_named(asked.store, asked.viewer, rest)
    needs = [] if services else named_needs(rest)
    if not services and not needs:
        choices = tuple(Choice(one, f"A chi mando la richiesta per {one}?") for one in asked.record.needs)
        return Reply("places", "La richiesta di che cosa?", choices=choices, person_id=asked.person_id)
    asked_for = needs or [need for one in services for need in needs_met(asked.store, one.id, asked.viewer)]
    wanted = {one.id for one in services}
    found: dict[str, Match] = {}
    for need in dict.fromkeys(asked_for):
        for one in match(asked.store, asked.person_id, need, asked.day, asked.viewer):
            if (one.offer.id in wanted) if wanted else (need in one.offer.needs):
                found.setdefault(one.offer.id, one)
    cards = {one.id: one for one in find_services(asked.store, "", asked.viewer)}
    chosen = list(found.values())[:MOST]
    lines = [line for one in chosen for line in _service_lines(one, cards[one.offer.id], named=bool(wanted))]
    lines += [Line(reach_words(one), one.id) for one in services if one.id not in found]
    labels = ", ".join(vocabulary().label("needs", need) for need in needs)
    head = f"La richiesta per {asked.name} va a:" if lines else f"Per {labels} non conosco un servizio."
    return asked.reply("places", head, lines, "le schede dei servizi, e i dati,", tuple(_links(asked, found)))


def _service_lines(one: Match, card: Service, *, named: bool) -> Iterator[Line]:
    """
    Say a service: its places, how it is reached, what it asks.

    Yields
    ------
    Line
        What it offers; then how it is reached, if it fits or was named.
    """
    yield Line(offer_words(one), card.id)
    if one.fits or named:
        yield Line(reach_words(card), card.id)


def _links(asked: Asked, found: dict[str, Match]) -> Iterator[tuple[str, str]]:
    """Lead to where the request is sent: her path, or where one begins; and to who may bring her there."""
    case = asked.case
    if case is not None and asked.open_cases:
        yield ("Fai l’invio", f"invii?id={case.id}")
    else:
        yield ("Apri prima un percorso", f"percorso?persona={asked.person_id}")
    fits = next((one.offer.id for one in found.values() if one.fits), None)
    if fits is not None:
        yield ("Attraverso chi arrivarci", f"arrivare?id={asked.person_id}&a={fits}")
