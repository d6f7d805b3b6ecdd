"""Read which needs a service may meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.model import Party, ServiceNeed

if TYPE_CHECKING:
    from coordinator.protection import Viewer
    from coordinator.store import Store


def needs_met(store: Store, service_id: str, viewer: Viewer) -> list[str]:
    """
    List the needs that a service may meet.

    Parameters
    ----------
    store
        The record.
    service_id
        Its id.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    list of str
        Words of the vocabulary's needs, in order; empty for a service of which nobody said.
    """
    return needs_by_service(store, viewer, only=service_id).get(service_id, [])


def needs_by_service(store: Store, viewer: Viewer, *, only: str | None = None) -> dict[str, list[str]]:
    """
    List the needs that each service may meet.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.
    only
        Id of one service, to leave out the others.

    Returns
    -------
    dict of str to list of str
        Id of a service → words of the vocabulary's needs, in order.
    """
    viewer.require("read", "directory", of=only)
    query = select(Party.id, ServiceNeed.need).join(ServiceNeed, ServiceNeed.service_key == Party.key)
    if only is not None:
        query = query.where(Party.id == only)
    found: dict[str, list[str]] = {}
    with viewer.reading() as session:
        for service, need in session.execute(query.order_by(Party.id, ServiceNeed.need)):
            found.setdefault(service, []).append(need)
    return found
