"""Say what a service or body is, whom it takes, how one comes to it, who pays: as its card says it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from apps.assistant.early.cards_told import of_cards, say_bodies, say_cards
from apps.assistant.early.catalogue import say_catalogue
from apps.assistant.early.costs import OF_PATH, cost_words
from apps.assistant.early.facets import doors, say_facets
from apps.assistant.early.meanings import ASKS, meaning_in
from apps.assistant.general.cards import for_whom, reach_words, service_words
from apps.assistant.general.services import services_at, services_named
from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.recognised import recognised
from apps.assistant.reading.words import bare, normal
from apps.assistant.reply import Line, Reply
from apps.components.words import place_name
from coordinator.model import vocabulary
from coordinator.model.datafile import read_yaml
from coordinator.network.census import areas_of
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

SMALL = frozenset(
    ["il", "lo", "la", "l", "i", "le", "un", "una", "di", "del", "dello", "della", "dell", "dei", "delle"]
)
"""Words that stand before a name."""

ALL_OF_IT = "tutto il distretto"
"""What a service serves whose card names no area."""

FEW = 3
"""Services whose cards are told in full; more are told in a line each."""


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
    words, cues = bare(question), _cues()
    if (
        cues["lawful"].search(words)
        or cues["written"].search(words)
        or not scene.viewer.may("read", "directory")
    ):
        return None
    for say_all in (say_catalogue, say_facets):
        if (reply := say_all(scene, question, named)) is not None:
            return reply
    ways = [say for key, say in ASKED if cues[key].search(words)]
    alone = not (ways or scene.person_id) and len(words.split()) <= BARE
    if not (ways or alone):
        return None
    services = services_named(scene.store, scene.viewer, question)
    if alone:
        return say_cards(scene, services) if _only_named(words, services) else None
    if named.people and not _is_in_name(named, services):
        return None
    for say in ways:
        if (reply := say(scene, words, services)) is not None:
            return reply
    return None


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
        return of_cards(scene, "Per chi è, secondo la scheda:", lines)
    years = int(found["years"]) if found["years"] else TENS[found["of"]]
    return of_cards(scene, _by_age(services, years), lines)


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
    lines += doors(scene)
    return of_cards(scene, "Per averlo, la scheda dice questo:", lines)


def _waits(scene: Scene, words: str, services: list[Service]) -> Reply | None:
    """Say how long one waits for a service, and whether there is place."""
    if not services or scene.person_id or _cues()["many"].match(words):
        return None
    found = {one.id for one in services}
    cards = [one for one in reach(scene.store, scene.viewer) if one.id in found]
    if not is_bare(_left(_cues()["waits"].sub(" ", words), cards)):
        return None
    return of_cards(
        scene, "Nelle schede dei servizi:", [Line(service_words(one), one.id) for one in services]
    )


def _pays(scene: Scene, words: str, services: list[Service]) -> Reply | None:
    """Say who pays for a service: what its card says, and the norms."""
    services = [one for one in services if one.service_kind not in OF_PATH]
    if not services or len(services) > FEW or scene.person_id:
        return None
    lines = tuple(Line(cost_words(one), one.id) for one in services)
    norms = scene.ask_norms(f"{words.strip()}?")
    reply = of_cards(scene, "Secondo la scheda:", lines)
    if norms.answer is None or norms.refused:
        return reply
    return replace(reply, head="Secondo la scheda, e poi secondo le norme:", answer=norms.answer)


def _without(scene: Scene, _words: str, services: list[Service]) -> Reply | None:
    """Say which places a kind of service does not serve, as far as the cards say whom they serve."""
    if not services or len(services) > FEW or not scene.viewer.may("read", "person"):
        return None
    served = {one.area for one in services}
    lacking = [place_name(one) for one in areas_of(scene.store, scene.viewer) if one not in served]
    lines = [Line(f"{one.name}: serve {place_name(one.area) or ALL_OF_IT}", one.id) for one in services]
    if None in served or not lacking:
        return of_cards(scene, "In nessuno, secondo le schede dei servizi:", lines)
    return of_cards(scene, f"Secondo le schede dei servizi: {', '.join(lacking)}.", lines)


def _at_a_street(scene: Scene, words: str, _services: list[Service]) -> Reply | None:
    """Say which services are in a street."""
    there = services_at(find_services(scene.store, "", scene.viewer), words)
    return (
        of_cards(scene, "In quella strada:", [Line(service_words(one), one.id) for one in there])
        if there
        else None
    )


ASKED: tuple[tuple[str, Callable[[Scene, str, list[Service]], Reply | None]], ...] = (
    ("without", _without),
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


def _only_named(words: str, services: Sequence[Service]) -> bool:
    """Say whether words are nothing but the name of a service, or what its sort is called."""
    if len(services) != 1:
        return False
    sort = services[0].service_kind
    told = f"{services[0].name} {vocabulary().label('service_kinds', sort)} {sort.replace('_', ' ')}"
    held = set(re.findall(r"[a-z]+", normal(told)))
    return all(word in held | SMALL for word in re.findall(r"[a-z0-9]+", words))


def _is_in_name(named: Named, services: Sequence[Service]) -> bool:
    """Say whether the persons named are so by a word of a service's name alone: "Serena" of "Villa Serena"."""
    own = set(normal(" ".join(one.name for one in services)).split())
    return (
        not named.whole
        and bool(services)
        and all(set(normal(one.name).split()) & own for one in named.people)
    )
