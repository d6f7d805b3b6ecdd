"""Notice what has lapsed on a person's path: a delivery without its act, a term overdue, a request unanswered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.findings.conditions import condition
from coordinator.findings.finding import Evidence, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coordinator.findings.facts import Facts
    from coordinator.findings.rules import Rule
    from coordinator.pathway.day import Lapse


@condition
def delivery_without_act(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find a delivery that left no accounting act."""
    del rule
    yield from _hits(facts, "prestazione_senza_atto", "data il {day}", "dato da")


@condition
def term_overdue(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find a term of the path that ended without what was due."""
    del rule
    yield from _hits(facts, "termine_scaduto", "scaduto il {day}", "se ne occupa")


@condition
def request_unanswered(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find a request to a service whose next step is late."""
    del rule
    yield from _hits(facts, "invio_senza_risposta", "attesa entro il {day}", "tocca a")


def _hits(facts: Facts, kind: str, when: str, who: str) -> Iterator[Hit]:
    """Turn the lapses of a kind into hits."""
    for lapse in facts.world.lapses.get(facts.person_id, ()):
        if lapse.kind != kind:
            continue
        day = "" if lapse.since is None else f"{lapse.since:%d/%m/%Y}"
        owner = "nessuno" if lapse.owner is None else facts.world.name(lapse.owner)
        told = "nessuno se ne occupa" if lapse.owner is None else f"{who} {owner}"
        slots = {"person": facts.person.name, "what": lapse.what, "day": day, "owner": owner, "told": told}
        words = f"{lapse.what}, {when.format(day=day)}, {told}"
        yield Hit(slots, [Evidence(lapse.case_id, words, _state(lapse))], _norm(lapse))


def _state(lapse: Lapse) -> str:
    return f"{lapse.kind}|{lapse.what}|{lapse.since}"


def _norm(lapse: Lapse) -> str | None:
    return lapse.norm if lapse.norm and lapse.norm.startswith("urn:") else None
