"""Collect what the page of an act or an article shows: its text on a day, its changes, who names it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Any

from apps.components.days import DayError, read_day
from apps.components.quotes import STATUSES
from apps.components.words import long_day
from knowledge.library.difference import compare
from knowledge.norms.addresses import address_of
from knowledge.norms.identifiers import NormRef, format_legal, parse_urn
from knowledge.norms.model import EdgeKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from knowledge.library import Library
    from knowledge.library.difference import Difference
    from knowledge.library.mentions import Mention
    from knowledge.norms import Act, Passage

NAMING = {
    EdgeKind.REPLACES: "La sostituisce",
    EdgeKind.REPEALS: "La abroga",
    EdgeKind.MODIFIES: "La modifica",
    EdgeKind.SUSPENDS: "La sospende",
    EdgeKind.IMPLEMENTS: "La attua",
    EdgeKind.DEROGATES: "Vi deroga",
    EdgeKind.CITES: "La richiama",
}
NAMED = {
    EdgeKind.REPLACES: "Sostituisce",
    EdgeKind.REPEALS: "Abroga",
    EdgeKind.MODIFIES: "Modifica",
    EdgeKind.SUSPENDS: "Sospende",
    EdgeKind.IMPLEMENTS: "Attua",
    EdgeKind.DEROGATES: "Deroga a",
    EdgeKind.DEFINES: "Dà definizioni per tutto l’atto",
    EdgeKind.CITES: "Richiama",
}
COMPARED = 40
"""Provisions whose differences a page shows at once."""

NEAR = 12
"""Words kept around what differs."""


@dataclass(frozen=True, slots=True)
class Days:
    """The day that is shown, the one it is compared with, and a word on one that cannot be read."""

    shown: date
    other: date | None
    known: tuple[date, ...]  # on which the norm may differ from the day before
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """What the page shows of a passage."""

    name: str
    urn: str
    heading: str
    text: str
    official: bool
    status: str
    tone: str
    since: str
    until: str
    note: str


def asked_days(library: Library, ref: NormRef, today: date, shown: str, other: str) -> Days:
    """
    Read the days that an address asks for.

    Parameters
    ----------
    library
        The corpus.
    ref
        What is shown.
    today
        The day where none is asked for.
    shown, other
        As Italians write them or as ``"2010-01-01"``; empty for none.

    Returns
    -------
    Days
        A day that cannot be read is left out, and ``notice`` says so.
    """
    days, unread = [], []
    for told in (shown, other):
        try:
            days.append(read_day(told) if told.strip() else None)
        except DayError as error:
            days.append(None)
            unread.append(str(error))
    notice = unread[0] if unread else ""
    return Days(days[0] or today, days[1], tuple(library.days(ref)), notice)


def name_of(act: Act) -> str:
    """Return an act's name in legal style: ``"L. 328/2000"``."""
    return format_legal(parse_urn(act.urn))


def describe_act(library: Library, act: Act, ref: NormRef, days: Days) -> dict[str, Any]:
    """
    Collect what the page of an act shows.

    Parameters
    ----------
    library
        The corpus.
    act
        The act.
    ref
        The act itself.
    days
        The day on which it is read, and what it is compared with.

    Returns
    -------
    dict
        Words for the template.
    """
    return _common(library, act, ref, days) | {"articles": _articles(library, ref, days.shown)}


def describe_article(library: Library, act: Act, ref: NormRef, days: Days) -> dict[str, Any]:
    """
    Collect what the page of an article shows; see `describe_act`.

    Parameters
    ----------
    library
        The corpus.
    act
        Its act.
    ref
        The article, or a part of it that the page marks.
    days
        The day on which it is read, and what it is compared with.

    Returns
    -------
    dict
        Words for the template.
    """
    whole = NormRef(act=ref.act, article=ref.article, annex=ref.annex)
    passages = library.find(whole, days.shown)
    current = {passage.sha256 for passage in passages}
    older = [one for one in library.history(whole) if one.valid_to and one.sha256 not in current]
    return _common(library, act, whole, days) | {
        "provisions": [provision(one) for one in passages],
        "chosen": ref.urn,
        "older": [provision(one) for one in older],
        "named": _grouped(library, library.named(whole), NAMED),
    }


