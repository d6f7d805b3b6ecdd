"""Say that nobody has a name that a question holds, to whoever may see persons; of a reserved one no less."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.known_words import is_known, words_known
from apps.assistant.reading.offered import told
from apps.assistant.reading.people import BEFORE_LAST, ORDINARY, TITLES, names_in
from apps.assistant.reading.route import NORMS, POINTS, fits
from apps.assistant.reading.words import listed, normal
from apps.assistant.reply import Choice, Reply
from coordinator.network.census import areas_of
from coordinator.network.named import people_named
from coordinator.network.nearby import people_like
from coordinator.network.reach import reach

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

BEFORE = BEFORE_LAST | TITLES | listed("before_a_stranger")
"""Words that may stand before somebody's name."""

BEFORE_TO = listed("before_to_a_stranger")
"""The same, before "a"."""

MOST = 8
WHOLE = 2
"""Words of a name that is surely one."""

LETTERS = 4
"""Letters at least of a name that stands alone."""


def say_stranger(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say that nobody has the given and family name that a question holds.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed, also without capitals.
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None where somebody has it, or where nothing in the question is surely a name.
    """
    return _not_found(scene, question, named, WHOLE)


def say_lone_stranger(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say that nobody has the one name that a question holds; asked where nothing else is understood of it.

    Parameters
    ----------
    scene, question, named
        As `say_stranger` takes them.

    Returns
    -------
    Reply or None
        None where every word is known.
    """
    return _not_found(scene, question, named, 1)


def _not_found(scene: Scene, question: str, named: Named, least: int) -> Reply | None:
    """Say that nobody has the first name of so many words."""
    if named.people or not scene.viewer.may("read", "person") or _of_norms(question):
        return None
    known = _called(scene)
    names = [one for one in _names(question, least, is_known) if not set(normal(one).split()) & known]
    if not names and least < WHOLE:  # one that is nearly a word of the language may be nearly somebody's name
        close = (
            one
            for one in _names(question, least, words_known().__contains__)
            if normal(one).strip() not in known
        )
        names = [one for one in close if people_like(scene.store, one, scene.viewer, limit=1)]
    if not names and least < WHOLE:
        names = [one for one in names_in(question, WHOLE) if not set(normal(one).split()) & known]
    if not names and least < WHOLE:
        names = [one for one in _last_name(question) if normal(one).strip() not in known]
        if names and (people := people_named(scene.store, [normal(names[0]).strip()], scene.viewer)):
            scene.waiting = (question, people)
            return Reply(
                "find", "Di chi parli?", choices=tuple(Choice(one, one) for one in map(told, people[:MOST]))
            )
    if not names:
        return None
    scene.waiting = None
    return scene.whom().not_found("find", names[0], question)


def _of_norms(question: str) -> bool:
    """Say whether a question is surely of the norms, where "Carta di Nizza" is nobody."""
    return fits(NORMS, question, POINTS["strong"]) or bool(
        listed("norms_with_names") & set(normal(question).split())
    )


def _names(question: str, least: int, known: Callable[[str], bool]) -> Iterator[str]:
    """Find words that are not known and stand where a name stands."""
    words = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", question)
    plain = [normal(word).strip() for word in words]
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and not known(plain[end]):
            end += 1
        long = end - at
        alone = long == 1 and len(plain[at]) >= LETTERS and (end == len(words) or words[at][0].isupper())
        if long >= least and _may_be_named(plain, at) and (long >= WHOLE or alone):
            yield " ".join(words[at:end]).title()
        at = max(end, at + 1)


def _last_name(question: str) -> Iterator[str]:
    """Find a word of the language that is a name too, where it ends a question as a name does: "telefono di rossi"."""
    words = normal(question.rstrip("?!. ")).split()
    if len(words) > 1 and words[-1] in ORDINARY and words[-2] in BEFORE:
        yield words[-1].title()


def _may_be_named(words: Sequence[str], at: int) -> bool:
    """Say whether somebody's name may stand at a place: "a" may also lead to a town."""
    if at == 0 or words[at - 1] in BEFORE:
        return True
    return at > 1 and words[at - 1] in {"a", "ad"} and words[at - 2] in BEFORE_TO


def _called(scene: Scene) -> frozenset[str]:
    """List the words of what is in the directory, and of the places."""
    parties = reach(scene.store, scene.viewer) if scene.viewer.may("read", "directory") else ()
    names = [*(one.name for one in parties), *areas_of(scene.store, scene.viewer)]
    return frozenset(word for name in names for word in normal(name).replace("'", " ").split())
