"""Say of a single word whether it is a name, a place, a common word, or none that is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Collection

FORMED = re.compile(
    r"(?:mente|zion[ei]|sion[ei]|ment[oi]|ità|[aei]re|[aiu]t[oaie]|[ae]nd[oaie]|[aei]v[aoi]|rà|ranno|ebbe|[ai]bil[ei]"
    r"|os[oaie]|ist[aie]|aggi[oe]?|ari[oae]|[ae]nz[ae]|ic[oaie]|ich[ei]|iv[oaie]|al[ei]|or[ei]|trice|trici|iamo|[aei]te|[aei]r(?:gli|l[oaie]|si|ci|mi|ti|vi|ne)|[aei]ndo)$"
)
"""Endings of Italian words that are formed from others: few family names end so."""
ELIDED = re.compile(
    r"^(?:l|cos|un|dell|all|nell|sull|dall|quell|quest|c|com|dov|quand|tutt|anch|s|n|m|t|v)[’']"
)
"""An article or the like before a vowel."""
ENDINGS = ("uccia", "uccio", "etta", "etto", "ina", "ino", "ella", "ello", "inella", "itta", "ù")
"""Of short and fond forms: Adina, Lucietta."""
VERBAL = re.compile(
    r"(?:mente|[aei]re|[aei]v[aoi]|rà|ranno|ebbe|[ae]ndo|iamo|[aei]te|[aei]r(?:gli|l[oaie]|si|ci|mi|ti|vi|ne))$"
)
"""Endings of what is said of somebody: after her name, no part of it."""
_SPELLED_ABROAD = re.compile(r"[jkwxyčćšžđłńśźżşğıăâîțțőűøåæñçãõäöüß]|.{5}[bcdfghkmpqstvz]$")
"""Letters and last letters that Italian words do not have."""
_SHORTEST = 3  # letters of a stem that a fond form must share


@dataclass(frozen=True, slots=True)
class Lists:
    """Words that are names, words that are not, and words that tell what stands beside them; folded."""

    given: frozenset[str]
    family: frozenset[str]
    words: frozenset[str]
    titles: frozenset[str]  # after them comes a name, in whatever case
    kin: frozenset[str]  # after them a word that is in the lists of names is one, whatever else it means
    particles: frozenset[str]  # inside a name
    places: frozenset[str]  # after them a capital begins the name of a place or a thing
    leads: frozenset[
        str
    ]  # after them, in a text without capitals, a word that is in no list is taken for a name
    verbs: frozenset[
        str
    ]  # before them, at the beginning of a sentence, what may be a name is one: "Rosa ha…"


@cache
def lists() -> Lists:
    """Read the lists that come with the package, once."""
    folder = files("coordinator.protection")
    names = read_yaml(folder.joinpath("names.yaml").read_text(encoding="utf-8"))
    # words of this repository and of the encoder's vocabulary: what is among them in small letters is no name
    words = folder.joinpath("words.txt").read_text(encoding="utf-8").split()
    lists_of = {key: frozenset(text.split()) for key, text in names.items()}
    return Lists(**lists_of | {"words": frozenset(words)})


@cache
def towns() -> frozenset[str]:
    """
    Read what the comuni of Italy are called, once.

    Returns
    -------
    frozenset of str
        Names of one word of four letters and more, folded.
    """
    from codicefiscale.data import get_municipalities_data

    found = (str(one["name"]).casefold() for one in get_municipalities_data() if one["active"])
    return frozenset(name for name in found if len(name) > _SHORTEST and name.isalpha())


def bare(word: str) -> str:
    """Return a word without the article before a vowel: "l'infermiera"."""
    return ELIDED.sub("", word)


def in_lists(word: str) -> bool:
    """Say whether a word is in the lists of names."""
    return word in lists().given or word in lists().family


def in_no_list(word: str) -> bool:
    """Say whether a word is neither known, nor formed as Italian words are."""
    word = bare(word)
    return len(word) > _SHORTEST and word not in lists().words and not FORMED.search(word)


def is_town(word: str) -> bool:
    """Say whether a word is a comune's name and nobody's that is known."""
    return word in towns() and not in_lists(word)


def spelled_abroad(word: str) -> bool:
    """Say whether an unknown word is spelled as no Italian word is."""
    word = bare(word)
    return len(word) > _SHORTEST and word not in lists().words and bool(_SPELLED_ABROAD.search(word))


def is_fond(word: str, known: Collection[str]) -> bool:
    """Say whether a word is a fond form of a name of the record."""
    stem = next((word[: -len(ending)] for ending in ENDINGS if word.endswith(ending)), "")
    if len(stem) < _SHORTEST - 1 or word in lists().words:
        return False
    return any(len(name) >= _SHORTEST and name[:-1] == stem for name in known)
