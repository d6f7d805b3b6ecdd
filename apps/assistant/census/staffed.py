"""Say who works at a service: the team of a service, and not the persons whom it follows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.census.names import names_here
from apps.assistant.census.ranking import WORKS
from apps.assistant.reading.words import bare
from apps.assistant.reply import Choice, Line, Reply
from apps.components.words import count, long_day
from coordinator.model import vocabulary
from coordinator.network.staff import staff_of

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

WORKERS = (
    r"(?:equipe|squadra|team|personale|staff|organico|operator[ei]|professionist[aei]|lavorator[ei]|dipendent[ei]"
    r"|collegh[ie]|infermier[ei]|assistent[ei] social[ei]|educator[ei]|oss"
    r"|psicolog[ohia]+|fisioterapist[aei]|medic[oi])"
)
TEAM = re.compile(
    rf"^ (?:(?:e|ma|dimmi|vorrei|mi|dai|dammi|elenco|elenca|lista|com'e|composta|composizione|chi|sono"
    rf"|e|fa|fanno|parte"
    rf"|c'e|ci sono|nel|nella|nell'|l'|la|il|lo|gli|le|i|del|della|dell'|degli|di|quant[ie]|quali|che"
    rf"|qual) ?)*{WORKERS} "
    rf"(?:(?:di|del|della|dell'|dello|in|al|alla|all'|nel|nella|nell'|ha|hanno|il|la|l'|lavor\w+|ci sono|sono|c'e) ?)*"
    rf"@(?: ?(?:ha|hanno|adesso|oggi|in tutto|lavor\w+))* $"
    rf"|^ (?:(?:e|ma|dimmi|vorrei sapere) )?(?:chi|quant[ie](?: {WORKERS}| persone)?) "
    rf"(?:(?:ci|e|sono|che) )*(?:lavor\w+|opera|operano|fa parte|fanno parte|presta servizio)"
    rf"(?: (?:a|in|al|alla|all'|di|del|della|dell'|nel|nella|nell'|per|presso|il|la|l'))* ?@ $"
)
"""How a question, with a sign for the service, asks who works there."""

SHOWN = 20


def say_staff(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say who works at the services that a question names.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "l'équipe dell'ADI", "quanti infermieri ha il PUA?".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        With the profession of each; None for what asks something else.
    """
    words = bare(question)
    if named.people or not re.search(rf"[ ']{WORKERS} | lavor| opera| fa parte| fanno parte", words):
        return None
    if not scene.viewer.may("read", "directory"):
        return None
    called, words = _service(scene, words)
    if not called or not TEAM.match(words):
        return None
    work = next((work for asked, work in WORKS.items() if re.search(rf" (?:{asked}) ", words)), "")
    found = [one for one in staff_of(called, scene.day, scene.viewer) if one.profession.startswith(work)]
    scene.intent = ""
    lines = []
    for one in found[:SHOWN]:
        label = (
            vocabulary().label("professions", one.profession).lower()
            if one.profession
            else "qualifica non scritta"
        )
        lines.append(Line(f"{one.name}: {label}, a {one.place} dal {long_day(one.since)}", one.id))
    if len(found) > SHOWN:
        lines.append(Line(f"e altri {len(found) - SHOWN}"))
    many = len({one.id for one in found})
    head = f"Lavora lì {count(many, 'professionista', 'professionisti')}:" if many == 1 else ""
    head = head or f"Lavorano lì {count(many, 'professionista', 'professionisti')}:"
    if not found:
        head = (
            "Non è scritto che qualcuno con questa qualifica lavori lì."
            if work
            else "Non è scritto chi ci lavora."
        )
    whom = f"Quali persone segue {question_name(scene, called)}?"
    query = f"Letto: i professionisti e dove lavorano, al {long_day(scene.day)}."
    choices = (Choice("Le persone seguite", whom),) if scene.viewer.may("read", "person") else ()
    return Reply("places", head, tuple(lines), query=query, choices=choices, links=(("Servizi", "servizi"),))


def question_name(scene: Scene, called: tuple[str, ...]) -> str:
    """
    Say how one asks for a service by its name.

    Parameters
    ----------
    scene
        The conversation.
    called
        Ids of services.

    Returns
    -------
    str
        The longest name by which it alone is called.
    """
    names = (name for name, ids in names_here(scene).services.items() if tuple(ids) == called)
    return f"«{max(names, key=len, default='il servizio')}»"


def _service(scene: Scene, words: str) -> tuple[tuple[str, ...], str]:
    """Find the service that words name, by the longest name; return its ids, and the words with a sign in its place."""
    apart = words.replace("'", "' ")
    names = names_here(scene).services
    for name in sorted(names, key=len, reverse=True):
        if f" {name} " in apart:
            return tuple(names[name]), apart.replace(f" {name} ", " @ ", 1).replace("' ", "'").replace(
                "'@", "' @"
            )
    return (), words
