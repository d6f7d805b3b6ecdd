"""Answer a question whose kind is known: of a person, of the district, of the norms, of how something is done."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers import ANSWERS
from apps.assistant.census.listing import asks_for_many, is_listed_whole, say_uncounted
from apps.assistant.general.guide import say_how, say_pages, tells_how
from apps.assistant.general.index import PAGE, asked_pages
from apps.assistant.general.indicators import near_indicators
from apps.assistant.general.norms import ask_norms
from apps.assistant.general.rules import say_rules
from apps.assistant.reading.days import bad_day
from apps.assistant.reading.helpers import sought
from apps.assistant.reading.people import in_general
from apps.assistant.reading.rights import asks_of_rights, asks_within_when
from apps.assistant.reading.route import HELP, NORMS, POINTS, Route, fits, intents
from apps.assistant.reading.words import normal
from apps.assistant.reply import Reply
from apps.assistant.thread.beside import of_nobody
from apps.assistant.thread.facts import find_facts
from apps.assistant.thread.of_person import answer_of_person, ask_or_find, spoken_of, what_of
from apps.assistant.thread.onward import IN_NORMS

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

FREE = frozenset({"courtesy", "outside", "distress"})
"""Kinds of talk that must be likely to be taken for what they are."""

LIKELY = 0.45
"""What such a kind must reach."""

COUNTED = 0.55
"""How near to how an indicator is asked for a question must come to be of the territory rather than of the norms."""

OF_RIGHTS = frozenset({"sign", "who_may", "due", "consents", "team"})
"""Kinds of answer of a person beside which the norms are told, where what she may is asked."""


def answer_of_kind(scene: Scene, question: str, route: Route, named: Named) -> Reply:
    """
    Answer a question, once it is clear of which kind it is.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day, who is in mind.
    question
        As it was typed.
    route
        Its kind, and how well it fits.
    named
        Whom it names.

    Returns
    -------
    Reply
        From the record, from the norms or from the guide; with a question back when two readings fit.
    """
    if (day_words := bad_day(question, scene.day)) is not None:
        return Reply(route.intent, f"{day_words} non è un giorno del calendario: riscrivilo, per favore.")
    about = named.people[0].id if len(named.people) == 1 else scene.person_id
    if not named.people and is_listed_whole(scene, question, route.intent):
        return say_uncounted(scene, question)
    of_use = route.intent == HELP or route.points <= POINTS["sure"] or PAGE in normal(question)
    if of_use and (pages := asked_pages(question)) and not (route.intent == HELP and tells_how(question)):
        return say_pages(pages, about)
    if route.intent == "territory" and not route.faint:
        scene.intent = "territory"
    unfit = route.faint or (route.intent == "outside" and named.people)
    if unfit and (person := spoken_of(scene, question, named)):
        return what_of(scene, person, named.rest if named.people else question)
    if route.intent == HELP:
        return _of_use(scene, question, about, route)
    of_rights = asks_of_rights(question)
    if route.intent == NORMS and not (about or of_rights) and near_indicators(question, COUNTED):
        return of_nobody("territory", scene.whom(), question, about)
    if route.intent == NORMS or (route.faint and not named.people):
        if asks_for_many(question) and not (named.people or of_rights or fits(NORMS, question)):
            return say_uncounted(scene, question)
        return _of_norms(scene, question, route, named)
    if intents()[route.intent].of != "person":
        if route.intent in FREE and route.score < LIKELY and not route.points:
            return scene.ask_norms(question)
        return of_nobody(route.intent, scene.whom(), question, about)
    return _with_norms(scene, question, answer_of_person(scene, question, route, named), named)


def _with_norms(scene: Scene, question: str, reply: Reply, named: Named) -> Reply:
    """Add what the norms say for anybody, where one who is named may or must do something."""
    asks = named.people and reply.intent in OF_RIGHTS and reply.query and asks_of_rights(question)
    if not asks or reply.answer is not None:
        return reply
    norms = ask_norms(scene.open_assistant(), in_general(question, named), scene.day)
    sure = getattr(norms.answer, "status", "") == "answered"
    return replace(reply, answer=norms.answer) if sure else reply


def _of_use(scene: Scene, question: str, about: str, route: Route) -> Reply:
    """Say how something is done; where that is not surely asked, what is written of the person in mind."""
    reply = say_how(question, about)
    scene.person_id = scene.person_id or about
    if scene.person_id and (route.faint or not reply.lines):
        return find_facts(scene.asked(question)) or reply
    return reply


def _of_norms(scene: Scene, question: str, route: Route, named: Named) -> Reply:
    """Let the norms answer, in general where somebody is named; ask back where her record may be meant too."""
    about = bool(named.people or scene.person_id)
    rivals = [one for one in route.rivals if one in ANSWERS]
    if rivals and about and not named.people:
        return ask_or_find(scene, question, route, named, [rivals[0], NORMS])
    reply = scene.ask_norms(in_general(question, named).removeprefix(IN_NORMS))
    least = 1 if asks_within_when(question) else 2
    if (reply.refused or least == 1) and (told := say_rules(*scene.record, question, least=least)):
        return told if reply.refused else replace(told, answer=reply.answer)
    if not named.people or reply.head:
        return reply
    return _beside_norms(
        scene, question, replace(reply, head="Questo lo dicono le norme, per chiunque:"), named
    )


def _beside_norms(scene: Scene, question: str, reply: Reply, named: Named) -> Reply:
    """Say, beside the norms, who is written around the one named, where a relative of hers is asked about."""
    if len(named.people) != 1 or not sought(named.rest) or not asks_of_rights(question):
        return reply
    scene.person_id = named.people[0].id
    kin = ANSWERS["around"](scene.asked(sought(named.rest)))
    head = f"Che cosa vale lo dicono le norme, per chiunque. {kin.head}"
    return replace(kin, answer=reply.answer, head=head, intent=NORMS)
