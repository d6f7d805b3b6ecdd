"""Tell what was spoken of last: services, bodies, agreements, colleagues, helpers, what is to be done, an act."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.assistant.reading.recognised import recognised
from apps.assistant.reading.words import normal
from apps.assistant.whom.colleagues import colleagues_named
from coordinator.network.reach import reach

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.assistant.whom.scene import Scene
    from coordinator.network.reach import Reached

MOST = 6
"""Things of one kind that may be meant together."""

KINDS = {"servizio": "service", "ente": "body", "comunita": "body", "professionista": "colleague"}
"""Kind of party in the directory → kind of thing."""

OF_SERVICES = frozenset({"places", "cost", "waits", "referrals"})
"""Kinds of answer that are of services, also where they are of a person."""

OF_DATES = frozenset({"terms", "next", "gate", "my_day", "overdue"})
"""Kinds of answer that are of what is to be done."""

OF_PATH = frozenset({"phase", "plan", "summary", "next", "terms"})
"""Kinds of answer that may say that a path has ended."""


@dataclass(frozen=True, slots=True)
class Focus:
    """Things of one kind that were spoken of."""

    kind: str  # as `focus.yaml` calls it
    names: tuple[str, ...] = ()
    alone: bool = True  # whether the answer was of no person


def focuses(scene: Scene) -> Iterator[Focus]:
    """
    Tell what was spoken of last: what the question named first, then what its answer tells.

    Parameters
    ----------
    scene
        The conversation.

    Yields
    ------
    Focus
        The nearest first.
    """
    said = scene.said
    if said is None:
        return
    alone, asked = not said.person_id, scene.question.rstrip("?! .")
    if not alone:
        yield from _of_her(scene)
    elif said.intent == "agreements" and said.lines:
        one = (said.lines[0].text.partition(" (")[0],)
        yield Focus("agreement", one) if len(said.lines) == 1 else Focus("agreements")
    elif said.intent in {"overdue", "my_day"} and said.lines:
        yield Focus("rows")
    elif said.intent == "territory" and said.lines:
        yield Focus("indicator", (asked if len(said.lines) > 1 else said.lines[0].text.partition(":")[0],))
    elif said.answer is not None and not said.refused:
        yield Focus("act", ((getattr(said.answer, "read_as", "") or asked).rstrip("?! ."),))
    named = cards_named(scene, scene.question) if alone or said.intent in OF_SERVICES else ()
    told = {line.party_id for line in said.lines}
    yield from _by_kind(
        [one for one in named if alone or (one.kind == "servizio" and one.id in told)], alone=alone
    )
    if alone or all(party.startswith("svc:") for party in told):
        listed = [one for one in directory(scene) if one.id in told]
        order = [line.party_id for line in said.lines]
        listed.sort(key=lambda one: order.index(one.id))
        yield from _by_kind(listed[:1] if said.intent == "workload" else listed, alone=alone)


def directory(scene: Scene) -> Sequence[Reached]:
    """
    List services, bodies, groups and professionals that the asker may read of.

    Parameters
    ----------
    scene
        The conversation.

    Returns
    -------
    sequence of Reached
        Empty where she may not read the directory.
    """
    return reach(scene.store, scene.viewer) if scene.viewer.may("read", "directory") else ()


def cards_named(scene: Scene, question: str) -> list[Reached]:
    """
    Find whom of the directory a question names: a professional only as a colleague is named.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed.

    Returns
    -------
    list of Reached
        All that it names wholly, else those that fit best; empty when it names none.
    """
    others = [one for one in directory(scene) if one.kind != "professionista"]
    words = _plain(question)
    whole = [one for one in others if _plain(one.name) in words]
    return [*colleagues_named(scene, question), *(whole or recognised(others, question))]


def _plain(text: str) -> str:
    """Write a text without its signs."""
    return f" {' '.join(re.findall('[a-z0-9]+', normal(text)))} "


def _of_her(scene: Scene) -> Iterator[Focus]:
    """Tell what was spoken of, of the person in mind: a helper, what is to be done, a path that has ended."""
    said = scene.said
    if said is None or said.person_id != scene.person_id:
        return
    around = {line.party_id: line for line in said.lines if line.party_id not in {"", said.person_id}}
    sole = [line.text.partition(":")[0] for line in around.values()] if len(around) == 1 else []
    if any(party.startswith("ist:") for party in around):
        sole = []  # a line on what a body gives begins with what it is
    if helpers := ([scene.named] if scene.named else sole):
        yield Focus("helper", tuple(helpers), alone=False)
    if said.intent in OF_DATES:
        yield Focus("dates", alone=False)
    if said.intent in OF_PATH and "conclus" in normal(said.head):
        yield Focus("path", alone=False)


def _by_kind(cards: Sequence[Reached], *, alone: bool) -> Iterator[Focus]:
    """Part those of the directory by kind."""
    for kind in dict.fromkeys(KINDS.values()):
        names = tuple(one.name for one in cards if KINDS[one.kind] == kind)
        if 0 < len(names) <= MOST:
            yield Focus(kind, names, alone)
