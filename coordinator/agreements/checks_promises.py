"""Check the commitments: each can be watched, none contradicts another, all are verified."""

from __future__ import annotations

import re
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from coordinator.agreements.conditions import Spot, condition, spot
from coordinator.agreements.measures import DECLARED, PER_CENT, measures
from coordinator.agreements.template import template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordinator.agreements.text import Agreement, Commitment

LEAST = 5  # articles that hold commitments: what the national model of these agreements asks for
VERIFIED = "verifica"
DAYS = re.compile(r"entro\s+(?:il\s+termine\s+di\s+)?([0-9]{1,9}|[a-zà]+)\s+giorni", re.I)
NUMBERS = {
    **{"due": 2, "tre": 3, "cinque": 5, "sette": 7, "dieci": 10, "quindici": 15, "venti": 20, "trenta": 30},
    **{"quarantacinque": 45, "sessanta": 60, "novanta": 90, "centoventi": 120, "centottanta": 180},
}


def _place(one: Commitment) -> str:
    return f"art. {one.article}, impegni"


def _of_commitments(number: int, agreement: Agreement) -> bool:
    """Say whether an article is one of commitments."""
    article = agreement.article(number)
    model = template().of_topic(article.topic) if article else None
    return model is not None and model.commitments


@condition
def too_few_commitments(agreement: Agreement) -> Iterator[Spot]:
    """Find that fewer than five articles hold commitments."""
    count = len({one.article for one in agreement.commitments if _of_commitments(one.article, agreement)})
    if count < LEAST:
        yield spot("impegni", count=count)


@condition
def commitment_id_twice(agreement: Agreement) -> Iterator[Spot]:
    """Find that two commitments have one id."""
    ids = [one.id for one in agreement.commitments]
    for key in dict.fromkeys(one for one in ids if ids.count(one) > 1):
        yield spot("impegni", id=key)


@condition
def commitment_misplaced(agreement: Agreement) -> Iterator[Spot]:
    """Find that a commitment stands in an article of another kind, or in none."""
    for one in agreement.commitments:
        if not _of_commitments(one.article, agreement):
            yield spot(_place(one), what=one.what, article=one.article)


@condition
def commitment_of_stranger(agreement: Agreement) -> Iterator[Spot]:
    """Find that who promises does not sign."""
    for one in agreement.commitments:
        if one.body not in agreement.names:
            yield spot(_place(one), what=one.what, body=one.body)


@condition
def commitment_without_measure(agreement: Agreement) -> Iterator[Spot]:
    """Find that nobody could say whether it is kept."""
    for one in agreement.commitments:
        if one.measure not in measures():
            yield spot(_place(one), what=one.what)


@condition
def commitment_without_threshold(agreement: Agreement) -> Iterator[Spot]:
    """Find that it is not said how much keeps it, or it is more than all."""
    for one in agreement.commitments:
        measure = measures().get(one.measure)
        if measure is None:
            continue
        most = 100 if measure.unit.startswith(PER_CENT) else None
        if one.at_least is None or one.at_least <= 0 or (most and one.at_least > most):
            yield spot(_place(one), what=one.what)


@condition
def commitment_without_days(agreement: Agreement) -> Iterator[Spot]:
    """Find that the measure counts days, and it is not said how many."""
    for one in agreement.commitments:
        measure = measures().get(one.measure)
        if measure and measure.within and not (one.within and one.within > 0):
            yield spot(_place(one), what=one.what)


@condition
def commitment_outside_span(agreement: Agreement) -> Iterator[Spot]:
    """Find that it begins or ends when the agreement does not hold, or ends before it begins."""
    first, last = agreement.since or date.min, agreement.until or date.max
    for one in agreement.commitments:
        since, until = one.since or first, one.until or last
        if first <= last and not (first <= since <= until <= last):
            yield spot(_place(one), what=one.what)


@condition
def commitments_contradict(agreement: Agreement) -> Iterator[Spot]:
    """Find that two commitments on one measure promise different things on the same days."""
    for one, other in combinations(agreement.commitments, 2):
        same = one.measure == other.measure and one.measure not in {"", DECLARED}
        differ = (one.within, one.at_least) != (other.within, other.at_least)
        if same and differ and _overlap(one, other):
            yield spot(_place(other), what=one.what, other=other.what)


def _overlap(one: Commitment, other: Commitment) -> bool:
    """Say whether two commitments hold on a common day."""
    begins = max(one.since or date.min, other.since or date.min)
    return begins <= min(one.until or date.max, other.until or date.max)


@condition
def commitment_beyond_norm(agreement: Agreement) -> Iterator[Spot]:
    """Find that it promises more days than the norm leaves, on the last day of the agreement."""
    for one in agreement.commitments:
        measure = measures().get(one.measure)
        cap = measure.cap if measure else None
        last = one.until or agreement.until or date.max
        if cap and one.within and one.within > cap.days and cap.since <= last:
            yield spot(_place(one), what=one.what, within=one.within, cap=cap.days)


@condition
def text_against_commitment(agreement: Agreement) -> Iterator[Spot]:
    """Find that the text of an article gives other days than its commitments."""
    for article in agreement.articles:
        days = {one.within for one in agreement.commitments if one.article == article.number and one.within}
        for number, comma in enumerate(article.commi, 1):
            for found in DAYS.finditer(comma.text):
                said = int(found[1]) if found[1].isdigit() else NUMBERS.get(found[1].lower())
                if days and said and said not in days:
                    words = " o ".join(map(str, sorted(days)))
                    yield spot(f"art. {article.number}, comma {number}", words=found.group(), days=words)


@condition
def no_verification(agreement: Agreement) -> Iterator[Spot]:
    """Find that it is not said who verifies, or how often."""
    if not agreement.verification.organ:
        yield spot(VERIFIED, what="chi verifica")
    if not agreement.verification.every:
        yield spot(VERIFIED, what="ogni quanto si verifica")


@condition
def verified_by_stranger(agreement: Agreement) -> Iterator[Spot]:
    """Find that who verifies is no organ of the agreement."""
    organ = agreement.verification.organ
    if organ and organ not in {one.name for one in agreement.organs}:
        yield spot(VERIFIED, organ=organ)


@condition
def verified_too_seldom(agreement: Agreement) -> Iterator[Spot]:
    """Find that the agreement ends before it is verified once."""
    every = agreement.verification.every
    if not (every and agreement.since and agreement.until and agreement.until >= agreement.since):
        return
    lasts = (
        (agreement.until.year - agreement.since.year) * 12 + agreement.until.month - agreement.since.month + 1
    )
    if every > lasts:
        yield spot(VERIFIED, every=every, lasts=lasts)


@condition
def commitment_not_verified(agreement: Agreement) -> Iterator[Spot]:
    """Find that a commitment is not among those verified."""
    for one in agreement.commitments:
        if one.id not in agreement.verification.covers:
            yield spot(VERIFIED, what=one.what)


@condition
def unknown_commitment_verified(agreement: Agreement) -> Iterator[Spot]:
    """Find that what is verified is no commitment."""
    ids = {one.id for one in agreement.commitments}
    for key in agreement.verification.covers:
        if key not in ids:
            yield spot(VERIFIED, id=key)
