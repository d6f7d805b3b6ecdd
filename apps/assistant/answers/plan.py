"""Answer from a person's plan: goals, what is done for each, how far they came, who is in the team, who signed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.whether import whether_signed
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line
from apps.components.path_words import ROLE_NAMES
from apps.components.words import curly, hours, long_day
from coordinator.model import vocabulary
from coordinator.pathway.outcome import ATTAINMENT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply
    from coordinator.pathway.case import Planned
    from coordinator.pathway.cases import CaseView

GUARDIANS = ("amministratore_sostegno", "tutore", "fiduciario", "responsabilita_genitoriale")
"""Kinds of tie by which somebody speaks for a person."""


def say_plan(asked: Asked) -> Reply:
    """Say goals, what is done for each, by whom."""
    asked.viewer.require("read", "plan", of=asked.person_id)
    view = asked.case_where(lambda one: one.state.file.goals)
    if view is None or not view.state.file.goals:
        return asked.reply(
            "plan", f"Per {asked.name} non è ancora scritto un piano.", [], "il piano", links_of(view)
        )
    planned = view.state.planned
    names = asked.names([one.responsible for one in planned])
    if asked.viewer.party_id and MINE.search(normal(asked.question)):
        own = [one for one in planned if one.responsible == asked.viewer.party_id]
        lines = [Line(f"{one.action}, per «{one.goal}»{_by_when(one)}", page=plan_page(view)) for one in own]
        head = (
            f"Nel piano di {asked.name} tocca a te:"
            if own
            else f"Nel piano di {asked.name} niente è affidato a te."
        )
        return asked.reply("plan", head, lines, "il piano", links_of(view))
    lines = []
    for goal in view.state.file.goals:
        own = [one for one in planned if one.goal == goal.name]
        done = "; ".join(action_words(one, names) for one in own)
        lines.append(Line(f"{goal.name}: {done or 'nessun intervento'}", page=plan_page(view)))
    lines += goals_reached(view)
    head = f"Il piano di {asked.name}, obiettivi e interventi:"
    return asked.reply("plan", head, lines, "il piano", links_of(view))


MINE = re.compile(r" (?:devo|tocca a me|io|mi[oae]i?|spetta a me|a me|miei) ")
"""Words by which somebody asks of the plan what is hers to do."""


def action_words(one: Planned, names: Mapping[str, str]) -> str:
    """
    Say an action of a plan: who answers for it, since when, for how many hours a week.

    Parameters
    ----------
    one
        The action.
    names
        Id → name, of those who answer.

    Returns
    -------
    str
        Such as "bagno assistito (Irene Greco), da avviare entro il 1° ottobre 2026, 3 ore la settimana".
    """
    return f"{one.action} ({names.get(one.responsible or '', 'nessun responsabile')}){_by_when(one)}"


def goals_reached(view: CaseView) -> Iterator[Line]:
    """
    Say how far each goal was reached, as the last review weighed it.

    Parameters
    ----------
    view
        A path that the asker may read.

    Yields
    ------
    Line
        One a goal that was weighed.
    """
    for one in {one.goal: one for one in view.state.reviews}.values():
        own = f": «{curly(one.in_her_words)}»" if one.in_her_words else ""
        told = f"Obiettivo «{one.goal}»: alla verifica del {long_day(one.day)} è andato {ATTAINMENT[one.attainment]}"
        yield Line(f"{told}{own}", page=plan_page(view))


def _by_when(one: Planned) -> str:
    """Say by when an action begins, and for how many hours a week."""
    due = f", da avviare entro il {long_day(one.due)}" if one.due else ""
    return f"{due}, {hours(float(one.hours_per_week))}" if one.hours_per_week else due


LACKING = re.compile(r" (?:chi|cosa|che|se) (?:\w+ )?manca\w* ")
"""How a question on a team asks who or what is missing from it."""


def say_team(asked: Asked) -> Reply:
    """Say who is in the team, with which roles."""
    view = asked.case_where(lambda one: one.state.file.team)
    team = view.state.file.team if view else ()
    names = asked.names([one.party_id for one in team])
    roles: dict[str, list[str]] = {}
    for one in team:
        roles.setdefault(one.party_id, []).append(ROLE_NAMES.get(one.role, one.role.replace("_", " ")))
    lines = [Line(f"{names[party]}: {', '.join(held)}", party) for party, held in roles.items()]
    head = f"L’équipe di {asked.name}:" if lines else f"Nell’équipe di {asked.name} non c’è ancora nessuno."
    if view is not None and LACKING.search(normal(asked.question)):
        missing = [
            Line(curly(f"Manca: {item.name}"), page=path_page(view), urn=item.norm)
            for item in view.missing("uvm")
        ]
        lines += missing or [Line("Per concludere la UVM non manca niente.", page=path_page(view))]
    return asked.reply("team", head, lines, "l’équipe del percorso", links_of(view))


def say_signature(asked: Asked) -> Reply:
    """Say who signed the plan, and who speaks for the person."""
    view = asked.case_where(lambda one: last_event(one, "signed"))
    signed = last_event(view, "signed") if view else None
    lines = []
    if signed is not None and view is not None:
        by = asked.names([signed.event.by]).get(signed.event.by or "", "")
        text = (
            f"Piano firmato da {by} il {long_day(signed.day)}"
            if by
            else f"Piano non firmato: {signed.event.why_not}"
        )
        lines.append(Line(text, page=path_page(view), urn=signed.norm or ""))
    else:
        lines.append(Line("Il piano non è ancora firmato.", asked.person_id))
    for span in asked.record.spans:
        if span.kind in GUARDIANS and not span.starts_here and span.holds_on(asked.day):
            label = vocabulary().tie_kind(span.kind).label
            since = f"dal {long_day(span.since)}, per gli atti che le sono affidati"
            lines.append(Line(f"{span.other_name}: {label} {asked.name}, {since}", span.other_id))
    if view is not None and " decid" in normal(asked.question):
        lines += _deciding(asked, view)
    head = whether_signed(asked, view, signed) or f"Firma e rappresentanza di {asked.name}:"
    return asked.reply("sign", head, lines, "la firma del piano e i legami di rappresentanza", links_of(view))


def _deciding(asked: Asked, view: CaseView) -> Iterator[Line]:
    """Name those who decide on a plan: the case manager who keeps it, and the team that assessed."""
    team = view.state.file.team
    names = asked.names([one.party_id for one in team])
    keeps = next((one.party_id for one in team if one.role == "case_manager"), None)
    if keeps is not None:
        yield Line(f"Tiene il piano: {names[keeps]}, case manager", keeps)
    if told := ", ".join(dict.fromkeys(names[one.party_id] for one in team)):
        yield Line(f"Lo decide l’équipe della valutazione, con {asked.name}: {told}", page=path_page(view))


def last_event(view: CaseView, kind: str, test: Callable[[Any], bool] = lambda _event: True) -> Any | None:  # noqa: ANN401
    """Return the last event of a kind that counts."""
    kept = (one for one in reversed(view.history) if one.number not in view.state.void)
    return next((one for one in kept if one.event.kind == kind and test(one.event)), None)


def path_page(view: CaseView | None) -> str:
    """Return the page of a path."""
    return f"percorso?id={view.id}" if view else ""


def plan_page(view: CaseView | None) -> str:
    """Return the page of a plan."""
    return f"piano?id={view.id}" if view else ""


def links_of(view: CaseView | None) -> tuple[tuple[str, str], ...]:
    """Lead to the path and to the plan."""
    return (("Percorso", path_page(view)), ("Piano e budget", plan_page(view))) if view else ()
