"""Say who may take a question before its kind is read, and in which order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.census import MANY
from apps.assistant.census.listing import say_in_part
from apps.assistant.census.many import say_census
from apps.assistant.early import EARLY
from apps.assistant.early.institute import say_institute
from apps.assistant.early.kin import say_for_kin
from apps.assistant.early.of_service import say_of_service
from apps.assistant.early.ordering import say_ordered
from apps.assistant.early.out_of_field import say_out_of_field
from apps.assistant.early.pacts import say_pact
from apps.assistant.early.permits import say_permits_of_role
from apps.assistant.early.telling import say_told
from apps.assistant.early.using import say_use
from apps.assistant.early.whereabouts import say_whereabouts
from apps.assistant.reading.route import POINTS, fits
from apps.assistant.reading.words import normal
from apps.assistant.thread.handing import say_handing
from apps.assistant.thread.missed import say_missed
from apps.assistant.whom.strangers import say_stranger

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

Takers = tuple["Callable[[Scene, str, Named], Reply | None]", ...]

FIRST: Takers = (
    say_out_of_field,
    say_ordered,
    say_told,
    say_missed,
    say_handing,
    say_institute,
    say_for_kin,
    say_use,
    say_permits_of_role,
    say_stranger,
    say_whereabouts,
    say_of_service,
    say_pact,
    *MANY,
    *EARLY,
    say_census,
    say_in_part,
)
"""
Who may take a question before its kind is read, in their order: each returns None for what is not its own. Orders come
first, and what is to be written down is asked of none of the others: its words are what is written.
"""

TO_BE_WRITTEN: Takers = (say_ordered, say_told)
"""Those among them who propose to write."""

OF_HER = re.compile(
    r" (?:lei|lui|suo|sua|suoi|sue|quest[ao] (?:persona|signor[ae]|ragazz[oa]|uomo|donna|caso)) "
)
"""Words by which a question says that it is of the person in mind."""

TO_WRITE = ("note", "refer", "tie", "dismiss")
"""Kinds of order that propose to write."""


def takers(scene: Scene, question: str) -> Takers:
    """
    List who may take a question early.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed; names are best left out.

    Returns
    -------
    tuple of callable
        In their order; of many persons nobody, where it says that it is of the one in mind.
    """
    if is_to_write(question):
        return FIRST[:2]
    of_her = scene.person_id and OF_HER.search(normal(question))
    return tuple(say for say in FIRST if say not in {*MANY, say_census}) if of_her else FIRST


def is_to_write(question: str) -> bool:
    """
    Say whether a question begins as an order to write something down.

    Parameters
    ----------
    question
        As it was typed.

    Returns
    -------
    bool
        By its first words.
    """
    return any(fits(kind, question, POINTS["first"]) for kind in TO_WRITE)
