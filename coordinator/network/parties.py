"""Enter a person into the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coordinator.model import Person
from coordinator.model.identifiers import read_tax_code

if TYPE_CHECKING:
    from coordinator.network.duplicates import Candidate
    from coordinator.protection import Viewer
    from coordinator.store import Store


def add_person(store: Store, candidate: Candidate, viewer: Viewer, **more: Any) -> str:  # noqa: ANN401
    """
    Enter a person; look for `find_duplicates` first.

    Parameters
    ----------
    store
        The record.
    candidate
        Her name, and what else is known.
    viewer
        Who writes; needs to write persons.
    **more
        Further columns of `Person`: ``sex``, ``area``, ``died_on``, ``detail``.

    Returns
    -------
    str
        Her id; it says nothing of her.

    Raises
    ------
    BadTaxCodeError
        If her code is not well formed.
    """
    viewer.require("write", "person")
    code = read_tax_code(candidate.tax_code) if candidate.tax_code else None
    name = f"{candidate.given_name} {candidate.family_name}"
    with store.writing() as session:
        person = Person(
            id=f"per:nuova-{store.clock():%Y%m%d%H%M%S%f}",
            name=name,
            given_name=candidate.given_name,
            family_name=candidate.family_name,
            born_on=candidate.born_on,
            tax_code=code and code.code,
            tax_code_kind=code and code.kind,
            phone=candidate.phone,
            **more,
        )
        session.add(person)
        session.flush()
        person.id = f"per:p{person.key}"
        return person.id
