"""Answer what is asked for a relative of the asker's as of anybody: which services there are, what the norms say."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from apps.assistant.answers.person import named_needs
from apps.assistant.early.allowances import say_allowances
from apps.assistant.early.costs import say_card, say_cost
from apps.assistant.early.facets import say_facets
from apps.assistant.early.of_service import say_of_service
from apps.assistant.early.permits import say_permits
from apps.assistant.early.urgent import say_urgent
from apps.assistant.general.cards import reach_words, service_words
from apps.assistant.general.guide import WHO
from apps.assistant.general.rules import say_rules
from apps.assistant.general.services import services_named
from apps.assistant.reading.kin import (
    asks_for_anybody,
    asks_what_is_written,
    names_kin,
    of_another_kin,
    of_ones_own,
    speaks_of_kin,
)
from apps.assistant.reading.rights import asks_of_rights, asks_within_when
from apps.assistant.reading.route import POINTS, find_route, fits, intents
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.own import own_record, say_of_kin, sees_herself
from apps.assistant.whom.strangers import say_stranger
from apps.components.words import long_day
from coordinator.model import vocabulary
from coordinator.model.datafile import read_yaml
from coordinator.network.record import find_services
from coordinator.network.services import needs_by_service
from coordinator.pathway.cases import cases_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service

FIRST: tuple[Callable[[Scene, str, Named], Reply | None], ...] = (
    say_stranger,
    say_urgent,
    say_permits,
    say_allowances,
)
"""Who may take such a question, as they take it from anybody."""

OF_CARDS: tuple[Callable[[Scene, str, Named], Reply | None], ...] = (
    say_facets,
    say_cost,
    say_card,
    say_of_service,
)
"""The same, where it asks nothing of the norms."""

OF_NORMS = re.compile(
    r" (?:spett\w+|diritt\w+|legge|norm[ae]|articol\w+|obblig\w+|permess\w+|congedo|invalidita|indennita"
    r"|accompagnamento"
    r"|assegno|pension\w+|isee|agevolazion\w+|rifiut\w+|firm\w+|tutor\w*|interdi\w+|amministrat\w+ di sostegno"
    r"|bonus|detra\w+|progetto di vita|budget di \w+|104|cartella|privacy|consens\w+|ricorso|testamento|biotestamento"
    r"|chi decide|entro quant\w+|quanto tempo|contrassegno|eredi\w*|alimenti)(?= )"
)
"""Words by which what is asked for a relative is asked of the norms."""

ON_CARD = re.compile(r" (?:port\w+|serv\w+) (?:.* )?(?:isee|document\w+)(?= )")
"""How one asks what to bring: the card of the service says it."""

ON_PLACES = re.compile(r" (?:post[oi]|attes[ae]|aspett\w+|coda) ")
"""How one asks whether there is place: the card of the service says it."""

MAY = re.compile(
    r"^ (?:\w+ )?(?:posso|possiamo) (?!avere|chieder|trovar|chiamar|sapere|rivolg|andare|contatt|aiut|fare)\w+"
    r"| (?:deve|devono|devo|dobbiamo|tocca|obbligat\w+)(?: \w+)? (?:a )?pagar\w+"
)
"""How one asks whether something is allowed, or owed."""

DOOR = re.compile(
    r" (?:a chi|chi|dove|da chi|con chi) (?:\w+ ){0,2}?(?:rivolg\w+|chiam\w+|telefon\w+|chied\w+|contatt\w+|segnal\w+"
    r"|parl\w+|va|vado|andare|sent\w+|aiut\w+)(?= )"
)
"""How one asks at which door to knock."""

ASKS = re.compile(
    r" (?:bisogno|serv\w+|cerc\w+|vorrei|vorremmo|aiut\w+|come|cosa|chi|dove|quali|c'e|ci sono)(?= )"
)
"""Words without which nothing is asked: "lo dico a mia madre"."""

THANKS = re.compile(r"^ (?:ah |e )?(?:grazie|ok|va bene|perfetto|ciao|arrivederci|capito|bene) ")

MYSELF = re.compile(
    r" (?:mi|me|io|il mio (?:piano|percorso|pai|budget)|la mia (?:scheda|rete|mappa|valutazione)) "
)
"""Words by which a person asks of herself, also where she speaks of her family."""

SHOWN = 4
"""Services that are shown."""

LINKS = (("Servizi", "servizi"),)


def say_for_kin(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Answer what is asked for a relative or neighbour of the asker's, of whose record nothing is asked.

    Parameters
    ----------
    scene
        The conversation; nobody is in mind after it, so that the next question goes on from the service or the right.
    question
        As it was typed: "mio padre ha bisogno di una rsa, c'è posto?", "a mia madre spetta l'assegno?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what is asked of the relative's own record, or of somebody in mind.
    """
    if THANKS.match(_plain(question)):
        return None
    typed, question = question, of_ones_own(question) if sees_herself(scene.viewer) else question
    question = of_another_kin(question, of_ones_own(scene.question)) or question
    if not _in_general(scene, question, named):
        return say_of_kin(scene, typed, named) or _of_whom(scene, question, named)
    scene.person_id = ""
    for say in FIRST:
        reply = say(scene, question, named)
        if reply is not None and reply.head != WHO:
            return reply
    if _of_norms(question):
        return _say_rules(scene, question)
    for say in OF_CARDS:
        if (reply := say(scene, question, named)) is not None:
            return reply
    return _say_services(scene, question)


