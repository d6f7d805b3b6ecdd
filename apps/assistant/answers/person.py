"""Answer from a person's record: needs, services that fit, findings, who she is, another record of hers."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from apps.assistant.answers.answering import who_answers
from apps.assistant.reading.helpers import meant, sought
from apps.assistant.reading.people import seen_by_name
from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice, Line, Reply
from apps.components.messages import TIES_UNTOLD
from apps.components.words import age, count, gendered, long_day, place_name
from coordinator.findings import find_for
from coordinator.matching import match
from coordinator.model import Person, vocabulary
from coordinator.network.duplicates import Candidate, find_duplicates
from coordinator.network.record import read_record

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked
    from coordinator.matching import Match

COMMON = frozenset({"della", "delle", "avere", "persona", "prendere", "tenere", "preparare", "cura", "cure"})
"""Words of a need's name that do not tell it from others."""

UNMET = re.compile(
    r" (?:scopert|copert|nessun|insoddisfatt|inevas|senza (?:risposta|aiuto|soluzione))"
    r"| non (?:(?:ha|hanno|trova|trovano|riceve|ricevono|vede) (?:\w+ )?(?:risposta|aiuto|rispost|soluzion)"
    r"|(?:e|sono|viene|vengono) (?:ancora )?(?:copert|soddisfatt|seguit|affrontat))"
    r"| a cui nessun| resta(?:no)? fuori"
)
"""Words that ask which needs nobody meets."""


def named_needs(question: str) -> list[str]:
    """
    Read which needs a question names.

    Parameters
    ----------
    question
        In Italian.

    Returns
    -------
    list of str
        Words of the vocabulary's needs.
    """
    words = normal(question)
    terms = vocabulary().terms["needs"]
    return [need for need, term in terms.items() if _mentions(words, need, term.label)]


def without_needs(words: str) -> str:
    """
    Take the names of needs out of a question.

    Parameters
    ----------
    words
        As `normal` writes them.

    Returns
    -------
    str
        The rest.
    """
    terms = vocabulary().terms["needs"]
    stems = [part for need, term in terms.items() for part in _stems(need, term.label)]
    return " ".join(word for word in words.split() if not word.startswith(tuple(stems)))


ALSO = {
    "spostamenti": ("trasport", "accompagn", "spost", "portarl", "in giro", "muover", "mobilita"),
    "pasti": ("mangiare", "pranz", "cena ", "cucin"),
    "sollievo": ("solliev",),
    "compagnia": ("compagnia",),
    "medicazioni": ("medicazion",),
    "terapia": ("medicin", "farmac", "pastigli", "pillol", "compress"),
    "igiene_personale": ("bagno", "lavars", "igiene"),
}
"""What a need is also called, beside its label."""


NO_PILLS = "(?!gli)"
"""What must not follow a word of a need: "pastiglie" are no "pasti"."""


WHOLE = frozenset({"relazioni"})
"""Telling words that mean something else with another ending: "una relazione" is a paper."""


def _mentions(words: str, need: str, label: str) -> bool:
    """Say whether a question names a need by one of its telling words."""
    apart = words.replace("'", "' ")
    return any(re.search(rf" {re.escape(part)}{NO_PILLS}", apart) for part in _stems(need, label))


@cache
def _stems(need: str, label: str) -> tuple[str, ...]:
    """Return the telling words of a need, without their endings."""
    told = (part for part in normal(label).split() if len(part) > 4 and part not in COMMON)
    parts = (part if part in WHOLE else part[:6] for part in told)
    return (*parts, *ALSO.get(need, ()))


def say_places(asked: Asked) -> Reply:
    """Say which services fit the needs that a question names, or that nobody meets; ask which need for none."""
    terms = vocabulary().terms["needs"]
    needs = named_needs(asked.question) or (_lacking(asked) if UNMET.search(normal(asked.question)) else [])
    if not needs:
        held = [term.label for term in terms.values() if term.label in asked.record.needs]
        choices = tuple(Choice(label, f"Quali servizi con posti liberi per {label}?") for label in held)
        return Reply("places", "Per quale bisogno?", choices=choices, person_id=asked.person_id)
    lines = [
        Line(offer_words(one), one.offer.id)
        for need in needs
        for one in match(asked.store, asked.person_id, need, asked.day, asked.viewer)
        if need in one.offer.needs
    ]
    labels = ", ".join(terms[need].label for need in needs)
    head = f"Per questo bisogno ({labels}):"
    if not lines:
        head = f"Per questo bisogno ({labels}) non conosco servizi."
    elif not asked.record.ties_told:
        lines.append(Line(f"{TIES_UNTOLD}: se uno di questi la segue già non lo posso dire", asked.person_id))
    read = "i bisogni, e le schede dei servizi,"
    return asked.reply("places", head, lines, read, (("Servizi", "servizi"),))


def _lacking(asked: Asked) -> list[str]:
    """List the needs that nobody around a person meets."""
    terms = vocabulary().terms["needs"]
    held = [need for need, term in terms.items() if term.label in asked.record.needs]
    answering = who_answers(asked, held)
    return [need for need in held if not answering[need]]


