"""Read which person a question is about: by her whole name, by one name, or by nobody's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.assistant.reading.feasts import DAYS_BY_NAME
from apps.assistant.reading.known_words import is_taught
from apps.assistant.reading.words import listed, normal
from apps.components.words import MONTHS
from coordinator.network.named import people_named

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from coordinator.model import Person
    from coordinator.protection import Viewer
    from coordinator.store import Store

ELIDED = r"(?!(?:L|Un|D|Dell|All|Dall|Nell|Sull|Quell)[’'][a-zà-ý])"
"""What is no name: an article with a capital letter before a word without one, "L'infermiere"."""

NAME = re.compile(rf"\b{ELIDED}[A-ZÀ-Ý][\w’'-]+(?: [A-ZÀ-Ý][\w’'-]+)*")

BEGINNINGS = listed("beginnings")
"""Words that begin a question with a capital letter and are no part of a name."""

PUBLIC = listed("public")
"""Words that are written with a capital letter in the names of public bodies."""

TITLES = listed("before_a_name")
"""Words before a name."""

JOINTS = frozenset({"di", "per", "del", "della"})
"""Words that may stand between such a word and the name."""

BEFORE_LAST = listed("before_a_last_name")
"""Words after which the last word of a question, if it is somebody's family name, is hers: "la figlia della …"."""

AFTER = listed("after_a_name")
"""Words that may follow such a name: "il medico di … come si chiama"."""

ARTICLES = frozenset({"la", "il"})
"""Words before a family name, where the word is none that questions use: "da quando è seguita la …"."""

DESCRIBED = re.compile(
    r"[,(]?\s*\bquell[oa] (?:di|del|della|dei|con|che (?:ha|abita|vive|sta)) [^,;:?)]*\)?"
    r"|[,(]\s*(?:di )?\d{2,3} anni\b(?: via)?\)?|[,(]?\s*\b(?:nat[oa] (?:nel|il)|classe) (?:19|20)\d\d\)?"
    r"|[,(]\s*(?:del )?19\d\d\b\)?",
    re.IGNORECASE,
)
"""How one says which person of a name is meant: "quello di 64 anni di Rocca"."""

ORDINARY = listed("names_that_are_words")
"""Words of the language that are names too: without a capital they name somebody only after a title."""


VERBS = frozenset({"sarà", "sara'", "sara’"})
"""Words with an accent at the end that would be names without it."""


@dataclass(frozen=True, slots=True)
class Named:
    """Who is named in a question."""

    people: tuple[Person, ...] = ()  # several: the name is of all of them
    whole: bool = False  # whether given and family name are there
    rest: str = ""  # the question without the name


def find_named(store: Store, viewer: Viewer, question: str) -> Named:
    """
    Find whom a question names.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; finds only those whom she may see, and nobody when she may not read persons.
    question
        As it is typed, also without capitals.

    Returns
    -------
    Named
        Those with both names if any; else those with one, where it is written as a name.
    """
    if not viewer.may("read", "person"):
        return Named(rest=question)
    words = [word for word in normal(question).replace("'", " ").split() if len(word) > 1]
    verbs = _accented(question)
    words = [word for word in words if word not in verbs]
    found = people_named(store, words, viewer)
    typed = set(words)
    whole = [one for one in found if _parts(one.name) <= typed]
    if whole:
        return Named(tuple(whole), whole=True, rest=_without(_plain(question), whole[0].name))
    alone = [one for one in found if _stands_alone(question, one, verbs)]
    alone = alone or [one for one in found if _typed_small(words, one)]
    rest = _without(
        _plain(question), " ".join({part for one in alone for part in (one.given_name, one.family_name)})
    )
    return Named(tuple(alone), rest=rest if alone else question)


def _plain(question: str) -> str:
    """Take out of a question what only says which person of a name is meant, where something else is left."""
    plain = DESCRIBED.sub(" ", question)
    return plain if len(plain.split()) > len("di") else question


