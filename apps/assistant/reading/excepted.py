"""Find in a question what it leaves out: "tranne i medici", "oltre ad Ada", "senza contare la RSA"."""

from __future__ import annotations

import re
from typing import NamedTuple

from apps.assistant.reading.words import bare

TO = r"(?:a(?:d|l|llo|lla|i|gli|lle)?\b|all['’])"
OF = r"(?:di|d['’]|del(?:lo|la)?|dell['’]|dei|degli|delle)"
ART = r"(?:(?:il|lo|la|i|gli|le|un|uno|una|quell[aeio]|quei|quegli)\b|l['’]|un['’])"
LEAVES_OUT = re.compile(
    r"(?:^|(?<=[\s,;(]))(?:(?:e|ma|però|pero|invece|anche)\s+)*(?:"
    r"tranne(?:\s+che)?|eccetto|eccettuat[oaie]|fuorch[eéè]|esclus[oaie]|escludendo"
    rf"|(?:non|senza)\s+(?:contare|contando|considerare|considerando|calcolare|calcolando|includere)"
    rf"|lasciando\s+(?:fuori|perdere|stare|da\s+parte)|togliendo|tolt[oaie]"
    rf"|men[oe](?=\s+{ART})|salvo(?=\s+{ART})|a\s+parte|(?:ad|con|a)\s+(?:eccezione|esclusione)\s+{OF}"
    rf"|all['’]infuori\s+{OF}|al\s+di\s+fuori\s+{OF}|oltre\s+(?={TO})|in\s+aggiunta\s+(?={TO})"
    rf"|(?<=,\s)non\s+(?={ART}\s*\w)|(?<=,)non\s+(?={ART}\s*\w)|ma\s+non\s+(?={ART}\s*\w)"
    r")\s*",
    re.IGNORECASE,
)
"""How it is said that some are left out."""

NAME = rf"(?:{ART}\s*)?[^\W\d]+(?:\s+[^\W\d]+){{0,2}}"
ENDS = re.compile(
    rf"[;:?!.]|,(?!(?:\s+{NAME}\s*,)*\s+{NAME}\s+(?:e|ed|o)\s+{NAME}\s*[?!.]*$)"
    r"|\s(?=(?:e|ma)\s+(?:quant|qual|chi|come|dove|quando|cosa|che|per|a\s+chi|di\s+chi|da\s+chi)\b)"
    r"|\s(?=(?:chi|quant[oaie]|qual[ei]|cosa|quando|dove)\b)",
    re.IGNORECASE,
)
"""Where what is left out ends."""

BETWEEN = re.compile(r"\s*,\s*|\s+(?:e|ed|o|né|ne)\s+", re.IGNORECASE)
NOTHING = re.compile(
    r"(?:a|ad|al|allo|alla|ai|agli|alle|il|lo|la|i|gli|le|un|uno|una|di|del|dello|della|dei|degli|delle|da|dal|dalla"
    r"|quello|quella|quelli|quelle|quei|che|per|con|in|nel|nella|nei|nelle|su|sig|signora|signor|dott|dottor"
    r"|dottoressa|dottssa|caso|casi)"
)
"""Words that name nobody."""

ELIDED = re.compile(r"\b(?:all|dall|dell|nell|sull|l|d|un|quell)['’]", re.IGNORECASE)
WHO = re.compile(r"(?:lei|lui|loro|me|te|noi|voi|se|stess[oa]|quest[oaie]|cio)")
"""Words for somebody or something that was spoken of before."""

LONGEST = 8
"""Words that may be left out: more are a sentence of their own."""


class Excepted(NamedTuple):
    """What a question leaves out, and what it asks of the others."""

    rest: str  # the question without it; empty where nothing else is asked
    said: str  # as it was typed: "tranne i medici"
    items: tuple[tuple[str, ...], ...]  # the words of each that is left out, in small letters


def excepted(question: str) -> Excepted | None:
    """
    Find what a question leaves out.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    Excepted or None
        None where it leaves nothing out.

    Examples
    --------
    >>> excepted("chi lavora all'ADI oltre alla Greco?").items
    (('greco',),)
    >>> excepted("quanti sono oltre i trenta giorni?") is None
    True
    """
    found = LEAVES_OUT.search(question)
    if found is None:
        return None
    tail = question[found.end() :]
    end = ENDS.search(tail)
    left_out, after = (tail[: end.start()], tail[end.start() :]) if end else (tail, "")
    parts = [bare(ELIDED.sub("", one)).split() for one in BETWEEN.split(left_out)]
    items = tuple(tuple(word for word in part if not NOTHING.fullmatch(word)) for part in parts)
    items = tuple(one for one in items if one)
    if (
        not items
        or len(bare(left_out).split()) > LONGEST
        or any(WHO.fullmatch(word) for one in items for word in one)
    ):
        return None
    before = question[: found.start()].rstrip(" ,;(")
    if not bare(before).strip():
        after = after.lstrip(" ,;:")
    rest = f"{before}{after}"
    said = question[found.start() : found.end() + len(left_out)].strip(" ,;")
    return Excepted(rest if bare(rest).strip() else "", said, items)
