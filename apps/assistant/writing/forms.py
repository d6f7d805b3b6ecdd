"""Fill in a form of the path from an order, ask what lacks, and propose to record it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from apps.assistant.reply import Choice, Line, Reply
from apps.assistant.writing.back import read_back
from apps.assistant.writing.fields import BY_THEN, Said, mend_field, read_field, take_field
from apps.assistant.writing.proposal import Lacking, Proposal, cannot
from apps.assistant.writing.proposals import propose_note, undoing
from apps.components.path_lists import lists_of
from apps.components.words import long_day
from coordinator.pathway.cases import record
from coordinator.pathway.forms import ANYWHERE, forms_of, forms_table, make_form_event
from coordinator.pathway.withheld import may_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.assistant.reading.asked import Asked
    from apps.assistant.writing.mending import Correction
    from apps.assistant.writing.order import Order
    from apps.assistant.writing.writes import Write
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.forms import Field, Form

OFFERED = 10
"""Choices that are shown at most; more would be a page."""


NONE_THERE = {"compito_risposta": "un compito aperto", "rischio_finito": "un rischio scritto"}
"""Form of an answer → what is not there to be answered."""


@dataclass(frozen=True, slots=True)
class Filling:
    """A form that is being filled in."""

    said: Said
    view: CaseView
    form: Form
    typed: Mapping[str, str]  # field → what is known
    day: date  # with which it is written
    told: date | None = None  # the day that the order names

    def value_words(self, one: Field) -> str:
        """Say the value of a field as the page would."""
        value = self.typed[one.name]
        if one.type == "giorno":
            return long_day(date.fromisoformat(value))
        if one.type == "si_no":
            return "sì"
        offered = one.choices or (self.said.lists.offered[one.offered] if one.offered else {})
        return offered.get(value, value)


def propose_form(asked: Asked, order: Order, write: Write) -> Proposal | Lacking | Reply:
    """
    Propose to record what an order says, in the form of the path that it means.

    Parameters
    ----------
    asked
        The order, on a person.
    order
        As it was read.
    write
        The row of ``writes.yaml`` that names the form.

    Returns
    -------
    Proposal or Lacking or Reply
        What would be recorded; what it lacks; why it cannot be here and now.
    """
    form, view = forms_table()[write.id], asked.case
    instead = write.row.get("else") == "diary"
    if view is None or not asked.open_cases:
        call = (("Apri un percorso", f"percorso?persona={asked.person_id}"),)
        return cannot(asked, "order", "non ha un percorso aperto, e questo si scrive nel percorso", call)
    page = ((form.title, f"percorso?id={view.id}&passo={form.id}"),)
    if not (may_record(asked.viewer, form.event) and asked.viewer.may("write", "case") and _reads(asked)):
        why = f"il tuo ruolo non scrive «{form.title.lower()}»"
        return cannot(asked, "order", why, (("Chi vede che cosa", "politica"),))
    here = next((one for one in forms_of(view) if one.id == form.id), None)
    if here is None and not instead:
        diary = Choice("Scrivilo nel diario", f"Scrivi nel diario: {order.matter}")
        no = cannot(asked, "order", _elsewhen(form, view), (("Percorso", f"percorso?id={view.id}"),))
        return replace(no, choices=(diary,))
    said = Said(
        asked,
        order.matter,
        lists_of(asked.store, asked.day, asked.viewer, asked.person_id, view),
        write.row.get("read", {}),
        write.cues,
    )
    typed = {one.name: found for one in form.fields if (found := read_field(one, said))}
    if instead and (here is None or any(one.required and one.name not in typed for one in form.fields)):
        return propose_note(asked, order.matter)
    papers = [typed[key] for key, how in said.read.items() if how == "paper" and key in typed]
    rest = _without_due(form, order.matter.replace(papers[0], " ") if papers else order.matter)
    filling = Filling(said, view, form, typed, day_of(view, asked, rest), read_back(rest, asked.day))
    return _next(filling, page)


def _without_due(form: Form, matter: str) -> str:
    """Take a day to come out of an order: it is a field of the form, and not when something happened."""
    return BY_THEN.sub("", matter) if any(one.type == "giorno" for one in form.fields) else matter


def day_of(view: CaseView, asked: Asked, matter: str) -> date:
    """
    Say on which day of the path something is written that happened.

    Parameters
    ----------
    view
        The path.
    asked
        The order.
    matter
        Its words: "ieri".

    Returns
    -------
    date
        The day that they name, if it is past and not before the path's last step; else today, or that step's day.
    """
    last = view.history[-1].day
    named = read_back(matter, asked.day)
    return named if named is not None and last <= named <= asked.day else max(asked.day, last)


def _reads(asked: Asked) -> bool:
    """Say whether the asker reads the network, from which the lists of the forms are made."""
    return asked.viewer.may("read", "network")


def _elsewhen(form: Form, view: CaseView) -> str:
    """Say in which phases a form is asked, where it is not asked now."""
    if form.if_any and not getattr(view.state, form.if_any):
        return f"nel suo percorso non c’è {NONE_THERE.get(form.id, 'niente a cui risponda')}"
    now = view.process.phases[view.state.position.phase].name
    names = [one.name for key, one in view.process.phases.items() if key in form.phases]
    if not names or ANYWHERE in form.phases or view.state.position.phase in form.phases:
        return f"in questo percorso, ora, la parte «{form.title}» non si scrive"
    return f"la parte «{form.title}» si scrive nella fase {' o '.join(names)}, e il percorso ora è in «{now}»"


def _next(filling: Filling, page: tuple[tuple[str, str], ...]) -> Proposal | Lacking:
    """Propose what is filled in, or ask for the first field that lacks."""
    asked, form = filling.said.asked, filling.form
    known = [one for one in form.fields if filling.typed.get(one.name)]
    lines = tuple(Line(f"{one.label}: {filling.value_words(one)}") for one in known)
    lacks = next((one for one in form.fields if one.required and not filling.typed.get(one.name)), None)
    if lacks is not None:
        offered = lacks.choices or (filling.said.lists.offered[lacks.offered] if lacks.offered else {})
        choices = tuple(Choice(label, label) for label in list(offered.values())[:OFFERED])
        head = f"{form.title}, nel percorso di {asked.name}. Manca ancora: {lacks.label.lower()}."
        hint = f" ({lacks.hint})" if lacks.hint else ""
        head += " Scegli:" if choices else f" Scrivilo{hint}, e poi ti chiedo conferma."
        take = partial(_taken, filling, lacks, page)
        return Lacking(head, take, asked.person_id, lines, choices, page, partial(_mended, filling, page))
    if filling.told is not None and filling.told < filling.day:
        before = f"Il {long_day(filling.told)} viene prima dell’ultimo passo scritto: la data è questa"
        lines = (*lines, Line(before))
    head = (
        f"Registro nel percorso di {asked.name}, con la data {long_day(filling.day)}: {form.title.lower()}."
    )
    mend = partial(_mended, filling, page)
    return Proposal(head, "Registrato.", _writer(filling), asked.person_id, lines, page, mend=mend)


def _taken(
    filling: Filling, lacks: Field, page: tuple[tuple[str, str], ...], words: str
) -> Proposal | Lacking | None:
    """Go on with the field that the next words say."""
    value = take_field(lacks, filling.said, words)
    if not value:
        return None
    typed = {**filling.typed, lacks.name: value}
    if value != words.strip():  # a day stands beside what is to be done
        said = replace(filling.said, matter=words)
        days = [one for one in filling.form.fields if one.type == "giorno" and not typed.get(one.name)]
        typed |= {one.name: day for one in days if (day := read_field(one, said))}
    return _next(replace(filling, typed=typed), page)


def _mended(filling: Filling, page: tuple[tuple[str, str], ...], it: Correction) -> Proposal | Lacking | None:
    """Fill in again the fields of which a correction speaks, and the day; None where it speaks of none."""
    asked, form = filling.said.asked, filling.form
    changed = {
        one.name: value
        for one in form.fields
        if (value := mend_field(one, filling.said, it, filling.typed.get(one.name, "")))
    }
    rest = _without_due(form, it.new)
    day = day_of(filling.view, asked, rest) if read_back(rest, asked.day) else filling.day
    told = read_back(rest, asked.day) or filling.told
    if not changed and day == filling.day:
        return None
    return _next(replace(filling, typed={**filling.typed, **changed}, day=day, told=told), page)


def _writer(filling: Filling) -> Callable[[str], Callable[[], None]]:
    """Make what records the form, and undoes it."""
    asked, view = filling.said.asked, filling.view

    def write(_reason: str) -> Callable[[], None]:
        more = filling.said.lists.member(filling.typed["party"]) if filling.form.event == "joined" else {}
        event = make_form_event(filling.form, filling.typed, **more)
        after = record(asked.store, view.id, event, filling.day, asked.viewer, seen=view.version)
        return undoing(asked, after)

    return write
