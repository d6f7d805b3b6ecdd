"""Answer how many persons there are of some kind, and who: of those whom the asker may see, one by one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.census.listing import asks_for_many
from apps.assistant.census.names import names_here
from apps.assistant.census.paths import persons_by_case, persons_who_moved
from apps.assistant.census.patterns import patterns, plain
from apps.assistant.census.told import group_words, kinds_of, many_words, person_words, query_of
from apps.assistant.census.words import of_many, read_census, read_onward
from apps.assistant.general.district import say_territory
from apps.assistant.reading.of_many import Asked, Names
from apps.assistant.reading.route import POINTS, fits
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import count, long_day
from coordinator.network.census import census, grouped
from coordinator.territory.tally import is_coarse, tally

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

SHOWN = 20
MANAGER = "case_manager"
NAMELESS = Names({}, {}, {})
FIRST = 5
"""How many are named where only an order was asked for: "chi è la più anziana?"."""

OF_ONE = re.compile(r"^ (?:e |ma )?(?:nessuno|qualcuno) (?:la|lo|le|gli|l'\w+) ")
"""A question of somebody who is meant: "nessuno la aiuta?"."""

NO_NAMES = "Il tuo ruolo vede numeri, non persone."
COARSE = "Conto per comune, sesso, bisogno, chi vive solo, e da 18, 65, 75 o 85 anni."


AGAIN = re.compile(r"^ (?:e |ma |allora )?(?:quant[ie] (?:sono|ne sono)|in quanti)(?: in tutto)? $")
"""How a question asks again for the number of those who were just listed."""


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
    if scene.many is not None and scene.said is not None and AGAIN.match(normal(question)):
        return scene.said if scene.said.intent == "census" else None
    asked = None if named.people else _read(scene, question)
    scene.many = asked
    if asked is None:
        return None
    if not scene.viewer.may("read", "person"):
        return _say_number(scene, asked, question)
    scene.intent = ""
    asked = replace(asked, mine=asked.mine and scene.viewer.party_id is not None)
    if not asked.case and any(tie.kinds[0] == MANAGER and not tie.present for tie in asked.wanted.ties):
        asked = replace(asked, case="open", said=(*asked.said, "con un percorso aperto"))
    if asked.moved is not None:
        asked = replace(asked, wanted=replace(asked.wanted, within=persons_who_moved(scene, asked.moved)))
    within = persons_by_case(scene, asked.case) if asked.case else None
    if isinstance(within, Reply):
        return within
    if within is not None:
        wanted = asked.wanted
        none = asked.case == "none"
        both = within if wanted.within is None else within & wanted.within
        wanted = replace(wanted, without=within) if none else replace(wanted, within=both)
        asked = replace(asked, wanted=wanted)
    return _say_groups(scene, asked) if asked.by else _say_persons(scene, asked)


def _read(scene: Scene, question: str) -> Asked | None:
    """Read a question about many persons, or one that goes on from it; None when it is another."""
    before = scene.many
    if before is not None and (onward := read_onward(question, before, scene.day, names_here(scene))):
        return onward
    if (scene.person_id and not of_many(question)) or OF_ONE.match(normal(question)):
        return None
    asked = read_census(question, scene.day, NAMELESS)
    born = asked is not None and (asked.wanted.born_from or asked.wanted.born_to)
    many = of_many(question) or (not scene.person_id and asks_for_many(question))
    if (born or many) and (asked is None or asked.rest):
        asked = read_census(question, scene.day, names_here(scene))
    if asked is not None and asked.said and not scene.viewer.may("read", "person"):
        return asked
    if asked is None or asked.rest:
        return None
    if asked.case == "open" and len(asked.said) == 1 and fits("cases", question, POINTS["sure"]):
        return None
    return asked


def _say_persons(scene: Scene, asked: Asked) -> Reply:
    """Say how many, and name the first."""
    found = census(
        scene.store, asked.wanted, scene.day, scene.viewer, limit=SHOWN, mine=asked.mine, phones=asked.phones
    )
    first = found.first if asked.said or asked.wanted.order == "name" else found.first[:FIRST]
    lines = [Line(person_words(one, asked, scene.day), one.id) for one in first]
    more = [Line(f"e altre {found.total - len(lines)}")] if found.total > len(lines) else []
    if found.unknown:
        more.append(
            Line(
                f"Di {count(found.unknown, 'altra persona', 'altre persone')} non è scritto abbastanza per dirlo."
            )
        )
    return Reply(
        "census",
        f"{many_words(found, asked)}{':' if lines else '.'}",
        (*lines, *more),
        query=query_of(scene, asked),
        links=(("Persone", "persona"),),
    )


def _say_number(scene: Scene, asked: Asked, question: str) -> Reply:
    """Say about how many, to who sees no persons; the indicators of the territory where that may not be told."""
    if not scene.viewer.may("read", "territory"):
        return Reply(
            "census", "Il tuo ruolo non vede elenchi di persone.", links=(("Chi vede che cosa", "politica"),)
        )
    links = (("Governo del territorio", "governo"), ("Programmazione", "programmazione"))
    if any(re.fullmatch(one, plain(question).strip()) for one in patterns()["again"]):
        head = f"{NO_NAMES} Chi sono lo vede chi le segue."
        policy_first = (("Chi vede che cosa", "politica"), *links)
        return Reply("census", head, query="Letto: che cosa vede il tuo ruolo.", links=policy_first)
    told = is_coarse(asked.wanted) and not (asked.case or asked.moved or asked.by or asked.rest)
    if not told:
        head = f"Questo così non so contarlo. {NO_NAMES} {COARSE}"
        if not fits("territory", question, POINTS["strong"]):
            return Reply("census", head, query="Letto: che cosa vede il tuo ruolo.", links=links)
        reply = say_territory(scene.store, scene.viewer, scene.day, question)
        return replace(reply, head=f"{head} {reply.head}")
    many = tally(scene.store, asked.wanted, scene.day, scene.viewer)
    followed = "persone seguite" if asked.wanted.of_followed else "persone"
    head = f"{many[0].upper()}{many[1:]} {followed}{kinds_of(asked)}. {NO_NAMES}"
    query = f"Letto: le schede delle persone, contate insieme, al {long_day(scene.day)}."
    return Reply("census", head, query=query, links=links)


def _say_groups(scene: Scene, asked: Asked) -> Reply:
    """Say how many in each group."""
    told = grouped(scene.store, asked.wanted, asked.by or "area", scene.day, scene.viewer, mine=asked.mine)
    lines = tuple(
        Line(f"{group_words(asked.by or 'area', key)}: {count(many, 'persona', 'persone')}")
        for key, many in (
            sorted(told.items()) if asked.by == "age" else sorted(told.items(), key=lambda one: -one[1])
        )
    )
    seguite = " seguite" if asked.wanted.of_followed else ""
    head = (
        f"Le persone{seguite} che vedi{kinds_of(asked)}:"
        if lines
        else "Nessuna persona, fra quelle che vedi."
    )
    return Reply("census", head, lines, query=query_of(scene, asked), links=(("Persone", "persona"),))
