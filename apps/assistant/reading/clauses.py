"""Take a question apart: two questions in one, the part that says who would be away, what is a mere fragment."""

from __future__ import annotations

import re

from apps.assistant.reading.words import listed, normal

ASKING = (
    r"(?:(?:chi|che|cosa|quand[oi]|quant[oie]|come|dove|quali?|perch[eé]|a che|da chi|con chi|ha|c'è)"
    r"|(?:(?:la|il|i|le) |l['’])?"
    r"(?:dat[ae]|nom[ei]|numer[oi]|motiv[oi]|cost[oi]|orari[oi]?|scadenz[ae]|indirizz[oi]))\b"
)
"""Words by which a question begins to ask: a word that asks, or the name of what is wanted."""

SPLIT = re.compile(rf"\s*[?;]\s*(?:e\s+)?|\s*,?\s+e\s+(?={ASKING})|\s*,\s+(?={ASKING})", re.IGNORECASE)
"""Where one question ends and another begins."""

AWAY = re.compile(r"(?:\bse\b|\bsenza\b|\bqualora\b)(.*?)(?:[,;:?]|$)", re.IGNORECASE)
"""The words that say who would be away."""

FILLERS = listed("asking_nothing")
"""Words that a fragment may hold and ask nothing by."""


def two_questions(question: str) -> tuple[str, ...]:
    """
    Part a question where it asks two things.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    tuple of str
        One or two parts of two words at least; more than two are left whole.
    """
    parts = questions_of(question)
    return parts if len(parts) == 2 else (question,)  # noqa: PLR2004  two, as the name says


def questions_of(question: str) -> tuple[str, ...]:
    """
    Part a question where it asks several things.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    tuple of str
        Parts of two words at least.
    """
    parts = tuple(one.strip(" .!,") for one in SPLIT.split(question) if len(one.split()) > 1)
    return parts or (question,)


def who_is_away(question: str) -> str:
    """
    Return the words of a question that say who would be away.

    Parameters
    ----------
    question
        Such as "se la badante si ammala, chi copre?".

    Returns
    -------
    str
        What follows "se" or "senza" up to a comma; the whole question where neither is there.
    """
    found = AWAY.search(question)
    return found[1] if found and found[1].strip() else question


def is_bare(words: str) -> bool:
    """
    Say whether words ask nothing by themselves.

    Parameters
    ----------
    words
        A question, without the names, helpers, funders and days in it.

    Returns
    -------
    bool
        True for "e per …?" and for no words at all.
    """
    return all(word in FILLERS or word.isdigit() for word in normal(words).replace("'", "' ").split())
