"""Read whom a question asks to add beside somebody, and what she is to her."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.assistant.writing.proposal import Proposal
from apps.components.words import joined
from coordinator.model import vocabulary
from coordinator.network import Statement
from coordinator.network.directory import directory
from coordinator.network.duplicates import Candidate, find_duplicates
from coordinator.network.one_tie import take_back
from coordinator.network.parties import add_tied_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.assistant.reading.asked import Asked

ROLES = (
    (r"vicin[aoie]\w*(?: di casa)?", "vicinato"),
    (r"amic[aoh]\w*", "amicizia"),
    (r"badante|assistente familiare|colf", "assistente_familiare"),
    (r"caregiver principale", "caregiver_principale"),
    (r"caregiver|aiuto|aiutante", "caregiver"),
    (r"amministrat\w+ di sostegno|ads", "amministratore_sostegno"),
    (r"tutore|tutrice", "tutore"),
    (r"(?:persona di )?fiducia|fiduciari[oa]", "fiduciario"),
    (r"figli[oa]", "figlio"),
    (r"madre|padre|mamma|papa|genitore", "genitore"),
    (r"fratello|sorella", "fratello"),
    (r"marito|moglie|coniuge", "coniuge"),
    (r"compagn[oa]|convivente", "convivente"),
    (r"nonn[oa]", "nonno"),
    (r"zi[oa]", "zio"),
    (r"nipote", "nipote_di_nonno"),
    (r"parente|cugin[oa]|cognat[oa]|familiare", "altro_parente"),
)
"""What somebody is to her, as it is said → the tie from the one who is added."""

NO_WRITING = "il tuo ruolo non scrive la rete"


def role_named(words: str) -> str:
    """
    Return the tie that words say somebody has with a person.

    Parameters
    ----------
    words
        In Italian: "vicino di casa".

    Returns
    -------
    str
        A word of the vocabulary's tie kinds, or a reverse of one; empty when they say none.
    """
    told = normal(words)
    return next((kind for called, kind in ROLES if re.search(rf" (?:{called}) ", told)), "")


def propose_person(asked: Asked, name: str, kind: str) -> Proposal | Reply:
    """
    Propose to add somebody new beside a person, by a tie.

    Parameters
    ----------
    asked
        On the person.
    name
        Given and family name of the one who is added.
    kind
        As `role_named` says it; empty where it was not understood.

    Returns
    -------
    Proposal or Reply
        A reply where something must be said first: who it is, what she does, or that somebody of the name is there.
    """
    page = f"mappa?id={asked.person_id}&parte=aggiungi"
    links = ((f"Aggiungi alla rete di {asked.name}", page),)
    if not (asked.viewer.may("write", "network") and asked.viewer.may("write", "person")):
        return Reply("tie", f"Non posso proporlo: {NO_WRITING}.", links=links, person_id=asked.person_id)
    given, _, family = name.strip().partition(" ")
    if not family or not kind:
        lacks = "nome e cognome" if not family else "che cosa è per lei: vicino, amica, figlio, badante…"
        head = f"Per aggiungere qualcuno alla rete di {asked.name} mi serve ancora: {lacks}."
        example = Line(f"Per esempio: «Aggiungi Mario Rossi come vicino di {asked.name}»", page=page)
        return Reply("tie", head, (example,), links=links, person_id=asked.person_id)
    if (there := _already_there(asked, name)) is not None:
        return there
    said_by = asked.names([asked.viewer.party_id]).get(asked.viewer.party_id or "", asked.viewer.user)
    words = vocabulary()
    turned = words.reversed_kinds.get(kind)
    label = turned.reverse_label if turned else words.tie_kind(kind).label

    def write(_reason: str) -> Callable[[], None]:
        statement = Statement(kind, "", asked.person_id, since=asked.day, stated_by=said_by)
        number = add_tied_person(
            asked.store, Candidate(given, family), statement, asked.viewer, about=asked.person_id
        )
        return lambda: take_back(asked.store, number, asked.viewer)

    tie = f"{name}, {joined(label, asked.name)}, da oggi, lo dice {said_by}"
    head = f"Aggiungo una persona nuova, {name}, e un legame: {tie}."
    done = f"Aggiunto: {name}. Se annulli, il legame va via e la sua scheda resta."
    return Proposal(
        head,
        done,
        write,
        asked.person_id,
        links=((f"Ecomappa di {asked.name}", f"mappa?id={asked.person_id}"),),
    )


def _already_there(asked: Asked, name: str) -> Reply | None:
    """Say who of the record has such a name, so that nobody is written twice; None where nobody has."""
    given, _, family = name.partition(" ")
    like = find_duplicates(asked.store, Candidate(given, family), asked.viewer, but=asked.person_id)
    lines = [Line(f"{one.name}: {'; '.join(one.reasons)}", one.person_id) for one in like]
    lines += [
        Line(f"{one.name}: {one.detail or one.kind}", one.id)
        for one in directory(asked.store, asked.viewer)
        if normal(one.name).strip().endswith(normal(name).strip())
    ]
    if not lines:
        return None
    head = f"C’è già chi si chiama come {name}: se è la stessa persona, sceglila dalla pagina."
    links = ((f"Aggiungi alla rete di {asked.name}", f"mappa?id={asked.person_id}&parte=aggiungi"),)
    query = "Letto: i nomi delle persone e dei professionisti che vedi."
    return Reply("tie", head, tuple(lines), query=query, links=links, person_id=asked.person_id)
