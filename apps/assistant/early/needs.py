"""Know a question on a person's needs by how it is asked: since when, who says so, what is uncovered now."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.absence import say_absence
from apps.assistant.answers.needs import ENDED, LONGEST, NEW, ORIGIN, UNPLANNED, say_needs
from apps.assistant.answers.person import named_needs
from apps.assistant.answers.scales import say_scales
from apps.assistant.reading.words import bare, normal
from apps.assistant.reply import Reply, together
from apps.assistant.whom.settled import settled
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

CALLED = re.compile(r" (?:bisogn[oi]|necessita|fabbisogn\w+|esigenz[ae]) ")
"""What needs are called."""

TROUBLE = re.compile(
    r" (?:problem\w*|difficolta|fatica(?! di)|fatica a|non (?:\w+ ){0,2}?(?:riesce|riusciv\w+|riuscit\w+|ce la fa)"
    r"|(?:le|gli) serv\w+|non (?:\w+ )?(?:prende|mangia|cucina|si lava|esce|cammina|si muove|dorme)"
    r"|(?:va|deve essere|dev'essere) (?:aiutat\w+|accompagnat\w+|assistit\w+)) "
)
"""How a need is spoken of, beside its name."""

UNABLE = re.compile(r" non (?:\w+ ){0,2}?(?:riesce|riusciv\w+|riuscit\w+|ce la fa) ")
"""Words of what a scale may have asked too."""

UNCOVERED = re.compile(
    r" (?:che|cosa|quali|quale|qualcosa|qualche|niente|nulla|c'e|ci sono|ci sta|bisogn[oi]) (?:.* )?"
    r"(?:scopert\w+|non (?:\w+ ){0,2}?copert\w+|resta(?:no)? fuori|rest\w+ senza (?:risposta|nessuno|aiuto)"
    r"|nessuno (?:(?:la|lo|le|gli|ci|ne|li|si) )?(?:copre|pensa|risponde|provvede|ci pensa)) "
)
IF = re.compile(
    r" (?:se|si (?:licenzi|ammal|ritir|trasfer)\w+|smett\w+|rinunci\w+"
    r"|senza (?!risposta|nessuno|aiuto)\w+|qualora|quando|mancass\w*|mancher\w+|andass\w*|assenza|ferie|via) "
)
"""How a question asks what is uncovered now; and words by which it only supposes something."""

ELSE = re.compile(
    r" (?:pian[oi]|pai|intervent\w+|compit\w+|scadenz\w+|termin[ei]|budget|soldi|spes[ae]|cost\w+|person[ae] (?!da|in)"
    r"|assistit\w+|casi|percors[oi]|territori\w+|distrett\w+|comun[ei]|giorn[oi]|ore|nott[ei]|turn[oi]|mattin\w+"
    r"|pomerigg\w+|domenic\w+|sabato|weekend|nessuno sa|permess\w+|servizi\w*) "
)
"""Words of another question: of the plan, of terms, of money, of many persons, of hours."""

BRIEF = 9
"""Words at most of a question that goes on from an answer on needs."""


def say_need(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say since when a person has a need, who said so, or which of her needs nobody meets.

    Parameters
    ----------
    scene
        The conversation; whoever is named comes to mind.
    question
        As it was typed: "da quando ha problemi con i pasti?", "e cosa le resta scoperto?", "chi l'ha segnalato?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or of nobody.
    """
    words = bare(named.rest if named.people else question)
    if not (named.people or scene.person_id) or not scene.viewer.may("read", "person"):
        return None
    if scene.intent == "absence" and not named.people and UNCOVERED.search(words) and not _apart(words):
        return say_absence(scene.asked(scene.question))
    goes_on = _goes_on(scene, named, words)
    unplanned = UNPLANNED.search(words) and (CALLED.search(words) or " copert" in words)
    if not (unplanned or _uncovered(words) or _of_needs(words, question) or goes_on):
        return None
    asked = settled(scene, question, named, "needs")
    if isinstance(asked, Reply):
        return asked
    if goes_on and not named_needs(question):
        asked = asked.again(f"{question.rstrip('? ')}: {', '.join(_told(scene))}?")
    return _with_scales(asked, words, say_needs(asked))


def _uncovered(words: str) -> bool:
    """Say whether a question asks what nobody answers to today, and not if somebody were missing."""
    supposes = IF.search(words) is not None
    return UNCOVERED.search(words) is not None and not supposes and not ELSE.search(words)


def _apart(words: str) -> bool:
    """Say whether a question asks anew, and not of whoever would be missing by the question before."""
    return any(one.search(words) for one in (IF, CALLED, ELSE))


def _of_needs(words: str, question: str) -> bool:
    """Say whether a question asks of the day, the author or the state of a need."""
    if ELSE.search(words) or not (ORIGIN.search(words) or (CALLED.search(words) and _of_age(words))):
        return False
    return CALLED.search(words) is not None or (
        TROUBLE.search(words) is not None and bool(named_needs(question))
    )


def _of_age(words: str) -> bool:
    """Say whether a question asks for needs by when they began or ended."""
    return any(one.search(words) for one in (ENDED, NEW, LONGEST))


def _goes_on(scene: Scene, named: Named, words: str) -> bool:
    """Say whether a short question goes on from an answer on needs: "da quando?", "chi l'ha detto?"."""
    said = scene.said
    if named.people or said is None or said.intent != "needs" or len(words.split()) > BRIEF:
        return False
    about = ORIGIN.search(words) or LONGEST.search(words)
    others = scene.helpers_meant(words)
    return about is not None and not ELSE.search(words) and not others and bool(_told(scene))


def _told(scene: Scene) -> list[str]:
    """Name the needs that the answer before told."""
    text = normal(" ".join(line.text for line in scene.said.lines)) if scene.said is not None else ""
    return [
        term.label
        for term in vocabulary().terms["needs"].values()
        if f" {normal(term.label).strip()}" in text
    ]


def _with_scales(asked: Asked, words: str, reply: Reply) -> Reply:
    """Add how a scale that was asked of it went, where the question says what she cannot do."""
    if not UNABLE.search(words) or not asked.viewer.may("read", "case"):
        return reply
    scales = say_scales(asked)
    return together(reply, scales) if scales.head.startswith("Nelle scale") else reply
