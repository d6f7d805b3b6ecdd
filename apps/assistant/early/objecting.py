"""Say how a person objects to who sees her data: what rests on law, what on her yes, and the page where she says no."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.written import say_consents
from apps.assistant.early.permits import KIN
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.settled import settled
from coordinator.protection.bases import bases

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

DATA = (
    r"(?:sched\w+|dati|cartell\w+|percorso|informazioni|cose (?:mie|sue)|fatti (?:miei|suoi)|situazione|storia|niente"
    r"|nulla)"
)
SEEN = (
    r"(?:ved\w+|vist\w+|legg\w+|guard\w+|sapp\w+|sapere|conosc\w+|acced\w+|us(?:i|ino|are)|trattat\w+"
    r"|pass(?:i|ate|are)|condivi\w+|d(?:ia|iate|are)|mostr\w+)"
)
UNWILLING = re.compile(
    r" (?:non (?:(?:vuole|vogliono|voglio|vorrebbe|vorrei|desider\w+|gradisc\w+) (?:\w+ )?che|dev\w+|debb\w+|poss\w+) "
    rf"(?:\w+ ){{0,6}}?{SEEN} (?:.* )?(?:{DATA}|ai|al|alla|gli|le|lo|la)"
    r"|(?:impedi\w+|evit\w+|viet\w+|proibi\w+|togli\w+|blocc\w+) (?:.* )?"
    rf"(?:{SEEN}|accesso) (?:.* )?{DATA}) "
)
OBJECTS = re.compile(
    r" (?:oppo(?:rsi|rmi|ne|ngo|rre)|opposizione|si oppone|negare il consenso|dire di no) (?:.* )?"
    rf"(?:trattament\w+|{DATA}|consens\w+) "
    r"| (?:revoc\w+|ritir\w+|tolg\w+|togli\w+|cambi\w+|rimangi\w+) (?:.* )?consens\w+ "
)
"""How one says that somebody is not to see, or asks how to object."""

ELSE = re.compile(
    r" (?:cure|terapi\w+|vaccin\w+|norm[ae]|per legge|articolo|ha (?:gia )?(?:revocato|ritirato)) "
)
PAGE = "consensi"


def say_objecting(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say how a person objects to who sees her data.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "non voglio che mio figlio veda la mia scheda".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        With what is written of her consents, where somebody is meant; None for what asks something else.
    """
    words = bare(question)
    if not (UNWILLING.search(words) or OBJECTS.search(words)) or ELSE.search(words):
        return None
    lines = tuple(_lines(words))
    head = "Si può dire di no, in parte: alcuni vedono per legge, altri solo con un sì della persona."
    links = (("Dati e consensi", PAGE), ("Chi vede che cosa", "politica"))
    if not (named.people or scene.person_id) or not scene.viewer.may("read", "consent"):
        query = "Letto: su che cosa si basa il trattamento dei dati."
        return Reply("objecting", head, lines, query=query, links=links)
    asked = settled(scene, question, named, "consents")
    return asked if isinstance(asked, Reply) else _of_person(asked, head, lines)


def _of_person(asked: Asked, head: str, lines: Sequence[Line]) -> Reply:
    """Say it of one person: the page opens on her, and what is written of her consents stands after it."""
    page = f"{PAGE}?id={asked.person_id}"
    own = [replace(one, page=page) if one.page == PAGE else one for one in lines]
    held = say_consents(asked).lines if asked.viewer.may("read", "case") else ()
    links = ((f"Dati e consensi di {asked.name}", page), ("Chi vede che cosa", "politica"))
    return asked.reply("objecting", head, [*own, *held], "i consensi e la base giuridica", links)


def _lines(words: str) -> Iterator[Line]:
    """
    Say what a no stops, and what it does not.

    Yields
    ------
    Line
        That kinship alone opens no record, if the words speak of kin; where a no is written; a use that is
        asked for, and until when; at the end, care.
    """
    if KIN.search(words):
        kin = "Un familiare o un amico non vede la scheda perché lo è: la vede chi rappresenta per legge la persona"
        yield Line(kin, page="politica")
    yield Line(
        "Il no si scrive nella pagina «Dati e consensi»: mostra prima che cosa cambia, e vale subito",
        page=PAGE,
    )
    for one in bases().values():
        if one.asked:
            until = "fino a un no" if one.when_silent else "solo con un sì, che si toglie quando si vuole"
            yield Line(f"«{one.label}»: {until}", page=PAGE, urn=one.norms[-1])
    care = next(one for one in bases().values() if not one.asked)
    yield Line(f"«{care.label}»: per legge, anche senza un sì", urn=care.norms[0])
