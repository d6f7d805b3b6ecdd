"""Keep what a user has typed and not yet sent, field by field, so that nothing typed is lost."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from coordinator.model import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coordinator.protection import Viewer
    from coordinator.store import Store


def save_field(store: Store, form: str, about: str, field: str, typed: str, viewer: Viewer) -> None:
    """
    Save one field of a form as it is typed.

    Parameters
    ----------
    store
        The record.
    form
        Which form, e.g. ``"contatto"``.
    about
        Id of the party or case that it is about; ``""`` when about nobody yet.
    field, typed
        The field's name and what it holds now.
    viewer
        Whose draft it is; needs to write cases.
    """
    viewer.require("write", "case", of=about or None)
    with store.writing() as session:
        draft = session.get(Draft, (viewer.user, form, about))
        if draft is None:
            draft = Draft(user=viewer.user, form=form, about_id=about, fields="{}", saved_at=store.clock())
            session.add(draft)
        draft.fields = json.dumps({**json.loads(draft.fields), field: typed}, ensure_ascii=False)
        draft.saved_at = store.clock()


def read_draft(store: Store, form: str, about: str, viewer: Viewer) -> Mapping[str, str]:
    """
    Read what a user had typed in a form.

    Parameters
    ----------
    store
        The record.
    form, about
        As in `save_field`.
    viewer
        Whose draft it is; needs to read cases.

    Returns
    -------
    Mapping[str, str]
        Field → what was typed; empty when there is no draft.
    """
    viewer.require("read", "case", of=about or None)
    with viewer.reading() as session:
        draft = session.get(Draft, (viewer.user, form, about))
        fields: dict[str, str] = json.loads(draft.fields) if draft else {}
        return fields


def read_drafts(store: Store, about: str, viewer: Viewer) -> Mapping[str, Mapping[str, str]]:
    """
    Read all that a user had typed about a party or a case, in one reading.

    Parameters
    ----------
    store
        The record.
    about
        As in `save_field`.
    viewer
        Whose drafts they are; needs to read cases.

    Returns
    -------
    Mapping[str, Mapping[str, str]]
        Form → field → what was typed; a form without a draft is absent.
    """
    viewer.require("read", "case", of=about or None)
    query = select(Draft.form, Draft.fields).where(Draft.user == viewer.user, Draft.about_id == about)
    with viewer.reading() as session:
        return {form: json.loads(fields) for form, fields in session.execute(query)}


def discard_draft(store: Store, form: str, about: str, viewer: Viewer) -> None:
    """Forget a draft, once sent or given up; no error when there is none."""
    viewer.require("write", "case", of=about or None)
    with store.writing() as session:
        session.execute(
            delete(Draft).where(Draft.user == viewer.user, Draft.form == form, Draft.about_id == about)
        )
