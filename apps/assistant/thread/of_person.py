"""Answer on one person, once it is sure who she is; ask back where two persons or two readings fit."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers import ANSWERS
from apps.assistant.answers.person import named_needs
from apps.assistant.answers.refuse import say_refusal
from apps.assistant.census.listing import asks_for_many, say_uncounted
from apps.assistant.general.guide import WHO
from apps.assistant.general.rules import say_rules
from apps.assistant.general.services import asks_of_all, say_services, say_whether_they_meet
from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.days import names_day, read_day
from apps.assistant.reading.helpers import sought
from apps.assistant.reading.periods import named_period
from apps.assistant.reading.route import ABOUT_HER, NORMS, Route, intents
from apps.assistant.reading.stretches import past_day
from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice, Line, Reply
from apps.assistant.thread.beside import of_nobody
from apps.assistant.thread.facts import find_facts
from apps.assistant.thread.onward import IN_NORMS, LAST_TIME, OF_THEM, REFUSING
from apps.assistant.thread.unwritten import say_of_nothing, say_unwritten
from apps.assistant.whom.subject import choices_of
from apps.assistant.writing.proposals import words_of_parties
from apps.assistant.writing.propose import PROPOSALS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Person

IN_GENERAL = frozenset(
    {"terms", "gate", "who_may", "team", "sign", "refuse", "due", "consents", "plan", "documents"}
)
"""Kinds of question on a person's path that the norms may answer where nobody is meant."""

NOBODY = " nessuno"
"""The word of a line on a need that nobody meets."""

OF_TODAY = frozenset(
    {"risks", "phase", "plan", "team", "consents", "household", "waits", "due", "gate", "who_may", "strain"}
)
"""Kinds of question that are answered as things are written today, whatever day is asked about."""

AMONG_THEM = re.compile(r" (?:tra|fra) (?:di )?(?:loro|essi|tutti e due|tutte e due)(?: due)? ")
"""How a question asks how those get on whom the one before named."""

WHO_IS_AWAY = re.compile(r"Se mancasse(?:ro)? (.+?), nella rete")
"""How an answer names the one who would be away, though the question said only "se lui si ammala"."""

NAMING = frozenset({"tie", "refer"})
"""Orders that name a helper beside the person."""

DOUBTED = 0.25
"""Below this, after what it loses by naming nobody, a question of a person is asked of the norms."""

TWO_READINGS = "Può voler dire due cose: comincio da tutte e due. Quale intendevi?"

BEGUN = 3
"""Lines of each answer that are shown where two readings fit."""


def answer_of_person(scene: Scene, question: str, route: Route, named: Named) -> Reply:
    """
    Answer what is asked of one person.

    Parameters
    ----------
    scene
        The conversation; the one answered on comes to mind.
    question
        As it was typed.
    route
        Its kind.
    named
        Whom it names.

    Returns
    -------
    Reply
        From her record; with a question back where it is not clear who or what is meant.
    """
    whom = scene.whom()
    people = whom.subjects(route.intent, named)
    if route.intent in NAMING and not named.whole:
        people = _but_who_is_named_as_helper(scene, question, people)
    if not (people and named.whole) and (unknown := whom.unknown(question, named.people)):
        return whom.not_found(route.intent, unknown, question)
    if len(people) > 1:
        scene.waiting = (question, people)
        return Reply(route.intent, "Di chi parli?", choices=choices_of(people, question))
    if not people and not scene.person_id:
        return _of_whom(scene, question, route)
    if people:
        scene.person_id = people[0].id
    if route.rivals:
        return ask_or_find(scene, question, route, named, [route.intent, *route.rivals])
    reply = _answer(scene, route.intent, question)
    if reply.query or reply.intent in ANSWERS:
        scene.intent = route.intent
        goes_on = any(one.search(normal(question)) for one in (OF_THEM, AMONG_THEM))
        away = WHO_IS_AWAY.match(reply.head)
        helpers = " ".join(scene.helpers_meant(away[1] if away else question)[:2])
        scene.named = helpers or (scene.named if goes_on else "")
    return reply


