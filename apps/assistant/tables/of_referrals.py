"""Read the requests sent to services as a table: to whom, for what, what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.assistant.census.names import names_here
from apps.assistant.tables.cells import day_cell, kind, number, text
from apps.assistant.tables.of_paths import kept, manager_of, names_in, phase_of, read_paths
from apps.assistant.tables.table import MANY, UNWRITTEN, Cell, Row
from apps.components.words import author_words, curly, on_day
from coordinator.model import vocabulary
from coordinator.network.named import authors_of
from coordinator.network.record import find_services
from coordinator.pathway.referrals import awaited_words, state_words, step_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.referrals import Referral

ASKED, ANSWERS = "richiesta", ("accetta", "rifiuta")
"""The state of a request that waits for its answer, and the steps that answer it."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What those who act are called, and the cards of the services."""

    names: Mapping[str, str]
    authors: Mapping[str, str]
    cards: Mapping[str, Service]
    called: Mapping[str, list[str]]  # other names of the services: "csm"

    def name(self, party: str) -> str:
        """Say what a party is called."""
        return self.names.get(party, party)


def read_referrals(scene: Scene, person_id: str) -> list[Row]:
    """
    Read the requests to services as rows.

    Parameters
    ----------
    scene
        The conversation: the record and who asks.
    person_id
        Of whom; of all when empty.

    Returns
    -------
    list of Row
        The oldest first.

    Raises
    ------
    NotAllowedError
        If the viewer may not read paths.
    """
    paths = read_paths(scene, person_id)
    sent = [(view, name, one) for view, name in paths for one in view.referrals()]
    if not sent:
        return []
    sent.sort(key=lambda one: (one[2].moves[0].on, one[1]))
    parties = [party for view, _, one in sent for party in (one.sender, one.receiver, manager_of(view))]
    called: dict[str, list[str]] = {}
    for short, ids in names_here(scene).services.items():
        for one in ids:
            called.setdefault(one, []).append(short)
    authors = {one.author for view, _, _ in sent for one in kept(view, "referred")}
    told = _Told(
        names_in(scene, paths, parties),
        authors_of(scene.store, authors, scene.viewer),
        {one.id: one for one in find_services(scene.store, "", scene.viewer)},
        called,
    )
    return [_row(scene, view, name, one, told) for view, name, one in sent]


def _row(scene: Scene, view: CaseView, name: str, one: Referral, told: _Told) -> Row:
    """Write one request."""
    first, last = one.moves[0], one.moves[-1]
    answer = next((move for move in one.moves if move.step in ANSWERS), None)
    waits = one.state == ASKED
    late = (scene.day - one.next_on).days if one.next_on and one.next_on < scene.day else None
    card = told.cards.get(one.receiver)
    moves = [f"{step_words(move.step).lower()} {on_day(move.on)}" for move in one.moves[1:]]
    cells = {
        "to": text(told.name(one.receiver)),
        "person": text(name),
        "need": text(vocabulary().label("needs", one.need)),
        "sent": day_cell(first.on),
        "sender": text(told.name(one.sender)),
        "wrote": _author(view, one, told),
        "state": kind(_state(one), _standing(one, last.on == first.on)),
        "answered": day_cell(answer.on if answer else None),
        "took": number((answer.on - first.on).days if answer else None, "giorno", "giorni"),
        "waiting": number((scene.day - first.on).days if waits else None, "giorno senza risposta",
                          "giorni senza risposta"),
        "due": day_cell(one.next_on),
        "late": number(late, "giorno di ritardo", "giorni di ritardo"),
        "turn": text(told.name(one.owner) if one.is_open else ""),
        "todo": text(awaited_words(one.state)),
        "reason": text(curly(one.outcome) if one.outcome else ""),
        "closed": day_cell(None if one.is_open else last.on),
        "moves": text(MANY.join(moves)),
        "manager": text(told.name(manager_of(view)) if manager_of(view) else ""),
        "phase": text(phase_of(view)),
        "phone": text(card.phone if card else ""),
        "free": number(card.places_free if card else None, "posto libero", "posti liberi"),
        "wait": number(card.waiting_days if card else None, "giorno di attesa", "giorni di attesa"),
        "open": kind("si" if one.is_open else "no", "aperta" if one.is_open else "chiusa"),
    }  # fmt: skip
    called = tuple(told.called.get(one.receiver, ()))
    return Row(cells, page=f"invii?id={view.id}", person_id=view.person_id, called=called)


def _author(view: CaseView, one: Referral, told: _Told) -> Cell:
    """Write who wrote the request, where the path says it."""
    found = next((it for it in kept(view, "referred") if it.event.referral == one.id), None)
    return text(told.authors.get(found.author) or author_words(found.author)) if found else UNWRITTEN


def _state(one: Referral) -> str:
    """Say in a word where a request stands."""
    return "senza_risposta" if one.state == ASKED else one.state


def _standing(one: Referral, unmoved: bool) -> str:  # noqa: FBT001 - whether nothing came after it
    """Say where a request stands, and since when."""
    words = "senza risposta" if one.state == ASKED else state_words(one.state).lower()
    return curly(words if unmoved else f"{words} {on_day(one.moves[-1].on)}")
