"""Recognise what is asked of calls: who told of somebody, which of them nobody has read, by when they are read."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from apps.assistant.answers.calls import opened, parties, read_words, reading_due, say_call
from apps.assistant.answers.plan import path_page
from apps.assistant.general.rules import say_terms_from
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.settled import settled
from apps.components.words import count, curly, long_day
from coordinator.network.named import names_of
from coordinator.pathway.cases import read_open_cases

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.cases import CaseView

PRONOUN = r"(?:ce |ci |me |te |ve )?(?:l'|la |lo |li |le )?(?:ha |hanno |aveva |avevano )?"
CASE = (
    r"(?:a noi|al pua|qui|ai servizi|da noi|il caso|la segnalazione|la pratica|la richiesta d'aiuto|questo|questa"
    r"|persona|aiuto|la signora|il signor|la|il|per|di|e|perche|come mai|quando|per (?:quale|che) motivo)"
)
WHO_TOLD = re.compile(
    rf" chi {PRONOUN}segnal\w+ (?:{CASE} ?)*$"
    rf"| chi {PRONOUN}(?:mandat\w*|inviat\w*|indirizzat\w*|fatto|aperto|chiamato|contattat\w*|chiesto) "
    rf"(?P<what>(?:{CASE} ?)*)$"
    r"| da chi (?:e |viene |arriva |ci )?(?:\w+ )?(?:segnal\w+|arrivat\w+|mandat\w+|inviat\w+|la segnalazione|il caso) "
    r"| (?:perche|come mai|quando|come) (?:e |era |ci )?(?:stat[ao] |e )?"
    r"(?:segnalat\w+|arrivat[ao] (?:a noi|al pua|qui|da noi)) "
    r"| (?:motivo|origine|provenienza|fonte|autore) (?:e chi )?(?:della|di) (?:sua )?segnalazione "
    r"| segnalante "
)
"""How a question asks who told of her, and why."""

TO_SERVICES = re.compile(r" (?:invio|invii|servizi[o]?|trasporto|navetta|alla uvm|in rsa|diario|foto|mail) ")
CALLS = re.compile(
    r"^ (?:e |ma |ci sono |abbiamo |quali |quante |che |mostrami |elenc\w+ |le |delle |ho |di |fammi vedere |vedere "
    r"|sono )*(?:segnalazion[ei]|richieste al pua|chiamate(?: al pua)?|nuovi arrivi) (?P<more>.*)$"
)
"""How a question asks for the calls of many."""

URGENT = re.compile(
    r" (?:(?:e|era|sara|quanto e|com'e) (?:molto |davvero )?urgente|(?:che|quale|quanta|con che) (?:priorita|urgenza)"
    r"|(?:la sua|ha) (?:una )?(?:priorita|urgenza)|e una priorita) "
)
"""How a question asks how urgent she is: her call says it, or that nobody has read it."""

CALLED = re.compile(r" chi (?:ci |mi )?(?:ha|hanno|e) (?:chiamato|segnalato|scritto|telefonato|venut\w+) ")
LATE = re.compile(r" (?:scadut\w+|in ritardo|oltre il termine|fuori termine) ")
UNREAD = re.compile(
    r" (?:non (?:e |sono |e stat[ao] |ancora |stat[ao] )*(?:lett\w+|vist\w+|apert\w+|pres\w+|gestit\w+|lavorat\w+)"
    r"|(?:ancora )?da (?:legger\w*|vedere|aprire|prendere|gestire|lavorare|smistare|valutare)|in attesa|in sospeso"
    r"|che aspett\w+|inevas\w+|senza (?:lettura|risposta|triage)"
    r"|che nessuno ha (?:ancora )?(?:lett|vist|apert|pres|gestit)\w+|pendenti) "
)
RECENT = {"oggi": 0, "ieri": 1, "settimana": 7, "mese": 31}
IN_GENERAL = re.compile(r" (?:una|la|le|ogni) segnalazion[ei] ")
WITHIN = re.compile(
    r" (?:termine|termini|quant[oi] (?:tempo|giorni)|entro quanto|entro quando|in quanto|quanto (?:ho|abbiamo|c'e)) "
)
LAWFUL = re.compile(r" (?:per legge|norm[ae]|articolo|comma|decreto) ")
SHOWN = 20


def say_calls(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say who told of a person, or which calls came.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "chi ha segnalato e perché", "segnalazioni non lette".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else.
    """
    words = normal((named.rest if named.people else question).replace("?", " "))
    if LAWFUL.search(words):
        return None
    if WITHIN.search(words) and IN_GENERAL.search(words) and not named.people:
        of_reading = "lettura" if re.search(r" (?:lett|legg|vist|vede|apert|triage)", words) else ""
        return say_terms_from(scene.store, scene.viewer, scene.day, "segnalazione", of_reading)
    if not scene.viewer.may("read", "case"):
        return None
    found = CALLS.match(words)
    if found and not named.people and ("segnalazion" in words or UNREAD.search(words) or LATE.search(words)):
        return _of_many(scene, f" {found['more']}")
    if not named.people and CALLED.search(words) and (UNREAD.search(words) or LATE.search(words)):
        return _of_many(scene, words)
    told = WHO_TOLD.search(words)
    if URGENT.search(words) and (named.people or scene.person_id):
        asked = settled(scene, question, named, "calls")
        return asked if isinstance(asked, Reply) else say_call(asked)
    if told is None or TO_SERVICES.search(words) or (told["what"] == "" and not named.people):
        return None
    asked = settled(scene, question, named, "calls")
    return asked if isinstance(asked, Reply) else say_call(asked)


