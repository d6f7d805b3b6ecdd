"""Answer what is no question: a greeting, a bad word, despair, another language, nothing at all."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.general.guide import say_able
from apps.assistant.reading.nonsense import is_nonsense
from apps.assistant.reading.words import listed, normal
from apps.assistant.reply import Choice, Line, Reply
from coordinator.network.record import find_services

if TYPE_CHECKING:
    from coordinator.protection import Viewer
    from coordinator.store import Store

FOREIGN = listed("foreign")
"""Small words of English, French, Spanish and German."""

ITALIAN = listed("italian")
"""Small words of Italian: some of them are other languages' too."""

RUDE = re.compile(
    r" (?:inutil|stupid|scem[oiae]|idiot|cretin|schif|cazz|merd|vaffa|stronz|fott|incapac|fai pena|rott"
    r"|deficient|imbecill|coglion|ridicol|pessim|non (?:capisci|vali|servi a|funzioni)|fai ridere|bugiard|testa di)"
)
TAKES_LEAVE = re.compile(
    r" (?:arrivederci|a (?:domani|dopo|presto|risentirci|lunedi)|alla prossima|ci (?:vediamo|sentiamo)|buonanotte"
    r"|buona (?:notte|serata|giornata)|addio|stacco|vado via|buon lavoro|buon weekend) "
)
HOW_ARE_YOU = re.compile(r" (?:come (?:stai|va|butta|te la passi)|tutto bene) ")
ASKED = (
    "Che cosa devo fare oggi?",
    "Quali servizi hanno posti liberi?",
    "Chi predispone il progetto individuale?",
)
"""What is offered to who greets, or was not understood."""

IN_DANGER = "Se qualcuno è in pericolo adesso, chiama il 112."

HELP_ME = re.compile(
    r"^ (?:(?:ciao|scusa\w*|salve|buongiorno|per favore|ti prego|per cortesia|e|ma|ponte) )*"
    r"(?:aiuto|help|aiutami|aiutateci"
    r"|(?:mi|ci) (?:puoi|sai|potresti|potete|puo) (?:aiutare|dare (?:un aiuto|una mano))"
    r"|(?:puoi|sai|potresti) (?:aiutarmi|aiutarci|darmi una mano)"
    r"|(?:mi|ci) (?:serve|servirebbe) (?:un )?(?:aiuto|una mano)"
    r"|(?:ho|avrei|avremmo) bisogno (?:di |del tuo )(?:un )?(?:aiuto|una mano)"
    r"|non so (?:da (?:dove|che parte)|come|cosa) (?:\w+ )?(?:comincia\w*|iniziar\w*|partire|chiedert\w+))"
    r"(?: (?:per favore|grazie|mi aiuti|aiutami|mi puoi aiutare|mi dai una mano|ti prego|puoi aiutarmi|subito))* $"
)
"""How somebody asks for help and does not say with what."""

SHOWN = 30
"""Letters that are told again of what was not understood."""

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


def say_help(question: str) -> Reply | None:
    """
    Answer who asks for help and does not say with what.

    Parameters
    ----------
    question
        As it was typed: "aiuto", "mi puoi dare una mano?", "non so da dove cominciare".

    Returns
    -------
    Reply or None
        What can be asked, and whom to call if somebody is in danger; None where it says with what.
    """
    if not HELP_ME.match(normal(question.replace("?", " ").replace("!", " ").replace(",", " "))):
        return None
    able = say_able()
    return replace(able, lines=(*able.lines, Line(IN_DANGER)))


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
    if RUDE.search(words):
        head = "Mi dispiace di non esserti stato utile. Prova con altre parole; puoi chiedermi, per esempio:"
        return Reply("courtesy", head, choices=to_ask(), links=(("Aiuto", "aiuto"),))
    if WHO_ARE_YOU.search(words):
        head = (
            "Sono Ponte, il programma che usate per coordinare i casi: non una persona. Le risposte non le inventa "
            "un modello linguistico: vengono dai dati scritti e dalle norme, e dicono da dove."
        )
        return Reply("courtesy", head, say_able().lines)
    if TAKES_LEAVE.search(words):
        return Reply("courtesy", "Arrivederci, e buon lavoro.")
    if HOW_ARE_YOU.search(words):
        head = "Bene, grazie: sono un programma, e sono pronto. Puoi chiedermi, per esempio:"
        return Reply("courtesy", head, choices=to_ask())
    if THANKS.search(words):
        return Reply("courtesy", "Di niente. Se serve altro, scrivi.")
    return Reply(
        "courtesy", "Ciao. Puoi chiedermi, per esempio:", choices=to_ask(), links=(("Aiuto", "aiuto"),)
    )


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
    lines = [Line(IN_DANGER)]
    for one in near:
        told = "; ".join(str(it) for it in (one.phone, one.address, one.opening_hours) if it)
        lines.append(Line(f"{one.name}{f': {told}' if told else ''}", one.id))
    head = "Mi dispiace: è tanto, da portare. Parlane con una persona, non con un programma: ti possono ascoltare qui."
    return Reply("distress", head, tuple(lines))


def say_outside() -> Reply:
    """Say that something is not Ponte's to answer."""
    head = (
        "A questo non so rispondere: conosco le persone e i servizi scritti qui, e le norme sociali e sanitarie. "
        "Puoi chiedermi, per esempio:"
    )
    return Reply("outside", head, choices=to_ask(), links=(("Aiuto", "aiuto"),))


def say_nonsense(question: str) -> Reply | None:
    """
    Say that letters are no words.

    Parameters
    ----------
    question
        As it was typed: "asdf", "bla bla bla".

    Returns
    -------
    Reply or None
        None where a word of it may be one, or somebody's name.
    """
    if not is_nonsense(question):
        return None
    head = f"«{question.strip()[:SHOWN]}» non l’ho capito. Puoi chiedermi, per esempio:"
    return Reply("outside", head, choices=to_ask(), links=(("Aiuto", "aiuto"),))


def to_ask() -> tuple[Choice, ...]:
    """
    Give three questions that anybody may ask.

    Returns
    -------
    tuple of Choice
        Of one's work, of the services and of the norms.
    """
    return tuple(Choice(one, one) for one in ASKED)
