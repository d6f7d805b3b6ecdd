"""Keep the acts, their versions and their references; say what stands on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from knowledge.norms import Act, Passage
    from knowledge.norms.identifiers import NormRef


class Library:
    """The corpus at hand: the shipped cards, and the official texts that the user added."""

    @classmethod
    def open(cls, home: Path | None = None, url: str | None = None) -> Library:
        """Open the library in a folder (``norms.db``) or at a database's URL; in memory when neither is given."""
        raise NotImplementedError

    @property
    def version(self) -> str:
        """Hash of all the texts held, in hexadecimal."""
        raise NotImplementedError

    def acts(self) -> list[Act]:
        """List the acts, by URN."""
        raise NotImplementedError

    def act(self, urn: str) -> Act | None:
        """Find an act by its URN."""
        raise NotImplementedError

    def passages(self, on: date, territory: str | None = None) -> Iterator[Passage]:
        """
        Walk over what can be found on a day: every comma (whole), then each of its letters; every table row.

        An article without numbered commi comes as one passage of kind ``articolo``. Units of other
        regions than ``territory`` are left out; repealed and not-yet texts come with their status.
        """
        raise NotImplementedError

    def find(self, ref: NormRef, on: date) -> list[Passage]:
        """Find what a reference names on a day: a letter, a comma, or the commi of an article in order."""
        raise NotImplementedError

    def history(self, ref: NormRef) -> list[Passage]:
        """List the versions of what a reference names, oldest first."""
        raise NotImplementedError