def _of_whom(scene: Scene, question: str, named: Named) -> Reply | None:
    """Ask a colleague of whose record she speaks, where she calls somebody by what he is to a relative alone."""
    known = named.people or scene.person_id or sees_herself(scene.viewer)
    if known or not (speaks_of_kin(question) and asks_what_is_written(question)):
        return None
    if not scene.viewer.may("read", "person"):
        return None
    scene.waiting = (question, ())
    return Reply("find", WHO)


def _of_norms(question: str) -> bool:
    """Say whether the norms are asked, and not at which door to knock."""
    words = _plain(question)
    if OF_NORMS.search(words):
        return ON_CARD.search(words) is None
    if ON_PLACES.search(words) and _meant(question):
        return False
    return (MAY.search(words) or asks_of_rights(question)) and DOOR.search(words) is None


def _say_rules(scene: Scene, question: str) -> Reply:
    """Let the norms answer; of a term, the body's own rules where the norms lay down none."""
    reply = scene.ask_norms(question)
    if reply.refused and asks_within_when(question):
        return say_rules(scene.store, scene.viewer, scene.day, question) or reply
    return reply


def _in_general(scene: Scene, question: str, named: Named) -> bool:
    """Say whether a question speaks of a relative of the asker's, and asks for what there is for anybody."""
    own, words = own_record(scene.viewer), _plain(question)
    if named.people or scene.person_id not in {"", own} or not scene.viewer.may("read", "directory"):
        return False
    if not (speaks_of_kin(question) or (sees_herself(scene.viewer) and names_kin(question))):
        return False
    asks = "?" in question or ASKS.search(words) or _meant(question)
    if not asks or asks_what_is_written(question) or fits("distress", question, POINTS["sure"]):
        return False
    if own and cases_of(scene.store, own, scene.viewer):
        return MYSELF.search(words) is None and _names_matter(question)
    return _names_matter(question) or asks_for_anybody(question) or not _of_a_record(question)


def _of_a_record(question: str) -> bool:
    """Say whether a question is like those on one person's record."""
    route = find_route(question, known=True, named=True)
    kind = intents()[route.intent]
    return kind.of == "person" and not kind.alone and route.points >= POINTS["strong"]


def _names_matter(question: str) -> bool:
    """Say whether a question names a right, a door to knock at, or what a service is for."""
    words = _plain(question)
    return bool(OF_NORMS.search(words) or DOOR.search(words) or _meant(question))


def _say_services(scene: Scene, question: str) -> Reply:
    """Say which services there are for what is told, and the door at which one asks."""
    kinds, cards = _meant(question), find_services(scene.store, "", scene.viewer)
    found = [one for kind in kinds for one in cards if one.service_kind == kind]
    found = found or services_named(scene.store, scene.viewer, question) or _for_needs(scene, question)
    words = reach_words if ON_CARD.search(_plain(question)) else service_words
    lines = [Line(words(one), one.id) for one in found[:SHOWN] if one.service_kind != "pua"]
    missing = [kind for kind in kinds if kind not in {one.service_kind for one in found}]
    lines += [
        Line(f"{vocabulary().label('service_kinds', kind)}: nel registro non ce n’è nessuno")
        for kind in missing
    ]
    doors = [Line(reach_words(one), page="servizi") for one in cards if one.service_kind == "pua"]
    query = f"Letto: le schede dei servizi, al {long_day(scene.day)}."
    if lines and doors:
        head = (
            "Di servizi per questo è scritto così. Ci si arriva dal punto unico di accesso (PUA), in fondo:"
        )
    elif lines:
        head = "Di servizi per questo è scritto così:"
    elif doors:
        head = "Per questo ci si rivolge al punto unico di accesso (PUA): ascolta, orienta, e avvia la valutazione."
    else:
        return scene.ask_norms(question)
    return Reply("places", head, (*lines, *doors), query=query, links=LINKS)


def _for_needs(scene: Scene, question: str) -> list[Service]:
    """Find the services that answer the needs which a question names."""
    needs, met = set(named_needs(question)), needs_by_service(scene.store, scene.viewer)
    return [one for one in find_services(scene.store, "", scene.viewer) if needs & set(met.get(one.id, ()))]


def _meant(question: str) -> list[str]:
    """List the kinds of service that words of everyday speak of, the first told before the others."""
    words = _plain(question).replace("'", "' ")
    places = {kind: [words.find(cue) for cue in cues if cue in words] for kind, cues in _cues().items()}
    return sorted((kind for kind, found in places.items() if found), key=lambda kind: min(places[kind]))


@cache
def _cues() -> dict[str, Sequence[str]]:
    """Read how services are spoken of, once."""
    told = read_yaml(Path(__file__).with_name("kin.yaml").read_text(encoding="utf-8"))
    return {kind: [" " + cue.replace("'", "' ") for cue in cues] for kind, cues in told.items()}


def _plain(question: str) -> str:
    """Write a question without its signs."""
    return bare(question)
