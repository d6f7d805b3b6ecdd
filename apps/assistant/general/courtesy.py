"""Answer what is no question: a greeting, a bad word, despair, another language, nothing at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.guide import say_able
from apps.assistant.reading.words import listed, normal
from apps.assistant.reply import Line, Reply
from coordinator.network.record import find_services

if TYPE_CHECKING:
    from coordinator.protection import Viewer
    from coordinator.store import Store

FOREIGN = listed("foreign")
"""Small words of English, French, Spanish and German."""

ITALIAN = listed("italian")
"""Small words of Italian: some of them are other languages' too."""

RUDE = re.compile(
    r" (?:inutil|stupid|scem|idiot|cretin|schifo|cazz|merd|vaffa|stronz|fott|incapac|non capisci|fai pena|rott)"
)
THANKS = re.compile(r" (?:grazie|ottimo|perfetto|bravo|brava|gentil|utile|va bene|ok|okay|perfett)")
WHO_ARE_YOU = re.compile(
    r" (?:chi sei|cosa sei|sei un|sei una|sei chat|chatgpt|gpt|intelligenza artificiale|robot|con chi parlo|umano)"
)


def say_foreign(question: str) -> Reply | None:
    """
    Answer a question in another language, in Italian.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    Reply or None
        None when it is Italian, or too short to say.
    """
    words = normal(question).replace("'", " ").split()
    foreign = sum(word in FOREIGN and word not in ITALIAN for word in words)
    letters = [sign for sign in question if sign.isalpha()]
    strange = letters and sum(sign > "\u024f" for sign in letters) > len(letters) / 2
    if not strange and (foreign < 2 or foreign <= sum(word in ITALIAN for word in words)):
        return None
    head = "Ponte lavora in italiano: scrivi la domanda in italiano, anche con parole semplici."
    return Reply("courtesy", head, say_able().lines[:4])


def say_courtesy(question: str) -> Reply:
    """
    Answer a greeting, thanks, a bad word, or who is speaking.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    Reply
        What can be asked, after thanks nothing more.
    """
    words = normal(question)
    if WHO_ARE_YOU.search(words):
        head = (
            "Sono Ponte, il programma che usate per coordinare i casi: non una persona. Le risposte non le inventa "
            "un modello linguistico: vengono dai dati scritti e dalle norme, e dicono da dove."
        )
        return Reply("courtesy", head, say_able().lines)
    if RUDE.search(words):
        head = "Mi dispiace di non esserti stato utile. Prova con altre parole: so rispondere a cose come queste."
        return Reply("courtesy", head, say_able().lines, links=(("Aiuto", "aiuto"),))
    if THANKS.search(words):
        return Reply("courtesy", "Di niente. Se serve altro, scrivi.")
    return Reply("courtesy", "Ciao. Puoi chiedermi, per esempio:", say_able().lines)


def say_distress(store: Store, viewer: Viewer) -> Reply:
    """
    Answer who cannot bear it any more: where a person listens.

    Parameters
    ----------
    store
        The record, for its services.
    viewer
        Who asks.

    Returns
    -------
    Reply
        The places to turn to.
    """
    near = []
    if viewer.may("read", "directory"):
        kinds = ("pua", "servizio_sociale", "csm")
        near = [one for one in find_services(store, "", viewer) if one.service_kind in kinds]
    lines = [Line("Se qualcuno è in pericolo adesso, chiama il 112.")]
    for one in near:
        told = "; ".join(str(it) for it in (one.phone, one.address, one.opening_hours) if it)
        lines.append(Line(f"{one.name}{f': {told}' if told else ''}", one.id))
    head = "Mi dispiace: è tanto, da portare. Parlane con una persona, non con un programma: ti possono ascoltare qui."
    return Reply("distress", head, tuple(lines))


def say_outside() -> Reply:
    """Say that something is not Ponte's to answer."""
    head = "A questo non so rispondere: conosco le norme sociali e sanitarie, e le persone e i servizi scritti qui."
    return Reply("outside", head, say_able().lines, links=(("Aiuto", "aiuto"),))
