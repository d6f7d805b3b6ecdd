"""Cut Italian text into the terms that are indexed: folded, stemmed, without stop words; and into character grams."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

GRAM = 4  # letters in a character gram
_WORD = re.compile(r"[a-z0-9]+")
_MARKS = re.compile(r"\(\(|\)\)")
_ELISION = re.compile(r"\b([dlcnst]|un|all|dall|dell|nell|sull|quell|quest|coll|gl)['’](?=[a-zà-ù])")

# Words that carry no matter: articles, prepositions, auxiliaries, the words of asking, the words of citing.
STOP_WORDS = frozenset(
    [
        "a",
        "ad",
        "al",
        "allo",
        "ai",
        "agli",
        "alla",
        "alle",
        "con",
        "col",
        "coi",
        "da",
        "dal",
        "dallo",
        "dai",
        "dagli",
        "dalla",
        "dalle",
        "di",
        "del",
        "dello",
        "dei",
        "degli",
        "della",
        "delle",
        "in",
        "nel",
        "nello",
        "nei",
        "negli",
        "nella",
        "nelle",
        "su",
        "sul",
        "sullo",
        "sui",
        "sugli",
        "sulla",
        "sulle",
        "per",
        "tra",
        "fra",
        "il",
        "lo",
        "la",
        "i",
        "gli",
        "le",
        "l",
        "un",
        "uno",
        "una",
        "e",
        "ed",
        "o",
        "od",
        "ma",
        "se",
        "che",
        "chi",
        "cui",
        "non",
        "ne",
        "ci",
        "vi",
        "si",
        "mi",
        "ti",
        "me",
        "te",
        "lui",
        "lei",
        "noi",
        "voi",
        "loro",
        "io",
        "tu",
        "egli",
        "essa",
        "esso",
        "essi",
        "mio",
        "mia",
        "miei",
        "mie",
        "tuo",
        "dell",
        "all",
        "dall",
        "nell",
        "sull",
        "coll",
        "gl",
        "quest",
        "quell",
        "suo",
        "sua",
        "suoi",
        "sue",
        "nostro",
        "nostra",
        "come",
        "dove",
        "quando",
        "quanto",
        "quanta",
        "quanti",
        "quante",
        "quale",
        "quali",
        "cosa",
        "perche",
        "questo",
        "questa",
        "questi",
        "queste",
        "quello",
        "quella",
        "quelli",
        "quelle",
        "cio",
        "e",
        "essere",
        "sia",
        "siano",
        "stato",
        "stata",
        "stati",
        "state",
        "era",
        "sono",
        "ha",
        "hanno",
        "ho",
        "avere",
        "abbia",
        "abbiano",
        "puo",
        "possono",
        "posso",
        "deve",
        "devono",
        "devo",
        "dovere",
        "fare",
        "fa",
        "piu",
        "anche",
        "nonche",
        "ovvero",
        "oppure",
        "altro",
        "altra",
        "altri",
        "altre",
        "medesimo",
        "medesima",
        "stesso",
        "stessa",
        "tale",
        "tali",
        "ogni",
        "tutti",
        "tutte",
        "tutto",
        "tutta",
        "quindi",
        "poi",
        "gia",
        "ancora",
        "solo",
        "dopo",
        "prima",
        "secondo",
        "senza",
        "presso",
        "sotto",
        "sopra",
        "comma",
        "commi",
        "articolo",
        "articoli",
        "art",
        "lettera",
        "lettere",
        "legge",
        "decreto",
        "c",
        "d",
    ]
)


def fold(text: str) -> str:
    """
    Lower a text and drop its accents, elisions and the marks of amended text.

    Parameters
    ----------
    text
        Any Italian text; ``attivita'`` and ``attività`` give the same result.

    Returns
    -------
    str
        ASCII letters, digits, spaces and punctuation.
    """
    lowered = _ELISION.sub(r"\1 ", _MARKS.sub(" ", text.lower()))
    decomposed = unicodedata.normalize("NFKD", lowered)
    return decomposed.encode("ascii", "ignore").decode()


def words(text: str) -> list[str]:
    """Cut a text into folded words, all of them, in order."""
    return _WORD.findall(fold(text))


def content_words(text: str) -> list[str]:
    """Cut a text into the folded words that carry matter, in order, with repetitions."""
    return [word for word in words(text) if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())]


def terms(text: str) -> list[str]:
    """Cut a text into stemmed terms, in order, with repetitions: what the word index holds."""
    return [stem(word) for word in content_words(text)]


def grams(parts: Iterable[str]) -> list[str]:
    """Cut each word into its overlapping character grams, so that a mistyped word still meets its right form."""
    return [gram for part in parts for gram in _grams_of(part)]


@lru_cache(maxsize=20_000)
def _grams_of(word: str) -> tuple[str, ...]:
    """Cut one word into its grams."""
    padded = f"_{word}_"
    return tuple(padded[i : i + GRAM] for i in range(max(1, len(padded) - GRAM + 1)))


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Reduce a folded word to its Italian stem; numbers stay as they are."""
    if word.isdigit():
        return word
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


@lru_cache(maxsize=1)
def _stemmer():  # type: ignore[no-untyped-def]  # noqa: ANN202
    """Open the Snowball stemmer once."""
    import Stemmer

    return Stemmer.Stemmer("italian")
