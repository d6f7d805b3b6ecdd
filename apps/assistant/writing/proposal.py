"""Hold what would be written: a proposal that waits for a yes, or one that still lacks something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.assistant.reply import Reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Choice, Line
    from apps.assistant.writing.mending import Correction


@dataclass(frozen=True, slots=True)
class Proposal:
    """What would be written."""

    head: str
    done: str  # what is said once it is written
    write: Callable[
        [str], Callable[[], None] | None
    ]  # takes the reason, returns how to undo it, if that can be
    person_id: str
    lines: tuple[Line, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    asks_reason: bool = False
    reason: str = ""
    mend: Callable[[Correction], Proposal | Lacking | Reply | None] | None = None  # None: it is ordered anew


@dataclass(frozen=True, slots=True)
class Lacking:
    """A proposal that lacks one thing, which is asked; the next words may say it."""

    head: str  # what is asked
    take: Callable[[str], Proposal | Lacking | Reply | None]  # None: the words do not say it
    person_id: str
    lines: tuple[Line, ...] = ()  # what is already understood
    choices: tuple[Choice, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    mend: Callable[[Correction], Proposal | Lacking | Reply | None] | None = None


def cannot(
    asked: Asked, intent: str, why: str, links: tuple[tuple[str, str], ...] = (), lines: tuple[Line, ...] = ()
) -> Reply:
    """
    Say why nothing can be proposed.

    Parameters
    ----------
    asked
        The order, on a person.
    intent
        What was ordered.
    why
        The reason; one that begins with "ha" or "non ha" is said of her.
    links, lines
        What leads on.

    Returns
    -------
    Reply
        Nothing is written.
    """
    whose = f"{asked.name} " if why.startswith(("non ha", "ha ")) else ""
    return Reply(intent, f"Non posso proporlo: {whose}{why}.", lines, links=links, person_id=asked.person_id)
