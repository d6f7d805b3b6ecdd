"""Tell which act rules an institute that a question asks for by name, where the corpus lacks that act."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from knowledge.search.words import content_words, fold

if TYPE_CHECKING:
    from collections.abc import Callable

FILE = Path(__file__).with_name("elsewhere.yaml")
# Words with which a question asks for an institute itself: to whom, how much, how, since when.
_ASKING = re.compile(
    r"spett|tocc|dirit|import|ammont|quant|cost|requisit|condizion|domand|richied|richiest|chied|otten|aver\b"
    r"|avere|eroga|paga|presenta|serv|funzion|dur|valg|valid|funz|cos$|vuol|dire|sign|intend|perso|chi|com"
    r"|famigli|prend|spettan|mensil|euro|inps|legge|norm|prevede|disciplin|regol|oggi|nuov|esist"
)
_MORE = 1  # words of matter beside the institute that a question about it may still hold


@dataclass(frozen=True, slots=True)
class Institute:
    """What people ask for by name, and the act that rules it."""

    what: str  # in Italian, with its article
    act: str  # URN
    name: re.Pattern[str]


def ruled_elsewhere(question: str, holds: Callable[[str], bool]) -> Institute | None:
    """
    Find the institute that a question asks for, if the act that rules it is not held.

    Parameters
    ----------
    question
        In Italian.
    holds
        Tells whether the corpus has an act, by its URN.

    Returns
    -------
    Institute | None
        None where the act is held, or where the question asks for something else about the institute, which
        another act may well rule.
    """
    folded = re.sub(r"[^a-z0-9]+", " ", fold(question))
    for one in institutes():
        if not one.name.search(folded):
            continue
        left = [word for word in content_words(one.name.sub(" ", folded)) if not _ASKING.match(word)]
        if len(left) <= _MORE and not holds(one.act):
            return one
    return None


@lru_cache(maxsize=1)
def institutes() -> tuple[Institute, ...]:
    """Read the institutes, once."""
    read = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return tuple(
        Institute(
            one["what"],
            one["act"],
            re.compile(rf"\b(?:{'|'.join(sorted(one['names'], key=len, reverse=True))})\b"),
        )
        for one in read
    )
