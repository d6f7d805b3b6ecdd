"""Say of many persons a mean, how they stand phase by phase, or how many they were a year ago."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from apps.assistant.answers.calls import opened
from apps.assistant.census.facts import PATHS_AREA
from apps.assistant.census.path_facts import SENDERS
from apps.assistant.census.told import kinds_of, query_of
from apps.assistant.reply import Line, Reply
from apps.components.figures import number
from apps.components.words import count, long_day
from coordinator.network.census import census
from coordinator.network.means_asked import mean_of
from coordinator.pathway.cases import process_of, read_open_cases

if TYPE_CHECKING:
    from datetime import date

    from apps.assistant.reading.of_many import Asked
    from apps.assistant.whom.scene import Scene
    from coordinator.network.means_asked import What

LINKS = (("Persone", "persona"),)
PATHS = (("Percorsi aperti", "percorso"), *LINKS)

MEANS = {
    "age": ("età media {} anni, da {} a {}", "quando sono nate"),
    "services": ("servizi in media {}, da {} a {}", "quali servizi hanno"),
    "carers": ("caregiver in media {}, da {} a {}", "se hanno caregiver"),
    "needs": ("bisogni scritti in media {}, da {} a {}", "quali bisogni hanno"),
}
"""Of what a mean is → how it is said with its ends, and what may not be written."""

READ = {"services": "i legami", "carers": "i legami", "needs": "i bisogni"}


def say_mean(scene: Scene, asked: Asked) -> Reply:
    """
    Say a mean over those who were asked for.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    asked
        What is asked of each, facts already found.

    Returns
    -------
    Reply
        With how many it is taken over, the least and the greatest; over nobody it is said to be undefined.
    """
    what = cast("What", asked.mean)
    found = mean_of(scene.store, asked.wanted, what, scene.day, scene.viewer, mine=asked.mine)
    followed = " seguite" if asked.wanted.of_followed else ""
    said, missing = MEANS[what]
    query = query_of(scene, asked)
    if (also := READ.get(what, "")) and also not in query:
        query = query.replace(
            "le schede delle persone che vedi", f"le schede delle persone che vedi, {also}", 1
        )
    if found.value is None or found.least is None or found.most is None:
        head = f"Fra le persone{followed} che vedi{kinds_of(asked)} non c’è su chi fare una media."
        return Reply("census", head, query=query, links=LINKS)
    who = count(found.known, f"persona{followed[:-1]}a" if followed else "persona", f"persone{followed}")
    told = said.format(number(found.value), number(found.least), number(found.most))
    head = f"{who} che vedi{kinds_of(asked)}: {told}."
    rest = count(found.unknown, "altra", "altre")
    lines = (Line(f"Di {rest} non è scritto {missing}"),) if found.unknown else ()
    return Reply("census", head, lines, query=query, links=LINKS)


def say_of_paths(scene: Scene, asked: Asked) -> Reply:
    """
    Say how many of those who were asked for are in each phase of an open path, or by whom they were sent.

    Parameters
    ----------
    scene, asked
        As `say_mean` takes them.

    Returns
    -------
    Reply
        Phases in the order of the path, senders by how many they sent; those of nobody are left out.
    """
    told: dict[str, set[str]] = {}
    for view, _ in read_open_cases(scene.store, scene.viewer):
        key = view.state.position.phase
        if asked.by == "source":
            event = opened(view)
            key = event.source if event is not None else ""
        told.setdefault(key, set()).add(view.person_id)
    many = {key: _among(scene, asked, frozenset(ids)) for key, ids in told.items()}
    order = list(process_of(PATHS_AREA).phases)
    if asked.by == "source":
        order = sorted(many, key=lambda one: -many[one])
    keys = sorted(
        (one for one in many if many[one]), key=lambda one: order.index(one) if one in order else len(order)
    )
    lines = tuple(
        Line(f"{_part_words(one)}: {count(many[one], 'persona', 'persone')}", page="percorso") for one in keys
    )
    parted = "da chi ha segnalato" if asked.by == "source" else "per fase"
    kinds = kinds_of(asked).removesuffix(" con un percorso aperto")
    head = f"Le persone che vedi{kinds} con un percorso aperto, {parted}:"
    if not lines:
        head = f"Nessuna delle persone che vedi{kinds} ha un percorso aperto."
    query = f"Letto: le schede e i percorsi aperti delle persone che vedi, al {long_day(scene.day)}."
    return Reply("census", head, lines, query=query, links=PATHS)


def _part_words(key: str) -> str:
    """Say what a phase is called, or who sent."""
    if key in SENDERS:
        return f"{SENDERS[key][0][0].upper()}{SENDERS[key][0][1:]}"
    phases = process_of(PATHS_AREA).phases
    return phases[key].name if key in phases else key.capitalize() or "Non è scritto"


def _among(scene: Scene, asked: Asked, ids: frozenset[str]) -> int:
    """Count those who were asked for among some."""
    within = ids if asked.wanted.within is None else asked.wanted.within & ids
    return _total(scene, replace(asked, wanted=replace(asked.wanted, within=within)), scene.day)


def say_then(scene: Scene, now: Asked, then: Asked | None, day: date) -> Reply:
    """
    Say how many they are and how many they were on a day before.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    now, then
        What is asked of each, facts already found as of today and of the day before; None where those are not kept.
    day
        The day before.

    Returns
    -------
    Reply
        Both numbers and their difference; where the past is not known, that.
    """
    many = _total(scene, now, scene.day)
    followed = " seguite" if now.wanted.of_followed else ""
    said = f"persone{followed}{kinds_of(now)}"
    if then is None:
        many_words = f"{count(many, 'persona', 'persone')}{kinds_of(now)}"
        head = (
            f"Oggi {many_words}. Com’era un anno fa non so dirlo: dei percorsi leggo solo come stanno adesso."
        )
        return Reply("census", head, query=query_of(scene, now), links=LINKS)
    before = _total(scene, then, day)
    change = (
        "tante quante" if many == before else f"{abs(many - before)} in {'più' if many > before else 'meno'}"
    )
    head = f"Al {long_day(day)}: {before}; al {long_day(scene.day)}: {many}, {change}. Sono {said}, fra chi vedi oggi."
    query = query_of(scene, now).replace(
        f"al {long_day(scene.day)}", f"al {long_day(day)} e al {long_day(scene.day)}", 1
    )
    return Reply("census", head, (Line("Conta ciò che è scritto con quelle date"),), query=query, links=LINKS)


def _total(scene: Scene, asked: Asked, day: date) -> int:
    """Count persons on a day."""
    return census(scene.store, asked.wanted, day, scene.viewer, limit=0, mine=asked.mine).total
