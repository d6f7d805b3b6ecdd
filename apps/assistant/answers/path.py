"""Answer from a person's path: terms, where it stands, what a step misses, who may take it, what comes next."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.outcomes import how_it_ended
from apps.assistant.answers.person import named_needs, say_findings
from apps.assistant.answers.standing import what_comes_next, who_has
from apps.assistant.general.services import services_named
from apps.assistant.general.work import due_page, due_words
from apps.assistant.reading.helpers import meant, sought
from apps.assistant.reading.windows import named_window
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.path_words import ROLE_NAMES
from apps.components.words import count, curly, long_day, on_day
from coordinator.model import vocabulary
from coordinator.pathway.day import dues_of
from coordinator.pathway.deadlines import State
from coordinator.pathway.referrals import reasons_of, state_words, step_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from apps.assistant.reading.asked import Asked
    from coordinator.network.record import Span
    from coordinator.pathway.case import RunningTerm
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.day import Due
    from coordinator.pathway.process import Passage
    from coordinator.pathway.referrals import Referral

STEPS = {
    "chiudi_uvm": ("chiud", "chius", "conclu"),
    "convoca_uvm": ("convoc",),
    "attiva_piano": ("attiv", "far partire"),
    "verifica_piano": ("verific",),
    "sospendi": ("sospend", "sospens"),
    "avvia_prima_valutazione": ("prima valutazione",),
    "prendi_in_carico_accesso": ("prend", "segnalazione"),
}
"""Passage → the words by which a question names it."""

GATES = {"uvm": ("uvm", "valutazione multidimensionale"), "piano": ("pai", "piano")}
"""Gate of the instrument → the words by which a question names it."""


def say_terms(asked: Asked) -> Reply:
    """Say which terms run in each open path, from which event, until when, by which norm; or when a tie ends."""
    spans = [span for span in asked.record.told if span.holds_on(asked.day)]
    if sought(asked.question) and (ties := meant(asked, spans)):
        lines = [Line(_tie_end(span), span.other_id) for span in ties]
        return asked.reply("terms", f"Per {asked.name} risulta:", lines, "i legami")
    view = asked.case
    if view is None:
        return no_path(asked, "terms", "nessun termine sta correndo")
    lines = [
        Line(term_words(term, asked.day), page=_page(one), urn=term.deadline.term.source or "")
        for one in asked.open_cases or (view,)
        for term in one.terms()
        if term.met_on is None or term.met_on > asked.day
    ]
    head = f"Per {asked.name} corre:" if lines else f"Per {asked.name} nessun termine sta correndo."
    if LATE.search(normal(asked.question)):
        late = _due(asked, lambda one: one.state is State.OVERDUE)
        head = (
            f"Per {asked.name} è scaduto:"
            if late
            else f"Per {asked.name} non è scaduto niente. {'Corre:' if lines else ''}"
        )
        lines = [*late, *_next_after(asked)] if late else lines
    elif time := named_window(asked.question, asked.day):
        due = _due(asked, lambda one: one.due is not None and time.holds(one.due))
        head = (
            f"Per {asked.name} scade {time.words}:"
            if due
            else f"Per {asked.name} non scade niente {time.words}."
        )
        head += " Corre:" if lines and not due else ""
        lines = due or lines
    return asked.reply("terms", head, lines, "i percorsi aperti e i loro termini", _to_path(view))


def _next_after(asked: Asked) -> list[Line]:
    """Say what is due next, after what is late."""
    coming = [
        due
        for one in asked.open_cases
        for due in dues_of(one, asked.name, asked.day)
        if due.due is not None and due.state is not State.OVERDUE
    ]
    first = min((one.due for one in coming if one.due), default=None)
    return [replace(one, text=f"Poi: {one.text}") for one in _due(asked, lambda one: one.due == first)]


def _due(asked: Asked, test: Callable[[Due], bool]) -> list[Line]:
    """Say the terms, tasks and referrals that a test chooses."""
    dues = [due for one in asked.open_cases for due in dues_of(one, asked.name, asked.day) if test(due)]
    names = asked.names([one.owner for one in dues])
    return [Line(due_words(one, asked.day, names), page=due_page(one), urn=one.norm or "") for one in dues]


LATE = re.compile(r" (?:scadut\w+|in ritardo|(?:gia )?passat[oie]) ")
"""Words that ask only for what is late."""


def _tie_end(span: Span) -> str:
    """Say since when a tie holds, and until when."""
    end = f"fino al {long_day(span.until)}" if span.until else "nessuna data di fine è scritta"
    return f"{span.other_name} ({vocabulary().tie_kind(span.kind).label}): dal {long_day(span.since)}, {end}"


def term_words(term: RunningTerm, day: date) -> str:
    """Say one term: whose rule it is, what started it, when it ends, how long is left."""
    deadline = term.deadline
    left = deadline.days_left(day)
    due = f"scade il {long_day(deadline.due)}" if deadline.due else "è sospeso"
    days = ""
    if left is not None:
        days = f", scaduto da {count(-left, 'giorno', 'giorni')}"
        if left >= 0:
            days = f", {'manca' if left == 1 else 'mancano'} {count(left, 'giorno', 'giorni')}"
    origin = "" if deadline.term.origin == "legge" else f" ({deadline.term.origin})"
    start = f"iniziato con {deadline.term.starts_with}, il {long_day(deadline.start)}"
    return curly(f"{deadline.term.name}{origin}: {start}; {due}{days}")


def say_gate(asked: Asked) -> Reply:
    """Say what a gate of the path still misses, each item with the norm that asks for it."""
    view = asked.case
    if view is None:
        return no_path(asked, "gate", "non c’è un passo da fare")
    gate = _gate_meant(asked.question, view)
    what = {"uvm": "concludere la UVM", "piano": "rendere attivo il piano"}[gate]
    lines = [Line(curly(item.name), page=_page(view), urn=item.norm) for item in view.missing(gate)]
    head = f"Per {what}, nel percorso di {asked.name} manca:"
    if not lines:
        head = f"Non manca niente per {what}, nel percorso di {asked.name}."
        lines = [Line(_phase_words(view), page=_page(view))]
        if _gate_named(asked.question) is None and asked.viewer.may("read", "findings"):
            head = f"Nel percorso di {asked.name} non manca niente per il prossimo passo ({what})."
            found = say_findings(asked)
            lines += [replace(one, text=f"Manca o pesa nella sua rete: {one.text}") for one in found.lines]
    return asked.reply(
        "gate", head, lines, "il percorso e ciò che la norma chiede per quel passo", _to_path(view)
    )


def _gate_meant(question: str, view: CaseView) -> str:
    """Return the gate that a question names, or the next one of the path."""
    return _gate_named(question) or (
        "piano" if view.state.position.phase in {"piano", "erogazione", "monitoraggio"} else "uvm"
    )


def _gate_named(question: str) -> str | None:
    """Return the gate that a question names."""
    words = normal(question)
    return next(
        (
            gate
            for gate, cues in GATES.items()
            if any(f" {cue}" in words or f"'{cue}" in words for cue in cues)
        ),
        None,
    )


def say_phase(asked: Asked) -> Reply:
    """Say where the path stands, since when, and which steps lead on."""
    view = asked.case
    if view is None:
        return no_path(asked, "phase", "non è cominciato")
    named = {one.id for one in services_named(asked.store, asked.viewer, asked.question)}
    if named & {one.receiver for case in asked.cases for one in case.referrals()}:
        return say_referrals(asked)
    lines = [
        Line(f"Passo possibile: {one.name} ({_roles(one.who)})", page=_page(view)) for one in _onward(view)
    ]
    lines = [*how_it_ended(view), *who_has(asked, view), *lines, *what_comes_next(asked, view)]
    head = f"Il percorso di {asked.name}: {_phase_words(view)}"
    return asked.reply("phase", head, lines, "il percorso", _to_path(view))


def _phase_words(view: CaseView) -> str:
    """Say in which phase a path is, since when."""
    name = view.process.phases[view.state.position.phase].name
    since = view.state.stays[-1].since
    return f"è nella fase «{curly(name).lower()}» dal {long_day(since)}."


def _onward(view: CaseView) -> list[Passage]:
    """List the steps that lead on from where a path is, not those that end or stop it."""
    phase = view.state.position.phase
    found = [one for one in view.process.passages.values() if phase in one.sources]
    return [
        one
        for one in found
        if not view.process.phases.get(one.target, view.process.phases[phase]).final
        and one.target not in {"sospeso", "dimissione"}
    ]


def say_who_may(asked: Asked) -> Reply:
    """Say who may take the step that a question names, or the next ones, and who holds that role here."""
    view = asked.case
    if view is None:
        return no_path(asked, "who_may", "non c’è un passo da fare")
    words = normal(asked.question)
    named = [step for step, cues in STEPS.items() if any(f" {cue}" in words for cue in cues)]
    passages = [view.process.passages[step] for step in named if step in view.process.passages]
    team = view.state.file.team
    names = asked.names([one.party_id for one in team])
    lines = []
    for passage in passages or _onward(view):
        here = dict.fromkeys(names[one.party_id] for one in team if one.role in passage.who)
        who = "; nell’équipe: ".join([_roles(passage.who), *([", ".join(here)] if here else [])])
        lines.append(Line(f"{curly(passage.name)}: {who}", page=_page(view), urn=passage.norm))
    head = f"Nel percorso di {asked.name} può farlo:"
    return asked.reply("who_may", head, lines, "le regole del percorso e l’équipe", _to_path(view))


def _roles(who: Iterable[str]) -> str:
    """List roles by their names."""
    return ", ".join(sorted(ROLE_NAMES.get(one, one.replace("_", " ")) for one in who))


def say_referrals(asked: Asked) -> Reply:
    """Say which requests to services wait for an answer, and how the others ended."""
    view = asked.case
    if view is None:
        return no_path(asked, "referrals", "non risultano invii")
    view = asked.case_where(lambda one: one.referrals()) or view
    found = view.referrals()
    asked_for = set(named_needs(asked.question))
    found = tuple(one for one in found if one.need in asked_for) or found
    words = normal(asked.question)
    named = {one.id for one in services_named(asked.store, asked.viewer, asked.question)}
    found = tuple(one for one in found if one.receiver in named) or found
    if any(f" {cue}" in words for cue in ("apert", "sospes", "attes", "in attesa", "aspett")) and any(
        one.is_open for one in found
    ):
        found = tuple(one for one in found if one.is_open)
    if any(f" {cue}" in words for cue in ("rifiut", "respint")):
        found = tuple(one for one in found if not one.is_open) or found
    names = asked.names([party for one in found for party in (one.sender, one.receiver, one.owner)])
    lines = [Line(_referral_words(one, names, asked.day), page=f"invii?id={view.id}") for one in found]
    head = f"Gli invii di {asked.name}:" if lines else f"Per {asked.name} non risultano invii."
    return asked.reply("referrals", head, lines, "gli invii", (("Invii", f"invii?id={view.id}"),))


def _referral_words(one: Referral, names: dict[str, str], day: date) -> str:
    """Say one referral: for what, from whom to whom, where it stands, whose turn it is."""
    terms = vocabulary().terms["needs"]
    need = terms[one.need].label if one.need in terms else one.need
    last, asked_on = one.moves[-1], f", chiesto {on_day(one.moves[0].on)}" if one.moves else ""
    moved = f" {on_day(last.on)}" if len(one.moves) > 1 or not one.is_open else ""
    text = f"{need}: da {names[one.sender]} a {names[one.receiver]}, {state_words(one.state).lower()}{moved}"
    if one.is_open and one.next_on:
        late = (
            f", in ritardo di {count((day - one.next_on).days, 'giorno', 'giorni')}"
            if one.next_on < day
            else ""
        )
        return f"{text}{asked_on}; tocca a {names[one.owner]} entro il {long_day(one.next_on)}{late}"
    why = reasons_of(last.step).get(last.reason or "", "") if last.reason else ""
    return f"{text}{f' ({step_words(last.step).lower()}: {why})' if why else ''}{asked_on}"


def no_path(asked: Asked, intent: str, so: str) -> Reply:
    """
    Say that no path is open, and where to open one.

    Parameters
    ----------
    asked
        The question.
    intent
        What is asked.
    so
        What follows: "nessuna data è scritta".

    Returns
    -------
    Reply
        With the page that opens one.
    """
    head = f"Per {asked.name} non risulta un percorso aperto: {so}."
    links = (("Apri un percorso", f"percorso?persona={asked.person_id}"),)
    return asked.reply(intent, head, [], "i percorsi", links)


def _page(view: CaseView) -> str:
    """Return the page of a path."""
    return f"percorso?id={view.id}"


def _to_path(view: CaseView) -> tuple[tuple[str, str], ...]:
    """Lead to the path."""
    return (("Percorso", _page(view)),)
