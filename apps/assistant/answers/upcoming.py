"""Say what comes next for a person, what of it is late, and which refused request nobody has sent again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.path import no_path
from apps.assistant.answers.plan import path_page
from apps.assistant.reading.windows import named_window
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line
from apps.components.words import count, curly, long_day, on_day
from coordinator.model import vocabulary
from coordinator.pathway.day import dues_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reply import Reply
    from coordinator.pathway.cases import CaseView


MINE = re.compile(r" (?:io|a me|m(?:i|ie|io|iei) (?:tocca\w*|spett\w+|compet\w+|compit[oi])|tocca a me) ")
"""How a question asks what of it is the asker's own."""


def say_next(asked: Asked) -> Reply:
    """
    Say what comes next: terms, tasks, referrals, risks to look at again, each with its day and owner.

    Parameters
    ----------
    asked
        The question.

    Returns
    -------
    Reply
        What is late says so; a request that was refused and not sent again stands at the end.
    """
    view = asked.case
    if view is None:
        return no_path(asked, "next", "nessuna data è scritta")
    views = asked.open_cases or (view,)
    time = named_window(asked.question, asked.day)
    time = None if time and time.last and time.last < asked.day else time  # days gone hold nothing to come
    dues = [due for one in views for due in dues_of(one, asked.record.party.name, asked.day)]
    names = asked.names([one.owner for one in dues])
    dated = [
        (
            one.due,
            f"{curly(one.what)}{f', {names[one.owner]}' if one.owner else ', nessuno se ne occupa'}",
            one.norm or "",
        )
        for one in dues
        if one.due
    ]
    dated += [
        (risk.review_on, f"Rivedere il rischio «{risk.risk}»", "")
        for one in views
        for risk in one.state.risks
    ]
    last = time.last if time else None
    later = [due for due, *_ in sorted(dated) if last is not None and due > last][:1]
    dated = [one for one in dated if time is None or time.holds(one[0])]
    lines = [
        Line(f"{long_day(due)}: {what}{_late(due, asked.day)}", page=path_page(view), urn=norm)
        for due, what, norm in sorted(dated)
    ]
    lines += [line for one in views for line in refused_requests(one)]
    head = f"Le prossime date per {asked.name}:" if lines else f"Per {asked.name} non c’è una prossima data."
    if lines and MINE.search(normal(asked.question)):
        head = f"{_yours(asked, [one.owner for one in dues])} Le prossime date, con chi le ha:"
    if time is not None:
        after = f" La prima data dopo è {on_day(later[0])}." if later else ""
        head = f"Per {asked.name}, {time.words}:"
        head = head if dated else f"Per {asked.name} non scade niente {time.words}.{after}"
    return asked.reply(
        "next", head, lines, "i termini, i compiti, gli invii e i rischi", (("Percorso", path_page(view)),)
    )


def _yours(asked: Asked, owners: list[str | None]) -> str:
    """Say how much of what waits is in the hands of the asker."""
    me = asked.viewer.party_id
    if me is None:
        return (
            f"Quale di questi nomi sei tu, il tuo accesso non lo dice: per {asked.name} guarda se c’è il tuo."
        )
    many = sum(one == me for one in owners)
    if not many:
        return f"Per {asked.name} a te non risulta affidato niente."
    return f"Per {asked.name} a te {'è affidata una cosa' if many == 1 else f'sono affidate {many} cose'}."


def _late(due: date, day: date) -> str:
    """Say that a day has passed, and since when."""
    return f" — scaduto da {count((day - due).days, 'giorno', 'giorni')}" if due < day else ""


def refused_requests(view: CaseView) -> Iterator[Line]:
    """
    Say which needs had a request refused, and none sent since: another service may be asked.

    Parameters
    ----------
    view
        A path that the asker may read.

    Yields
    ------
    Line
        One a need.
    """
    sent = view.referrals()
    for at, one in enumerate(sent):
        if one.state == "rifiutata" and not any(other.need == one.need for other in sent[at + 1 :]):
            need = vocabulary().label("needs", one.need)
            why = f" ({one.outcome})" if one.outcome else ""
            text = f"La richiesta per {need} è stata rifiutata{why}: si può chiedere a un altro servizio"
            yield Line(curly(text), page=f"invii?id={view.id}")
