"""Write a service's card in words: what it is, whom it is for, what it asks, where it is, what is not written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from apps.assistant.reply import Line
from apps.components.words import count, curly, long_day
from coordinator.model import vocabulary

if TYPE_CHECKING:
    from coordinator.model import Service


def card_lines(card: Service) -> list[Line]:
    """
    Write all that a service's card holds, a line for each matter.

    Parameters
    ----------
    card
        The service.

    Returns
    -------
    list of Line
        The last says what is not written, and when the card was checked.
    """
    told = facts_of(card)
    lines = [Line(curly(f"{what}: {it}"), card.id) for what, it in told.items() if it]
    missing = ", ".join(what for what, it in told.items() if not it)
    checked = f"Scheda controllata il {long_day(card.checked_on)}" if card.checked_on else ""
    unwritten = f"Non è scritto: {missing}" if missing else ""
    last = ". ".join(it for it in (unwritten, checked) if it)
    return [*lines, *([Line(last, card.id)] if last else [])]


def facts_of(card: Service) -> dict[str, str]:
    """
    Read what a service's card holds, by what each matter is called.

    Parameters
    ----------
    card
        The service.

    Returns
    -------
    dict of str to str
        Such as "costo" → "gratuita"; empty for what is not written.
    """
    free = "" if card.places_free is None else count(card.places_free, "posto libero", "posti liberi")
    wait = "" if card.waiting_days is None else f"attesa di {count(card.waiting_days, 'giorno', 'giorni')}"
    told = {
        "per chi": for_whom(card),
        "documenti": card.documents,
        "costo": card.cost,
        "posti e attesa": "; ".join(it for it in (free, wait) if it),
        "orari": card.opening_hours,
        "indirizzo": card.address,
        "telefono": card.phone,
    }
    return {what: it or "" for what, it in told.items()}


def kind_words(card: Service) -> str:
    """
    Say what sort of service it is.

    Parameters
    ----------
    card
        The service.

    Returns
    -------
    str
        Such as "RSA Villa Serena, residenza sanitaria assistenziale"; its name alone, where that says it.
    """
    label = vocabulary().label("service_kinds", card.service_kind)
    return card.name if normal(label).strip() in normal(card.name) else f"{card.name}, {_lower(label)}"


def _lower(label: str) -> str:
    """Write a label inside a sentence; a short form stays in capitals."""
    return label if label[:2].isupper() else f"{label[0].lower()}{label[1:]}"


def reach_words(card: Service) -> str:
    """
    Say how a service is reached, and what it asks for.

    Parameters
    ----------
    card
        The service.

    Returns
    -------
    str
        One line; what the card does not hold is said where one would look for it.
    """
    reached = [
        str(it) for it in (card.address, card.phone and f"telefono {card.phone}", card.opening_hours) if it
    ]
    parts = [f"si trova: {'; '.join(reached)}" if reached else "recapito non scritto nella scheda"]
    parts += [] if card.phone else ["il telefono non è scritto"]
    parts += [f"per chi: {who}"] if (who := for_whom(card)) else []
    parts += [f"documenti: {card.documents}"] if card.documents else []
    parts += [f"costo: {card.cost}"] if card.cost else []
    return curly(f"{card.name}, {'; '.join(parts)}")


def for_whom(card: Service) -> str:
    """
    Say whom a service is for: what its card asks, and from which age to which.

    Parameters
    ----------
    card
        The service.

    Returns
    -------
    str
        Empty where its card says neither.
    """
    years = {"da": card.min_age, "fino a": card.max_age}
    told = [f"{words} {years_} anni" for words, years_ in years.items() if years_ is not None]
    return "; ".join([*([card.eligibility] if card.eligibility else []), *([" ".join(told)] if told else [])])


def service_words(one: Service) -> str:
    """
    Say a service: places, waiting, where, when it is open.

    Parameters
    ----------
    one
        The service.

    Returns
    -------
    str
        One line.
    """
    parts = []
    if one.places_free is not None:
        parts.append(count(one.places_free, "posto libero", "posti liberi"))
    if one.waiting_days is not None:
        parts.append(f"attesa di {count(one.waiting_days, 'giorno', 'giorni')}")
    parts += [str(it) for it in (one.address, one.phone, one.opening_hours) if it]
    return curly(f"{one.name}: {'; '.join(parts) or 'la scheda non dice altro'}")
