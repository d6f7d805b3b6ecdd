"""Say what is written where somebody else than the person said no, or whether she did: never who may say no instead."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.path import say_referrals
from apps.assistant.answers.plan import path_page
from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice, Line
from apps.components.words import curly, joined, long_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply
    from coordinator.pathway.cases import CaseView

READ = "gli invii, la firma, i consensi e il diario"
WHERE = (
    "Il no di un servizio si scrive negli invii, quello di chi le sta vicino nel diario: "
    "dopo si può chiedere a un altro servizio"
)
SAYS_NO = (" rifiut", " rinunc", " detto di no", " non vuole")
"""How a line of the diary tells of a no."""


def say_refused_by(asked: Asked, who: str) -> Reply:
    """
    Say what is written of a no that is another's: the requests that services refused, and the diary.

    Parameters
    ----------
    asked
        The question, of one who may read paths.
    who
        Who says no, as it was typed, such as "la famiglia".

    Returns
    -------
    Reply
        It says whose the no is, so that nobody takes it for hers.
    """
    told = [*_refused_requests(asked), *_in_the_diary(asked)]
    subject = curly(who[:1].upper() + who[1:])
    head = f"«{subject}»: un no di altri, non di {asked.name}."
    head += " Di rifiuti qui è scritto:" if told else f" Per {asked.name} qui non è scritto nessun rifiuto."
    told = told or [Line(WHERE, page=path_page(asked.case))]
    choices = (
        Choice("Gli invii ai servizi", "A che punto sono gli invii?"),
        Choice(f"E se rifiuta {asked.name}?", "E se rifiuta lei?"),
    )
    return replace(asked.reply("referrals", head, told, READ), choices=choices)


def say_whether_she_refused(asked: Asked) -> Reply:
    """
    Say whether a no of hers is written: a consent withdrawn, a plan not signed, a line of the diary.

    Parameters
    ----------
    asked
        The question, of one who may read paths and consents.

    Returns
    -------
    Reply
        Which action it was of is told only in the words that were written.
    """
    lines = [*_her_own(asked), *_in_the_diary(asked)]
    head = f"Di rifiuti, per {asked.name}, qui è scritto:"
    if not lines:
        head = f"Che {asked.name} abbia rifiutato qualcosa, qui non è scritto."
    return asked.reply("refuse", head, lines, "la firma, i consensi e il diario")


def _refused_requests(asked: Asked) -> Iterator[Line]:
    """Say the requests that a service refused."""
    for line in say_referrals(asked.again("invii")).lines:
        if " rifiutata " in line.text:
            yield line


def _her_own(asked: Asked) -> Iterator[Line]:
    """Say the consents withdrawn or not given, the plan not signed, the path renounced."""
    for view in asked.cases:
        page = path_page(view)
        for one in _kept(view):
            event, day = one.event, long_day(one.day)
            if event.kind == "consent_given" and not event.given:
                by = asked.names([event.by]).get(event.by, event.by)
                yield Line(joined(f"{day}: consenso non dato o ritirato ({event.about}), da", by), page=page)
            elif event.kind == "signed" and event.why_not:
                yield Line(curly(f"{day}: piano non firmato, {event.why_not}"), page=page)
            elif event.kind == "moved" and event.passage == "rinuncia":
                yield Line(curly(f"{day}: rinuncia al percorso, {event.reason or 'senza motivo'}"), page=page)


def _in_the_diary(asked: Asked) -> Iterator[Line]:
    """Say the lines of the diary that tell of a no, as they are written."""
    for view in asked.cases:
        for one in _kept(view):
            text = getattr(one.event, "text", "")
            if one.event.kind in {"contacted", "noted"} and any(it in normal(text) for it in SAYS_NO):
                yield Line(f"Diario, {long_day(one.day)}: {text}", page=path_page(view))


def _kept(view: CaseView) -> Iterator[Any]:
    """List what happened and was not taken back."""
    return (one for one in view.history if one.number not in view.state.void)