def _common(library: Library, act: Act, ref: NormRef, days: Days) -> dict[str, Any]:
    """Collect what the pages of an act and of an article share."""
    return {
        "act": act,
        "act_name": name_of(act),
        "name": format_legal(ref),
        "ref": ref.urn,
        "day": long_day(days.shown),
        "days": days,
        "known": [
            (day.isoformat(), (day - timedelta(days=1)).isoformat(), long_day(day)) for day in days.known
        ],
        "address": address_of(act.address, ref, days.shown),
        "declared": act.declared_address,
        "compared": _compared(library, ref, days),
        "naming": _grouped(library, library.naming(ref), NAMING),
    }


def _articles(library: Library, ref: NormRef, day: date) -> list[tuple[str, str, str, bool, str, str]]:
    """List an act's articles: URN, name, heading, whether the text is official, status and its tone."""
    found: dict[str, tuple[str, str, str, bool, str, str]] = {}
    for passage in library.find(ref, day):
        place = NormRef(act=ref.act, article=passage.article, annex=passage.annex)
        annex = f"Allegato {passage.annex or ''}".strip()
        name = f"Art. {passage.article}" if passage.article else annex
        name = f"{annex}, art. {passage.article}" if passage.article and passage.annex else name
        status = STATUSES[str(passage.status)]
        shown = status if passage.status in {"repealed", "replaced", "not_yet", "suspended"} else ("", "")
        found.setdefault(place.urn, (place.urn, name, passage.heading, passage.official, *shown))
    return list(found.values())


def _compared(library: Library, ref: NormRef, days: Days) -> dict[str, Any] | None:
    """Say what differs between the two days; None when only one is asked for."""
    if days.other is None:
        return None
    first, second = sorted((days.other, days.shown))
    changes = compare(library, ref, first, second)
    return {
        "first": long_day(first),
        "second": long_day(second),
        "changes": [_change(change) for change in changes[:COMPARED]],
        "more": max(0, len(changes) - COMPARED),
    }


def _change(change: Difference) -> dict[str, Any]:
    """Collect a difference: its two sides, each with what the other lacks marked."""
    return {
        "urn": change.urn.split("#")[0],
        "name": change.name,
        "what": change.what,
        "before": _near([piece for piece in change.pieces if piece[0] != "+"]),
        "after": _near([piece for piece in change.pieces if piece[0] != "-"]),
    }


def _near(pieces: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Shorten long stretches that do not differ to the words near what does."""
    found = []
    for place, (sign, words) in enumerate(pieces):
        kept = words.split()
        if sign == "=" and len(kept) > 2 * NEAR + 6:
            head = kept[:NEAR] if place else []
            tail = kept[-NEAR:] if place + 1 < len(pieces) else []
            words = " ".join([*head, "[…]", *tail])
        found.append((sign, words))
    return found


def _grouped(
    library: Library, mentions: Iterable[Mention], words: dict[EdgeKind, str]
) -> list[tuple[str, list[dict[str, Any]]]]:
    """Group provisions by what ties them to this one, each with a link where its act is at hand."""
    held = {act.urn for act in library.acts()}
    found = []
    for kind, group in groupby(mentions, key=lambda one: one.kind):
        rows = [
            {
                "name": one.name,
                "urn": one.urn if one.resolved and parse_urn(one.urn).act in held else "",
                "part": one.part,
                "resolved": one.resolved,
                "since": long_day(one.effective),
            }
            for one in group
        ]
        if kind in words:
            found.append((words[kind], rows))
    return found


def provision(passage: Passage) -> Provision:
    """
    Say what is known of a passage.

    Parameters
    ----------
    passage
        As the library gives it.

    Returns
    -------
    Provision
        Words for the template.
    """
    status, tone = STATUSES[str(passage.status)]
    name = f"comma {passage.comma}" if passage.comma else ""
    if passage.letter:
        name = f"{name}, lettera {passage.letter}".lstrip(", ")
    return Provision(
        name,
        passage.urn,
        passage.heading,
        passage.text,
        passage.official,
        status,
        tone,
        long_day(passage.valid_from),
        long_day(passage.valid_to),
        passage.note,
    )
