"""Notice services that do not talk, double, lack an owner, and needs and services that do not meet."""

from __future__ import annotations

from datetime import timedelta
from itertools import combinations
from typing import TYPE_CHECKING

from coordinator.findings.conditions import condition
from coordinator.findings.finding import Evidence, Hit
from coordinator.model import vocabulary
from coordinator.network.coverage import HELP, uncovered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordinator.findings.facts import Facts, World
    from coordinator.findings.rules import Rule

LINKS = ("protocollo", "si_coordina", "puo_inviare")
HOSPITAL = ("ricovero", "dimissione")


@condition
def services_unlinked(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find two services of different sectors that share the person and have no tie."""
    del rule
    world = facts.world
    shared = {service: tie for service, tie in facts.services().items() if _part(world, service) != "da_solo"}
    for (one, first), (other, second) in combinations(sorted(shared.items()), 2):
        if world.parties[one].sector != world.parties[other].sector and not _talk(world, one, other):
            slots = {"person": facts.person.name, "first": world.name(one), "second": world.name(other)}
            yield Hit(slots, [facts.say(first), facts.say(second)])


def _part(world: World, service: str) -> str | None:
    """Say how a service stands beside the others, where the vocabulary says so."""
    kind = world.parties[service].service_kind
    return None if kind is None else vocabulary().term("service_kinds", kind).more.get("part")


def _talk(world: World, one: str, other: str) -> bool:
    """Say whether two services have a tie, or people who work for them do."""
    if world.tied(one, other, LINKS):
        return True
    here = [one, *world.others(one, "lavora_presso")]
    there = [other, *world.others(other, "lavora_presso")]
    return bool(set(here) & set(there)) or any(
        world.tied(a, b, ("si_coordina",)) for a in here for b in there
    )


@condition
def duplicate_service(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find two services of one kind that both have the person in charge."""
    del rule
    world = facts.world
    for (one, first), (other, second) in combinations(sorted(facts.services().items()), 2):
        kind = world.parties[one].service_kind
        if kind is not None and kind == world.parties[other].service_kind:
            slots = {"person": facts.person.name, "first": world.name(one), "second": world.name(other)}
            yield Hit(slots, [facts.say(first), facts.say(second)])


@condition
def service_without_owner(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find services of which no body answers."""
    del rule
    for service, tie in sorted(facts.services().items()):
        owned = any(one.kind == "gestito_da" and one.start == service for one in facts.world.ties_at[service])
        if not owned:
            slots = {"person": facts.person.name, "service": facts.world.name(service)}
            yield Hit(slots, [facts.say(tie), facts.say_party(service)])


@condition
def service_unchecked(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find services whose facts nobody has checked for long."""
    for service, tie in sorted(facts.services().items()):
        checked_on = facts.world.parties[service].checked_on
        if checked_on is not None and (facts.day - checked_on).days > rule.limit("days"):
            slots = {"person": facts.person.name, "service": facts.world.name(service)}
            evidence = [facts.say(tie), facts.say_party(service, checked_on)]
            yield Hit({**slots, "checked": f"{checked_on:%d/%m/%Y}"}, evidence)


@condition
def need_without_service(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find open needs that nobody meets."""
    del rule
    offers = [facts.world.parties[service].offers for service in facts.services()]
    supports = {tie.support for tie in facts.ties(*HELP)}
    bare = set(uncovered([need.need for need in facts.open_needs()], offers, supports))
    for need in facts.open_needs():
        if need.need in bare:
            yield Hit({"person": facts.person.name, "need": need.label}, [facts.say_need(need)])


@condition
def service_without_need(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find services that answer to none of the open needs."""
    del rule
    if not facts.world.needs.get(facts.person_id):
        return
    wanted = {need.need for need in facts.open_needs()}
    for service, tie in sorted(facts.services().items()):
        offers = facts.world.parties[service].offers
        if offers and not offers & wanted and _part(facts.world, service) != "coordina":
            slots = {"person": facts.person.name, "service": facts.world.name(service)}
            evidence = [facts.say(tie), facts.say_party(service, *sorted(offers))]
            yield Hit(slots, [*evidence, *(facts.say_need(need) for need in facts.open_needs())])


@condition
def referral_unanswered(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find referrals that wait for an answer."""
    yield from _waiting(facts, rule, "segnalato")


@condition
def waiting_long(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find long waits for a place."""
    yield from _waiting(facts, rule, "in_attesa")


def _waiting(facts: Facts, rule: Rule, kind: str) -> Iterator[Hit]:
    """Find ties of a kind that have held for more than the rule's days."""
    for tie in facts.ties(kind):
        days = (facts.day - tie.since).days
        if days > rule.limit("days"):
            slots = {"person": facts.person.name, "service": facts.other(tie).name, "days": days}
            yield Hit(slots, [facts.say(tie)])


@condition
def discharge_without_contact(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find discharges after which nobody called."""
    days, lookback = int(rule.limit("days")), int(rule.limit("lookback"))
    contacts = facts.world.contacts.get(facts.person_id, [])
    for left in contacts:
        last = left.day + timedelta(days=days)
        if left.kind != "dimissione" or last > facts.day or (facts.day - left.day).days > lookback:
            continue
        called = any(
            left.day <= one.day <= last and one.with_id != left.with_id and one.kind not in HOSPITAL
            for one in contacts
        )
        if not called:
            words = f"dimissione da {facts.world.name(left.with_id)} il {left.day:%d/%m/%Y}"
            slots = {"person": facts.person.name, "discharged": f"{left.day:%d/%m/%Y}", "days": days}
            yield Hit(slots, [Evidence(f"contact:{left.key}", words)])
