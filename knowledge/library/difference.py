"""Say in words what changes in a provision between two days."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from knowledge.library.mentions import name_of_urn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from knowledge.library.library import Library
    from knowledge.norms.identifiers import NormRef
    from knowledge.norms.model import Passage


@dataclass(frozen=True, slots=True)
class Difference:
    """What changes in one comma."""

    urn: str
    name: str  # in legal style
    what: str  # aggiunto, tolto, cambiato, in Italian
    pieces: tuple[tuple[str, str], ...]  # ("=", kept), ("-", taken away) and ("+", added) words, in order

    @property
    def words(self) -> tuple[tuple[str, str], ...]:
        """What differs alone."""
        return tuple(piece for piece in self.pieces if piece[0] != "=")


def compare(library: Library, ref: NormRef, first: date, second: date) -> list[Difference]:
    """
    Compare a provision on two days.

    Returns
    -------
    list of Difference
        One for each comma (or article without commi) whose text or status differs; empty when nothing does.
    """
    before = {passage.urn: passage for passage in library.find(ref, first)}
    after = {passage.urn: passage for passage in library.find(ref, second)}
    urns = [*after, *(urn for urn in before if urn not in after)]
    return [change for urn in urns if (change := _change(urn, before.get(urn), after.get(urn)))]


def _change(urn: str, before: Passage | None, after: Passage | None) -> Difference | None:
    """Compare one passage on two days; None when it is the same."""
    old = before.text if before and _held(before) else ""
    new = after.text if after and _held(after) else ""
    if old == new:
        return None
    what = "aggiunto" if not old else "tolto" if not new else "cambiato"
    return Difference(urn, name_of_urn(urn), what, tuple(_pieces(old, new)))


def _held(passage: Passage) -> bool:
    """Whether a passage is the law of its day, or may be."""
    return passage.status in {"in_force", "unverified"}


def _pieces(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Give the words kept, taken away and added, in the order in which they are read."""
    ours, theirs = old.split(), new.split()
    for tag, start, end, from_, to in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "=", " ".join(ours[start:end])
        if tag in {"delete", "replace"}:
            yield "-", " ".join(ours[start:end])
        if tag in {"insert", "replace"}:
            yield "+", " ".join(theirs[from_:to])
