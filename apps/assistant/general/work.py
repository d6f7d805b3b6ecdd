"""Answer what waits for whoever asks, and which paths are open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from apps.assistant.reading.windows import named_window
from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice, Line, Reply
from apps.components.words import count, curly, long_day
from coordinator.network.named import names_of
from coordinator.pathway.cases import read_open_cases
from coordinator.pathway.day import my_day

if TYPE_CHECKING:
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.day import Due
    from coordinator.protection import Viewer
    from coordinator.store import Store

SHOWN = 20


def say_my_day(store: Store, viewer: Viewer, day: date, person_id: str = "", question: str = "") -> Reply:
    """
    Say what waits for a worker on a day.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks.
    day
        The day.
    person_id
        The person whom alone it is asked of; empty for all.
    question
        As it was typed: where it names a colleague, it is of what she alone has to do.

    Returns
    -------
    Reply
        The most urgent first.

    Raises
    ------
    NotAllowedError
        If the viewer may not read cases.
    """
    time = named_window(question, day)
    found = my_day(store, viewer, day, until=(time.last or date.max) if time else None)
    waiting = sorted((*found.terms, *found.tasks, *found.referrals), key=lambda one: one.due or day.max)
    dues = [one for one in waiting if person_id in ("", one.person_id)]
    owners = [one.owner for one in dues if one.owner]
    names = names_of(store, owners, viewer, near={one.person_id for one in dues})
    if colleagues := {one for one, name in names.items() if _is_named(name, question)}:
        dues = [one for one in dues if one.owner in colleagues]
    late = [one for one in dues if time and time.first and one.due is not None and one.due < time.first]
    dues = [one for one in dues if time is None or (one.due is not None and time.holds(one.due))]
    lines = [Line(due_words(one, day, names), page=due_page(one), urn=one.norm or "") for one in dues]
    name = names_of(store, [person_id], viewer).get(person_id, "")
    of_her = f" per {name}" if name else ""
    whom = " e ".join(names[one] for one in sorted(colleagues))
    next_terms = f"Quale termine corre per {name}?"
    when = f"{time.words[0].upper()}{time.words[1:]}" if time else f"Oggi, {long_day(day, weekday=True)},"
    nothing = when if time else "Oggi"
    if late:
        lines.append(Line(f"Prima di allora, già scaduti o in scadenza: {len(late)}", page="giornata"))
    return Reply(
        "my_day",
        f"{when} {f'aspetta {whom}' if colleagues else 'ti aspetta'}{of_her}:"
        if dues
        else f"{nothing}{of_her} non scade niente e nessun compito ti aspetta.",
        tuple(lines[:SHOWN]),
        query=f"Letto: i termini, i compiti e gli invii dei percorsi aperti che vedi, al {long_day(day)}.",
        choices=(Choice(next_terms, next_terms),) if name and not lines else (),
        links=(("La giornata", "giornata"),),
    )


def _is_named(name: str, question: str) -> bool:
    """Say whether a question names somebody by her family name."""
    last = normal(name).split()[-1:]
    return bool(last) and f" {last[0]} " in normal(question).replace("'", " ")


def due_words(one: Due, day: date, names: dict[str, str]) -> str:
    """
    Say one thing that waits: whose, what, by when, who must act.

    Parameters
    ----------
    one
        What waits.
    day
        The day of the question.
    names
        Id → name, of those who must act.

    Returns
    -------
    str
        Such as "Wanda Bellini: Riunione della UVM, scaduto da 6 giorni (Paola De Luca)".
    """
    left = one.days_left(day)
    when = "sospeso"
    if left is not None:
        when = (
            "oggi"
            if left == 0
            else f"fra {count(left, 'giorno', 'giorni')}"
            if left > 0
            else f"scaduto da {count(-left, 'giorno', 'giorni')}"
        )
    who = names.get(one.owner or "", one.owner) if one.owner else "nessuno se ne occupa"
    return curly(f"{one.person_name}: {one.what}, {when} ({who})")


def due_page(one: Due) -> str:
    """
    Return the page where a thing that waits is done.

    Parameters
    ----------
    one
        What waits.

    Returns
    -------
    str
        Of the path, or of its referrals.
    """
    return f"{'invii' if one.kind == 'invio' else 'percorso'}?id={one.case_id}"


def say_cases(store: Store, viewer: Viewer, day: date) -> Reply:
    """
    Say which paths are open, of those that a worker may see.

    Parameters
    ----------
    store
        The record.
    viewer
        Who asks.
    day
        The day of the question.

    Returns
    -------
    Reply
        The oldest first.

    Raises
    ------
    NotAllowedError
        If the viewer may not read cases.
    """
    found = read_open_cases(store, viewer)
    lines = [Line(f"{name}: {_standing(view)}", page=f"percorso?id={view.id}") for view, name in found]
    head = (
        f"{count(len(lines), 'percorso aperto', 'percorsi aperti')}:"
        if lines
        else "Non vedi percorsi aperti."
    )
    return Reply(
        "cases",
        head,
        (*lines[:SHOWN], *([Line(f"e altri {len(lines) - SHOWN}")] if len(lines) > SHOWN else [])),
        query=f"Letto: i percorsi aperti che vedi, al {long_day(day)}.",
    )


def _standing(view: CaseView) -> str:
    """Say in which phase a path is, since when."""
    phase = view.process.phases[view.state.position.phase]
    return f"{phase.name}, dal {long_day(view.state.stays[-1].since)}"
