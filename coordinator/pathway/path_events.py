"""Say what can happen on the path of a case: the call, its passages, team, assessment, consents, diary."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads annotations when a class is made
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, field_validator

from coordinator.pathway.event_base import BaseEvent, PartyId, Priority, Text

if TYPE_CHECKING:
    from pydantic import ValidationInfo


class Opened(BaseEvent):
    """Someone called or came: the case begins."""

    kind: Literal["opened"] = "opened"
    source: Literal[
        "persona", "famiglia", "vicini", "mmg", "ospedale", "farmacia", "cot", "terzo settore", "ente"
    ]
    caller: Text  # party id, or the words that say who called
    reason: Text
    territory: str | None = None  # where, which says the regional variant of the path


class Triaged(BaseEvent):
    """The PUA read the request: how urgent, why, and who goes on by when."""

    kind: Literal["triaged"] = "triaged"
    priority: Priority
    reason: Text
    owner: Text
    next_on: date


class Asked(BaseEvent):
    """The person, or who represents her, asks for the instrument."""

    kind: Literal["asked"] = "asked"
    by: Text


class Moved(BaseEvent):
    """The case went a passage of its path."""

    kind: Literal["moved"] = "moved"
    passage: Text
    reason: str | None = None
    until: date | None = None  # of a suspension


class ActDone(BaseEvent):
    """An act of one of the three tracks was done, and left a document."""

    kind: Literal["act_done"] = "act_done"
    act: Text
    document: Text


class Joined(BaseEvent):
    """Someone joined the team, with a role, for a body."""

    kind: Literal["joined"] = "joined"
    party: PartyId
    role: Text
    sector: Literal["sanita", "sociale", "famiglia", "terzo_settore", "comunita", "istituzioni", "altro"]
    body: str | None = None
    is_professional: bool = True


class Left(BaseEvent):
    """Someone left the team or a role in it."""

    kind: Literal["left"] = "left"
    party: PartyId
    role: Text


class NeedFound(BaseEvent):
    """The assessment found a need."""

    kind: Literal["need_found"] = "need_found"
    need: Text
    note: str = ""


class OpinionGiven(BaseEvent):
    """A profession wrote its opinion."""

    kind: Literal["opinion_given"] = "opinion_given"
    party: PartyId
    text: Text
    disagrees: bool = False


class TookPart(BaseEvent):
    """The person, or who represents her, took part in the assessment."""

    kind: Literal["took_part"] = "took_part"
    who: Text


class MinutesWritten(BaseEvent):
    """The minutes of the UVM were written."""

    kind: Literal["minutes_written"] = "minutes_written"
    document: Text


class BasisRecorded(BaseEvent):
    """The legal basis on which data are handled was recorded."""

    kind: Literal["basis_recorded"] = "basis_recorded"
    basis: Literal["compito di interesse pubblico e cura", "consenso"]


class ConsentGiven(BaseEvent):
    """A consent was given or taken back: to care, or to the handling of data where that is the basis."""

    kind: Literal["consent_given"] = "consent_given"
    about: Literal["cure", "dati"]
    given: bool
    by: Text


class Noted(BaseEvent):
    """Something was written in the diary: a fact, or an opinion."""

    kind: Literal["noted"] = "noted"
    nature: Literal["fatto", "opinione"]
    text: Text


class Undone(BaseEvent):
    """An earlier event is taken back; both stay on record."""

    kind: Literal["undone"] = "undone"
    number: Annotated[int, Field(ge=1)]
    reason: Text


class Contacted(BaseEvent):
    """Someone of the team saw or heard the person: at home, on the telephone, at the service."""

    kind: Literal["contacted"] = "contacted"
    by: PartyId
    how: Literal["visita a casa", "telefonata", "incontro al servizio"]
    text: Text


class ScaleScored(BaseEvent):
    """A scale of assessment was answered; its total is kept with the answers it comes from."""

    kind: Literal["scale_scored"] = "scale_scored"
    scale: Text  # its id
    name: Text
    by: PartyId
    answers: dict[str, str]
    total: int  # points
    words: str


class RiskNoted(BaseEvent):
    """A risk that whoever comes to the person must know."""

    kind: Literal["risk_noted"] = "risk_noted"
    risk: Text
    review_on: date  # when to ask whether it is still there
    told: Text  # how the person knows that it is written


class Withheld(BaseEvent):
    """Stands for an entry of the budget before readers who may not see it; it is never recorded."""

    kind: Literal["withheld"] = "withheld"
    what: Text  # kind of the event


class RiskEnded(BaseEvent):
    """A risk is no longer there."""

    kind: Literal["risk_ended"] = "risk_ended"
    risk: Text
    reason: Text


class TaskGiven(BaseEvent):
    """Somebody is to do something for the person by a day."""

    kind: Literal["task_given"] = "task_given"
    what: Text
    owner: PartyId
    due: date


class TaskAnswered(BaseEvent):
    """A task was taken on, declined with the reason, done, or needed no more."""

    kind: Literal["task_answered"] = "task_answered"
    task: Annotated[int, Field(ge=1)]  # number of the entry that gave it
    answer: Literal["accettato", "rifiutato", "fatto", "tolto"]
    reason: str = Field(default="", max_length=4000, validate_default=True)

    @field_validator("reason")
    @classmethod
    def _said_why(cls, reason: str, info: ValidationInfo) -> str:
        """Ask who declines for the reason: whoever gave the task must find somebody else."""
        if info.data.get("answer") == "rifiutato" and not reason:
            msg = "a task is declined with its reason"
            raise ValueError(msg)
        return reason
