"""Answer how many persons there are of some kind, and who: of those whom the asker may see, one by one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.census.listed import LISTS, TABLE, among_listed, goes_on, lists
from apps.assistant.census.listing import asks_for_many
from apps.assistant.census.names import names_here
from apps.assistant.census.numbers import say_number
from apps.assistant.census.showing import OPEN, show_many
from apps.assistant.census.words import asks_something, of_many, read_census, read_onward
from apps.assistant.reading.of_many import Asked, Names
from apps.assistant.reading.route import POINTS, fits
from apps.assistant.reading.words import normal

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene

NAMELESS = Names({}, {}, {})

OF_ONE = re.compile(
    r"^ (?:e |ma )?(?:(?:nessuno|qualcuno) (?:la|lo|le|gli|l'\w+) "
    r"|quant[ie] [a-z]+ (?:ha|riceve|usa|prende|aveva|frequenta)(?: in tutto| adesso| ora| oggi)? $)"
)
"""A question of somebody who is meant: "nessuno la aiuta?", "quanti caregiver ha?"."""

HER_ACT = re.compile(
    r"^ (?:e |ma )?chi (?:ha |l'ha )?firmat\w+(?: (?:il|lo|la|l'\w*) ?\w+)? $|^ (?:e |ma )?chi lo firma $"
)
"""How it is asked, of the person in mind, who signed her plan."""

OF_A_QUEUE = re.compile(
    r" (?:giorni|settimane|mesi|temp[oi]) (?:d'|di )attesa | quanto si (?:aspetta|attende) |^ posti liberi e attesa "
    r"| serviz[io] (?:[a-z']+ ){0,4}?(?:d'|l')?attes[ae] "
)
"""How a question asks how long one waits for a service, and not who does."""

OF_NO_PERSONS = re.compile(
    r"^ (?:e |ma )?(?:che )?cosa (?:c'e|e|ho|abbiamo|ci sono|sta|scade|succede) "
    r"|.* (?:import(?:o|are|iamo|arl\w+)|csv|xlsx?|excel|dataset) "
)
"""How a question asks for things, or how files are read."""

OF_THINGS = re.compile(
    r"^ (?:(?:e|i|le|gli|quali|che|ci sono|abbiamo|elenco|lista) )*(?:pratiche|termini|scadenze|invii|richieste|uvm"
    r"|verifiche|riesami|adempimenti|prime (?:letture|valutazioni)) "
)
"""How a question begins that asks for what is due, and not for persons."""

OVERDUE = "overdue"
OF_WHOM = re.compile(r" (?:responsabil\w+|titolar\w+) ")
"""How one asks, after what is late, for what nobody sees to: of terms, and not of persons without a case manager."""

NEEDS = " bisogn"
"""How a question speaks of needs, which are counted over many persons by how often each is met."""

AGAIN = re.compile(r"^ (?:e |ma |allora )?(?:quant[ie] (?:sono|ne sono)|in quanti)(?: in tutto)? $")
"""How a question asks again for the number of those who were just listed."""

WHOSE = "segue"
"""The kind of tie by which somebody of the directory is asked for: "chi segue la dottoressa Amato"."""

OWN_FACTS = frozenset({"leaving", "home", "hospital", "review", "review_late", "stale", "sent_by"})
"""What is asked of paths in words that, of one person, other answers know."""

PLAINLY = 2
"""Conditions that show by themselves that a question is of many, where it says neither who nor how many."""


def say_census(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Answer a question about many persons.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    question
        In Italian.
    named
        Who is named in it: a question that names somebody is of her.

    Returns
    -------
    Reply or None
        None when the question is not of many, or says more than is understood.

    Raises
    ------
    NotAllowedError
        If the viewer may not read what is asked of each person.
    """
    if OF_A_QUEUE.search(normal(question)) or OF_NO_PERSONS.match(normal(question)):
        return None
    if scene.said is not None and AGAIN.match(normal(question)) and (scene.many or lists(scene.said.intent)):
        return scene.said if goes_on(scene) and not scene.said.person_id else None
    asked = _of_worker(scene, question, named) if named.people else _read(scene, question)
    if asked is None:
        return None
    scene.many = asked
    if not scene.viewer.may("read", "person"):
        return say_number(scene, asked, question)
    scene.intent = ""
    return show_many(scene, replace(asked, mine=asked.mine and scene.viewer.party_id is not None))


