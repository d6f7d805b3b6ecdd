"""Send a person of a case to a service, and take the steps of both sides until the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.model import vocabulary
from coordinator.pathway.events import ReferralMoved, make_event
from coordinator.pathway.reading import cases_of, read_case
from coordinator.pathway.referrals import ReferralError, open_referral, take_step
from coordinator.pathway.writing import write

if TYPE_CHECKING:
    from datetime import date

    from coordinator.pathway.calendar import LocalCalendar
    from coordinator.pathway.view import CaseView
    from coordinator.protection import Viewer
    from coordinator.store import Store


def refer(
    store: Store,
    case_id: str,
    need: str,
    sender: str,
    receiver: str,
    day: date,
    viewer: Viewer,
    calendar: LocalCalendar | None = None,
) -> CaseView:
    """
    Ask a service to meet a need of the case's person.

    Parameters
    ----------
    store
        The record.
    case_id
        Which case.
    need
        Which need, of the vocabulary; it has no other open referral in any open case of the person.
    sender, receiver
        Party ids of who asks and who is asked.
    day
        The day of the request.
    viewer
        Who writes; needs to write cases.
    calendar
        Other holidays than those of the place.

    Returns
    -------
    CaseView
        The case after: the new referral is owned by the receiver, with its next date.

    Raises
    ------
    ReferralError
        An open request for the same need exists, or sender and receiver are the same. Nothing is written.
    UnknownWordError
        The vocabulary has no such need. Nothing is written.
    BadEventError
        Sender or receiver is no id of a party. Nothing is written.
    """
    vocabulary().term("needs", need)
    view = read_case(store, case_id, viewer)
    others = [
        one
        for other in cases_of(store, view.person_id, viewer)
        for one in read_case(store, other, viewer).referrals(calendar)
    ]
    key = f"i{len(view.referrals(calendar)) + 1}"
    open_referral(key, view.person_id, need, sender, receiver, day, view.rules_on(calendar), others)
    event = make_event("referred", referral=key, need=need, sender=sender, receiver=receiver)
    return write(store, case_id, event, day, viewer, view.version, None)


def step_referral(
    store: Store,
    case_id: str,
    referral: str,
    step: str,
    by: str,
    day: date,
    viewer: Viewer,
    calendar: LocalCalendar | None = None,
    reason: str | None = None,
) -> CaseView:
    """
    Take a step of a referral, for one of its two sides.

    Parameters
    ----------
    store
        The record.
    case_id, referral
        Which case, and which of its referrals.
    step, by
        As in `take_step`.
    day
        The day of the step.
    viewer
        Who writes; needs to write cases.
    calendar
        Other holidays than those of the place.
    reason
        As in `take_step`.

    Returns
    -------
    CaseView
        The case after.

    Raises
    ------
    ReferralError
        The case has no such referral, or the step cannot be taken now. Nothing is written.
    """
    view = read_case(store, case_id, viewer)
    found = {one.id: one for one in view.referrals(calendar)}
    if referral not in found:
        msg = f"The case {case_id!r} has no referral {referral!r}. It has: {', '.join(found) or 'none'}."
        raise ReferralError(msg)
    take_step(found[referral], step, by, day, view.rules_on(calendar), reason)
    event = ReferralMoved(referral=referral, step=step, by=by, reason=reason)
    return write(store, case_id, event, day, viewer, view.version, None)
