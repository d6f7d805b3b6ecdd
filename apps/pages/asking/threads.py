"""Keep the conversations of the last half hour, so that who opens a record from an answer can come back to it."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from apps.assistant import Talk
    from coordinator.protection import Viewer

LASTING = timedelta(minutes=30)
MOST = 200
"""Conversations that are kept at once; the one not used for longest is dropped."""


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation, as it was when its last answer came."""

    talk: Talk
    messages: Sequence[Mapping[str, Any]]
    at: datetime


class Threads:
    """
    The conversations of the last half hour, in memory alone.

    A conversation is given back to whom it was with, in the same role and for the same purpose, about the same person.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, ...], Thread] = OrderedDict()
        self._lock = Lock()

    def keep(self, viewer: Viewer, person_id: str, talk: Talk, messages: Sequence[Mapping[str, Any]]) -> None:
        """
        Keep a conversation.

        Parameters
        ----------
        viewer, person_id
            With whom, and about whom the page was opened.
        talk
            What it remembers.
        messages
            As the page shows them.
        """
        key = _key(viewer, person_id)
        with self._lock:
            self._kept[key] = Thread(talk, tuple(messages), viewer.store.clock())
            self._kept.move_to_end(key)
            while len(self._kept) > MOST:
                self._kept.popitem(last=False)

    def find(self, viewer: Viewer, person_id: str) -> Thread | None:
        """
        Find the conversation that somebody had.

        Parameters
        ----------
        viewer, person_id
            As `keep` takes them.

        Returns
        -------
        Thread or None
            None where there is none of the last half hour.
        """
        key = _key(viewer, person_id)
        with self._lock:
            found = self._kept.get(key)
            if found is not None and viewer.store.clock() - found.at > LASTING:
                del self._kept[key]
                return None
            return found


THREADS = Threads()


def _key(viewer: Viewer, person_id: str) -> tuple[str, ...]:
    """Say whose a conversation is, and about whom."""
    return (str(viewer.store.engine.url), viewer.user, viewer.role, viewer.purpose, person_id)
