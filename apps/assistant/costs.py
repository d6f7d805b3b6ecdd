"""Say what a service costs who uses it: as its card says it, and which norm decides how much each pays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reply import Line, Reply
from apps.assistant.services import services_named
from apps.assistant.words import normal
from apps.components.words import long_day
from coordinator.network.record import find_services

if TYPE_CHECKING:
    from apps.assistant.people import Named
    from apps.assistant.scene import Scene
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
    every = " servizi " in words and not found
    if every:
        found = [one for one in find_services(scene.store, "", scene.viewer) if one.cost]
    if not found:
        return None
    lines = [Line(_cost_words(one), one.id) for one in found]
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
    about = f"piano?persona={named.people[0].id}" if len(named.people) == 1 else ""
    links = (("Servizi", "servizi"), *((("Piano e budget", about),) if about else ()))
    return Reply("cost", head, tuple(lines), query=query, links=links)


def _cost_words(one: Service) -> str:
    """Say what a service costs, when that was checked, what to bring."""
    told = one.cost or "il costo non è scritto nella scheda"
    checked = f"; scheda controllata il {long_day(one.checked_on)}" if one.checked_on else ""
    bring = f"; serve: {one.documents}" if one.documents else ""
    phone = f"; telefono {one.phone}" if one.phone else ""
    return f"{one.name}: {told}{bring}{phone}{checked}"