def _but_who_is_named_as_helper(scene: Scene, question: str, people: Sequence[Person]) -> Sequence[Person]:
    """Leave out persons of whom a question says only what names a professional or a service: one name, one end."""
    taken = words_of_parties(scene.asked(question))
    typed = set(normal(question).replace("'", " ").split())
    return [one for one in people if not set(normal(one.name).replace("'", " ").split()) & typed <= taken]


def ask_back(scene: Scene, question: str, readings: Sequence[str]) -> Reply:
    """
    Ask which of two readings is meant.

    Parameters
    ----------
    scene, question
        The conversation, and what was asked.
    readings
        Kinds of question.

    Returns
    -------
    Reply
        With each as a choice.
    """
    choices = tuple(
        Choice(intents()[one].question, f"{IN_NORMS}{question}" if one == NORMS else intents()[one].question)
        for one in dict.fromkeys(readings)
    )
    return Reply(readings[0], "Che cosa vuoi sapere?", choices=choices, person_id=scene.person_id)


def ask_or_find(scene: Scene, question: str, route: Route, named: Named, readings: Sequence[str]) -> Reply:
    """
    Answer both readings in short and ask which is meant; where no word tells, show what is written in its words.

    Parameters
    ----------
    scene, question
        The conversation, and what was asked.
    route
        What it was taken for.
    named
        Whom it names.
    readings
        Kinds of question.

    Returns
    -------
    Reply
        With each reading as a choice.
    """
    back = _both(scene, question, ask_back(scene, question, readings), readings)
    words = named.rest if named.people else question
    if scene.person_id and (nothing := say_of_nothing(scene.asked(words))):
        return nothing
    if route.points or not scene.person_id:
        return back
    found = find_facts(scene.asked(words))
    return replace(found, choices=back.choices) if found else back


def _both(scene: Scene, question: str, back: Reply, readings: Sequence[str]) -> Reply:
    """Put the beginning of each answer before a question back; all of it where one alone is read from her record."""
    told = [_answer(scene, one, question) for one in dict.fromkeys(readings[:2]) if one in ANSWERS]
    if not (scene.person_id and told):
        return back
    if len(told) == 1:
        return replace(told[0], choices=(*told[0].choices, *back.choices[1:]))
    lines = (line for one in told for line in (Line(one.head), *one.lines[:BEGUN]))
    links = dict.fromkeys(link for one in told for link in one.links)
    query = " ".join(dict.fromkeys(one.query for one in told))
    return replace(back, head=TWO_READINGS, lines=tuple(lines), query=query, links=tuple(links))


def spoken_of(scene: Scene, question: str, named: Named) -> str:
    """Return whom a question that is not understood speaks of; empty when it may be of nobody."""
    if len(named.people) == 1:
        near = scene.person_id and not named.whole and named.people[0].name in scene.helpers_meant(question)
        return scene.person_id if near else named.people[0].id
    return scene.person_id if not named.people and ABOUT_HER.search(normal(question)) else ""


def what_of(scene: Scene, person_id: str, rest: str) -> Reply:
    """
    Sum a person up of whom nothing is asked but her name; or say what can be asked, where the question is not known.

    Parameters
    ----------
    scene
        The conversation; she comes to mind.
    person_id
        Of whom.
    rest
        The question without her name.

    Returns
    -------
    Reply
        With questions that are answered as choices.
    """
    scene.person_id = person_id
    asked = scene.asked(rest)
    name = asked.record.party.name
    known = [intents()[one].question for one in ("around", "places", "phase", "plan", "next", "record")]
    choices = tuple(Choice(one, one) for one in known)
    if is_bare(rest):
        return replace(ANSWERS["summary"](asked), choices=choices)
    choices += (Choice("Cercalo nelle norme", f"{IN_NORMS}{rest}"),)
    if found := find_facts(asked):
        return replace(found, choices=choices)
    head = f"Questo di {name} non so dirlo. Posso dirti:"
    return Reply("record", head, choices=choices, person_id=person_id)


