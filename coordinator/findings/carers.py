"""Notice what weighs on those who care without pay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.display import written
from coordinator.findings.conditions import condition
from coordinator.findings.facts import CARERS, age_on
from coordinator.findings.finding import Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordinator.findings.facts import Facts
    from coordinator.findings.rules import Rule


@condition
def carer_beyond_hours(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find carers who give more hours than they have."""
    del rule
    for tie in facts.towards(*CARERS):
        given, available = tie.hours_per_week, tie.hours_available
        if given is not None and available is not None and given > available:
            slots = _slots(facts, tie.start) | {"hours": written(given), "available": written(available)}
            yield Hit(slots, [facts.say(tie, given, available)])


@condition
def carer_old(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find carers who are very old."""
    seen: set[str] = set()
    for tie in facts.towards(*CARERS):
        born_on = facts.other(tie).born_on
        if born_on is None or tie.start in seen:
            continue
        age = age_on(born_on, facts.day)
        if age > rule.limit("years"):
            seen.add(tie.start)
            slots = _slots(facts, tie.start) | {"age": age}
            yield Hit(slots, [facts.say(tie), facts.say_party(tie.start, born_on)])


@condition
def carer_strained(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find carers who are worn out."""
    for tie in facts.towards(*CARERS):
        if tie.strain is not None and tie.strain >= rule.limit("strain"):
            yield Hit(_slots(facts, tie.start) | {"strain": tie.strain}, [facts.say(tie, tie.strain)])


@condition
def carer_alone(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find one carer on whom everything rests."""
    ties = list(facts.towards(*CARERS))
    carers = {tie.start for tie in ties}
    if len(carers) != 1 or facts.services() or any(facts.ties("assistente_familiare", "volontariato")):
        return
    hours = max((tie.hours_per_week or 0.0 for tie in ties), default=0.0)
    if hours >= rule.limit("hours"):
        slots = _slots(facts, carers.pop()) | {"hours": written(hours)}
        yield Hit(slots, [facts.say(tie, tie.hours_per_week) for tie in ties])


@condition
def carer_in_conflict(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find a main carer in conflict with the person."""
    del rule
    for tie in facts.towards("caregiver_principale"):
        clashes = [
            other for other in facts.ties() if other.conflict and tie.start in (other.start, other.end)
        ]
        if clashes:
            yield Hit(_slots(facts, tie.start), [facts.say(other, "conflitto") for other in clashes])


def _slots(facts: Facts, carer: str) -> dict[str, object]:
    """Name the person and her carer."""
    return {"person": facts.person.name, "carer": facts.world.name(carer)}
