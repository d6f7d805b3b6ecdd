"""Say how a plan is going: how far its goals came, what was given of what it laid down, what is behind."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from apps.assistant.answers.given import hours_words
from apps.assistant.answers.outcomes import how_it_ended
from apps.assistant.answers.plan import goals_reached, links_of, plan_page
from apps.assistant.answers.scales import went_words
from apps.assistant.general.work import due_page, due_words
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line
from apps.components.words import count, curly, long_day
from coordinator.pathway.day import dues_of
from coordinator.pathway.deadlines import State
from coordinator.pathway.planned import planned_against_given
from coordinator.pathway.scales import read_scales
from coordinator.pathway.scoring import compare_scales

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.planned import Comparison

BEHIND = re.compile(
    r" (?:in ritardo|indietro|ritard[oi]|arretrat\w+|non (?:\w+ ){0,2}?"
    r"(?:fatt\w+|partit\w+|avviat\w+|dat[oaie]|rispettat\w+)|manca\w*|sotto) "
)
"""How a question asks only for what is behind."""

ENOUGH = Decimal("0.9")
"""The share of the hours foreseen below which an action is told as behind."""


def say_progress(asked: Asked) -> Reply:
    """
    Say how a plan is going: goals weighed, hours given of those foreseen, scales before and after, what is late.

    Parameters
    ----------
    asked
        The question: "il piano sta andando?", "che cosa è in ritardo nel piano?".

    Returns
    -------
    Reply
        What no review has weighed is said to be so; only what is behind, where that alone is asked.
    """
    view = asked.case_where(lambda one: one.state.file.goals)
    if view is None or not view.state.file.goals:
        head = f"Per {asked.name} non è ancora scritto un piano: non c’è niente da confrontare."
        return asked.reply("plan", head, [], "il piano", links_of(view))
    found = planned_against_given(view.state, asked.day)
    read = "il piano, le prestazioni, le verifiche e le scale"
    late = [*_unbegun(asked, view, found), *_late(asked, view)]
    if BEHIND.search(bare(asked.question)):
        behind = [*_short(view, found), *late]
        head = (
            f"Nel piano di {asked.name} è indietro:"
            if behind
            else f"Nel piano di {asked.name} niente è in ritardo."
        )
        return asked.reply("plan", head, behind, read, links_of(view))
    lines = [*goals_reached(view), *_unweighed(view)]
    lines += [Line(hours_words(one, view), page=plan_page(view)) for one in found]
    lines += [Line(f"In ritardo: {line.text}", line.party_id, line.urn, line.page) for line in late]
    lines += [Line(went_words(one), page=plan_page(view)) for one in compare_scales(view, read_scales())]
    lines += list(how_it_ended(view))[:1]
    return asked.reply("plan", _verdict(asked, view, found), lines, read, links_of(view))


def _verdict(asked: Asked, view: CaseView, found: Sequence[Comparison]) -> str:
    """Say in one sentence what the data show: how many goals are weighed, and the hours given of those foreseen."""
    weighed = {one.goal: one.attainment for one in view.state.reviews}
    goals = len(view.state.file.goals)
    well = sum(1 for one in weighed.values() if one >= 0)
    said = "l’obiettivo non è ancora stato verificato"
    if goals > 1:
        said = f"nessuno dei {goals} obiettivi è ancora stato verificato"
    if weighed:
        said = (
            f"di {count(len(weighed), 'obiettivo', 'obiettivi')} alla verifica, come atteso o meglio: {well}"
        )
    known = [one for one in found if one.hours_expected is not None]
    if known:
        expected = sum((one.hours_expected or Decimal(0) for one in known), Decimal(0))
        given = sum((one.hours_given for one in known), Decimal(0))
        said += f"; date {_number(given)} ore su {_number(expected)} previste a oggi"
        said += f" ({given / expected * 100:.0f} su 100)" if expected else ""
    return f"Il piano di {asked.name}: {said}."


def _unweighed(view: CaseView) -> Iterator[Line]:
    """Name the goals that no review has weighed, and the day of the next review."""
    weighed = {one.goal for one in view.state.reviews}
    left = [one.name for one in view.state.file.goals if one.name not in weighed]
    review = view.state.file.review_on
    when = (
        f"la verifica è fissata per il {long_day(review)}"
        if review
        else "il giorno della verifica non è scritto"
    )
    if left:
        told = ", ".join(f"«{one}»" for one in left)
        yield Line(curly(f"Non ancora verificati: {told}; {when}"), page=plan_page(view))


def _short(view: CaseView, found: Sequence[Comparison]) -> Iterator[Line]:
    """Say which actions have begun and gave fewer hours than foreseen."""
    for one in found:
        if one.hours_given and one.hours_expected and one.share is not None and one.share < ENOUGH:
            given, planned = _number(one.hours_given), _number(one.hours_expected)
            short = _number(one.hours_expected - one.hours_given)
            text = f"{one.action}: {given} ore su {planned} previste, ne mancano {short}"
            yield Line(curly(text), page=plan_page(view))


def _unbegun(asked: Asked, view: CaseView, found: Sequence[Comparison]) -> Iterator[Line]:
    """Say which actions have not begun in time."""
    due = {one.action: one.due for one in view.state.planned}
    for one in found:
        by = due[one.action]
        if by is not None and by < asked.day and not one.hours_given:
            text = f"{one.action}, da avviare entro il {long_day(by)}: non risulta ancora dato"
            yield Line(curly(text), page=plan_page(view))


def _late(asked: Asked, view: CaseView) -> list[Line]:
    """Say the terms, tasks and requests of the path that are late; not the actions, which are told apart."""
    late = [
        one
        for one in dues_of(view, asked.name, asked.day)
        if one.state is State.OVERDUE and not one.what.startswith("Avviare:")
    ]
    names = asked.names([one.owner for one in late])
    return [Line(due_words(one, asked.day, names), page=due_page(one), urn=one.norm or "") for one in late]


def _number(amount: Decimal) -> str:
    """Write a number with the Italian comma."""
    return f"{amount:f}".replace(".", ",")
