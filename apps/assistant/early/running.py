"""Say who runs a service and who works there; and which services a body runs."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from apps.assistant.general.services import services_named
from apps.assistant.reading.recognised import NAMELESS
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import curly, long_day
from coordinator.network.directory import directory, surroundings
from coordinator.network.staff import WORKS
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service
    from coordinator.network.directory import Entry

RUNS = re.compile(
    r" (?:gestisc\w+|gestit[aoei]|gestore|gestione d\w+|gestire|eroga|erogano|erogat[aoei]|accredita\w*"
    r"|manda(?:no)? avanti|fa(?:nno)? capo|dipend(?:e|ono)|appartien\w+|appartengono|titolar\w+|in capo a"
    r"|(?:di|da) chi (?:e|sono)|c'e dietro|servizi (?:fa|ha|offre|da|tiene|segue)) "
)
"""How a question asks who runs a service, or what a body runs."""

STAFF = re.compile(
    r" (?:chi (?:ci |vi )?lavora(?:no)?|(?:che|quali|quanti) (?:operator\w+|professionist\w+) (?:ha|hanno|ci sono)"
    r"|chi (?:c'e|trovo|ci trovo) (?:a|al|alla|all'|nel|nella|in)|(?:il |l')?(?:personale|organico|staff) d\w*) "
)
"""How a question asks who works at a service."""

WHAT = re.compile(r" (?:serviz\w+|(?:che )?cosa|che) ")
"""How a question asks what a body runs."""

MONEY = re.compile(r" (?:euro|soldi|contribut\w+|fondo|fondi|importo|quanto|ammonta|pagat\w+|versat\w+) ")
"""Words of what is paid, which a body gives to a person."""

HERS = re.compile(
    r" (?:(?:su[oae]|suoi) (?!servizi)|di lei |di lui |(?:della|la) (?:signora|paziente|persona) )"
)
"""Words by which a question asks of the team of the one in mind, and of no service of that name."""

RUNNING = ("gestito_da", "erogato_da", "accreditato_da")
MOST = 4
"""Services that a question may name together."""


def say_running(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say who runs a service, who works there, or which services a body runs.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "chi gestisce il centro diurno?", "quali servizi ha la cooperativa?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, of a person, or of nothing that the directory holds.
    """
    words = normal(question)
    runs, staff = RUNS.search(words) is not None, STAFF.search(words) is not None
    if (
        named.people
        or not (runs or staff)
        or (staff and scene.person_id and HERS.search(words))
        or MONEY.search(words)
        or not scene.viewer.may("read", "directory")
    ):
        return None
    bodies = _bodies_named(scene, question) if runs and WHAT.search(words) else []
    if bodies and all(normal(one.name).strip() in words for one in bodies):
        return _of_bodies(scene, bodies)
    services = services_named(
        scene.store, scene.viewer, STAFF.sub(" ", words)
    )  # "lavora" is no "Sportello lavoro"
    if 0 < len(services) <= MOST:
        return _of_services(scene, services, (*(RUNNING if runs else ()), *((WORKS,) if staff else ())))
    return _of_bodies(scene, bodies) if bodies else None


def _of_services(scene: Scene, services: Sequence[Service], kinds: Sequence[str]) -> Reply:
    """Say the ties of those kinds that each service has on the day."""
    lines = [line for one in services for line in ties_of(scene, one.id, kinds)]
    names = ", ".join(one.name for one in services)
    if not lines:
        asks = "chi vi lavora" if kinds == (WORKS,) else "chi lo gestisce"
        return _reply(scene, f"{names}: {asks} non è scritto.", lines)
    if kinds != (WORKS,) and WORKS in kinds and not any(ties_of(scene, one.id, (WORKS,)) for one in services):
        lines.append(Line("Chi vi lavora non è scritto."))
    return _reply(scene, f"{names}:", lines)


def _of_bodies(scene: Scene, bodies: Sequence[Entry]) -> Reply:
    """Say the services that bodies run."""
    lines = [line for one in bodies for line in ties_of(scene, one.id, RUNNING)]
    names = ", ".join(one.name for one in bodies)
    return _reply(scene, f"{names}:" if lines else f"{names}: nessun servizio è scritto come suo.", lines)


def ties_of(scene: Scene, party_id: str, kinds: Sequence[str] = RUNNING) -> list[Line]:
    """
    Write a party's ties of some kinds that hold on the day.

    Parameters
    ----------
    scene
        The conversation, of one who may read the directory.
    party_id
        A service or a body.
    kinds
        Kinds of tie; those by which one is run, where none are said.

    Returns
    -------
    list of Line
        Such as "è erogato da Cooperativa La Ginestra, dal 1° gennaio 2016".
    """
    around = surroundings(scene.store, party_id, scene.day, scene.viewer).neighbours
    return [
        Line(curly(f"{one.label} {one.name}, dal {long_day(one.since)}"), one.id)
        for one in sorted(around, key=lambda one: one.label)
        if one.kind in kinds
    ]


def _bodies_named(scene: Scene, question: str) -> list[Entry]:
    """Find the bodies of whose name a question holds a word that no other body's has, or all of it."""
    asked = frozenset(terms(question)) - NAMELESS
    bodies = directory(scene.store, scene.viewer, kinds=("ente",))
    held = Counter(word for one in bodies for word in set(terms(one.name)))
    named = {one.id: asked & frozenset(terms(one.name)) for one in bodies}
    whole = [one for one in bodies if normal(one.name).strip() in normal(question)]
    return whole or [one for one in bodies if any(held[word] == 1 for word in named[one.id])]


def _reply(scene: Scene, head: str, lines: Sequence[Line]) -> Reply:
    """Put the answer together."""
    query = f"Letto: i legami dei servizi e degli enti, al {long_day(scene.day)}."
    return Reply("places", head, tuple(lines), query=query, links=(("Servizi", "servizi"),))
