"""Say how a path came out, and when its steps were taken: which step, on which day, why, and how far goals came."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.plan import goals_reached, last_event, links_of, path_page
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line
from apps.components.path_words import ROLE_NAMES
from apps.components.words import curly, on_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply
    from coordinator.pathway.case import Recorded
    from coordinator.pathway.cases import CaseView

UVM = r"(?:uvm|unita di valutazione|valutazione multidimensionale)"
HELD = r"(?:chius|conclus|finit|terminat|riunit|fatt|tenut)\w*"
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"convoc\w+", ("convoca_uvm",)),
    (
        rf"(?:{UVM} .*(?<![a-z]){HELD}|{HELD} .*(?<![a-z]){UVM})",
        ("chiudi_uvm",),
    ),
    (r"prima valutazione", ("avvia_prima_valutazione",)),
    (r"(?:pres\w+ in (?:carico|mano)|(?:pua|accesso) .*pres\w+)", ("prendi_in_carico_accesso",)),
    (r"(?:attivat|partit|avviat|reso attiv|diventat\w+ attiv)\w*", ("attiva_piano",)),
    (r"(?:verificat|rivist|riesaminat|riguardat|revisionat)\w*", ("verifica_piano",)),
    (r"(?:sospes|ferm)\w*", ("sospendi",)),
)
"""How a step of the path is called when it has been taken → its passages."""

ENDED = re.compile(r"(?:chius|conclus|finit|terminat|interrott|archiviat|rinuncia|cessat|orientat)\w*")
OPENED = re.compile(r"(?:apert|cominciat|iniziat|segnalat|arrivat\w+ la segnalazione)\w*")


def how_it_ended(view: CaseView) -> Iterator[Line]:
    """
    Say by which step a path ended, and how far each goal was reached.

    Parameters
    ----------
    view
        A path that the asker may read.

    Yields
    ------
    Line
        Nothing for a path that is open.
    """
    last = last_event(view, "moved")
    if last is None or not view.process.phases[view.state.position.phase].final:
        return
    yield step_line(view, last)
    yield from goals_reached(view)


def step_line(view: CaseView, one: Recorded, *, by: bool = False) -> Line:
    """
    Say a step that was taken: which, on which day, and the reason that was written.

    Parameters
    ----------
    view
        The path.
    one
        Its event.
    by
        Whether to say in which role it was taken.

    Returns
    -------
    Line
        With the norm of the step.
    """
    event: Any = one.event
    passage = view.process.passages.get(event.passage)
    name = curly(passage.name) if passage else event.passage.replace("_", " ")
    why = f". Motivo scritto: {curly(event.reason)}" if event.reason else ""
    who = f", {ROLE_NAMES.get(one.role, one.role.replace('_', ' '))}" if by else ""
    return Line(f"{name}: {on_day(one.day)}{who}{why}", page=path_page(view), urn=one.norm or "")


def say_steps(asked: Asked) -> Reply | None:
    """
    Say when the step was taken that a question names.

    Parameters
    ----------
    asked
        The question: "quando è stata convocata la UVM?".

    Returns
    -------
    Reply or None
        That it has not been taken yet, where none is written; None where no step is named, or no path is there.
    """
    view = asked.case
    words = bare(asked.question)
    wanted = next((passages for said, passages in STEPS if re.search(rf"(?<![a-z]){said}", words)), ())
    ended = not wanted and ENDED.search(words) is not None
    opened = not (wanted or ended) and OPENED.search(words) is not None
    if view is None or not (wanted or ended or opened):
        return None
    views, by = asked.open_cases or (view,), " chi " in words
    lines = [line for one in views for line in _taken(one, wanted, ended=ended, opened=opened, by=by)]
    head = f"Nel percorso di {asked.name}:"
    if not lines:
        phase = curly(view.process.phases[view.state.position.phase].name).lower()
        head = f"Nel percorso di {asked.name} questo passo non risulta ancora fatto: è nella fase «{phase}»."
    return asked.reply("phase", head, lines, "i passi del percorso", links_of(view))


def _taken(view: CaseView, wanted: Sequence[str], *, ended: bool, opened: bool, by: bool) -> Iterator[Line]:
    """Say the steps of one path that are asked for."""
    kept = [one for one in view.history if one.number not in view.state.void]
    for one in kept:
        event: Any = one.event
        if event.kind == "moved" and event.passage in wanted:
            yield step_line(view, one, by=by)
        if event.kind == "opened" and opened:
            yield Line(f"Aperto {on_day(one.day)}: {curly(event.reason)}", page=path_page(view))
    if ended:
        yield from how_it_ended(view)
