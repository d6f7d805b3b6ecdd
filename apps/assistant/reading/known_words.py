"""Tell a word of the language, as the conversation has met it, from one that may be a name."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from apps.assistant.reading.likeness import examples
from apps.assistant.reading.words import normal
from coordinator.model import vocabulary

FILES = (
    *("reading/lists", "reading/intents", "census/census", "general/guide", "general/index"),
    *("early/glossary", "early/permits"),
)
"""What is read beside the examples; nothing of it comes from the record, so that it tells nothing of a person."""

ALIKE = 0.84
"""How near a word may be to a known one to be taken for it, wrongly typed."""


def is_known(word: str) -> bool:
    """
    Say whether a word, or one that it may be wrongly typed for, was met.

    Parameters
    ----------
    word
        In small letters, without accents.

    Returns
    -------
    bool
        True for a number, and for whatever has an apostrophe or fewer than three letters.
    """
    known = words_known()
    if len(word) < 3 or not word.isalpha() or word in known:  # noqa: PLR2004  "di", "il"
        return True
    return bool(get_close_matches(word, _beginning(word[0]), n=1, cutoff=ALIKE))


def is_taught(words: str) -> bool:
    """
    Say whether a word, or words one after the other, stand in one of the questions that taught the conversation.

    Parameters
    ----------
    words
        In small letters, without accents.

    Returns
    -------
    bool
        False for a word that is only known as a name, too.
    """
    return f" {words} " in _taught()


@cache
def _taught() -> str:
    """Write the words of the examples one after the other, with a stroke between two examples."""
    return f" {' '.join(re.findall(r'[a-z]+|[|]', ' | '.join(map(normal, examples().asked))))} "


@cache
def words_known() -> frozenset[str]:
    """
    List the words that the conversation has met.

    Returns
    -------
    frozenset of str
        Of its examples, its lists and the vocabulary; in small letters without accents.
    """
    rooms = Path(__file__).parents[1]
    texts = [*examples().asked, *((rooms / f"{one}.yaml").read_text(encoding="utf-8") for one in FILES)]
    texts += [term.label for terms in vocabulary().terms.values() for term in terms.values()]
    texts += [kind.label for kind in vocabulary().kinds.values()]
    return frozenset(re.findall(r"[a-z]+", " ".join(normal(one) for one in texts)))


@cache
def _beginning(letter: str) -> tuple[str, ...]:
    """List the known words that begin with a letter."""
    return tuple(sorted(one for one in words_known() if one[0] == letter))
