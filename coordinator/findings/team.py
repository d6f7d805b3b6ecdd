"""Notice what is missing or doubled in the team around a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coordinator.display import count
from coordinator.findings.conditions import condition
from coordinator.findings.facts import CARE, PROFESSIONALS
from coordinator.findings.finding import Evidence, Hit
from coordinator.network.followup import last_spoken_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from coordinator.findings.facts import Facts
    from coordinator.findings.rules import Rule

SIDES = {"sanita": "sanitario", "sociale": "sociale"}
WEEKLY = ("quotidiana", "settimanale")


@condition
def only_link(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find a helper without whom the others do not reach each other."""
    import networkx as nx

    helpers = facts.helpers()
    among: nx.Graph[str] = nx.Graph()
    among.add_nodes_from(helpers)
    for helper in helpers:
        among.add_edges_from(
            (t.start, t.end) for t in facts.world.ties_at.get(helper, ()) if {t.start, t.end} <= helpers
        )
    among.remove_edges_from(list(nx.selfloop_edges(among)))
    for helper in sorted(helpers):
        near = set(among.neighbors(helper))
        if len(near) < rule.limit("helpers"):
            continue
        cut = _cut_off(among, helper, near)
        if len(cut) >= rule.limit("cut"):
            names = {"person": facts.person.name, "helper": facts.world.name(helper)}
            ties = [t for t in facts.world.ties_at[helper] if {t.start, t.end} <= near | {helper}]
            evidence = [facts.say_party(helper), *(facts.say(tie) for tie in ties)]
            yield Hit({**names, "cut": len(cut), "helpers": len(helpers)}, evidence)


def _cut_off(among: nx.Graph[str], helper: str, near: set[str]) -> set[str]:
    """Return the neighbours that reach no other neighbour but through a helper."""
    import networkx as nx

    rest = among.copy()
    rest.remove_node(helper)
    pieces = [near & piece for piece in nx.connected_components(rest)]
    return {party for piece in pieces if len(piece) == 1 for party in piece}


@condition
def no_gp(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find needs of health with no general practitioner."""
    del rule
    needs = [need for need in facts.open_needs() if need.life_domain == "salute"]
    if needs and not any(facts.ties("medico_base")):
        slots = {"person": facts.person.name, "needs": ", ".join(need.label for need in needs)}
        yield Hit(slots, [facts.say_need(need) for need in needs])


@condition
def no_health_or_social(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find a team that is all of health or all of social care."""
    ties = list(facts.ties(*PROFESSIONALS))
    following = {facts.other(tie).id for tie in ties}
    if not facts.roles() and not any(tie.kind == "case_manager" for tie in ties):
        return
    if len(following) < rule.limit("professionals"):
        return
    team = (
        following
        | {role.holder for role in facts.roles()}
        | {facts.other(t).id for t in facts.ties("medico_base")}
    )
    sectors = {facts.world.parties[one].sector for one in team if one in facts.world.parties}
    present = [word for sector, word in SIDES.items() if sector in sectors]
    missing = [word for sector, word in SIDES.items() if sector not in sectors]
    if len(present) == 1:
        slots = {"person": facts.person.name, "count": len(following)}
        evidence = [facts.say(tie) for tie in ties]
        yield Hit({**slots, "present": present[0], "missing": missing[0]}, evidence)


@condition
def no_case_manager(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find many services or professionals and nobody who holds them together."""
    services, following = facts.services(), {facts.other(tie).id for tie in facts.ties("segue")}
    many = len(services) >= rule.limit("services") or len(following) >= rule.limit("professionals")
    if many and not _case_managers(facts):
        slots = {
            "person": facts.person.name,
            "services": count(len(services), "servizio", "servizi"),
            "professionals": count(len(following), "professionista", "professionisti"),
        }
        ties = [*services.values(), *facts.ties("segue")]
        yield Hit(slots, [facts.say(tie) for tie in ties])


@condition
def two_case_managers(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find more than one case manager on the same day."""
    del rule
    found = _case_managers(facts)
    if len(found) > 1:
        names = ", ".join(sorted(facts.world.name(party) for party in found))
        slots = {"person": facts.person.name, "count": len(found), "names": names}
        yield Hit(slots, [one for evidence in found.values() for one in evidence])


@condition
def unconfirmed_long(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find care that nobody has confirmed for long."""
    days = int(rule.limit("days"))
    old = [
        tie
        for tie in facts.ties(*CARE)
        if (facts.day - last_spoken_of(tie.since, tie.confirmed_on, tie.stated_on, facts.day)).days > days
    ]
    if old:
        names = ", ".join(sorted({facts.other(tie).name for tie in old}))
        slots = {"person": facts.person.name, "days": days, "count": len(old), "names": names}
        yield Hit(slots, [facts.say(tie, tie.confirmed_on) for tie in old])


@condition
def isolated(facts: Facts, rule: Rule) -> Iterator[Hit]:
    """Find a person in care with hardly anybody of her own around."""
    if not facts.services() and not any(facts.ties("segnalato")):
        return
    ties = [tie for tie in facts.ties() if facts.other(tie).kind in ("persona", "nucleo", "comunita")]
    around = {facts.other(tie).id for tie in ties}
    frequencies = [tie.frequency for tie in ties]
    asked = any(frequency is not None for frequency in frequencies)
    gone_through = any(tie.confirmed_on is not None for tie in facts.ties())  # else nobody may have asked yet
    known = asked if ties else gone_through
    if len(around) <= rule.limit("people") and known and not any(one in WEEKLY for one in frequencies):
        evidence = [facts.say(tie, tie.frequency) for tie in ties] or [facts.say_party(facts.person_id)]
        people = count(len(around), "persona o gruppo", "persone o gruppi") if around else "nessuno"
        yield Hit({"person": facts.person.name, "people": people}, evidence)


def _case_managers(facts: Facts) -> dict[str, list[Evidence]]:
    """Return who is case manager on the day, by tie or by role, with the evidence."""
    found: dict[str, list[Evidence]] = {}
    for tie in facts.ties("case_manager"):
        found.setdefault(facts.other(tie).id, []).append(facts.say(tie))
    for role in facts.roles("case_manager"):
        found.setdefault(role.holder, []).append(facts.say_role(role))
    return found
