"""Answer from a person's plan: goals, money, hours, team, consents, scales, risks, diary, documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.helpers import meant
from apps.assistant.reply import Line, Reply
from apps.assistant.words import normal
from apps.components.path_words import FUNDERS, ROLE_NAMES
from apps.components.words import count, hours, long_day
from coordinator.model import vocabulary
from coordinator.pathway.budgets import summarise_budget
from coordinator.pathway.planned import planned_against_given

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal
    from typing import Any

    from apps.assistant.asked import Asked
    from coordinator.pathway.budgets import Resource
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.planned import Comparison

PAYERS = {
    "asl": ("asl",),
    "comune": ("comun",),
    "ambito": ("ambito",),
    "famiglia": ("famigli", "figlia"),
    "terzo_settore": ("terzo settore", "volontar"),
    "stato": ("stato",),
    "regione": ("regione",),
}
"""Funder → the words by which a question names it."""

GUARDIANS = ("amministratore_sostegno", "tutore", "fiduciario", "responsabilita_genitoriale")
"""Kinds of tie by which somebody speaks for a person."""


def say_budget(asked: Asked) -> Reply:
    """Say what each funder puts in, what of it is committed, and what is left."""
    view = asked.case_where(lambda one: one.state.resources)
    if not asked.viewer.may("read", "budget"):
        head = f"Il budget non è fra ciò che il tuo ruolo vede: chiedilo a chi coordina il percorso di {asked.name}."
        return asked.reply(
            "budget", head, [], "che cosa vede il tuo ruolo", (("Chi vede che cosa", "politica"),)
        )
    if view is None or not view.state.resources:
        return asked.reply(
            "budget", f"Per {asked.name} non è ancora scritto un budget.", [], "il piano", links_of(view)
        )
    named = named_funders(asked.question)
    funders = list(dict.fromkeys(one.funder for one in view.state.resources))
    wanted = [key for key in funders if key in named] or funders
    lines = [Line(_funder_words(key, view), page=_plan_page(view)) for key in wanted]
    whole = summarise_budget(view.state.resources, view.state.entries)
    head = f"Nel budget di {asked.name}, in tutto {euro(whole.total)}:"
    if len(wanted) < len(funders):
        head = f"Nel budget di {asked.name}:"
    return asked.reply("budget", head, lines, "il budget, gli impegni e le liquidazioni", links_of(view))


def named_funders(question: str) -> list[str]:
    """Read which funders a question names: "l'ASL", "il Comune"."""
    words = normal(question)
    return [
        key for key, cues in PAYERS.items() if any(f" {cue}" in words or f"'{cue}" in words for cue in cues)
    ]


def _funder_words(key: str, view: CaseView) -> str:
    """Say one funder's part."""
    own: list[Resource] = [one for one in view.state.resources if one.funder == key]
    ids = {one.id for one in own}
    part = summarise_budget(own, [one for one in view.state.entries if one.resource_id in ids])
    kind = [f"{one.what}: {one.quantity:f} {one.unit}, senza un valore in euro" for one in part.unvalued]
    if not part.total:
        return f"{FUNDERS[key]}: {'; '.join(kind)}"
    done = f"impegnati {euro(part.committed)}, liquidati {euro(part.paid)}"
    left = f"restano {euro(part.total - part.committed)} da impegnare e {euro(part.committed - part.paid)} da liquidare"
    return "; ".join([f"{FUNDERS[key]}: {euro(part.total)}", done, left, *kind])


def euro(amount: Decimal) -> str:
    """Write an amount as Italians do: ``"1.144,00 euro"``."""
    whole, _, cents = f"{amount:,.2f}".partition(".")
    return f"{whole.replace(',', '.')},{cents} euro"


def say_given(asked: Asked) -> Reply:
    """Say, action by action, the hours foreseen up to the day and the hours given."""
    view = asked.case_where(lambda one: one.state.planned)
    found = planned_against_given(view.state, asked.day) if view else ()
    words = normal(asked.question)
    named = [one for one in found if normal(one.action).strip() in words]
    lines = [Line(_given_words(one), page=_plan_page(view)) for one in named or found]
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


def _given_words(one: Comparison) -> str:
    """Say the hours of one action, planned against given."""
    planned = "il piano non dice quante"
    if one.hours_expected is not None:
        planned = f"{_number(one.hours_expected)} previste a oggi"
    bare = f"; {count(one.undocumented, 'volta', 'volte')} senza atto contabile" if one.undocumented else ""
    return f"{one.action}: {_number(one.hours_given)} ore su {planned}{bare}"


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
    lines = []
    for goal in view.state.file.goals:
        own = [one for one in planned if one.goal == goal.name]
        done = [
            f"{one.action} ({names[one.responsible] if one.responsible else 'nessun responsabile'})"
            for one in own
        ]
        lines.append(Line(f"{goal.name}: {', '.join(done) or 'nessun intervento'}", page=_plan_page(view)))
    head = f"Il piano di {asked.name}, obiettivi e interventi:"
    return asked.reply("plan", head, lines, "il piano", links_of(view))


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
    head = f"Firma e rappresentanza di {asked.name}:"
    return asked.reply("sign", head, lines, "la firma del piano e i legami di rappresentanza", links_of(view))


def last_event(view: CaseView, kind: str, test: Callable[[Any], bool] = lambda _event: True) -> Any | None:  # noqa: ANN401
    """Return the last event of a kind that counts."""
    kept = (one for one in reversed(view.history) if one.number not in view.state.void)
    return next((one for one in kept if one.event.kind == kind and test(one.event)), None)


def path_page(view: CaseView | None) -> str:
    """Return the page of a path."""
    return f"percorso?id={view.id}" if view else ""


def _plan_page(view: CaseView | None) -> str:
    """Return the page of a plan."""
    return f"piano?id={view.id}" if view else ""


def links_of(view: CaseView | None) -> tuple[tuple[str, str], ...]:
    """Lead to the path and to the plan."""
    return (("Percorso", path_page(view)), ("Piano e budget", _plan_page(view))) if view else ()
