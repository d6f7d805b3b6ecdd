"""Read what a person asks of herself, or of a relative: she sees her own record, and those she represents by law."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.helpers import meant
from apps.assistant.reading.kin import names_kin
from apps.assistant.reading.people import seen_by_name
from apps.assistant.reading.route import find_route, intents
from apps.assistant.reading.words import normal
from apps.assistant.reply import Reply
from coordinator.network.record import read_record
from coordinator.pathway.cases import cases_of
from coordinator.protection import policy

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.protection import Viewer

SELF = "self"
"""The scope of a role that sees itself."""

FOR_ME = re.compile(r"\b(?:(?:per|a|di|con|da) )(me)\b", re.IGNORECASE)


NOT_YOURS = (
    "La scheda di cui parli non è fra quelle che vedi: tu vedi la tua, e quella di chi rappresenti per legge. "
    "Chiedi al PUA o a chi coordina il suo percorso: possono dirti che cosa si può fare."
)
"""What somebody is told who asks for a record that is not hers to see."""

AND = re.compile(r"^ (?:e|ma) ")
BRIEF = 6
"""How a question begins that goes on from the one before, and how many words it has at most."""


def sees_herself(viewer: Viewer) -> bool:
    """
    Say whether somebody's role sees only itself.

    Parameters
    ----------
    viewer
        Who asks.

    Returns
    -------
    bool
        True for the person herself, or who represents her.
    """
    return policy().scopes.get(viewer.role) == SELF


def own_record(viewer: Viewer) -> str:
    """
    Return whose record is in mind before anybody was named.

    Parameters
    ----------
    viewer
        Who asks.

    Returns
    -------
    str
        Her own id, where her role sees itself; else empty.
    """
    own = viewer.party_id or ""
    return own if own.startswith("per:") and sees_herself(viewer) else ""


def in_third_person(viewer: Viewer, question: str) -> str:
    """
    Write what a person asks of herself as others ask it of her.

    Parameters
    ----------
    viewer
        Who asks.
    question
        Such as "chi ha guardato la mia scheda?".

    Returns
    -------
    str
        Such as "chi ha guardato la sua scheda?"; unchanged for who does not ask of herself.
    """
    if not sees_herself(viewer):
        return question
    words = re.sub(r"\bmiei\b", "suoi", question, flags=re.IGNORECASE)
    words = re.sub(r"\bmi(?=[oae]\b)", "su", words, flags=re.IGNORECASE)
    return FOR_ME.sub(lambda found: f"{found[0][: -len('me')]}lei", words)


def say_of_kin(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Take a question of somebody without a path of her own that speaks of a relative.

    Parameters
    ----------
    scene
        The conversation; a relative whom she represents comes to mind.
    question
        As it was typed.
    named
        Whom it names.

    Returns
    -------
    Reply or None
        That the relative's record is not hers to see; None where it is, or where nobody of her family is spoken of.
    """
    if _again(scene, question):
        return say_not_yours()
    spoken = names_kin(question)
    own = own_record(scene.viewer)
    if not spoken or named.people or not sees_herself(scene.viewer) or scene.person_id not in {"", own}:
        return None
    route = find_route(question, known=True, named=True)
    if not route.faint and intents()[route.intent].of == "nobody":
        return None
    if own and cases_of(scene.store, own, scene.viewer):
        return None
    if (relative := _represented(scene, own, spoken)) is None:
        return say_not_yours()
    scene.person_id = relative
    return None


def _represented(scene: Scene, own: str, word: str) -> str | None:
    """Return the one relative of that name whose record is the asker's to see."""
    if not own:
        return None
    spans = read_record(scene.store, own, scene.day, scene.viewer).told
    near = {span.other_id: span.other_name for span in meant(scene.asked(word), spans)}
    seen = (seen_by_name(scene.store, scene.viewer, party, name) for party, name in near.items())
    found = [one.id for one in seen if one is not None]
    return found[0] if len(found) == 1 else None


def _again(scene: Scene, question: str) -> bool:
    """Say whether a short question goes on from one on a record that was not the asker's to see."""
    before = scene.said is not None and scene.said.head == NOT_YOURS
    return before and AND.match(normal(question)) is not None and len(question.split()) <= BRIEF


def say_not_yours() -> Reply:
    """
    Say that a relative's record is not the asker's to see, and whom to ask.

    Returns
    -------
    Reply
        With the page on who sees what.
    """
    query = "Letto: che cosa vede il tuo ruolo."
    return Reply("outside", NOT_YOURS, query=query, links=(("Chi vede che cosa", "politica"),))
