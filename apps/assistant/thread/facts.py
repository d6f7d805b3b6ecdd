"""Look a question's own words up among all that is written of a person, where no kind of question fits."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from apps.assistant.answers import ANSWERS
from apps.assistant.reading.words import listed, normal
from apps.components.words import MONTHS
from coordinator.errors import CoordinatorError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Line, Reply

TOLD = (
    *("around", "household", "needs", "phase", "calls", "terms", "next", "team", "plan", "given", "budget"),
    *("referrals", "waits", "consents", "sign", "scales", "risks", "diary", "documents", "stays", "opinions"),
    "findings",
)
"""Kinds of answer whose lines are looked through: each checks by itself what the asker may see."""

SHOWN = 6
"""Lines that are shown."""

NEAR = 0.6
"""Of the best line's weight, what another must have to be shown beside it."""

COMMON = 0.3
"""A word that stands in more than this share of the lines finds nothing."""


SHORTEST = 3
"""Letters of a word that is looked for."""


def find_facts(asked: Asked) -> Reply | None:
    """
    Find the lines on a person that hold the telling words of a question.

    Parameters
    ----------
    asked
        The question, without the person's name.

    Returns
    -------
    Reply or None
        The lines that hold most of them, with the words that were looked for; None where no line holds any.
    """
    wanted = _telling(asked)
    if not wanted:
        return None
    lines = list({line.text: line for line in _lines(asked)}.values())
    held = [_stems(line.text) & wanted.keys() for line in lines]
    often = Counter(word for words in held for word in words)
    rare = {
        word: math.log(1 + len(lines) / many)
        for word, many in often.items()
        if many <= max(2, COMMON * len(lines))
    }
    weights = [sum(rare.get(word, 0.0) for word in words) for words in held]
    best = max(weights, default=0.0)
    if not best:
        return None
    order = sorted(range(len(lines)), key=lambda at: -weights[at])
    found = [at for at in order if weights[at] >= NEAR * best][:SHOWN]
    return _told(asked, [lines[at] for at in found], [wanted[one] for one in wanted if one in rare])


def _told(asked: Asked, lines: Sequence[Line], words: Sequence[str]) -> Reply:
    """Say what was found, and by which words."""
    named = " e ".join(f"«{word}»" for word in words)
    head = f"Non sono certo di aver capito. Di ciò che è scritto per {asked.name}, questo parla di {named}:"
    return asked.reply("facts", head, lines, "rete, percorso, piano, invii e diario")


def _lines(asked: Asked) -> Iterator[Line]:
    """Gather the lines of all that is told of a person, of what the asker may see."""
    view = asked.case_where(lambda one: one.state.resources)
    entries = ", ".join(one.what for one in view.state.resources) if view else ""
    for kind, question in (*((one, "") for one in TOLD), ("budget", entries)):
        try:
            yield from ANSWERS[kind](asked.again(question)).lines
        except CoordinatorError:  # not the asker's to see
            continue


def _telling(asked: Asked) -> dict[str, str]:
    """Return the stems of a question's telling words, each with the word."""
    from knowledge.search.words import content_words, stem

    own = set(normal(asked.record.party.name).split())
    nothing = own | listed("telling_nothing") | listed("geography") | set(MONTHS)
    words = (word for word in content_words(normal(asked.question)) if word not in nothing)
    return {stem(word): word for word in words if len(word) >= SHORTEST}


def _stems(text: str) -> set[str]:
    """Return the stems of a line's words."""
    from knowledge.search.words import terms

    return set(terms(normal(text)))
