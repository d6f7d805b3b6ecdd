"""Sum a person up for who must act on one page: who she is, needs, helpers, path, plan, what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.answers.close import strain_words
from apps.assistant.answers.path import term_words
from apps.assistant.answers.plan import path_page, plan_page
from apps.assistant.answers.ties import holding_ties
from apps.assistant.reply import Line, Reply
from apps.components.words import age, curly, gendered, hours, long_day, place_name, role_words
from coordinator.findings import find_for
from coordinator.model import Person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.asked import Asked
    from coordinator.network.record import Span
    from coordinator.pathway.cases import CaseView

CARERS = 5
FINDINGS = 4

CLINICAL = frozenset({"medico_base", "case_manager", "amministratore_sostegno", "tutore"})
"""Ties that a summary names besides those who help for hours."""


def say_summary(asked: Asked) -> Reply:
    """Sum up a person: each line opens the page that it comes from."""
    party, view = asked.record.party, asked.case
    lines = [*_who(asked), *_helpers(asked), *_services(asked)]
    if view is not None:
        lines += _path(asked, view)
    lines += _to_look_at(asked)
    links = [("Ecomappa", f"mappa?id={asked.person_id}")]
    if view is not None:
        links += [("Documenti da stampare", f"documenti?id={view.id}"), ("Percorso", path_page(view))]
    head = f"{party.name} in breve, al {long_day(asked.day)}:"
    return asked.reply(
        "summary", head, lines, "la scheda, i legami, il percorso, il piano e i rilievi", links
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
        yield Line(f"Rischio: {risk.risk}", page=path_page(view))


def _to_look_at(asked: Asked) -> Iterator[Line]:
    """Say the gravest things that the rules notice."""
    if not asked.viewer.may("read", "findings"):
        return
    found = find_for(asked.store, asked.person_id, asked.day, asked.viewer)
    for one in found[:FINDINGS]:
        yield Line(
            f"Da guardare: {one.sentence}", page=f"rilievi?id={asked.person_id}", urn=one.rule.norm or ""
        )
