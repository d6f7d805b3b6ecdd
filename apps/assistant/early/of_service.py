"""Say what a service or body is, whom it takes, how one comes to it, who pays: as its card says it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from apps.assistant.early.costs import OF_PATH, cost_words
from apps.assistant.early.meanings import ASKS, meaning_in
from apps.assistant.early.running import RUNNING, ties_of
from apps.assistant.general.cards import card_lines, for_whom, kind_words, reach_words, service_words
from apps.assistant.general.services import services_at, services_named
from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.recognised import recognised
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import curly, long_day
from coordinator.model.datafile import read_yaml
from coordinator.network.reach import reach
from coordinator.network.record import find_services
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service
    from coordinator.network.reach import Reached

AGE = re.compile(
    r" (?:(?P<years>\d{1,3})(?: anni|enn[ei])|(?P<of>sessant|settant|ottant|novant|cinquant|quarant)enn[ei]) "
)
TENS = {"quarant": 40, "cinquant": 50, "sessant": 60, "settant": 70, "ottant": 80, "novant": 90}
"""How a question names an age."""

LETTERS = 3
"""Letters of the shortest word that may ask something: "c'", "l'" and "di" ask nothing."""

BARE = 6
"""Words of a question that may be nothing but a service's name."""

FEW = 3
"""Services whose cards are told in full; more are told in a line each."""

LINKS = (("Servizi", "servizi"),)


