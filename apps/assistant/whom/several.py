"""Tell which of several persons of one name is meant: by who is in mind, by a relation, by an open path; and say so."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from apps.assistant.reading.asked import Asked
from apps.assistant.reading.helpers import meant, sought
from apps.assistant.reading.people import DESCRIBED
from apps.assistant.reading.words import normal
from apps.assistant.whom.colleagues import but_colleagues
from apps.assistant.whom.subject import OFFERED, choices_of
from apps.components.words import age, place_name
from coordinator.pathway.among import tell_apart

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Person

MOST = 60
"""Persons of one name among whom one is looked for; more are asked about."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Who was taken for the one meant, by what, and who else has the name."""

    person: Person
    why: str  # in Italian, what tells her from the others
    question: str
    others: tuple[Person, ...]

    def told(self, scene: Scene, reply: Reply) -> Reply:
        """
        Say in an answer whom it is about.

        Parameters
        ----------
        scene
            The conversation; another of the name may be said next.
        reply
            The answer.

        Returns
        -------
        Reply
            With the others as choices; the same where it is of somebody else, or of nobody.
        """
        if reply.person_id != self.person.id or not reply.query:
            return reply
        scene.waiting = (self.question, self.others)
        head = f"Parlo di {self.person.name}: {self.why}. {reply.head}"
        return replace(reply, head=head, choices=(*reply.choices, *choices_of(self.others, self.question)))


def narrowed(scene: Scene, question: str, named: Named) -> tuple[Named, Taken | None]:
    """
    Keep the one person that a name surely means, where several have it.

    Parameters
    ----------
    scene
        The conversation: who is in mind, who asks.
    question
        As it was typed.
    named
        Whom it names.

    Returns
    -------
    tuple
        The same and None where it is not clear, without those of whom it says only a colleague's name; else the one
        alone, and why.
    """
    named = but_colleagues(scene, question, named)
    people = named.people
    if not 1 < len(people) <= MOST or not _one_name(people, question):
        return named, None
    if described := _by_description(scene, question, people):
        return _taken(named, question, *described)
    if named.whole:
        return named, None
    if in_mind := [one for one in people if one.id == scene.person_id]:
        return replace(named, people=tuple(in_mind)), None
    if scene.person_id and _near(scene, people):
        return named, None
    found = _by_relation(scene, question, people) or _by_path(scene, people)
    if found is None:
        return named, None
    return _taken(named, question, *found)


def _taken(named: Named, question: str, person: Person, why: str) -> tuple[Named, Taken]:
    """Keep one of those named."""
    others = tuple(one for one in named.people if one.id != person.id)
    return replace(named, people=(person,)), Taken(person, why, question, others)


def _by_description(scene: Scene, question: str, people: Sequence[Person]) -> tuple[Person, str] | None:
    """Find the only one of an age, a year of birth or a place that a question says beside the name."""
    said = " ".join(found[0] for found in DESCRIBED.finditer(question))
    if not said:
        return None
    numbers, words = {int(one) for one in re.findall(r"\d+", said)}, normal(said)
    fit = [
        one
        for one in people
        if numbers & {age(one.born_on, scene.day), one.born_on.year if one.born_on else None}
        or (one.area and f" {normal(place_name(one.area)).strip()} " in words)
    ]
    return (fit[0], "fra chi ha questo nome, è come dici") if len(fit) == 1 else None


def _one_name(people: Sequence[Person], question: str) -> bool:
    """Say whether it is one name that all of them have, and the question holds it."""
    held = (set(normal(one.name).replace("'", " ").split()) for one in people)
    return bool(set.intersection(*held) & set(normal(question).replace("'", " ").split()))


def _near(scene: Scene, people: Sequence[Person]) -> bool:
    """Say whether one of them is around the person in mind."""
    around = {span.other_id for span in scene.asked("").record.told}
    return any(one.id in around for one in people)


def _by_relation(scene: Scene, question: str, people: Sequence[Person]) -> tuple[Person, str] | None:
    """Find the only one who has somebody of the kind that a question speaks of: "la figlia di …"."""
    word = sought(question)
    if not word or len(people) > OFFERED:
        return None
    fit = [one for one in people if _has(scene, one, word)]
    return (fit[0], f"fra chi ha questo nome, solo qui è scritto chi è «{word}»") if len(fit) == 1 else None


def _has(scene: Scene, person: Person, word: str) -> bool:
    """Say whether somebody of a kind is written around a person, and is not herself the one of the name."""
    asked = Asked(scene.store, scene.viewer, person.id, scene.day, word)
    return bool(meant(asked, [span for span in asked.record.told if span.holds_on(scene.day)]))


def _by_path(scene: Scene, people: Sequence[Person]) -> tuple[Person, str] | None:
    """Find the only one who has an open path; where several have one, or nobody, the only one of the asker's own."""
    told = tell_apart([one.id for one in people], scene.viewer)
    walking = [one for one in people if one.id in told.open_path]
    if len(walking) == 1:
        return walking[0], "fra chi ha questo nome, l’unico percorso aperto è suo"
    among = walking if walking or scene.viewer.party_id is None else people
    own = [one for one in among if one.id in told.own]
    return (own[0], "fra chi ha questo nome, è fra le persone che segui") if len(own) == 1 else None
