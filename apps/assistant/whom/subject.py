"""Settle about whom a question is: the one named, the one in mind, or the one whom the named one helps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.assistant.answers import HELPED, OF_WHO_CARES
from apps.assistant.reading.offered import told
from apps.assistant.reading.people import names_in, seen_by_name
from apps.assistant.reading.words import listed, normal
from apps.assistant.reply import Choice, Line, Reply
from coordinator.network.nearby import people_like
from coordinator.network.reach import reach
from coordinator.network.record import find_people, read_record
from coordinator.pathway.cases import cases_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from apps.assistant.reading.people import Named
    from coordinator.model import Person
    from coordinator.protection import Viewer
    from coordinator.store import Store

OFFERED = 8
"""Persons that are offered when several have the name."""

CARES = frozenset({"caregiver_principale", "caregiver", "assistente_familiare"})
"""Kinds of tie by which the one in mind helps the one who is named: then the question is about the named one."""


@dataclass(frozen=True, slots=True)
class Whom:
    """Who may be meant in a conversation: where they are read, by whom, and who is in mind."""

    store: Store
    viewer: Viewer
    day: date
    person_id: str  # in mind; empty when nobody is

    def subjects(self, intent: str, named: Named) -> Sequence[Person]:
        """
        Choose whom a question is about, of those it names.

        Parameters
        ----------
        intent
            The kind of question: helpers of the one in mind are not its subject where they may be its matter.
        named
            Who is named.

        Returns
        -------
        sequence of Person
            Several when it is not clear; empty when it is the one in mind.
        """
        people: Sequence[Person] = named.people
        if self.person_id and people and (intent in HELPED or not named.whole):
            near = self._near(self.person_id)
            if cared := [one for one in people[:OFFERED] if one.id in self._cared_for_by(self.person_id)]:
                return cared
            if any(one.id in near for one in people[:OFFERED]):
                return [one for one in people if one.id not in near] if named.whole else ()
        if (
            named.whole
            and len({one.name for one in people}) > 1
            and (cared := [one for one in people[:OFFERED] if self._has_path(one)])
        ):
            people = cared
        elif len({one.given_name for one in people}) == len(people) <= OFFERED and (
            centre := self._whom_the_others_help(people)
        ):
            people = [centre]
        elif (
            people and len({one.name for one in people}) == len(people) <= OFFERED and intent in OF_WHO_CARES
        ):
            people = self._cared_for(people) or people
        return people

    def _whom_the_others_help(self, people: Sequence[Person]) -> Person | None:
        """Find the one of the named who has a path and to whom the others are tied; None when it is not one."""
        with_path = [one for one in people if self._has_path(one)] if len(people) > 1 else []
        if len(with_path) != 1:
            return None
        near = self._near(with_path[0].id)
        return with_path[0] if all(one.id in near for one in people if one is not with_path[0]) else None

    def _cared_for(self, people: Sequence[Person]) -> list[Person]:
        """Find who is helped by all of the named ones, when they have no path of their own."""
        if any(self._has_path(one) for one in people):
            return []
        near = [self._near(one.id) for one in people]
        common = set(near[0]).intersection(*near[1:])
        found = (seen_by_name(self.store, self.viewer, party, near[0][party]) for party in sorted(common))
        return [one for one in found if one is not None and self._has_path(one)]

    def _has_path(self, person: Person) -> bool:
        """Say whether a person has a path that the viewer may see."""
        return bool(cases_of(self.store, person.id, self.viewer))

    def _cared_for_by(self, person_id: str) -> set[str]:
        """Find whom a person cares for."""
        spans = read_record(self.store, person_id, self.day, self.viewer).told
        return {one.other_id for one in spans if one.starts_here and one.kind in CARES}

    def _near(self, person_id: str) -> dict[str, str]:
        """Name the parties that somebody is or was tied to, by their ids."""
        spans = read_record(self.store, person_id, self.day, self.viewer).told
        return {span.other_id: span.other_name for span in spans}

    def unknown(self, question: str, people: Sequence[Person]) -> str:
        """
        Return the name in a question that is nobody's of those found, in mind, or around who is in mind.

        Parameters
        ----------
        question
            As it was typed.
        people
            Those found in it.

        Returns
        -------
        str
            Empty when every name is known.
        """
        if not self.viewer.may("read", "person"):
            return ""
        known = [set(normal(one.name).split()) for one in people]
        about = [self.person_id] if self.person_id else []
        for party in (*about, *(one.id for one in people[:1])):
            record = read_record(self.store, party, self.day, self.viewer)
            names = [record.party.name, *(span.other_name for span in record.told)]
            known += [set(normal(name).split()) for name in names]
        for name in names_in(question, 1 if self.person_id and not people else 2):
            words = set(normal(name).split())
            if not any(words <= one for one in known) and not self._in_directory(words):
                return name
        return ""

    def _in_directory(self, words: set[str]) -> bool:
        """Say whether some words are of the name of a service, a body or a professional."""
        cards = reach(self.store, self.viewer) if self.viewer.may("read", "directory") else ()
        return any(words <= set(normal(one.name).replace("'", " ").split()) for one in cards)

    def not_found(self, intent: str, name: str, question: str) -> Reply:
        """
        Say that nobody has a name, and offer the nearest.

        Parameters
        ----------
        intent
            The kind of question.
        name, question
            The name, and the question that it stands in.

        Returns
        -------
        Reply
            With those whose names are alike as choices.
        """
        near = people_like(self.store, name, self.viewer, limit=3)
        choices = tuple(Choice(one.name, question.replace(name, one.name)) for one in near)
        head = f"Non trovo {name} fra le persone e gli aiuti che puoi vedere. "
        head += "Forse cercavi:" if choices else "Controlla il nome, o cercalo dalla pagina Persone."
        links = (("Persone", "persona"), ("Oggi", "./"))
        return Reply(
            intent, head, query="Letto: i nomi delle persone che vedi.", choices=choices, links=links
        )

    def find(self, question: str) -> Reply:
        """
        Look a person up by the words of a question.

        Parameters
        ----------
        question
            Such as "cerca rossi mario nato 1940".

        Returns
        -------
        Reply
            Those found, each with her record; or the nearest names.
        """
        words = [word for word in normal(question).split() if word not in ASKED and len(word) > 1]
        found = find_people(self.store, " ".join(words), self.viewer, limit=OFFERED) if words else []
        if found:
            lines = tuple(Line(told(one), one.id) for one in found)
            return Reply(
                "find", "Con queste parole trovo:", lines, query="Letto: le schede delle persone che vedi."
            )
        name = " ".join(word for word in words if not word.isdigit())
        if not name:
            return Reply(
                "find", "Chi cerchi? Scrivi cognome e anno di nascita.", links=(("Persone", "persona"),)
            )
        reply = self.not_found("find", name.title(), question)
        return Reply("find", reply.head, choices=tuple(Choice(one.label, one.label) for one in reply.choices))


ASKED = listed("around_a_name")
"""Words around the name that is looked up."""


def choices_of(people: Sequence[Person], question: str) -> tuple[Choice, ...]:
    """
    Offer persons to choose from.

    Parameters
    ----------
    people
        Who may be meant.
    question
        What was asked.

    Returns
    -------
    tuple of Choice
        The question with the whole name; where two have one name, the year of birth, which
        `apps.assistant.reading.offered.chosen_of` reads.
    """
    names = [one.name for one in people]
    return tuple(
        Choice(one.name, _with_name(question, one))
        if names.count(one.name) == 1
        else Choice(told(one), told(one))
        for one in people[:OFFERED]
    )


def _with_name(question: str, person: Person) -> str:
    """Write a question again with the whole name of the person meant."""
    family, given = re.escape(person.family_name), re.escape(person.given_name)
    if re.search(rf"\b{given}\b", question, re.IGNORECASE):
        return re.sub(rf"\b{given}\b(?! {family})", person.name, question, flags=re.IGNORECASE)
    return re.sub(rf"\b{family}\b", person.name, question, flags=re.IGNORECASE)
