"""Say what can happen to the plan of a case: goals, actions, resources, deliveries, referrals, reviews."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads annotations when a class is made
from typing import Annotated, Literal

from pydantic import Field

from coordinator.pathway.event_base import BaseEvent, Horizon, Number, PartyId, Text


class GoalSet(BaseEvent):
    """The plan set a goal for a need."""

    kind: Literal["goal_set"] = "goal_set"
    goal: Text
    need: Text
    horizon: Horizon


class ActionPlanned(BaseEvent):
    """The plan laid down what is done for a goal, by whom, by when, for how many hours a week."""

    kind: Literal["action_planned"] = "action_planned"
    action: Text
    goal: Text
    responsible: PartyId | None = None
    due: date | None = None
    hours_per_week: Number | None = None
    hourly_cost: Number | None = None  # euro


class Signed(BaseEvent):
    """The plan was signed, or why it was not."""

    kind: Literal["signed"] = "signed"
    by: str | None = None
    why_not: str | None = None


class ReviewSet(BaseEvent):
    """The day of the next review was set."""

    kind: Literal["review_set"] = "review_set"
    on: date


class ResourceGiven(BaseEvent):
    """A funder put something into the budget."""

    kind: Literal["resource_given"] = "resource_given"
    resource: Text
    need: Text
    funder: Literal["asl", "ambito", "comune", "famiglia", "terzo_settore", "stato", "regione"]
    owner: PartyId
    what: Text
    quantity: Number
    unit: Text
    unit_cost: Number | None = None
    since: date
    until: date
    in_kind: bool = False
    scheme: str | None = None


class Entered(BaseEvent):
    """Money was committed or paid on a resource."""

    kind: Literal["entered"] = "entered"
    resource: Text
    entry: Literal["impegno", "liquidazione"]
    amount: Annotated[Number, Field(gt=0)]
    document: Text


class Delivered(BaseEvent):
    """A service gave what an action planned."""

    kind: Literal["delivered"] = "delivered"
    action: Text
    hours: Annotated[Number, Field(gt=0)]
    by: PartyId
    document: str | None = None  # the accounting document; its lack is a finding


class GoalReviewed(BaseEvent):
    """A goal was weighed at a review, on the five steps from much less to much more than expected."""

    kind: Literal["goal_reviewed"] = "goal_reviewed"
    goal: Text
    attainment: Annotated[int, Field(ge=-2, le=2)]
    in_her_words: str = ""  # the person's own judgement


class Referred(BaseEvent):
    """A service was asked to meet a need."""

    kind: Literal["referred"] = "referred"
    referral: Text  # its id within the case: "i1", "i2" …
    need: Text
    sender: PartyId
    receiver: PartyId


class ReferralMoved(BaseEvent):
    """One side of a referral took a step: accepted, refused, done or confirmed."""

    kind: Literal["referral_moved"] = "referral_moved"
    referral: Text
    step: Text
    by: PartyId
    reason: str | None = None  # a code of ``referrals.yaml``


class Dropped(BaseEvent):
    """A new version of the plan gave up a goal or an action."""

    kind: Literal["dropped"] = "dropped"
    what: Literal["goal", "action"]
    name: Text
    reason: Text


class ChoiceMade(BaseEvent):
    """The person chose among the services that may meet a need."""

    kind: Literal["choice_made"] = "choice_made"
    need: Text
    chosen: PartyId
    among: tuple[PartyId, ...]
    reason: str = ""
