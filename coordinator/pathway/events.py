"""Say what can happen in a case, each kind of event with its own fields, checked when it is made."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from coordinator.errors import CoordinatorError

Text = Annotated[str, Field(min_length=1, max_length=4000)]
PartyId = Annotated[str, Field(pattern=r"^(per|hou|pra|svc|ist|com):[\w.-]+$")]
Priority = Literal["alta", "media", "bassa"]
Horizon = Literal["breve", "medio", "lungo"]


class BadEventError(CoordinatorError):
    """An event lacks a field or holds a wrong one; the message names kind and fields, never a value."""

    def __init__(self, kind: str, error: ValidationError) -> None:
        faults = [
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()
        ]
        super().__init__(f"The event {kind!r} cannot be recorded. Mend these fields: {'; '.join(faults)}.")
        self.fields = tuple(str(fault["loc"][-1]) for fault in error.errors() if fault["loc"])


class _Event(BaseModel):
    """What all events share: they do not change, and know no other field."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Opened(_Event):
    """Someone called or came: the case begins."""

    kind: Literal["opened"] = "opened"
    source: Literal[
        "persona", "famiglia", "vicini", "mmg", "ospedale", "farmacia", "cot", "terzo settore", "ente"
    ]
    caller: Text  # party id, or the words that say who called
    reason: Text
    territory: str | None = None  # where, which says the regional variant of the path


class Triaged(_Event):
    """The PUA read the request: how urgent, why, and who goes on by when."""

    kind: Literal["triaged"] = "triaged"
    priority: Priority
    reason: Text
    owner: Text
    next_on: date


class Asked(_Event):
    """The person, or who represents her, asks for the instrument."""

    kind: Literal["asked"] = "asked"
    by: Text


class Moved(_Event):
    """The case went a passage of its path."""

    kind: Literal["moved"] = "moved"
    passage: Text
    reason: str | None = None
    until: date | None = None  # of a suspension


class ActDone(_Event):
    """An act of one of the three tracks was done, and left a document."""

    kind: Literal["act_done"] = "act_done"
    act: Text
    document: Text


class Joined(_Event):
    """Someone joined the team, with a role, for a body."""

    kind: Literal["joined"] = "joined"
    party: PartyId
    role: Text
    sector: Literal["sanita", "sociale", "famiglia", "terzo_settore", "comunita", "istituzioni", "altro"]
    body: str | None = None
    is_professional: bool = True


class Left(_Event):
    """Someone left the team or a role in it."""

    kind: Literal["left"] = "left"
    party: PartyId
    role: Text


class NeedFound(_Event):
    """The assessment found a need."""

    kind: Literal["need_found"] = "need_found"
    need: Text
    note: str = ""


class OpinionGiven(_Event):
    """A profession wrote its opinion."""

    kind: Literal["opinion_given"] = "opinion_given"
    party: PartyId
    text: Text
    disagrees: bool = False


class TookPart(_Event):
    """The person, or who represents her, took part in the assessment."""

    kind: Literal["took_part"] = "took_part"
    who: Text


class MinutesWritten(_Event):
    """The minutes of the UVM were written."""

    kind: Literal["minutes_written"] = "minutes_written"
    document: Text


class GoalSet(_Event):
    """The plan set a goal for a need."""

    kind: Literal["goal_set"] = "goal_set"
    goal: Text
    need: Text
    horizon: Horizon


class ActionPlanned(_Event):
    """The plan laid down what is done for a goal, by whom, by when, for how many hours a week."""

    kind: Literal["action_planned"] = "action_planned"
    action: Text
    goal: Text
    responsible: PartyId | None = None
    due: date | None = None
    hours_per_week: Annotated[Decimal, Field(ge=0)] | None = None


class BasisRecorded(_Event):
    """The legal basis on which data are handled was recorded."""

    kind: Literal["basis_recorded"] = "basis_recorded"
    basis: Literal["compito di interesse pubblico e cura", "consenso"]


class ConsentGiven(_Event):
    """A consent was given or taken back: to care, or to the handling of data where that is the basis."""

    kind: Literal["consent_given"] = "consent_given"
    about: Literal["cure", "dati"]
    given: bool
    by: Text


class Signed(_Event):
    """The plan was signed, or why it was not."""

    kind: Literal["signed"] = "signed"
    by: str | None = None
    why_not: str | None = None


class ReviewSet(_Event):
    """The day of the next review was set."""

    kind: Literal["review_set"] = "review_set"
    on: date


class ResourceGiven(_Event):
    """A funder put something into the budget."""

    kind: Literal["resource_given"] = "resource_given"
    resource: Text
    need: Text
    funder: Literal["asl", "ambito", "comune", "famiglia", "terzo_settore", "stato", "regione"]
    owner: PartyId
    what: Text
    quantity: Annotated[Decimal, Field(ge=0)]
    unit: Text
    unit_cost: Annotated[Decimal, Field(ge=0)] | None = None
    since: date
    until: date
    in_kind: bool = False
    scheme: str | None = None


class Entered(_Event):
    """Money was committed or paid on a resource."""

    kind: Literal["entered"] = "entered"
    resource: Text
    entry: Literal["impegno", "liquidazione"]
    amount: Annotated[Decimal, Field(gt=0)]
    document: Text


class Delivered(_Event):
    """A service gave what an action planned."""

    kind: Literal["delivered"] = "delivered"
    action: Text
    hours: Annotated[Decimal, Field(gt=0)]
    by: PartyId
    document: str | None = None  # the accounting document; its lack is a finding


class GoalReviewed(_Event):
    """A goal was weighed at a review, on the five steps from much less to much more than expected."""

    kind: Literal["goal_reviewed"] = "goal_reviewed"
    goal: Text
    attainment: Annotated[int, Field(ge=-2, le=2)]
    in_her_words: str = ""  # the person's own judgement


class Referred(_Event):
    """A service was asked to meet a need."""

    kind: Literal["referred"] = "referred"
    referral: Text  # its id within the case: "i1", "i2" …
    need: Text
    sender: PartyId
    receiver: PartyId


class ReferralMoved(_Event):
    """One side of a referral took a step: accepted, refused, done or confirmed."""

    kind: Literal["referral_moved"] = "referral_moved"
    referral: Text
    step: Text
    by: PartyId
    reason: str | None = None  # a code of ``referrals.yaml``


class Dropped(_Event):
    """A new version of the plan gave up a goal or an action."""

    kind: Literal["dropped"] = "dropped"
    what: Literal["goal", "action"]
    name: Text
    reason: Text


class Noted(_Event):
    """Something was written in the diary: a fact, or an opinion."""

    kind: Literal["noted"] = "noted"
    nature: Literal["fatto", "opinione"]
    text: Text


class ChoiceMade(_Event):
    """The person chose among the services that may meet a need."""

    kind: Literal["choice_made"] = "choice_made"
    need: Text
    chosen: PartyId
    among: tuple[PartyId, ...]
    reason: str = ""


class Undone(_Event):
    """An earlier event is taken back; both stay on record."""

    kind: Literal["undone"] = "undone"
    number: Annotated[int, Field(ge=1)]
    reason: Text


Event = Annotated[
    Opened | Triaged | Asked | Moved | ActDone | Joined | Left | NeedFound | OpinionGiven | TookPart
    | MinutesWritten | GoalSet | ActionPlanned | BasisRecorded | ConsentGiven | Signed | ReviewSet
    | ResourceGiven | Entered | Delivered | GoalReviewed | Referred | ReferralMoved | Dropped | Noted
    | ChoiceMade | Undone,
    Field(discriminator="kind"),
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
