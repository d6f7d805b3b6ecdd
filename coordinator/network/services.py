"""Read which needs a service may meet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import aliased

from coordinator.model import Party, Service, ServiceNeed, Tie
from coordinator.network.ties_asked import holds

if TYPE_CHECKING:
    from datetime import date

    from coordinator.protection import Viewer
    from coordinator.store import Store

RUN_BY = ("gestito_da", "erogato_da")
"""Kinds of tie from a service to the bodies whose it is."""


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


def bodies_by_service(day: date, viewer: Viewer) -> dict[str, list[str]]:
    """
    Name the bodies that answer for each service, or give it.

    Parameters
    ----------
    day
        On which they do.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    dict of str to list of str
        Id of a service → names, each once, who answers for it first; a service of which nobody said is left out.

    Raises
    ------
    NotAllowedError
        If the viewer may not read the directory.
    """
    viewer.require("read", "directory")
    tie, body = aliased(Tie), aliased(Party)
    query = (
        select(Service.id, body.name)
        .join(tie, tie.from_key == Service.key)
        .join(body, body.key == tie.to_key)
        .where(tie.kind.in_(RUN_BY), holds(tie, day))
        .order_by(Service.id, tie.kind.desc(), body.name)
    )
    found: dict[str, list[str]] = {}
    with viewer.reading() as session:
        for service, name in session.execute(query):
            names = found.setdefault(service, [])
            if name not in names:
                names.append(name)
    return found
