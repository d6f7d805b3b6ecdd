"""Lay out what a case leaves on paper: UVM minutes, plan, plan in plain words, budget, hand-over sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coordinator.model import vocabulary
from coordinator.pathway.budgets import budget_kind, summarise_budget
from coordinator.pathway.day import dues_of
from coordinator.pathway.events import ActDone, Contacted, Delivered, Entered, Moved, Noted
from coordinator.pathway.forms import forms_table
from coordinator.pathway.planned import planned_against_given

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from coordinator.pathway.calendar import LocalCalendar
    from coordinator.pathway.case import Planned, Recorded
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.gates import Goal

Name = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with a picture, lines of text and, below, a table."""

    heading: str
    lines: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    picture: bytes | None = None  # PNG


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document before it has a format."""

    title: str
    subtitle: str
    parts: tuple[Part, ...]


def lay_out_minutes(view: CaseView, names: Name, day: date) -> Sheet:
    """Lay out the minutes of the UVM: who was there, needs, opinions by profession, what is missing."""
    file = view.state.file
    team = tuple(
        (say_name(names, one.party_id), one.role.replace("_", " "), one.sector.replace("_", " "))
        for one in file.team
    )
    opinions = tuple(
        (say_name(names, party), text, "no" if party in file.disagreeing else "sì")
        for party, text in file.opinions.items()
    )
    missing = tuple(f"Manca {item.name} ({item.norm})." for item in view.missing("uvm"))
    return Sheet(
        "Verbale dell’unità di valutazione multidimensionale",
        subtitle_of(view, names, day),
        (
            Part("Presenti", header=("Nome", "Ruolo", "Settore"), rows=team),
            Part("Bisogni rilevati", say_needs(file.needs)),
            Part(
                "Pareri, professione per professione",
                header=("Chi", "Parere", "D’accordo con gli altri"),
                rows=opinions,
            ),
            Part("Che cosa manca", missing or ("Nulla: la UVM può concludersi.",)),
        ),
    )


def lay_out_plan(view: CaseView, names: Name, day: date) -> Sheet:
    """Lay out the plan: each goal with its actions, who answers for each, hours, and how it went."""
    parts = [Part("Bisogni", say_needs(view.state.file.needs))]
    planned = view.state.planned
    hours = {one.action: one.hours_expected for one in planned_against_given(view.state, day)}
    for goal in view.state.file.goals:
        rows = tuple(_action(one, hours[one.action], names) for one in planned if one.goal == goal.name)
        header = ("Intervento", "Chi ne risponde", "Da quando", "Ore la settimana", "Ore date", "Ore attese")
        parts.append(Part(f"Obiettivo: {goal.name}", _goal_lines(goal), header, rows))
    signed = view.state.signed_by
    line = (
        f"Firma: {say_name(names, signed)}."
        if signed
        else f"Senza firma: {view.state.file.why_unsigned or '–'}."
    )
    parts.append(Part("Firma", (line,)))
    return Sheet(view.instrument.name, subtitle_of(view, names, day), tuple(parts))


def lay_out_plain_plan(view: CaseView, names: Name, day: date) -> Sheet:
    """Lay out the plan in plain words, for the person: what she wants, who comes, from when."""
    parts = []
    for goal in view.state.file.goals:
        lines = []
        for one in (plan for plan in view.state.planned if plan.goal == goal.name):
            who = say_name(names, one.responsible) if one.responsible else "Dobbiamo ancora decidere chi"
            since = f", dal {one.due:%d/%m/%Y}" if one.due else ""
            hours = f", {_figure(one.hours_per_week)} ore la settimana" if one.hours_per_week else ""
            lines.append(f"{one.action}: {who}{since}{hours}.")
        parts.append(Part(f"Tu vuoi: {goal.name}", tuple(lines) or ("Dobbiamo ancora decidere come.",)))
    review = view.state.file.review_on
    when = f"Ci rivediamo il {review:%d/%m/%Y}. " if review else ""
    parts.append(Part("E poi", (f"{when}Puoi chiedere di cambiare il piano quando vuoi.",)))
    return Sheet("Il tuo piano, in parole semplici", subtitle_of(view, names, day), tuple(parts))


def lay_out_budget(view: CaseView, names: Name, day: date) -> Sheet:
    """Lay out the budget: each resource, the shares of the funders, what is committed and paid."""
    found = summarise_budget(view.state.resources, view.state.entries, view.state.file.needs)
    resources = tuple(
        (one.what, say_name(names, one.owner), f"{_figure(one.quantity)} {one.unit}",
         "in natura" if one.value is None else f"{one.value} €")
        for one in view.state.resources
    )  # fmt: skip
    shares = tuple(
        (funder.replace("_", " "), f"{amount} €", f"{found.shares[funder]:.0%}" if found.shares else "–")
        for funder, amount in found.by_funder.items()
    )
    totals = (
        f"Totale valorizzato: {found.total} €.",
        f"Impegnati: {found.committed} €. Liquidati: {found.paid} €.",
        *(f"Bisogno senza risorse: {one}." for one in say_needs(found.uncovered_needs)),
    )
    return Sheet(
        budget_kind(view.area).name,
        subtitle_of(view, names, day),
        (
            Part("Risorse", header=("Che cosa", "Chi ne risponde", "Quanto", "Valore"), rows=resources),
            Part("Quote", header=("Chi", "Euro", "Quota"), rows=shares),
            Part("Totali", totals),
        ),
    )


def lay_out_handover(
    view: CaseView,
    names: Name,
    day: date,
    calendar: LocalCalendar | None,
    phones: Mapping[str, str] | None = None,
) -> Sheet:
    """
    Lay out what a colleague who takes over must know.

    Parameters
    ----------
    view
        The case.
    names
        Names by party id.
    day
        The day of the hand-over.
    calendar
        The holidays of the place.
    phones
        Telephone numbers by party id, as `read_phones` finds them; without it no number is shown.

    Returns
    -------
    Sheet
        What is due, most urgent first; risks; what is missing; whom to call; the last five events that
        count.
    """
    dues = tuple(
        (one.what, f"{one.due:%d/%m/%Y}" if one.due else "sospeso", one.state.value,
         say_name(names, one.owner) if one.owner else "senza responsabile")
        for one in dues_of(view, say_name(names, view.person_id), day, calendar)
    )  # fmt: skip
    gates = {one.gate for one in view.process.passages.values() if view.state.position.phase in one.sources}
    missing = tuple(item.name for gate in ("uvm", "piano") if gate in gates for item in view.missing(gate))
    known = phones or {}
    roles: dict[str, list[str]] = {view.person_id: ["la persona"]}
    for one in view.state.file.team:
        roles.setdefault(one.party_id, []).append(one.role.replace("_", " "))
    contacts = tuple(
        (say_name(names, party), ", ".join(what), known.get(party, "–")) for party, what in roles.items()
    )
    risks = tuple(
        f"{one.risk} (dal {one.since:%d/%m/%Y}, da rivedere il {one.review_on:%d/%m/%Y}; {one.told})."
        for one in view.state.risks
    )
    counting = [one for one in view.history if one.number not in view.state.void]
    last = tuple(
        (f"{one.day:%d/%m/%Y}", say_entry(view, one), names.get(one.author, one.author))
        for one in counting[-5:]
    )
    return Sheet(
        "Scheda di passaggio",
        subtitle_of(view, names, day),
        (
            Part("Che cosa scade", header=("Che cosa", "Entro", "Stato", "Chi"), rows=dues),
            Part("Rischi da sapere", risks or ("Nessuno segnato.",)),
            Part("Che cosa manca", missing or ("Nulla per il passaggio di oggi.",)),
            Part("Chi chiamare", header=("Nome", "Ruolo", "Telefono"), rows=contacts),
            Part("Gli ultimi cinque passi", header=("Giorno", "Che cosa", "Chi ha scritto"), rows=last),
        ),
    )


SHEETS: Mapping[str, Callable[[CaseView, Name, date], Sheet]] = {
    "verbale": lay_out_minutes,
    "piano": lay_out_plan,
    "piano_semplice": lay_out_plain_plan,
    "budget": lay_out_budget,
}
"""Sheets by the name that a command or a page asks for them with; the hand-over sheet needs a calendar too."""


def subtitle_of(view: CaseView, names: Name, day: date) -> str:
    """Say whose case a sheet is about, where it stands, and on which day."""
    phase = view.process.phases[view.state.position.phase].name
    return f"{say_name(names, view.person_id)} · {phase} · {day:%d/%m/%Y}"


def say_name(names: Name, party: str) -> str:
    """Say a party by its name; by its id where nobody knows it."""
    return names.get(party, party)


def say_needs(needs: tuple[str, ...]) -> tuple[str, ...]:
    """Say needs in the words of the vocabulary."""
    return tuple(vocabulary().label("needs", need) for need in needs)


def _goal_lines(goal: Goal) -> tuple[str, ...]:
    """Say for which need a goal is, and in how much time."""
    need = f"Per il bisogno: {say_needs((goal.need,))[0]}." if goal.need else ""
    horizon = f"Termine {goal.horizon}." if goal.horizon else ""
    return tuple(line for line in (need, horizon) if line)


def _action(one: Planned, expected: Decimal | None, names: Name) -> tuple[str, ...]:
    return (
        one.action,
        say_name(names, one.responsible) if one.responsible else "da decidere",
        f"{one.due:%d/%m/%Y}" if one.due else "–",
        _figure(one.hours_per_week) if one.hours_per_week is not None else "–",
        _figure(one.given_hours),
        _figure(expected) if expected is not None else "–",
    )


def _figure(number: Decimal) -> str:
    """Write a number as Italians do, without useless zeros."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


