"""Sign agreements, keep the figures declared on them, and read those in force."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from coordinator.agreements.checks import check
from coordinator.agreements.drafts import BadFigureError, NotReadyError, StaleDraftError
from coordinator.agreements.keeping import find_draft, list_drafts, read_draft
from coordinator.model import AgreementFigure
from coordinator.network.agreements import end_agreement, state_agreement

if TYPE_CHECKING:
    from datetime import date

    from coordinator.agreements.counting import Declared
    from coordinator.agreements.text import Agreement
    from coordinator.protection import Viewer
    from coordinator.store import Store

KIND, LEVEL = "accordo_interistituzionale", "istituzionale"
BASIS = "urn:nir:stato:decreto.legislativo:2024-03-15;29~art26-com1"


def declare(
    store: Store, draft_id: str, commitment: str, figure: str, day: date, document: str, viewer: Viewer
) -> None:
    """
    Keep a figure that no record can count.

    Parameters
    ----------
    store
        The record.
    draft_id
        Of which agreement.
    commitment
        Its id.
    figure
        A number, with a comma or a point.
    day
        For which day it holds.
    document
        That shows it.
    viewer
        Who declares it; needs to write agreements.

    Raises
    ------
    BadFigureError
        It is no number, or has no document.
    """
    viewer.require("write", "agreement")
    try:
        value = Decimal(figure.strip().replace(",", "."))
    except InvalidOperation:
        message = "The figure is no number. Write it with digits, for example 2 or 87,5."
        raise BadFigureError(message) from None
    if not value.is_finite() or value < 0 or not document.strip():
        message = "A declared figure is a number from zero up, with the document that shows it."
        raise BadFigureError(message)
    with store.writing() as session:
        draft = find_draft(session, draft_id)
        session.add(
            AgreementFigure(
                draft_key=draft.key, commitment=commitment, figure=str(value), day=day,
                document=document.strip(), recorded_at=store.clock(), author=viewer.user,
            )
        )  # fmt: skip


def sign(store: Store, draft_id: str, seen: int, day: date, viewer: Viewer) -> str:
    """
    Write down that an agreement was signed: it becomes the institutional tie between its parties.

    Parameters
    ----------
    store
        The record, with every party in it.
    draft_id
        Which draft.
    seen
        Number of the version that was signed, the last.
    day
        On which.
    viewer
        Who writes it; needs to write agreements.

    Returns
    -------
    str
        Id of the agreement in the network.

    Raises
    ------
    NotReadyError
        It has grave defects.
    StaleDraftError
        The version is not the last.
    UnknownPartyError
        A party is not in the store.
    """
    view = read_draft(store, draft_id, viewer)
    if view.version != seen:
        raise StaleDraftError(seen, view.version)
    grave = tuple(one for one in check(view.agreement) if one.rule.severity == "alta")
    if grave or view.agreement.since is None:
        raise NotReadyError(grave)
    if view.signed_version == seen and view.agreement_id:
        return view.agreement_id
    with store.reading() as session:
        title = find_draft(session, draft_id).title  # whole, whatever she who signs may read of it
    if view.agreement_id and view.signed_on and view.signed_on < day:
        end_agreement(store, view.agreement_id, day - timedelta(days=1), viewer)
    agreement_id = state_agreement(
        store, title, KIND, [one.id for one in view.agreement.parties],
        max(view.agreement.since, day), viewer, until=view.agreement.until, level=LEVEL, norm_urn=BASIS,
        document=f"versione {seen}, firmata il {day:%d/%m/%Y}",
    )  # fmt: skip
    with store.writing() as session:
        draft = find_draft(session, draft_id)
        draft.signed_on, draft.signed_version, draft.agreement_id = day, seen, agreement_id
    return agreement_id


def signed_agreements(
    store: Store, day: date, viewer: Viewer
) -> tuple[tuple[Agreement, tuple[Declared, ...]], ...]:
    """
    Read the agreements that are signed and in force, as they were signed.

    Parameters
    ----------
    store
        The record.
    day
        On which they are in force.
    viewer
        Who reads; needs to read the directory.

    Returns
    -------
    tuple
        (agreement, figures declared on it), the last saved first.
    """
    found = []
    for draft in list_drafts(store, viewer):
        if draft.signed_on is None:
            continue
        view = read_draft(store, draft.id, viewer)
        signed = read_draft(store, draft.id, viewer, view.signed_version).agreement
        if signed.since and signed.since <= day and (signed.until is None or day <= signed.until):
            found.append((signed, view.declared))
    return tuple(found)