def say_of_service(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what is asked of a service that a question names, by its name, its kind, a part of them or its street.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "cos'è Le Querce?", "quello di via Mazzini che servizio è?", "il diurno prende a 60 anni?".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        None for what asks something else, or names nothing that the directory holds.
    """
    words, cues = normal(re.sub(r"[?!.,;:]", " ", question)), _cues()
    if (
        cues["lawful"].search(words)
        or cues["written"].search(words)
        or not scene.viewer.may("read", "directory")
    ):
        return None
    ways = [say for key, say in ASKED if cues[key].search(words)]
    if not ways and len(words.split()) <= BARE and not scene.person_id:
        ways = [_what]
    if not ways:
        return None
    services = services_named(scene.store, scene.viewer, question)
    if named.people and not _is_in_name(named, services):
        return None
    for say in ways:
        if (reply := say(scene, words, services)) is not None:
            return reply
    return None


def say_cards(scene: Scene, services: Sequence[Service], head: str = "") -> Reply:
    """
    Say all that the cards of services hold, and who runs them.

    Parameters
    ----------
    scene
        The conversation, of one who may read the directory.
    services
        Some.
    head
        The first sentence; what it is, where none is said.

    Returns
    -------
    Reply
        A line for each service, where they are more than a few.
    """
    if len(services) > 1:
        lines = [Line(service_words(one), one.id) for one in services]
        return _reply(scene, head or "Secondo le schede:", lines)
    lines = [*ties_of(scene, services[0].id, RUNNING), *card_lines(services[0])]
    return _reply(scene, head or f"{kind_words(services[0])}. Secondo la scheda:", lines)


def _what(scene: Scene, words: str, services: list[Service]) -> Reply | None:
    """Say what a service or body is; a word of the glossary is told elsewhere, with its norm."""
    cards = [one for one in reach(scene.store, scene.viewer) if one.kind != "professionista"]
    found = [one for one in cards if one.id in {it.id for it in services}] or _bodies(cards, words)
    if not found or not is_bare(_left(_cues()["what"].sub(" ", words), found)):
        return None
    if ASKS.match(words) and meaning_in(words) and not _by_own_name(words, found):
        return None
    if services:
        return say_cards(scene, services)
    return say_bodies(scene, found)


def _for_whom(scene: Scene, words: str, services: list[Service]) -> Reply | None:
    """Say whom a service takes, and whether somebody of an age may come."""
    services = [one for one in services if one.service_kind not in OF_PATH]
    found = AGE.search(words)
    if not services or len(services) > FEW or _cues()["many"].match(words):
        return None
    lines = [
        Line(f"{one.name}, per chi: {for_whom(one) or 'non è scritto nella scheda'}", one.id)
        for one in services
    ]
    if found is None:
        lines += [Line(f"Documenti: {one.documents}", one.id) for one in services if one.documents]
        return _reply(scene, "Per chi è, secondo la scheda:", lines)
    years = int(found["years"]) if found["years"] else TENS[found["of"]]
    return _reply(scene, _by_age(services, years), lines)


def _by_age(services: Sequence[Service], years: int) -> str:
    """Say whether an age is among those that the cards name."""
    told = [one for one in services if one.min_age is not None or one.max_age is not None]
    if not told:
        return f"La scheda non dice un’età: se {years} anni vadano bene lo dice chi gestisce il servizio."
    fits = [one for one in told if (one.min_age or 0) <= years <= (one.max_age or years)]
    if fits:
        return f"Per l’età sì: {years} anni rientrano in quella che la scheda dice. Il resto è scritto qui:"
    return f"No: {years} anni non rientrano nell’età che la scheda dice."


def _aged(scene: Scene, words: str, services: list[Service]) -> Reply | None:
    """Say whether somebody of an age may come to a service."""
    return _for_whom(scene, words, services) if AGE.search(words) else None


def _access(scene: Scene, _words: str, services: list[Service]) -> Reply | None:
    """Say how one comes to a service, as far as its card says it."""
    services = [one for one in services if one.service_kind not in OF_PATH]
    if not services or len(services) > FEW or scene.person_id:
        return None
    lines = [Line(reach_words(one), one.id) for one in services]
    doors = [
        one for one in find_services(scene.store, "", scene.viewer) if one.service_kind == "pua" and one.phone
    ]
    lines += [
        Line(f"A chi si chiede può dirtelo il {one.name}: telefono {one.phone}", one.id) for one in doors[:1]
    ]
    return _reply(scene, "Per averlo, la scheda dice questo:", lines)


def _waits(scene: Scene, words: str, services: list[Service]) -> Reply | None:
    """Say how long one waits for a service, and whether there is place."""
    if not services or scene.person_id or _cues()["many"].match(words):
        return None
    found = {one.id for one in services}
    cards = [one for one in reach(scene.store, scene.viewer) if one.id in found]
    if not is_bare(_left(_cues()["waits"].sub(" ", words), cards)):
        return None
    return _reply(scene, "Nelle schede dei servizi:", [Line(service_words(one), one.id) for one in services])


def _pays(scene: Scene, words: str, services: list[Service]) -> Reply | None:
    """Say who pays for a service: what its card says, and the norms."""
    services = [one for one in services if one.service_kind not in OF_PATH]
    if not services or len(services) > FEW or scene.person_id:
        return None
    lines = tuple(Line(cost_words(one), one.id) for one in services)
    norms = scene.ask_norms(f"{words.strip()}?")
    reply = _reply(scene, "Secondo la scheda:", lines)
    if norms.answer is None or norms.refused:
        return reply
    return replace(reply, head="Secondo la scheda, e poi secondo le norme:", answer=norms.answer)


def _at_a_street(scene: Scene, words: str, _services: list[Service]) -> Reply | None:
    """Say which services are in a street."""
    there = services_at(find_services(scene.store, "", scene.viewer), words)
    return (
        _reply(scene, "In quella strada:", [Line(service_words(one), one.id) for one in there])
        if there
        else None
    )


ASKED: tuple[tuple[str, Callable[[Scene, str, list[Service]], Reply | None]], ...] = (
    ("pays", _pays),
    ("may", _aged),
    ("for_whom", _for_whom),
    ("access", _access),
    ("waits", _waits),
    ("what", _what),
    ("in_street", _at_a_street),
)
"""How a question asks something of a service, as the file of patterns calls it, and who says it, in their order."""


@cache
def _cues() -> dict[str, re.Pattern[str]]:
    """Read how each thing is asked, once."""
    told = read_yaml(Path(__file__).with_name("of_service.yaml").read_text(encoding="utf-8"))
    return {key: re.compile(f"[ '](?:{'|'.join(rows)})(?= )") for key, rows in told.items()}


def _bodies(cards: Sequence[Reached], words: str) -> list[Reached]:
    """Find the bodies and groups that words name."""
    found = recognised([one for one in cards if one.kind != "servizio"], words)
    return found if len(found) <= FEW else []


def say_bodies(scene: Scene, bodies: Sequence[Reached], head: str = "Secondo la scheda:") -> Reply:
    """
    Say what bodies and groups are, how they are reached, what they run.

    Parameters
    ----------
    scene
        The conversation, of one who may read the directory.
    bodies
        Some.
    head
        The first sentence.

    Returns
    -------
    Reply
        A line for each, then those of the services that it runs.
    """
    lines = []
    for one in bodies:
        told = [
            f"{it}: {value}"
            for it, value in (("telefono", one.phone), ("indirizzo", one.address), ("orari", one.hours))
            if value
        ]
        lines.append(Line(curly(f"{one.name}: {'; '.join([one.sort_label.lower(), *told])}"), one.id))
        lines += ties_of(scene, one.id, RUNNING)
    return _reply(scene, head, lines)


def _left(words: str, found: Sequence[Reached]) -> str:
    """Return what words say beside the names, sorts and streets of those found."""
    told = (
        f"{one.name} {one.sort_label} {one.sort.replace('_', ' ')} {one.address} {one.area}" for one in found
    )
    held = frozenset(terms(" ".join(told))) | frozenset(terms("servizio struttura centro posto"))
    rest = [
        word
        for word in re.findall(r"[a-z]+", words)
        if len(word) >= LETTERS and not (terms(word) == [] or frozenset(terms(word)) & held)
    ]
    return f" {' '.join(rest)} "


def _by_own_name(words: str, found: Sequence[Reached]) -> bool:
    """Say whether words hold more of a name than what its sort is called, and its place."""
    sorts = frozenset(
        terms(" ".join(f"{one.sort_label} {one.sort.replace('_', ' ')} {one.area}" for one in found))
    )
    sorts |= frozenset(terms("valdoria"))
    return bool(frozenset(terms(words)) & frozenset(terms(" ".join(one.name for one in found))) - sorts)


def _is_in_name(named: Named, services: Sequence[Service]) -> bool:
    """Say whether the persons named are so by a word of a service's name alone: "Serena" of "Villa Serena"."""
    own = set(normal(" ".join(one.name for one in services)).split())
    return (
        not named.whole
        and bool(services)
        and all(set(normal(one.name).split()) & own for one in named.people)
    )


def _reply(scene: Scene, head: str, lines: Sequence[Line]) -> Reply:
    """Put the answer together."""
    query = f"Letto: le schede dei servizi e degli enti, al {long_day(scene.day)}."
    return Reply("places", head, tuple(lines), query=query, links=LINKS)
