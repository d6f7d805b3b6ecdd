"""Say how those around a person are reached: who keeps her plan, who treats her, which services have her in charge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.reading.people import seen_by_name
from apps.assistant.reply import Line
from apps.components.path_words import ROLE_NAMES
from apps.components.words import hours, role_words
from coordinator.network.reach import reach

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.assistant.reading.asked import Asked
    from coordinator.network.reach import Reached
    from coordinator.network.record import Span

FIRST = ("case_manager", "segue", "medico_base", "amministratore_sostegno", "tutore", "caregiver_principale")
"""Kinds of tie of those with whom one speaks of her, in their order."""


def person_words(asked: Asked, span: Span) -> str:
    """
    Say who somebody is and how she is reached.

    Parameters
    ----------
    asked
        The question, on whom she is tied to.
    span
        Her tie.

    Returns
    -------
    str
        With her telephone; or that it is not written, or not the asker's to see.
    """
    person = seen_by_name(asked.store, asked.viewer, span.other_id, span.other_name)
    phone = "il suo telefono non è fra ciò che vedi"
    if person is not None and asked.viewer.may("read", "contacts"):
        phone = f"telefono {person.phone}" if person.phone else "il telefono non è scritto"
    often = f", {hours(span.hours_per_week)}" if span.hours_per_week else ""
    role = role_words(span.kind, asked.name, reverse=span.starts_here, sex=span.other_sex)
    return f"{span.other_name} ({role}{often}): {phone}"


def professionals(asked: Asked, order: Sequence[str] = FIRST) -> Iterator[Line]:
    """
    Name those who follow a person, each once: who keeps the plan first.

    Parameters
    ----------
    asked
        The question, by one who may read the directory; she is not told of herself.
    order
        Kinds of tie of those who are named, in their order.

    Yields
    ------
    Line
        Who it is for her, and how one reaches her.
    """
    cards = {one.id: one for one in reach(asked.store, asked.viewer)}
    told: set[str] = {asked.viewer.party_id or ""}
    view = asked.case if asked.viewer.may("read", "case") and asked.open_cases else None
    team = sorted(view.state.file.team, key=lambda one: one.role != "case_manager") if view else []
    spans = [span for span in asked.record.told if span.holds_on(asked.day) and span.kind in order]
    spans.sort(key=lambda span: order.index(span.kind))
    managers = [(one.party_id, ROLE_NAMES.get(one.role, one.role)) for one in team]
    ties = [(span.other_id, _role(span, asked.name, cards.get(span.other_id))) for span in spans]
    first = [pair for pair in (*managers[:1], *ties) if pair[0] in cards]
    for party, role in (*first, *[pair for pair in managers[1:] if pair[0] in cards]):
        if party not in told:
            told.add(party)
            card = cards[party]
            phone = f"telefono {card.phone}" if card.phone else "il telefono non è scritto nella scheda"
            yield Line(f"{card.name} ({role}): {phone}", party)
    for span in spans:
        if span.other_id not in told and span.other_kind == "persona":
            told.add(span.other_id)
            yield Line(person_words(asked, span), span.other_id)


def services_in_charge(asked: Asked) -> Iterator[Line]:
    """
    Name the services that have a person in charge.

    Parameters
    ----------
    asked
        The question, by one who may read the directory.

    Yields
    ------
    Line
        How each is reached.
    """
    cards = {one.id: one for one in reach(asked.store, asked.viewer)}
    spans = [one for one in asked.record.told if one.kind == "in_carico" and one.holds_on(asked.day)]
    for party in dict.fromkeys(one.other_id for one in spans if one.other_id in cards):
        card = cards[party]
        told = "; ".join(it for it in (card.phone and f"telefono {card.phone}", card.hours) if it)
        yield Line(f"{card.name} (l’ha in carico): {told or 'il telefono non è scritto nella scheda'}", party)


def _role(span: Span, name: str, card: Reached | None) -> str:
    """Say what somebody is for her; who merely follows her, by her profession."""
    if span.kind == "segue" and card is not None:
        return card.sort_label
    return role_words(span.kind, name, reverse=span.starts_here, sex=span.other_sex)
