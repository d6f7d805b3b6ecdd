"""Add a tie from three fields: who, what to whom, who says so; nobody is guessed, nobody is written twice."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from apps.components.acts import number_of
from apps.components.days import read_day, write_day
from apps.components.words import KINDS, long_day
from apps.pages.task import MissingError
from coordinator.model import PREFIXES, vocabulary
from coordinator.network import Statement, state_tie
from coordinator.network.duplicates import Candidate, find_duplicates
from coordinator.network.one_tie import read_tie
from coordinator.network.parties import add_tied_person
from coordinator.network.record import names_nearby

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from apps.components.desk import Desk
    from apps.components.live import Act
    from coordinator.protection import Viewer

NEW = "nuova"
"""What the form sends when the one named is none of those who are like her."""

ALIKE = 0.88
"""How alike two names are, from 0 to 1, for one to be a slip of the other."""

GROUPS = {
    "persona": "Persone",
    "professionista": "Professionisti",
    "servizio": "Servizi",
    "ente": "Enti",
    "comunita": "Gruppi e associazioni",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A tie that was written, or who is like the one named, to be chosen from."""

    tie: int | None
    likely: tuple[tuple[str, str, str], ...] = ()  # id, name, why


def add_tie(
    desk: Desk, viewer: Viewer, person_id: str, day: date, act: Act, *, helps: bool = False
) -> Outcome:
    """
    Write a new tie of a person, and the one named if the record does not know her.

    Parameters
    ----------
    desk
        The store.
    viewer
        Who writes.
    person_id
        Whose tie.
    day
        When the form does not say since when.
    act
        What the form sent.
    helps
        Whether the form is of somebody who helps her: help then goes to her, whatever they are to each other,
        and where that alone tells of no help, a tie that tells it is written beside.

    Returns
    -------
    Outcome
        The tie; or, with nothing written, those who may be meant.

    Raises
    ------
    MissingError
        If a field is missing, or the one named cannot be what the form says.
    DayError
        If a day is none.
    """
    name, sayer = str(act.get("name") or "").strip(), str(act.get("stated_by") or "").strip()
    if not name or not sayer or not act.get("kind"):
        message = "Servono tre cose: chi è, che cosa fa, e chi lo dice."
        raise MissingError(message)
    since = read_day(str(act.get("since") or write_day(day)))
    allowed = _allowed(str(act["kind"]))
    party, likely = _named(desk, viewer, person_id, name, allowed, str(act.get("party") or ""))
    if likely:
        return Outcome(None, likely)
    statement = Statement(
        kind=str(act["kind"]),
        from_id=party if isinstance(party, str) else "",
        to_id=person_id,
        since=since,
        strength=number_of(act, "strength") if act.get("strength") else None,
        conflict=bool(act.get("conflict")),
        stated_by=sayer,
        direction="to" if helps else None,
    )
    if isinstance(party, Candidate):
        tie = add_tied_person(desk.store, party, statement, viewer, about=person_id)
    else:
        tie = state_tie(desk.store, statement, viewer, about=person_id)
    if helps and not _tells_of_help(statement.kind):
        view, _ = read_tie(desk.store, tie, viewer)
        helper = view.from_id if view.to_id == person_id else view.to_id
        lends_a_hand = Statement("caregiver", helper, person_id, since, stated_by=sayer)
        state_tie(desk.store, lends_a_hand, viewer, about=person_id)
    return Outcome(tie)


def _tells_of_help(kind_id: str) -> bool:
    """Say whether being such to a person is to help her, by care or by a support of one's own."""
    words = vocabulary()
    kind = words.reversed_kinds.get(kind_id) or words.tie_kind(kind_id)
    return kind.care or kind.support is not None


def _allowed(kind_id: str) -> frozenset[str]:
    """Return the kinds of party that may be such to a person."""
    words = vocabulary()
    if kind_id in words.reversed_kinds:
        return words.reversed_kinds[kind_id].ends[1]
    kind = words.tie_kind(kind_id)
    return kind.ends[0] | kind.ends[1] if kind.symmetric else kind.ends[0]


