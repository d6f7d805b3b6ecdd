"""Remember how far the setting up of a store has come, and what was typed on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordinator.store.settings import read_setting, write_setting

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordinator.protection.viewer import Viewer
    from coordinator.store import Store

NAME = "avvio"


def read_setup(store: Store, viewer: Viewer) -> dict[str, Any]:
    """Return what `keep_setup` kept last; empty before. Needs to write the data of the body."""
    viewer.require("write", "body")
    return dict(read_setting(store, NAME) or {})


def keep_setup(store: Store, state: Mapping[str, Any], viewer: Viewer) -> None:
    """
    Keep how far the setting up has come.

    Parameters
    ----------
    store
        The record.
    state
        What JSON can hold.
    viewer
        Who sets up; needs to write the data of the body.
    """
    viewer.require("write", "body")
    with store.writing() as session:
        write_setting(session, store, NAME, value=dict(state), author=viewer.user)
