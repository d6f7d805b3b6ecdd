"""Answer from the scales of a person: their totals, or how one thing in them went from one time to the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.plan import links_of, path_page
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line
from apps.components.words import count, long_day
from coordinator.pathway.scales import read_scales
from coordinator.pathway.scoring import compare_scales
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.scoring import BeforeAfter

ORDINARY = frozenset(terms("casa notte tempo cose fare lavoro una scala come va cura prende letto"))
"""Words of a question in a scale that mean no single thing there."""

ALSO = {
    "lavarsi": "lavarsi lava doccia bagno igiene",
    "mangiare": "mangiare mangia pasti cucinare",
    "uscire": "uscire esce",
}
"""A thing that a scale asks → how else it is called."""


COMPARES = re.compile(
    r" (?:migliorat\w*|peggiorat\w*|meglio|peggio|rispetto|confront\w*|paragon\w*|prima|andament\w*|cambiat\w*"
    r"|differenz\w*|progress\w*|andat[ae]|evoluzion\w*|stabil\w*) "
)
"""Words that set one answering of a scale beside another."""


def say_scales(asked: Asked) -> Reply:
    """
    Say the scales that were answered, the newest first; of one thing in them, how it went.

    Parameters
    ----------
    asked
        The question: "com'è andata con le scale?", "si lava meglio di settembre?".

    Returns
    -------
    Reply
        Each answer with its day, or each total.
    """
    view = asked.case_where(lambda one: one.state.scales)
    if view is not None and (items := list(_of_items(asked, view))):
        head = f"Nelle scale di {asked.name}, dal più recente:"
        return asked.reply("scales", head, items, "le risposte alle scale", links_of(view))
    found = view.state.scales if view else ()
    names = asked.names([one.by for one in found])
    lines = [
        Line(
            f"{one.name}, {long_day(one.day)}: {count(one.total, 'punto', 'punti')}, {one.words} ({names[one.by]})",
            page=path_page(view),
        )
        for one in reversed(found)
        if view
    ]
    if view is not None and COMPARES.search(bare(asked.question)):
        lines = [
            Line(went_words(one), page=path_page(view)) for one in compare_scales(view, read_scales())
        ] + lines
    head = (
        f"Le scale di {asked.name}, la più recente per prima:"
        if lines
        else f"Per {asked.name} nessuna scala è scritta."
    )
    return asked.reply("scales", head, lines, "le scale", links_of(view))


def went_words(one: BeforeAfter) -> str:
    """
    Say how a scale went from its first answering to its last, on both sides.

    Parameters
    ----------
    one
        The two answerings, compared.

    Returns
    -------
    str
        Such as "Vita a casa: migliorata, da 7 punti (…) a 9 punti (…)".
    """
    sides = (
        f"da {count(one.before.total, 'punto', 'punti')} ({one.before.words}, {long_day(one.before.day)})"
        f" a {count(one.after.total, 'punto', 'punti')} ({one.after.words}, {long_day(one.after.day)})"
    )
    return f"{one.name}: {f'{one.direction}, ' if one.direction else ''}{sides}"


def _of_items(asked: Asked, view: CaseView) -> Iterator[Line]:
    """Say how the thing that a question names was answered, each time."""
    wanted = frozenset(terms(asked.question)) - ORDINARY
    shipped = read_scales()
    kept = [
        one for one in view.history if one.event.kind == "scale_scored" and one.number not in view.state.void
    ]
    for one in reversed(kept):
        event: Any = one.event
        texts = shipped[event.scale].texts if event.scale in shipped else {}
        for item, text in texts.items():
            called = frozenset(terms(f"{text} {ALSO.get(item, item)}")) - ORDINARY
            if wanted & called and item in event.answers:
                told = f"{text}: {event.answers[item]}, {long_day(one.day)} ({event.name})"
                yield Line(told, page=path_page(view))
