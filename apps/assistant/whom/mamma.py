"""Put her name where a child of the one in mind says "mamma": she is asked of, and nobody else is sought."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from apps.assistant.whom.own import own_record, sees_herself

if TYPE_CHECKING:
    from apps.assistant.whom.scene import Scene

CALLED = re.compile(
    r"(?P<before>\b(?:da|di|a|per|con|dalla|della|alla|dal|del|al)\s+|^(?:e\s+)?(?:la\s+|il\s+)?)"
    r"(?P<who>mamma|pap[aà]|babbo)\b(?!\s+d[aei])",
    re.IGNORECASE,
)
"""How a child speaks of the one who is asked of, without saying whose mother she is."""

MINE = re.compile(
    r"(?P<before>\b(?:(?:da|di|a|per|con)\s+)?)\b(?:mia|mio|nostra|nostro)\s+(?P<who>mamma|madre|pap[aà]|babbo|padre)\b",
    re.IGNORECASE,
)
"""The same, where whoever asks represents her and has her record before her."""

SEXES = {"mamma": "F", "madre": "F"}
"""What she is called → her sex; a man by all other words."""

WITHOUT = {"dalla": "da", "della": "di", "alla": "a", "dal": "da", "del": "di", "al": "a"}
"""The preposition with an article → the one before a name."""


def in_her_name(scene: Scene, question: str) -> str:
    """
    Write "mamma" with the name of the one in mind, where she is a mother and no parent of hers is written.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "chi viene da mamma domani?".

    Returns
    -------
    str
        The same where nobody is in mind, or where "mamma" may be somebody else.
    """
    found = CALLED.search(question) if scene.person_id else None
    if scene.person_id != own_record(scene.viewer) and sees_herself(scene.viewer):
        found = found or MINE.search(question)
    if found is None or not scene.person_id:
        return question
    record = scene.asked("").record
    parents = [one for one in record.told if one.kind == "genitore"]
    sex = SEXES.get(normal(found["who"]).strip(), "M")
    if not record.ties_told or not parents or not all(one.starts_here for one in parents):
        return question
    if getattr(record.party, "sex", None) != sex:
        return question
    kept = [
        WITHOUT.get(word, word) for word in found["before"].casefold().split() if word not in {"la", "il"}
    ]
    return question.replace(found[0], " ".join([*kept, scene.asked("").name]), 1)
