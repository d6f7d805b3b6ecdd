"""Offer nobody a question whose answer the policy does not give her."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.reading.route import intents

if TYPE_CHECKING:
    from apps.assistant.reply import Reply
    from coordinator.protection import Viewer

READS = {
    "network": (
        *("around", "absence", "knows", "change", "sign", "strain", "household", "waits", "due", "needs"),
        *("summary", "stays"),
    ),
    "findings": ("findings",),
    "measures": ("measures",),
    "budget": ("budget",),
    "plan": ("plan", "given"),
    "consent": ("consents",),
}
"""Resource of the policy → kinds of question on a person whose answers rest on it."""


def open_choices(reply: Reply, viewer: Viewer) -> Reply:
    """
    Leave out of what is offered the kinds of question that the viewer is not answered.

    Parameters
    ----------
    reply
        With questions to choose from.
    viewer
        Who asks.

    Returns
    -------
    Reply
        The same where she is answered all of them.
    """
    if not reply.choices:
        return reply
    closed = {
        intents()[kind].question
        for resource, kinds in READS.items()
        if not viewer.may("read", resource)
        for kind in kinds
    }
    kept = tuple(one for one in reply.choices if one.question not in closed)
    return reply if len(kept) == len(reply.choices) else replace(reply, choices=kept)
