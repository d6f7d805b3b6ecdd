"""Say which words of a question an answer of many things shows no sign of: it must not read as if it had used them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from apps.assistant.general.guide import help_lines
from apps.assistant.left_aside import as_typed
from apps.assistant.reading.asides import ASKS, STOP
from apps.assistant.reading.excepted import excepted
from apps.assistant.reading.likeness import examples
from apps.assistant.reading.words import bare, normal
from apps.assistant.tables.asked_words import shared
from apps.components.words import MONTHS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply

TERRITORY = "territory"
ELSEWHERE = "Gli indicatori, e come si contano, sono in Governo del territorio."

OF = frozenset({"my_day", "cases", "places", "territory", "agreements", "calls", "help"})
"""Kinds of answer of nobody alone that tell a whole list, or the nearest of what is known, whatever else is asked."""

OF_ONE = frozenset(
    (
        "around",
        "needs",
        "waits",
        "budget",
        "given",
        "plan",
        "diary",
        "household",
        "knows",
        "team",
        "strain",
        "sign",
    )
    + ("documents", "referrals", "terms", "consents", "findings", "scales", "next", "due", "risks")
)
"""
Kinds of answer of one person that list what is written, whatever else is asked. What would be if somebody were missing,
what a step lacks and what one may do are asked in too many words for one of them to say that it was not heard.
"""

SAYS_NOTHING = (
    "entrare inserire cliccare clicco caricare carica stampare stampa preparare prepara intendo sig vale valgono"
    " mandare manda inviare registrare segnare domanda capire servire vorrebbe gentile collega telefono chiedono"
    " aspettare aspetta aspettano dare danno dato rifare rifatto stamattina stasera stanotte pomeriggio adesso subito"
    " chiamare richiamare sentire andare venire passare portare sapere vedere controllare verificare ricordare invece"
)
"""Words that ask nothing by themselves in such questions, whatever the examples hold."""

FEASTS = re.compile(r" (?:natale|capodanno|pasqua|ferragosto|befana|epifania|festivita|feste) ")
DAY = re.compile(rf"\d{{1,2}}°? (?:{'|'.join(MONTHS)})")
"""A feast, and the day that an answer says for it."""

SURE_NOT = re.compile(r"Non sono certo|Forse cerchi|Questo numero da qui")
"""How an answer begins that says by itself that it may not be what was asked."""

SAID = re.compile(
    r"[Nn]on so |[Nn]on sono certo|[Nn]on trovo|[Nn]on è scritto|[Nn]on risult|Forse |Nessun|^(?:Sì|No)\b"
)
"""How an answer says by itself what it does not know, or answers by yes or no."""

COMMON = 8
"""Kinds of question in whose examples a word must stand to say nothing that distinguishes one from another."""

MOST = 3
"""Words at most that are told; of more the answer would be of another question."""

STEM = re.compile(r"(?:h[ei]|[aeio]{1,3})$")
LONG = 7
"""Letters of a stem at most: "registrazione" and "registrare" are one word."""

PARTS = re.compile(r"[a-z]{3,}")

WITH_PRONOUN = re.compile(r"[a-z]+[aei]r(?:mi|ti|ci|vi|si|ne|l[aeio]|gli|gliel[aeio])$")
"""A verb that says nothing of what is asked for, only of what is done with it: "seguirla", "mandargli"."""


def with_unheard(question: str, named: Named, reply: Reply) -> Reply:
    """
    Say before an answer that was found by likeness which words of its question it shows no sign of.

    Parameters
    ----------
    question
        As it was typed.
    named
        Whom it names.
    reply
        The answer.

    Returns
    -------
    Reply
        The same where it shows all, and where it is not of a kind that tells a whole list.
    """
    if reply.person_id:
        return _of_one(question, named.rest if named.people else question, reply)
    question = named.rest or question
    told_whole = (
        reply.intent in OF and reply.lines and not (reply.choices or reply.wrote or reply.answer is not None)
    )
    words = unheard(_asking(question), reply) if told_whole and not SURE_NOT.match(reply.head) else []
    if not words:
        return reply
    said = "», «".join(words[:MOST])
    if reply.intent == TERRITORY:
        head = f"Questo numero da qui non so dirlo: non so tener conto di «{said}». {ELSEWHERE}"
        return replace(reply, head=head, lines=())
    told = (
        f"Di «{said}» l’aiuto non dice."
        if reply.intent == "help"
        else f"Non so tener conto di «{said}»: quello che segue vale senza."
    )
    return replace(reply, head=f"{told} {reply.head}")


def _of_one(question: str, rest: str, reply: Reply) -> Reply:
    """Say it before an answer on one person; `rest` is the question without the names that were found in it."""
    listed = reply.intent in OF_ONE and reply.lines and reply.query
    if not listed or reply.choices or reply.wrote or reply.answer is not None or SAID.search(reply.head):
        return reply
    words = unheard(_asking(rest), reply)[:MOST]
    if not words:
        return reply
    said = "», «".join(as_typed(question, one) for one in words)
    return replace(reply, head=f"Non so tener conto di «{said}»: quello che segue vale senza. {reply.head}")


def unheard(question: str, reply: Reply) -> list[str]:
    """
    List the words of a question of which an answer shows no sign.

    Parameters
    ----------
    question, reply
        As `with_unheard` takes them.

    Returns
    -------
    list of str
        In small letters: those that neither the answer says, nor an example of its kind, nor questions of any kind.
    """
    told = [
        reply.head,
        *(line.text for line in reply.lines),
        reply.query,
        *(label for label, _ in reply.links),
    ]
    heard = _stems(" ".join(told)) | _words_of()[reply.intent] | _common()
    if DAY.search(reply.head):
        question = FEASTS.sub(" ", bare(question))
    asked = dict.fromkeys(PARTS.findall(bare(question)))
    return [word for word in asked if _stem(word) not in heard and not WITH_PRONOUN.match(word)]


@cache
def _words_of() -> Mapping[str, frozenset[str]]:
    """Gather the words of the examples of each kind."""
    held: dict[str, set[str]] = defaultdict(set)
    for asked, kind in zip(examples().asked, examples().kinds, strict=True):
        held[kind] |= _stems(asked)
    held["help"] |= _stems(" ".join(f"{words} {line.text}" for words, line in help_lines()))
    return defaultdict(frozenset, {kind: frozenset(words) for kind, words in held.items()})


@cache
def _common() -> frozenset[str]:
    """Gather the words that say nothing by themselves, or are asked with of almost anything."""
    kinds: dict[str, int] = defaultdict(int)
    for words in _words_of().values():
        for word in words:
            kinds[word] += 1
    return _stems(f"{shared()['empty']} {SAYS_NOTHING}") | {
        word for word, many in kinds.items() if many >= COMMON
    }


def _asking(question: str) -> str:
    """Return the part of a question that asks, without what is told before it and what it leaves out."""
    but = excepted(question)
    question = question if but is None else but.rest
    for stop in STOP.finditer(question):
        if ASKS.match(question[stop.end() :]):
            return question[stop.end() :]
    return question


def _stems(text: str) -> frozenset[str]:
    """List the stems of the words of a text."""
    return frozenset(map(_stem, PARTS.findall(normal(text))))


def _stem(word: str) -> str:
    """Cut a word's ending, and what is long."""
    return STEM.sub("", word)[:LONG]
