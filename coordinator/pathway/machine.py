"""Move a case along the path, one passage at a time, and refuse every other with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from transitions import Machine, MachineError

from coordinator.errors import CoordinatorError
from coordinator.pathway.process import RESUME

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coordinator.pathway.process import GateItem, Passage, Process


class RefusedPassageError(CoordinatorError):
    """A passage cannot be gone now: from here, by this role, or with this gate closed."""

    def __init__(self, passage_id: str, reason: str, missing: Sequence[str] = ()) -> None:
        super().__init__(f"The passage {passage_id!r} is refused: {reason}")
        self.passage_id = passage_id
        self.reason = reason
        self.missing = tuple(missing)
        self.items: tuple[GateItem, ...] = ()  # the same, each with the norm that asks for it


@dataclass(frozen=True, slots=True)
class Position:
    """Where a case stands: its phase and, while suspended, the phase to which it will return."""

    phase: str
    suspended_from: str | None = None


@dataclass
class _Token:
    """What the state machine moves."""

    state: str


def passages_from(process: Process, position: Position) -> tuple[Passage, ...]:
    """List the passages that leave a position, in the order of the file."""
    return tuple(one for one in process.passages.values() if position.phase in one.sources)


def move(
    process: Process, position: Position, passage_id: str, role: str, missing: Sequence[str] = ()
) -> Position:
    """
    Go a passage, or refuse it with its reason.

    Parameters
    ----------
    process
        The path of the case's area and region.
    position
        Where the case stands.
    passage_id
        The passage asked for.
    role
        The role of who asks, e.g. ``"case_manager"``.
    missing
        What the passage's gate still misses, named; empty when it is open, ignored where
        the passage has no gate.

    Returns
    -------
    Position
        Where the case stands after.

    Raises
    ------
    RefusedPassageError
        The passage does not exist, does not leave this phase, is not this role's, or its gate is closed: the
        missing items are in the error.
    """
    passage = process.passages.get(passage_id)
    if passage is None:
        raise RefusedPassageError(passage_id, "no such passage in this path.")
    if position.phase not in passage.sources:
        known = ", ".join(one.id for one in passages_from(process, position)) or "none: the path has ended"
        raise RefusedPassageError(passage_id, f"it does not leave {position.phase!r}. From here: {known}.")
    if role not in passage.who:
        who = ", ".join(sorted(passage.who))
        raise RefusedPassageError(passage_id, f"the role {role!r} may not; {who} may.")
    if passage.gate is not None and missing:
        reason = f"its gate {passage.gate!r} misses: {'; '.join(missing)}."
        raise RefusedPassageError(passage_id, reason, missing)
    return _step(process, position, passage)


def _step(process: Process, position: Position, passage: Passage) -> Position:
    """Let the state machine take the step."""
    target = position.suspended_from if passage.target == RESUME else passage.target
    if target is None:
        raise RefusedPassageError(passage.id, "nothing says from which phase the path was suspended.")
    token = _Token(position.phase)
    machine = Machine(
        model=token, states=list(process.phases), initial=position.phase, auto_transitions=False
    )
    machine.add_transition("go", list(passage.sources), target)
    try:
        token.go()  # type: ignore[attr-defined]
    except MachineError as error:
        raise RefusedPassageError(passage.id, str(error)) from error
    resting = process.phases[token.state].resting
    return Position(token.state, suspended_from=position.phase if resting else None)
