"""Let the norms answer what goes on from them, and what nobody else could answer of a question that is a rule's."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.early.institute import OF_THE_RECORD
from apps.assistant.general.guide import WHO
from apps.assistant.general.services import services_named
from apps.assistant.reading.rights import asks_as_rule, asks_of_rights, asks_within_when
from apps.assistant.reading.route import ABOUT_HER, HELP, NORMS, POINTS, find_route, intents
from apps.assistant.reading.words import bare, normal
from apps.assistant.thread.norm_or_record import Weighing, may_be_a_rule, probability_of
from apps.assistant.thread.otherwise import IN_GENERAL
from knowledge.answer import Reason
from knowledge.answer.follow import same_act

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene
    from knowledge.answer import Answer

LONGEST = 14
"""Words at most of a question that goes on from what the norms answered."""

BEGINS = re.compile(r"^ (?:e|ed|ma|anche|allora|quindi|oppure|pero|invece|nemmeno|neanche|vale|valgono) ")
TOO = re.compile(
    r" (?:anche|pure|nemmeno|neanche) (?:a |per |con )?(?:lui|lei|loro|io|me|noi|il|la|lo|i|le|un|una|uno|mio|mia|suo"
    r"|sua) | (?:lo stesso|anche lui|anche lei) "
)
"""How a question takes in one more: "ne ha diritto anche mio fratello?"."""

ASKS = re.compile(
    r"^ (?:a |da |per |con |entro |in |ogni |di )?(?:chi|che|cosa|come|dove|quando|quant[oaie]|qual[ei]) "
)
SHORT = 7
"""Words at most of one that begins by asking and names no matter of its own."""

OF_USE = re.compile(
    r" (?:ponte|pagina|pagine|schermo|schermata|bottone|pulsante|menu|password|clic\w*|premo|scaric\w+|stamp\w+"
    r"|esport\w+|import\w+|carico|caricat\w+|inserisc\w+|registr\w+|programma|mappa|chat|salv\w+) "
)
"""Words by which a question is of how Ponte is used."""

OF_LAW = re.compile(
    r" (?:che differenza|cosa (?:e|sono|significa|vuol)|poss\w+|dobbiamo|devo|deve|devono|serve|ci vuole|pag\w+"
    r"|rimbors\w+|iscritt\w+|diritto|obblig\w+|requisit\w+) "
)
"""Words by which a question on an agreement is of what agreements are by law."""

ANY_BODY = re.compile(
    r"^ (?:e |ma )?(?:un|uno|una|un') ?(?:cooperativ\w+|associazion\w+|ente|comune|privat\w+|struttur\w+|odv|onlus"
    r"|fondazion\w+|parrocchi\w+|ditt\w+|societa)(?: \w+){0,4} (?:puo|possono|deve|devono|ha|e) "
)
"""How a question begins that is of any body of a sort, and of none by its name."""

OF_MANY = frozenset({"budget", "census", "opinions", "territory"})
"""Kinds of reply that sum or list, where what is due was asked."""

BY_DOOR = "Per questo ci si rivolge al punto unico"
UNSURE = "Forse cerchi questo"
NOT_SEEN = ("La scheda di cui parli", "Con il tuo ruolo non si vedono")
"""How a reply begins that says nothing of what was asked."""

FOR_ANYBODY = "Questo lo dicono le norme, per chiunque:"
"""What is said above an answer of the norms, where a person is in mind."""

SURE = 0.7
SURER = 0.8
SUREST = 0.9
"""How probable an answer of the norms must be, to stand in the place of such a reply."""


def say_onward(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Let the norms answer a question that goes on from what they answered.

    Parameters
    ----------
    scene
        The conversation, with the answer before.
    question
        As it was typed: "e mio fratello paga anche lui?", "e se manca un documento il termine si ferma?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None where somebody is named, where a service, a person in mind or the use of Ponte is asked for, or where
        the norms do not know either.
    """
    said, words = scene.said, normal(re.sub(r"[?!.,;:]", " ", question))
    if said is None or said.intent != NORMS or said.answer is None or named.people:
        return None
    if len(words.split()) > LONGEST or _of_the_record(scene, question, words):
        return None
    too, rights = TOO.search(words), asks_of_rights(question)
    asks = ASKS.match(words) and len(words.split()) <= SHORT and _of_no_other(question)
    begins = bool(BEGINS.match(words) or asks)
    of_her = bool(scene.person_id and not (too or (rights and not ABOUT_HER.search(words))))
    if not (begins or too or rights) or (of_her and _surely_of_her(scene, question, words)):
        return None
    quoted, intent = scene.quoted, scene.intent
    reply = scene.ask_norms(question)
    if _tells(reply) and not (of_her and not _stays(reply, said.answer)):
        return reply
    scene.quoted, scene.intent = quoted, intent
    return None