OTHERS = {
    "left": "Qualcuno lascia l’équipe",
    "referred": "Richiesta a un servizio",
    "referral_moved": "Risposta a una richiesta",
    "dropped": "Tolto dal piano",
    "choice_made": "La scelta della persona",
    "scale_scored": "Una scala di valutazione",
    "undone": "Un passo annullato",
    "withheld": "Una scrittura del budget",
}
"""What the entries are called that no form asks for."""


def say_entry(view: CaseView, one: Recorded) -> str:
    """Say an entry by what it holds, or by the name of its passage, of its act or of its form."""
    match one.event:
        case Delivered(action=action, hours=hours):
            return f"Dato: {action}, {_figure(hours)} ore"
        case Entered(entry=entry, amount=amount, document=document):
            return f"{entry.capitalize()} di {amount} €: {document}"
        case Contacted(how=how, text=text):
            return f"{how.capitalize()}: {text}"
        case Noted(nature=nature, text=text):
            return f"{nature.capitalize()}: {text}"
    if isinstance(one.event, Moved) and one.event.passage in view.process.passages:
        return view.process.passages[one.event.passage].name
    if isinstance(one.event, ActDone):
        acts = {act.id: act.name for phase in view.process.phases.values() for act in phase.acts}
        return acts.get(one.event.act, one.event.act)
    titles = {form.event: form.title for form in reversed(list(forms_table().values()))}
    return titles.get(one.event.kind) or OTHERS[one.event.kind]
