"""Keep the drafts of agreements, version by version, and read them with all that was kept of them."""

from __future__ import annotations

import json
import secrets
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from coordinator.agreements.counting import Declared
from coordinator.agreements.drafts import DraftView, Listed, Remark, Saved, StaleDraftError, UnknownDraftError
from coordinator.agreements.text import Agreement, read_agreement
from coordinator.model import AgreementDraft, AgreementFigure, AgreementRemark, AgreementVersion

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from coordinator.protection import Viewer
    from coordinator.store import Store


def begin_draft(store: Store, agreement: Agreement, viewer: Viewer, note: str = "prima stesura") -> str:
    """
    Begin a draft.

    Parameters
    ----------
    store
        The record.
    agreement
        Its first version.
    viewer
        Who begins it; needs to write agreements.
    note
        What was done.

    Returns
    -------
    str
        Its id, ``"acc:…"``.
    """
    viewer.require("write", "agreement")
    draft_id = f"acc:{secrets.token_hex(6)}"
    with store.writing() as session:
        draft = AgreementDraft(id=draft_id, title=agreement.title, begun_at=store.clock(), author=viewer.user)
        session.add(draft)
        session.flush()
        session.add(_version(store, draft, 1, agreement, note, viewer))
    return draft_id


def save_version(
    store: Store, draft_id: str, agreement: Agreement, seen: int, viewer: Viewer, note: str = ""
) -> int:
    """
    Save a new version of a draft.

    Parameters
    ----------
    store
        The record.
    draft_id
        Which draft.
    agreement
        The whole text.
    seen
        Number of the version that was changed.
    viewer
        Who saves; needs to write agreements.
    note
        What was done.

    Returns
    -------
    int
        Number of the new version; ``seen`` when nothing differs.

    Raises
    ------
    StaleDraftError
        Someone else saved meanwhile.
    UnknownDraftError
        No such draft.
    """
    viewer.require("write", "agreement")
    veil = viewer.veil()
    with store.writing() as session:
        draft = find_draft(session, draft_id)
        newest = newest_version(session, draft)
        if newest.number != seen:
            raise StaleDraftError(seen, newest.number)
        agreement = read_agreement(veil.back(agreement.model_dump(mode="json"), json.loads(newest.content)))
        row = _version(store, draft, seen + 1, agreement, note, viewer)
        if row.content == newest.content:
            return seen
        draft.title = agreement.title
        session.add(row)
    return seen + 1


def read_draft(store: Store, draft_id: str, viewer: Viewer, version: int | None = None) -> DraftView:
    """
    Read a draft.

    Parameters
    ----------
    store
        The record.
    draft_id
        Which draft.
    viewer
        Who reads; needs to read the directory.
    version
        Which version; the last by default.

    Returns
    -------
    DraftView
        With its versions, remarks and declared figures; without the names of who is reserved from her.

    Raises
    ------
    UnknownDraftError
        No such draft or version.
    """
    viewer.require("read", "directory")
    veil = viewer.veil()
    with viewer.reading() as session:
        draft = find_draft(session, draft_id)
        rows = session.scalars(_versions(draft)).all()
        shown = next((row for row in rows if version in {None, row.number}), None)
        if shown is None:
            message = f"The draft {draft_id!r} has no version {version}. It has 1 to {rows[0].number}."
            raise UnknownDraftError(message)
        return DraftView(
            draft_id,
            shown.number,
            read_agreement(veil.over(json.loads(shown.content))),
            tuple(Saved(row.number, row.recorded_at, row.author, row.note) for row in rows),
            _remarks(session, draft),
            _declared(session, draft),
            draft.signed_on,
            draft.signed_version,
            draft.agreement_id,
        )


def list_drafts(store: Store, viewer: Viewer) -> tuple[Listed, ...]:
    """
    List the drafts, the last saved first.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    tuple of Listed
        Empty when nobody has begun one.
    """
    viewer.require("read", "directory")
    last = (
        select(AgreementVersion.draft_key, func.max(AgreementVersion.number).label("number"))
        .group_by(AgreementVersion.draft_key)
        .subquery()
    )
    query = (
        select(AgreementDraft, AgreementVersion)
        .join(last, last.c.draft_key == AgreementDraft.key)
        .join(
            AgreementVersion,
            (AgreementVersion.draft_key == last.c.draft_key) & (AgreementVersion.number == last.c.number),
        )
        .order_by(AgreementVersion.recorded_at.desc(), AgreementDraft.key.desc())
    )
    with viewer.reading() as session:
        return tuple(
            Listed(draft.id, draft.title, row.number, row.recorded_at, row.author, draft.signed_on)
            for draft, row in session.execute(query)
        )


def find_draft(session: Session, draft_id: str) -> AgreementDraft:
    """
    Find the row of a draft.

    Parameters
    ----------
    session
        Where the rows are read.
    draft_id
        Which draft.

    Returns
    -------
    AgreementDraft
        Its row.

    Raises
    ------
    UnknownDraftError
        No such draft.
    """
    draft = session.scalars(select(AgreementDraft).where(AgreementDraft.id == draft_id)).one_or_none()
    if draft is None:
        message = f"No draft of an agreement has the id {draft_id!r}. Ids begin with 'acc:'; list them."
        raise UnknownDraftError(message)
    return draft


def newest_version(session: Session, draft: AgreementDraft) -> AgreementVersion:
    """
    Read the row of the last version of a draft.

    Parameters
    ----------
    session
        Where the rows are read.
    draft
        Which draft.

    Returns
    -------
    AgreementVersion
        Its row; every draft has one.
    """
    return session.scalars(_versions(draft).limit(1)).one()


def _version(
    store: Store, draft: AgreementDraft, number: int, agreement: Agreement, note: str, viewer: Viewer
) -> AgreementVersion:
    """Make the row of a version, its content read once more so that nothing odd is kept."""
    content = read_agreement(agreement.model_dump()).model_dump_json()
    return AgreementVersion(
        draft_key=draft.key, number=number, recorded_at=store.clock(), author=viewer.user, note=note,
        content=content,
    )  # fmt: skip


def _versions(draft: AgreementDraft) -> Select[AgreementVersion]:
    """Select the versions of a draft, the newest first."""
    return (
        select(AgreementVersion)
        .where(AgreementVersion.draft_key == draft.key)
        .order_by(AgreementVersion.number.desc())
    )


def _remarks(session: Session, draft: AgreementDraft) -> tuple[Remark, ...]:
    rows = session.scalars(
        select(AgreementRemark).where(AgreementRemark.draft_key == draft.key).order_by(AgreementRemark.key)
    )
    return tuple(
        Remark(row.key, row.version, row.article, row.body, row.text, row.recorded_at, row.author, row.answer,
               row.answered_by)
        for row in rows
    )  # fmt: skip


def _declared(session: Session, draft: AgreementDraft) -> tuple[Declared, ...]:
    rows = session.scalars(
        select(AgreementFigure).where(AgreementFigure.draft_key == draft.key).order_by(AgreementFigure.key)
    )
    return tuple(
        Declared(row.commitment, Decimal(row.figure), row.day, row.document, row.author) for row in rows
    )
