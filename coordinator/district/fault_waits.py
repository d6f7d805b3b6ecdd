"""Draw faults of waits, stale cards, conflict and loneliness, each with its decoy."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coordinator.district.world import World


def waiting_long(world: World, decoy: bool, variant: int) -> None:
    """Let her wait for a place for more than half a year; in the decoy for less, or the place came."""
    service = world.service("sad")
    if decoy and variant % 2:
        world.tie("in_attesa", world.person, service, world.ago(400), until=world.ago(91), direction="from")
        world.in_care(service, world.ago(90))
    else:
        days = 120 + variant % 30 if decoy else 200 + variant
        world.tie("in_attesa", world.person, service, world.ago(days), direction="from")


def service_unchecked(world: World, decoy: bool, variant: int) -> None:
    """Let nobody check a service's card for years; in the decoy someone did, or nobody wrote when."""
    service = world.in_care(world.service("trasporto"))
    card = next(row for row in world.records.services if row["id"] == service)
    if not decoy:
        card["checked_on"] = world.ago(800 + 10 * variant)
    elif variant % 2:
        card["checked_on"] = world.ago(30 + variant)


def carer_in_conflict(world: World, decoy: bool, variant: int) -> None:
    """Let her main carer be in conflict with her; in the decoy another relative is, or once was."""
    if not decoy:
        carer = world.cared_for(hours_per_week=8.0, conflict=variant % 2 == 0)
        if variant % 2:
            world.tie("genitore", world.person, carer, conflict=True)
        return
    carer = world.cared_for(hours_per_week=8.0)
    if variant % 2:
        world.tie("fratello", world.someone(60), world.person, conflict=True)
    else:
        world.tie("convivente", carer, world.person, world.ago(900), until=world.ago(300), conflict=True)


def isolated(world: World, decoy: bool, variant: int) -> None:
    """Leave her with a service and a rare visitor; in the decoy he comes every week, or there are two."""
    world.in_care(world.service("pasti"))
    often = "settimanale" if decoy and variant % 2 else ("mensile", "occasionale")[variant % 2]
    world.tie("vicinato", world.someone(70), world.person, frequency=often)
    if decoy and not variant % 2:
        world.tie("amicizia", world.someone(72), world.person, frequency="mensile")


WAITS: Mapping[str, Callable[[World, bool, int], None]] = {
    drawer.__name__: drawer for drawer in (waiting_long, service_unchecked, carer_in_conflict, isolated)
}
