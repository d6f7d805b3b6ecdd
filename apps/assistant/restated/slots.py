"""Take out of a question what changes from one to the next: services, places, colleagues, needs, times, numbers."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from apps.assistant.answers.person import named_needs, without_needs
from apps.assistant.census.patterns import plain
from apps.assistant.reading.helpers import GENERAL, WORDS
from apps.assistant.reading.people import ORDINARY
from apps.components.words import MONTHS
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.assistant.reading.of_many import Names

SIGNS = {
    "servizio": "servizio",
    "luogo": "rocca",
    "collega": "rossi",
    "bisogno": "bisogno",
    "aiuto": "figlia",
    "tempo": "a marzo",
    "numero": "10",
}
"""What stands for each part that changes, where likeness is weighed: a word of its sort, always the same."""

HER = "lei"
"""The part that stands for the person in mind; a wording never says it."""

TAKEN_UP = frozenset({HER, "it", "asked", "before"})
"""Parts that a question takes up from those before it: the person, the thing spoken of, the question itself."""

SIGN = re.compile(r"\{(\w+)\}")
HELD = "zz"
"""What begins a word that holds the place of a part: "zzluogo"; no word of the language does."""

PLACE = re.compile(rf"\b{HELD}({'|'.join(SIGNS)})\b")
NO_NEED = re.compile(r"infermier[aei]\b")
"""Words of those who work, which begin as needs do."""

JOINED = {
    **dict.fromkeys(("del", "al", "dal", "nel", "sul", "col"), "il"),
    **dict.fromkeys(("dello", "allo", "dallo"), "lo"),
    **dict.fromkeys(("della", "alla", "dalla", "sulla"), "la"),
    **dict.fromkeys(("dell'", "all'", "dall'", "sull'"), "l'"),
    **dict.fromkeys(("dei", "ai", "dai"), "i"),
    **dict.fromkeys(("degli", "agli", "dagli"), "gli"),
    **dict.fromkeys(("delle", "alle", "dalle"), "le"),
}
"""Words that hold an article → the article."""

ARTICLES = frozenset({"il", "lo", "la", "l'", "i", "gli", "le", "un", "una", "un'"})

HELPER = re.compile(
    rf"(?<= )(?P<lead>(?:(?:di|a|da|il|lo|la|l'|i|gli|le|un|una|un'|sua|suo|suoi|sue|{'|'.join(JOINED)}) )*)"
    rf"(?P<who>{'|'.join(f'(?:{pattern})' for pattern, _ in WORDS[:-GENERAL])})(?= )"
)
"""What somebody is to her, with the words that lead to it: "dalla figlia", "il suo medico"."""

MONTH = "|".join(MONTHS)
WEEKDAY = "lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica"
UNIT = r"(?:giorn[oi]|settiman[ae]|mes[ei]|trimestr[ei]|semestr[ei]|ann[oi]|ore)"
BEFORE = (
    r"(?:(?:entro|prima|dopo|fino|durante|per|in|da|di|a|ad|al|allo|alla|all|dal|dallo|dalla|dall|del|dello|della"
    r"|dell|nel|nello|nella|nell|negli|nei|nelle|tra|fra|il|lo|la|l|i|gli|le|corso|questo|questa|quest)'? )*"
)
TIME = re.compile(
    rf"(?<= ){BEFORE}(?:"
    rf"\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-](?:20)?\d\d)?"
    rf"|(?:\d{{1,2}}|primo|fine|inizio|meta) (?:di )?(?:{MONTH})(?: (?:del )?20\d\d)?"
    rf"|(?:{MONTH})(?: (?:del )?20\d\d| scorso| prossimo)?"
    rf"|(?:scors[oaie]|prossim[oaie]|ultim[oaie]) (?:\d+ )?{UNIT}"
    rf"|(?:\d+ )?{UNIT} (?:scors[oaie]|prossim[oaie]|passat[oaie]|in corso|corrente)"
    rf"|(?:\d+|un|una|qualche|pochi|poche|alcuni|alcune) {UNIT} fa"
    rf"|quest[oa]? ?'? ?{UNIT}|fine (?:mese|anno|settimana)|(?:fine|inizio|meta) (?:del )?20\d\d|anno|20\d\d"
    rf"|(?:{WEEKDAY})(?: (?:scors[oa]|prossim[oa]))?"
    r"|natale|pasqua|capodanno|ferragosto|ieri|domani|dopodomani"
    r")(?= )"
)
"""A time, with the words that lead to it."""

LEFT = re.compile(
    r"^(?:per|di|a|da|con|del|della) "
    r"(?=(?:da|dal|dall|dalla|dallo|a|al|in|nel|nell|nella|entro|prima|dopo|fino|durante|tra|fra)\b)"
)
"""What is left of a name taken out before a time: "per Ada da giugno"."""

NUMBER = re.compile(
    r"(?<= )(?:(?:ultra)?\d+(?: anni|enni)?|(?:ultra)?(?:sessant|settant|ottant|novant)enn[ei])(?= )"
)
"""A number, also as an age."""


@dataclass(frozen=True, slots=True)
class Slotted:
    """A question without what changes."""

    words: str  # as likeness is weighed: with the words of `SIGNS` for what was taken out
    parts: Mapping[str, tuple[str, ...]]  # sign → what it stands for, in their order
    typed: Mapping[str, tuple[str, ...]]  # the same as it was typed


def slotted(question: str, names: Names, *, helpers: bool = False) -> Slotted:
    """
    Take out of a question what changes from one to the next.

    Parameters
    ----------
    question
        In Italian, best without persons' names; signs as in the files, such as "{luogo}", are kept for what they are.
    names
        Of services, places and colleagues.
    helpers
        Whether also those whom it calls by what they are to her, such as "la figlia", are taken out.

    Returns
    -------
    Slotted
        Its words in small letters, with a word always the same for what was taken out.
    """
    words = spaced(SIGN.sub(lambda found: "" if found[1] in TAKEN_UP else f"{HELD}{found[1]}", question))
    parts: dict[str, list[str]] = {}
    named = {"servizio": names.services, "luogo": names.places, "collega": names.workers}
    for sign, called in named.items():
        for name in sorted(set(called) - ORDINARY, key=len, reverse=True):
            while f" {name} " in words:
                words = words.replace(f" {name} ", f" {HELD}{sign} ", 1)
                parts.setdefault(sign, []).append(name)
    for sign, found in (("tempo", TIME), ("numero", NUMBER)):
        parts[sign] = [LEFT.sub("", match[0].strip()) for match in found.finditer(words)]
        words = found.sub(f"{HELD}{sign}", words)
    if helpers:
        parts["aiuto"] = [_with_article(match) for match in HELPER.finditer(words)]
        words = HELPER.sub(f"{HELD}aiuto", words)
    words, needs, typed = _without_needs(words)
    told = {sign: tuple(found) for sign, found in {**parts, "bisogno": needs}.items() if found}
    words = " ".join(PLACE.sub(lambda found: SIGNS[found[1]], words).split())
    return Slotted(words, told, {**told, "bisogno": tuple(typed)})


def _with_article(found: re.Match[str]) -> str:
    """Write what somebody is with the article alone: "della figlia" as "la figlia"."""
    leads = [JOINED.get(word, word) for word in found["lead"].split()]
    article = next((word for word in leads if word in ARTICLES), "")
    return f"{article} {found['who']}".replace("' ", "'").strip()


def _without_needs(words: str) -> tuple[str, list[str], list[str]]:
    """Put one sign in the place of the words that name a need, and tell which needs, and how they are called."""
    told = [word for word in words.split() if _names_need(word) and not NO_NEED.match(word)]
    needs = named_needs(f" {' '.join(told)} ") if told else []
    if not needs:
        return words, [], []
    marked = " ".join(f"{HELD}bisogno" if word in told else word for word in words.split())
    sign = f"{HELD}bisogno"
    joined = re.sub(rf"{sign}(?: (?:e |di |la |il |le |i |nel |in )?{sign})+", sign, marked)
    labels = " e ".join(vocabulary().label("needs", one).lower() for one in needs)
    return f" {joined} ", [labels], [" ".join(told) if len(needs) == 1 else labels]


@lru_cache(maxsize=4096)
def _names_need(word: str) -> bool:
    """Say whether a word is one of those that name needs; remembered, for all wordings together have few words."""
    return not without_needs(word)


def spaced(question: str) -> str:
    """
    Write a question without its signs, numbers in figures, with a blank after an apostrophe and at both ends.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    str
        In small letters without accents.
    """
    return f" {' '.join(plain(question).replace(chr(39), chr(39) + ' ').split())} "


def signs_in(words: str) -> Counter[str]:
    """
    Count the parts that change in a wording of the files.

    Parameters
    ----------
    words
        Such as "chi abita a {luogo}".

    Returns
    -------
    Counter of str
        Sign → how often; not for what is taken up from before.
    """
    return Counter(sign for sign in SIGN.findall(words) if sign not in TAKEN_UP)


def filled(words: str, parts: Mapping[str, tuple[str, ...]], taken_up: Mapping[str, str]) -> str:
    """
    Put what a question said in the place of the signs.

    Parameters
    ----------
    words
        Such as "Chi abita a {luogo}?".
    parts
        As `Slotted` has them.
    taken_up
        What is taken up from before: the name of the person in mind, or "lei" when nobody is; the thing spoken of.

    Returns
    -------
    str
        In Italian.
    """
    left = {sign: list(found) for sign, found in parts.items()}
    return SIGN.sub(
        lambda found: taken_up[found[1]] if found[1] in taken_up else left[found[1]].pop(0), words
    )
