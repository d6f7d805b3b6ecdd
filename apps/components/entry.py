"""Know who has entered from the window that a page is shown in."""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.errors import NotEnteredError

if TYPE_CHECKING:
    from collections.abc import Callable

COOKIE = "ponte_accesso"
"""Holds an entry's token, signed; no script of a page can read it."""


LETTERS = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""Of a code that is read from one screen and typed at another: no vowels, nothing that looks like another."""
WRONG_CODES = 20


class FirstCode:
    """A code, told in the terminal, by which who sets up an empty store from another machine shows that it is hers."""

    def __init__(self) -> None:
        parts = ("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
        self.text = "-".join(parts)
        self._wrong = 0

    def fits(self, typed: str) -> bool:
        """Say whether this is the code; after too many wrong ones none fits until Ponte starts again."""
        same = hmac.compare_digest(_letters(typed).encode(), _letters(self.text).encode())
        if not same:
            self._wrong += 1
        return same and self._wrong <= WRONG_CODES


def _letters(text: str) -> str:
    """Keep letters and numbers, in capitals."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


@dataclass(frozen=True, slots=True)
class Window:
    """A browser's window whose cookie is that of an entry."""

    token: str
    is_open: Callable[[], bool]  # whether the entry still holds; it is used by asking
    was_left: Callable[[], bool] = lambda: False  # whether it has ended; nothing is used by asking


def current_window() -> Window | None:
    """
    Return the window of the page that is being made or used.

    Returns
    -------
    Window or None
        None where nobody enters, as in the demo, and outside of a page.
    """
    import panel as pn

    context = getattr(pn.state.curdoc, "session_context", None)
    window = getattr(getattr(context, "request", None), "window", None)
    return window if isinstance(window, Window) else None


def still_in() -> None:
    """
    Refuse an act from a page whose entry has ended since it was shown.

    Raises
    ------
    NotEnteredError
        If she has left, was closed out, or took another role in another window.
    """
    window = current_window()
    if window is not None and not window.is_open():
        raise NotEnteredError
