"""Take an order to write of a person: an answer to a request, a form of her path, a tie, a page, the diary."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from apps.assistant.general.guide import WHO
from apps.assistant.general.services import services_named
from apps.assistant.reading.people import Named
from apps.assistant.reading.route import POINTS, fits
from apps.assistant.reading.words import normal
from apps.assistant.reply import Reply
from apps.assistant.whom.subject import choices_of
from apps.assistant.writing.cards import propose_card
from apps.assistant.writing.elsewhere import say_change, say_page_of, say_passage
from apps.assistant.writing.fields import HOURS, stems
from apps.assistant.writing.forms import propose_form
from apps.assistant.writing.newcomers import Place, propose_newcomer, tells_newcomer
from apps.assistant.writing.proposals import propose_note
from apps.assistant.writing.propose import PROPOSALS
from apps.assistant.writing.referral_steps import best_step, propose_step
from apps.assistant.writing.ties import propose_end, propose_of_tie, say_not_tied, tells_end, tells_hours
from apps.assistant.writing.told import is_of_speaker, names_day
from apps.assistant.writing.writes import find_write, plain, write_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.assistant.reading.asked import Asked
    from apps.assistant.whom.scene import Scene
    from apps.assistant.writing.order import Order
    from apps.assistant.writing.proposal import Lacking, Proposal
    from apps.assistant.writing.writes import Write

SURELY = 2
"""Words of a write by which it is no answer to a request."""

OF_TIE = re.compile(
    r" (?:legam\w+|rete|badante|vicin[oa]|amic[oa]|figli[oa]|volontar\w+|infermier\w+|medico|caregiver|nipote|sorella"
    r"|fratello|moglie|marito|servizio) "
)
"""Words by which what is taken away is a tie."""

TEAM = re.compile(r" (?:equipe|squadra|team|uvm) ")
REMOVE = re.compile(r" (?:togli|tolg|leva|rimuov|elimina|cancella)\w* ")
NO_TIE = re.compile(r" (?:access|utent|permess|account|nota|riga)")
DIARY = re.compile(
    r"(?:registr|segn(?!ala)|annot|appunt|riport|verbalizz|scriv|prendi|nota|dai)", re.IGNORECASE
)
"""Verbs by which what is told becomes a line of the diary, where it is nothing else."""

TO_SOMEBODY = re.compile(r"^a(?:l|lla|i|gli|lle)? |^$", re.IGNORECASE)
"""What is written to somebody, and not in the record; and nothing at all."""

ASKED_FOR = re.compile(r"(?:chied|richied|inoltr|segnal|invi|mand)", re.IGNORECASE)
"""Verbs by which a service is asked to take somebody."""

GENERAL = frozenset({"contatto_avuto", "intervento"})
"""Forms whose words stand in what is told of hours given as well."""

CARD = "scheda"
NEW_PERSON = "scheda?nuova=persona"
"""Page of a person who is not in the record yet."""

PROPOSED = ("refer", "tie", "dismiss")
"""Kinds of order that have their own proposals, by how they begin."""


def say_recorded(scene: Scene, question: str, named: Named, order: Order) -> Reply | None:
    """
    Propose what an order tells of somebody, or open the page where it is written.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed.
    named
        Whom it names.
    order
        As it was read.

    Returns
    -------
    Reply or None
        None where it tells nothing that is written.
    """
    write = find_write(order)
    if (new := _newcomer(scene, order, write)) is not None:
        return scene.pen.propose(new)
    if write is not None and write.row.get("of") == "nobody":
        return say_page_of(scene.viewer, write.row, None)
    if not scene.viewer.may("read", "person"):
        return None
    if (write is None or not (write.sort == "forms" or write.row.get("signals"))) and any(
        fits(one, question, POINTS["first"]) for one in PROPOSED
    ):
        return None
    diary = (
        order.kind == "write"
        and (order.told or DIARY.match(order.verb))
        and not TO_SOMEBODY.match(order.matter)
        and (not order.unasked or is_of_speaker(question) or (order.told and names_day(question)))
    )
    if write is None and not (diary or _tells(scene, question, order)):
        return None
    if named.people or scene.person_id:
        return act_on(
            scene, named, question, lambda asked: _say(scene, asked, order, write, diary=bool(diary))
        )
    if write is None and not (diary or order.kind == "end" or _removes(question)):
        return None
    if unknown := scene.whom().unknown(question, ()):
        return scene.whom().not_found("order", unknown, question)
    scene.waiting = (question, ())
    return Reply("order", WHO)


def _newcomer(scene: Scene, order: Order, write: Write | None) -> Proposal | Lacking | Reply | None:
    """Propose a person who is new; None where an order is of another thing, or the asker may not write persons."""
    of_new = write is not None and write.id == NEW_PERSON
    if not (of_new or (order.kind == "write" and not order.told and tells_newcomer(order.matter))):
        return None
    return propose_newcomer(
        Place(scene.store, scene.viewer, scene.day, partial(setattr, scene, "person_id")), order.matter
    )


def act_on(scene: Scene, named: Named, question: str, act: Callable[[Asked], Reply | None]) -> Reply | None:
    """
    Act on the one who is meant.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    named
        Whom the order names.
    question
        As it was typed.
    act
        What is done, once it is clear who is meant.

    Returns
    -------
    Reply or None
        What `act` says; who may be meant, where several are; None where nobody is.
    """
    named = _but_her_helpers(scene, question, named)
    if named.people and (meant := scene.whom().subjects("note", named)):
        named = replace(named, people=tuple(meant))  # who only cares for somebody stands for her
    if len(named.people) > 1:
        scene.waiting = (question, named.people)
        return Reply("tie", "Di chi parli?", choices=choices_of(named.people, question))
    if not named.people and not scene.person_id:
        return None
    if named.people:
        scene.person_id = named.people[0].id
    scene.intent = ""
    return act(scene.asked(question))


def _tells(scene: Scene, question: str, order: Order) -> bool:
    """Say whether an order that no write is known of may be of a tie, or of a service that is asked."""
    if order.kind == "send":
        return bool(ASKED_FOR.match(order.verb) and services_named(scene.store, scene.viewer, question))
    ends = _removes(question) or tells_end(question) or tells_hours(question)
    return bool(order.kind in {"open", "change", "end"} or ends or best_step(question))


def _removes(question: str) -> bool:
    """Say whether an order takes somebody out of the network."""
    words = normal(question)
    return bool(REMOVE.search(words) and not NO_TIE.search(words))


def _say(scene: Scene, asked: Asked, order: Order, write: Write | None, *, diary: bool) -> Reply | None:
    """Propose what an order tells, or open its page; None where it tells nothing that is written."""
    if write is not None and write.sort == "passages":
        return say_passage(asked, write)
    found = _proposed(asked, order, write, diary=diary)
    if found is None and write is not None:
        return (
            say_change(asked, write) if write.sort == "forms" else say_page_of(scene.viewer, write.row, asked)
        )
    return None if found is None else scene.pen.propose(found)


def _proposed(
    asked: Asked, order: Order, write: Write | None, *, diary: bool
) -> Proposal | Lacking | Reply | None:
    """Propose what an order tells: an answer to a request first, then a tie, a form, the diary."""
    if order.kind == "send" and write is None:
        return PROPOSALS["refer"](asked)
    if (write is None or write.fit < SURELY) and (step := propose_step(asked, order)):
        return step
    if write is not None and write.id == CARD and (card := propose_card(asked)):
        return card
    if (write is None or write.sort == "forms") and (tie := propose_of_tie(asked, order)):
        return tie
    if order.kind == "write" and (write is None or write.id in GENERAL) and _gives_hours(asked, order):
        write = write_of("consegna")
    if write is not None:
        mends = order.kind in {"change", "end"} and not write.row.get("ends")
        return None if write.sort != "forms" or mends else propose_form(asked, order, write)
    if _removes(asked.question) or order.kind == "end":
        return propose_end(asked) or (say_not_tied(asked) if OF_TIE.search(plain(asked.question)) else None)
    return propose_note(asked, order.matter) if diary else None


def _gives_hours(asked: Asked, order: Order) -> bool:
    """Say whether an order tells hours of something that her plan holds: "portata a passeggio due ore"."""
    case = asked.case if asked.viewer.may("read", "plan") else None
    if case is None or not re.search(HOURS, order.matter, re.IGNORECASE):
        return False
    told = stems(order.matter)
    return any(told & stems(one.action) for one in case.state.planned)


def _but_her_helpers(scene: Scene, question: str, named: Named) -> Named:
    """Leave out persons of whom a question says only what names somebody around the one in mind."""
    if not scene.person_id or not named.people:
        return named
    spans = scene.asked(question).record.told
    near = {word for span in spans for word in normal(span.other_name).replace("'", " ").split()}
    typed, ids = set(normal(question).replace("'", " ").split()), {span.other_id for span in spans}
    people = tuple(
        one
        for one in named.people
        if one.id not in ids and not set(normal(one.name).replace("'", " ").split()) & typed <= near
    )
    return named if len(people) == len(named.people) else Named(people, rest=question)