def norms_instead(scene: Scene, question: str, named: Named, reply: Reply) -> Reply:
    """
    Answer by the norms what is a rule's, where the reply says nothing of it.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed: "possiamo dare notizie al caregiver?", "abbiamo mandato un referto alla persona sbagliata".
    named
        Whom it names: of a person it is her record's.
    reply
        What was going to be said.

    Returns
    -------
    Reply
        The same where it answers, or where the norms are not sure either.
    """
    least = _least(scene, question, named, reply)
    if least is None:
        return _by_what_is_said(scene, question, named, reply)
    quoted, intent, waiting = scene.quoted, scene.intent, scene.waiting
    scene.quoted = None
    norms = scene.ask_norms(question)
    if _tells(norms, least):
        of_whom = reply.head == WHO
        scene.waiting = (question, ()) if of_whom else None
        return replace(norms, head=IN_GENERAL) if of_whom else norms
    scene.quoted, scene.intent, scene.waiting = quoted, intent, waiting
    return _by_what_is_said(scene, question, named, reply)


def _by_what_is_said(scene: Scene, question: str, named: Named, reply: Reply) -> Reply:
    """Let the norms answer where they speak of what is asked, or of what was spoken of, and the reply does not."""
    words = normal(re.sub(r"[?!.,;:]", " ", question))
    if OF_USE.search(words) or not may_be_a_rule(scene, question, named, reply):
        return reply
    weighing = Weighing(scene, question, reply)
    kept = scene.quoted, scene.intent, scene.waiting
    before = scene.said.answer if scene.said is not None else None
    for follows in (before, None) if before is not None else (None,):
        scene.quoted = follows
        norms = scene.ask_norms(question)
        if norms.answer is None:
            continue
        if weighing.onward(norms.answer, follows) or weighing.alone(norms.answer):
            scene.waiting = None
            return replace(norms, head=FOR_ANYBODY) if scene.person_id and not norms.head else norms
    scene.quoted, scene.intent, scene.waiting = kept
    return reply


def _least(scene: Scene, question: str, named: Named, reply: Reply) -> float | None:
    """Say how probable an answer of the norms must be to stand in a reply's place; None where it must not."""
    words = normal(re.sub(r"[?!.,;:]", " ", question))
    if named.people or reply.answer is not None or reply.answers or OF_USE.search(words):
        return None
    rule = asks_of_rights(question) or asks_within_when(question) or asks_as_rule(question)
    if reply.head == WHO:
        return SURE if rule and not scene.person_id else None
    if reply.intent in OF_MANY:
        of_rule = asks_of_rights(question) and not (scene.person_id or OF_THE_RECORD.search(words))
        return SUREST if of_rule else None
    if reply.intent == "places" and ANY_BODY.search(words) and not scene.person_id:
        return SURER
    if reply.intent == "agreements":
        return SURE if OF_LAW.search(words) else None
    if reply.head.startswith(NOT_SEEN):
        return SURE if rule else None
    if reply.head.startswith(BY_DOOR):
        return SURE if rule else SURER
    unsaid = reply.head.startswith(UNSURE) or reply.intent == "outside"
    if scene.person_id or not (unsaid or (reply.intent == HELP and not reply.lines)):
        return None
    return SURE if rule or reply.intent != "outside" else SURER


def _of_the_record(scene: Scene, question: str, words: str) -> bool:
    """Say whether a question is of the record, of a service by its name, or of how Ponte is used."""
    if OF_THE_RECORD.search(words) or OF_USE.search(words):
        return True
    return scene.viewer.may("read", "directory") and bool(services_named(scene.store, scene.viewer, question))


def _surely_of_her(scene: Scene, question: str, words: str) -> bool:
    """Say whether a question that goes on speaks of the person in mind, or of one around her, and not of a rule."""
    if ABOUT_HER.search(words) or scene.helpers_meant(question):
        return True
    return find_route(question, known=True).points >= POINTS["strong"]


def _stays(reply: Reply, before: Answer) -> bool:
    """Say whether an answer stays in an act that was shown before, and is sure enough."""
    answer = reply.answer
    return answer is not None and probability_of(answer) >= SURE and same_act(answer, before)


def _of_no_other(question: str) -> bool:
    """Say whether a question's own words are not surely of the asker's work, of the territory or of Ponte."""
    route = find_route(bare(question))
    return route.points < POINTS["strong"] or intents()[route.intent].of == "person"


def _tells(reply: Reply, least: float = 0.0) -> bool:
    """Say whether the norms answered surely enough, or know which act would."""
    answers = [one for one in (reply.answer, *(one for _, one in reply.answers)) if one is not None]
    if not answers:
        return bool(reply.lines)
    refusal = answers[0].refusal
    if refusal is not None:
        return refusal.reason is Reason.ACT_MISSING
    return bool(getattr(answers[0], "probability", 0.0) >= least)
