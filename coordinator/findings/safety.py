"""Notice where someone who protects the person is missing or unknown, or where she is in danger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.findings.conditions import condition
from coordinator.findings.facts import PROFESSIONALS, TALK, age_on
from coordinator.findings.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordinator.findings.facts import Facts
    from coordinator.findings.rules import Rule

PLACES = ("in_carico", "si_coordina", "partecipa", "lavora_presso")
"""Kinds of tie by which someone may be met at a place."""


@condition
def ads_unknown(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find a legal administrator whom no service and no professional knows."""
    del rule
    services = facts.services()
    if not services:
        return
    team = set(services) | {facts.other(tie).id for tie in facts.ties(*PROFESSIONALS)}
    for service in services:
        team.update(facts.world.others(service, "lavora_presso"))
    for tie in facts.towards("amministratore_sostegno"):
        if not any(facts.world.tied(tie.start, one, TALK) for one in team):
            slots = {"person": facts.person.name, "administrator": facts.world.name(tie.start)}
            yield Hit(slots, [facts.say(tie), *(facts.say(one) for one in services.values())])


@condition
def minor_without_responsibility(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find a minor for whom nobody is written down as responsible."""
    born_on = facts.person.born_on
    if born_on is None or born_on > facts.day:
        return
    age = age_on(born_on, facts.day)
    if age < rule.limit("years") and not any(facts.towards("responsabilita_genitoriale", "tutore")):
        slots = {"person": facts.person.name, "age": age}
        yield Hit(slots, [facts.say_party(facts.person_id, born_on)])


@condition
def hidden_at_risk(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find a hidden place where someone in conflict with the person goes too."""
    del rule
    hidden = {facts.other(tie).id: tie for tie in facts.ties() if tie.hidden}
    clashes = {facts.other(tie).id: tie for tie in facts.ties() if tie.conflict}
    for place, secret in sorted(hidden.items()):
        for foe, clash in sorted(clashes.items()):
            paths = [
                tie
                for tie in facts.world.ties_at.get(foe, ())
                if tie.kind in PLACES and place in (tie.start, tie.end) and foe != place
            ]
            if paths:
                slots = {"person": facts.person.name, "place": facts.world.name(place)}
                yield Hit(slots, [facts.say(tie) for tie in (secret, clash, *paths)])
