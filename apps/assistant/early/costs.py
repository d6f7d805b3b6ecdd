"""Say what a service costs who uses it: as its card says it, and which norm decides how much each pays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.cards import reach_words
from apps.assistant.general.services import services_named
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import long_day
from coordinator.network.record import find_services

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service

COST = re.compile(r" (?:quanto|cosa|che) (?:ci |le |gli |mi )?(?:cost\w+|si paga|si spende|viene a costare) ")
FREE = re.compile(
    r" (?:gratis|gratuit[oaie]|a pagamento|(?:si|tocca|bisogna) (?:paga|pagare)|tariff[ae]|retta|costo|costi) "
)
ELSEWHERE = re.compile(
    r" (?:regolament\w*|per legge|secondo|norm[ae]|chi paga|quota sanitaria|figli|esenzion\w*|finora|piano|pai|budget"
    r"|ci cost\w+|abbiamo) "
)
"""Words by which a question on money is one of the norms, or of a plan."""

ON_CARD = re.compile(
    r" (?:document\w*|carte|requisit\w*|condizioni) (?:\w+ ){0,3}(?:serv\w*|port\w*|chied\w*|occorr\w*|vogl\w*|per)"
    r"| (?:chi puo (?:andare|entrare|usare|chiedere)|come si (?:accede|chiede)|cosa (?:serve|chiedono|devo portare)) "
)
"""How a question asks for what a card holds."""

LAWFUL = re.compile(r" (?:legge|norm[ae]|articolo|regolament\w*|obblig\w*) ")
OF_PATH = frozenset({"uvm"})
"""Kinds of service whose work the norms lay down: what it costs, and who may ask it of them, is asked of the norms."""

BRIEF = 4
"""Words of a question that goes on from the answer before."""

ISEE = "urn:nir:presidente.consiglio:decreto:2013-12-05;159~art2-com1"


def say_cost(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what the services that a question names cost.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "quanto costa il centro diurno?".
    named
        Whom it names; the cost on a card is the same for all.

    Returns
    -------
    Reply or None
        None for what asks of a plan's money, of the norms, or of no service.
    """
    words = normal(question)
    asks = COST.search(words) or FREE.search(words)
    if not asks or ELSEWHERE.search(words) or not scene.viewer.may("read", "directory"):
        return None
    found = services_named(scene.store, scene.viewer, named.rest or question)
    if found and all(one.service_kind in OF_PATH for one in found):
        return None
    if not found and scene.said is not None and len(words.split()) <= BRIEF:
        before = {line.party_id for line in scene.said.lines if line.party_id.startswith("svc:")}
        found = [one for one in find_services(scene.store, "", scene.viewer) if one.id in before]
        found = found if len(found) == 1 else []
    if " servizi " in words and not found:
        found = [one for one in find_services(scene.store, "", scene.viewer) if one.cost]
    if not found:
        return None
    lines = [Line(cost_words(one), one.id) for one in found]
    if any(
        one.cost is None or "isee" in one.cost.casefold() or "quota" in one.cost.casefold() for one in found
    ):
        lines.append(
            Line(
                "L’importo per ciascuno non è scritto qui: lo dice chi gestisce il servizio, con l’ISEE",
                urn=ISEE,
            )
        )
    query = f"Letto: le schede dei servizi, al {long_day(scene.day)}."
    head = "Che cosa costa a chi lo usa, secondo la scheda:"
    return Reply("cost", head, tuple(lines), query=query, links=(("Servizi", "servizi"),))


def say_card(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what a service asks of who comes, and how it is reached, as its card says it.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "che documenti servono per il SAD?".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        None for what asks something else, or names no service.
    """
    words = normal(question)
    if (
        named.people
        or not ON_CARD.search(words)
        or LAWFUL.search(words)
        or not scene.viewer.may("read", "directory")
    ):
        return None
    found = [
        one for one in services_named(scene.store, scene.viewer, question) if one.service_kind not in OF_PATH
    ]
    if not found:
        return None
    lines = tuple(Line(reach_words(one), one.id) for one in found)
    query = f"Letto: le schede dei servizi, al {long_day(scene.day)}."
    return Reply("places", "Secondo la scheda:", lines, query=query, links=(("Servizi", "servizi"),))


def cost_words(one: Service) -> str:
    """
    Say what a service costs.

    Parameters
    ----------
    one
        Its card.

    Returns
    -------
    str
        What the card says, what to bring, the telephone, when that was checked.
    """
    told = one.cost or "il costo non è scritto nella scheda"
    checked = f"; scheda controllata il {long_day(one.checked_on)}" if one.checked_on else ""
    bring = f"; serve: {one.documents}" if one.documents else ""
    phone = f"; telefono {one.phone}" if one.phone else ""
    return f"{one.name}: {told}{bring}{phone}{checked}"
