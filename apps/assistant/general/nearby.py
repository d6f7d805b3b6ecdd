"""Look a question up among all that Ponte tells of nobody: indicators, agreements, terms, services, the help."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from apps.assistant.general.cards import service_words
from apps.assistant.general.district import agreement_words
from apps.assistant.general.guide import help_lines
from apps.assistant.general.rules import term_lines
from apps.assistant.reading.likeness import vector_of
from apps.assistant.reading.nearness import Nearness
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line
from apps.components.figures import said
from coordinator.model import vocabulary
from coordinator.network.agreements import agreements
from coordinator.network.record import find_services
from coordinator.network.services import needs_by_service
from coordinator.territory.view import territory_view
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from numpy.typing import NDArray

    from coordinator.protection import Viewer
    from coordinator.store import Store

SHOWN = 3
"""Lines that are shown."""

BESIDE = 0.4
"""Of the nearest, how near another must be to be shown beside it."""

AT_MOST = 400
"""Services and agreements that are looked through: those that share a word with the question."""


class Told(NamedTuple):
    """Something that Ponte tells: by which words it is found, the line that says it, and how near it is."""

    words: str
    line: Line
    near: float = 0.0


def find_nearby(store: Store, viewer: Viewer, day: date, question: str) -> list[Told]:
    """
    Find what comes nearest to a question, in meaning and in words.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks; what she may not read is not looked through.
    day
        The day of the question.
    question
        In Italian.

    Returns
    -------
    list of Told
        The nearest first, `near` from 0 to 1; a few.
    """
    found = list({one.line.text: one for one in _told(store, viewer, day, question)}.values())
    words = normal(question).strip()
    if not (found and words):
        return []
    texts = [normal(one.words).strip() for one in found]
    near = Nearness(texts, np.stack([_kept_vector(one) for one in texts])).of(words, vector_of(words))
    order = [int(at) for at in np.argsort(-near)[:SHOWN] if near[at] >= BESIDE * near.max()]
    return [found[at]._replace(near=float(near[at])) for at in order]


def _told(store: Store, viewer: Viewer, day: date, question: str) -> Iterator[Told]:
    """Gather all that may be told to who asks."""
    yield from (Told(words, line) for words, line in help_lines())
    if viewer.may("read", "territory") and (view := territory_view(store, day, viewer)) is not None:
        for one in view.indicators:
            if one.among == "tutti":
                label = one.definition.label
                yield Told(label, Line(f"{label}: {said(one)}", page="governo"))
    if viewer.may("read", "directory"):
        for line in term_lines(store, viewer, day):
            yield Told(line.text, line)
        yield from _services(store, viewer, frozenset(terms(question)))
        for pact in [one for one in agreements(store, viewer) if one.in_force_on(day)][:AT_MOST]:
            words = f"{pact.title}, {pact.label} fra {' e '.join(name for _, name in pact.bodies)}"
            yield Told(words, Line(agreement_words(pact), page="accordi"))


def _services(store: Store, viewer: Viewer, asked: frozenset[str]) -> Iterator[Told]:
    """Gather the services that share a word with the question: by name, kind or need."""
    met, held = needs_by_service(store, viewer), 0
    for one in find_services(store, "", viewer):
        needs = ", ".join(vocabulary().label("needs", need) for need in met.get(one.id, ()))
        words = f"{one.name} {one.service_kind.replace('_', ' ')} {needs}"
        if held < AT_MOST and asked & frozenset(terms(words)):
            held += 1
            yield Told(words, Line(service_words(one), one.id))


@lru_cache(maxsize=2048)
def _kept_vector(words: str) -> NDArray[np.float32]:
    """Encode what is told, remembered: it seldom changes."""
    return vector_of(words)