def _of_many(scene: Scene, more: str) -> Reply:
    """List the calls of the open paths that the asker sees: those not read, or the newest."""
    day, late = scene.day, LATE.search(more) is not None
    unread = late or UNREAD.search(more) is not None
    since = next((day - timedelta(days=ago) for word, ago in RECENT.items() if f" {word} " in more), None)
    found = [
        (view, name)
        for view, name in read_open_cases(scene.store, scene.viewer)
        if (not unread or view.state.position.phase == "segnalazione")
        and (not late or (reading_due(view) or day) < day)
        and (since is None or view.history[0].day >= since)
    ]
    found.sort(key=lambda pair: pair[0].history[0].day, reverse=not unread)
    names = names_of(scene.store, [one for view, _ in found for one in parties(view)], scene.viewer)
    lines = [Line(_call_words(view, name, names, day), page=path_page(view)) for view, name in found]
    one, many = ("segnalazione", "segnalazioni")
    if unread:
        one, many = f"{one} non ancora letta", f"{many} non ancora lette"
    if late:
        one, many = f"{one}, oltre il termine", f"{many}, oltre il termine"
    from_day = f", dal {long_day(since)}" if since else ""
    head = f"{count(len(lines), one, many)} nei percorsi aperti che vedi{from_day}:"
    if not lines:
        head = f"Nei percorsi aperti che vedi non c’è nessuna {one}{from_day}."
    more_lines = [Line(f"e altre {len(lines) - SHOWN}", page="percorso")] if len(lines) > SHOWN else []
    query = f"Letto: le segnalazioni dei percorsi aperti che vedi, al {long_day(day)}."
    return Reply(
        "calls", head, (*lines[:SHOWN], *more_lines), query=query, links=(("Percorsi aperti", "percorso"),)
    )


def _call_words(view: CaseView, name: str, names: Mapping[str, str], day: date) -> str:
    """Say one call: whose, when, who called, why, whether it was read."""
    event = opened(view)
    caller = names.get(event.caller, event.caller) if event else "chi ha chiamato non è scritto"
    why = f" per «{event.reason}»" if event else ""
    read = read_words(view, names, day)
    return curly(f"{name}: {long_day(view.history[0].day)}, {caller}{why}; {read[0].lower()}{read[1:]}")
