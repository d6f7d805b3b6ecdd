"""Say what a person has said of showing her data to those whom a question names: associations, the school, research."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from apps.assistant.reply import Line
from apps.components.words import long_day
from coordinator.protection.consent import words_of

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked

CALLED = {
    "terzo_settore": (r"terzo settore|associazion\w+|cooperativ\w+|volontar\w+", "al terzo settore"),
    "scuola": (r"scuol\w+|insegnant\w+|maestr\w+|professor\w+", "alla scuola"),
    "ricerca": (
        r"ricerc(?:a|he|ator\w+)|studi(?:o|osi)|universit\w+|statistic\w+",
        "senza nome, a chi fa ricerca",
    ),
}
"""Sharing, of those that a person is asked for → how it is called in a question, and in an answer."""

SILENT = {"ricerca": "e senza un no si può"}
"""Sharing → what holds where the person said nothing; of all others that it is not done."""


def shared_words(asked: Asked) -> list[Line]:
    """
    Say what a person has said of each sharing that a question names.

    Parameters
    ----------
    asked
        The question.

    Returns
    -------
    list of Line
        Her last word of each, or that she said none and what holds then; empty where it names none.
    """
    words = normal(asked.question)
    named = [one for one, (pattern, _) in CALLED.items() if re.search(rf" (?:{pattern}) ", words)]
    if not named:
        return []
    said = words_of(asked.store, asked.person_id, asked.viewer)
    page = f"consensi?id={asked.person_id}"
    lines = []
    for sharing in named:
        label = f"Far vedere i dati {CALLED[sharing][1]}"
        own = [one for one in said if one.sharing == sharing]
        lines += [
            Line(
                f"{label}{f' ({one.recipient})' if one.recipient else ''}: {'sì' if one.given else 'no'}, "
                f"detto il {long_day(one.day)}",
                page=page,
            )
            for one in own
        ]
        if not own:
            silent = SILENT.get(sharing, "e senza un sì non si fa, salvo a chi già dà un servizio")
            lines.append(Line(f"{label}: non è scritto né un sì né un no, {silent}", page=page))
    return lines
