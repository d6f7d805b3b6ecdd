"""Keep the drafts of agreements: every version, what the parties say of it, the figures they declare, the signature."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from coordinator.agreements.checks import check
from coordinator.agreements.counting import Declared
from coordinator.agreements.text import Agreement, read_agreement
from coordinator.errors import CoordinatorError
from coordinator.model import AgreementDraft, AgreementFigure, AgreementRemark, AgreementVersion, Institution
from coordinator.network.agreements import end_agreement, state_agreement

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from coordinator.agreements.checks import Defect
    from coordinator.protection import Viewer
    from coordinator.store import Store

KIND, LEVEL = "accordo_interistituzionale", "istituzionale"
BASIS = "urn:nir:stato:decreto.legislativo:2024-03-15;29~art26-com1"


class UnknownDraftError(CoordinatorError):
    """A call names a draft, a version or a remark that the store does not hold."""


class StaleDraftError(CoordinatorError):
    """Someone else saved the draft meanwhile: nothing was written."""

    def __init__(self, seen: int, now: int) -> None:
        super().__init__(
            f"The draft is at version {now} and you saw {seen}: someone else saved meanwhile. Nothing of yours "
            "was written; look again, then repeat."
        )


class NotReadyError(CoordinatorError):
    """An agreement with grave defects is to be signed; they are named."""

    def __init__(self, defects: tuple[Defect, ...]) -> None:
        super().__init__(f"The agreement has {len(defects)} grave defects; mend them before it is signed.")
        self.defects = defects


class BadFigureError(CoordinatorError):
    """A declared figure is no number, or has no document."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A version and who saved it."""

    number: int
    recorded_at: datetime
    author: str
    note: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a party says of an article."""

    key: int
    version: int
    article: int  # 0: on the whole
    body: str
    text: str
    recorded_at: datetime
    author: str
    answer: str | None
    answered_by: str | None


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as a viewer reads it."""

    id: str
    version: int
    agreement: Agreement
    versions: tuple[Saved, ...]  # the newest first
    remarks: tuple[Remark, ...]  # the oldest first
    declared: tuple[Declared, ...]
    signed_on: date | None
    signed_version: int | None
    agreement_id: str | None  # in the network, once signed


