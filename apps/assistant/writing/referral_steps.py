"""Propose the step of a referral that an order tells: accepted, refused with its reason, withdrawn, done."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from apps.assistant.answers.person import named_needs
from apps.assistant.general.services import services_named
from apps.assistant.reply import Choice, Line, Reply
from apps.assistant.writing.forms import day_of
from apps.assistant.writing.proposal import Lacking, Proposal, cannot
from apps.assistant.writing.proposals import parties_named, undoing
from apps.assistant.writing.writes import best_of, plain, table
from apps.components.words import long_day
from coordinator.model import vocabulary
from coordinator.pathway.cases import step_referral
from coordinator.pathway.referrals import reasons_of, state_words, step_words, steps_from

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apps.assistant.reading.asked import Asked
    from apps.assistant.writing.order import Order
    from coordinator.model import Service
    from coordinator.network.directory import Entry
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.referrals import Referral

REQUEST = re.compile(r" (?:richiest[ae]|invi[oi]|domanda) ")
HER_NO = re.compile(
    r" (?:rifiut(?:a|ato|ata)|non (?:vuole|accetta|ha accettato|ha voluto)) (?:piu )?(?:il|lo|la|l'|i|le) "
    r"(?!richiest|domand|signor|person|caso|invi|presa)| ci ha ripensato | ha rinunciato "
)
"""How it is she who says no to a service: the request is withdrawn."""

BRIEF = 2
"""Words of an order that tells the step alone: "segna rifiuto"."""

THEY = re.compile(r" (?:hanno|servizio|servizi|loro|ci hanno) ")
"""How a service is spoken of that is not named."""

BEGINS = re.compile(
    r"\b(?:a partire )?da(?:l|lla|ll['’])? ?(?:domani|dopodomani|luned\w+|marted\w+|mercoled\w+|gioved\w+"
    r"|venerd\w+|sabato|domenica|prossim\w+ \w+|\d{1,2}(?: \w+)?)",
    re.IGNORECASE,
)
"""From when a service says that it comes, of which a request keeps nothing."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A step of a referral that an order tells."""

    asked: Asked
    view: CaseView
    order: Order
    referral: Referral
    step: str


def propose_step(asked: Asked, order: Order) -> Proposal | Lacking | Reply | None:
    """
    Propose the step of a referral that an order tells.

    Parameters
    ----------
    asked
        The order, on a person: "il trasporto ha detto di no per mancanza di posti".
    order
        As it was read.

    Returns
    -------
    Proposal or Lacking or Reply or None
        What would be written; the reason that lacks; how the request stands, where the step is not its next one.
        None where no step, or no request, is spoken of.
    """
    words = plain(asked.question)
    step = "ritira" if HER_NO.search(words) else best_step(asked.question)
    if not step or not asked.viewer.may("read", "case"):
        return None
    sent = [(view, one) for view in asked.open_cases for one in view.referrals()]
    named = [(view, one) for view, one in sent if _is_named(asked, one, words)]
    brief = len(order.matter.split()) <= BRIEF
    unnamed = not named and (brief or REQUEST.search(words) or THEY.search(words))
    found = named or [(view, one) for view, one in sent if unnamed and one.is_open]
    if not found:
        return _of_none(asked, order) if _speaks_of_service(asked, step, words) else None
    able = [(view, one) for view, one in found if _who_takes(one, step)]
    if not able:
        return _as_it_stands(asked, order, [one for _, one in found])
    if not asked.viewer.may("write", "case"):
        return cannot(asked, "refer", "il tuo ruolo non scrive nel percorso", _page(able[0][0]))
    if len(able) > 1:
        names = asked.names([one.receiver for _, one in able])
        choices = tuple(
            Choice(names[one.receiver], f"Registra la risposta di {names[one.receiver]}: {order.matter}")
            for _, one in able
        )
        return Reply("refer", "La risposta di quale servizio?", choices=choices, person_id=asked.person_id)
    view, one = able[0]
    return _with_reason(
        _Step(asked, view, order, one, step),
        _reason(step, words) or ("rinuncia" if HER_NO.search(words) and step == "ritira" else ""),
    )


def best_step(question: str) -> str:
    """
    Return the step of a request that a question tells.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    str
        Its id in ``referrals.yaml``; empty for none.
    """
    return best_of(table()["steps"], plain(question))


