"""Go on from an indicator of the territory to another; and refuse, plainly, names to who may see numbers alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.district import say_territory
from apps.assistant.general.indicators import near_indicators
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

GOES_ON = re.compile(r"^ (?:e|ed|ma|invece|quant[ie]|quell[ie]|la|il|i|le|gli|anche|in media) ")
"""How a question begins that may go on from the one before."""

VALUE = re.compile(
    r"^ (?:(?:e|ma|allora|quindi|da noi|qui|noi|nel (?:nostro )?(?:distretto|territorio)|nostro|il|per|in) )*"
    r"(?:(?:a )?quanto (?:vale|e|fa|siamo|ammonta|sta)|quant'e|come siamo(?: messi)?"
    r"|(?:che|qual e il|il) (?:valore|numero)|da noi|quanti sono|a che punto siamo)"
    r"(?: (?:ha|abbiamo|adesso|ora|oggi|da noi|qui|nostro|nel (?:nostro )?(?:distretto|territorio)))* $"
)
"""How a question asks for the value of an indicator that was explained."""

EXPLAINED = ", indicatore del territorio:"
"""How the answer ends that explains one."""

LONGEST = 9
"""Words at most of one that does."""

OF_PERSONS = (
    r"(?:pazient[ei]|person[ae]|assistit[oaie]|utent[ei]|ospit[ei]|anzian[oaie]|ricoverat[oaie]|seguit[oaie]|iscritt[oaie]"
    r"|in carico|in lista|in attesa|malat[oaie]|disabil[ei]|minor[ei]|cas[oi])"
)
NAMES = re.compile(
    rf" (?:(?:nom[ei]|nominativ\w+|cognom[ei]|elenc\w+|lista) (?:[a-z']+ ){{0,6}}?{OF_PERSONS}"
    rf"|{OF_PERSONS} (?:[a-z']+ ){{0,8}}?(?:nom[ei]|nominativ\w+|cognom[ei])"
    r"|chi (?:e|sono|abbiamo|sta|stanno|c'e) (?:[a-z']+ ){0,2}?(?:seguit[oaie]|in carico|ricoverat[oaie]|assistit[oaie]"
    r"|iscritt[oaie]|in lista|in attesa|ospit\w+)) "
)
"""How persons are asked for by name."""

COUNTS = re.compile(
    r" (?:quant\w+|numero|percentuale|quota|media|mediana|per legge|norm[ae]|articol\w+|diritto|spett\w+|puo|possono"
    r"|dev\w+|requisit\w+|serviz[io]|strutture|indicator\w+|accord[oi]|ent[ei]|posti) "
)
"""Words for what may be told without names: numbers, rights, services."""


def say_next_indicator(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say another indicator of the territory, where the question before asked for one.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "e quante hanno un piano attivo?".
    named
        Whom it names: of a person it is another question.

    Returns
    -------
    Reply or None
        None where the answer before was none of the territory, or this one names no indicator.
    """
    before = scene.said.intent if scene.said is not None else ""
    words = bare(question)
    if before not in {"territory", "meaning"} or named.people or not scene.viewer.may("read", "territory"):
        return None
    if before == "meaning":
        label, explained, _ = scene.said.head.partition(EXPLAINED) if scene.said is not None else ("", "", "")
        asked = explained and VALUE.match(words)
        return say_territory(scene.store, scene.viewer, scene.day, label) if asked else None
    if len(words.split()) > LONGEST or not (GOES_ON.match(words) and near_indicators(question)):
        return None
    return say_territory(scene.store, scene.viewer, scene.day, question)


def say_no_names(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say that persons are not the asker's to see, where she asks for their names.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "l'elenco nominativo di chi è in carico al SerD".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for who may read persons, and for what asks for a number.
    """
    words = bare(question)
    if scene.viewer.may("read", "person") or named.people or COUNTS.search(words):
        return None
    if not NAMES.search(words):
        return None
    head = "Con il tuo ruolo non si vedono i nomi né i dati delle singole persone: si vedono i numeri."
    links = (("Chi vede che cosa", "politica"), ("Governo del territorio", "governo"))
    return Reply("census", head, query="Letto: che cosa vede il tuo ruolo.", links=links)
