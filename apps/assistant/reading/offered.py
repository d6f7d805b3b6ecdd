"""Read which of the persons that were offered is meant, by name, year of birth, place or order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.words import normal
from apps.components.words import place_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordinator.model import Person

YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")

ORDER = {"primo": 0, "prima": 0, "secondo": 1, "seconda": 1, "terzo": 2, "terza": 2, "quarto": 3, "quarta": 3,
         "ultimo": -1, "ultima": -1}  # fmt: skip
"""Words that choose among those offered."""


def told(person: Person) -> str:
    """
    Say a person so that she can be told from another of her name.

    Parameters
    ----------
    person
        Who.

    Returns
    -------
    str
        Name, and year of birth where it is written.
    """
    return f"{person.name}, {person.born_on.year}" if person.born_on else person.name


def chosen_of(people: Sequence[Person], words: str) -> Sequence[Person]:
    """
    Read which of the persons offered is meant.

    Parameters
    ----------
    people
        Those that were offered.
    words
        The answer: "quella del 1940", "la seconda", "quella di Rocca", a name.

    Returns
    -------
    sequence of Person
        Several where it fits several of them; empty where it says something else.
    """
    said = normal(words).replace("'", "' ").split()
    years = {int(year) for year in YEAR.findall(words)}
    if years:
        return [one for one in people if one.born_on and one.born_on.year in years]
    shared = _shared(people)
    if fit := [one for one in people if set(said) & (_own(one) - shared)]:
        return fit if is_bare(_but(said, *map(_own, fit))) else ()
    if fit := [one for one in people if _place(one) and _place(one) <= set(said)]:
        return fit if is_bare(_but(said, *map(_place, fit))) else ()
    places = [ORDER[word] for word in said if word in ORDER]
    if len(places) == 1 and -len(people) <= places[0] < len(people) and is_bare(_but(said, set(ORDER))):
        return [people[places[0]]]
    return ()


def _but(words: Sequence[str], *others: set[str]) -> str:
    """Return the words that are none of some others."""
    return " ".join(word for word in words if not any(word in one for one in others))


def _place(person: Person) -> set[str]:
    """Return the words of where a person lives."""
    return set(normal(place_name(person.area)).split()) if person.area else set()


def _own(person: Person) -> set[str]:
    """Return the words of a person's name."""
    return set(normal(person.name).split())


def _shared(people: Sequence[Person]) -> set[str]:
    """Return the words that all names hold."""
    return set.intersection(*map(_own, people)) if people else set()
