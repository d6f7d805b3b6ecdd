"""Compare names however they are spelled: with capitals and accents or without."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING
from unicodedata import combining, normalize

from sqlalchemy import select

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute, Session


def fold(name: str) -> str:
    """
    Write a name without accents, apostrophes, blanks and capitals.

    Parameters
    ----------
    name
        As it was typed.

    Returns
    -------
    str
        Letters and figures only: "D'Alò" and "d alo" are the same.
    """
    letters = normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum())


def same_area(one: str | None, other: str | None) -> bool:
    """
    Say whether two names of an area mean the same, or may: an area that nobody wrote excludes none.

    Parameters
    ----------
    one, other
        E.g. ``"Valdoria"`` and ``"valdoria"``.

    Returns
    -------
    bool
        True also when one of them is None.
    """
    return one is None or other is None or fold(one) == fold(other)


def new_id(session: Session, column: InstrumentedAttribute[str], prefix: str, name: str) -> str:
    """
    Make an id of a name, with a number from the second of that name on.

    Parameters
    ----------
    session
        Of the store.
    column
        Where ids of this kind are kept.
    prefix
        What the id begins with, e.g. ``"svc"``.
    name
        Any name.

    Returns
    -------
    str
        E.g. ``"com:vicini-2"``.
    """
    letters = "".join(sign for sign in normalize("NFD", name.casefold()) if not combining(sign))
    slug = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:50] or "senza-nome"
    start = f"{prefix}:{slug}"
    taken = set(session.scalars(select(column).where(column.startswith(start, autoescape=True))))
    return next(new for n in count(1) if (new := start if n == 1 else f"{start}-{n}") not in taken)
