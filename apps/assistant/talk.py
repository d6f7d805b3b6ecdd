"""Hold one conversation over the norms, persons' records and the use of Ponte; it writes only after a yes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers import ANSWERS, HELPED
from apps.assistant.asked import Asked
from apps.assistant.choosing import Chosen, choose_tool
from apps.assistant.days import bad_day, read_day
from apps.assistant.guide import WHO, say_how, say_pages, with_help
from apps.assistant.helpers import meant
from apps.assistant.index import PAGE, asked_pages
from apps.assistant.norms import ask_norms
from apps.assistant.people import Named, find_named, names_in
from apps.assistant.plan import named_funders
from apps.assistant.propose import PROPOSALS, Pen
from apps.assistant.refuse import say_refusal
from apps.assistant.reply import Choice, Reply
from apps.assistant.route import HELP, NORMS, POINTS, Route, find_route, intents, normal
from apps.assistant.work import say_cases, say_my_day
from coordinator.network.nearby import people_like
from coordinator.network.record import read_record
from coordinator.pathway.cases import cases_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from langchain_core.language_models import BaseChatModel

    from coordinator.model import Person
    from coordinator.protection import Viewer
    from coordinator.store import Store
    from knowledge.answer import Answer, Assistant

OFFERED = 8
"""Persons that are offered when several have the name."""

ABOUT_HER = re.compile(
    r" (?:la |lo |lei |lui |le |gli |l'|sua |suo |suoi |sue |questa persona |signora |signor )"
)
"""Words that speak of someone without a name: "chi la segue?"."""

REFUSING = re.compile(
    r"[,;?]?\s*\b(?:e\s+)?(?:(?:che\s+)?cosa\s+succede\s+)?se\s+(?:\w+\s+){0,3}?rifiut\w*.*$", re.IGNORECASE
)
"""The part of a question that asks what follows a no."""

YES = re.compile(r"^ (?:si|ok|va bene|conferma|confermo|scrivi|procedi)(?: scrivi)?(?: la proposta (\d+))? $")
NO = re.compile(r"^ (?:no|lascia stare|non scrivere|lascia perdere)(?: la proposta \d+)? $")
UNDO = re.compile(r"^ (?:annulla|disfa|torna indietro)(?: (?:la|l'|quello|cio|tutto)[a-z' ]*)? ?$")


class Talk:
    """One conversation: it remembers about whom it is, what was asked, and what it has proposed to write."""

    def __init__(
        self,
        store: Store,
        viewer: Viewer,
        assistant: Callable[[], Assistant],
        day: date,
        person_id: str = "",
        model: Callable[[], BaseChatModel | None] = lambda: None,
    ) -> None:
        self._store, self._viewer, self._assistant, self._day = store, viewer, assistant, day
        self._person_id = person_id
        self._model = model  # chooses who answers, where somebody has chosen one
        self._before = ""  # the question before
        self._last: Answer | None = None
        self._intent = ""  # of the question before
        self._pen = Pen()

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
        if (decided := self._decide(question)) is not None:
            return decided
        self._pen.forget()
        chosen, self._before = self._chosen(question), question
        named = find_named(self._store, self._viewer, question)
        if chosen is None:
            return with_help(question, self._by_route(question, self._route(question, named), named))
        words = chosen.question or question
        return replace(self._by_route(words, Route(chosen.intent, POINTS["sure"], 0), named), by_model=True)

    def _chosen(self, question: str) -> Chosen | None:
        """Let the language model choose who answers; None without one, or when it chooses nobody."""
        model = self._model()
        if model is None:
            return None
        return choose_tool(model, question, self._before, bool(self._person_id))

    def _by_route(self, question: str, route: Route, named: Named) -> Reply:
        """Answer a question, once it is clear what it is about."""
        if (day_words := bad_day(question, self._day)) is not None:
            return Reply(route.intent, f"{day_words} non è un giorno del calendario: riscrivilo, per favore.")
        of_use = route.intent == HELP or route.points <= POINTS["sure"] or PAGE in normal(question)
        if of_use and (pages := asked_pages(question)):
            return say_pages(pages, named.people[0].id if len(named.people) == 1 else self._person_id)
        if route.intent == HELP:
            return say_how(question, named.people[0].id if len(named.people) == 1 else self._person_id)
        if intents()[route.intent].of == "worker":
            return self._of_work(route.intent)
        if route.intent == NORMS:
            if len(named.people) == 1 and named.whole and not route.norms:
                return self._what_of(named.people[0], named.rest)
            return self._norms(question)
        reply = self._of_person(question, route, named)
        if reply.query or reply.intent in ANSWERS:
            self._intent = route.intent
        return reply

    def _decide(self, question: str) -> Reply | None:
        """Take a yes, a no, or the wish to undo; None when it is another question."""
        words = normal(question.replace("«", " ").replace("»", " ").strip("!?. "))
        if found := YES.match(words):
            return self._pen.confirm(int(found[1]) if found[1] else None)
        if NO.match(words):
            return self._pen.drop()
        if UNDO.match(words):
            return self._pen.undo()
        if self._pen.waits_for_reason:
            return self._pen.take_reason(question)
        return None

    def _route(self, question: str, named: Named) -> Route:
        """Say what a question is about; a fragment goes on with what the one before asked."""
        words = named.rest if named.people else question
        route = find_route(words)
        if (
            route.intent == "refuse"
            and (first := find_route(REFUSING.sub("", words))).points >= POINTS["strong"]
        ):
            route = first
        fragment = len(normal(question).split()) <= 6
        if self._intent and fragment and route.points < POINTS["sure"] and route.intent not in PROPOSALS:
            spans = self._helpers_meant(question)
            if route.points == 0 and (named.people or spans or named_funders(question)):
                return Route(self._intent, 3, 0)
            if self._intent == "absence" and spans and route.intent in {"around", "absence"}:
                return Route("absence", 3, 0)
            if self._intent == "budget" and named_funders(question):
                return Route("budget", 3, 0)
        return route

    def _helpers_meant(self, question: str) -> bool:
        """Say whether a question names one of those around the person in mind."""
        if not self._person_id:
            return False
        asked = self._asked(question)
        return bool(meant(asked, [span for span in asked.record.spans if span.holds_on(self._day)]))

    def _of_person(self, question: str, route: Route, named: Named) -> Reply:
        """Answer on one person, once it is sure who she is and what is asked."""
        people = self._subjects(route, named)
        if not (people and named.whole) and (unknown := self._unknown(question, people)):
            return self._not_found(route.intent, unknown, question)
        if len(people) > 1:
            choices = tuple(Choice(one.name, _with_name(question, one)) for one in people[:OFFERED])
            return Reply(route.intent, "Di chi parli?", choices=choices)
        if not people and not self._person_id:
            if route.norms >= POINTS["strong"] or (
                not ABOUT_HER.search(normal(question)) and route.points < POINTS["sure"]
            ):
                return self._norms(question)
            if route.work:
                return self._of_work(route.work)
            return Reply(route.intent, WHO)
        if (
            route.norms
            and route.norms >= route.points
            and not people
            and not ABOUT_HER.search(normal(question))
        ):
            return self._norms(question)
        if people:
            self._person_id = people[0].id
        rivals = [one for one in route.rivals if one in ANSWERS]
        if rivals:
            return self._ask_back([route.intent, *rivals])
        return self._answer(route.intent, question)

    def _answer(self, intent: str, question: str) -> Reply:
        """Answer a question on the person in mind."""
        day = read_day(question, self._day) if intents()[intent].dated else None
        asked = self._asked(question, day)
        if intent in PROPOSALS:
            return self._pen.propose(PROPOSALS[intent](asked))
        if intent == "refuse":
            return say_refusal(asked, self._assistant())
        reply = ANSWERS[intent](asked)
        if REFUSING.search(question):
            beside = say_refusal(asked, self._assistant())
            return replace(reply, lines=(*reply.lines, *beside.lines), answer=beside.answer)
        return reply

    def _asked(self, question: str, day: date | None = None) -> Asked:
        """Put a question on the person in mind."""
        return Asked(
            self._store,
            self._viewer,
            self._person_id,
            day or self._day,
            question,
            day is not None,
        )

    def _subjects(self, route: Route, named: Named) -> Sequence[Person]:
        """Choose whom a question is about, of those it names: helpers of the one in mind are not meant."""
        people = named.people
        if self._person_id and people and (route.intent in HELPED or not named.whole):
            spans = read_record(self._store, self._person_id, self._day, self._viewer).spans
            near = {span.other_id for span in spans}
            if any(one.id in near for one in people[:OFFERED]):
                return [one for one in people if one.id not in near] if named.whole else ()
        if len({one.name for one in people}) > 1 and named.whole:
            return [one for one in people if cases_of(self._store, one.id, self._viewer)] or people
        return people

    def _of_work(self, intent: str) -> Reply:
        """Answer on the work of whoever asks."""
        if intent == "my_day":
            return say_my_day(self._store, self._viewer, self._day)
        return say_cases(self._store, self._viewer, self._day)

    def _ask_back(self, readings: Sequence[str]) -> Reply:
        """Ask which of two readings is meant."""
        questions = [intents()[one].question for one in dict.fromkeys(readings)]
        choices = tuple(Choice(one, one) for one in questions)
        return Reply(readings[0], "Che cosa vuoi sapere?", choices=choices, person_id=self._person_id)

    def _what_of(self, person: Person, rest: str) -> Reply:
        """Say what can be asked of a person whom a question names, where it asks for nothing known."""
        self._person_id = person.id
        known = [intents()[one].question for one in ("around", "places", "phase", "plan", "next", "record")]
        head = f"Questo di {person.name} non so dirlo. Posso dirti:"
        choices = (*(Choice(one, one) for one in known), Choice("Cercalo nelle norme", rest))
        return Reply("record", head, choices=choices, person_id=person.id)

    def _norms(self, question: str) -> Reply:
        """Let the norms answer; a follow-up may mean the provision quoted last."""
        reply = ask_norms(self._assistant(), question, self._day, self._last)
        self._last = reply.answers[-1][1] if reply.answers else reply.answer
        return reply

    def _unknown(self, question: str, people: Sequence[Person]) -> str:
        """Return the name in a question that is nobody's of those found, in mind, or around who is in mind."""
        if not self._viewer.may("read", "person"):
            return ""
        known = [set(normal(one.name).split()) for one in people]
        if self._person_id:
            record = read_record(self._store, self._person_id, self._day, self._viewer)
            names = [record.party.name, *(span.other_name for span in record.spans)]
            known += [set(normal(name).split()) for name in names]
        for name in names_in(question, 1 if self._person_id and not people else 2):
            words = set(normal(name).split())
            if not any(words <= one for one in known):
                return name
        return ""

    def _not_found(self, intent: str, name: str, question: str) -> Reply:
        """Say that nobody has a name, and offer the nearest."""
        near = people_like(self._store, name, self._viewer, limit=3)
        choices = tuple(Choice(one.name, question.replace(name, one.name)) for one in near)
        head = f"Non trovo {name} fra le persone e gli aiuti che conosco. "
        head += "Forse cercavi:" if choices else "Controlla il nome, o cercalo dalla pagina Persone."
        return Reply(intent, head, choices=choices)


def _with_name(question: str, person: Person) -> str:
    """Write a question again with the whole name of the person meant."""
    family, given = re.escape(person.family_name), re.escape(person.given_name)
    if re.search(rf"\b{given}\b", question):
        return re.sub(rf"\b{given}\b(?! {family})", person.name, question)
    return re.sub(rf"\b{family}\b", person.name, question)
