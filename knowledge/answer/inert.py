"""Keep what a document says from acting where Markdown is shown: it is read, and nothing of it runs or is fetched."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_OURS = re.compile(r"\[Testo ufficiale\]\((?P<address>https://[^\s()<>]+)\)")
"""The one link that an answer writes by itself, to the address of an act."""
_ALIVE = re.compile(r"<|!\[|\]\(|\]:|`{3}")


def inert(markdown: str, addresses: Collection[str] = ()) -> str:
    """
    Write Markdown again so that no element, image or link of a document is one.

    Parameters
    ----------
    markdown
        An answer, with the words of acts in it.
    addresses
        Of the official texts of its acts: a link to one of them stays.

    Returns
    -------
    str
        The same words to who reads.
    """
    pieces, at = [], 0
    for ours in _OURS.finditer(markdown):
        if ours["address"] in addresses:
            pieces += [_ALIVE.sub(_asleep, markdown[at : ours.start()]), ours[0]]
            at = ours.end()
    return "".join([*pieces, _ALIVE.sub(_asleep, markdown[at:])])


def _asleep(found: re.Match[str]) -> str:
    """Write a mark as a sign to be read."""
    return "&lt;" if found[0] == "<" else "\\".join(found[0])
