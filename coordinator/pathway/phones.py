"""Read whom to call about a case: the person, her family and her team, with their numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.model import Person, Practitioner, Service

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store


def read_phones(store: Store, view: CaseView, viewer: Viewer) -> Mapping[str, str]:
    """
    Read the telephone numbers of the person and of her team.

    Parameters
    ----------
    store
        The record.
    view
        The case.
    viewer
        Who asks; needs to read persons; the numbers of persons, her relatives' too, are given to who may read
        contacts.

    Returns
    -------
    Mapping[str, str]
        By party id; whoever has no number on record, or none that is given, is absent.
    """
    viewer.require("read", "person", of=view.person_id)
    ids = {view.person_id, *(one.party_id for one in view.state.file.team)}
    kinds = (Person, Practitioner, Service) if viewer.may("read", "contacts") else (Practitioner, Service)
    with viewer.reading() as session:
        return {
            row.id: row.phone
            for kind in kinds
            for row in session.execute(select(kind.id, kind.phone).where(kind.id.in_(ids)))
            if row.phone
        }
