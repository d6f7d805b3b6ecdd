"""Hold one conversation over the norms, persons' records and the use of Ponte; it writes only after a yes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers import ANSWERS
from apps.assistant.asked import Asked
from apps.assistant.beside import of_nobody
from apps.assistant.choosing import Chosen, choose_tool
from apps.assistant.clauses import is_bare, two_questions
from apps.assistant.courtesy import say_foreign
from apps.assistant.days import bad_day, read_day, without_days
from apps.assistant.district import names_place
from apps.assistant.guide import WHO, say_how, say_pages, tells_how, with_help
from apps.assistant.helpers import meant, without_roles
from apps.assistant.index import PAGE, asked_pages
from apps.assistant.norms import ask_norms
from apps.assistant.people import Named, find_named, in_general
from apps.assistant.person import named_needs, without_needs
from apps.assistant.plan import named_funders
from apps.assistant.propose import PROPOSALS, Pen
from apps.assistant.refuse import say_refusal
from apps.assistant.reply import Choice, Reply, together
from apps.assistant.route import ABOUT_HER, HELP, NORMS, POINTS, Route, find_route, fits, intents
from apps.assistant.services import say_rules, say_services, say_whether_they_meet
from apps.assistant.subject import Whom, choices_of, chosen_of
from apps.assistant.words import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from langchain_core.language_models import BaseChatModel

    from coordinator.model import Person
    from coordinator.protection import Viewer
    from coordinator.store import Store
    from knowledge.answer import Answer, Assistant

REFUSING = re.compile(
    r"[,;?]?\s*\b(?:e\s+)?(?:(?:che\s+)?cosa\s+succede\s+)?se\s+(?:\w+\s+){0,3}?rifiut\w*.*$", re.IGNORECASE
)
"""The part of a question that asks what follows a no."""

YES = re.compile(r"^ (?:si|ok|va bene|conferma|confermo|scrivi|procedi)(?: scrivi)?(?: la proposta (\d+))? $")
NO = re.compile(r"^ (?:no|lascia stare|non scrivere|lascia perdere)(?: la proposta \d+)? $")
UNDO = re.compile(r"^ (?:annulla|disfa|torna indietro)(?: (?:la|l'|quello|cio|tutto)[a-z' ]*)? ?$")

FRAGMENT = 6
"""Words at most of a question that goes on with the one before."""

OF_THEM = re.compile(
    r"^ (?:e |ma )?(?:da (?:quando|quanto)|fino a quando|quante ore|ogni quanto|che numero|telefono|dove abita) "
)
"""How a fragment goes on about those whom the answer before named."""

IN_NORMS = "Nelle norme: "
"""What begins a question that is surely for the norms."""

FREE = frozenset({"courtesy", "outside", "distress"})
"""Kinds of talk that must be likely to be taken for what they are."""

IN_GENERAL = frozenset(
    {"terms", "gate", "who_may", "team", "sign", "refuse", "due", "consents", "plan", "documents"}
)
"""Kinds of question on a person's path that the norms may answer where nobody is meant."""

DOUBTED = 0.25
"""Below this, after what it loses by naming nobody, a question of a person is asked of the norms."""