def seen_by_name(store: Store, viewer: Viewer, party_id: str, name: str) -> Person | None:
    """
    Return a person whose id and name are known, if the viewer may see her.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks.
    party_id, name
        As a tie of somebody else's says them.

    Returns
    -------
    Person or None
        None for who is not the viewer's to see, and for a party that is no person; nothing is written to the log.
    """
    if not party_id.startswith("per:") or not viewer.may("read", "person"):
        return None
    found = people_named(store, normal(name).replace("'", " ").split(), viewer)
    return next((one for one in found if one.id == party_id), None)


def _accented(question: str) -> frozenset[str]:
    """List the verbs to come that are written like a name but for the accent: "ci sarà" names no Sara."""
    return frozenset(normal(word).strip() for word in question.casefold().split() if word in VERBS)


def _stands_alone(question: str, person: Person, verbs: Collection[str]) -> bool:
    """Say whether one of a person's two names is written as a name and beside no other name."""
    for match in NAME.finditer(question):
        names = [word for word in match[0].split() if normal(word).strip() not in {*BEGINNINGS, *verbs}]
        plain = {normal(name).strip() for name in names}
        if plain and plain <= _parts(person.name):
            return True
    return False


def _typed_small(words: Sequence[str], person: Person) -> bool:
    """Say whether a name stands among words without capitals: a word of the language must be told from a name."""
    parts = _parts(person.name)
    return any(
        word in parts and len(word) > 2 and (word not in ORDINARY or _told_apart(words, at, person))
        for at, word in enumerate(words)
    )


def _told_apart(words: Sequence[str], at: int, person: Person) -> bool:
    """Say whether a word of the language is a name here: alone, after a title, or a family name at the end."""
    if len(words) == 1:
        return True
    joint = at > 1 and words[at - 1] in JOINTS
    if at > 0 and words[at - 2 if joint else at - 1] in TITLES:
        return True
    if at == 0 or words[at] not in _parts(person.family_name):
        return False
    last = at == len(words) - 1
    if words[at - 1] in ARTICLES:
        return last and (
            at == 1 or not is_taught(f"{words[at - 1]} {words[at]}")
        )  # "e la …?" names somebody, and nothing else
    return words[at - 1] in BEFORE_LAST and (last or words[at + 1] in AFTER)


def _parts(name: str) -> set[str]:
    """Split a name into its words."""
    return set(normal(name).replace("'", " ").split())


def _without(question: str, name: str) -> str:
    """Take the words of a name out of a question."""
    parts = _parts(name)
    kept = [word for word in question.split() if not (_parts(word) and _parts(word) <= parts)]
    return " ".join(kept)


def names_in(question: str, least: int) -> list[str]:
    """
    Find what is written like a person's name.

    Parameters
    ----------
    question
        As it is typed.
    least
        How many words a name has at least.

    Returns
    -------
    list of str
        Names with capitals, those of public bodies left out.
    """
    found = []
    for match in NAME.finditer(question):
        words = match[0].split()
        if match.start() == 0 and (len(words) == 1 or normal(words[0]).strip() in BEGINNINGS):
            words = words[1:]
        plain = [normal(word).strip() for word in words]
        before = question[: match.start()].casefold()
        article = before.endswith((" il ", " la ", " lo ", " i ", " le ", "'", "’", "allo ", "al ", "alla "))
        acronym = any(word.isupper() and len(word) < 6 for word in words)
        of_day = set(plain) & set(MONTHS) or (len(plain) == 1 and plain[0] in DAYS_BY_NAME)
        if article or acronym or PUBLIC & set(plain) or of_day:
            continue
        if len(words) >= least and max(map(len, words), default=0) > 2:
            found.append(" ".join(words))
    return found


def in_general(question: str, named: Named) -> str:
    """
    Put "una persona" in the place of a name, so that the norms can be asked.

    Parameters
    ----------
    question
        As it is typed.
    named
        Who is named in it.

    Returns
    -------
    str
        The same when nobody is.
    """
    parts = {part for one in named.people for part in _parts(one.name)}
    kept: list[str] = []
    for word in question.split():
        if parts and _parts(word) and _parts(word) <= parts:
            kept += [] if kept and kept[-1] == SOMEBODY else [SOMEBODY]
        else:
            kept.append(word)
    return re.sub(r"\bad? una", "a una", " ".join(kept)) if parts else question


SOMEBODY = "una persona"
"""Whom the norms speak of."""
