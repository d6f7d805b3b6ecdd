"""Know who has entered from the window that a page is shown in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.errors import NotEnteredError

if TYPE_CHECKING:
    from collections.abc import Callable

COOKIE = "ponte_accesso"
"""Holds an entry's token, signed; no script of a page can read it."""


@dataclass(frozen=True, slots=True)
class Window:
    """A browser's window whose cookie is that of an entry."""

    token: str
    is_open: Callable[[], bool]  # whether the entry still holds


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
