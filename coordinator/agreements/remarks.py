"""Keep what the parties say of the articles of a draft, and what is answered to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.agreements.drafts import UnknownDraftError
from coordinator.agreements.keeping import find_draft, newest_version
from coordinator.agreements.text import Agreement
from coordinator.model import AgreementRemark

if TYPE_CHECKING:
    from coordinator.protection import Viewer
    from coordinator.store import Store


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
        draft = find_draft(session, draft_id)
        newest = newest_version(session, draft)
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
        draft = find_draft(session, draft_id)
        row = session.get(AgreementRemark, key)
        if row is None or row.draft_key != draft.key or row.answer is not None or not answer.strip():
            message = (
                f"The remark {key} is not of {draft_id!r}, has its answer already, or the answer is empty."
            )
            raise UnknownDraftError(message)
        row.answer, row.answered_at, row.answered_by = answer.strip(), store.clock(), viewer.user
