"""Find the persons who are in hospital or leaving it, by whom they were sent, and whose plan is to be reviewed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from apps.assistant.answers.calls import opened
from apps.assistant.reading.words import bare
from apps.components.words import curly, long_day
from coordinator.network.stays_asked import came_home, in_hospital
from coordinator.pathway.cases import read_open_cases
from coordinator.pathway.deadlines import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from apps.assistant.reading.of_many import Fact
    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.case import RunningTerm
    from coordinator.pathway.cases import CaseView

    Told = Iterator[tuple[str, str]]

DISCHARGE = "dimissione"
"""The phase of who is leaving a hospital."""

LEFT = re.compile(r"(?<! non)(?<! da essere) dimess[oa] ")
"""How the words of a path tell that somebody left a hospital."""

LAST = date.max.isoformat()
"""The day that none is after."""

REVIEW = "verifica"
"""What the ids of terms hold by which a plan is to be reviewed."""

SENDERS: Mapping[str, tuple[str, str]] = {
    "persona": (
        "dalla persona stessa",
        r"sol[oaie]|l[oi] stess[oaie]|persona stessa|se stess[aei]|spontane\w+",
    ),
    "famiglia": ("dalla famiglia", r"famigli\w+|figli\w*|parent[ei]|nipot[ei]|mogl\w+|marit[oi]|caregiver"),
    "vicini": ("dai vicini", r"vicin[oaei]+(?: di casa)?|conoscent[ei]|condomin\w+"),
    "mmg": (
        "dal medico di famiglia",
        r"medic[oi](?: (?:di (?:base|famiglia|medicina generale)|curant[ei]))?|mmg|dottor[ei]",
    ),
    "ospedale": ("dall’ospedale", r"ospedal[ei]|repart[oi]|pronto soccorso"),
    "farmacia": ("dalla farmacia", r"farmaci[ae]|farmacist[aei]"),
    "cot": ("dalla centrale operativa", r"cot|central[ei](?: operativ[ae](?: territorial[ei])?)?"),
    "terzo settore": (
        "dal terzo settore",
        r"terzo settore|volontar\w+|associazion[ei]|parrocchi[ae]|cooperativ[ae]",
    ),
    "ente": (
        "da un ente",
        r"ent[ei]|comun[ei]|scuol[ae]|tribunal[ei]|procura|carabinier[ei]|forze dell'ordine",
    ),
}
"""Who sends → how it is said, and how it is asked for."""


def sender_named(words: str) -> str:
    """
    Return who is meant as the one who sent persons.

    Parameters
    ----------
    words
        Without article: "medico di base", "ospedale".

    Returns
    -------
    str
        Key of `SENDERS`; empty for nobody known.
    """
    return next((key for key, (_, called) in SENDERS.items() if re.fullmatch(called, words.strip())), "")


def find_discharge(scene: Scene, _fact: Fact) -> Told:
    """Find those whose discharge was announced and who are not yet at home."""
    for view in _views(scene):
        if view.state.position.phase == DISCHARGE:
            yield view.person_id, f"dimissione annunciata il {long_day(view.state.stays[-1].since)}"


def find_in_hospital(scene: Scene, _fact: Fact) -> Told:
    """Find those with a stay in hospital that has no end."""
    for one, since in in_hospital(scene.day, scene.viewer).items():
        yield one, f"in ospedale dal {long_day(since)}"


def find_home(scene: Scene, fact: Fact) -> Told:
    """Find those who left a hospital since a day; of whom it is only told in words, since the day of the words."""
    since = fact.arg if isinstance(fact.arg, date) else scene.day - timedelta(days=30)
    home = came_home(since, scene.day, scene.viewer)
    for one, left in home.items():
        yield one, f"uscita dall’ospedale il {long_day(left)}"
    for view in _views(scene):
        for entry in view.history:
            told = getattr(entry.event, "reason", None) or getattr(entry.event, "text", None) or ""
            if view.person_id in home or entry.day < since or entry.number in view.state.void:
                continue
            if LEFT.search(bare(told)):
                yield view.person_id, f"«{curly(told)}», scritto il {long_day(entry.day)}"
                break


def find_sent(scene: Scene, fact: Fact) -> Told:
    """Find those whose open path somebody of a kind began."""
    source, since, until = (*str(fact.arg).split(":"), "", "")[:3]
    for view in _views(scene):
        event = opened(view)
        if (
            event is not None
            and event.source == source
            and since <= view.history[0].day.isoformat() <= (until or LAST)
        ):
            yield view.person_id, f"segnalata il {long_day(view.history[0].day)} da: {event.caller}"


def find_review(scene: Scene, fact: Fact) -> Told:
    """Find those whose plan is to be reviewed: ever, or is late; or was neither written nor weighed since a day."""
    for view in _views(scene):
        if isinstance(fact.arg, date):
            if (last := _last_weighed(view)) is not None and last <= fact.arg:
                yield view.person_id, f"piano scritto o rivisto l’ultima volta il {long_day(last)}"
            continue
        for one in _reviews(view):
            due = one.deadline.due
            late = one.deadline.state(scene.day) is State.OVERDUE if due else False
            if due is not None and (late or not fact.arg):
                verb = "scaduto il" if late else "entro il"
                yield view.person_id, f"«{one.deadline.term.name}» {verb} {long_day(due)}"


def _reviews(view: CaseView) -> Iterator[RunningTerm]:
    """List the terms by which the plan of a path is to be reviewed and was not."""
    yield from (one for one in view.terms() if REVIEW in one.deadline.term.id and one.met_on is None)


def _last_weighed(view: CaseView) -> date | None:
    """Return when the plan was last written or weighed; None without a plan."""
    if not view.state.versions:
        return None
    return max([view.state.versions[-1].since, *(one.day for one in view.state.reviews)])


def _views(scene: Scene) -> Iterator[CaseView]:
    """Read the open paths."""
    for view, _ in read_open_cases(scene.store, scene.viewer):
        yield view
