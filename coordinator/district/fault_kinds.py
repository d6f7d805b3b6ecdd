"""Draw each kind of fault, and beside it a decoy that looks alike and is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coordinator.district.world import World

NEEDS_AND_SUPPORTS = (("pasti", "domestico"), ("compagnia", "emotivo"), ("spostamenti", "accompagnamento"))
MONTHS_24 = 731  # days: one more than two years


def only_link(world: World, decoy: bool, variant: int) -> None:
    """Let one helper alone tie the others together; in the decoy these also know each other."""
    hub = world.cared_for(hours_per_week=10.0)
    others = [world.followed("assistente_sociale"), world.followed("infermiere_famiglia"), world.group()]
    others += [world.someone(60) for _ in range(1 + variant % 2)]
    world.tie("case_manager", others[0], world.person)
    world.tie("volontariato", others[2], world.person)
    for neighbour in others[3:]:
        world.tie("vicinato", neighbour, world.person)
    for other in others:
        world.tie("si_coordina", hub, other)
    if decoy:
        for one, next_one in zip(others, [*others[1:], others[0]], strict=True):
            world.tie("si_coordina", one, next_one)


def carer_beyond_hours(world: World, decoy: bool, variant: int) -> None:
    """Let a carer give more hours than she can; in the decoy just as many, or nobody said how many."""
    hours = 12.0 + variant % 6
    can_give = (hours if variant % 2 else None) if decoy else hours - 0.5 - variant % 4
    world.cared_for(hours_per_week=hours, hours_available=can_give)


def carer_old(world: World, decoy: bool, variant: int) -> None:
    """Let a carer be over 75; in the decoy exactly 75, or an old husband who does not care for her."""
    kind = "caregiver" if variant % 3 == 0 else "caregiver_principale"
    if decoy and variant % 2:
        world.tie("coniuge", world.someone(82), world.person)
        world.cared_for(50, kind, hours_per_week=6.0)
    else:
        world.cared_for(75 if decoy else 76 + variant % 10, kind, hours_per_week=6.0)


def carer_strained(world: World, decoy: bool, variant: int) -> None:
    """Strain a carer; in the decoy a little, or the tie has ended."""
    if decoy and variant % 2:
        world.cared_for(hours_per_week=8.0, strain=3, since=world.ago(400), until=world.ago(30))
        world.cared_for(kind="caregiver", hours_per_week=4.0, strain=0)
    else:
        world.cared_for(hours_per_week=8.0, strain=1 if decoy else 2 + variant % 2)


def services_unlinked(world: World, decoy: bool, variant: int) -> None:
    """Let two services of two sectors share her and not know each other; in the decoy they do."""
    health, social = world.service("adi"), world.service("sad")
    world.in_care(health)
    world.in_care(social)
    if variant % 2:
        nurse, worker = world.professional("infermiere"), world.professional("operatore_socio_sanitario")
        world.tie("lavora_presso", nurse, health)
        world.tie("lavora_presso", worker, social)
        if decoy:
            world.tie("si_coordina", nurse, worker)
    elif decoy:
        world.tie("protocollo", social, health)


def duplicate_service(world: World, decoy: bool, variant: int) -> None:
    """Give her two services of one kind; in the decoy one has ended, or is only waited for."""
    kind = ("sad", "pasti", "trasporto")[variant % 3]
    first, second = world.service(kind), world.service(kind)
    world.tie("protocollo", first, second)
    world.in_care(first)
    if decoy and variant % 2:
        world.tie("in_attesa", world.person, second, world.ago(20), direction="from")
    else:
        world.in_care(second, world.ago(300), until=world.ago(10) if decoy else None)


def service_without_owner(world: World, decoy: bool, variant: int) -> None:
    """Let no body answer for a service; in the decoy one does."""
    kind = ("adi", "sad", "centro_diurno", "trasporto")[variant % 4]
    world.in_care(world.service(kind, owner=decoy))


def no_gp(world: World, decoy: bool, variant: int) -> None:
    """Give her needs of health and no doctor; in the decoy a doctor, or needs of another kind."""
    adi = world.in_care(world.service("adi", "terapia", "medicazioni", "pasti"))
    if decoy and variant % 2:
        world.need("pasti")
    else:
        world.need("terapia" if variant % 3 else "medicazioni")
    if decoy and not variant % 2:
        doctor = world.professional("medico_medicina_generale")
        world.tie("medico_base", doctor, world.person)
        world.tie("si_coordina", doctor, adi)


def no_health_or_social(world: World, decoy: bool, variant: int) -> None:
    """Make her team all of one sector; in the decoy there is one of each."""
    social = world.followed("assistente_sociale", "case_manager")
    second = world.followed(
        "infermiere_famiglia" if decoy else ("educatore", "operatore_socio_sanitario")[variant % 2]
    )
    world.tie("si_coordina", social, second)


def no_case_manager(world: World, decoy: bool, variant: int) -> None:
    """Let nobody hold three professionals or services together; in the decoy someone does."""
    if variant % 2:
        team = [
            world.followed(word) for word in ("assistente_sociale", "infermiere_famiglia", "fisioterapista")
        ]
        world.tie("si_coordina", team[0], team[1])
        world.tie("si_coordina", team[1], team[2])
    else:
        services = [world.in_care(world.service(kind)) for kind in ("adi", "sad", "pasti")]
        world.tie("protocollo", services[0], services[1])
        world.tie("protocollo", services[1], services[2])
        world.tie("protocollo", services[0], services[2])
    if decoy:
        world.followed("assistente_sociale", "case_manager")


def two_case_managers(world: World, decoy: bool, variant: int) -> None:
    """Give her two case managers; in the decoy one after the other, or one by tie and by role."""
    change = world.ago(100)
    first = world.followed("assistente_sociale", "case_manager", world.ago(400),
                           until=world.ago(101) if decoy and variant % 2 else None)  # fmt: skip
    nurse = world.followed("infermiere_famiglia")
    world.tie("si_coordina", first, nurse)
    if decoy and not variant % 2:
        _role(world, first)
    elif variant % 3:
        second = world.followed("assistente_sociale", "case_manager", change)
        world.tie("si_coordina", second, nurse)
    else:
        second = world.professional("assistente_sociale")
        world.tie("segue", second, world.person, change)
        _role(world, second)


def _role(world: World, holder: str) -> None:
    """Make someone her case manager by a dated role."""
    row = {"role": "case_manager", "holder_id": holder, "about_id": world.person, "since": world.ago(100)}
    world.records.roles.append(row)


def unconfirmed_long(world: World, decoy: bool, variant: int) -> None:
    """Leave a tie unconfirmed for two years; in the decoy somebody has asked."""
    since, confirmed = world.ago(MONTHS_24 + 50 * (1 + variant % 5)), world.ago(90) if decoy else None
    world.tie("vicinato", world.someone(60), world.person, frequency="settimanale")
    if variant % 2:
        world.in_care(world.service("sad"), since, confirmed_on=confirmed)
    else:
        world.tie("volontariato", world.group(), world.person, since, confirmed_on=confirmed)


def ads_unknown(world: World, decoy: bool, variant: int) -> None:
    """Let no service know her administrator; in the decoy one of its people talks with him."""
    guardian = world.someone(55)
    world.tie("amministratore_sostegno", guardian, world.person)
    service = world.in_care(world.service("sad"))
    worker = world.professional("assistente_sociale")
    world.tie("lavora_presso", worker, service)
    if decoy:
        ends = (guardian, worker) if variant % 2 else (service, guardian)
        world.tie("si_coordina", *ends)


def minor_without_responsibility(world: World, decoy: bool, variant: int) -> None:
    """Record nobody as responsible for a minor; in the decoy someone, or she is of age."""
    parent = world.someone(40)
    world.tie("genitore", parent, world.person)
    if decoy and variant % 3:
        kind = "tutore" if variant % 2 else "responsabilita_genitoriale"
        world.tie(kind, parent, world.person)


def hidden_at_risk(world: World, decoy: bool, variant: int) -> None:
    """Let who is in conflict with her frequent the hidden place; in the decoy no more, or no conflict."""
    refuge = world.in_care(world.service("antiviolenza"), hidden=True)
    other = world.someone(45)
    harmless = decoy and variant % 2 == 0
    world.tie("ex_coniuge", other, world.person, conflict=not harmless)
    until = world.ago(15) if decoy and not harmless else None
    world.tie("in_carico", other, refuge, world.ago(200), until=until)


def need_without_service(world: World, decoy: bool, variant: int) -> None:
    """Let nothing meet a need; in the decoy a service or a helper does."""
    need, support = (("pasti", "domestico"), ("compagnia", "emotivo"), ("spostamenti", "accompagnamento"))[
        variant % 3
    ]
    world.need(need)
    if decoy and variant % 2:
        world.tie("volontariato", world.group(), world.person, support=support)
    elif decoy:
        world.in_care(world.service("sad", need))
    else:
        world.tie("in_attesa", world.person, world.service("sad", need), world.ago(20), direction="from")


def service_without_need(world: World, decoy: bool, variant: int) -> None:
    """Give her a service that meets none of her needs; in the decoy it meets one."""
    meals = world.in_care(world.service("pasti", "pasti"))
    other = world.in_care(world.service("trasporto", "spostamenti"))
    world.tie("protocollo", meals, other)
    world.need("pasti")
    if decoy:
        world.need("spostamenti")


def discharge_without_contact(world: World, decoy: bool, variant: int) -> None:
    """Let nobody see her after she left hospital; in the decoy somebody does, two days later."""
    ward, leaves = world.service("ospedale"), 40 + variant % 20
    world.contact("ricovero", ward, world.ago(leaves + 9))
    world.contact("dimissione", ward, world.ago(leaves))
    if decoy:
        nurse = world.followed("infermiere_famiglia")
        world.contact("visita" if variant % 2 else "telefonata", nurse, world.ago(leaves - 2))


def carer_alone(world: World, decoy: bool, variant: int) -> None:
    """Let one carer carry all of it; in the decoy another or a service helps."""
    world.cared_for(hours_per_week=20.0 + variant % 15)
    if decoy and variant % 2:
        world.cared_for(45, "caregiver", hours_per_week=5.0)
    elif decoy:
        world.in_care(world.service("sad"))


def referral_unanswered(world: World, decoy: bool, variant: int) -> None:
    """Leave a referral unanswered for two months; in the decoy it is recent, or was answered."""
    service = world.service("sad")
    if decoy and variant % 2:
        world.tie("segnalato", world.person, service, world.ago(120), until=world.ago(101), direction="from")
        world.in_care(service, world.ago(100))
    else:
        days = 10 if decoy else 61 + variant % 60
        world.tie("segnalato", world.person, service, world.ago(days), direction="from")


DRAWERS: Mapping[str, Callable[[World, bool, int], None]] = {
    drawer.__name__: drawer
    for drawer in (
        only_link,
        carer_beyond_hours,
        carer_old,
        carer_strained,
        services_unlinked,
        duplicate_service,
        service_without_owner,
        no_gp,
        no_health_or_social,
        no_case_manager,
        two_case_managers,
        unconfirmed_long,
        ads_unknown,
        minor_without_responsibility,
        hidden_at_risk,
        need_without_service,
        service_without_need,
        discharge_without_contact,
        carer_alone,
        referral_unanswered,
    )
}

WITHOUT_DOCTOR = frozenset({"no_gp", "no_health_or_social"})
"""Kinds whose person has no doctor unless the drawing adds one."""


def age_of(kind: str, decoy: bool, variant: int) -> int:
    """
    Choose how many birthdays the person of a drawing has had.

    Parameters
    ----------
    kind
        Of the fault.
    decoy
        Whether it is the decoy.
    variant
        Number of the drawing.

    Returns
    -------
    int
        Years; a minor only where the fault asks for one.
    """
    if kind != "minor_without_responsibility":
        return 66 + variant % 25
    return 18 if decoy and variant % 3 == 0 else 4 + variant % 14
