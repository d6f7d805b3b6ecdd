"""Say the hours foreseen and given of each action of a plan: up to today, in a time, and when each was last given."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from apps.assistant.answers.plan import last_event, links_of, plan_page
from apps.assistant.reading.helpers import meant
from apps.assistant.reading.stretches import named_stretch
from apps.assistant.reading.words import bare, normal
from apps.assistant.reply import Line
from apps.components.words import count, hours, long_day
from coordinator.pathway.planned import planned_against_given

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.periods import Period
    from apps.assistant.reading.stretches import Stretch
    from apps.assistant.reply import Reply
    from coordinator.pathway.case import Planned
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.planned import Comparison

WHO = re.compile(r" (?:(?:da |di )?chi|responsabil\w+) ")
"""Words that ask who answers for an action, beside its hours."""

LAST = re.compile(r" (?:ultim[oaie]|l'ultim[oa]|quando|che giorn[oi]|quali giorni) ")
"""Words that ask for days and not for hours."""


def say_given(asked: Asked) -> Reply:
    """Say, action by action, the hours foreseen up to the day and the hours given; in a time, those of that time."""
    asked.viewer.require("read", "plan", of=asked.person_id)
    view = asked.case_where(lambda one: one.state.planned)
    found = planned_against_given(view.state, asked.day) if view else ()
    named = named_actions([one.action for one in found], asked.question)
    wanted = [one for one in found if one.action in named] or found
    lines = _lines(asked, view, wanted) if view is not None else []
    if not named:
        lines = [*_in_the_network(asked), *lines]
    head = (
        f"Previsto e dato nel piano di {asked.name}:"
        if lines
        else f"Nel piano di {asked.name} non ci sono interventi."
    )
    return asked.reply("given", head, lines, "gli interventi del piano e le prestazioni", links_of(view))


def named_actions(actions: Sequence[str], question: str) -> list[str]:
    """
    Choose the actions of a plan that a question names.

    Parameters
    ----------
    actions
        Of the plan.
    question
        In Italian.

    Returns
    -------
    list of str
        Those whose whole name is there, else those of which a telling word is.
    """
    words = bare(question)
    whole = [one for one in actions if normal(one).strip() in words]
    typed = {word[:-1] for word in words.replace("'", " ").split()}
    return whole or [one for one in actions if typed & _telling(one)]


def _lines(asked: Asked, view: CaseView, wanted: Sequence[Comparison]) -> list[Line]:
    """Say each action as the question asks for it."""
    words, page = normal(asked.question), plan_page(view)
    if time := named_stretch(asked.question, asked.day):
        return [Line(text, page=page) for text in _in_time(view, [one.action for one in wanted], time)]
    if WHO.search(words):
        names = asked.names([one.responsible for one in wanted])
        planned = {one.action: one for one in view.state.planned}
        return [
            Line(
                f"{_who_words(planned[one.action], names)}; {hours_words(one, view, named=False)}", page=page
            )
            for one in wanted
        ]
    if LAST.search(words):
        return [Line(_last_words(one.action, view), page=page) for one in wanted]
    return [Line(hours_words(one, view), page=page) for one in wanted]


def _in_the_network(asked: Asked) -> list[Line]:
    """Say the hours of those whom a question names, as the network holds them."""
    spans = [span for span in asked.record.told if span.holds_on(asked.day) and span.hours_per_week]
    return [
        Line(f"{span.other_name}: {hours(span.hours_per_week)} scritte nella rete", span.other_id)
        for span in meant(asked, spans)
        if span.hours_per_week
    ]


def _telling(action: str) -> set[str]:
    """Return the beginnings of the words by which a question means an action, one or many: "passeggiat-"."""
    return {word[:-1] for word in normal(action).split() if len(word) > 4}  # noqa: PLR2004  "casa", "per" tell nothing


def _who_words(one: Planned, names: Mapping[str, str]) -> str:
    """Say who answers for an action, and for how many hours a week."""
    often = f", {hours(float(one.hours_per_week))}" if one.hours_per_week else ""
    return f"{one.action}: {names.get(one.responsible or '', 'nessun responsabile')}{often}"


def _last_words(action: str, view: CaseView) -> str:
    """Say when an action was last given."""
    last = last_event(view, "delivered", lambda event: event.action == action)
    if last is None:
        return f"{action}: non risulta ancora dato"
    return f"{action}: l’ultima volta il {long_day(last.day)}, {_number(last.event.hours)} ore"


def _in_time(view: CaseView, actions: Sequence[str], time: Period | Stretch) -> Iterator[str]:
    """Say the hours of each action that were given in a time, with their days; of several, the sum."""
    given = {one: [it for it in _deliveries(view, one) if time.holds(it.day)] for one in actions}
    sums = {one: sum((Decimal(it.event.hours) for it in events), Decimal(0)) for one, events in given.items()}
    for action, events in given.items():
        if not events:
            yield f"{action}: {time.words} non risulta dato niente"
            continue
        days = ", ".join(f"{it.day:%d/%m}" for it in events)
        often = count(len(events), "volta", "volte")
        yield f"{action}: {time.words} {_number(sums[action])} ore, in {often} ({days})"
    if sum(bool(events) for events in given.values()) > 1:
        yield f"In tutto, {time.words}: {_number(sum(sums.values(), Decimal(0)))} ore"


def _deliveries(view: CaseView, action: str) -> list[Any]:
    """List what was given of an action, in order."""
    kept = (one for one in view.history if one.number not in view.state.void)
    return [
        one for one in kept if one.event.kind == "delivered" and getattr(one.event, "action", "") == action
    ]


def hours_words(one: Comparison, view: CaseView, *, named: bool = True) -> str:
    """
    Say the hours of one action, planned against given, with the last day.

    Parameters
    ----------
    one
        The action, compared.
    view
        Its path.
    named
        Whether to say which action it is.

    Returns
    -------
    str
        Such as "bagno assistito: 20 ore su 22,7 previste a oggi, in 7 volte, l’ultima il 13 novembre 2026".
    """
    planned = "il piano non dice quante"
    if one.hours_expected is not None:
        planned = f"{_number(one.hours_expected)} previste a oggi"
    bare = f"; {count(one.undocumented, 'volta', 'volte')} senza atto contabile" if one.undocumented else ""
    given = _deliveries(view, one.action)
    often = (
        f", in {count(len(given), 'volta', 'volte')}, l’ultima il {long_day(given[-1].day)}" if given else ""
    )
    return f"{f'{one.action}: ' if named else ''}{_number(one.hours_given)} ore su {planned}{often}{bare}"


def _number(amount: Decimal) -> str:
    """Write a number with the Italian comma."""
    return f"{amount:f}".replace(".", ",")
