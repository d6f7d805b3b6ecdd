"""Say plainly that a list of persons cannot be made, which of its words are not counted, and what is near."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.census.names import names_here
from apps.assistant.census.patterns import plain
from apps.assistant.census.reading import EITHER, Reading
from apps.assistant.census.showing import show_many
from apps.assistant.census.taking import SERVICE
from apps.assistant.census.words import of_many, read_census
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

PEOPLE = (
    r"(?:person[ae]|anzian[ie]|utent[ie]|assistit[ie]|pazient[ie]|famigli[ae]|donn[ae]|uomini|minor[ie]|bambin[ie]"
    r"|ragazz[ie]|disabili|cas[oi]|cittadin[ie]|caregiver|soggetti)"
)
HOLDS = (
    r"(?:ha|hanno|avrebbe(?:ro)?|e|sono|sia|siano|sta|stanno|vive|vivono|abita(?:no)?|aspetta(?:no)?|attend(?:e|ono)|usa(?:no)?"
    r"|frequenta(?:no)?|riceve|ricevono|manca(?:no)?|risulta(?:no)?|rischia(?:no)?|rimane|rimangono|resta(?:no)?|dorme|dormono"
    r"|compie|compiono|fatica(?:no)?|cade|cadono|peggiora(?:no)?|vediamo|sentiamo|abbiamo|seguiamo|visitiamo|conosciamo"
    r"|vedo|sento|seguo|visito|viene|vengono|esce|escono|riesce|riescono|mangia(?:no)?|paga(?:no)?|beve|bevono|serv(?:e|ono)|nasce|muore|muoiono|prende|prendono|va|vanno)"
)
ASKS = re.compile(
    r"^ (?:e |ma |scusa |dimmi |vorrei sapere |mi dici |sai |fammi vedere |mostrami |trovami |cerco )?"
    rf"(?:(?:chi|quant[ie]|qualcuno|nessuno|quell[ie])(?: (?:fra|tra|di) [a-z]+)?"
    rf"|(?:quali|quant[ie]|che|tutt[ie] (?:gli|le|i)|gli|le|i) (?:altr[ie] )?{PEOPLE}"
    rf"|a chi|c'e (?:qualcuno|una persona|qualche persona)|ci sono {PEOPLE}|{PEOPLE}"
    rf"|(?:fammi |dammi |vorrei )?(?:l'|un |una |la )?(?:elenco|lista)(?: d[a-z']+)?(?: {PEOPLE})?)"
    rf"(?: che)? (?:(?:non|ci|ne|si|ancora|gia|oggi|adesso|anche) )*{HOLDS} "
    rf"|^ (?:elenco |lista |quante |quanti )?(?:di |delle |degli |dei )?{PEOPLE} (?:con|senza|che|mai|in|di cui|a cui) "
)
"""How a question asks for whoever is, has or does something."""

ONE_MEANT = re.compile(
    r" (?:chi (?:e|sono|sta|era|sarebbe) (?:il|la|lo|l'\w+|i|gli|le|un|una|quell\w+"
    r"|che|stat\w+ a|responsabil\w*|competent\w*)"
    r"|chi (?:l'|lo |la |li |le |gli )?(?:ha|hanno|aveva) (?!bisogn|dirit|rifiut|rinunci|finit|compiut|cambiat"
    r"|avut|pers[oa]|ricevut)[a-z]+"
    r"(?:at|ut|it|ett|itt|st|rt|nt|lt|s)[oaie]) "
)
"""How a question asks who did something to somebody, or who somebody's helper is: one is meant, who is not named."""

OF_RIGHTS = re.compile(r" (?:puo|possono|spett\w+|diritt\w+|dev\w+|obblig\w+|vietat\w+|tocca) ")
"""Words by which a question asks what is due to whoever is so, and not who is."""

WHOLE = frozenset({"cases", "territory", "places", "my_day"})
"""Kinds of question that are answered with a list that no word of the question makes shorter."""

TURNING = frozenset(
    f"{EITHER} non mai senza nessun nessuno nessuna niente tranne escluso esclusi parte piu".split()
)
"""Words that turn what is asked: with one that is not understood, what is understood may be the contrary."""

FEW, SEVERAL = 2, 2
"""Words at most that are not understood, and things at least that are, where a question is still surely of many."""

PLACES = re.compile(r" (?:post[oi]|liber[oi]) ")
COUNTS = re.compile(r"^ (?:e )?quant[ie] ")