def _named(
    desk: Desk, viewer: Viewer, person_id: str, name: str, allowed: frozenset[str], chosen: str
) -> tuple[str | Candidate, tuple[tuple[str, str, str], ...]]:
    """Find the party named, or what a new person is called; two of one name are never guessed."""
    if chosen and chosen != NEW:
        return chosen, ()
    known = names_nearby(desk.store, person_id, viewer)
    fits = [party for party, held in known.items() if held.casefold() == name.casefold()]
    right = [party for party in fits if _kind_of(party) in allowed]
    if not chosen and (len(right) > 1):
        return "", tuple((party, known[party], KINDS[_kind_of(party)]) for party in right)
    if right and not chosen:
        return right[0], ()
    if fits and not chosen:
        message = f"{known[fits[0]]}: nell’archivio è {KINDS[_kind_of(fits[0])]}. Scegli che cosa è fra le voci adatte."
        raise MissingError(message)
    nearly = () if chosen else _nearly(name, known, allowed)
    if "persona" not in allowed:
        if nearly:
            return "", nearly
        what = " o ".join(KINDS[kind] for kind in GROUPS if kind in allowed)
        message = f"«{name}» non è fra i nomi dell’archivio. Scegli dall’elenco, o aggiungi prima: {what}."
        raise MissingError(message)
    given, _, family = name.partition(" ")
    candidate = Candidate(given, family or "(cognome da chiedere)")
    if chosen:
        return candidate, ()
    found = find_duplicates(desk.store, candidate, viewer, but=person_id) if family else ()
    same = tuple((one.person_id, _told(one.name, one.born_on), ", ".join(one.reasons)) for one in found)
    return candidate, same + tuple(one for one in nearly if one[0] not in {party for party, _, _ in same})


def _nearly(name: str, known: Mapping[str, str], allowed: frozenset[str]) -> tuple[tuple[str, str, str], ...]:
    """List those of whom a name may be a slip: a letter more, less or otherwise."""
    right = {party: held for party, held in known.items() if _kind_of(party) in allowed}
    alike = get_close_matches(name.casefold(), {held.casefold() for held in right.values()}, cutoff=ALIKE)
    return tuple(
        (party, held, f"{KINDS[_kind_of(party)]}: nome quasi uguale")
        for party, held in right.items()
        if held.casefold() in alike
    )


def _told(name: str, born_on: date | None) -> str:
    """Say a person with her day of birth, to tell her from others of her name."""
    return f"{name}, {long_day(born_on)}" if born_on else name


def _kind_of(party_id: str) -> str:
    """Return the kind of party that an id is of."""
    prefix = party_id.partition(":")[0]
    return next(kind for kind, known in PREFIXES.items() if known == prefix)


def tie_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """
    List what someone can be to a person, by group.

    Returns
    -------
    list of (str, list of (str, str))
        Group, then kind (or the id of its reverse) and its label, read "X label the person".
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for kind in vocabulary().kinds.values():
        first, last = kind.ends
        if "persona" in last and not kind.id.startswith("si_"):
            groups.setdefault(_group(first), []).append((kind.id, kind.label))
        elif "persona" in first and not kind.symmetric and last != frozenset({"nucleo"}):
            groups.setdefault(_group(last), []).append((kind.reverse_id, kind.reverse_label))
        if first == last == frozenset({"persona"}) and not kind.symmetric and kind.code < 10:
            groups.setdefault("Persone", []).append((kind.reverse_id, kind.reverse_label))
    return list(groups.items())


def _group(kinds: frozenset[str]) -> str:
    """Name the group of the kinds of party at one end of a tie."""
    return next(words for kind, words in GROUPS.items() if kind in kinds)


def names_of(known: Mapping[str, str]) -> list[str]:
    """Return the names that a form offers, each once."""
    return sorted(set(known.values()))
