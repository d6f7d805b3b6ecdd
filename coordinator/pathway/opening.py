"""Open a case for a person: the instrument is in force there, and the path is her area's and region's."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import select

from coordinator.errors import UnknownPartyError
from coordinator.model import Case, Person
from coordinator.pathway.gates import InstrumentError, instruments_table
from coordinator.pathway.local_keeping import rules_in
from coordinator.pathway.reading import instruments_for, process_of
from coordinator.pathway.writing import append

if TYPE_CHECKING:
    from datetime import date

    from coordinator.pathway.events import Opened
    from coordinator.protection import Viewer
    from coordinator.store import Store


def open_case(
    store: Store,
    person_id: str,
    opening: Opened,
    day: date,
    viewer: Viewer,
    *,
    area: str = "non_autosufficienza",
    instrument: str = "pai",
    territory: str | None = None,
) -> str:
    """
    Open a case for a person.

    Parameters
    ----------
    store
        The record.
    person_id
        Whose path it is.
    opening
        Who called and why.
    day
        The day of the call.
    viewer
        Who writes; needs to write cases.
    area
        Which path: an area of the process file, or the common one.
    instrument
        One that `instruments_for` lists.
    territory
        Where, since an instrument may be in force in some places only, and a region may have its variant of
        the path; that of the body's own rules when None.

    Returns
    -------
    str
        The id of the case.

    Raises
    ------
    UnknownPartyError
        The person is not in the store.
    InstrumentError
        The instrument does not exist, or is not in force there on that day, or is not that area's.
    """
    viewer.require("write", "case", of=person_id)
    with viewer.reading() as session:
        local = rules_in(session)
    territory = territory or local.territory
    known = instruments_for(area, day, territory, local)
    if instrument not in known:
        msg = (
            f"The instrument {instrument!r} cannot be opened for {area!r} in {territory!r} on {day}. There, for "
            f"that area: {', '.join(known) or 'none'}."
        )
        raise InstrumentError(msg, tuple(instruments_table()[one].name for one in known))
    case_id = f"cas:{secrets.token_hex(6)}"
    with store.writing() as session:
        person = session.scalars(select(Person).where(Person.id == person_id)).one_or_none()
        if person is None:
            raise UnknownPartyError(person_id)
        case = Case(
            id=case_id, person_key=person.key, area=area, instrument=instrument, phase="", opened_on=day
        )
        session.add(case)
        session.flush()
        opening = opening.model_copy(update={"territory": territory})
        norm = process_of(area, territory).phases["segnalazione"].norm
        append(session, store, case, opening, day, viewer, (), norm)
    return case_id
