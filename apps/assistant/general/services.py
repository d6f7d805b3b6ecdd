"""Answer on services, for nobody in particular."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.cards import service_words
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import long_day
from coordinator.model import vocabulary
from coordinator.network.census import areas_of
from coordinator.network.record import find_services, read_record
from coordinator.network.services import needs_by_service
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from coordinator.model import Service
    from coordinator.protection import Viewer
    from coordinator.store import Store

SHOWN = 8
"""Services of an answer."""

ASKING = frozenset(
    terms(
        "quali quale liberi libero hanno conosci disponibili disponibilità attesa chi dove quanti giorni trovo"
    )
)
"""Words of a question on places that name no matter."""

FULL = re.compile(
    r" (?:non (?:c'e|ci sono|ha|hanno|ce n'e|ce ne sono)|senza) (?:piu )?(?:un )?post[oi]| (?:pien|esaurit)[oi] "
    r"| manca(?:no)? (?:i |il )?post[oi] "
)
"""How a question asks for services without places."""

FREE = re.compile(r" (?:liber[oi]|disponibil\w+|c'e posto|ha posto|hanno posto|posto) ")
"""How a question asks for services with places."""

QUEUE = re.compile(
    r" (?:list[ae] d'? ?attesa|cod[ae]|si aspetta|da aspettare|c'e attesa|attese?"
    r"|piu lent\w+|piu intasat\w+) "
)
"""How a question asks for services where one waits."""


def asks_of_all(question: str) -> bool:
    """
    Say whether a question on places is of all services, also while a person is spoken of.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    bool
        True for those that are full, or where one waits.
    """
    words = normal(question)
    return FULL.search(words) is not None or QUEUE.search(words) is not None


NAMELESS = frozenset(terms("servizio servizi centro casa di del della il la al per posto posti valdoria"))
"""Words that name no service."""


WORD = r"[a-z0-9]+"
LETTERS = r"[a-z]+"

TELLING = 0.5
"""Share of the telling words of a service's name by which a question names it."""


def services_named(store: Store, viewer: Viewer, question: str) -> list[Service]:
    """
    Find the services that a question names: by their whole names, else by their kind or by most of their name.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.
    question
        In Italian.

    Returns
    -------
    list of Service
        Those that fit best; empty when it names none.
    """
    services = find_services(store, "", viewer)
    if whole := _wholly_named(services, question) or services_at(services, question):
        return whole
    asked = frozenset(terms(question)) - NAMELESS
    held = []
    for one in _most_fully_named(services, question):
        telling = frozenset(terms(one.name)) - NAMELESS
        share = len(asked & telling) / len(telling) if telling else 0.0
        held.append((max(share, 1.0 if _by_kind(one, question) else 0.0), one))
    best = max((share for share, _ in held), default=0.0)
    return [one for share, one in held if share == best >= TELLING]


def services_at(services: Iterable[Service], question: str) -> list[Service]:
    """
    Keep the services whose street a question names: "quello di via Mazzini".

    Parameters
    ----------
    services
        Among whom.
    question
        In Italian.

    Returns
    -------
    list of Service
        Empty where it names no street, or none of theirs.
    """
    words = f" {' '.join(re.findall(WORD, normal(question)))} "
    streets = ((one, " ".join(re.findall(LETTERS, normal(one.address or "")))) for one in services)
    return [one for one, street in streets if " " in street and f" {street} " in words]


def areas_named(store: Store, viewer: Viewer, words: str) -> list[str]:
    """
    Find the places that a question names: where services are, where the persons live whom the asker sees.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.
    words
        As `apps.assistant.reading.words.normal` writes them.

    Returns
    -------
    list of str
        Areas, in order.
    """
    held = {one.area for one in find_services(store, "", viewer) if one.area}
    if viewer.may("read", "person"):
        held |= set(areas_of(store, viewer))
    return sorted(area for area in held if f" {normal(area).strip()} " in words.replace("'", " "))


def _wholly_named(services: Iterable[Service], question: str) -> list[Service]:
    """Keep the services whose whole names a question holds."""
    words = f" {' '.join(re.findall(WORD, normal(question)))} "
    return [one for one in services if f" {' '.join(re.findall(WORD, normal(one.name)))} " in words]


def _most_fully_named(services: Iterable[Service], question: str) -> list[Service]:
    """Keep the services that a question holds a word of, but those of which it holds only what it says of another."""
    asked = frozenset(terms(question)) - NAMELESS
    held = [(_held(one, asked) | _by_kind(one, question), one) for one in services]
    return [one for words, one in held if words and not any(words < others for others, _ in held)]


