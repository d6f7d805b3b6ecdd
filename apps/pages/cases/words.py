"""Say a case in Italian: what happened, which term runs, which norm asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from apps.components.path_words import norm_words
from apps.components.words import author_words, count, long_day, role_label, short_day, written
from coordinator.model import vocabulary
from coordinator.pathway.deadlines import State
from coordinator.pathway.referrals import reasons_of, step_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from coordinator.pathway.case import Recorded, RunningTerm
    from coordinator.pathway.cases import CaseView

RESUMED = "la fase di prima"
HORIZONS = {"breve": "a breve", "medio": "a medio termine", "lungo": "a lungo termine"}
ATTAINED = {-2: "molto meno di quanto atteso", -1: "meno di quanto atteso", 0: "come atteso",
            1: "meglio di quanto atteso", 2: "molto meglio di quanto atteso"}  # fmt: skip
TASKS = {"accettato": "Compito accettato", "rifiutato": "Compito rifiutato",
         "fatto": "Compito fatto", "tolto": "Compito tolto"}  # fmt: skip
"""Answer to a task → how the history tells it."""


def term_words(one: RunningTerm, day: date) -> dict[str, Any]:
    """
    Say where a term stands on a day.

    Parameters
    ----------
    one
        The term.
    day
        Today.

    Returns
    -------
    dict
        Name, words, tone, norm, steps of the count.
    """
    deadline = one.deadline
    state = deadline.state(day, one.met_on)
    left = deadline.days_left(day)
    words = {
        State.MET: f"rispettato il {short_day(one.met_on)}" if one.met_on else "",
        State.MISSED: f"concluso in ritardo il {short_day(one.met_on)}" if one.met_on else "",
        State.SUSPENDED: "sospeso",
        State.OVERDUE: f"scaduto da {count(-(left or 0), 'giorno', 'giorni')}",
    }.get(state) or ("scade oggi" if left == 0 else f"{count(left or 0, 'giorno', 'giorni')} ancora")
    tone = {State.OVERDUE: "alarm", State.MISSED: "alarm", State.NEAR: "note"}.get(state, "")
    term = deadline.term
    return {
        "name": term.name,
        "state": state.value,
        "words": words,
        "tone": tone,
        "due": long_day(deadline.due),
        "met": one.met_on is not None,
        "norm": norm_words(term.source) if term.source else "termine locale",
        "urn": term.source,
        "steps": deadline.steps,
        "unless": term.unless,
    }


def story(
    one: Recorded, view: CaseView, name: Callable[[str], str], authors: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """
    Tell one thing that happened: what, who, when, by which norm.

    Parameters
    ----------
    one
        What happened.
    view
        Its case.
    name
        Says a party's id by its name.
    authors
        Who is behind each name at the login, as far as accounts say it.

    Returns
    -------
    dict
        ``text``, ``more``, ``day``, ``who``, ``norm``, ``void``.
    """
    text, more = _told(one.event, view, name)
    who = (authors or {}).get(one.author) or author_words(one.author)
    return {
        "number": one.number,
        "text": text,
        "more": more,
        "day": long_day(one.day),
        "who": f"{who} · {role_label(one.role).replace('_', ' ')}",
        "norm": norm_words(one.norm) if one.norm else None,
        "urn": one.norm,
        "void": one.number in view.state.void,
        "passage": one.event.kind in {"moved", "opened"},
    }


def _sentence(words: str) -> str:
    """End what somebody typed with a full stop, unless it ends already."""
    return words if words.rstrip().endswith((".", "!", "?", "…")) else f"{words.rstrip()}."


def _told(event: Any, view: CaseView, name: Callable[[str], str]) -> tuple[str, str]:  # noqa: ANN401, PLR0911, PLR0912
    """Tell an event in a sentence, and what more there is to read."""
    match event.kind:
        case "opened":
            return "Segnalazione", f"{name(event.caller)}: {event.reason}"
        case "moved":
            passage = view.process.passages.get(event.passage)
            return passage.name if passage else event.passage, event.reason or ""
        case "triaged":
            who = f"Se ne occupa {name(event.owner)} entro il {short_day(event.next_on)}."
            return f"Priorità {event.priority}", f"{_sentence(event.reason)} {who}"
        case "asked":
            return "Richiesta della persona", name(event.by)
        case "act_done":
            acts = {act.id: act.name for phase in view.process.phases.values() for act in phase.acts}
            return acts.get(event.act, event.act), event.document
        case "joined":
            return "Nell’équipe", f"{name(event.party)}, {event.role.replace('_', ' ')}"
        case "need_found":
            label = vocabulary().label("needs", event.need)
            return "Bisogno rilevato", f"{label}. {event.note}" if event.note else label
        case "opinion_given":
            apart = " (in disaccordo)" if event.disagrees else ""
            return "Parere", f"{name(event.party)}: {event.text}{apart}"
        case "took_part":
            return "Partecipa alla valutazione", name(event.who)
        case "minutes_written":
            return "Verbale", event.document
        case "goal_set":
            return "Obiettivo", f"{event.goal} (termine {event.horizon})"
        case "action_planned":
            who = f", {name(event.responsible)}" if event.responsible else ""
            return "Intervento", f"{event.action}{who}"
        case "basis_recorded":
            return "Base giuridica dei dati", event.basis
        case "consent_given":
            given = "dato" if event.given else "ritirato"
            return f"Consenso {'alle cure' if event.about == 'cure' else 'ai dati'} {given}", name(event.by)
        case "signed":
            return "Firma", name(event.by) if event.by else f"manca: {event.why_not}"
        case "review_set":
            return "Prossima verifica", long_day(event.on)
        case "resource_given":
            return "Risorsa", f"{event.what}, {written(event.quantity)} {event.unit}, {name(event.owner)}"
        case "entered":
            return event.entry.capitalize(), f"{written(event.amount)} euro, {event.document}"
        case "delivered":
            return "Prestazione", f"{event.action}, {written(event.hours)} ore, {name(event.by)}"
        case "goal_reviewed":
            said = f" «{event.in_her_words}»" if event.in_her_words else ""
            return "Obiettivo verificato", f"{event.goal}: {ATTAINED[event.attainment]}.{said}"
        case "noted":
            return event.nature.capitalize(), event.text
        case "contacted":
            return event.how.capitalize(), f"{name(event.by)}: {event.text}"
        case "scale_scored":
            return f"Scala «{event.name}»", f"{event.total} punti, {event.words}; {name(event.by)}"
        case "risk_noted":
            return "Rischio", f"{event.risk}. Da rivedere il {short_day(event.review_on)}."
        case "risk_ended":
            return "Rischio finito", f"{event.risk}: {event.reason}"
        case "task_given":
            return "Compito", f"{event.what}: {name(event.owner)}, entro il {short_day(event.due)}"
        case "task_answered":
            asked = next((one.what for one in view.state.tasks if one.number == event.task), "")
            return TASKS[event.answer], f"{asked}: {event.reason}" if event.reason else asked
        case "choice_made":
            return (
                "Scelta della persona",
                f"{name(event.chosen)}, fra {count(len(event.among), 'servizio', 'servizi')}",
            )
        case "referred":
            need = vocabulary().label("needs", event.need)
            return "Invio", f"{need}: da {name(event.sender)} a {name(event.receiver)}"
        case "referral_moved":
            why = reasons_of(event.step).get(event.reason or "", "")
            return step_words(event.step), f"{name(event.by)}{f': {why}' if why else ''}"
        case "left":
            return "Lascia l’équipe", f"{name(event.party)}, {event.role.replace('_', ' ')}"
        case "dropped":
            return "Tolto dal piano", f"{event.name}: {event.reason}"
        case "undone":
            return f"Annullato il passo {event.number}", event.reason
    return str(event.kind), ""
