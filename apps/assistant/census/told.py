"""Put in words who was found when many persons were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.answers.close import STRAINS
from apps.assistant.census.facts import read_words
from apps.components.words import age, count, hours, long_day, place_name
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from datetime import date

    from apps.assistant.reading.of_many import Asked
    from apps.assistant.whom.scene import Scene
    from coordinator.network.census import Census, Counted, TieTold

WAITING = "in_attesa"
CARE = ("in_carico",)
"""Kinds of tie of which hours are not told."""

ORDERS = {
    "oldest": ", prima chi ha più anni",
    "youngest": ", prima chi ha meno anni",
    "longest": ", prima chi aspetta da più tempo",
    "fewest": ", prima chi ha meno legami scritti",
    "quietest": ", prima chi non si sente da più tempo",
}
OF_ONE = {
    "vivono da sole": "vive da sola",
    "vivono con altri": "vive con altri",
    "nate ": "nata ",
    "segnalate ": "segnalata ",
    "dimesse ": "dimessa ",
    "seguite da": "seguita da",
    "donne": "donna",
    "uomini": "uomo",
}

SEXES = {"F": "Donne", "M": "Uomini", "X": "Altro", "": "Non è scritto"}


def many_words(found: Census, asked: Asked) -> str:
    """
    Say how many were found, of how many, and in which order they are named.

    Parameters
    ----------
    found, asked
        What was found, and what was asked.

    Returns
    -------
    str
        A sentence without its end.
    """
    followed = (" seguita", " seguite") if found.of_followed else ("", "")
    many = "Nessuna persona" if not found.total else count(found.total, "persona", "persone")
    many += followed[found.total > 1]
    among = f", su {found.among} che vedi" if found.total < found.among or asked.said else " che vedi"
    order = ORDERS.get(asked.wanted.order, "") if found.total > 1 else ""
    kinds = kinds_of(asked)
    if found.total <= 1:
        for plural, singular in OF_ONE.items():
            kinds = kinds.replace(plural, singular)
    return f"{many}{kinds}{among}{order}"


def kinds_of(asked: Asked) -> str:
    """
    Say what is asked of each.

    Parameters
    ----------
    asked
        What was asked.

    Returns
    -------
    str
        To be put behind "persone", with a blank before it.
    """
    mine = (" fra le tue",) if asked.mine else ()
    return "".join((*mine, *(f" {one}" if at == 0 else f", {one}" for at, one in enumerate(asked.said))))


def person_words(one: Counted, asked: Asked, day: date, told: str = "") -> str:
    """
    Say who one is, with what was asked of her.

    Parameters
    ----------
    one, asked
        Who was found, and what was asked.
    day
        Of the question.
    told
        What the facts asked for say of her.

    Returns
    -------
    str
        For one line.
    """
    years = age(one.born_on, day)
    parts = [f"{years} anni" if years is not None else "", place_name(one.area)]
    parts += [_tie_words(tie, day) for tie in dict.fromkeys(one.ties)]
    parts += [told, ", ".join(one.needs)]
    if asked.helpers:
        others = [_tie_words(tie, day) for tie in one.helpers if tie not in one.ties]
        parts += others if one.helpers else ["non risulta chi la segua"]
    parts += [f"telefono {one.phone}" if one.phone else "telefono non scritto"] if asked.phones else []
    parts += [count(one.ties_many, "legame", "legami")] if one.ties_many is not None else []
    if asked.wanted.quiet_since or asked.wanted.order == "quietest":
        last = one.last_contact
        parts.append(f"ultimo contatto il {long_day(last)}" if last else "nessun contatto scritto")
    return f"{one.name}: {'; '.join(part for part in parts if part)}"


def _tie_words(tie: TieTold, day: date) -> str:
    """Say with whom a tie is, since when, and what it says of hours or fatigue."""
    long = count((day - tie.since).days, "giorno", "giorni")
    if tie.kind == WAITING:
        return f"aspetta {tie.name} dal {long_day(tie.since)} ({long})"
    hours_told = f", {hours(tie.hours)}" if tie.hours and tie.kind not in CARE else ""
    strain = f", {STRAINS[tie.strain]} ({tie.strain} su 3)" if tie.strain else ""
    return f"{tie.name} dal {long_day(tie.since)}{hours_told}{strain}"


def group_words(by: str, key: str) -> str:
    """
    Say what a group is called.

    Parameters
    ----------
    by
        Of what the groups are: area, sex, age, need, service.
    key
        The word of the record.

    Returns
    -------
    str
        In Italian.
    """
    if by == "sex":
        return SEXES.get(key, key)
    if by == "service":
        return key
    if by == "need":
        return vocabulary().label("needs", key)
    if by == "age" and key:
        low, high = key.split("-")
        return f"{low} anni o più" if not high else f"da {low} a {high} anni"
    return place_name(key) or "Non è scritto"


def query_of(scene: Scene, asked: Asked) -> str:
    """
    Say what was read.

    Parameters
    ----------
    scene, asked
        The conversation, and what was asked.

    Returns
    -------
    str
        For the foot of an answer.
    """
    wanted = asked.wanted
    read = ["le schede delle persone che vedi"]
    read += ["i bisogni"] if wanted.needs or wanted.unmet or wanted.many_needs else []
    read += (
        ["i legami"]
        if wanted.ties or wanted.alone is not None or wanted.order == "fewest" or asked.helpers
        else []
    )
    read += ["i contatti"] if wanted.quiet_since or wanted.order == "quietest" else []
    read += read_words(asked.facts)
    told = f"; condizioni: {'; '.join(asked.said)}" if asked.said else ""
    return f"Letto: {', '.join(read)}, al {long_day(scene.day)}{told}."
