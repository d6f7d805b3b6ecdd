"""Write a question so that its words can be compared: small letters, no accents, short forms in full."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from unicodedata import combining, normalize

from coordinator.model.datafile import read_yaml

SHORT = {
    **{
        "x": "per",
        "xche": "perche",
        "xke": "perche",
        "perke": "perche",
        "ke": "che",
        "ki": "chi",
        "nn": "non",
    },
    **{"qnd": "quando", "qnt": "quanto", "cmq": "comunque", "cs": "cosa", "sn": "sono", "tel": "telefono"},
}
"""Short forms of a hurried hand → the word in full."""


HARD = re.compile(r"k(?=[ei])(?!it\b)")
"""A "ch" as it is hastily typed: "kiama", "anke"."""


def normal(text: str) -> str:
    """
    Write a text in small letters, without accents, with one kind of apostrophe.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        With a blank at both ends, so that a word's beginning can be asked for.
    """
    letters = normalize("NFD", text.replace("’", "'").casefold())
    plain = "".join(sign for sign in letters if not combining(sign))
    words = " ".join(SHORT.get(word, HARD.sub("ch", word)) for word in re.findall(r"[a-z0-9'.]+", plain))
    return APART.sub(r" \1'", f" {words} ")


def bare(text: str) -> str:
    """
    Write a text as `normal` does, without the full stops that it keeps for dates and short titles.

    Parameters
    ----------
    text
        Any text.

    Returns
    -------
    str
        With a blank at both ends.
    """
    return normal(text.replace(".", " "))


JOINED = {
    "il ": "l ",
    "lo ": "llo ",
    "la ": "lla ",
    "l'": "ll’",
    "l’": "ll’",
    "i ": "i ",
    "gli ": "gli ",
    "le ": "lle ",
}


def contracted(preposition: str, words: str) -> str:
    """
    Put "da", "a" or "su" before words that may begin with an article.

    Parameters
    ----------
    preposition
        One that ends in a vowel and joins with articles.
    words
        Such as "la dimissione".

    Returns
    -------
    str
        Such as "dalla dimissione".

    Examples
    --------
    >>> contracted("da", "la dimissione"), contracted("da", "l'annuncio"), contracted("da", "oggi")
    ('dalla dimissione', 'dall’annuncio', 'da oggi')
    """
    article = next((one for one in JOINED if words.startswith(one)), "")
    return f"{preposition}{JOINED[article]}{words[len(article) :]}" if article else f"{preposition} {words}"


APART = re.compile(r" (d|l|dell|all|dall|nell|sull|c|dov|cos|com|quand) (?=[aeiou])")
"""An elided word whose apostrophe was not typed."""


@cache
def listed(name: str) -> frozenset[str]:
    """
    Return a list of words that the conversation reads.

    Parameters
    ----------
    name
        Its key in ``lists.yaml``.

    Returns
    -------
    frozenset of str
        In small letters.
    """
    return frozenset(str(_lists()[name]).split())


@cache
def _lists() -> dict[str, str]:
    """Read the lists, once."""
    return dict(read_yaml((Path(__file__).parent / "lists.yaml").read_text(encoding="utf-8")))
