"""Show whom a question about many persons found: one by one, group by group, or as a share of their kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from apps.assistant.census.facts import MOVED, among_open, find_fact
from apps.assistant.census.figures import say_mean, say_of_paths, say_then
from apps.assistant.census.patterns import patterns
from apps.assistant.census.told import group_words, kinds_of, many_words, person_words, query_of
from apps.assistant.reading.of_many import Asked, Fact
from apps.assistant.reply import Line, Reply
from apps.components.words import count
from coordinator.network.census import census, grouped
from coordinator.network.wanted import Wanted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from apps.assistant.reading.of_many import Arg
    from apps.assistant.whom.scene import Scene

SHOWN = 20
MANAGER = "case_manager"
OPEN = Fact("open")
FIRST = 5
"""How many are named where only an order was asked for: "chi è la più anziana?"."""

LINKS = (("Persone", "persona"),)


def show_many(scene: Scene, asked: Asked) -> Reply:
    """
    Find those who were asked for, and show them as it was asked.

    Parameters
    ----------
    scene
        The conversation: the record, who asks, the day.
    asked
        What is asked of each.

    Returns
    -------
    Reply
        How many and who; where a condition was not understood, with it said first.

    Raises
    ------
    NotAllowedError
        If the viewer may not read what is asked of each person.
    """
    if asked.then:
        return _compared(scene, asked)
    asked = among_paths(asked)
    found = with_facts(scene, asked)
    if isinstance(found, Reply):
        return found
    asked, told = found
    if asked.mean:
        return say_mean(scene, asked)
    if asked.share:
        return _say_share(scene, asked)
    if asked.by in {"phase", "source"}:
        return say_of_paths(scene, asked)
    return _say_groups(scene, asked) if asked.by else _say_persons(scene, asked, told)


def among_paths(asked: Asked) -> Asked:
    """
    Look for those without a case manager among those with an open path.

    Parameters
    ----------
    asked
        What is asked of each.

    Returns
    -------
    Asked
        The same where no case manager is missed, or paths are asked of already.
    """
    missed = any(tie.kinds[0] == MANAGER and not tie.present for tie in asked.wanted.ties)
    if not missed or asked.facts:
        return asked
    return replace(asked, facts=(OPEN,), said=(*asked.said, "con un percorso aperto"))


def _compared(scene: Scene, asked: Asked) -> Reply:
    """Count them as of today and as of a year ago; of paths only those that began or ended then are known."""
    day = a_year_before(scene.day)
    now = with_facts(scene, asked)
    if isinstance(now, Reply):
        return now
    if any(patterns()["facts"][one.key]["find"] not in MOVED for one in asked.facts):
        return say_then(scene, now[0], None, day)
    facts = tuple(one._replace(arg=_arg_before(one.arg)) for one in asked.facts)
    wanted = asked.wanted
    quiet = a_year_before(wanted.quiet_since) if wanted.quiet_since else None
    ties = tuple(
        replace(one, before=a_year_before(one.before) if one.before else None) for one in wanted.ties
    )
    past = replace(asked, facts=facts, wanted=replace(wanted, quiet_since=quiet, ties=ties))
    then = with_facts(replace(scene, day=day), past)
    return then if isinstance(then, Reply) else say_then(scene, now[0], then[0], day)


def _arg_before(arg: Arg) -> Arg:
    """Move the days of a fact to the year before."""
    if isinstance(arg, tuple):
        return a_year_before(arg[0]), a_year_before(arg[1])
    return a_year_before(arg) if isinstance(arg, date) else arg


def a_year_before(day: date) -> date:
    """
    Return the same day of the year before.

    Parameters
    ----------
    day
        A day.

    Returns
    -------
    date
        The 28th of February for the 29th.
    """
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)


def with_facts(scene: Scene, asked: Asked) -> tuple[Asked, Mapping[str, str]] | Reply:
    """
    Look for no others than those of whom the facts hold, and hold what is to be told of each.

    Parameters
    ----------
    scene, asked
        As `show_many` takes them.

    Returns
    -------
    tuple of Asked and mapping, or Reply
        A reply where the asker may not be told of one of the facts.
    """
    within, without, told = asked.wanted.within, set(asked.wanted.without), dict[str, str]()
    for fact in asked.facts:
        held = find_fact(scene, fact)
        if isinstance(held, Reply):
            return held
        ids = frozenset(held)
        if among_open(fact):
            everybody = find_fact(scene, OPEN)
            if isinstance(everybody, Reply):
                return everybody
            ids = frozenset(everybody) - ids
        if fact.present or among_open(fact):
            within = ids if within is None else within & ids
        else:
            without |= ids
        for one, words in held.items() if fact.present else ():
            told[one] = "; ".join(part for part in (told.get(one, ""), words) if part)
    wanted = replace(asked.wanted, within=within, without=frozenset(without))
    return replace(asked, wanted=wanted), told


def _say_persons(scene: Scene, asked: Asked, told: Mapping[str, str]) -> Reply:
    """Say how many, and name the first."""
    found = census(
        scene.store, asked.wanted, scene.day, scene.viewer, limit=SHOWN, mine=asked.mine, phones=asked.phones,
        helpers=asked.helpers,
    )  # fmt: skip
    first = found.first if asked.said or asked.wanted.order == "name" else found.first[:FIRST]
    lines = [Line(person_words(one, asked, scene.day, told.get(one.id, "")), one.id) for one in first]
    more = [Line(f"e altre {found.total - len(lines)}")] if found.total > len(lines) else []
    if found.unknown:
        who = count(found.unknown, "altra persona", "altre persone")
        more.append(Line(f"Di {who} non è scritto abbastanza per dirlo."))
    head = f"{many_words(found, asked)}{':' if lines else '.'}"
    return Reply("census", head, (*lines, *more), query=query_of(scene, asked), links=LINKS)


def _say_groups(scene: Scene, asked: Asked) -> Reply:
    """Say how many in each group."""
    by = "area" if asked.by is None or asked.by == "phase" or asked.by == "source" else asked.by  # noqa: PLR1714
    told = grouped(scene.store, asked.wanted, by, scene.day, scene.viewer, mine=asked.mine)
    order = sorted(told.items()) if asked.by == "age" else sorted(told.items(), key=lambda one: -one[1])
    lines = tuple(Line(f"{group_words(by, key)}: {count(many, 'persona', 'persone')}") for key, many in order)
    seguite = " seguite" if asked.wanted.of_followed else ""
    most = ", prima dove sono di più" if asked.by in {"area", "service"} else ""
    head = f"Le persone{seguite} che vedi{kinds_of(asked)}{most}:"
    if not lines:
        head = "Nessuna persona, fra quelle che vedi."
    return Reply("census", head, lines, query=query_of(scene, asked), links=LINKS)


def _say_share(scene: Scene, asked: Asked) -> Reply:
    """Say how many they are of those of their age, sex and place who are followed."""
    wanted = asked.wanted
    kind = Wanted(
        least_age=wanted.least_age, most_age=wanted.most_age, born_from=wanted.born_from, born_to=wanted.born_to,
        sex=wanted.sex, areas=wanted.areas,
    )  # fmt: skip
    kind = Wanted() if kind == replace(wanted, order="name") else kind
    found, among = (
        census(scene.store, one, scene.day, scene.viewer, limit=0, mine=asked.mine).total
        for one in (wanted, kind)
    )
    share = f"{100 * found / among:.1f}".replace(".", ",") if among else "0"
    of_kind = "" if kind == Wanted() else " della stessa età, sesso e comune"
    head = (
        f"{count(found, 'persona', 'persone')}{kinds_of(asked)}, su {among} seguite{of_kind}: il {share} %."
    )
    return Reply("census", head, query=query_of(scene, asked), links=LINKS)
