"""Keep what a store was told about itself: whether its data are invented, whose place it serves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from coordinator.model import Setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from coordinator.store.store import Store

INVENTED = "dati_inventati"
"""Name of the setting that is true where no person is real."""


def read_setting(store: Store, name: str) -> Any:  # noqa: ANN401 - each setting holds its own type
    """Return what was last written under a name, as JSON reads it; None when nothing was."""
    with store.reading() as session:
        kept = session.get(Setting, name)
        return json.loads(kept.value) if kept is not None else None


def write_setting(session: Session, store: Store, name: str, *, value: object, author: str) -> None:
    """
    Write a setting in place of what was there.

    Parameters
    ----------
    session
        A writing session of the store.
    store
        Whose clock stamps it.
    name
        At most 60 characters.
    value
        What JSON can hold.
    author
        Who wrote it.
    """
    text = json.dumps(value, ensure_ascii=False)
    session.merge(Setting(name=name, value=text, recorded_at=store.clock(), author=author))
