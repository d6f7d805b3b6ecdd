"""Answer what is asked of no single person: the asker's work, the territory, agreements, a name, plain courtesy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.courtesy import say_courtesy, say_distress, say_outside
from apps.assistant.general.district import say_agreements, say_territory
from apps.assistant.general.guide import SURE, how_lines
from apps.assistant.general.work import say_cases, say_my_day
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from coordinator.network.record import read_record

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.assistant.whom.subject import Whom


OF_HER = re.compile(r" (?:(?:per|con|su|di) (?:lei|lui)|suo|sua|suoi|sue|la riguarda\w*|lo riguarda\w*) ")
"""Words by which a day's work is asked of one person alone."""

CALL = re.compile(r"^ (?:chiam|telefon)")
"""An order to call somebody."""


def of_nobody(intent: str, whom: Whom, question: str, about: str) -> Reply:
    """
    Answer a question that is of no single person.

    Parameters
    ----------
    intent
        What it is about; a kind whose `of` is not "person".
    whom
        The record, and who asks.
    question
        As it was typed.
    about
        Who is in mind, for the pages that open on her.

    Returns
    -------
    Reply
        From what was computed.
    """
    if intent == "order":
        return _say_order(whom, question, about)
    if intent == "find":
        return whom.find(question)
    if intent == "cases" and not whom.viewer.may("read", "case"):
        head = "Con il tuo ruolo non si vedono i percorsi delle singole persone."
        links = (("Chi vede che cosa", "politica"), ("Governo del territorio", "governo"))
        return Reply(intent, head, query="Letto: che cosa vede il tuo ruolo.", links=links)
    if intent == "my_day" and about and (whom.person_id != about or OF_HER.search(normal(question))):
        return say_my_day(whom.store, whom.viewer, whom.day, about, question)
    return _SAID[intent](whom, question)


def _say_order(whom: Whom, question: str, about: str) -> Reply:
    """Say that this is not done by a word in the conversation, and where it is."""
    if about and CALL.search(normal(question)) and whom.viewer.may("read", "contacts"):
        party = read_record(whom.store, about, whom.day, whom.viewer).party
        phone = getattr(party, "phone", None)
        told = f"{party.name}: telefono {phone}" if phone else f"{party.name}: il telefono non è scritto"
        head = "Da qui non telefono. Ecco il numero; dopo, posso scrivere nel diario com’è andata:"
        return Reply("order", head, (Line(told, about),), query="Letto: la scheda.", person_id=about)
    lines = how_lines(question, about, SURE)
    head = (
        "Questo da qui non lo faccio: qui scrivo diario, invii, legami e passi del percorso, dopo il tuo sì."
    )
    links = (("Percorso", f"percorso?persona={about}"),) if about else ()
    return Reply(
        "order", f"{head}{' Si fa così:' if lines else ''}", lines, links=(*links, ("Aiuto", "aiuto"))
    )


def _of_territory(whom: Whom, question: str) -> Reply:
    """Say what the territory counts, to whoever may see such numbers."""
    if whom.viewer.may("read", "territory"):
        return say_territory(whom.store, whom.viewer, whom.day, question)
    head = (
        "I numeri del territorio il tuo ruolo non li vede: li vede chi programma e chi coordina il distretto."
    )
    query = "Letto: che cosa vede il tuo ruolo."
    return Reply("territory", head, query=query, links=(("Chi vede che cosa", "politica"),))


_SAID: Mapping[str, Callable[[Whom, str], Reply]] = {
    "my_day": lambda whom, words: say_my_day(whom.store, whom.viewer, whom.day, question=words),
    "cases": lambda whom, _words: say_cases(whom.store, whom.viewer, whom.day),
    "territory": lambda whom, words: _of_territory(whom, words),
    "agreements": lambda whom, words: say_agreements(whom.store, whom.viewer, whom.day, words),
    "courtesy": lambda _whom, words: say_courtesy(words),
    "distress": lambda whom, _words: say_distress(whom.store, whom.viewer),
    "outside": lambda _whom, _words: say_outside(),
}
"""Kind of question → its answer."""
