"""Work with Ponte from a notebook or a prompt: ask, see a map that answers clicks, open a page."""

from __future__ import annotations

import atexit
from functools import cache
from typing import TYPE_CHECKING

from apps.prompt.opening import NoStoreError, invent, open_ponte
from apps.prompt.ponte import CommandError, NoCaseError, Ponte
from apps.prompt.serving import Page, UnknownPageError

if TYPE_CHECKING:
    from datetime import date

    from apps.assistant import Reply

__all__ = [
    "CommandError",
    "NoCaseError",
    "NoStoreError",
    "Page",
    "Ponte",
    "UnknownPageError",
    "ask",
    "invent",
    "open_page",
    "open_ponte",
]


def ask(question: str, person: object = None, *, on: date | str | None = None) -> Reply:
    """
    Ask the demo's store, as `Ponte.ask`.

    Parameters
    ----------
    question, person, on
        As in `Ponte.ask`.

    Returns
    -------
    Reply
        As in `Ponte.ask`.
    """
    return _demo().ask(question, person, on=on)


def open_page(name: str = "", **arguments: str) -> Page:
    """
    Open a page of the demo's store, as `Ponte.page`.

    Parameters
    ----------
    name, **arguments
        As in `Ponte.page`.

    Returns
    -------
    Page
        As in `Ponte.page`.
    """
    return _demo().page(name, **arguments)


@cache
def _demo() -> Ponte:
    """Open the store of the settings once, until the prompt ends."""
    opened = open_ponte()
    atexit.register(opened.close)
    return opened
