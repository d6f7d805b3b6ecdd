"""Put the law's words beside the words that people say: acronyms spelt out, lay words turned."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from knowledge.errors import KnowledgeError
from knowledge.search.words import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = Path(__file__).with_name("lexicon.yaml")
_ACRONYM = re.compile(r"\b[A-Za-z]{2,7}\b")


class LexiconError(KnowledgeError):
    """An entry of the lexicon cannot be read; the message names it and the mend."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that an acronym stands for."""

    name: str
    context: tuple[str, ...] = ()  # beginnings of folded words that point to this meaning
    also: tuple[str, ...] = ()  # how the acts themselves call it


@dataclass(frozen=True, slots=True)
class Ambiguity:
    """An acronym whose meaning the question does not tell."""

    acronym: str
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the lexicon adds to a question."""

    spelt_out: Mapping[str, str]  # acronym as written → its meaning
    added: tuple[str, ...]  # the law's words for what was said in other words
    ambiguities: tuple[Ambiguity, ...]


class Lexicon:
    """The acronyms and lay words of one YAML file, see `lexicon.yaml` for its form."""

    def __init__(
        self, acronyms: Mapping[str, tuple[Meaning, ...]], lay: Mapping[str, tuple[str, ...]]
    ) -> None:
        self.acronyms = acronyms
        self._lay = [(_pattern(phrase), meanings) for phrase, meanings in lay.items()]

    def read(self, question: str) -> Reading:
        """
        Read a question with the lexicon.

        Parameters
        ----------
        question
            As the user wrote it.

        Returns
        -------
        Reading
            Acronyms with one meaning in this question, words to add, acronyms left open.
        """
        folded = fold(question)
        spelt, added, open_ones = self._acronyms_in(question, folded)
        for pattern, meanings in self._lay:
            if pattern.search(folded):
                added.extend(meanings)
        return Reading(spelt, tuple(dict.fromkeys(added)), tuple(open_ones))

    def _acronyms_in(self, question: str, folded: str) -> tuple[dict[str, str], list[str], list[Ambiguity]]:
        """Find the acronyms of a question and tell their meanings apart by the words beside them."""
        spelt: dict[str, str] = {}
        added: list[str] = []
        open_ones: list[Ambiguity] = []
        for written in dict.fromkeys(_ACRONYM.findall(question)):
            meanings = self.acronyms.get(written.upper(), ())
            if not meanings or (written.islower() and written.upper() in _ALSO_WORDS):
                continue
            fitting = _fitting(meanings, folded)
            if len(fitting) > 1:
                open_ones.append(Ambiguity(written, meanings))
                continue
            spelt[written] = fitting[0].name
            added.extend((fitting[0].name, *fitting[0].also))
        return spelt, added, open_ones


# Acronyms that are also common words when written small.
_ALSO_WORDS = frozenset(
    {"PAI", "CIE", "SUA", "RUP", "CAD", "ASO", "REI", "CAV", "COT", "ADI", "PRI"}
    | {"CAM", "CRE", "DEC", "DIP", "GLO", "SAI", "SAL", "ASA", "BES", "BIM", "PNC", "SOA"}
)


def load_lexicon(file: Path = FILE) -> Lexicon:
    """
    Load a lexicon from YAML.

    Raises
    ------
    LexiconError
        If an entry is not of the form that the shipped file shows.
    """
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    acronyms = {letters.upper(): _meanings(letters, given) for letters, given in data["acronyms"].items()}
    lay = {str(phrase): tuple(map(str, meanings)) for phrase, meanings in data["lay"].items()}
    return Lexicon(acronyms, lay)


@lru_cache(maxsize=1)
def shipped_lexicon() -> Lexicon:
    """Load the lexicon that ships with Ponte, once."""
    return load_lexicon()


def _meanings(letters: str, given: list[dict[str, Any]]) -> tuple[Meaning, ...]:
    """Read the meanings of one acronym; several ones need context to be told apart."""
    meanings = tuple(
        Meaning(entry["name"], tuple(entry.get("with", ())), tuple(entry.get("also", ()))) for entry in given
    )
    if len(meanings) > 1 and not all(meaning.context for meaning in meanings):
        message = f"The acronym {letters!r} has {len(meanings)} meanings: give each one its 'with' words."
        raise LexiconError(message)
    return meanings


def _fitting(meanings: tuple[Meaning, ...], folded: str) -> list[Meaning]:
    """Keep the meanings with most context words in the question; all of them on a tie."""
    if len(meanings) == 1:
        return list(meanings)
    votes = [sum(1 for start in meaning.context if re.search(rf"\b{start}", folded)) for meaning in meanings]
    return [meaning for meaning, count in zip(meanings, votes, strict=True) if count == max(votes)]


def _pattern(phrase: str) -> re.Pattern[str]:
    """Turn a phrase of the lexicon into a pattern over folded text."""
    body = r"\s+".join(re.escape(word).replace(r"\*", r"\w*") for word in phrase.split())
    return re.compile(rf"\b{body}\b")
