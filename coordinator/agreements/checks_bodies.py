"""Check who signs, for how long, with which resources and in which organs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.agreements.conditions import Spot, condition, spot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordinator.agreements.text import Agreement

PARTIES, SPAN, MONEY, ORGANS = "parti", "durata", "risorse", "organismi"


@condition
def no_title(agreement: Agreement) -> Iterator[Spot]:
    """Find that it has no title."""
    if not agreement.title:
        yield spot("frontespizio")


@condition
def no_purpose(agreement: Agreement) -> Iterator[Spot]:
    """Find that it has no purpose."""
    if not agreement.purpose:
        yield spot("frontespizio")


@condition
def too_few_parties(agreement: Agreement) -> Iterator[Spot]:
    """Find that fewer than two bodies sign."""
    count = len({one.id for one in agreement.parties})
    if count < 2:
        yield spot(PARTIES, count=count)


@condition
def no_health_body(agreement: Agreement) -> Iterator[Spot]:
    """Find that no health authority signs."""
    if not any(one.kind in {"asl", "distretto"} for one in agreement.parties):
        yield spot(PARTIES)


@condition
def no_social_body(agreement: Agreement) -> Iterator[Spot]:
    """Find that neither the Ambito nor a comune signs."""
    if not any(one.kind in {"ambito", "comune"} for one in agreement.parties):
        yield spot(PARTIES)


@condition
def party_twice(agreement: Agreement) -> Iterator[Spot]:
    """Find that a body is named twice."""
    ids = [one.id for one in agreement.parties]
    for body in dict.fromkeys(one for one in ids if ids.count(one) > 1):
        yield spot(PARTIES, name=agreement.names[body])


@condition
def no_signing_office(agreement: Agreement) -> Iterator[Spot]:
    """Find that it is not said who signs for a body."""
    for one in agreement.parties:
        if not one.office:
            yield spot(PARTIES, name=one.name)


@condition
def no_territory(agreement: Agreement) -> Iterator[Spot]:
    """Find that it is not said where it holds."""
    if not agreement.areas:
        yield spot("frontespizio")


@condition
def comune_does_not_sign(agreement: Agreement) -> Iterator[Spot]:
    """Find that a comune of the territory does not sign, though others do."""
    signed = {one.area for one in agreement.parties if one.kind == "comune"}
    for area in agreement.areas if signed else ():
        if area not in signed:
            yield spot(PARTIES, area=area)


@condition
def comune_outside(agreement: Agreement) -> Iterator[Spot]:
    """Find that a comune signs that is not of the territory."""
    for one in agreement.parties:
        if one.kind == "comune" and agreement.areas and one.area not in agreement.areas:
            yield spot(PARTIES, name=one.name)


@condition
def idle_party(agreement: Agreement) -> Iterator[Spot]:
    """Find that a body signs and does nothing."""
    busy = {one.body for one in agreement.commitments} | {one.body for one in agreement.resources}
    busy |= {one.body for one in agreement.changes}
    busy |= {one for organ in agreement.organs for one in (organ.chair, *organ.members)}
    busy |= {one for row in agreement.phases for one in (row.accountable, *row.doing, *row.consulted)}
    for one in agreement.parties:
        if one.id not in busy:
            yield spot(PARTIES, name=one.name)


@condition
def no_instrument(agreement: Agreement) -> Iterator[Spot]:
    """Find that the third sector signs, and it is not said by which instrument it was chosen."""
    from coordinator.agreements.instruments import choice_table

    third = any(one.kind == "terzo_settore" for one in agreement.parties)
    if third and agreement.instrument not in choice_table().instruments:
        yield spot(PARTIES)


@condition
def no_span(agreement: Agreement) -> Iterator[Spot]:
    """Find that the first or the last day is missing."""
    if agreement.since is None:
        yield spot(SPAN, what="il primo giorno")
    if agreement.until is None:
        yield spot(SPAN, what="l’ultimo giorno")


@condition
def span_reversed(agreement: Agreement) -> Iterator[Spot]:
    """Find that it would end before it begins."""
    if agreement.since and agreement.until and agreement.until < agreement.since:
        yield spot(SPAN)


@condition
def no_organs(agreement: Agreement) -> Iterator[Spot]:
    """Find that it has no organs."""
    if not agreement.organs:
        yield spot(ORGANS)


@condition
def organ_without_chair(agreement: Agreement) -> Iterator[Spot]:
    """Find that an organ has no chair."""
    for one in agreement.organs:
        if not one.chair:
            yield spot(ORGANS, name=one.name)


@condition
def stranger_in_organ(agreement: Agreement) -> Iterator[Spot]:
    """Find that somebody sits in an organ who does not sign."""
    for one in agreement.organs:
        for body in dict.fromkeys((one.chair, *one.members)):
            if body and body not in agreement.names:
                yield spot(ORGANS, name=one.name, body=body)


@condition
def organ_never_meets(agreement: Agreement) -> Iterator[Spot]:
    """Find that it is not said how often an organ meets."""
    for one in agreement.organs:
        if not one.meets_every:
            yield spot(ORGANS, name=one.name)


@condition
def no_resources(agreement: Agreement) -> Iterator[Spot]:
    """Find that nobody brings anything."""
    if not agreement.resources:
        yield spot(MONEY)


@condition
def resource_of_stranger(agreement: Agreement) -> Iterator[Spot]:
    """Find that who brings a resource does not sign."""
    for one in agreement.resources:
        if one.body not in agreement.names:
            yield spot(MONEY, what=one.what, body=one.body)


@condition
def money_without_sum(agreement: Agreement) -> Iterator[Spot]:
    """Find that money without a sum."""
    for one in agreement.resources:
        if one.kind == "denaro" and not (one.amount and one.amount > 0):
            yield spot(MONEY, what=one.what, year=one.year)


@condition
def resource_outside_span(agreement: Agreement) -> Iterator[Spot]:
    """Find that a resource is of a year in which the agreement does not hold."""
    if agreement.since is None or agreement.until is None or agreement.until < agreement.since:
        return
    for one in agreement.resources:
        if not agreement.since.year <= one.year <= agreement.until.year:
            yield spot(MONEY, what=one.what, year=one.year)


@condition
def total_does_not_add_up(agreement: Agreement) -> Iterator[Spot]:
    """Find that the total that is written is not the sum of the money."""
    total = sum(one.amount or 0 for one in agreement.resources if one.kind == "denaro")
    if agreement.total is not None and agreement.total != total:
        yield spot(MONEY, said=_euro(agreement.total), sum=_euro(total))


def _euro(amount: object) -> str:
    """Write a sum as Italians do: 980.000."""
    return f"{amount:,.0f}".replace(",", ".")