SURE = 0.45
"""What each of two questions in one must reach."""


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
        self._named = ""  # the helpers that it named
        self._waiting: tuple[str, Sequence[Person]] | None = (
            None  # a question that waits for whom it is about
        )
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
        question = self._resumed(question)
        if not normal(question).strip():
            return Reply(HELP, "Scrivi una domanda: su una persona, sulle norme, o su come si usa Ponte.")
        if (said := say_foreign(question)) is not None:
            return said
        chosen, self._before = self._chosen(question), question
        if chosen is not None:
            words = chosen.question or question
            named = find_named(self._store, self._viewer, question)
            return replace(self._by_route(words, Route(chosen.intent, POINTS["sure"]), named), by_model=True)
        first, *more = self._parts(question)
        reply = self._one(first)
        for part in more:
            reply = together(reply, self._one(part))
        return reply

    def _one(self, question: str) -> Reply:
        """Answer one question by the rules and the examples."""
        named = find_named(self._store, self._viewer, question)
        return with_help(question, self._by_route(question, self._route(question, named), named))

    def _parts(self, question: str) -> Sequence[str]:
        """Part two questions in one, where each surely asks something of a person."""
        parts = two_questions(question)
        if len(parts) == 1 or REFUSING.search(question):
            return (question,)
        named = [find_named(self._store, self._viewer, one) for one in parts]
        known = bool(self._person_id or named[0].people)
        routes = [
            find_route(who.rest or part, known=known, named=bool(who.people))
            for part, who in zip(parts, named, strict=True)
        ]
        of_her = all(one.intent in ANSWERS and one.score >= SURE and not one.rivals for one in routes)
        one, two = routes
        apart = one.intent != two.intent and not fits(one.intent, parts[1])
        return parts if known and of_her and apart else (question,)

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
        about = named.people[0].id if len(named.people) == 1 else self._person_id
        of_use = route.intent == HELP or route.points <= POINTS["sure"] or PAGE in normal(question)
        if of_use and (pages := asked_pages(question)) and not (route.intent == HELP and tells_how(question)):
            return say_pages(pages, about)
        if route.intent == "territory" and not route.faint:
            self._intent = "territory"
        if route.faint and (person := self._spoken_of(question, named)):
            return self._what_of(person, named.rest if named.people else question)
        if route.intent == HELP:
            return say_how(question, about)
        if route.intent == NORMS or (route.faint and not named.people):
            return self._of_norms(question, route, named)
        if intents()[route.intent].of != "person":
            if route.intent in FREE and route.score < SURE and not route.points:
                return self._norms(question)
            return of_nobody(route.intent, self._whom(), question, about)
        return self._of_person(question, route, named)

    def _decide(self, question: str) -> Reply | None:
        """Take a yes, a no, or the wish to undo; None when it is another question."""
        words = normal(question.replace("«", " ").replace("»", " ").strip("!?. "))
        if found := YES.match(words):
            return self._pen.confirm(int(found[1]) if found[1] else None)
        if NO.match(words):
            return self._pen.drop()
        if UNDO.match(words):
            return self._pen.undo()
        if self._pen.waits_for_reason and not question.rstrip().endswith("?"):
            return self._pen.take_reason(question)
        return None

    def _resumed(self, question: str) -> str:
        """Go back to the question that waited, where this one only says whom it was about."""
        if self._waiting is None:
            return question
        (asked, people), self._waiting = self._waiting, None
        named = find_named(self._store, self._viewer, question)
        person = chosen_of(people, question) if people else None
        if person is None and len(named.people) == 1 and find_route(named.rest, named=True).points == 0:
            person = named.people[0]
        if person is None or len(question.split()) > FRAGMENT:
            return question
        self._person_id = person.id
        return find_named(self._store, self._viewer, asked).rest or asked

    def _route(self, question: str, named: Named) -> Route:
        """Say what a question is about; a fragment goes on with what the one before asked."""
        if question.startswith(IN_NORMS):
            return Route(NORMS, POINTS["first"])
        words = named.rest if named.people else question
        about = {"known": bool(self._person_id), "named": bool(named.people)}
        route = find_route(words, **about)
        if route.intent == "refuse":
            first = find_route(REFUSING.sub("", words), **about)
            route = first if first.points >= POINTS["strong"] else route
        if named.people and is_bare(named.rest) and not self._intent:
            return Route("record", 0.0, score=0.0)
        if (
            self._intent
            and len(normal(question).split()) <= FRAGMENT
            and self._goes_on(question, words, named)
        ):
            return Route(self._intent, POINTS["strong"])
        short = len(normal(question).split()) <= FRAGMENT and (route.intent == NORMS or route.faint)
        of_them = self._named and OF_THEM.search(normal(question))
        if short and (of_them or (is_bare(without_roles(normal(words))) and self._helpers_meant(question))):
            return Route("around", POINTS["strong"])
        return route

    def _goes_on(self, question: str, words: str, named: Named) -> bool:
        """Say whether a fragment only names another person, helper, funder, need or day."""
        rest = without_needs(without_days(without_roles(normal(words))))
        helpers = self._helpers_meant(question)
        funders = named_funders(question)
        if self._intent == "territory":
            return bool(names_place(self._store, self._viewer, self._day, question))
        told = named.people or helpers or funders or named_needs(words) or read_day(question, self._day)
        if self._intent == "budget" and funders:
            return True
        for name in helpers:
            rest = " ".join(word for word in rest.split() if word not in normal(name).split())
        return bool(told) and is_bare(rest)

    def _helpers_meant(self, question: str) -> list[str]:
        """Name those around the person in mind whom a question means."""
        if not self._person_id:
            return []
        asked = self._asked(question)
        spans = meant(asked, [span for span in asked.record.spans if span.holds_on(self._day)])
        return list(dict.fromkeys(span.other_name for span in spans))

    def _of_person(self, question: str, route: Route, named: Named) -> Reply:
        """Answer on one person, once it is sure who she is and what is asked."""
        whom = self._whom()
        people = whom.subjects(route.intent, named)
        if not (people and named.whole) and (unknown := whom.unknown(question, named.people)):
            return whom.not_found(route.intent, unknown, question)
        if len(people) > 1:
            self._waiting = (question, people)
            return Reply(route.intent, "Di chi parli?", choices=choices_of(people, question))
        if not people and not self._person_id:
            return self._of_whom(question, route)
        if people:
            self._person_id = people[0].id
        if route.rivals:
            return self._ask_back(question, [route.intent, *route.rivals])
        reply = self._answer(route.intent, question)
        if reply.query or reply.intent in ANSWERS:
            self._intent = route.intent
            self._named = " ".join(self._helpers_meant(question)[:2]) or self._named
        return reply

    def _of_whom(self, question: str, route: Route) -> Reply:
        """Answer what is asked of nobody: the services themselves, the asker's own work, or who is meant."""
        spoken = ABOUT_HER.search(normal(question))
        if route.score < DOUBTED and not spoken:
            return self._norms(question)
        if route.intent == "places" and not spoken:
            return say_services(self._store, self._viewer, self._day, question, named_needs(question))
        if route.intent == "knows" and (
            found := say_whether_they_meet(self._store, self._viewer, self._day, question)
        ):
            return found
        if route.work:
            return of_nobody(route.work, self._whom(), question, "")
        self._waiting = (question, ())
        if route.intent in IN_GENERAL and not spoken:
            reply = self._norms(question)
            if not reply.refused:
                return replace(reply, head="In generale, dalle norme. Se parlavi di una persona, scrivi chi.")
            if route.intent == "terms" and (
                told := say_rules(self._store, self._viewer, self._day, question)
            ):
                return told
        return Reply(route.intent, WHO)

    def _answer(self, intent: str, question: str) -> Reply:
        """Answer a question on the person in mind."""
        if OF_THEM.search(normal(question)) and self._named and not self._helpers_meant(question):
            question = f"{question.rstrip('? ')} {self._named}?"
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

    def _whom(self) -> Whom:
        """Say among whom persons are looked for."""
        return Whom(self._store, self._viewer, self._day, self._person_id)

    def _ask_back(self, question: str, readings: Sequence[str]) -> Reply:
        """Ask which of two readings is meant."""
        choices = tuple(
            Choice(
                intents()[one].question, f"{IN_NORMS}{question}" if one == NORMS else intents()[one].question
            )
            for one in dict.fromkeys(readings)
        )
        return Reply(readings[0], "Che cosa vuoi sapere?", choices=choices, person_id=self._person_id)

    def _spoken_of(self, question: str, named: Named) -> str:
        """Return whom a question that is not understood speaks of; empty when it may be of nobody."""
        if len(named.people) == 1:
            return named.people[0].id
        return self._person_id if not named.people and ABOUT_HER.search(normal(question)) else ""

    def _what_of(self, person_id: str, rest: str) -> Reply:
        """Say what can be asked of a person of whom a question asks nothing known."""
        self._person_id = person_id
        name = self._asked(rest).record.party.name
        known = [intents()[one].question for one in ("around", "places", "phase", "plan", "next", "record")]
        head = f"Di {name} posso dirti:" if is_bare(rest) else f"Questo di {name} non so dirlo. Posso dirti:"
        choices = (*(Choice(one, one) for one in known), Choice("Cercalo nelle norme", f"{IN_NORMS}{rest}"))
        return Reply("record", head, choices=choices, person_id=person_id)

    def _of_norms(self, question: str, route: Route, named: Named) -> Reply:
        """Let the norms answer, in general where somebody is named; ask back where her record may be meant too."""
        about = bool(named.people or self._person_id)
        rivals = [one for one in route.rivals if one in ANSWERS]
        if rivals and about and not named.people:
            return self._ask_back(question, [rivals[0], NORMS])
        asked = in_general(question, named).removeprefix(IN_NORMS)
        reply = self._norms(asked)
        if reply.refused and (told := say_rules(self._store, self._viewer, self._day, question, least=2)):
            return told
        if not named.people or reply.head:
            return reply
        return replace(reply, head="Questo lo dicono le norme, per chiunque:")

    def _norms(self, question: str) -> Reply:
        """Let the norms answer; a follow-up may mean the provision quoted last."""
        self._intent = ""
        reply = ask_norms(self._assistant(), question, self._day, self._last)
        self._last = reply.answers[-1][1] if reply.answers else reply.answer
        return reply