def _with_reason(it: _Step, reason: str) -> Proposal | Lacking:
    """Propose a step with its reason; ask for the reason that lacks."""
    codes, page = reasons_of(it.step), _page(it.view)
    by = _who_takes(it.referral, it.step)
    need = vocabulary().label("needs", it.referral.need)
    step = step_words(it.step).lower()
    told = f"{it.asked.names([by])[by]} {step}"
    if codes and not reason:
        head = f"{told} (bisogno di {it.asked.name}: {need}). Manca il motivo: scegli."
        choices = tuple(Choice(words, words) for words in codes.values())
        return Lacking(head, partial(_taken, it), it.asked.person_id, (), choices, page)
    lines = [Line(f"Motivo: {codes[reason]}")] if reason else []
    if begins := BEGINS.search(it.order.matter):
        lines.append(Line(f"«{begins[0]}» nell’invio non ha un posto: se serve, scrivilo poi nel diario"))
    day = day_of(it.view, it.asked, it.order.matter)

    def write(_reason: str) -> Callable[[], None]:
        key = it.referral.id
        after = step_referral(
            it.asked.store, it.view.id, key, it.step, by, day, it.asked.viewer, reason=reason or None
        )
        return undoing(it.asked, after)

    head = (
        f"Registro fra gli invii di {it.asked.name} (bisogno: {need}), con la data {long_day(day)}: {told}."
    )
    return Proposal(head, f"Registrato: {step}.", write, it.asked.person_id, tuple(lines), page)


def _taken(it: _Step, words: str) -> Proposal | None:
    """Take the reason that was asked for."""
    codes = reasons_of(it.step)
    reason = next((code for code, told in codes.items() if plain(told) == plain(words)), "")
    reason = reason or _reason(it.step, plain(words))
    proposed = _with_reason(it, reason) if reason else None
    return proposed if isinstance(proposed, Proposal) else None


def _reason(step: str, words: str) -> str:
    """Read the coded reason that some words give; empty where the step asks for none, or they give none."""
    return best_of(table()["reasons"][step], words) if reasons_of(step) else ""


def _who_takes(one: Referral, step: str) -> str:
    """Return which side may take a step now; empty for neither."""
    return next((by for by in (one.receiver, one.sender) if step in steps_from(one, by)), "")


def _is_named(asked: Asked, one: Referral, words: str) -> bool:
    """Say whether some words speak of a request, by the service or by the need."""
    parties = {it.id for it in _services(asked)}
    return one.receiver in parties or (not parties and one.need in named_needs(words))


def _services(asked: Asked) -> list[Entry | Service]:
    """Find the services that an order names: by a word of the name, or else by their kind."""
    return [*parties_named(asked, ("servizio",))] or [
        *services_named(asked.store, asked.viewer, asked.question)
    ]


def _speaks_of_service(asked: Asked, step: str, words: str) -> bool:
    """Say whether an answer of a service is told, of which no request is written."""
    of_request = REQUEST.search(words) is not None
    return of_request or (step in {"accetta", "rifiuta"} and len(_services(asked)) == 1)


def _of_none(asked: Asked, order: Order) -> Reply:
    """Say that no such request is written, and offer the diary."""
    names = " o ".join(one.name for one in _services(asked)[:2])
    head = f"Fra gli invii aperti di {asked.name} non c’è una richiesta{f' a {names}' if names else ''} a cui legarlo."
    view = asked.case
    choices = (
        (Choice("Scrivilo nel diario", f"Scrivi nel diario: {order.matter}"),) if asked.open_cases else ()
    )
    return Reply("refer", head, choices=choices, links=_page(view) if view else (), person_id=asked.person_id)


def _as_it_stands(asked: Asked, order: Order, found: Sequence[Referral]) -> Reply:
    """Say how a request stands whose next step is another."""
    lines = tuple(
        Line(
            f"{_request_words(asked, one)}: {state_words(one.state).lower()} il {long_day(one.moves[-1].on)}"
            f"{f', {one.outcome[0].lower()}{one.outcome[1:]}' if one.outcome else ''}"
        )
        for one in found
    )
    head = f"Per {asked.name} la richiesta è già a un altro punto, e questo non è il suo passo:"
    choices = (Choice("Scrivilo nel diario", f"Scrivi nel diario: {order.matter}"),)
    case = asked.case
    return Reply("refer", head, lines, f"Letto: gli invii di {asked.record.party.name}.", choices=choices,
                 links=_page(case) if case else (), person_id=asked.person_id)  # fmt: skip


def _request_words(asked: Asked, one: Referral) -> str:
    """Say which request it is."""
    need = vocabulary().label("needs", one.need)
    return f"la richiesta di {need} a {asked.names([one.receiver])[one.receiver]}"


def _page(view: CaseView) -> tuple[tuple[str, str], ...]:
    """Lead to the referrals."""
    return (("Invii", f"invii?id={view.id}"),)
