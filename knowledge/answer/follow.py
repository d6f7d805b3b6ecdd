"""Read a question that goes on from the one before: "e se rifiuta?", "e per i minori?", "e nel 2010?"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.answer.model import Role
from knowledge.search.words import content_words, stem, terms

if TYPE_CHECKING:
    from knowledge.answer.model import Answer, Quote

_GOES_ON = re.compile(r"\s*(?:e|ed|ma|invece|però|anche|allora|quindi|oppure|e invece)\b", re.IGNORECASE)
_TOO = re.compile(r"\b(?:anche|pure|nemmeno|neanche|lo stesso)\b", re.IGNORECASE)
_OWN = 4  # words of matter from which a question stands by itself, however it begins
_FRAME = re.compile(
    r"(?:entro|giorn[oi]|mes[ei]|ann[oi]|or[ae]|temp[oi]|termin[ei]|va|vanno|dur\w*|succed\w*|fa|fanno|fare|fatt[oaie]"
    r"|serv\w*|cost[aio]\w*|decid\w*|conclud\w*|inizi\w*|cominci\w*|dice|dicono|scritt[oaie]|prevede|vale|valgono)$"
)
"""Words that ask and name no matter: "entro quanti giorni si conclude?" asks of whatever was spoken of."""
_TAKES_UP = re.compile(
    r"\b(?:lo|la|li|le|ne|gliel[oaie])\s+(?:si\s+)?(?:dev\w+|dobbiamo|dovr\w+|poss\w+|puo|può|potr\w+|vogli\w+|ha|hanno|ho"
    r"|abbiamo|fa|fanno|faccio|paga\w*|chied\w+|decid\w+|nomin\w+|firm\w+|neg\w+|d[aà]|danno)\b"
    r"|\b\w+(?:ar|er|ir)(?:lo|la|li|le|ne)\b",
    re.IGNORECASE,
)
"""A pronoun that stands for what was spoken of: "a chi la devo chiedere?", "e possono prenderli in due?"."""
_TAKEN_UP = 6  # words of matter from which a question stands by itself, though it has such a pronoun
_LONGEST = 14  # words of a question that may go on from another
_BARE = 1  # words of matter up to which a question goes on, however it begins: "entro quando?"


def goes_on(question: str, follows: Answer | None) -> bool:
    """Tell whether a question has too little matter of its own, and there is one before it."""
    if follows is None or not follows.references:
        return False
    if (follows.read_as or follows.question).rstrip("?! .").casefold() in question.casefold():
        return False  # it holds the one before already
    own = len([word for word in content_words(question) if not (word.isdigit() or _FRAME.match(word))])
    if own < _TAKEN_UP and _TAKES_UP.search(question):
        return True
    return own <= _BARE or (own < _OWN and _GOES_ON.match(question) is not None)


def joined(question: str, follows: Answer) -> str:
    """Join a question with the one before, as that one was read."""
    return f"{follows.read_as or follows.question} {question}"


def begins_onward(question: str) -> bool:
    """Tell whether a question is put as one that goes on: "e mia sorella …", "ne ha diritto anche mio padre?"."""
    return bool(_GOES_ON.match(question) or _TOO.search(question))


def may_go_on(question: str) -> bool:
    """Tell whether a question is short enough to go on from another, however it is put."""
    return len(question.split()) <= _LONGEST


def same_act(answer: Answer, follows: Answer) -> bool:
    """Tell whether an answer's first provision stands in an act that the answer before showed."""
    first = first_shown(answer)
    return first is not None and any(
        urn.startswith(f"{first.passage.act.urn}~") for urn in follows.references
    )


def sought(question: str, follows: Answer) -> str:
    """
    Write what is searched for a question that goes on: its own words, and the matter that was spoken of.

    Parameters
    ----------
    question
        As it was typed: "e a chi lo devo chiedere?".
    follows
        The answer before.

    Returns
    -------
    str
        With those words of the question before that its first provision holds, since the others asked for something
        that is no longer asked; the two questions whole where it holds none, or nothing was quoted.
    """
    first = first_shown(follows)
    if first is None:
        return joined(question, follows)
    passage = first.passage
    held = set(terms(" ".join((passage.heading, passage.opening, passage.text))))
    words = content_words(follows.read_as or follows.question)
    matter = [word for word in words if word.isdigit() or stem(word) in held]
    return " ".join((question, *dict.fromkeys(matter))) if matter else joined(question, follows)


def first_shown(follows: Answer | None) -> Quote | None:
    """Return the rule that an answer showed first; None where it showed none."""
    return next((one for one in follows.quotes if one.role is Role.RULE), None) if follows else None
