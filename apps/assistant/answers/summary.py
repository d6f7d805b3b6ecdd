"""Sum a person up for who must act on one page: who she is, needs, helpers, path, plan, what to look at."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.close import strain_words
from apps.assistant.answers.happened import SAID, happened
from apps.assistant.answers.path import term_words
from apps.assistant.answers.plan import path_page, plan_page
from apps.assistant.answers.ties import holding_ties
from apps.assistant.answers.upcoming import refused_requests
from apps.assistant.general.work import due_page, due_words
from apps.assistant.reply import Line, Reply
from apps.components.words import age, curly, gendered, hours, long_day, place_name, role_words
from coordinator.findings import find_for
from coordinator.model import Person
from coordinator.pathway.day import dues_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.asked import Asked
    from coordinator.network.record import Span
    from coordinator.pathway.cases import CaseView

CARERS = 5
FINDINGS = 4
LATELY = 3
"""Things that happened last which are told."""

WITHOUT_PLAN = frozenset(SAID) - {"delivered", "signed"}
"""Kinds of event that are told to who may not read plans."""

RISK = "Rischio: "
"""How the line of a risk begins."""

CLINICAL = frozenset({"medico_base", "case_manager", "amministratore_sostegno", "tutore"})
"""Ties that a summary names besides those who help for hours."""


def say_summary(asked: Asked) -> Reply:
    """Sum up a person: each line opens the page that it comes from."""
    party, view = asked.record.party, asked.case
    lines = [*_who(asked), *_helpers(asked), *_services(asked)]
    if view is not None:
        lines += [*_path(asked, view), *_waiting(asked, view), *_lately(asked, view)]
    lines += _to_look_at(asked)
    links = [("Ecomappa", f"mappa?id={asked.person_id}")]
    if view is not None:
        links += [("Documenti da stampare", f"documenti?id={view.id}"), ("Percorso", path_page(view))]
    head = f"{party.name} in breve, al {long_day(asked.day)}:"
    return asked.reply(
        "summary",
        head,
        lines,
        "la scheda, i legami, il percorso, il piano, gli invii, il diario e i rilievi",
        links,
    )


def _who(asked: Asked) -> Iterator[Line]:
    """Say who she is, and what she needs."""
    party = asked.record.party
    if isinstance(party, Person):
        years = age(party.born_on, asked.day)
        told = (
            [f"{years} anni ({gendered('nata o nato', party.sex)}: {long_day(party.born_on)})"]
            if years
            else []
        )
        told += [f"abita a {place_name(party.area)}"] if party.area else []
        yield Line(f"Chi è: {', '.join(told) or party.name}", party.id)
    if asked.record.needs:
        yield Line(f"Bisogni: {', '.join(asked.record.needs)}", asked.person_id)


def _helpers(asked: Asked) -> Iterator[Line]:
    """Name her main helpers, and who answers for her by role."""
    people = [span for span in holding_ties(asked) if span.other_kind in {"persona", "professionista"}]
    giving = (one for one in people if one.hours_per_week and not one.gives)
    most = sorted(giving, key=lambda one: -(one.hours_per_week or 0.0))
    named = [one for one in people if one.kind in CLINICAL]
    for span in dict.fromkeys((*most[:CARERS], *named)):
        yield Line(_helper_words(span, asked.name), span.other_id)
    yield from strain_words(asked)


def _helper_words(span: Span, name: str) -> str:
    """Say who one is to her, and for how long a week."""
    role = role_words(span.kind, name, reverse=span.starts_here, sex=span.other_sex)
    return f"{span.other_name}: {role}{f', {hours(span.hours_per_week)}' if span.hours_per_week else ''}"


def _services(asked: Asked) -> Iterator[Line]:
    """Name the services that have her in charge, and those that she waits for."""
    spans = [span for span in holding_ties(asked) if span.other_kind == "servizio"]
    active = [one.other_name for one in spans if one.kind == "in_carico"]
    waits = [f"{one.other_name} dal {long_day(one.since)}" for one in spans if one.kind == "in_attesa"]
    if active:
        yield Line(f"Servizi attivi: {', '.join(active)}", page=f"mappa?id={asked.person_id}")
    if waits:
        yield Line(f"In lista d’attesa: {', '.join(waits)}", page=f"mappa?id={asked.person_id}")


def _path(asked: Asked, view: CaseView) -> Iterator[Line]:
    """
    Say where her path stands, which term runs, what the plan holds.

    Yields
    ------
    Line
        The phase; a term that runs; a goal with its actions, if the asker may read plans; a risk.
    """
    phase = view.process.phases[view.state.position.phase].name
    yield Line(f"Percorso: {curly(phase)}, dal {long_day(view.state.stays[-1].since)}", page=path_page(view))
    for term in view.terms():
        if term.met_on is None or term.met_on > asked.day:
            yield Line(term_words(term, asked.day), page=path_page(view), urn=term.deadline.term.source or "")
    if asked.viewer.may("read", "plan"):
        names = asked.names([one.responsible for one in view.state.planned])
        for goal in view.state.file.goals:
            own = [one for one in view.state.planned if one.goal == goal.name]
            done = [
                f"{one.action} ({names.get(one.responsible or '', 'nessun responsabile')})" for one in own
            ]
            yield Line(
                f"Obiettivo: {goal.name}: {', '.join(done) or 'nessun intervento'}", page=plan_page(view)
            )
    for risk in view.state.risks:
        yield Line(f"{RISK}{risk.risk}", page=path_page(view))


def _waiting(asked: Asked, view: CaseView) -> Iterator[Line]:
    """Say who is in the team, which requests and tasks are open or late, and which request was refused."""
    file = view.state.file
    names = asked.names([one.party_id for one in file.team])
    if team := dict.fromkeys(names[one.party_id] for one in file.team):
        apart = [names[one] for one in file.disagreeing if one in names]
        but = f" (non è d’accordo: {', '.join(apart)})" if apart else ""
        yield Line(f"Équipe: {', '.join(team)}{but}", page=path_page(view))
    dues = [one for one in dues_of(view, asked.name, asked.day) if one.kind != "termine"]
    owners = asked.names([one.owner for one in dues])
    for one in dues:
        told = due_words(one, asked.day, owners).removeprefix(f"{one.person_name}: ")
        yield Line(f"Da fare: {told}", page=due_page(one))
    yield from refused_requests(view)


def _lately(asked: Asked, view: CaseView) -> Iterator[Line]:
    """Say the last things that happened, the newest first: the diary, and what was done on the path."""
    kinds = None if asked.viewer.may("read", "plan") else WITHOUT_PLAN
    rows = [(day, line) for day, line in happened(asked, view, kinds) if day <= asked.day]
    for one in view.history:
        if one.event.kind in {"contacted", "noted"} and one.number not in view.state.void:
            text = f"{long_day(one.day)}, diario: {getattr(one.event, 'text', '')}"
            rows.append((one.day, Line(curly(text), page=path_page(view))))
    rows.sort(key=lambda row: row[0], reverse=True)
    for _, line in rows[:LATELY]:
        yield replace(line, text=f"Di recente: {line.text}")


def _to_look_at(asked: Asked) -> Iterator[Line]:
    """Say the gravest things that the rules notice."""
    if not asked.viewer.may("read", "findings"):
        return
    found = find_for(asked.store, asked.person_id, asked.day, asked.viewer)
    for one in found[:FINDINGS]:
        yield Line(
            f"Da guardare: {one.sentence}", page=f"rilievi?id={asked.person_id}", urn=one.rule.norm or ""
        )