@dataclass(frozen=True, slots=True)
class Listed:
    """A draft as a list shows it."""

    id: str
    title: str
    version: int
    saved_at: datetime
    author: str
    signed_on: date | None


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
    with store.writing() as session:
        draft = _find(session, draft_id)
        newest = _newest(session, draft)
        if newest.number != seen:
            raise StaleDraftError(seen, newest.number)
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
        With its versions, remarks and declared figures.

    Raises
    ------
    UnknownDraftError
        No such draft or version.
    """
    viewer.require("read", "directory")
    with store.reading() as session:
        draft = _find(session, draft_id)
        rows = session.scalars(
            select(AgreementVersion)
            .where(AgreementVersion.draft_key == draft.key)
            .order_by(AgreementVersion.number.desc())
        ).all()
        shown = next((row for row in rows if version in {None, row.number}), None)
        if shown is None:
            message = f"The draft {draft_id!r} has no version {version}. It has 1 to {rows[0].number}."
            raise UnknownDraftError(message)
        return DraftView(
            draft_id,
            shown.number,
            Agreement.model_validate_json(shown.content),
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
    with store.reading() as session:
        return tuple(
            Listed(draft.id, draft.title, row.number, row.recorded_at, row.author, draft.signed_on)
            for draft, row in session.execute(query)
        )


def remark(store: Store, draft_id: str, article: int, body: str, text: str, viewer: Viewer) -> None:
    """
    Keep what a party says of an article of the last version.

    Parameters
    ----------
    store
        The record.
    draft_id
        Which draft.
    article
        Its number; 0 for the whole.
    body
        Id of the party that speaks.
    text
        What it says.
    viewer
        Who writes it down; needs to write agreements.

    Raises
    ------
    UnknownDraftError
        No such draft, or the body is none of its parties.
    """
    viewer.require("write", "agreement")
    with store.writing() as session:
        draft = _find(session, draft_id)
        newest = _newest(session, draft)
        names = Agreement.model_validate_json(newest.content).names
        if body not in names or not text.strip():
            message = (
                f"A remark needs words, and one of the parties as its body: {', '.join(names) or 'none'}."
            )
            raise UnknownDraftError(message)
        session.add(
            AgreementRemark(
                draft_key=draft.key, version=newest.number, article=article, body=body, text=text.strip(),
                recorded_at=store.clock(), author=viewer.user,
            )
        )  # fmt: skip


def answer_remark(store: Store, draft_id: str, key: int, answer: str, viewer: Viewer) -> None:
    """
    Answer a remark, once.

    Parameters
    ----------
    store
        The record.
    draft_id
        Of which draft.
    key
        Of the remark.
    answer
        What was decided.
    viewer
        Who answers; needs to write agreements.

    Raises
    ------
    UnknownDraftError
        No such remark, or it has its answer.
    """
    viewer.require("write", "agreement")
    with store.writing() as session:
        draft = _find(session, draft_id)
        row = session.get(AgreementRemark, key)
        if row is None or row.draft_key != draft.key or row.answer is not None or not answer.strip():
            message = (
                f"The remark {key} is not of {draft_id!r}, has its answer already, or the answer is empty."
            )
            raise UnknownDraftError(message)
        row.answer, row.answered_at, row.answered_by = answer.strip(), store.clock(), viewer.user


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
        draft = _find(session, draft_id)
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
    if view.agreement_id and view.signed_on and view.signed_on < day:
        end_agreement(store, view.agreement_id, day - timedelta(days=1), viewer)
    agreement_id = state_agreement(
        store, view.agreement.title, KIND, [one.id for one in view.agreement.parties],
        max(view.agreement.since, day), viewer, until=view.agreement.until, level=LEVEL, norm_urn=BASIS,
        document=f"versione {seen}, firmata il {day:%d/%m/%Y}",
    )  # fmt: skip
    with store.writing() as session:
        draft = _find(session, draft_id)
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


def _version(
    store: Store, draft: AgreementDraft, number: int, agreement: Agreement, note: str, viewer: Viewer
) -> AgreementVersion:
    """Make the row of a version, its content read once more so that nothing odd is kept."""
    content = read_agreement(agreement.model_dump()).model_dump_json()
    return AgreementVersion(
        draft_key=draft.key, number=number, recorded_at=store.clock(), author=viewer.user, note=note,
        content=content,
    )  # fmt: skip


def _find(session: Session, draft_id: str) -> AgreementDraft:
    draft = session.scalars(select(AgreementDraft).where(AgreementDraft.id == draft_id)).one_or_none()
    if draft is None:
        message = f"No draft of an agreement has the id {draft_id!r}. Ids begin with 'acc:'; list them."
        raise UnknownDraftError(message)
    return draft


def _newest(session: Session, draft: AgreementDraft) -> AgreementVersion:
    query = (
        select(AgreementVersion)
        .where(AgreementVersion.draft_key == draft.key)
        .order_by(AgreementVersion.number.desc())
        .limit(1)
    )
    return session.scalars(query).one()


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


def areas_with_a_comune(store: Store, viewer: Viewer) -> tuple[str, ...]:
    """
    List the areas that have a comune in the record.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; needs to read the directory.

    Returns
    -------
    tuple of str
        In order; an agreement may name others.
    """
    viewer.require("read", "directory")
    query = (
        select(Institution.area)
        .where(Institution.institution_kind == "comune", Institution.area.is_not(None))
        .distinct()
        .order_by(Institution.area)
    )
    with store.reading() as session:
        return tuple(area for area in session.scalars(query) if area)
