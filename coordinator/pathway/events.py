"""Make, read and write the events of a case, each kind with its own fields, checked when it is made."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from coordinator.errors import CoordinatorError
from coordinator.pathway.event_base import Horizon, PartyId, Priority, Text
from coordinator.pathway.path_events import (
    ActDone,
    Asked,
    BasisRecorded,
    ConsentGiven,
    Contacted,
    Joined,
    Left,
    MinutesWritten,
    Moved,
    NeedFound,
    Noted,
    Opened,
    OpinionGiven,
    RiskEnded,
    RiskNoted,
    ScaleScored,
    TaskAnswered,
    TaskGiven,
    TookPart,
    Triaged,
    Undone,
    Withheld,
)
from coordinator.pathway.plan_events import (
    ActionPlanned,
    ChoiceMade,
    Delivered,
    Dropped,
    Entered,
    GoalReviewed,
    GoalSet,
    ReferralMoved,
    Referred,
    ResourceGiven,
    ReviewSet,
    Signed,
)


class BadEventError(CoordinatorError):
    """An event lacks a field or holds a wrong one; the message names kind and fields, never a value."""

    def __init__(self, kind: str, error: ValidationError) -> None:
        faults = [
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()
        ]
        super().__init__(f"The event {kind!r} cannot be recorded. Mend these fields: {'; '.join(faults)}.")
        self.fields = tuple(str(fault["loc"][-1]) for fault in error.errors() if fault["loc"])


Event = Annotated[
    Opened | Triaged | Asked | Moved | ActDone | Joined | Left | NeedFound | OpinionGiven | TookPart |
    MinutesWritten | BasisRecorded | ConsentGiven | Noted | Undone | Contacted | ScaleScored | RiskNoted
    | RiskEnded | GoalSet | ActionPlanned | Signed | ReviewSet | ResourceGiven | Entered | Delivered |
    GoalReviewed | Referred | ReferralMoved | Dropped | ChoiceMade | TaskGiven | TaskAnswered | Withheld,
    Field(discriminator="kind"),
]  # fmt: skip

__all__ = [
    "ActDone", "ActionPlanned", "Asked", "BadEventError", "BasisRecorded", "ChoiceMade", "ConsentGiven",
    "Contacted", "Delivered", "Dropped", "Entered", "Event", "GoalReviewed", "GoalSet", "Horizon",
    "Joined", "Left", "MinutesWritten", "Moved", "NeedFound", "Noted", "Opened", "OpinionGiven",
    "PartyId", "Priority", "ReferralMoved", "Referred", "ResourceGiven", "ReviewSet", "RiskEnded",
    "RiskNoted", "ScaleScored", "Signed", "TaskAnswered", "TaskGiven", "Text", "TookPart", "Triaged",
    "Undone", "Withheld", "make_event", "read_event", "write_event",
]  # fmt: skip

_READER: TypeAdapter[Event] = TypeAdapter(Event)


def make_event(kind: str, **fields: object) -> Event:
    """
    Make an event of a kind from its fields.

    Parameters
    ----------
    kind
        E.g. ``"goal_set"``.
    **fields
        The fields of that kind; text may stand for days and numbers.

    Returns
    -------
    Event
        Checked.

    Raises
    ------
    BadEventError
        A field is missing, unknown or of the wrong shape; the error names it, never what was typed.
    """
    try:
        return _READER.validate_python({"kind": kind, **fields})
    except ValidationError as error:
        raise BadEventError(kind, error) from None


def read_event(text: str) -> Event:
    """Read an event from the JSON that `write_event` wrote."""
    return _READER.validate_json(text)


def write_event(event: Event) -> str:
    """Write an event as JSON."""
    return event.model_dump_json(exclude_defaults=False)
