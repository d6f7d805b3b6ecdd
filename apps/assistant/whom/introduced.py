"""Read a question without its greeting and what it is asked for, of the person whom the asker said she speaks of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.asides import without_asides
from apps.assistant.reading.greeted import ungreeted
from apps.assistant.reading.people import find_named
from apps.assistant.reading.route import find_route, intents
from apps.assistant.reading.words import normal
from apps.assistant.whom.colleagues import colleagues_named
from apps.assistant.whom.several import narrowed
from apps.assistant.writing.order import read_order
from apps.assistant.writing.told import read_told

if TYPE_CHECKING:
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

WHAT_FOR = re.compile(
    r"\s*[,(–-]\s*(?:mi serve |è )?per (?:il|la|lo|un|una|l['’]) ?(?:mio |mia |nostro |nostra |suo |sua )?"
    r"(?:verbale|relazione|riunione|fascicolo|report|pratica|scheda|modulo|domanda|istanza|certificato|ufficio"
    r"|incontro|colloquio|équipe|equipe)(?: (?:di|del|della) [\w’']+)?\)?\s*(?=[?.!]*$)",
    re.IGNORECASE,
)
"""How a question ends that says what its answer is wanted for."""

NAMES = re.compile(r"\b(?:sono|mi chiamo|qui(?: è)?)\b", re.IGNORECASE)
HER_OWN = re.compile(
    r" (?:(?:chi|che|quali|quant[ie]|persone che|pazienti che|casi che)(?: \w+){0,2} seguo"
    r"|(?:che|persone|casi|chi) (?:io )?(?:seguo|ho in carico)"
    r"|(?:i )?miei (?:casi|pazienti|assistiti|utenti|compiti|impegni)|le mie (?:persone|scadenze|cose)"
    r"|(?:cosa|che|chi) (?:\w+ )?(?:devo fare|ho da fare|mi tocca|mi aspetta|ho in (?:carico|scadenza))"
    r"|quant[ie] (?:casi|pazienti|persone) (?:ho|seguo)) "
)
"""How one asks what one follows, or has to do."""

TO_DO = re.compile(r" (?:fare|tocca|aspetta|scadenz[ae]|compiti|impegni|cose) ")

KIN = frozenset({"mia", "mio"})
"""How one begins who speaks of a relative without a name."""


def introduced(scene: Scene, question: str) -> str | Reply:
    """
    Take the greeting off a question, and what its answer is for; whom the asker speaks of comes to mind.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "buongiorno, sono la maestra di Nico: quando è la riunione?".

    Returns
    -------
    str or Reply
        What is asked, with the name where it is not one person's; that nobody has it, where a person's is asked.
    """
    typed = WHAT_FOR.sub("", question) or question
    asked, about = ungreeted(typed)
    if own := _of_a_colleague(scene, typed.removesuffix(asked), asked):
        return own
    if not (read_order(asked) or read_told(asked)):
        asked = _alone(scene, asked)
    if not about or find_named(scene.store, scene.viewer, asked).people:
        return asked
    named, _ = narrowed(scene, about, find_named(scene.store, scene.viewer, about))
    if len(named.people) == 1:
        scene.person_id = named.people[0].id
        return asked
    of_kin = about.split()[0] in KIN
    name = about if of_kin else about.title()
    whole = f"{asked.rstrip('?! .')} per {name}?"
    intent = find_route(asked, known=True, named=True).intent
    if of_kin or named.people or not scene.viewer.may("read", "person") or intents()[intent].of != "person":
        return whole
    return scene.whom().not_found(intent, name, whole)


def _of_a_colleague(scene: Scene, opening: str, asked: str) -> str:
    """Ask by her name what a colleague who says who she is asks of her own work; empty for what is no such thing."""
    words = normal(asked)
    own = HER_OWN.search(words)
    if own is None or not NAMES.search(opening):
        return ""
    found = colleagues_named(scene, opening)
    if len(found) != 1 or normal(found[0].name).strip() not in normal(opening):
        return ""
    if TO_DO.search(words):
        return f"Che cosa deve fare {found[0].name} {words[own.end() :].rstrip('? ')}".rstrip() + "?"
    return f"Che pazienti ha {found[0].name}?"


def _alone(scene: Scene, question: str) -> str:
    """Take off who is calling and why it is asked; whom the caller speaks of comes to mind."""
    asked, told = without_asides(question)
    if told and colleagues_named(scene, told):
        return question  # what is asked is of her
    if told and not find_named(scene.store, scene.viewer, asked).people:
        named, _ = narrowed(scene, told, find_named(scene.store, scene.viewer, told))
        if len(named.people) == 1:
            scene.person_id = named.people[0].id
        elif named.people:
            return question  # of whom is to be asked back
    return asked
