"""Read what the paths of a person keep of her consent to care and of her signature: no basis for data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.pathway.events import ConsentGiven, Signed
from coordinator.pathway.reading import cases_of, read_case

if TYPE_CHECKING:
    from datetime import date

    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store


@dataclass(frozen=True, slots=True)
class CareWord:
    """What was said of care, or signed, in one path."""

    case_id: str
    instrument: str  # its name, in Italian
    about: str  # cure, firma; as in the bases of protection
    given: bool | None  # None: nobody has said anything
    by: str  # id, or the name that was written
    day: date | None


def care_words(store: Store, person_id: str, viewer: Viewer) -> tuple[CareWord, ...]:
    """
    List consent to care and signature in each path of a person.

    Parameters
    ----------
    store
        The record.
    person_id
        Id of the person.
    viewer
        Who asks; needs to read cases.

    Returns
    -------
    tuple of CareWord
        Two for each path, consent first, in the order of the paths.
    """
    views = [read_case(store, case_id, viewer) for case_id in cases_of(store, person_id, viewer)]
    return tuple(word for view in views for word in (_care(view), _signature(view)))


def _care(view: CaseView) -> CareWord:
    """Read the last word about care."""
    said = [
        (one.event, one.day)
        for one in view.history
        if isinstance(one.event, ConsentGiven)
        and one.event.about == "cure"
        and one.number not in view.state.void
    ]
    if not said:
        return CareWord(view.id, view.instrument.name, "cure", None, "", None)
    event, day = said[-1]
    return CareWord(view.id, view.instrument.name, "cure", event.given, event.by, day)


def _signature(view: CaseView) -> CareWord:
    """Read who signed the plan, if anybody did."""
    signed = [
        one for one in view.history if isinstance(one.event, Signed) and one.number not in view.state.void
    ]
    by, day = (view.state.signed_by, signed[-1].day) if signed and view.state.signed_by else ("", None)
    return CareWord(view.id, view.instrument.name, "firma", True if by else None, by or "", day)
