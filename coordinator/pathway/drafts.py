"""Keep what a user has typed and not yet sent, field by field, so that nothing typed is lost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from coordinator.errors import CoordinatorError
from coordinator.model import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from coordinator.protection import Viewer
    from coordinator.store import Store

LONGEST_FORM = 200
MOST_FIELDS = 400


class BadDraftError(CoordinatorError):
    """A draft is of a form that no page has: too long a name, or too many fields."""

    def __init__(self, fields: int) -> None:
        super().__init__(
            f"A draft has a form of at most {LONGEST_FORM} letters and {MOST_FIELDS} fields; this one has "
            f"{fields} fields. Load the page again."
        )
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Kept:
    """What a user has typed in one form, and when she last did."""

    fields: Mapping[str, str]
    saved_at: datetime


def save_field(store: Store, form: str, about: str, field: str, typed: str, viewer: Viewer) -> None:
    """
    Save one field of a form as it is typed.

    Parameters
    ----------
    store
        The record.
    form
        Which form, e.g. ``"contatto"``; at most `LONGEST_FORM` characters.
    about
        Id of the party or case that it is about; ``""`` when about nobody yet.
    field, typed
        The field's name and what it holds now.
    viewer
        Whose draft it is: nobody else ever reads it.

    Raises
    ------
    BadDraftError
        If no form of a page is so long, or has so many fields.
    """
    viewer.require("write", "draft", of=about or None)
    with store.writing() as session:
        draft = session.get(Draft, (viewer.user, form, about))
        fields = {**(json.loads(draft.fields) if draft else {}), field: typed}
        if len(form) > LONGEST_FORM or len(fields) > MOST_FIELDS:
            raise BadDraftError(len(fields))
        if draft is None:
            draft = Draft(user=viewer.user, form=form, about_id=about)
            session.add(draft)
        draft.fields = json.dumps(fields, ensure_ascii=False)
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
        Whose draft it is.

    Returns
    -------
    Mapping[str, str]
        Field → what was typed; empty when there is no draft.
    """
    kept = read_kept(store, about, viewer).get(form)
    return kept.fields if kept else {}


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
        Whose drafts they are.

    Returns
    -------
    Mapping[str, Mapping[str, str]]
        Form → field → what was typed; a form without a draft is absent.
    """
    return {form: kept.fields for form, kept in read_kept(store, about, viewer).items()}


def read_kept(store: Store, about: str, viewer: Viewer) -> Mapping[str, Kept]:
    """
    Read all that a user had typed about a party or a case, with when.

    Parameters
    ----------
    store
        The record.
    about
        As in `save_field`.
    viewer
        Whose drafts they are.

    Returns
    -------
    Mapping[str, Kept]
        By form.
    """
    query = select(Draft.form, Draft.fields, Draft.saved_at).where(
        Draft.user == viewer.user, Draft.about_id == about
    )
    with viewer.reading() as session:
        kept = session.execute(query).all()
    if not kept:
        return {}  # nothing was read, so nothing is logged: a page that is opened asks this each time
    viewer.require("read", "draft", of=about or None)
    return {form: Kept(json.loads(fields), at) for form, fields, at in kept}


def discard_draft(store: Store, form: str, about: str, viewer: Viewer) -> None:
    """Forget a draft, once sent or given up; no error when there is none."""
    viewer.require("write", "draft", of=about or None)
    with store.writing() as session:
        session.execute(
            delete(Draft).where(Draft.user == viewer.user, Draft.form == form, Draft.about_id == about)
        )