def say_onward(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Go on from a list of persons, before those who would read a short question as one of the person in mind.

    Parameters
    ----------
    scene, question, named
        As `say_census` takes them.

    Returns
    -------
    Reply or None
        None where nothing was listed, or it asks something else.
    """
    if named.people or not goes_on(scene):
        return None
    if AGAIN.match(normal(question)):
        return say_census(scene, question, named)
    return say_census(scene, question, named) if is_onward(scene, question) else None


def is_onward(scene: Scene, question: str) -> bool:
    """
    Say whether a question goes on from one about many persons.

    Parameters
    ----------
    scene
        The conversation, with the answer before.
    question
        In Italian: "e a Rocca?".

    Returns
    -------
    bool
        False where nobody was listed.
    """
    before = many_before(scene)
    if before is None or (
        scene.said is not None and scene.said.intent == OVERDUE and OF_WHOM.search(normal(question))
    ):
        return False
    return read_onward(question, before, scene.day, names_here(scene)) is not None


def say_whole(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Answer a question that asks several things of each of many persons, before those who know one of these as their own.

    Parameters
    ----------
    scene, question, named
        As `say_census` takes them.

    Returns
    -------
    Reply or None
        None where fewer than two things are asked, or more than is understood.
    """
    words = normal(question)
    if scene.person_id or not (of_many(question) or NEEDS in words) or OF_THINGS.match(words):
        return None
    if named.people:
        return say_census(scene, question, named) if _of_worker(scene, question, named) else None
    asked = read_census(question, scene.day, names_here(scene))
    if asked is None or asked.rest:
        return None
    figure = asked.share or asked.mean or asked.by in {"need", "source"}
    figure = figure or any(one.key in OWN_FACTS for one in asked.facts)
    return say_census(scene, question, named) if figure or len(asked.said) >= PLAINLY else None


def many_before(scene: Scene) -> Asked | None:
    """
    Return the question about many persons from which one may go on.

    Parameters
    ----------
    scene
        The conversation.

    Returns
    -------
    Asked or None
        The one before; lists of paths, of what is late, of reports are such too.
    """
    if scene.said is not None and scene.said.intent.startswith(TABLE):
        return among_listed(scene)
    if scene.said is None or scene.said.intent not in LISTS:
        return scene.many if goes_on(scene) else None
    asked = read_census(scene.question, scene.day, names_here(scene))
    if asked is not None and asked.said and not asked.rest:
        return asked
    if scene.said.intent == "cases":
        return Asked(facts=(OPEN,), said=("con un percorso aperto",))
    return among_listed(scene)


def _read(scene: Scene, question: str) -> Asked | None:
    """Read a question about many persons, or one that goes on from it; None when it is another."""
    before = many_before(scene)
    if before is not None and (onward := read_onward(question, before, scene.day, names_here(scene))):
        return onward
    if scene.person_id and HER_ACT.match(normal(question.replace("?", " "))):
        return None
    many = of_many(question) or (not scene.person_id and asks_for_many(question))
    if (scene.person_id and not of_many(question)) or OF_ONE.match(normal(question.replace("?", " "))):
        return None
    asked = read_census(question, scene.day, NAMELESS)
    if asked is None and not (many or asks_something(question, scene.day)):
        return None
    if asked is None or asked.rest:
        asked = read_census(question, scene.day, names_here(scene))
        if asked is not None and not many and len(asked.said) < PLAINLY and not asked.wanted.born_from:
            return None if not asked.wanted.born_to else asked
    if asked is not None and asked.said and not scene.viewer.may("read", "person"):
        return asked
    if asked is None or asked.rest:
        return None
    of_paths = not asked.by and len(asked.facts) == len(asked.said) == 1 and asked.facts[0] == OPEN
    return None if of_paths and fits("cases", question, POINTS["sure"]) else asked


def _of_worker(scene: Scene, question: str, named: Named) -> Asked | None:
    """Read a question about those whom a professional follows, whose name may be somebody else's too."""
    if named.whole or not of_many(question):
        return None
    asked = read_census(question, scene.day, names_here(scene))
    if asked is None or asked.rest or len(asked.said) < PLAINLY:
        return None
    return asked if any(tie.others and tie.kinds[0] == WHOSE for tie in asked.wanted.ties) else None
