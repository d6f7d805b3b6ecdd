"""Hold what a page needs of the world: the store, the norms, the clock, and who is asking."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Event
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from apps.components.entry import FirstCode
    from coordinator.protection import Viewer
    from coordinator.protection.entry import Entered
    from coordinator.store import Store
    from knowledge.answer import Assistant
    from knowledge.library import Library


def _at_once() -> Event:
    """Return what is so already."""
    event = Event()
    event.set()
    return event


@dataclass(frozen=True)
class Desk:
    """What the server gives to every page; opened once, in `apps.serve`."""

    store: Store
    home: Path  # the folder of the store
    library: Callable[[], Library]  # opened on first use
    assistant: Callable[[], Assistant]  # opened on first use
    today: Callable[[], date]
    viewer: Callable[[], Viewer]  # of the session that asks, in its role, for its purpose
    user: Callable[[], str]
    me: Callable[[], Entered | None] = lambda: (
        None
    )  # who has entered; None where nobody enters, as in the demo
    demo: bool = False  # whether the data are invented, and the pages must say so loudly
    provider: Any = (
        None  # of the organisation's own entry, an `apps.pages.entry.provider.Provider`; None: none
    )
    code: FirstCode | None = None  # asked of who sets up an empty store from another machine
    prepared: Event = field(
        default_factory=_at_once
    )  # unset while the server opens what a first answer needs