def offer_words(one: Match) -> str:
    """Say one service: free places, waiting, and why not."""
    offer = one.offer
    free, waiting = offer.places_free, offer.waiting_days
    places = "posti liberi non noti" if free is None else count(free, "posto libero", "posti liberi")
    wait = "attesa non nota" if waiting is None else f"attesa di {count(waiting, 'giorno', 'giorni')}"
    why = f"; non adatto: {'; '.join(one.against)}" if one.against else ""
    return f"{offer.name}: {places}, {wait}{why}"


def say_findings(asked: Asked) -> Reply:
    """Say what is missing or at risk."""
    found = find_for(asked.store, asked.person_id, asked.day, asked.viewer)
    lines = [Line(one.sentence, asked.person_id, one.rule.norm or "") for one in found]
    head = f"Nella rete di {asked.name} si nota:" if lines else "I dati non mostrano mancanze."
    links = (("Rilievi", f"rilievi?id={asked.person_id}"),)
    return asked.reply("findings", head, lines, "le regole dei rilievi sulla rete", links)


NOT_KEPT = {
    "che lavoro faccia": re.compile(
        r" (?:lavora|lavorava|lavori|lavoro|mestiere|impiegat[oa]|disoccupat[oa]|pensionat[oa]) "
    ),
    "se guidi": re.compile(r" (?:patente|guida|guidare|automunit[oa]|la macchina) "),
    "che studi abbia fatto": re.compile(r" (?:studi|diploma|laurea\w*|titolo di studio|scolarita) "),
}
"""What is asked of who somebody is, and no record keeps."""


def say_record(asked: Asked) -> Reply:
    """Say age, place and telephone; of whoever the question means around her."""
    own = set(normal(asked.record.party.name).split())
    rest = " ".join(word for word in asked.question.split() if not set(normal(word).split()) & own)
    # her own number is no answer on her daughter's: who is told of no ties is refused
    ties = asked.record.spans if sought(rest) else asked.record.told
    spans = [span for span in ties if span.holds_on(asked.day)]
    if others := {span.other_id: span.other_name for span in meant(replace(asked, question=rest), spans)}:
        lines = [other_line(asked, party, name) for party, name in list(others.items())[:3]]
        return asked.reply(
            "record",
            f"{_not_kept(asked)}Di chi è intorno a {asked.name}:",
            lines,
            "le schede di chi la aiuta e",
        )
    party = asked.record.party
    lines = []
    if isinstance(party, Person):
        years = age(party.born_on, asked.day)
        if years is not None:
            born = gendered("nata o nato", party.sex)
            lines.append(Line(f"{years} anni ({born}: {long_day(party.born_on)})", party.id))
        lines += [Line(f"Abita a {place_name(party.area)}", party.id)] if party.area else []
        lines += [Line(f"Telefono {party.phone}", party.id)] if party.phone else []
        if not asked.viewer.may("read", "contacts"):
            lines.append(Line("Telefono e indirizzo non sono fra ciò che il tuo ruolo vede", party.id))
    return asked.reply("record", f"{_not_kept(asked)}{party.name}:", lines, "la scheda")


def _not_kept(asked: Asked) -> str:
    """Say of what a question asks that no record keeps it; empty where it asks none of these."""
    words = normal(asked.question)
    told = [name for name, pattern in NOT_KEPT.items() if pattern.search(words)]
    return f"{' e '.join(told)} non è scritto. ".capitalize() if told else ""


def other_line(asked: Asked, party_id: str, name: str) -> Line:
    """Say how somebody around a person is reached, or that it is not written, or not the asker's to see."""
    person = seen_by_name(asked.store, asked.viewer, party_id, name)
    if person is None and party_id.startswith("per:"):
        return Line(f"{name}: la sua scheda non è fra quelle che vedi", party_id)
    party: Any = person or read_record(asked.store, party_id, asked.day, asked.viewer).party
    told = [f"telefono {party.phone}"] if getattr(party, "phone", None) else []
    told += [str(party.address)] if getattr(party, "address", None) else []
    if person is not None:
        years = age(person.born_on, asked.day)
        told += [f"{years} anni"] if years is not None else []
        told += [f"abita a {place_name(person.area)}"] if person.area else []
        may = asked.viewer.may("read", "contacts")
        none = "il telefono non è scritto" if may else "il telefono non è fra ciò che vedi"
        told += [] if person.phone else [none]
    return Line(f"{name}: {', '.join(told) or 'nella scheda non c’è un recapito'}", party_id)


def say_duplicates(asked: Asked) -> Reply:
    """Say which other records may be of the same person, and why."""
    party = asked.record.party
    assert isinstance(party, Person)  # noqa: S101  the conversation is about persons
    known = Candidate(party.given_name, party.family_name, party.born_on, party.tax_code, party.phone)
    found = find_duplicates(asked.store, known, asked.viewer, but=party.id)
    lines = [Line(f"{one.name}: {', '.join(one.reasons)}", one.person_id) for one in found]
    head = f"Somigliano alla scheda di {party.name}:"
    if not lines:
        head = f"Non trovo nessun’altra scheda che somigli a quella di {party.name}."
    links = (("Confronta le schede", f"doppioni?id={party.id}"),)
    return asked.reply(
        "duplicates", head, lines, "le schede con nome, nascita, codice o telefono vicini a quelli", links
    )
