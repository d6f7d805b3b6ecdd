"""Take out of a text what names a person, and put it back into what comes in answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coordinator.protection.identifiers import PATTERNS, Found, find_codes
from coordinator.protection.names import find_names

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

KINDS = (*PATTERNS, "PERSONA")
_TOKEN = re.compile(rf"\[?\b(?P<kind>{'|'.join(KINDS)})_(?P<number>\d+)\b\]?")
_OPEN = re.compile(r"\[?[A-Z]{0,12}(?:_\d*)?$")
"""The end of what has come so far, when it may be the beginning of a token."""


def find(text: str, known: Collection[str] = ()) -> list[Found]:
    """
    Find all that names a person in a text.

    Parameters
    ----------
    text
        In Italian.
    known
        Words of names that the record holds.

    Returns
    -------
    list of Found
        In the order of the text, none over another: codes go before names.
    """
    codes = find_codes(text)
    rest = text
    for one in codes:
        rest = rest[: one.start] + "0" * (one.end - one.start) + rest[one.end :]
    return sorted([*codes, *find_names(rest, known)], key=lambda one: one.start)


@dataclass(slots=True)
class Mask:
    """The tokens of one conversation: the same name has the same token each time."""

    _tokens: dict[tuple[str, str], str] = field(default_factory=dict)
    _words: dict[str, str] = field(default_factory=dict)  # token → what it stands for

    def hide(self, text: str, known: Collection[str] = ()) -> str:
        """
        Write a text with a token in the place of each name, code, address, telephone and account.

        Parameters
        ----------
        text
            What would be sent.
        known
            Words of names that the record holds.

        Returns
        -------
        str
            With tokens such as ``[PERSONA_1]``.
        """
        pieces, at = [], 0
        for one in find(text, known):
            pieces += [text[at : one.start], self._token(one.kind, text[one.start : one.end])]
            at = one.end
        return "".join([*pieces, text[at:]])

    def show(self, text: str) -> str:
        """
        Put back what the tokens stand for.

        Parameters
        ----------
        text
            What came in answer.

        Returns
        -------
        str
            A token that was never given stays as it is.
        """
        return _TOKEN.sub(lambda match: self._words.get(f"{match['kind']}_{match['number']}", match[0]), text)

    def show_pieces(self, pieces: Iterable[str]) -> Iterator[str]:
        """
        Put back what the tokens stand for while an answer is coming.

        Parameters
        ----------
        pieces
            Of the answer; a token may be cut anywhere.

        Yields
        ------
        str
            All of the answer, never half a token.
        """
        held = ""
        for piece in pieces:
            held += piece
            cut = _OPEN.search(held)
            end = cut.start() if cut else len(held)
            if end:
                yield self.show(held[:end])
            held = held[end:]
        if held:
            yield self.show(held)

    def _token(self, kind: str, words: str) -> str:
        """Give the token of some words, a new one when they are new."""
        key = (kind, " ".join(words.casefold().split()))
        if key not in self._tokens:
            number = sum(one == kind for one, _ in self._tokens) + 1
            self._tokens[key] = f"{kind}_{number}"
            self._words[f"{kind}_{number}"] = words
        return f"[{self._tokens[key]}]"