def _held(service: Service, asked: frozenset[str]) -> frozenset[str]:
    """Return the words of a service's name that are asked, and of what its kind is called where all of them are."""
    called = frozenset(terms(vocabulary().label("service_kinds", service.service_kind))) - NAMELESS
    own = asked & (frozenset(terms(service.name)) - NAMELESS)
    return own | called if called and called <= asked else own


def _by_kind(service: Service, question: str) -> frozenset[str]:
    """Return the words of what a service is called by its kind, where a question holds them: "ADI", "centro diurno"."""
    kind = normal(service.service_kind.replace("_", " "))
    words = f" {' '.join(re.findall(WORD, normal(question)))} "
    return frozenset(terms(kind)) if f" {kind.strip()} " in words else frozenset()


def say_services(store: Store, viewer: Viewer, day: date, question: str, needs: list[str]) -> Reply:
    """
    Say which services a question names, or which answer a need; for nobody in particular.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.
    day
        The day of the question.
    question
        In Italian.
    needs
        Words of the vocabulary's needs that it names.

    Returns
    -------
    Reply
        Those with free places, when it names neither a service nor a need.
    """
    services = find_services(store, "", viewer)
    asked = frozenset(terms(question)) - NAMELESS
    found = sorted(_wholly_named(services, question), key=lambda one: -(one.places_free or 0))
    found = found or _there_and_free(services, _most_fully_named(services, question), question)
    full = FULL.search(normal(question)) is not None
    if not found and needs:
        met = needs_by_service(store, viewer)
        found = [one for one in services if set(met.get(one.id, ())) & set(needs)]
    labels = ", ".join(vocabulary().label("needs", need) for need in needs)
    head = f"Per {labels}:" if labels else "Nelle schede dei servizi:"
    if full:
        found = [one for one in (found or services) if one.places_free == 0]
        head = "Non hanno posti liberi:" if found else "Ogni servizio che dice i suoi posti ne ha di liberi."
    elif not found and QUEUE.search(normal(question)):
        found = sorted(
            (one for one in services if one.waiting_days), key=lambda one: -(one.waiting_days or 0)
        )
        head = (
            "Dove si aspetta, l’attesa più lunga per prima:"
            if found
            else "Nessun servizio dice di avere un’attesa."
        )
    elif not found:
        found = sorted((one for one in services if one.places_free), key=lambda one: -(one.places_free or 0))
        head = "Nessuna scheda di servizio nomina quello che chiedi. Hanno posti liberi:"
        if not asked - ASKING:
            head = "I servizi con posti liberi:"
    lines = tuple(Line(service_words(one), one.id) for one in found[:SHOWN])
    query = f"Letto: le schede dei servizi, al {long_day(day)}."
    return Reply("places", head, lines, query=query, links=(("Servizi", "servizi"),))


def _there_and_free(services: Sequence[Service], found: list[Service], question: str) -> list[Service]:
    """Keep the services of an area that a question names, and of them those with free places where it asks for such."""
    words = normal(question)
    areas = {one.area for one in services if one.area and normal(one.area) in words}
    by_name = [one for one in found if not areas or _named_beside(one, areas, words)]
    if areas and not by_name:
        found = [one for one in services if one.area in areas or one.area is None]
    if areas and FREE.search(words) and FULL.search(words) is None:
        found = [one for one in found if one.places_free]
    return found


def _named_beside(service: Service, areas: set[str], words: str) -> bool:
    """Say whether a question names a service by more than the area that stands in its name."""
    own = frozenset(terms(service.name)) - NAMELESS - frozenset(terms(" ".join(areas)))
    return bool(own & frozenset(terms(words)) or _by_kind(service, words))


def say_whether_they_meet(store: Store, viewer: Viewer, day: date, question: str) -> Reply | None:
    """
    Say whether the services that a question names have a written contact with each other.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.
    day
        The day of the question.
    question
        In Italian.

    Returns
    -------
    Reply or None
        None when it names fewer than two services.
    """
    named = _most_fully_named(find_services(store, "", viewer), question)
    if len(named) < 2:  # noqa: PLR2004  two meet
        return None
    ids = {one.id for one in named}
    lines = []
    for one in named:
        for span in read_record(store, one.id, day, viewer).spans:
            if span.other_id in ids and span.starts_here and span.holds_on(day):
                label = vocabulary().tie_kind(span.kind).label
                lines.append(
                    Line(f"{one.name} {label} {span.other_name}, dal {long_day(span.since)}", one.id)
                )
    names = " e ".join(one.name for one in named)
    head = (
        f"Fra {names} è scritto:"
        if lines
        else f"Fra {names} non è scritto nessun contatto; il perché non lo so."
    )
    query = f"Letto: i legami fra servizi, al {long_day(day)}."
    links = (("Reti di servizi ed enti", "intorno"), ("Integrazione", "integrazione"))
    return Reply("knows", head, tuple(lines), query=query, links=links)
