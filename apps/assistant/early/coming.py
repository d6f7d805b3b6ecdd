"""Say what there is to do in some days to come: for the person in mind, for who asks, or in all the paths she sees."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.path import say_terms
from apps.assistant.answers.upcoming import say_next
from apps.assistant.early.overdue import say_overdue
from apps.assistant.general.work import say_my_day
from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.windows import coming_after, named_window, without_window
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.reading.windows import Window
    from apps.assistant.whom.scene import Scene

TO_DO = re.compile(
    r" (?:(?:che|cosa|che cosa|cos'|altro|qualcosa|niente|nulla)(?: altro| di)? ?(?:c'e|ci sono|abbiamo|avete|ho|ha"
    r"|hanno|c'|bisogna|devo|dobbiamo|si deve|resta|tocca|succede|mi aspetta|ci aspetta|la aspetta|aspetta|arriva)"
    r"|c'e (?:qualcosa|qualche|altro|niente|roba)|(?:abbiamo|ho|ha) (?:qualcosa|qualche|niente|altro|impegni|cose)"
    r"|impegn[oi]|appuntament[oi]|in programma|programma(?= d)|agenda|calendario|da fare|a posto|in vista|urgenze) "
)
DUE = re.compile(r" (?:scad\w+|termin[ei]|compit[oi]) ")
"""How a question asks what there is to do, or what falls due."""

GONE = re.compile(
    r" (?:era(?:no)?|c'era|aveva(?:no)?|scadut\w+|success\w+|fu|e stat[ao]|sono stat[ie]|passat[oaie]|scors[oaie]|fa"
    r"|ha fatto|hanno fatto|abbiamo fatto|ho fatto|intorno|attorno|vicino) "
)
ELSE = re.compile(
    r" (?:chi|quant[ieao]|quali (?:person\w+|percorsi|casi|assistit\w+)|legge|norm[ae]|articol[oi]|contratt\w+|euro"
    r"|soldi|budget|or[ae]|post[oi] liber\w+|liber[oi]|scala|ecomappa|mappa|rete|legam[ei]|bisogn[oi]|apert[oaie]"
    r"|rispetto a\w*|divers[oaie]|cambi\w+|novita|(?:di )?nuov[oaie](?= da | dal | dall)"
    r"|chius[oaie]|proroga\w*|accord[oi]|patt[oi]|convenzion[ei]|segna\w*|aggiung\w*|scriv\w*|registra\w*|ricorda\w*"
    r"|metti|annota\w*|manca|mancano|mancher\w+|mancass\w+|assent[ei]|assenza|si oper\w+|ricover\w+|va via"
    r"|non (?:c'e|ci (?:e|sara|sta))(?! (?:niente|nulla|altro|qualcosa))) "
)
"""Words of what is past, and of other questions: of many, of the law, of money, of who is away, of what is to write."""

OF_ALL = re.compile(
    r" (?:tutt[ie]|i (?:miei |nostri )?casi|(?:i|dei) (?:miei|nostri) (?:assist|pazient|utent|anzian|percors|person)\w+"
    r"|percorsi|(?:i|gli) assistit[ie]|distretto"
    r"|ambito) "
)
MINE = re.compile(r" (?:mie[ie]|mia|mio|ho|devo|mi|me|io|cos'ho) ")
OF_ASKER = re.compile(r" (?:cos'ho|ho|devo|mi aspetta|mi tocca|miei|mie|io|per me) ")
"""How a question is of all paths, of those of the asker, and of the asker's own work."""

DATED = frozenset({"next", "terms", "my_day", "overdue"})
"""Kinds of answer that are of what is to be done."""

BRIEF = 9
"""Words at most of a question that only names other days."""


def say_coming(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what there is to do in some days to come.

    Parameters
    ----------
    scene
        The conversation; whoever is named comes to mind.
    question
        As it was typed: "cosa c'è per lei da qui a mercoledì?", "appuntamenti della settimana prossima".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what names no day to come, or asks something else.
    """
    if not scene.viewer.may("read", "case"):
        return None
    words = bare(named.rest if named.people else question)
    if (onward := _onward(scene, question, words, named)) is not None:
        return onward
    if GONE.search(words) or ELSE.search(words) or named_window(question, scene.day) is None:
        return None
    due = DUE.search(words) is not None
    if not (due or TO_DO.search(words)):
        return None
    if named.people or (scene.person_id and not (OF_ALL.search(words) or OF_ASKER.search(words))):
        return None if due else _of_her(scene, question, named)
    if OF_ALL.search(words):
        return _of_all(scene, question, words, named)
    if scene.person_id:
        return None
    scene.intent = "my_day"
    return say_my_day(scene.store, scene.viewer, scene.day, "", question)


def _of_her(scene: Scene, question: str, named: Named) -> Reply:
    """Answer of one person."""
    asked = settled(scene, question, named, "next")
    return asked if isinstance(asked, Reply) else say_next(asked)


def _of_all(scene: Scene, question: str, words: str, named: Named) -> Reply | None:
    """Answer of all paths, or of those that the asker follows."""
    mine = " miei" if MINE.search(words) else ""
    rest = re.sub(r"\b(?:miei|mie|nostri)\b", " ", question, flags=re.IGNORECASE)
    person, scene.person_id = scene.person_id, ""
    reply = say_overdue(scene, f"i{mine} termini in scadenza: {rest}", named)
    scene.person_id = person
    return reply


def _onward(scene: Scene, question: str, words: str, named: Named) -> Reply | None:
    """Answer the question before for other days: "e la settimana dopo?", "e fino a fine mese?"."""
    said = scene.said
    if said is None or said.intent not in DATED or named.people or len(words.split()) > BRIEF:
        return None
    time = coming_after(question, named_window(scene.question, scene.day), scene.day)
    time = time or (
        named_window(question, scene.day) if is_bare(without_window(question, scene.day)) else None
    )
    if time is None:
        return None
    again = f"{without_window(scene.question, scene.day).strip()} {_said(time)}?"
    if said.person_id and said.intent in {"next", "terms"}:
        asked = scene.asked(again)
        reply = say_terms(asked) if said.intent == "terms" else say_next(asked)
    elif said.intent == "my_day":
        reply = say_my_day(scene.store, scene.viewer, scene.day, scene.person_id, again)
    else:
        return say_overdue(scene, again, named) or _of_all(scene, again, bare(again), named)
    scene.intent = said.intent
    return reply


def _said(time: Window) -> str:
    """Write days to come in numbers, as a question may say them."""
    if time.first is None:
        return f"entro il {time.last:%d/%m/%Y}"
    if time.last is None:
        return f"dal {time.first:%d/%m/%Y} in poi"
    return f"dal {time.first:%d/%m/%Y} al {time.last:%d/%m/%Y}"
