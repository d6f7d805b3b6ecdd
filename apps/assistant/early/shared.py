"""Say whom two persons have in common: the neighbours that both networks hold on the day."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx

from apps.assistant.answers.ties import holding_ties
from apps.assistant.reading.asked import Asked
from apps.assistant.reading.helpers import meant, sought
from apps.assistant.reading.people import Named, find_named, names_in
from apps.assistant.reading.words import bare, normal
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.several import narrowed
from apps.assistant.whom.subject import choices_of
from apps.components.words import role_words
from coordinator.model import Person
from coordinator.network import ego

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apps.assistant.whom.scene import Scene
    from coordinator.network.record import Span

COMMON = re.compile(
    r" (?:in comune|comuni (?:a|fra|tra)"
    r"|(?:lo|la|gli|le|il|nello|nella|dallo|dalla|dagli|dalle) (?:medesim\w+|stess\w+)"
    r"(?! (?:person|sched|cos|temp|moment))"
    r"|entramb[ie]|tutt[ie] e due|tutt'e due|tutti e 2|condivid\w+|sia (?:\w+ ){1,4}?(?:sia|che|e)|anche) "
)
"""How a question asks whom two have in common."""

ALSO = re.compile(
    r" (?:chi|quali|quale|che|qualcuno|serviz\w+) (?:\w+ ){0,3}?(?:segu\w+|aiut\w+|assist\w+|conosc\w+|cur\w+|ha) "
)
"""What "anche" must stand beside."""

SERVICES = re.compile(r" (?:serviz\w+|enti|ente) ")
PAIR = 2


def say_shared(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say whom two persons have in common.

    Parameters
    ----------
    scene
        The conversation: where one is named, the other is the one in mind.
    question
        As it was typed: "Ada e Wanda hanno qualcuno in comune?", "hanno lo stesso medico?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or does not speak of two persons.
    """
    words = bare(question)
    found = COMMON.search(words)
    if not named.people or found is None or (found[0].strip() == "anche" and not ALSO.search(words)):
        return None
    groups = _spoken_of(scene, question)
    in_mind = scene.asked("").record.party if scene.person_id else None
    if len(groups) == 1 and isinstance(in_mind, Person) and in_mind.id not in {one.id for one in groups[0]}:
        groups = [(in_mind,), *groups]
    if len(groups) == 1 and (unknown := _unknown(question, groups[0])):
        return scene.whom().not_found("knows", unknown, question)
    if len(groups) != PAIR:
        return None
    if unclear := next((people for people in groups if len(people) > 1), None):
        scene.waiting = (question, unclear)
        return Reply("knows", "Di chi parli?", choices=choices_of(unclear, question))
    one, other = (people[0] for people in groups)
    scene.person_id, scene.intent = scene.person_id or one.id, ""
    asked = Asked(scene.store, scene.viewer, one.id, scene.day, question)
    return _answer(asked, replace(asked, person_id=other.id))


def _spoken_of(scene: Scene, question: str) -> list[tuple[Person, ...]]:
    """List those whom a question names, those of one name together, in the order of the question."""
    groups: list[tuple[Person, ...]] = []
    rest = question
    while len(groups) <= PAIR and (named := find_named(scene.store, scene.viewer, rest)).people:
        words = [normal(one).strip() for one in re.findall(r"[\w’']+", rest)]
        first = next(one for one in words if any(one in _parts(it) for it in named.people))
        people = tuple(one for one in named.people if first in _parts(one))
        only, _ = narrowed(scene, rest if named.whole else first, Named(people, whole=named.whole))
        groups.append(only.people)
        taken = set().union(*map(_parts, people)) if named.whole else {first}
        rest = " ".join(one for one in rest.split() if not set(re.findall(r"[\w']+", normal(one))) & taken)
    return groups


def _unknown(question: str, people: Sequence[Person]) -> str:
    """Return what is written as a name and is none of theirs."""
    known = set().union(*map(_parts, people))
    names = (one for one in names_in(question, 1) if not set(normal(one).split()) & known)
    return next(names, "")


def _parts(person: Person) -> set[str]:
    """Split a person's name into its words."""
    return set(normal(person.name).replace("'", " ").split())


def _answer(one: Asked, other: Asked) -> Reply:
    """Say whom both have, of the kind that is asked for; else whom each has."""
    both: nx.Graph[str] = nx.Graph()
    both.add_nodes_from((one.person_id, other.person_id))
    for it in (one, other):
        both.add_edges_from(ego(it.store, it.person_id, it.day, it.viewer).graph.edges())
    spans = {it.person_id: holding_ties(it) for it in (one, other)}
    word, offices = sought(one.question), SERVICES.search(normal(one.question)) is not None
    if word:
        spans = {it.person_id: meant(it.again(word), spans[it.person_id]) for it in (one, other)}
    elif offices:
        spans = {key: [it for it in held if it.other_kind in OFFICES] for key, held in spans.items()}
    wanted = set.intersection(*({span.other_id for span in held} for held in spans.values()))
    common = sorted(wanted & set(both[one.person_id]) & set(both[other.person_id]))
    lines = [Line(_of_both(party, one, other, spans), party) for party in common]
    names = f"{one.record.party.name} e {other.record.party.name}"
    head = f"{names} hanno in comune:"
    if not common:
        what = f"nessuno come «{word}»" if word else "nessun servizio" if offices else "nessuno"
        head = f"Fra chi è scritto intorno a loro, {names} non hanno in comune {what}."
        lines = [line for it in (one, other) for line in _apart(it, spans[it.person_id])] if word else []
    if both.has_edge(one.person_id, other.person_id):
        lines.insert(0, Line(f"{names} hanno un legame fra loro", page=f"mappa?id={one.person_id}"))
    links = tuple((f"Ecomappa di {it.name}", f"mappa?id={it.person_id}") for it in (one, other))
    return one.reply("shared", head, lines, f"i legami di {other.record.party.name} e", links)


OFFICES = frozenset({"servizio", "ente", "comunita"})
"""Kinds of party that are no person."""


def _of_both(party: str, one: Asked, other: Asked, spans: Mapping[str, Sequence[Span]]) -> str:
    """Say what somebody is to each of the two."""
    told, name = [], ""
    for it in (one, other):
        held = [span for span in spans[it.person_id] if span.other_id == party]
        roles = dict.fromkeys(
            role_words(span.kind, it.name, reverse=span.starts_here, sex=span.other_sex) for span in held
        )
        name = held[0].other_name
        told.append(f"per {it.name}, {' e '.join(roles)}")
    return f"{name}: {'; '.join(told)}"


def _apart(asked: Asked, spans: Sequence[Span]) -> list[Line]:
    """Name whom one of the two has, of the kind that is asked for."""
    names = dict.fromkeys((span.other_id, span.other_name) for span in spans)
    if not names:
        return [Line(f"Per {asked.name} non è scritto nessuno", asked.person_id)]
    return [Line(f"Per {asked.name}: {name}", party) for party, name in names]
