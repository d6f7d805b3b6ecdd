"""Say when those who care for a person were last there, and what is written of the next time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.plan import path_page, plan_page
from apps.assistant.answers.ties import to_map
from apps.assistant.reply import Line
from apps.components.words import count, curly, hours, long_day
from coordinator.model import vocabulary
from coordinator.network import ego
from coordinator.network.contacts import contacts_of
from coordinator.network.record import find_services

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from datetime import date

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply
    from coordinator.pathway.cases import CaseView

MOST = 1000
"""Contacts that are read."""

COMING = frozenset({"servizio", "professionista", "comunita"})
"""Kinds of party that come by appointment."""

LAST_HEAD, NEXT_HEAD = "Le ultime volte scritte", "Il giorno della prossima volta"
"""How an answer on the last, and on the next time begins."""

BEFORE = 3
"""Times before the last that are told."""


@dataclass(frozen=True, slots=True)
class Time:
    """One time that somebody was there."""

    day: date
    what: str
    by: str  # who was there
    kind: str  # of the vocabulary's contact kinds, how the path says it, or "dato"
    answers: str = ""  # who answers in the plan for what was given
    party: str = ""
    page: str = ""

    @property
    def line(self) -> Line:
        """It as a line."""
        return Line(f"{long_day(self.day)}, {self.what}", self.party, page=self.page)


def times(asked: Asked) -> list[Time]:
    """
    List when somebody was with a person: contacts, the diary of her paths, what was given of a plan.

    Parameters
    ----------
    asked
        The question, by who may read the network.

    Returns
    -------
    list of Time
        Up to the day, the newest first; of the paths only for who may read them.
    """
    found = [
        Time(
            one.day,
            f"{vocabulary().label('contact_kinds', one.kind)}: {one.with_name}",
            one.with_id,
            one.kind,
            party=one.with_id,
        )
        for one in contacts_of(asked.person_id, asked.day, asked.viewer, limit=MOST)
    ]
    for view in asked.cases if asked.viewer.may("read", "case") else ():
        found += [one for one in _on_path(asked, view) if one.day <= asked.day]
    return sorted(found, key=lambda one: one.day, reverse=True)


def _on_path(asked: Asked, view: CaseView) -> Iterator[Time]:
    """List the times that a path holds."""
    kept = [one for one in view.history if one.number not in view.state.void]
    answers = {one.action: one.responsible or "" for one in view.state.planned}
    names = asked.names([getattr(one.event, "by", None) for one in kept])
    for one in kept:
        event: Any = one.event
        if event.kind == "contacted":
            what = curly(f"{event.how}, {names[event.by]}: {event.text}")
            yield Time(one.day, what, event.by, event.how, page=path_page(view))
        elif event.kind == "delivered":
            often = f"{event.hours:f}".replace(".", ",")
            what = curly(f"{event.action}, {often} ore, {names[event.by]}")
            yield Time(one.day, what, event.by, "dato", answers.get(event.action, ""), page=plan_page(view))


def say_last(
    asked: Asked, helpers: Mapping[str, str], test: Callable[[Time], bool] | None = None, of: str = ""
) -> Reply:
    """
    Say when each of some helpers was last with a person; without helpers, when somebody was in some way.

    Parameters
    ----------
    asked
        The question.
    helpers
        Id → name.
    test
        Which times count, without helpers.
    of
        What they are called, such as "visita".

    Returns
    -------
    Reply
        That nothing is written of whom nothing is.
    """
    found, lines, named = times(asked), [], dict(helpers)
    for party, name in named.items():
        lines += list(_of_one(asked, party, name, found))
    if not named:
        own = [one for one in found if test is None or test(one)]
        lines = [one.line for one in own[: BEFORE + 1]]
    if named:
        head = f"{LAST_HEAD}, per {asked.name}:"
    else:
        head = f"Per {asked.name} non è scritta nessuna {of or 'volta'}."
        if lines:
            past = count((asked.day - own[0].day).days, "giorno", "giorni")
            head = f"L’ultima {of or 'volta'} scritta per {asked.name} è di {past} fa:"
    return asked.reply("diary", head, lines, "il diario, i contatti e le prestazioni", to_map(asked))


def _of_one(asked: Asked, party: str, name: str, found: list[Time]) -> Iterator[Line]:
    """
    Say the last time of one helper, of each kind once, and of what she answers for in the plan.

    Yields
    ------
    Line
        For what it answers, if that was given by another; the last contact, or that none is written; then the
        last of other kinds, at most `BEFORE`.
    """
    own = [one for one in found if one.by == party]
    held = next((one for one in found if one.answers == party and one.by != party), None)
    if held is not None:
        yield Line(f"Di ciò per cui risponde {name} nel piano: {held.line.text}", party, page=held.page)
    if not own:
        yield Line(f"{name}: nessun contatto è scritto", party)
        return
    days = count((asked.day - own[0].day).days, "giorno", "giorni")
    last = f"l’ultimo contatto scritto è del {long_day(own[0].day)}, {days} fa"
    yield Line(f"{name}: {last} ({own[0].what})", own[0].party or party, page=own[0].page)
    told = {own[0].kind}
    for one in own[1:]:
        if one.kind not in told and len(told) <= BEFORE:
            told.add(one.kind)
            yield one.line


def say_next_time(asked: Asked, helpers: Mapping[str, str]) -> Reply:
    """
    Say that the day of the next time is not written, and what is: how often, at which hours, when it last was.

    Parameters
    ----------
    asked
        The question.
    helpers
        Id → name; empty for whoever comes.

    Returns
    -------
    Reply
        The rhythm of the ties and of the plan, with the last time.
    """
    whom = f" di {', '.join(helpers.values())}" if helpers else ""
    lines = [*_rhythm(asked, helpers), *_planned(asked, helpers)]
    own = [one for one in times(asked) if not helpers or {one.by, one.answers} & set(helpers)]
    if own:
        last = own[0].line
        lines.append(Line(f"L’ultima volta scritta: {last.text}", last.party_id, page=last.page))
    head = f"{NEXT_HEAD}{whom} non è scritto."
    head += " Si sa:" if lines else ""
    read = "i legami, il piano, gli orari e i contatti"
    return asked.reply("around", head, lines, read, to_map(asked))


def _rhythm(asked: Asked, helpers: Collection[str]) -> Iterator[Line]:
    """Say how often those come whose ties say it, and when services are open."""
    graph = ego(asked.store, asked.person_id, asked.day, asked.viewer).graph
    hours_of = {one.id: one.opening_hours for one in find_services(asked.store, "", asked.viewer)}
    told: dict[str, list[str]] = {}
    for start, stop, tie in graph.edges(data=True):
        other = start if stop == asked.person_id else stop
        wanted = other in helpers if helpers else graph.nodes[other]["kind"] in COMING
        if asked.person_id not in (start, stop) or not wanted:
            continue
        own = told.setdefault(other, [])
        if tie.get("frequency"):
            own.append(vocabulary().label("frequencies", tie["frequency"]))
        if tie.get("hours_per_week"):
            own.append(hours(tie["hours_per_week"]))
    for party, own in told.items():
        if helpers and hours_of.get(party):
            own.append(f"aperto {hours_of[party]}")
        if own:
            yield Line(f"{graph.nodes[party]['name']}: {', '.join(dict.fromkeys(own))}", party)


def _planned(asked: Asked, helpers: Collection[str]) -> Iterator[Line]:
    """Say the actions of the plan for which helpers answer, and their hours a week."""
    for view in asked.open_cases if asked.viewer.may("read", "case") else ():
        for one in view.state.planned:
            if one.hours_per_week and (not helpers or one.responsible in helpers):
                often = hours(float(one.hours_per_week))
                yield Line(curly(f"Nel piano: {one.action}, {often}"), page=plan_page(view))