def _of_whom(scene: Scene, question: str, route: Route) -> Reply:
    """Answer what is asked of nobody: the services themselves, the asker's own work, or who is meant."""
    record = (scene.store, scene.viewer, scene.day)
    spoken = ABOUT_HER.search(normal(question))
    if route.score < DOUBTED and not spoken:
        return say_uncounted(scene, question) if asks_for_many(question) else scene.ask_norms(question)
    if route.intent == "places" and not spoken:
        return say_services(*record, question, named_needs(question))
    if route.intent == "knows" and (found := say_whether_they_meet(*record, question)):
        return found
    if route.work:
        return of_nobody(route.work, scene.whom(), question, "")
    scene.waiting = (question, ())
    if route.intent in IN_GENERAL and not spoken:
        reply = scene.ask_norms(question)
        if not reply.refused:
            return replace(reply, head="In generale, dalle norme. Se parlavi di una persona, scrivi chi.")
        if route.intent == "terms" and (told := say_rules(*record, question)):
            return told
    if not scene.viewer.may("read", "person"):
        head = "Con il tuo ruolo non si vedono i dati delle singole persone, qui e nelle altre pagine."
        links = (("Chi vede che cosa", "politica"), ("Aiuto", "aiuto"))
        return Reply(route.intent, head, query="Letto: che cosa vede il tuo ruolo.", links=links)
    return Reply(route.intent, WHO)


def _answer(scene: Scene, intent: str, question: str) -> Reply:
    """Answer a question on the person in mind."""
    of_them = OF_THEM if intent != "knows" else AMONG_THEM
    if of_them.search(normal(question)) and scene.named and not scene.helpers_meant(question):
        question = f"{question.rstrip('? ')} {scene.named}?"
    if intent == "given" and LAST_TIME.match(normal(question)):
        question = f"{scene.question.rstrip('? ')}, l’ultima volta?"
    question = _with_what_was_said(scene, intent, question)
    if intent == "record" and sought(question) and not scene.helpers_meant(question):
        intent = "around"  # of a relative whom nobody wrote
    day = past_day(question, scene.day) if intents()[intent].dated else None
    asked = scene.asked(question, day)
    if intent == "places" and asks_of_all(question) and not named_needs(question):
        return say_services(scene.store, scene.viewer, scene.day, question, [])
    if intent in PROPOSALS:
        return scene.pen.propose(PROPOSALS[intent](asked))
    if intent == "refuse":
        return say_refusal(asked, scene.open_assistant())
    reply = say_unwritten(asked, _as_of_now(asked, ANSWERS[intent](asked)))
    if REFUSING.search(question):
        beside = say_refusal(asked, scene.open_assistant())
        return replace(reply, lines=(*reply.lines, *beside.lines), answer=beside.answer)
    return reply


def _as_of_now(asked: Asked, reply: Reply) -> Reply:
    """Say that an answer is of today where the question is of a time that is past, and only today is kept."""
    period = named_period(asked.question, asked.day)
    if reply.intent not in OF_TODAY or period is None or period.until >= asked.day:
        return reply
    return replace(reply, head=f"Com’era {period.words} non so dirlo; oggi è scritto così. {reply.head}")


def _with_what_was_said(scene: Scene, intent: str, question: str) -> str:
    """Add the day, or the needs that nobody meets, which the answer before was about and this question takes up."""
    said = scene.said
    if said is None or said.person_id != scene.person_id:
        return question
    if intent == "change" and not names_day(question) and (before := read_day(scene.question, scene.day)):
        return f"{question.rstrip('? ')} dal {before:%d/%m/%Y}?"
    if intent == "places" and said.intent == "needs" and not named_needs(question):
        return f"{question.rstrip('? ')} {' '.join(line.text for line in said.lines if NOBODY in normal(line.text))}?"
    return question
