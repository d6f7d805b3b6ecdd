"""Say whether a person has been taken on: yes or no first, then by whom, since when, how urgent, what comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.answers.calls import parties, read_words
from apps.assistant.answers.outcomes import how_it_ended
from apps.assistant.answers.plan import links_of, path_page
from apps.assistant.answers.standing import what_comes_next, who_has
from apps.assistant.reply import Line
from apps.components.messages import TIES_UNTOLD
from apps.components.words import curly, gendered, joined, long_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply

CALLED = "segnalazione"
"""The phase in which nobody has taken her on yet."""

READ = "i percorsi e i legami con i servizi"


def say_taken_on(asked: Asked, *, plainly: bool = False) -> Reply:
    """
    Say whether a person has been taken on.

    Parameters
    ----------
    asked
        The question, of one who may read paths.
    plainly
        Whether it asks how she stands, and not whether: no yes or no stands before the answer.

    Returns
    -------
    Reply
        Of her newest open path; of the services that have her in charge, also where no path is open.
    """
    view, held = asked.case, list(_in_charge(asked))
    charge = [*held, *_untold(asked)]
    no, yes = ("Per", "") if plainly else ("No: per", "Sì: ")
    if view is None:
        head = (
            f"{no} {asked.name} non è aperto nessun percorso.{' La seguono già dei servizi:' if held else ''}"
        )
        links = (("Apri un percorso", f"percorso?persona={asked.person_id}"),)
        return asked.reply("phase", head, charge, READ, links)
    phase = view.process.phases[view.state.position.phase]
    stay = view.state.stays[-1]
    taken = gendered("presa o preso", getattr(asked.record.party, "sex", None))
    if phase.final:
        head = f"Non più: il percorso di {asked.name} è chiuso dal {long_day(stay.since)}."
        return asked.reply("phase", head, [*how_it_ended(view), *charge], READ, links_of(view))
    if phase.id == CALLED:
        head = f"Non ancora: la segnalazione di {asked.name}, del {long_day(view.history[0].day)}, aspetta il PUA."
        read = Line(curly(read_words(view, asked.names(parties(view)), asked.day)), page=path_page(view))
        return asked.reply("phase", head, [read, *charge], READ, links_of(view))
    since = next((one.since for one in view.state.stays if one.phase != CALLED), stay.since)
    head = f"{yes}{asked.name} è {taken} in carico dal {long_day(since)}."
    stands = Line(
        f"Il percorso è nella fase «{curly(phase.name)}» dal {long_day(stay.since)}", page=path_page(view)
    )
    lines = [*who_has(asked, view), stands, *what_comes_next(asked, view), *charge]
    return asked.reply("phase", head, lines, READ, links_of(view))


def _in_charge(asked: Asked) -> Iterator[Line]:
    """Name the services that have her in charge, each once."""
    held = [one for one in asked.record.told if one.kind == "in_carico" and one.holds_on(asked.day)]
    first = {one.other_id: one for one in sorted(held, key=lambda one: one.since, reverse=True)}
    for span in sorted(first.values(), key=lambda one: one.since):
        yield Line(f"{joined('In carico a', span.other_name)}, dal {long_day(span.since)}", span.other_id)


def _untold(asked: Asked) -> list[Line]:
    """Say that other services may have her in charge, to who is not told of them."""
    told = asked.record.ties_told
    return [] if told else [Line(f"{TIES_UNTOLD}: quali servizi l’hanno in carico non lo posso dire")]
