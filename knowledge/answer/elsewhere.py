"""Tell which act rules what a question asks for, where the corpus lacks that act, or that part of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from knowledge.norms.identifiers import parse_urn
from knowledge.search.words import content_words, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

FILE = Path(__file__).with_name("elsewhere.yaml")
# Words with which a question asks for an institute itself: to whom, how much, how, since when.
_ASKING = re.compile(
    r"spett|tocc|dirit|import|ammont|quant|cost|requisit|condizion|domand|richied|richiest|chied|otten|aver\b"
    r"|avere|eroga|paga|presenta|serv|funzion|dur|valg|valid|funz|cos$|vuol|dire|sign|intend|perso|chi|com"
    r"|famigli|prend|spettan|mensil|euro|inps|legge|norm|prevede|disciplin|regol|oggi|nuov|esist"
)
# Words in which people tell of whom they ask, or greet: they ask for nothing else.
_TELLING = re.compile(
    r"(?:mamm|madr|padr|papa|genitor|nonn|figl|marit|mogl|suocer|fratell|sorell|zi[aoe]?$|nipot|coniug|partner|compagn|parent"
    r"|vicin|famil|person|anzian|signor|donna|uomo|ragazz|bambin|disabil|invalid|malat|grav|caregiver|badant"
    r"|buon(?:giorno|asera)|salve|ciao|ok$|okay|grazie|scus|allora|vorr|voless|vogli|sapere|saper|capir|info|gentil"
    r"|cammin|alzheimer|demenz|parkinson|autosufficient|lavor|assist|dipendent|andar|va$|vann|far|gia$|ancora|anch"
    r"|second|ved|dann|danno|tempo|subito|sol[oaie]$|part$|caso|esist|avrebb|posson|possiam|dovre|ch$|d$)|\d+$"
)
_CLAUSES = re.compile(r"[,;:.!?\n]+|\b(?:perche|pero|ma)\b")
# A clause in which the institute is only had, before the question: "ha l'accompagnamento, può avere …?".
_HAD = re.compile(
    r"\b(?:ho|hai|ha|abbiamo|hanno|prend\w+|percep\w+|ricev\w+|con) (?:gia )?(?:(?:l|la|lo|il|un|una|i|le) )?$"
)
_MORE = 1  # words of matter beside the institute that a question about it may still hold


@dataclass(frozen=True, slots=True)
class Institute:
    """What people ask for, and the act, or the article of one, that rules it."""

    what: str  # in Italian, with its article
    act: str  # URN, of an article where the rest of its act may be held
    name: re.Pattern[str] | None = None  # it is asked for by name, with hardly a word beside
    signs: tuple[re.Pattern[str], ...] = ()  # or all of these stand in the question
    unless: re.Pattern[str] | None = None  # and in either case this does not

    def is_asked(self, folded: str, named: Collection[str] = ()) -> bool:
        """
        Tell whether a folded question asks for it, and for nothing else about it that another act may rule.

        Where it names the act (one of the URNs in `named`), that it speaks of the matter is enough.
        """
        if self.unless is not None and self.unless.search(folded):
            return False
        if self.name is None:
            signs = self.signs[:1] if parse_urn(self.act).act in named else self.signs
            return all(sign.search(folded) for sign in signs)
        return any(map(self._is_matter_of, _asking_clauses(folded, self.name)))

    def is_in(self, text: str) -> bool:
        """Tell whether a text speaks of it."""
        folded = fold(text)
        if self.name is not None:
            return self.name.search(folded) is not None
        return all(sign.search(folded) for sign in self.signs)

    def _is_matter_of(self, clause: str) -> bool:
        """Tell whether a clause asks for the institute with hardly a word of matter beside."""
        if self.name is None or not self.name.search(clause):
            return False
        left = content_words(self.name.sub(" ", clause))
        return sum(not (_ASKING.match(word) or _TELLING.match(word)) for word in left) <= _MORE


def ruled_elsewhere(
    question: str, holds: Callable[[str], bool], named: Collection[str] = ()
) -> Institute | None:
    """
    Find the institute that a question asks for, if the act that rules it is not held.

    Parameters
    ----------
    question
        In Italian.
    holds
        Tells whether the corpus has an act, or an article, by its URN.
    named
        URNs of the acts that the question names.

    Returns
    -------
    Institute | None
        None where the act is held, or where the question asks for something else about the institute, which
        another act may well rule.
    """
    folded = re.sub(r"[^a-z0-9,;:.!?]+", " ", fold(question))
    return next((one for one in institutes() if one.is_asked(folded, named) and not holds(one.act)), None)


def _asking_clauses(folded: str, name: re.Pattern[str]) -> list[str]:
    """Give a question whole, and by its clauses, but for those before the last that only tell that one has it."""
    clauses = [clause for clause in _CLAUSES.split(folded) if clause.strip()]
    told = [
        clause
        for clause in clauses[:-1]
        if (found := name.search(clause)) and _HAD.search(clause[: found.start()])
    ]
    if told:
        return [clause for clause in clauses if clause not in told]
    return [_CLAUSES.sub(" ", folded), *clauses]


@lru_cache(maxsize=1)
def institutes() -> tuple[Institute, ...]:
    """Read the institutes, once."""
    return tuple(
        Institute(
            one["what"],
            one["act"],
            _any_of(one["names"]) if "names" in one else None,
            tuple(_any_of(words) for words in one.get("all", ())),
            _any_of(one["unless"]) if "unless" in one else None,
        )
        for one in _read()
        if "now_in" not in one
    )


def written_into(act: str) -> tuple[str, str] | None:
    """
    Tell where the rules of an act are read that it wrote into another.

    Parameters
    ----------
    act
        Its URN.

    Returns
    -------
    tuple[str, str] | None
        What it rules, in Italian, and the URN of the article where that begins.
    """
    found = (one for one in _read() if one["act"] == act and "now_in" in one)
    return next(((one["what"], one["now_in"]) for one in found), None)


@lru_cache(maxsize=1)
def _read() -> list[dict[str, Any]]:
    """Read the file, once."""
    read: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return read


def _any_of(words: list[str]) -> re.Pattern[str]:
    """Look for any of some folded words, with any ending after a ``*``."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(word.replace('*', '[a-z0-9]*') for word in longest_first)})\b")
