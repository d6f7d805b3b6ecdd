"""Answer from a person's plan: goals, hours given, who is in the team, who signed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.helpers import meant
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.path_words import ROLE_NAMES
from apps.components.words import count, hours, long_day
from coordinator.model import vocabulary
from coordinator.pathway.planned import planned_against_given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal
    from typing import Any

    from apps.assistant.reading.asked import Asked
    from coordinator.pathway.case import Planned
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.planned import Comparison

GUARDIANS = ("amministratore_sostegno", "tutore", "fiduciario", "responsabilita_genitoriale")
"""Kinds of tie by which somebody speaks for a person."""


def say_given(asked: Asked) -> Reply:
    """Say, action by action, the hours foreseen up to the day and the hours given."""
    view = asked.case_where(lambda one: one.state.planned)
    found = planned_against_given(view.state, asked.day) if view else ()
    words = normal(asked.question)
    named = [one for one in found if normal(one.action).strip() in words]
    named = named or [one for one in found if {word[:-1] for word in words.split()} & _telling(one.action)]
    lines = [
        Line(_given_words(one, _times(one.action, view)), page=plan_page(view)) for one in named or found
    ]
    if view is not None and LAST.search(words):
        lines = [Line(_last_words(one.action, view), page=plan_page(view)) for one in named or found]
    if not named:
        spans = [span for span in asked.record.spans if span.holds_on(asked.day) and span.hours_per_week]
        helping = [
            Line(f"{span.other_name}: {hours(span.hours_per_week)} scritte nella rete", span.other_id)
            for span in meant(asked, spans)
            if span.hours_per_week
        ]
        lines = [*helping, *lines]
    head = (
        f"Previsto e dato nel piano di {asked.name}:"
        if lines
        else f"Nel piano di {asked.name} non ci sono interventi."
    )
    return asked.reply("given", head, lines, "gli interventi del piano e le prestazioni", links_of(view))


LAST = re.compile(r" (?:ultima volta|ultime volte|l'ultima|quando) ")
"""Words that ask for days and not for hours."""


def _telling(action: str) -> set[str]:
    """Return the beginnings of the words by which a question means an action, one or many: "passeggiat-"."""
    return {word[:-1] for word in normal(action).split() if len(word) > 4}  # noqa: PLR2004  "casa", "per" tell nothing


def _last_words(action: str, view: CaseView) -> str:
    """Say when an action was last given."""
    last = last_event(view, "delivered", lambda event: event.action == action)
    if last is None:
        return f"{action}: non risulta ancora dato"
    return f"{action}: l’ultima volta il {long_day(last.day)}, {_number(last.event.hours)} ore"


def _times(action: str, view: CaseView | None) -> int:
    """Count how often an action was given."""
    if view is None:
        return 0
    kept = (one.event for one in view.history if one.number not in view.state.void)
    return sum(getattr(event, "action", "") == action for event in kept if event.kind == "delivered")


def _given_words(one: Comparison, times: int) -> str:
    """Say the hours of one action, planned against given."""
    planned = "il piano non dice quante"
    if one.hours_expected is not None:
        planned = f"{_number(one.hours_expected)} previste a oggi"
    bare = f"; {count(one.undocumented, 'volta', 'volte')} senza atto contabile" if one.undocumented else ""
    often = f", in {count(times, 'volta', 'volte')}" if times else ""
    return f"{one.action}: {_number(one.hours_given)} ore su {planned}{often}{bare}"


def _number(amount: Decimal) -> str:
    """Write a number with the Italian comma."""
    return f"{amount:f}".replace(".", ",")


def say_plan(asked: Asked) -> Reply:
    """Say goals, what is done for each, by whom."""
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
        done = [
            f"{one.action} ({names[one.responsible] if one.responsible else 'nessun responsabile'})"
            for one in own
        ]
        lines.append(Line(f"{goal.name}: {', '.join(done) or 'nessun intervento'}", page=plan_page(view)))
    head = f"Il piano di {asked.name}, obiettivi e interventi:"
    return asked.reply("plan", head, lines, "il piano", links_of(view))


MINE = re.compile(r" (?:devo|tocca a me|io|mi[oae]i?|spetta a me|a me|miei) ")
"""Words by which somebody asks of the plan what is hers to do."""


def _by_when(one: Planned) -> str:
    """Say by when an action begins, and for how many hours a week."""
    due = f", da avviare entro il {long_day(one.due)}" if one.due else ""
    return f"{due}, {hours(float(one.hours_per_week))}" if one.hours_per_week else due


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
    head = f"Firma e rappresentanza di {asked.name}:"
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
