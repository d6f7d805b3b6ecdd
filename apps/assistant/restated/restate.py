"""Find in which words the conversation reads what is asked in others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from apps.assistant.census.names import names_here
from apps.assistant.reading.likeness import nearest_kind, vector_of
from apps.assistant.reading.nearness import together
from apps.assistant.reading.people import find_named
from apps.assistant.reading.route import ABOUT_HER
from apps.assistant.reading.words import normal
from apps.assistant.restated.bank import bank
from apps.assistant.restated.slots import HER, Slotted, filled, slotted
from coordinator.network.record import find_services
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from apps.assistant.reading.of_many import Names
    from apps.assistant.reading.people import Named
    from apps.assistant.restated.bank import Asking
    from apps.assistant.whom.scene import Scene

SURE = 0.95
"""How near a wording must be for a question to be put in its words before anybody reads it in its own."""

ENOUGH = 0.5
"""The same, where nobody reads it in its own words."""

OF_A_THING = 0.5
"""The same, for what is asked of a thing that was spoken of."""

LEAD = 0.05
"""By how much, for each word passed over, it must be nearer than the examples of kinds told by likeness alone."""

STRANGE = 0.05
"""What a telling word costs that stands in none of the wordings."""

BEFORE = 0.1
"""By how much it must be nearer than those examples to be put in other words before anybody reads it."""

MOST = 300
"""Wordings that are looked at, the nearest first."""

DENIED = frozenset(
    {"non", "senza", "mai", "nessuno", "nessuna", "nessun", "ne", "manca", "mancano", "nemmeno", "neanche"}
)
"""Words that turn a question round: they must stand in both or in neither."""

OF_THESE = frozenset({"loro", "questi", "queste", "quelli", "quelle", "costoro"})
"""Words by which a question keeps to those who were listed: they must stand in both or in neither too."""

OWN = frozenset({"mio", "mia", "mie", "miei", "me", "mi", "io", "ho"})
OF_ASKER = OWN | {"sono"}
"""Words by which somebody surely, or perhaps, asks of herself: without them no question is put in words of her own."""

HABIT = re.compile(
    r" (?:la|il|di|ogni|tutti i|tutte le) (?:lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica)"
    r"(?! (?:scors|prossim|passat|\d))"
)
"""A day of every week, which is no one day: no question of a day is asked by it."""

NEITHER = re.compile(r" ne (?:\w+ ){1,3}ne \w+")
"""Two things denied at once, of which another question would keep one."""

OF_SAME = re.compile(r"(?:e|ma|invece|anche)(?: \w+){1,2}")
"""What asks the same as before of another: "e la figlia?"; it is read with the question before."""


@dataclass(frozen=True, slots=True)
class Found:
    """An asking that a question is like."""

    asking: Asking
    near: float  # from 0 to 1
    said: Slotted
    strange: int = 0  # telling words that stand in none of the wordings


@dataclass(frozen=True, slots=True)
class Whose:
    """Of whom a question may be."""

    named: bool = False  # whether it names a person
    meant: bool = False  # whether it speaks of the one in mind: "chi la segue?"
    known: bool = True  # whether anybody is in mind

    def fits(self, asking: Asking) -> bool:
        """Say whether an asking may be meant: whoever is named or spoken of is never passed over."""
        if asking.of_her:
            return self.named or self.known
        return not self.named and (not self.meant or bool(asking.after))


ANYBODY = Whose()


@dataclass(frozen=True, slots=True)
class Restated:
    """A question put in the words that the conversation reads."""

    words: str
    near: float  # how near it is to what is known to be asked so
    asked: str  # as it was typed, without the name
    strange: int = 0  # telling words that these words would pass over

    @property
    def sure(self) -> bool:
        """Whether it is said almost alike, and says no more, so that it is read in these words before any others."""
        return self.near >= SURE and not self.strange and self.near >= nearest_kind(self.asked) + BEFORE

    @property
    def enough(self) -> bool:
        """Whether it may be read in these words, where nobody reads it in its own."""
        return self.near >= ENOUGH and self.near >= nearest_kind(self.asked) + LEAD * self.strange


def restated(scene: Scene, question: str, named: Named) -> Restated | None:
    """
    Put a question in the words that the conversation reads.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed.
    named
        Whom it names.

    Returns
    -------
    Restated or None
        None where it is like nothing that is known, says more than that, or is in these words already.
    """
    if len(named.people) > 1 or scene.whom().unknown(question, named.people):
        return None  # a name that nobody has is told as one, and never passed over
    if HABIT.search(normal(question)) or NEITHER.search(normal(question)):
        return None
    words = named.rest if named.people else question
    names = names_here(scene)
    meant = bool(scene.person_id and ABOUT_HER.search(normal(question)))
    of_whom = Whose(bool(named.people), meant, bool(scene.person_id))
    after = scene.said.intent if scene.said is not None else ""
    said = [slotted(words, names, helpers=True)]
    if "aiuto" in said[0].parts:
        said.append(slotted(words, names))
    tried = (find_asking(one, of_whom=of_whom, after=after) for one in said)
    found = max((one for one in tried if one is not None), key=lambda one: one.near, default=None)
    if found is None or found.near < ENOUGH:
        return None
    parts = {**found.said.typed, "collega": _whole_names(found.said.parts.get("collega", ()), names.workers)}
    parts["servizio"] = _service_names(scene, parts.get("servizio", ()), names)
    her = named.people[0].name if named.people else HER
    if named.people and len(find_named(scene.store, scene.viewer, her).people) > 1:
        scene.person_id, her = named.people[0].id, HER  # a name of several would ask back whom it means
    told = filled(found.asking.reads, parts, {HER: her})
    if told.rstrip("?").casefold() == question.rstrip("?").casefold():
        return None
    return Restated(told, found.near, words, found.strange)


def _whole_names(said: Sequence[str], workers: Mapping[str, str]) -> tuple[str, ...]:
    """Write the names of colleagues in full: a family name may be that of a person too."""
    whole = (max((name for name in workers if workers[name] == workers[one]), key=len) for one in said)
    return tuple(name.title() for name in whole)


def _service_names(scene: Scene, said: Sequence[str], names: Names) -> tuple[str, ...]:
    """Call services by their names where a word means one alone: "sad"."""
    ids = {word: names.services.get(word, ()) for word in said}
    if not any(len(one) == 1 for one in ids.values()):
        return tuple(said)
    called = {one.id: one.name for one in find_services(scene.store, "", scene.viewer)}
    return tuple(called.get(ids[word][0], word) if len(ids[word]) == 1 else word for word in said)


def restated_of(scene: Scene, question: str, kind: str, taken_up: Mapping[str, str]) -> str:
    """
    Put a short question on a thing that was spoken of in full.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "cosa serve per entrarci?".
    kind
        What was spoken of: a service, a body.
    taken_up
        What it is called, and the question before.

    Returns
    -------
    str
        Empty where it asks nothing that is known to be asked of such a thing.
    """
    found = find_asking(slotted(question, names_here(scene)), of=kind)
    if found is None or found.near < OF_A_THING:
        return ""
    return filled(found.asking.reads, found.said.typed, {HER: HER, "asked": question, **taken_up})


def stands_alone(scene: Scene, question: str) -> bool:
    """
    Say whether a question is one that is known to be asked of many, whatever was spoken of before.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "quali assistiti non hanno nessuno in casa?".

    Returns
    -------
    bool
        False where it may go on from what was spoken of.
    """
    found = find_asking(slotted(question, names_here(scene)), of_whom=Whose(known=False))
    return found is not None and found.near >= SURE and not found.asking.after


def find_asking(said: Slotted, *, of_whom: Whose = ANYBODY, after: str = "", of: str = "") -> Found | None:
    """
    Find the asking that a question is most like, among those that hold all its parts.

    Parameters
    ----------
    said
        The question, without what changes.
    of_whom
        Of whom it may be.
    after
        The kind of the answer before.
    of
        The kind of thing that was spoken of, where it is asked of that alone.

    Returns
    -------
    Found or None
        None where no asking has the same parts.
    """
    if said.parts and OF_SAME.fullmatch(said.words):
        return None
    known = bank()
    near = known.near.of(said.words, vector_of(said.words))
    turns, of_asker = _turns(said.words), _of_asker(said.words)
    held: dict[int, list[float]] = {}
    for at in np.argsort(-near)[:MOST]:
        wording = known.wordings[at]
        asking = known.askings[wording.of]
        if of not in asking.of if of else asking.of:
            continue
        if (asking.after and after not in asking.after) or not wording.fits(said.parts):
            continue
        if not of_whom.fits(asking):
            continue
        if not of_asker and not OWN.isdisjoint(asking.reads.casefold().rstrip("?").split()):
            continue
        if _turns(wording.words) == turns:
            held.setdefault(wording.of, []).append(float(near[at]))
    if not held:
        return None
    best = max(held, key=lambda place: together(held[place]))
    strange = len(frozenset(terms(said.words)) - _telling(best))
    return Found(known.askings[best], together(held[best]) - STRANGE * strange, said, strange)


@cache
def _telling(place: int) -> frozenset[str]:
    """Return the telling words of all wordings of an asking."""
    known = bank()
    return frozenset().union(*(terms(one.words) for one in known.wordings if one.of == place))


def _turns(words: str) -> tuple[bool, bool]:
    """Say whether a question asks who or what is not, and whether it keeps to those who were listed."""
    said = words.split()
    return not DENIED.isdisjoint(said), not OF_THESE.isdisjoint(said)


def _of_asker(words: str) -> bool:
    """Say whether somebody may ask of herself."""
    return not OF_ASKER.isdisjoint(words.rstrip("?").split())
