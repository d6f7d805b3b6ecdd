"""Ask one thing more of what was just told: when, since when, by when, who, how much, why."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.assistant.reading.likeness import nearest_kind
from apps.assistant.reading.words import normal
from apps.components.words import MONTHS
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reply import Line, Reply
    from apps.assistant.whom.scene import Scene

MONTH = "|".join(MONTHS)
DATE = (
    rf"\b(?:\d{{1,2}}°? (?:{MONTH})|(?:{MONTH}) \d{{4}}|\d{{1,2}}/\d{{1,2}}"
    r"|ieri|oggi|domani|lunedì|martedì|mercoledì|giovedì|venerdì)"
)
NAME = re.compile(
    r"\b(?:[A-ZÀ-Ý][a-zà-ÿ’']+ (?:d[aei]l?l?a? )?[A-ZÀ-Ý][a-zà-ÿ’']+|nessuno se ne occupa|ha segnalato:)"
)
DONE = (
    r"(?:fatt|scritt|dett|decis|mandat|chiest|propost|firmat|valutat|registrat|segnalat|compilat|somministrat|misurat"
    r"|pres|convocat|chius|apert|inviat|pagat|visitat|vist|rilevat|scopert|nominat|trovat)[oaie]"
)
IT = r"(?:l'ha |l'hanno |l[oaie] ha |l[ie] hanno |ne ha |l[oaie] |ne |se ne |e stat[oaie] |si e |sono stat[oaie] )"
TAKES = (
    r"(?:occupa|occupava|(?:deve|doveva) occupare|incarica|prende|fa|(?:deve|doveva|dovrebbe) fare|ha in mano"
    r"|gestisce|porta avanti|pensa)"
)

BRIEF, NAMED = 4, 2
"""Words at most, and telling ones, of a question that only names what is told already."""

OWN = 0.8
"""How near to an example a question is one of its own, whatever was told before."""


OF_OTHERS = frozenset({"needs"})
"""Kinds of answer whose lines name who helps, and not who did or said what they tell."""


@dataclass(frozen=True, slots=True)
class Aspect:
    """One thing more that may be asked of what was told."""

    asked: re.Pattern[str]  # all that the question says
    told: re.Pattern[str]  # what a line holds that answers it


def _aspect(asked: str, told: str | re.Pattern[str]) -> Aspect:
    """Make an aspect of its two patterns."""
    begun = r" (?:e |ed |ma |ok |allora |scusa |grazie |esattamente |di preciso |invece |cioe )*"
    ends = r"(?: esattamente| di preciso| quindi| allora| adesso| ora| di loro| ciascuno| ognuno)? "
    return Aspect(
        re.compile(f"{begun}(?:{asked}){ends}"), told if isinstance(told, re.Pattern) else re.compile(told)
    )


ASPECTS: Sequence[Aspect] = (
    _aspect(
        r"(?:entro|per) (?:quando|che (?:giorno|data)|quale (?:giorno|data))|quando scad(?:e|ono|eva|evano)"
        r"|(?:che|quale) scadenza(?: (?:c'e|ha|hanno))?|le scadenze|con che (?:scadenza|termine)",
        r"entro |scad|mancano",
    ),
    _aspect(
        r"da (?:quando|quanto(?: tempo)?|che (?:giorno|data|mese|anno)|quanti giorni)",
        rf"\bda(?:l|ll['’]|llo)? ?{DATE}|iniziat|\bda \d+ (?:giorn|settiman|mes|ann)",
    ),
    _aspect(
        rf"quando(?: (?:di preciso|{IT}?{DONE}|e successo|e stato|era))?|(?:in |il |che )?(?:giorno|data)"
        r"|in (?:che|quale) (?:giorno|data)|(?:che|quale) giorno(?: era| e stato)?|di quando e|le date|la data",
        DATE,
    ),
    _aspect(
        rf"chi(?: {IT}?{DONE})?|da chi(?: (?:e stat[oa]|viene|{DONE}))?|chi e stat[oa](?: a (?:farl[oa]|dirl[oa]))?"
        rf"|chi (?:se )?(?:ne |lo |la |li |le |ci )?{TAKES}(?: carico)?|a chi (?:tocca|toccava|spetta|spettava)"
        r"|(?:chi e )?il responsabile|chi (?:ne )?(?:e|era|sono) (?:il |i )?responsabil[ei]|i responsabili"
        r"|chi (?:e|era) (?:incaricat\w+|assegnat\w+)"
        r"|di chi (?:e|era) (?:il compito|la colpa|la responsabilita)(?: cioe chi .*)?",
        NAME,
    ),
    _aspect(r"quanto|quanti (?:soldi|euro)|che cifra|a quanto ammonta|che importo|per quanto", r"euro|€"),
    _aspect(r"quante ore|quante|con che frequenza|ogni quanto", r"\bor[ae]\b|volt[ae]|ogni "),
    _aspect(
        r"perche(?: mai)?|come mai|(?:per )?(?:quale|che) (?:motivo|ragione)|(?:il )?motivo|il perche"
        r"|per cosa",
        r"(?i)motiv|perch|caus|«",
    ),
)


def told_more(scene: Scene, reply: Reply, question: str) -> Sequence[Line]:
    """
    Find in what was told the lines that answer one thing more.

    Parameters
    ----------
    scene
        The conversation.
    reply
        What the record says to the question before.
    question
        As it was typed: "chi l'ha fatta?".

    Returns
    -------
    sequence of Line
        Empty where it asks something else, or no line holds it.
    """
    if not reply.query or reply.refused:
        return ()
    aspect = asked_more(question)
    if aspect is not None and aspect.told is NAME and reply.intent in OF_OTHERS:
        return ()
    if aspect is None:
        return ()
    own = scene.asked("").record.party.name if reply.person_id and reply.person_id == scene.person_id else ""
    return tuple(line for line in reply.lines if aspect.told.search(_without(line.text, own)))


def _without(text: str, name: str) -> str:
    """Take the name of the one spoken of out of a line: who did something is somebody else."""
    return text.replace(name, "") if name else text


def told_by_name(_scene: Scene, reply: Reply, question: str) -> Sequence[Line]:
    """
    Find in what was told the lines that say the one or two things that a few words name: "priorità?".

    Parameters
    ----------
    reply
        What the record says to the question before.
    question
        As it was typed.

    Returns
    -------
    sequence of Line
        Empty where it says more than that, is a question of its own, or no line holds it.
    """
    named = frozenset(terms(question))
    if not 0 < len(named) <= NAMED or len(question.split()) > BRIEF or nearest_kind(question) > OWN:
        return ()
    return tuple(line for line in reply.lines if named <= frozenset(terms(line.text))) if reply.query else ()


def asked_more(question: str) -> Aspect | None:
    """
    Read which one thing more a question asks, and nothing else.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    Aspect or None
        None for a question that says anything besides.
    """
    words = normal(re.sub(r"[?!,;:.]", " ", question))
    return next((one for one in ASPECTS if one.asked.fullmatch(f" {' '.join(words.split())} ")), None)
