"""Find persons' names in a text: those of the record, and those that look like names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from coordinator.model import Party, Person
from coordinator.model.datafile import read_yaml
from coordinator.protection.identifiers import Found

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from coordinator.store import Store

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
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*(?:\.(?:ssa|ra|na)\b)?")
_BETWEEN = re.compile(r"[ \-]|\. |['’] ?")
_SHORTEST = 3  # letters of a stem that a fond form must share
_ACRONYM = 5  # capitals in a row that may be an acronym


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


@dataclass(frozen=True, slots=True)
class _Case:
    """Whether capitals tell anything in a text."""

    flat: bool  # all in capitals, or none


@dataclass(slots=True)
class _Token:
    """One word of a text, and what it may be."""

    start: int
    end: int
    text: str
    low: str
    begins: bool  # a sentence
    name: bool = False


def find_names(text: str, known: Collection[str] = ()) -> list[Found]:
    """
    Find persons' names in a text, in whatever case.

    Parameters
    ----------
    text
        In Italian.
    known
        Words of names that the record holds.

    Returns
    -------
    list of Found
        Of kind ``PERSONA``, in the order of the text; words of one name are one.
    """
    tokens = _tokens(text)
    folded = {word.casefold() for word in known}
    case = _case_of(tokens)
    for place, token in enumerate(tokens):
        token.name = _stands_alone(tokens, place, folded, case=case)
    for _ in range(2):  # a name makes a name of what stands beside it
        for place, token in enumerate(tokens):
            token.name = token.name or _stands_beside(text, tokens, place, folded, case=case)
    return _joined(text, tokens)


def names_in_store(store: Store, text: str) -> frozenset[str]:
    """
    Look up which words of a text are words of names that the record holds, hidden parties among them.

    Only to hide them: who they are is not told, and no viewer is needed.

    Parameters
    ----------
    store
        The record.
    text
        What is about to leave the machine.

    Returns
    -------
    frozenset of str
        Words of names of persons, professionals and households.
    """
    words = [token.text for token in _tokens(text) if len(token.text) > 1 and token.low not in lists().titles]
    runs = {*words, *(f"{one} {other}" for one, other in zip(words, words[1:], strict=False))}
    spelled = {form(run) for run in runs for form in (str.title, str.upper, str.lower, str.capitalize)}
    if not spelled:
        return frozenset()
    rare = [word.casefold() for word in words if len(word) > 2 and word.casefold() not in lists().words]
    found: set[str] = set()
    with store.reading() as session:
        for column in (Person.family_name, Person.given_name):
            for name in session.scalars(select(column).where(column.in_(spelled)).distinct()):
                found |= set(name.split())
        if rare:
            like = or_(*(func.lower(Party.name).contains(word, autoescape=True) for word in rare[:20]))
            query = select(Party.name).where(Party.kind.in_(("professionista", "nucleo")), like)
            heard = {word.casefold() for word in words}
            found |= {
                part for name in session.scalars(query) for part in name.split() if part.casefold() in heard
            }
    return frozenset(word for word in found if word.casefold() not in lists().titles | lists().particles)


def _case_of(tokens: Sequence[_Token]) -> _Case:
    """Say whether capitals tell anything in a text: most are, or only the first of a sentence is, or none."""
    capitals = [token.text[0].isupper() for token in tokens if not token.begins]
    shouting = sum(token.text.isupper() for token in tokens) > len(tokens) / 2
    return _Case(shouting or not any(capitals))


def _tokens(text: str) -> list[_Token]:
    """Cut a text into words."""
    found = []
    for match in _WORD.finditer(text):
        before = text[: match.start()].rstrip(" «“\"'(–-\n")
        begins = (
            not before
            or before[-1] in ".!?:;…"
            and before.split()[-1].casefold().strip(".") not in lists().titles
        )
        found.append(_Token(match.start(), match.end(), match[0], match[0].casefold().strip("."), begins))
    return found


def _stands_alone(tokens: Sequence[_Token], place: int, known: Collection[str], *, case: _Case) -> bool:
    """Say whether a word is a name by itself, or by the words around it."""
    token, names = tokens[place], lists()
    before = tokens[place - 1].low if place else ""
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if token.low in lists().titles | lists().particles | lists().kin:
        return False
    common = token.low in names.words
    listed = token.low in known or _in_lists(token.low) or _fond(token.low, known)
    capital = token.text[0].isupper() and not case.flat
    if before in lists().places and not (token.low in known and not common):
        return False
    if before in lists().titles:
        return listed or not common or capital
    if listed and (not common or before in lists().kin or (capital and not token.begins)):
        return True
    if token.low in names.given and token.begins and after in lists().verbs:
        return True
    if token.begins and _in_no_list(token.low) and (after in lists().verbs or after in {"nato", "nata"}):
        return True
    if capital:
        acronym = token.text.isupper() and len(token.text) <= _ACRONYM
        return not common and not acronym and not token.begins and len(token.text) > 2  # noqa: PLR2004
    return case.flat and _in_no_list(token.low) and before in lists().leads | lists().kin


def _in_lists(word: str) -> bool:
    """Say whether a word is in the lists of names."""
    return word in lists().given or word in lists().family


def _in_no_list(word: str) -> bool:
    """Say whether a word is neither known, nor formed as Italian words are."""
    word = ELIDED.sub("", word)
    return len(word) > _SHORTEST and word not in lists().words and not FORMED.search(word)


def _stands_beside(
    text: str, tokens: Sequence[_Token], place: int, known: Collection[str], *, case: _Case
) -> bool:
    """Say whether a word goes with a name beside it."""
    token, names = tokens[place], lists()
    if token.low in lists().titles | lists().particles | lists().kin or len(token.low) < 2:  # noqa: PLR2004
        return False
    common = token.low in names.words
    capital = token.text[0].isupper() and not case.flat
    if (
        place > 1 and tokens[place - 1].low in lists().particles and tokens[place - 2].name
    ):  # Mario De Angelis
        both = capital and tokens[place - 1].text[0].isupper()
        beside = text[tokens[place - 2].end : token.start].strip(" '’").casefold() == tokens[place - 1].low
        if (
            beside
            and tokens[place - 1].low != "al"
            and (both or (not common and not FORMED.search(token.low)))
        ):
            return True
    for other in (place - 1, place + 1):
        if not 0 <= other < len(tokens):
            continue
        left, right = sorted((place, other))
        if not _BETWEEN.fullmatch(text[tokens[left].end : tokens[right].start]):
            continue
        if not tokens[other].name:
            if case.flat and _in_no_list(token.low) and _in_no_list(tokens[other].low):
                return True  # two words side by side that are in no list
            continue
        if token.low in known or _in_lists(token.low):
            if capital or not common or (token.low in names.given and tokens[other].low not in names.words):
                return True
        elif (
            (
                capital
                and not token.begins
                and (not common or (other < place and tokens[other].low in names.given))
            )
            or case.flat
            and _in_no_list(token.low)
            or token.begins
            and capital
            and not common
        ):
            return True
    return False


def _fond(word: str, known: Collection[str]) -> bool:
    """Say whether a word is a fond form of a name of the record."""
    stem = next((word[: -len(ending)] for ending in ENDINGS if word.endswith(ending)), "")
    if len(stem) < _SHORTEST - 1 or word in lists().words:
        return False
    return any(len(name) >= _SHORTEST and name[:-1] == stem for name in known)


def _joined(text: str, tokens: Sequence[_Token]) -> list[Found]:
    """Make one of names that stand side by side, with the particles between them."""
    found: list[Found] = []
    last = -2
    for place, token in enumerate(tokens):
        if not token.name:
            continue
        start = place
        while start and tokens[start - 1].low in lists().particles and tokens[start - 1].text[0].isupper():
            start -= 1  # De Angelis, Lo Russo
        beside = last >= 0 and all(one.low in lists().particles for one in tokens[last + 1 : place])
        near = beside and place - last <= 3 and len(text[tokens[last].end : token.start].strip(" '’-.")) <= 8  # noqa: PLR2004
        if (
            near
            and not re.search(r"[,;:!?()\n]", text[tokens[last].end : token.start])
            and _same_person(tokens, last, place)
        ):
            found[-1] = Found(found[-1].start, token.end, "PERSONA")
        else:
            found.append(Found(tokens[start].start, token.end, "PERSONA"))
        last = place
    return found


def _same_person(tokens: Sequence[_Token], last: int, place: int) -> bool:
    """Say whether what stands between two names makes them one: nothing, or a particle in capitals."""
    return all(one.text[0].isupper() or one.low in {"d'", "de"} for one in tokens[last + 1 : place])
