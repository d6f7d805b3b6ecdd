"""Put in full a short question that goes on from an answer, where it is known how one goes on from its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.census.names import names_here
from apps.assistant.restated.restate import Whose, find_asking
from apps.assistant.restated.slots import HER, filled, slotted

if TYPE_CHECKING:
    from apps.assistant.whom.scene import Scene

ALIKE = 0.85
"""How near it must be to what is known to be asked after such an answer."""

LEAST, SHORT = 3, 8
"""Words of a question that goes on from an answer; fewer say too little: "e adesso?"."""


def followed(scene: Scene, question: str) -> str:
    """
    Put a question in full that goes on from the answer before.

    Parameters
    ----------
    scene
        The conversation, with the answer before.
    question
        As it was typed: "e a chi tocca?".

    Returns
    -------
    str
        Empty where nothing is known to be asked so after such an answer, or it names a time, a place or a service.
    """
    if scene.said is None:
        return ""
    said = slotted(question, names_here(scene))
    if said.parts or not LEAST <= len(said.words.split()) <= SHORT:
        return ""
    found = find_asking(said, of_whom=Whose(known=bool(scene.person_id)), after=scene.said.intent)
    if found is None or found.near < ALIKE or found.strange or not found.asking.after:
        return ""
    return filled(found.asking.reads, {}, {HER: HER})
