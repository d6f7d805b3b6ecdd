"""Take out of what people wrote the names of parties that are reserved from who reads it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy import event, exists, or_, select
from sqlalchemy.orm.attributes import set_committed_value

from coordinator.model import Party, Person, Practitioner, Service
from coordinator.protection.name_words import lists

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy.orm import Session

T = TypeVar("T")

PARTY = re.compile(r"[a-z]{3}:[\w.-]+")
STAND_IN = "riservato"
"""Stands in an id, after the kind, for what tells who is reserved."""

RESERVED = "[riservato]"
"""Stands in a text for the name of who is reserved."""

Unnamed = Callable[[str], str]
"""Return a text without some names."""

WRITTEN = frozenset(
    {
        *(
            "accessibility",
            "answer",
            "by",
            "cost",
            "detail",
            "document",
            "documents",
            "eligibility",
            "note",
            "reason",
        ),
        *("remark", "stated_by", "text", "title"),
    }
)
"""Columns of any table that hold words of people."""

BETWEEN = r"[\s,]+"
"""What may stand between two words of a name."""
SHORTEST = 6
"""Signs of a telephone number, at least."""
_SPACES = re.compile(r"[\s./-]")
_WORD = re.compile(r"[^\s,.;:!?()«»\"“”]+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Veil:
    """What a reader is not told of texts in which others named who is reserved from her."""

    reader: str  # her name at the login: what she wrote herself she reads as it is
    without: Unnamed = str
    ids: frozenset[str] = frozenset()  # of who is reserved from her

    @property
    def lifted(self) -> bool:
        """Whether nothing is taken out."""
        return self.without is str

    def over(self, value: T, author: str | None = None) -> T:
        """
        Take the names out of a text, or of all texts of a list or a mapping, and the ids that are whole texts.

        Parameters
        ----------
        value
            A text, or lists, tuples and mappings that hold some; anything else stays as it is.
        author
            Who wrote it, by the name at the login; None: it is not known.

        Returns
        -------
        T
            Of the same shape; the same object where nothing is taken out.
        """
        if self.lifted or (author is not None and author == self.reader):
            return value
        return cast("T", _each(value, self._over))

    def back(self, value: T, held: object) -> T:
        """
        Put back the texts of the record that somebody hands back as she reads them.

        Parameters
        ----------
        value
            As `over` takes it.
        held
            Of any such shape: the texts as the record has them.

        Returns
        -------
        T
            With each text of which a name was taken out as it is held.
        """
        if self.lifted:
            return value
        whole: dict[str, set[str]] = {}
        _each(held, lambda text: whole.setdefault(self._over(text), set()).add(text))
        sure = {told: next(iter(texts)) for told, texts in whole.items() if len(texts) == 1}
        return cast("T", _each(value, lambda text: sure.get(text, text)))

    def _over(self, text: str) -> str:
        """Take the names out of a text; an id of who is reserved is told as one of nobody."""
        if not PARTY.fullmatch(text):
            return self.without(text)
        return f"{text.partition(':')[0]}:{STAND_IN}" if text in self.ids else text


def veil_over(session: Session, reserved: Collection[int], reader: str) -> Veil:
    """
    Make the veil of a reader.

    Parameters
    ----------
    session
        Of the store, as it is.
    reserved
        Keys of the parties that are reserved from her.
    reader
        Her name at the login.

    Returns
    -------
    Veil
        Over whole names in either order, and over a surname alone where nobody else in the record bears it; over
        telephone numbers, tax codes and addresses of the reserved. A first name alone, which many bear, stays.
    """
    keys = sorted(reserved)
    if not keys:
        return Veil(reader)
    person, service = Person.__table__.c, Service.__table__.c
    parties = session.execute(select(Party.id, Party.name).where(Party.key.in_(keys))).all()
    persons = session.execute(
        select(person.given_name, person.family_name, person.phone, person.tax_code).where(
            person.key.in_(keys)
        )
    ).all()
    forms = {row.name for row in parties}
    numbers: set[str] = set()
    for row in persons:
        forms |= set(_whole_names(row.given_name, row.family_name))
        numbers |= {row.phone or "", row.tax_code or ""}
    places = select(service.address, service.phone).where(service.key.in_(keys))
    for address, phone in session.execute(places):
        forms |= {address or ""}
        numbers |= {phone or ""}
    without = unnamed(forms, numbers=numbers, alone=_borne_alone(session, keys))
    return Veil(reader, without, frozenset(row.id for row in parties))


def veil_loaded(session: Session, veil: Callable[[], Veil]) -> None:
    """
    Take the names out of the texts of all rows that a session reads as objects; columns alone are not reached.

    Parameters
    ----------
    session
        That reads for a viewer, and writes nothing.
    veil
        Makes hers, at the first text that there is.
    """
    made: list[Veil] = []

    def draw(_session: Session, row: object) -> None:
        held = vars(row)
        author = held.get("author")
        for name in (WRITTEN | {"name"} if held.get("kind") == "nucleo" else WRITTEN).intersection(held):
            if text := held[name]:
                made[:] = made or [veil()]
                set_committed_value(row, name, made[0].over(text, author))

    event.listen(session, "loaded_as_persistent", draw)


def unnamed(names: Iterable[str], *, numbers: Iterable[str] = (), alone: Iterable[str] = ()) -> Unnamed:
    """
    Make what takes names out of a text, whatever their capitals, accents and spaces.

    Parameters
    ----------
    names
        As the record writes them; of two words also the other way round.
    numbers
        Telephones and codes; spaces and dots among their signs do not count.
    alone
        Surnames that are looked for without a first name too; one that is also a common word, such as Fiore,
        only with a capital.

    Returns
    -------
    callable
        Text → text; the same text where it names nobody.
    """
    return _unnamed(
        frozenset(filter(None, map(_fold, names))),
        frozenset(filter(None, map(_fold, numbers))),
        frozenset(filter(None, map(_fold, alone))),
    )


@lru_cache(maxsize=64)
def _unnamed(names: frozenset[str], numbers: frozenset[str], alone: frozenset[str]) -> Unnamed:
    forms = {tuple(name.split()) for name in names}
    forms |= {tuple(reversed(one)) for one in forms if len(one) == 2}  # noqa: PLR2004
    forms |= {tuple(name.split()) for name in alone}
    found = [BETWEEN.join(map(re.escape, one)) for one in sorted(forms, key=len, reverse=True)]
    codes = [signs for one in numbers if len(signs := _SPACES.sub("", one)) >= SHORTEST]
    found += [r"[\s./-]*".join(map(re.escape, signs)) for signs in codes]
    if not found:
        return str
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(found)})(?!\w)")
    first = frozenset(one[0] for one in forms)
    common = frozenset(one for one in alone if one in lists().words)

    def without(text: str) -> str:
        folded = _fold(text)
        if first.isdisjoint(_WORD.findall(folded)) and not (codes and _DIGIT.search(folded)):
            return text  # most texts: the pattern tries every name at every sign
        pieces, at = [], 0
        for match in pattern.finditer(folded):
            if match[0] not in common or text[match.start()].isupper():
                pieces += [text[at : match.start()], RESERVED]
                at = match.end()
        return "".join([*pieces, text[at:]])

    return without


def _each(value: Any, change: Callable[[str], object]) -> Any:  # noqa: ANN401 - of whatever shape
    """Change a text, or each of lists, tuples and mappings."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {name: _each(one, change) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return type(value)(_each(one, change) for one in value)
    return value


