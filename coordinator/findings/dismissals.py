"""Set a finding aside, with a reason and a date; it comes back when its data change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from coordinator.errors import CoordinatorError
from coordinator.model import Dismissal

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from coordinator.findings.finding import Finding
    from coordinator.protection import Viewer
    from coordinator.store import Store


class DismissalError(CoordinatorError):
    """A finding is set aside without a reason, or until a day that has passed."""

    def __init__(self, why: str) -> None:
        super().__init__(f"The finding stays: {why}. Give a reason in words and a day that is still to come.")


def dismiss(
    store: Store, finding: Finding, viewer: Viewer, *, reason: str, until: date | None = None
) -> None:
    """
    Set a finding aside.

    Parameters
    ----------
    store
        The record.
    finding
        As `find_for` gives it; it is set aside from its day on.
    viewer
        Who decides; needs to write the network. Her name and the time are kept.
    reason
        In words.
    until
        Last day on which it stays aside; None, until the data behind it change.

    Raises
    ------
    DismissalError
        If the reason is empty, or ``until`` is before the finding's day.
    NotAllowedError
        If the viewer may not write the network.
    """
    if not reason.strip():
        message = "no reason was given"
        raise DismissalError(message)
    if until is not None and until < finding.day:
        message = f"{until} has passed on {finding.day}"
        raise DismissalError(message)
    viewer.require("write", "network", of=finding.person_id)
    with store.writing() as session:
        session.add(
            Dismissal(
                fingerprint=finding.fingerprint,
                rule=finding.rule_id,
                person_id=finding.person_id,
                reason=reason.strip(),
                since=finding.day,
                until=until,
                recorded_at=store.clock(),
                author=viewer.user,
            )
        )


def dismissed(session: Session, day: date) -> set[str]:
    """
    Read which findings are set aside on a day.

    Parameters
    ----------
    session
        Of the store.
    day
        The day.

    Returns
    -------
    set of str
        Fingerprints.
    """
    holds = (Dismissal.since <= day, or_(Dismissal.until.is_(None), Dismissal.until >= day))
    return set(session.scalars(select(Dismissal.fingerprint).where(*holds)))
