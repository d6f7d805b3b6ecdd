"""Read what a question asks to write: a line of the diary, a referral, a tie."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.person import named_needs
from apps.assistant.general.services import services_named
from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice, Reply
from apps.assistant.writing.diary import dated, line_of
from apps.assistant.writing.mending import mended
from apps.assistant.writing.proposal import Proposal, cannot
from apps.components.words import joined
from coordinator.model import vocabulary
from coordinator.network import state_tie
from coordinator.network.directory import directory
from coordinator.network.one_tie import take_back
from coordinator.network.statement import Statement
from coordinator.pathway.cases import StaleCaseError, read_case, record, refer, undo_last
from coordinator.pathway.events import Noted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apps.assistant.reading.asked import Asked
    from apps.assistant.writing.mending import Correction
    from coordinator.model import Service
    from coordinator.network.directory import Entry
    from coordinator.pathway.cases import CaseView

NOTE = re.compile(
    r"^\W*(?:mi\s+)?(?:scriv(?:i|imi|imelo|ere)|annota(?:mi|re)?|aggiungi|metti(?:mi)?|segna(?:mi|re)?"
    r"|registra(?:mi)?|appunta(?:mi)?"
    r"|prendi nota|nota)\b"
    r"(?:\s+(?:nel|in|al|sul|sulla|nella)\s+(?:sua\s+|suo\s+)?(?:diario|scheda|cartella|fascicolo|pratica"
    r"|percorso|note))?"
    r"\s*(?:che\b|:|,)?\s*(?:nel diario)?\s*:?\s*",
    re.IGNORECASE,
)
TO_SERVICE = re.compile(
    r"\b(?:allo|alla|alle|agli|all['’]|al|ai|a)\s*(?P<whom>\w.+?)(?=\s+per\b|$)", re.IGNORECASE
)
"""To whom a request goes; what it is for comes after."""

WHOLE_LINE = 3
"""Words from which a correction is the line of the diary anew, where it says not which part of it is otherwise."""

KINDS = {
    "servizio": "in_carico",
    "professionista": "segue",
    "comunita": "volontariato",
    "ente": "assistito_da_ente",
}
"""Kind of party → the tie with a person that is proposed."""

TO_PERSON = frozenset({"segue", "volontariato"})
"""Ties that go from the helper to the person."""


def propose_note(asked: Asked, matter: str = "") -> Proposal | Reply:
    """
    Propose a line of the diary.

    Parameters
    ----------
    asked
        The order, on a person.
    matter
        What is to be written, where it was read already.

    Returns
    -------
    Proposal or Reply
        A reply where there is nothing to write, or nowhere.
    """
    view = asked.case
    if view is None:
        return cannot(asked, "note", "non ha un percorso aperto, e il diario è del percorso")
    text = dated(_without_whose(line_of(matter or NOTE.sub("", asked.question).strip()), asked), asked.day)
    if not asked.viewer.may("write", "case"):
        return cannot(asked, "note", "il tuo ruolo non scrive nel percorso")
    if not text:
        return cannot(
            asked, "note", "non ho capito che cosa scrivere: per esempio «annota che ha chiamato la figlia»"
        )

    def write(_reason: str) -> Callable[[], None]:
        event = Noted(nature="fatto", text=text)
        return undoing(asked, record(asked.store, view.id, event, asked.day, asked.viewer, seen=view.version))

    def mend(it: Correction) -> Proposal | Reply | None:
        whole = it.new if len(it.new.split()) >= WHOLE_LINE else ""
        line = mended(text, it) or whole
        return propose_note(asked, line) if line else None

    head = f"Scrivo nel diario di {asked.name}: «{text}»."
    return Proposal(head, "Scritto nel diario.", write, asked.person_id, links=_path(view), mend=mend)


def _without_whose(text: str, asked: Asked) -> str:
    """Take out of a line for the diary whose diary it is: "di Ada che …"."""
    names = "|".join(re.escape(word) for word in asked.record.party.name.split())
    whose = rf"^(?:di|per|su|della|del)\s+(?:(?:signora|signor|{names})\s*)+(?:che\b|:|,)?\s*"
    return re.sub(whose, "", text, flags=re.IGNORECASE)


def propose_referral(asked: Asked) -> Proposal | Reply:
    """Propose a referral to the service that a question names, for the need that it names."""
    view = asked.case
    if view is None:
        return cannot(asked, "refer", "non ha un percorso aperto, e un invio è del percorso")
    if not asked.viewer.may("write", "case"):
        return cannot(asked, "refer", "il tuo ruolo non scrive nel percorso")
    found = _services_asked(asked)
    needs = named_needs(_without(asked.question, found))
    if len(found) != 1:
        return _which(asked, "refer", found, "A quale servizio?", "Apri un invio a {} per {}", needs)
    service = found[0]
    if len(needs) != 1:
        held = [key for key, term in vocabulary().terms["needs"].items() if term.label in asked.record.needs]
        labels = [vocabulary().label("needs", key) for key in needs or held]
        choices = tuple(Choice(one, f"Apri un invio a {service.name} per {one}") for one in labels)
        return Reply("refer", "Per quale bisogno?", choices=choices, person_id=asked.person_id)
    team = sorted(view.state.file.team, key=lambda one: one.role != "case_manager")
    sender = asked.viewer.party_id or next((one.party_id for one in team if one.is_professional), None)
    if sender is None:
        return cannot(asked, "refer", "non so chi invia: nell’équipe non c’è ancora un professionista")
    need, label = needs[0], vocabulary().label("needs", needs[0])

    def write(_reason: str) -> Callable[[], None]:
        after = refer(asked.store, view.id, need, sender, service.id, asked.day, asked.viewer)
        return undoing(asked, after)

    head = f"Apro un invio di {asked.name}: {label}, da {asked.names([sender])[sender]} a {service.name}."
    links = (("Invii", f"invii?id={view.id}"),)
    return Proposal(head, "Inviata. Ora la risposta spetta al servizio.", write, asked.person_id, links=links)


def _services_asked(asked: Asked) -> list[Entry | Service]:
    """Find the service that is asked: whom the words after "a" name, else any that the order names."""
    to = TO_SERVICE.search(asked.question)
    for words in (to["whom"] if to else "", asked.question):
        found: list[Entry | Service] = [*parties_named(asked.again(words), ("servizio",))]
        if found := found or [*services_named(asked.store, asked.viewer, words)]:
            return found
    return []


def propose_tie(asked: Asked) -> Proposal | Reply:
    """Propose a tie with the service, body, professional or group that a question names."""
    if not asked.viewer.may("write", "network"):
        return cannot(asked, "tie", "il tuo ruolo non scrive la rete")
    found = parties_named(asked, tuple(KINDS))
    if len(found) != 1:
        return _which(asked, "tie", found, "Chi aggiungo?", "Aggiungi {} alla rete")
    party = found[0]
    if any(span.other_id == party.id and span.holds_on(asked.day) for span in asked.record.spans):
        return cannot(asked, "tie", f"ha già un legame con {party.name}")
    kind = vocabulary().tie_kind(KINDS[party.kind])
    ends = (party.id, asked.person_id) if kind.id in TO_PERSON else (asked.person_id, party.id)
    said_by = asked.names([asked.viewer.party_id]).get(asked.viewer.party_id or "", asked.viewer.user)

    def write(_reason: str) -> Callable[[], None]:
        statement = Statement(kind.id, *ends, since=asked.day, stated_by=said_by)
        number = state_tie(asked.store, statement, asked.viewer, about=asked.person_id)
        return lambda: take_back(asked.store, number, asked.viewer)

    words = joined(kind.label, party.name if ends[0] == asked.person_id else asked.name)
    who = asked.name if ends[0] == asked.person_id else party.name
    head = f"Aggiungo un legame: {who} {words}, da oggi, lo dice {said_by}."
    links = ((f"Ecomappa di {asked.name}", f"mappa?id={asked.person_id}"),)
    return Proposal(head, f"Aggiunto: {party.name}.", write, asked.person_id, links=links)


def parties_named(asked: Asked, kinds: tuple[str, ...]) -> list[Entry]:
    """
    Find the parties of the directory that a question names.

    Parameters
    ----------
    asked
        The question.
    kinds
        Of party.

    Returns
    -------
    list of Entry
        Those whose whole name it holds; else those of whose names it holds a telling word.
    """
    typed = set(normal(asked.question).replace("'", " ").split())
    entries = directory(asked.store, asked.viewer, kinds=kinds)
    whole = [one for one in entries if _words(one.name) <= typed]
    if whole:
        longest = max(len(_words(one.name)) for one in whole)
        return [one for one in whole if len(_words(one.name)) == longest]
    return [
        one for one in entries if any(len(word) > 4 and word in typed for word in _words(one.name) - _COMMON)
    ]


def words_of_parties(asked: Asked) -> set[str]:
    """
    Return the words by which a question names parties of the directory.

    Parameters
    ----------
    asked
        The question.

    Returns
    -------
    set of str
        As `normal` writes them.
    """
    typed = set(normal(asked.question).replace("'", " ").split())
    return {word for one in parties_named(asked, tuple(KINDS)) for word in _words(one.name) & typed}


_COMMON = frozenset(
    {"centro", "servizio", "sociale", "valdoria", "domicilio", "sportello", "gruppo", "comune"}
)


def _words(name: str) -> set[str]:
    """Split a name into its words, prepositions left out."""
    return {
        word
        for word in normal(name).replace("'", " ").split()
        if len(word) > 2 and word not in {"del", "dei", "per", "con"}
    }


def _without(question: str, found: Sequence[Entry | Service]) -> str:
    """Take the name of a service out, so that "Trasporto Il Filo" names no need."""
    for one in found:
        question = re.sub(re.escape(one.name), " ", question, flags=re.IGNORECASE)
    return question


def _which(
    asked: Asked,
    intent: str,
    found: Sequence[Entry | Service],
    head: str,
    question: str,
    needs: Sequence[str] = (),
) -> Reply:
    """Ask which party is meant."""
    need = vocabulary().label("needs", needs[0]) if needs else "…"
    choices = tuple(Choice(one.name, question.format(one.name, need)) for one in found[:8])
    words = head if choices else f"{head} Scrivi il suo nome come nella pagina Servizi."
    return Reply(intent, words, choices=choices, person_id=asked.person_id)


def undoing(asked: Asked, after: CaseView) -> Callable[[], None]:
    """
    Make the undoing of the last event of a case.

    Parameters
    ----------
    asked
        The order that wrote it.
    after
        The case once it was written.

    Returns
    -------
    Callable
        Raises `StaleCaseError` when somebody wrote since.
    """

    def undo() -> None:
        now = read_case(asked.store, after.id, asked.viewer)
        if now.version != after.version:
            raise StaleCaseError(after.id, after.version, now.version, now)
        undo_last(asked.store, after.id, "annullato dalla conversazione", asked.day, asked.viewer)

    return undo


def _path(view: CaseView) -> tuple[tuple[str, str], ...]:
    """Lead to the path."""
    return (("Percorso", f"percorso?id={view.id}"),)