def _whole_names(given: str, family: str) -> Iterator[str]:
    """Write a person's name in either order, with all her first names and with the first alone."""
    for first in {given, given.split()[0] if given.split() else given}:
        yield f"{first} {family}"
        yield f"{family} {first}"


def _borne_alone(session: Session, keys: Collection[int]) -> set[str]:
    """Find the surnames of the reserved that nobody else bears, no professional either."""
    person, party, other = Person.__table__.c, Party.__table__.c, Person.__table__.alias().c
    others = exists().where(other.family_name == person.family_name, party.key == other.key, ~party.hidden)
    alone = set(session.scalars(select(person.family_name).where(person.key.in_(keys), ~others)))
    if not alone:
        return alone
    named = or_(*(party.name.endswith(f" {family}", autoescape=True) for family in alone))
    asked = select(party.name).join(Practitioner.__table__, Practitioner.__table__.c.key == party.key)
    helpers = session.scalars(asked.where(~party.hidden, named)).all()
    return {one for one in alone if not any(name.endswith(f" {one}") for name in helpers)}


def _fold(text: str) -> str:
    """Write a text in small letters without accents, sign for sign, so that places in it stay the same."""
    folded = text.lower().translate(_plain())
    return folded if len(folded) == len(text) else "".join(_folded(sign) for sign in text)


def _folded(sign: str) -> str:
    """Write one sign small and without its accent."""
    return unicodedata.normalize("NFD", sign.lower())[0]


@cache
def _plain() -> dict[int, str]:
    """Map the accented Latin letters to plain ones, and the curved apostrophe to the straight one."""
    return {code: _folded(chr(code)) for code in range(0xC0, 0x250)} | {ord("’"): "'"}
