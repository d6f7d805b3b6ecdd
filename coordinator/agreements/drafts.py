"""Say what is kept of the draft of an agreement, and why something of it may be refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.errors import CoordinatorError

if TYPE_CHECKING:
    from datetime import date, datetime

    from coordinator.agreements.checks import Defect
    from coordinator.agreements.counting import Declared
    from coordinator.agreements.text import Agreement


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