NEAR = (
    "Persone: età, comune, chi vive da solo, bisogni anche senza risposta",
    "Chi le aiuta: senza medico, caregiver, badante o case manager; caregiver affaticato",
    "Servizi: chi è in carico, chi aspetta e da quanto, chi non ne ha",
    "Percorsi: fase, termini scaduti, con o senza piano; chi non si sente da tempo",
)
LINKS = (("Rilievi", "rilievi"), ("Persone", "persona"), ("Oggi", "./"))


def asks_for_many(question: str) -> bool:
    """
    Say whether a question asks for whoever is, has or does something, and for nobody in particular.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    bool
        False for "chi la segue?", "chi è il medico?", "chi ha firmato?", where one is meant who is not named, and
        for what is asked of anybody's rights.
    """
    words = plain(question)
    return bool(ASKS.match(words)) and not (ONE_MEANT.search(words) or OF_RIGHTS.search(words))


def is_listed_whole(scene: Scene, question: str, intent: str) -> bool:
    """
    Say whether a list of all would be told to who asked for those of whom something holds.

    Parameters
    ----------
    scene, question
        The conversation, and what was asked.
    intent
        What the question was taken for.

    Returns
    -------
    bool
        True where the question says more than the list of that kind reads.
    """
    if intent not in WHOLE or not asks_for_many(question) or PLACES.search(plain(question)):
        return False
    return bool(not_counted(scene, question)) and not (
        intent == "territory" and COUNTS.search(plain(question))
    )


def not_counted(scene: Scene, question: str) -> str:
    """
    Return the words of a question that are not counted.

    Parameters
    ----------
    scene, question
        The conversation, and what was asked.

    Returns
    -------
    str
        As they were typed, without capitals and accents.
    """
    reading = Reading(plain(question), scene.day, names_here(scene))
    reading.read()
    rest = reading.left()
    for name, _ in reading.queue:
        rest = rest.replace(SERVICE, name, 1)
    rest = rest.replace("@fase", reading.phase_words)
    rest = rest.replace("@bisogno", "bisogno").replace("#", "")
    typed = normal(question).split()
    told = (word for word in rest.split() if not word.isdigit() or word in typed)  # "quaranta" may be a name
    return " ".join(word for word in told if not re.fullmatch(HOLDS, word))


def say_uncounted(scene: Scene, question: str) -> Reply:
    """
    Say that a list of persons cannot be made.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed; one for which `asks_for_many` holds.

    Returns
    -------
    Reply
        Those of whom all holds that was understood, with the words that are not counted said first; where nothing
        was, what is counted, and the pages that are near.
    """
    viewer = scene.viewer
    if not viewer.may("read", "person"):
        links = (("Governo del territorio", "governo"), ("Chi vede che cosa", "politica"))
        head = "Questo non so contarlo, e con il tuo ruolo non si vedono le singole persone."
        return Reply("census", head, query="Letto: che cosa vede il tuo ruolo.", links=links)
    rest = not_counted(scene, question)
    if rest and not TURNING & set(rest.split()) and (partly := _in_part(scene, question, rest)):
        return partly
    what = f": «{rest}» non so contarlo" if rest else ""
    if EITHER in rest.split():
        what = ": con «o» metto insieme due cose, ciascuna detta per intero; questa non l’ho capita"
    lines = tuple(Line(one) for one in NEAR)
    query = "Letto: nessun dato; la domanda non è stata capita tutta."
    return Reply("census", f"Questo elenco non so farlo{what}. So contare:", lines, query=query, links=LINKS)


def say_in_part(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Answer a question that asks several things of each of many persons, as far as it is understood.

    Parameters
    ----------
    scene, question
        The conversation, and what was asked.
    named
        Whom it names: a question that names somebody is of her.

    Returns
    -------
    Reply or None
        None where fewer than two things are understood, or more than a few words are not.
    """
    words, viewer = plain(question), scene.viewer
    if scene.person_id or named.people or not of_many(question) or not viewer.may("read", "person"):
        return None
    if ONE_MEANT.search(words) or OF_RIGHTS.search(words):
        return None
    rest = not_counted(scene, question)
    if not rest or len(rest.split()) > FEW or TURNING & set(rest.split()):
        return None
    return _in_part(scene, question, rest, least=SEVERAL)


def _in_part(scene: Scene, question: str, rest: str, least: int = 1) -> Reply | None:
    """Answer as far as the question is understood; None where too few conditions of it were."""
    asked = read_census(question, scene.day, names_here(scene))
    if asked is None or len(asked.said) < least:
        return None
    scene.many, scene.intent = asked, ""
    reply = show_many(scene, replace(asked, mine=asked.mine and scene.viewer.party_id is not None))
    head = f"Non so contare «{rest}». Senza questa condizione, quindi forse più di chi cerchi: {reply.head}"
    return replace(reply, head=head, query=f"{reply.query} Non letto: «{rest}».")
