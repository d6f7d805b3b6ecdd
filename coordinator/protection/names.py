"""Find persons' names in a text: those of the record, and those that look like names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from coordinator.model import Party, Person
from coordinator.protection.identifiers import Found
from coordinator.protection.name_words import (
    FORMED,
    VERBAL,
    bare,
    in_lists,
    in_no_list,
    is_fond,
    is_town,
    lists,
    spelled_abroad,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from coordinator.store import Store

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*(?:\.(?:ssa|ra|na)\b)?")
_BETWEEN = re.compile(r"[ \-]|\. |['’] ?")
BORN = frozenset({"nato", "nata"})
_ACRONYM = 5  # capitals in a row that may be an acronym


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
    alone: bool  # begins it, and a comma follows: she is called, or told of
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
        alone = begins and text[match.end() : match.end() + 1] in {",", "("}
        found.append(
            _Token(match.start(), match.end(), match[0], match[0].casefold().strip("."), begins, alone)
        )
    return found


def _stands_alone(tokens: Sequence[_Token], place: int, known: Collection[str], *, case: _Case) -> bool:
    """Say whether a word is a name by itself, or by the words around it."""
    token, names = tokens[place], lists()
    before = bare(tokens[place - 1].low) if place else ""
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if bare(token.low) in names.titles | names.particles | names.kin:
        return False
    common = bare(token.low) in names.words
    listed = token.low in known or in_lists(token.low) or is_fond(token.low, known)
    capital = token.text[0].isupper() and not case.flat
    if before in names.places and not (token.low in known and not common):
        return False
    if before in names.titles:
        return listed or capital or not (common or VERBAL.search(token.low))
    told = after in names.verbs or after in BORN
    town = is_town(token.low) and token.low not in known and before not in names.kin
    if token.low in names.places or (town and not (token.begins and told)):
        return False
    if listed and (not common or before in names.kin or (capital and not token.begins)):
        return True
    if told and (token.low in names.given and (token.begins or before in names.leads)):
        return True
    if token.begins and in_no_list(token.low) and (told or capital or (token.alone and token.text.istitle())):
        return True
    if capital:
        acronym = token.text.isupper() and len(token.text) <= _ACRONYM
        return not common and not acronym and not token.begins and len(token.text) > 2  # noqa: PLR2004
    if not case.flat or common:
        return False
    if spelled_abroad(token.low) and (token.text.islower() or len(token.text) > _ACRONYM):
        return True
    return in_no_list(token.low) and before in names.leads | names.kin


def _stands_beside(
    text: str, tokens: Sequence[_Token], place: int, known: Collection[str], *, case: _Case
) -> bool:
    """Say whether a word goes with a name beside it."""
    token, names = tokens[place], lists()
    if bare(token.low) in names.titles | names.particles | names.kin or len(token.low) < 2:  # noqa: PLR2004
        return False
    if _after_particle(text, tokens, place, case=case):
        return True
    return any(
        _goes_with(tokens, place, other, known, case=case)
        for other in (place - 1, place + 1)
        if 0 <= other < len(tokens) and _touch(text, tokens, place, other)
    )


def _touch(text: str, tokens: Sequence[_Token], place: int, other: int) -> bool:
    """Say whether nothing but a space or the like stands between two words."""
    left, right = sorted((place, other))
    return bool(_BETWEEN.fullmatch(text[tokens[left].end : tokens[right].start]))


def _after_particle(text: str, tokens: Sequence[_Token], place: int, *, case: _Case) -> bool:
    """Say whether a word goes with the name before a particle: Mario De Angelis."""
    if place < 2 or tokens[place - 1].low not in lists().particles or not tokens[place - 2].name:  # noqa: PLR2004
        return False
    token, particle = tokens[place], tokens[place - 1]
    capital = token.text[0].isupper() and not case.flat
    both = capital and particle.text[0].isupper()
    plain = not (token.low in lists().words or FORMED.search(token.low))
    beside = text[tokens[place - 2].end : token.start].strip(" '’").casefold() == particle.low
    return beside and particle.low != "al" and (both or plain)


def _goes_with(
    tokens: Sequence[_Token], place: int, other: int, known: Collection[str], *, case: _Case
) -> bool:
    """Say whether a word and the one beside it are one name."""
    token, near, names = tokens[place], tokens[other], lists()
    common = bare(token.low) in names.words
    capital = token.text[0].isupper() and not case.flat
    before = bare(tokens[place - 1].low) if place else ""
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    called = before in names.leads | names.kin
    if not near.name:  # two words that are in no list, or one and a name that is a word too: "di … massimo"
        pair = in_no_list(near.low) or (near.low in names.given and other > place and called)
        return case.flat and in_no_list(token.low) and pair
    if token.low in known or in_lists(token.low):
        if capital or not common or (token.low in names.given and near.low not in names.words):
            return True
        return called if other > place else after in names.verbs | BORN
    if capital:
        return not token.begins or not common
    sure = in_lists(near.low) and near.low not in names.words
    return case.flat and (in_no_list(token.low) or (sure and not common and not VERBAL.search(token.low)))


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
