"""Tell the colleagues whom a question names from the persons who share a name with them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.reading.people import BEGINNINGS, NAME, ORDINARY
from apps.assistant.reading.recognised import TITLE, family_name
from apps.assistant.reading.words import normal
from coordinator.network.reach import reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Person
    from coordinator.network.reach import Reached

BEFORE = (
    r"(?:collega|dott\.?|dott\.?ssa|dottor(?:e|essa)?|operat(?:ore|rice)|infermier[ea]|assistente sociale"
    r"|case manager)"
)
"""Words after which a family name is a colleague's."""


def colleagues_named(scene: Scene, question: str, people: Sequence[Person] = ()) -> list[Reached]:
    """
    Find the colleagues whom a question names.

    Parameters
    ----------
    scene
        The conversation: who asks.
    question
        As it was typed: "Elena Fontana", "la collega Fontana", "la Fontana".
    people
        The persons whom it may name by the same words.

    Returns
    -------
    list of Reached
        By given and family name; else by family name alone, where it is no person's, or a title stands before it.
    """
    if not scene.viewer.may("read", "directory"):
        return []
    words = f" {' '.join(re.findall(r'[a-z]+', normal(question)))} "
    cards = [one for one in reach(scene.store, scene.viewer) if one.kind == "professionista"]
    if whole := [one for one in cards if _whole(one) & {*_runs(words)}]:
        return whole
    families = {normal(one.family_name).strip() for one in people}
    return [one for one in cards if _by_family_name(family_name(one.name), question, words, families)]


def but_colleagues(scene: Scene, question: str, named: Named) -> Named:
    """
    Leave out persons of whom a question says only a word of a colleague's name: "Elena" of "Elena Fontana".

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
    Named
        The same where it says a person's whole name, or one of her names besides.
    """
    if named.whole or not named.people:
        return named
    found = colleagues_named(scene, question, named.people)
    taken = {word for one in found for word in _words(one)}
    left = set(re.findall(r"[a-z]+", normal(question))) - taken
    people = tuple(one for one in named.people if set(normal(one.name).replace("'", " ").split()) & left)
    if len(people) == len(named.people):
        return named
    return replace(named, people=people, rest=named.rest if people else question)


def _by_family_name(family: str, question: str, words: str, families: set[str]) -> bool:
    """Say whether a question means a colleague by her family name, which may be a person's, or a word: "costa"."""
    if f" {family} " not in words:
        return False
    if _with_another_name(family, question):
        return False
    if re.search(rf" {BEFORE} (?:\w+ )?{family} ", words):
        return True
    named = family not in ORDINARY or re.search(rf" (?:la|il|a|di|da|per|con) {family} ", words)
    return family not in families and bool(named or family.title() in question)


def _with_another_name(family: str, question: str) -> bool:
    """Say whether a name that is not the colleague's stands beside her family name: then another is meant."""
    for match in NAME.finditer(question):
        run = [normal(word).strip() for word in match[0].split()]
        if family in run and any(
            word not in {family, *BEGINNINGS} and not re.fullmatch(BEFORE, word) for word in run
        ):
            return True
    return False


def _words(one: Reached) -> list[str]:
    """Return the words of a colleague's name, without her title."""
    return [word for word in re.findall(r"[a-z.]+", normal(one.name)) if not TITLE.match(word)]


def _whole(one: Reached) -> set[str]:
    """Return a colleague's whole name, the given or the family name first."""
    words, family = _words(one), family_name(one.name)
    given = " ".join(words).removesuffix(family).strip()
    return {f"{given} {family}", f"{family} {given}"} if given else set()


def _runs(words: str) -> list[str]:
    """List the runs of two to four words that stand side by side."""
    split = words.split()
    return [" ".join(split[at : at + many]) for many in (2, 3, 4) for at in range(len(split) - many + 1)]
