"""Recognise what is asked of calls: who told of somebody, which of them nobody has read, by when they are read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.calls import say_call
from apps.assistant.early.calls_listed import (
    CALLS,
    LATE,
    UNREAD,
    asks_by_priority,
    list_by_priority,
    list_calls,
)
from apps.assistant.general.rules import say_terms_from
from apps.assistant.reading.words import normal
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

PRONOUN = r"(?:ce |ci |me |te |ve )?(?:l'|la |lo |li |le )?(?:ha |hanno |aveva |avevano )?"
CASE = (
    r"(?:a noi|al pua|qui|ai servizi|da noi|il caso|la segnalazione|la pratica|la richiesta d'aiuto|questo|questa"
    r"|persona|aiuto|la signora|il signor|la|il|per|di|e|perche|come mai|quando|per (?:quale|che) motivo)"
)
WHO_TOLD = re.compile(
    rf" chi {PRONOUN}segnal\w+ (?:{CASE} ?)*$"
    rf"| chi {PRONOUN}(?:mandat\w*|inviat\w*|indirizzat\w*|fatto|aperto|chiamato|contattat\w*|chiesto) "
    rf"(?P<what>(?:{CASE} ?)*)$"
    r"| da chi (?:e |viene |arriva |ci )?(?:\w+ )?(?:segnal\w+|arrivat\w+|mandat\w+|inviat\w+|la segnalazione|il caso) "
    r"| (?:perche|come mai|quando|come) (?:e |era |ci )?(?:stat[ao] |e )?"
    r"(?:segnalat\w+|arrivat[ao] (?:a noi|al pua|qui|da noi)) "
    r"| (?:motivo|origine|provenienza|fonte|autore) (?:e chi )?(?:della|di) (?:sua )?segnalazione "
    r"| segnalante "
)
"""How a question asks who told of her, and why."""

TO_SERVICES = re.compile(r" (?:invio|invii|servizi[o]?|trasporto|navetta|alla uvm|in rsa|diario|foto|mail) ")
URGENT = re.compile(
    r" (?:(?:e|era|sara|quanto e|com'e) (?:molto |davvero )?urgente|(?:che|quale|quanta|con che) (?:priorita|urgenza)"
    r"|(?:la sua|ha) (?:una )?(?:priorita|urgenza)|e una priorita) "
)
"""How a question asks how urgent she is: her call says it, or that nobody has read it."""

CALLED = re.compile(r" chi (?:ci |mi )?(?:ha|hanno|e) (?:chiamato|segnalato|scritto|telefonato|venut\w+) ")
IN_GENERAL = re.compile(r" (?:una|la|le|ogni) segnalazion[ei] ")
WITHIN = re.compile(
    r" (?:termine|termini|quant[oi] (?:tempo|giorni)|entro quanto|entro quando|in quanto|quanto (?:ho|abbiamo|c'e)) "
)
LAWFUL = re.compile(r" (?:per legge|norm[ae]|articolo|comma|decreto) ")


def say_calls(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say who told of a person, or which calls came.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "chi ha segnalato e perché", "segnalazioni non lette".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else.
    """
    words = normal((named.rest if named.people else question).replace("?", " "))
    if LAWFUL.search(words):
        return None
    if WITHIN.search(words) and IN_GENERAL.search(words) and not named.people:
        of_reading = "lettura" if re.search(r" (?:lett|legg|vist|vede|apert|triage)", words) else ""
        return say_terms_from(scene.store, scene.viewer, scene.day, "segnalazione", of_reading)
    if not scene.viewer.may("read", "case"):
        return None
    of_many = UNREAD.search(words) or LATE.search(words)
    if not named.people and CALLS.match(words) and ("segnalazion" in words or of_many):
        return list_calls(scene, question)
    if not named.people and CALLED.search(words) and of_many:
        return list_calls(scene, question)
    if not named.people and asks_by_priority(words):
        return list_by_priority(scene, question)
    told = WHO_TOLD.search(words)
    if URGENT.search(words) and (named.people or scene.person_id):
        asked = settled(scene, question, named, "calls")
        return asked if isinstance(asked, Reply) else say_call(asked)
    if told is None or TO_SERVICES.search(words) or (told["what"] == "" and not named.people):
        return None
    asked = settled(scene, question, named, "calls")
    return asked if isinstance(asked, Reply) else say_call(asked)
