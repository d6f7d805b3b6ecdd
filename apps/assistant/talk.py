"""Hold one conversation over the norms, a person's record and the use of Ponte; it writes nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.case import ANSWERS, Asked, answer_case
from apps.assistant.days import read_day
from apps.assistant.norms import ask_norms
from apps.assistant.reply import Choice, Line, Reply
from apps.assistant.route import HELP, NORMS, find_route, normal
from apps.components.words import MONTHS
from coordinator.network.record import find_people, read_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from coordinator.model import Person
    from coordinator.protection import Viewer
    from coordinator.store import Store
    from knowledge.answer import Answer, Assistant

GUIDE = (
    ("stamp", "La mappa si stampa su un foglio A4 con il pulsante «Stampa», sopra la mappa."),
    (
        "aggiung",
        "Per aggiungere qualcuno: apri l’ecomappa, scegli «Aggiungi», scrivi chi è e chi lo dice.",
    ),
    ("salv", "La mappa si salva come disegno (SVG) o immagine (PNG) con i pulsanti sopra la mappa."),
    ("cambi", "Per dire che un legame è cambiato o finito: apri l’ecomappa e scegli «Rivedi»."),
    ("confront", "Per confrontare due giorni: apri l’ecomappa e scegli «Confronta»."),
    (
        "caric",
        "I registri si caricano con «ponte load FILE»; i testi ufficiali delle norme dalla pagina «Norme».",
    ),
    (
        "cerc",
        "Una persona si cerca dalla pagina «Persone», con cognome e anno di nascita in qualunque ordine.",
    ),
    (
        "trov",
        "Una persona si cerca dalla pagina «Persone», con cognome e anno di nascita in qualunque ordine.",
    ),
)
ABLE = (
    "Rispondo sulle norme, citando atto e comma: «Chi predispone il progetto individuale?»",
    "Rispondo su una persona, dai dati: «Chi segue Ada Serravalle?», «Che cosa manca nella rete di Ada?»",
    "Provo le ipotesi: «Chi resta sola se manca Lucia?»",
    "Non scrivo niente nell’archivio: quello lo fai tu, dalla mappa.",
)


MANY = 400
"""Persons of one name that are looked through."""

BEGINNINGS = frozenset(
    ("per", "chi", "che", "quali", "quale", "come", "con", "senza")
    + ("entro", "quando", "dove", "quanti", "quanto", "nella", "sulla")
)
"""Words that begin a question with a capital letter and are no part of a name."""

NAME = re.compile(r"\b[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)*")

PUBLIC = frozenset(
    [
        "regione",
        "comune",
        "provincia",
        "stato",
        "centro",
        "servizio",
        "servizi",
        "legge",
        "azienda",
        "casa",
        "comunita",
        "distretto",
        "ambito",
        "punto",
        "piano",
        "ponte",
        "italia",
        "progetto",
        "budget",
        "ospedale",
        "sociale",
        "sociali",
        "salute",
    ]
)
"""Words that are written with a capital letter in the names of public bodies."""

DATED = frozenset({"around", "absence", "findings", "needs"})
"""What is answered as of the day that a question names."""

OFFERED = 8
"""Persons that are offered when several have the name."""


class Talk:
    """One conversation: it remembers about whom it is, and which provisions were quoted last."""

    def __init__(
        self, store: Store, viewer: Viewer, assistant: Callable[[], Assistant], day: date, person_id: str = ""
    ) -> None:
        self._store, self._viewer, self._assistant, self._day = store, viewer, assistant, day
        self._person_id = person_id
        self._last: Answer | None = None

    def ask(self, question: str) -> Reply:
        """
        Answer a question.

        Parameters
        ----------
        question
            In Italian.

        Returns
        -------
        Reply
            From the record or from the norms; with a question back when two readings fit.

        Raises
        ------
        CoordinatorError
            If the viewer may not read what the question asks for.
        """
        route = find_route(question)
        if route.intent == HELP:
            return guide(question)
        people = self._people(question)
        unknown = "" if people or route.norms or route.intent not in ANSWERS else self._unknown(question)
        if unknown:
            return Reply(
                route.intent,
                f"Non trovo {unknown} fra le persone e gli aiuti che conosco. "
                "Controlla il nome, o cercalo dalla pagina Persone.",
            )
        about_person = route.intent in ANSWERS and (people or self._person_id or _is_about_someone(question))
        of_norms = route.norms and not people and not _is_about_someone(question)
        if route.intent == NORMS or of_norms or not about_person:
            return self._norms(question)
        if len(people) > 1:
            choices = tuple(Choice(person.name, _with_name(question, person)) for person in people[:OFFERED])
            return Reply(route.intent, "Di chi parli?", choices=choices)
        if people:
            self._person_id = people[0].id
        if not self._person_id:
            return Reply(route.intent, "Di chi parli? Scrivi nome e cognome nella domanda.")
        day = read_day(question, self._day) if route.intent in DATED else None
        asked = Asked(self._store, self._viewer, self._person_id, day or self._day, question, day is not None)
        return answer_case(route.intent, asked)

    def _norms(self, question: str) -> Reply:
        """Let the norms answer; a follow-up may mean the provision quoted last."""
        reply = ask_norms(self._assistant(), question, self._day, self._last)
        self._last = reply.answers[-1][1] if reply.answers else reply.answer
        return reply

    def _people(self, question: str) -> list[Person]:
        """Find the persons that a question names; those around the person in mind are not meant."""
        if not self._viewer.may("read", "person"):
            return []
        names = NAME.findall(question)
        for name in sorted(names, key=len, reverse=True):
            kept = [word for word in name.split() if normal(word).strip() not in BEGINNINGS and len(word) > 2]
            words = set(normal(" ".join(kept)).split())
            if not words:
                continue
            near = find_people(self._store, " ".join(kept), self._viewer, limit=MANY)
            found = [one for one in near if words <= set(normal(one.name).split())]
            if found and not self._is_helper(found):
                return found
        return []

    def _unknown(self, question: str) -> str:
        """Return the name in a question that is neither the person in mind nor anyone around her."""
        if not self._viewer.may("read", "person"):
            return ""
        known: list[set[str]] = []
        if self._person_id:
            record = read_record(self._store, self._person_id, self._day, self._viewer)
            names = [record.party.name, *(span.other_name for span in record.spans)]
            known = [set(normal(name).split()) for name in names]
        for name in _names(question, 1 if self._person_id else 2):
            words = set(normal(name).split())
            if not any(words <= one for one in known):
                return name
        return ""

    def _is_helper(self, people: list[Person]) -> bool:
        """Say whether those named are around the person that the conversation is already about."""
        if not self._person_id or not people:
            return False
        spans = read_record(self._store, self._person_id, self._day, self._viewer).spans
        near = {span.other_id for span in spans}
        return any(person.id in near for person in people[:OFFERED])


def _names(question: str, least: int) -> list[str]:
    """Find what is written like a person's name, of at least so many words."""
    found = []
    for match in NAME.finditer(question):
        words = match[0].split()
        if match.start() == 0 and (len(words) == 1 or normal(words[0]).strip() in BEGINNINGS):
            words = words[1:]
        plain = [normal(word).strip() for word in words]
        article = (
            question[: match.start()].casefold().endswith((" il ", " la ", " lo ", " i ", " le ", "'", "’"))
        )
        named = not (
            article or PUBLIC & set(plain) or any(word.isupper() and len(word) < 6 for word in words)
        )
        if (
            named
            and len(words) >= least
            and max(map(len, words), default=0) > 2
            and not set(plain) & set(MONTHS)
        ):
            found.append(" ".join(words))
    return found


def _is_about_someone(question: str) -> bool:
    """Say whether a question speaks of someone without a name: "chi la segue?"."""
    return bool(re.search(r" (la|lo|lei|lui|le|gli|sua|suo|suoi|sue|questa persona) ", normal(question)))


def _with_name(question: str, person: Person) -> str:
    """Write a question again with the whole name of the person meant."""
    return re.sub(
        rf"\b{re.escape(person.given_name)}\b(?! {re.escape(person.family_name)})", person.name, question
    )


def guide(question: str) -> Reply:
    """
    Say how to do something in Ponte.

    Parameters
    ----------
    question
        The question.

    Returns
    -------
    Reply
        The lines that fit, or what can be asked.
    """
    words = normal(question)
    lines = list(dict.fromkeys(text for cue, text in GUIDE if f" {cue}" in words))
    head = "Ecco come si fa:" if lines else "Ecco che cosa posso fare:"
    return Reply(HELP, head, tuple(Line(text) for text in lines or ABLE))
