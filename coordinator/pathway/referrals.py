"""Send a person from one service to another and close the loop: always an owner, a next date, a coded end."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from coordinator.errors import CoordinatorError
from coordinator.model.datafile import read_yaml
from coordinator.pathway.deadlines import compute_deadline

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from coordinator.pathway.calendar import LocalCalendar
    from coordinator.pathway.local_rules import LocalRules
    from coordinator.pathway.terms import Term

Side = Literal["sender", "receiver"]


class ReferralError(CoordinatorError):
    """A step of a referral that cannot be taken now; the message says why and what can."""


@dataclass(frozen=True, slots=True)
class Move:
    """One step taken: when, by whom, which, and why."""

    on: date
    by: str
    step: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Referral:
    """A request that a service meet one need of one person."""

    id: str
    person_id: str
    need: str
    sender: str
    receiver: str
    state: str
    owner: str  # who must act next, or last acted once closed
    next_on: date | None  # by when; None only once closed
    moves: tuple[Move, ...]

    @property
    def is_open(self) -> bool:
        """True until it is concluded, refused or withdrawn."""
        return bool(_rules()["states"][self.state]["open"])

    @property
    def outcome(self) -> str | None:
        """The last coded reason, in words; None while none has been given."""
        given = [(move.step, move.reason) for move in self.moves if move.reason is not None]
        return str(_rules()["reasons"][given[-1][0]][given[-1][1]]) if given else None


def open_referral(
    key: str,
    person_id: str,
    need: str,
    sender: str,
    receiver: str,
    day: date,
    local: LocalRules,
    others: Collection[Referral] = (),
) -> Referral:
    """
    Ask a service to meet a need.

    Parameters
    ----------
    key
        The new referral's id.
    person_id, need
        Whose need, and which.
    sender, receiver
        Party ids of who asks and who is asked; they differ.
    day
        The day of the request.
    local
        The terms and the holidays of the place, for the receiver's answer.
    others
        The person's other referrals, to refuse a second open one for the same need.

    Returns
    -------
    Referral
        Owned by the receiver, who must answer by `next_on`.

    Raises
    ------
    ReferralError
        An open request for the same need exists, or sender and receiver are the same.
    """
    if sender == receiver:
        msg = f"The referral {key!r} goes from {sender!r} to itself. Name the service that is asked."
        raise ReferralError(msg)
    for other in others:
        if other.is_open and other.person_id == person_id and other.need == need:
            msg = f"The referral {other.id!r} for the same need is still open. Close or withdraw it first."
            raise ReferralError(msg)
    within = _rules()["first_step_within"]
    by = _end(within, day, local)
    move = Move(day, sender, "richiesta", None)
    return Referral(key, person_id, need, sender, receiver, "richiesta", receiver, by, (move,))


def steps_from(referral: Referral, by: str) -> tuple[str, ...]:
    """List the steps that a party may take now, in the order of the rules."""
    return tuple(
        name
        for name, rule in _rules()["steps"].items()
        if referral.state in rule["from"] and by == _party(referral, rule["side"])
    )


def state_words(state: str) -> str:
    """Return what a state of a referral is called, in Italian."""
    return str(_rules()["states"][state]["name"])


def awaited_words(state: str) -> str:
    """Return what the owner of an open referral must do, in Italian; empty for a state that is closed."""
    return str(_rules()["states"][state].get("awaits", ""))


def step_words(step: str) -> str:
    """Return what a step of a referral is called, in Italian."""
    return str(_rules()["steps"][step]["name"])


def reasons_of(step: str) -> Mapping[str, str]:
    """Return the coded reasons of a step, code → words; empty for a step that asks for none."""
    reasons: Mapping[str, str] = _rules()["reasons"].get(step, {})
    return reasons


def take_step(
    referral: Referral, step: str, by: str, day: date, local: LocalRules, reason: str | None = None
) -> Referral:
    """
    Take a step of a referral.

    Parameters
    ----------
    referral
        As it stands.
    step
        A step of ``referrals.yaml``.
    by
        Party id of who takes it.
    day
        The day of the step, not before the last one.
    local
        The terms and the holidays of the place.
    reason
        The code of the reason, for the steps that ask for one.

    Returns
    -------
    Referral
        With its new state, owner and next date; the old one is unchanged.

    Raises
    ------
    ReferralError
        The step does not exist, does not leave this state, is the other side's, lacks its coded reason, or
        comes before the last one.
    """
    rule = _rules()["steps"].get(step)
    if rule is None or step not in steps_from(referral, by):
        can = ", ".join(steps_from(referral, by)) or "nothing now"
        msg = f"{by!r} cannot take the step {step!r} of {referral.id!r} ({referral.state}); it can: {can}."
        raise ReferralError(msg)
    codes = _rules()["reasons"].get(step, {})
    if rule["reason"] and reason not in codes:
        msg = f"The step {step!r} of {referral.id!r} needs a coded reason: {', '.join(codes)}."
        raise ReferralError(msg)
    if day < referral.moves[-1].on:
        msg = f"The step {step!r} of {referral.id!r} is dated {day}, before the last one. Check the day."
        raise ReferralError(msg)
    return replace(
        referral,
        state=rule["to"],
        owner=_party(referral, rule["owner"]),
        next_on=None if rule["next"] is None else _end(rule["next"], day, local),
        moves=(*referral.moves, Move(day, by, step, reason if rule["reason"] else None)),
    )


def _party(referral: Referral, side: Side) -> str:
    return referral.sender if side == "sender" else referral.receiver


def _end(term_id: str, day: date, local: LocalRules) -> date:
    """Count a term from the day of a step."""
    return _counted(local.term(term_id, day), day, local.calendar)


@lru_cache(maxsize=4096)
def _counted(term: Term, day: date, calendar: LocalCalendar) -> date:
    """Count a term once for all the referrals of a day."""
    due = compute_deadline(term, day, calendar).due
    assert due  # noqa: S101  nothing is suspended here
    return due


@lru_cache(maxsize=1)
def _rules() -> Mapping[str, Any]:
    """Read the rules once."""
    text = (files("coordinator.pathway") / "referrals.yaml").read_text(encoding="utf-8")
    rules: Mapping[str, Any] = read_yaml(text)
    return rules
