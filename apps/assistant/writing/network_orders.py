"""Read whom a question asks to add beside somebody, and what she is to her."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice, Line, Reply
from apps.assistant.writing.proposal import Lacking, Proposal
from apps.components.words import joined, long_day
from coordinator.model import vocabulary
from coordinator.network import Statement, state_tie
from coordinator.network.directory import directory
from coordinator.network.duplicates import Candidate, find_duplicates
from coordinator.network.one_tie import take_back
from coordinator.network.parties import add_tied_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from apps.assistant.reading.asked import Asked
    from coordinator.network.duplicates import Match

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

NAME = re.compile(
    r"^\W*(?:(?:si chiama|è|sarebbe|la|il|signor[ae]?|sig\.?(?:ra)?|di nome)\s+)*"
    r"(?P<name>[^\W\d_][\w’']*(?:\s+(?!come\b|che\b|è\b|la\b|il\b)[^\W\d_][\w’']*){1,2})\b",
    re.IGNORECASE,
)
"""How a name is said by itself."""

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


def propose_person(
    asked: Asked, name: str, kind: str, *, another: bool = False
) -> Proposal | Lacking | Reply:
    """
    Propose to add somebody beside a person, by a tie: somebody new, or who is in the record already.

    Parameters
    ----------
    asked
        On the person.
    name
        Given and family name of the one who is added.
    kind
        As `role_named` says it; empty where it was not understood.
    another
        Whether it is said that she is none of those who have the name.

    Returns
    -------
    Proposal or Lacking or Reply
        What lacks is asked, one thing at a time; a reply where the asker may not, or the tie is there.
    """
    links = _page(asked)
    if not (asked.viewer.may("write", "network") and asked.viewer.may("write", "person")):
        return Reply("tie", f"Non posso proporlo: {NO_WRITING}.", links=links, person_id=asked.person_id)
    if " " not in name.strip() or not kind:
        return _lacking(asked, name.strip(), kind)
    if (held := _held(asked, name, kind)) is not None:
        return held
    if not another and (there := _already_there(asked, name, kind)) is not None:
        return there
    given, _, family = name.strip().partition(" ")

    def write(_reason: str) -> Callable[[], None]:
        statement = Statement(kind, "", asked.person_id, since=asked.day, stated_by=by_of(asked))
        number = add_tied_person(
            asked.store, Candidate(given, family), statement, asked.viewer, about=asked.person_id
        )
        return lambda: take_back(asked.store, number, asked.viewer)

    head = f"Aggiungo una persona nuova, {name}, e un legame: {_tie_words(asked, name, kind)}."
    done = f"Aggiunto: {name}. Se annulli, il legame va via e la sua scheda resta."
    return Proposal(head, done, write, asked.person_id, links=_map(asked))


def by_of(asked: Asked) -> str:
    """
    Name who says what is written: whoever asks.

    Parameters
    ----------
    asked
        The order.

    Returns
    -------
    str
        Her name, else the name of her account.
    """
    party = asked.viewer.party_id
    return asked.names([party]).get(party or "", asked.viewer.user)


def _lacking(asked: Asked, name: str, kind: str) -> Lacking:
    """Ask for the name, or for what she is to her; the next words may say it."""
    page = f"mappa?id={asked.person_id}&parte=aggiungi"
    named = " " in name

    def take(words: str) -> Proposal | Lacking | Reply | None:
        if named:
            found, role = name, role_named(words)
        else:
            said = NAME.match(words)
            found, role = (written(said["name"]) if said else ""), kind or role_named(words)
        return propose_person(asked, found, role) if (role if named else found) else None

    lacks = "che cosa è per lei (vicino, amica, figlio, badante)" if named else "nome e cognome"
    head = f"Per aggiungere {name or 'qualcuno'} alla rete di {asked.name} mi serve ancora: {lacks}."
    example = Line(f"Per esempio: «Aggiungi Mario Rossi come vicino di {asked.name}»", page=page)
    return Lacking(head, take, asked.person_id, (example,), links=_page(asked))


def written(name: str) -> str:
    """
    Write a name as a name is written.

    Parameters
    ----------
    name
        As it was typed: "rosa pini".

    Returns
    -------
    str
        With capitals.
    """
    return " ".join(word[:1].upper() + word[1:] for word in name.split())


def _held(asked: Asked, name: str, kind: str) -> Reply | None:
    """Say that the tie is there already; None where it is not."""
    words = vocabulary()
    turned = words.reversed_kinds.get(kind)
    stored = turned.id if turned else kind
    span = next(
        (
            one
            for one in asked.record.spans
            if one.kind == stored and _same(one.other_name, name) and one.holds_on(asked.day)
        ),
        None,
    )
    if span is None:
        return None
    label = turned.reverse_label if turned else words.tie_kind(kind).label
    head = f"È già scritto: {span.other_name}, {joined(label, asked.name)}, dal {long_day(span.since)}."
    query = f"Letto: i legami di {asked.record.party.name}."
    line = Line(f"{span.other_name}: la sua scheda", span.other_id)
    return Reply("tie", head, (line,), query=query, links=_map(asked), person_id=asked.person_id)


def _already_there(asked: Asked, name: str, kind: str) -> Proposal | Reply | None:
    """Propose a tie with the one person of the record who has such a name; say who is like her; None for nobody."""
    given, _, family = name.partition(" ")
    like = find_duplicates(asked.store, Candidate(given, family), asked.viewer, but=asked.person_id)
    lines = [Line(f"{one.name}: {'; '.join(one.reasons)}", one.person_id) for one in like]
    same = [one for one in like if _same(one.name, name)]
    lines += [
        Line(f"{one.name}: {one.detail or one.kind}", one.id)
        for one in directory(asked.store, asked.viewer)
        if normal(one.name).strip().endswith(normal(name).strip())
    ]
    if not lines:
        return None
    if len(same) == 1 and len(lines) == len(like):
        return _with_known(asked, same[0], kind)
    label = vocabulary().reversed_kinds.get(kind)
    role = label.reverse_label if label else vocabulary().tie_kind(kind).label
    other = Choice(
        "È un’altra persona: aggiungila",
        f"Aggiungi {name} come {role} di {asked.record.party.name}, è un’altra persona",
    )
    head = f"C’è già chi si chiama come {name}: se è la stessa persona, sceglila dalla pagina."
    query = "Letto: i nomi delle persone e dei professionisti che vedi."
    return Reply(
        "tie",
        head,
        tuple(lines),
        query=query,
        choices=(other,),
        links=_page(asked),
        person_id=asked.person_id,
    )


def _with_known(asked: Asked, known: Match, kind: str) -> Proposal:
    """Propose a tie with somebody who is in the record already."""

    def write(_reason: str) -> Callable[[], None]:
        statement = Statement(kind, known.person_id, asked.person_id, since=asked.day, stated_by=by_of(asked))
        number = state_tie(asked.store, statement, asked.viewer, about=asked.person_id)
        return lambda: take_back(asked.store, number, asked.viewer)

    born = f", data di nascita {long_day(known.born_on)}" if known.born_on else ""
    line = Line(
        f"È la persona che è già nell’archivio{born}. Se è un’altra con lo stesso nome, dillo",
        known.person_id,
    )
    head = f"Aggiungo un legame: {_tie_words(asked, known.name, kind)}."
    return Proposal(head, f"Aggiunto: {known.name}.", write, asked.person_id, (line,), _map(asked))


def _tie_words(asked: Asked, name: str, kind: str) -> str:
    """Say a tie that is proposed."""
    words = vocabulary()
    turned = words.reversed_kinds.get(kind)
    label = turned.reverse_label if turned else words.tie_kind(kind).label
    return f"{name}, {joined(label, asked.name)}, da oggi, lo dice {by_of(asked)}"


def _same(one: str, other: str) -> bool:
    """Say whether two names are of the same words."""
    return set(normal(one).split()) == set(normal(other).split())


def _page(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Lead to where somebody is added."""
    return ((f"Aggiungi alla rete di {asked.name}", f"mappa?id={asked.person_id}&parte=aggiungi"),)


def _map(asked: Asked) -> tuple[tuple[str, str], ...]:
    """Lead to the map."""
    return ((f"Ecomappa di {asked.name}", f"mappa?id={asked.person_id}"),)
