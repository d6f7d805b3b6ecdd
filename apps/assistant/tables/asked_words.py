"""Hold the words by which questions ask of any table, and take out of a question what fits them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from apps.assistant.census.patterns import plain
from apps.assistant.tables.query import Condition, Query
from apps.assistant.tables.table import FOLDER
from coordinator.model.datafile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from apps.assistant.tables.table import Column, Row, Spec


@cache
def shared() -> Mapping[str, Any]:
    """
    Read the words by which questions ask of any table.

    Returns
    -------
    mapping
        Of ``words.yaml``.
    """
    held: Mapping[str, Any] = read_yaml((FOLDER / "words.yaml").read_text(encoding="utf-8"))
    return held


@dataclass(slots=True)
class Words:
    """A question while it is read: what is not yet understood of it, and what is."""

    words: str
    spec: Spec
    rows: Sequence[Row]
    day: date
    query: Query
    own: str = ""  # the name of who asks
    onward: bool = False  # whether it may go on from what was listed
    about: str = ""  # column of numbers that was asked of before: "quanti ne ha?"

    def _match(self, patterns: Iterable[str], before: str = "", after: str = "") -> re.Match[str] | None:
        """Find the longest of what fits one of some patterns."""
        found = [
            match for one in patterns for match in _compiled(f"{before}(?:{one}){after}").finditer(self.words)
        ]
        return max(found, key=lambda match: len(match[0]), default=None)

    def _take(self, patterns: Iterable[str], before: str = "", after: str = "") -> re.Match[str] | None:
        """Take out the longest of what fits one of some patterns."""
        best = self._match(patterns, before, after)
        if best is not None:
            self._cut(best)
        return best

    def _cut(self, match: re.Match[str]) -> None:
        """Take out what was read; nothing that stood before it is read together with what stood after."""
        self.words = f"{self.words[: match.start()]} | {self.words[match.end() :]}"
        self.words = " ".join(("", *self.words.split(), ""))

    def _columns(self, *sorts: str) -> list[Column]:
        """List the columns of some sorts."""
        return [one for one in self.spec.columns.values() if one.sort in sorts]

    def _also(self, column: str, test: str, said: str, **more: Any) -> None:
        """Ask one thing more of each row."""
        one = Condition(column, test, said, **more)
        if all(said != other.said for other in self.query.conditions):
            self.query = replace(self.query, conditions=(*self.query.conditions, one))


def any_of(group: str, words: str) -> bool:
    """
    Say whether a question holds one of a group of words that all tables share.

    Parameters
    ----------
    group
        Its key in ``words.yaml``.
    words
        As `split` writes them.

    Returns
    -------
    bool
        By whole words.
    """
    return any(_compiled(one).search(words) for one in shared()[group])


def goes_on(words: str) -> bool:
    """
    Say whether a question takes up those who were listed, by a word that says so.

    Parameters
    ----------
    words
        As `split` writes them.

    Returns
    -------
    bool
        True for "e i servizi pieni?", "di questi …"; a whole question is of all again.
    """
    return re.match(shared()["onward"], words) is not None or any(
        _compiled(one).search(words) for one in shared()["of_these"]
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Let a pattern fit whole words only; there are more than `re` remembers."""
    return re.compile(rf"(?<= )(?:{pattern})(?= )")


def split(question: str) -> str:
    """
    Write a question so that tables' patterns can be read on it.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    str
        In small letters without accents, numbers in figures, a blank after each apostrophe and at both ends.
    """
    return " ".join(("", *plain(question).replace("'", "' ").replace(".", " ").split(), ""))
