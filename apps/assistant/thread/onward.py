"""Read how a question goes on from the one before: a fragment, a name that was waited for, two questions in one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers import ANSWERS, HELPED
from apps.assistant.answers.money import named_funders
from apps.assistant.answers.person import named_needs, without_needs
from apps.assistant.early.grounds import asks_which_norm
from apps.assistant.general.district import names_place
from apps.assistant.reading.clauses import is_bare, two_questions
from apps.assistant.reading.days import read_day, without_days
from apps.assistant.reading.helpers import without_roles
from apps.assistant.reading.offered import chosen_of, told
from apps.assistant.reading.people import Named, find_named
from apps.assistant.reading.rights import asks_of_rights
from apps.assistant.reading.route import ABOUT_HER, NORMS, POINTS, Route, find_route, fits, intents
from apps.assistant.reading.words import bare, normal
from apps.assistant.reply import Choice, Reply
from apps.assistant.whom.own import in_third_person
from apps.assistant.whom.several import narrowed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from apps.assistant.whom.scene import Scene

REFUSING = re.compile(
    r"[,;?]?\s*\b(?:e\s+)?(?:(?:che\s+)?cosa\s+succede\s+)?se\s+(?:\w+\s+){0,3}?rifiut\w*.*$", re.IGNORECASE
)
"""The part of a question that asks what follows a no."""

FRAGMENT = 6
"""Words at most of a question that goes on with the one before."""

OF_ANY = re.compile(r"^ (?:e |ed |ma |anche |allora )+(?:se e |per )?(?:un |una |uno |un'|i |gli |le )[a-z]+")
"""How one names anybody of a sort: "e un parente?"."""

LONGER = 8
"""The same, of one that goes on from what the norms answered."""

OF_THEM = re.compile(
    r"^ (?:e |ma )?(?:da (?:quando|quanto)|fino a quando|quante ore|ogni quanto|(?:che )?numero|telefono|dove abita"
    r"|(?:il|e il|qual e il) (?:(?:suo|loro) )?(?:numero|telefono|recapito|cellulare)"
    r"|come (?:lo|la) (?:contatto|chiamo)) "
)
"""How a fragment goes on about those whom the answer before named."""

OF_TIE = re.compile(
    r" (?:da (?:quando|quanto(?: tempo)?|che (?:data|giorno|mese|anno))|decorrenza"
    r"|orario settimanale|quante ore|(?:le )?ore (?:a|la|alla|per|in) settimana|monte ore|ogni quanto|fino a quando"
    r"|quante volte|quanti giorni) "
)
"""How a question asks of the tie of a helper whom it names."""

WHICH = re.compile(r" (?:chi|qual[ei]|che|nom[ei]|nominativ[oi]) ")
TAKES_UP = re.compile(
    r"^ (?:e |ma )?(?:(?:a|da|per) )?(?:chi|quando|quanto|dove|come|cosa|entro quando) "
    r"(?:(?:la|lo|li|le|ne|si) [a-z]+|l'[a-z]+)"
)
"""How a short question takes up what was spoken of: "chi la prende?"."""

GOES_ON = re.compile(
    r"^ (?:e|ed|ma|anche|allora|quindi|oppure|pero|invece|nemmeno|vale|valgono|sempre|basta|serve|servono) "
    r"|^ (?:entro|con|in|per|da|a|ogni|fino a|di) (?:chi|che|cosa|qual[ei]|quant[oiae]|quando) "
    r"|^ (?:quale|quali|che|qual e il|qual e la) (?:\w+ )?(?:articol|comma|legg|norm|cas|requisit|document|sanzion"
    r"|termin|scadenz|motiv|condizion|limit|eta|prov|mod)\w*"
    r"|^ (?:chi (?:lo|la|li|le|paga|decide|firma|e|puo|deve)|quando|quanti (?:giorni|mesi|anni)|quanto (?:tempo|dura)) "
)
"""How a few words go on from what the norms answered."""

OF_PLAN = re.compile(
    r" (?:pian[oi]|pai|previst\w+|pianificat\w+|erogat\w+|dat[aeio]|ha fatto|contratto) (?!la)"
)
"""Words by which hours are those of the plan."""

WHAT_FOR = re.compile(
    r"\?\s+(?:devo|dovrei|dobbiamo|mi serve|ci serve|serve per|è per|così|grazie|sto (?:scriv|prepar|compil)\w+"
    r"|perch[eé] devo|che devo)\b[^?]*$",
    re.IGNORECASE,
)
"""What is said after a question of what it is for: "chi è il curante? devo mandargli una lettera"."""

LAST_TIME = re.compile(
    r"^ (?:e |ma )?(?:quando )?(?:e stata |fu )?(?:l'ultima(?: volta)?|ultima volta)[ ?]*$"
)
"""How a fragment asks when what was spoken of was last given."""

TELLS = re.compile(
    r"^ (?:e |ma )?chi (?:la |lo |li |le |gli )?(?:avvisa|avverte|informa|avvisera|avvertira) "
)
"""How a question asks who tells somebody of something: who speaks with her."""

IN_NORMS = "Nelle norme: "
A_HELPER = "la figlia"
"""What stands for the name of a helper where her name, taken out, leaves words that are like no example."""
"""What begins a question that is surely for the norms."""

OF_HELPERS = frozenset({"record", "places"})
"""Kinds that tell by themselves a helper's number, or a service's places."""

SURE = 0.45
"""What each of two questions in one must reach."""


def resumed(scene: Scene, question: str) -> str | Reply:
    """
    Go back to the question that waited, where this one only says whom it was about.

    Parameters
    ----------
    scene
        The conversation; whoever is named comes to mind.
    question
        As it was typed.

    Returns
    -------
    str
        The question to answer.
    """
    question = in_third_person(scene.viewer, question)
    if scene.waiting is None:
        return question
    (asked, offered), scene.waiting = scene.waiting, None
    if asks_which_norm(question):
        scene.waiting = (asked, offered)
        if scene.said is not None and scene.said.answer is not None:
            return question
        reply = scene.ask_norms(_without_name(scene, asked))
        return replace(reply, head="In generale, dalle norme. Se parlavi di una persona, scrivi chi.")
    if len(question.split()) > FRAGMENT:
        return question
    people = chosen_of(offered, question)
    if not people:
        named, _ = narrowed(scene, question, find_named(scene.store, scene.viewer, question))
        of_name = named.people and find_route(named.rest, named=True).points == 0
        people = named.people if of_name and is_bare(named.rest) else ()
    if not people:
        return question
    asked = _without_name(scene, asked)
    if len(people) > 1:
        scene.waiting = (asked, people)
        return Reply("find", "Di chi parli?", choices=tuple(Choice(one, one) for one in map(told, people)))
    scene.person_id = people[0].id
    return asked


def _without_name(scene: Scene, asked: str) -> str:
    """Take out of a question the name that was not clear."""
    return find_named(scene.store, scene.viewer, asked).rest.rstrip(" ?") or asked


def parts_of(scene: Scene, question: str) -> Sequence[str]:
    """
    Part two questions in one, where each surely asks something of a person.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed.

    Returns
    -------
    sequence of str
        One or two.
    """
    question = WHAT_FOR.sub("?", question)
    parts = two_questions(question)
    if len(parts) == 1 or REFUSING.search(question):
        return (question,)
    named = [find_named(scene.store, scene.viewer, one) for one in parts]
    known = bool(scene.person_id or named[0].people)
    routes = [
        find_route(who.rest or part, known=known, named=bool(who.people))
        for part, who in zip(parts, named, strict=True)
    ]
    of_her = all(one.intent in ANSWERS and one.score >= SURE and not one.rivals for one in routes)
    one, two = routes
    apart = one.intent != two.intent and not fits(one.intent, parts[1])
    return parts if known and of_her and apart else (question,)


def read_route(scene: Scene, question: str, named: Named) -> Route:
    """
    Say what a question is about; a fragment goes on with what the one before asked.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed.
    named
        Whom it names.

    Returns
    -------
    Route
        The kind of question.
    """
    if question.startswith(IN_NORMS):
        return Route(NORMS, POINTS["first"])
    words = named.rest if named.people else question
    about = {"known": bool(scene.person_id), "named": bool(named.people)}
    route = find_route(words, **about)
    if route.faint and _names_helpers(scene, question, named):
        route = find_route(f"{A_HELPER} {words}", **about)
    if route.intent == "refuse":
        first = find_route(REFUSING.sub("", words), **about)
        route = first if first.points >= POINTS["strong"] else route
    if named.people and TELLS.match(normal(words)):
        return Route("knows", POINTS["strong"])
    if named.people and is_bare(named.rest) and not scene.intent:
        return (
            Route("around", POINTS["strong"])
            if scene.helpers_meant(question)
            else Route("record", 0.0, score=0.0)
        )
    if scene.intent == "given" and LAST_TIME.match(normal(question)):
        return Route("given", POINTS["strong"])
    if _of_a_tie(scene, question):
        return Route("around", POINTS["strong"])
    brief = len(normal(question).split()) <= FRAGMENT
    apart = route.points >= POINTS["strong"] and intents()[route.intent].of != "person"
    of_any = asks_of_rights(question) or OF_ANY.match(normal(question))
    alone = scene.person_id and route.points >= POINTS["strong"] and not of_any
    goes_on = len(normal(question).split()) <= LONGER and not named.people and not (apart or alone)
    if goes_on and _of_norms_before(scene, question):
        return Route(NORMS, POINTS["first"])
    if scene.intent and brief and _goes_on(scene, question, words, named):
        of_helpers = scene.intent not in HELPED and not named.people and scene.helpers_meant(question)
        return Route("around" if of_helpers else scene.intent, POINTS["strong"])
    of_them = bool(scene.named and OF_THEM.search(normal(question)))
    told_apart = of_them or route.intent in OF_HELPERS
    if brief and scene.person_id and not told_apart and OF_THEM.match(_without_helpers(scene, question)):
        return Route("around", POINTS["strong"])
    short = brief and (route.intent == NORMS or route.faint)
    if brief and of_them and route.intent not in OF_HELPERS and route.points < POINTS["strong"]:
        return Route("around", POINTS["strong"])
    doubtful = route.faint or (route.rivals and not route.points)
    if doubtful and (scene.person_id or named.people) and _asks_for_helpers(words):
        return Route("around", POINTS["strong"])
    if short and is_bare(without_roles(normal(words))) and scene.helpers_meant(question):
        return Route("around", POINTS["strong"])
    return route


def _names_helpers(scene: Scene, question: str, named: Named) -> bool:
    """Say whether all whom a question names are around the person in mind: its words then speak of them."""
    around = set(scene.helpers_meant(question)) if scene.person_id and named.people else set()
    return bool(around) and {one.name for one in named.people} <= around


def _asks_for_helpers(words: str) -> bool:
    """Say whether a question asks who somebody is, of those who may be around a person."""
    said = normal(words)
    return WHICH.search(said) is not None and without_roles(said).split() != said.split()


def _of_norms_before(scene: Scene, question: str) -> bool:
    """Say whether a short question goes on from what the norms answered: with nobody in mind, or of nobody."""
    said, words = scene.said, normal(question.rstrip("?! ."))
    if said is None or said.answer is None or (said.person_id and said.intent != NORMS):
        return False
    if not scene.person_id and TAKES_UP.match(words):
        return True
    of_her = scene.person_id and ABOUT_HER.search(words.replace("l'assistent", "assistent"))
    return GOES_ON.match(words) is not None and not of_her


def _of_a_tie(scene: Scene, question: str) -> bool:
    """Say whether a question asks since when, or how much, somebody helps whom it calls by name."""
    said = bare(question)
    if not OF_TIE.search(said) or OF_PLAN.search(OF_TIE.sub(" ", said)) or not scene.person_id:
        return False
    named = set(re.findall(r"[a-z]+", without_roles(normal(question))))
    return any(named & set(normal(name).split()) for name in scene.helpers_meant(question))


def _without_helpers(scene: Scene, question: str) -> str:
    """Take the names of helpers out of a question; empty where it names none."""
    names = {word for name in scene.helpers_meant(question) for word in normal(name).split()}
    words = normal(question.rstrip("?! .")).split()
    rest = " ".join(word for word in words if word not in names and word not in {"e", "ma"})
    return f" {rest} " if names and rest else ""


def _goes_on(scene: Scene, question: str, words: str, named: Named) -> bool:
    """Say whether a fragment only names another person, helper, funder, need or day."""
    rest = without_needs(without_days(without_roles(normal(words))))
    helpers = scene.helpers_meant(question)
    funders = named_funders(question)
    if scene.intent == "territory":
        return bool(names_place(scene.store, scene.viewer, scene.day, question))
    told = named.people or helpers or funders or named_needs(words) or read_day(question, scene.day)
    if scene.intent == "budget" and funders:
        return True
    for name in helpers:
        rest = " ".join(word for word in rest.split() if word not in normal(name).split())
    return bool(told) and is_bare(rest)
