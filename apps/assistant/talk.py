"""Hold one conversation over the norms, persons' records and the use of Ponte; it writes only after a yes."""

from __future__ import annotations

from copy import copy
from dataclasses import fields, replace
from typing import TYPE_CHECKING

from apps.assistant.census.funds_onward import in_full
from apps.assistant.census.many import is_onward
from apps.assistant.early.ordering import order_and_question
from apps.assistant.first import TO_BE_WRITTEN, Takers, is_to_write, takers
from apps.assistant.general.courtesy import say_foreign, say_help, say_nonsense
from apps.assistant.general.guide import WHO, with_help
from apps.assistant.left_aside import with_left_aside
from apps.assistant.model.choosing import Chosen, choose_tools
from apps.assistant.of_kind import FREE, answer_of_kind
from apps.assistant.reading.clauses import questions_of
from apps.assistant.reading.closed import open_choices
from apps.assistant.reading.excepted import excepted
from apps.assistant.reading.kin import speaks_of_kin
from apps.assistant.reading.people import Named, find_named
from apps.assistant.reading.rights import asks_of_rights
from apps.assistant.reading.route import HELP, POINTS, Route
from apps.assistant.reading.words import normal
from apps.assistant.reply import Reply, together
from apps.assistant.restated.following import followed
from apps.assistant.restated.restate import restated
from apps.assistant.tables.asked_words import goes_on, split
from apps.assistant.tables.say import is_of_table, say_table, say_table_onward, tell_table
from apps.assistant.tables.tools import table_tools
from apps.assistant.thread.aspects import told_by_name, told_more
from apps.assistant.thread.carried import carried
from apps.assistant.thread.leaving_out import leaves_out, still_in, without
from apps.assistant.thread.not_found import with_not_found
from apps.assistant.thread.of_norms import norms_instead, say_onward
from apps.assistant.thread.of_record import asks_of_record
from apps.assistant.thread.onward import IN_NORMS, parts_of, read_route, resumed
from apps.assistant.thread.otherwise import say_otherwise
from apps.assistant.thread.unheard import with_unheard
from apps.assistant.thread.unknown import asks_of_norms, say_unknown
from apps.assistant.thread.whose import of_all, with_whose
from apps.assistant.whom.introduced import introduced
from apps.assistant.whom.mamma import in_her_name
from apps.assistant.whom.scene import Scene
from apps.assistant.whom.several import narrowed
from apps.assistant.writing.deciding import decide
from apps.assistant.writing.told import read_told

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from langchain_core.language_models import BaseChatModel

    from apps.assistant.reply import Line
    from coordinator.protection import Viewer
    from coordinator.store import Store
    from knowledge.answer import Assistant


COMPOSED = 1
"""Things that a question must ask of a table to be answered from it before anybody else."""

INTENDED = " Domanda intesa:"
"""What leads to the question that was answered, where it is not the one that was typed."""

ROUTED, ROUTED_OF_HER = 0.6, 0.4
"""How well a kind of question must fit to be taken before a table that reads all of its words."""

SCENE = tuple(one.name for one in fields(Scene))
"""What a conversation remembers, which is put back where a question is not answered part by part."""


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
        self._scene = Scene(store, viewer, assistant, day, person_id)
        self._model = model  # chooses who answers, where somebody has chosen one
        self._before = ""  # the question before
        self._again = False  # whether the question before is read again, to tell more of its answer

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
        self._again = False
        self._scene.rows.clear()
        decided = decide(self._scene.pen, question)
        if isinstance(decided, Reply):
            return decided
        self._scene.pen.forget()
        question = decided or question
        asked = introduced(self._scene, in_her_name(self._scene, question))
        if isinstance(asked, Reply):
            return asked
        going_on = resumed(self._scene, of_all(self._scene.viewer, asked))
        if isinstance(going_on, Reply):
            return going_on
        if read_told(going_on) and not (going_on.rstrip().endswith("?") or goes_on(split(going_on))):
            question = going_on
        elif (listed := self._of_listed(going_on)) is not None:
            return listed
        else:
            question = followed(self._scene, going_on) or carried(self._scene, going_on)
        if not normal(question).strip():
            return Reply(HELP, "Scrivi una domanda: su una persona, sulle norme, o su come si usa Ponte.")
        if (said := say_foreign(question) or say_help(question) or say_nonsense(question)) is not None:
            return said
        of_list = is_onward(self._scene, question) or bool(in_full(self._scene, question))
        if question == going_on and not of_list and (more := self._more(question)) is not None:
            return more
        chosen, self._before = self._chosen(question), question
        reply = open_choices(self._but(question, chosen), self._scene.viewer)
        if normal(question) != normal(going_on) and reply.query:
            reply = replace(reply, query=f"{reply.query}{INTENDED} «{question}».")
        if not self._again and (self._scene.said is None or _tells(reply)):
            self._scene.said, self._scene.question = reply, question
        self._scene.pen.order = question
        reply = with_whose(self._scene.viewer, asked, with_not_found(self._scene, going_on, reply))
        return with_left_aside(going_on, reply, self._scene.day)

    def seen_by(self, viewer: Viewer) -> Talk:
        """
        Go on with the conversation on another page.

        Parameters
        ----------
        viewer
            Who asks, as she is now: the same user in the same role.

        Returns
        -------
        Talk
            The same.
        """
        self._scene.viewer = viewer
        return self

    def _of_listed(self, question: str) -> Reply | None:
        """Answer what is asked of what was listed; None where it asks something else."""
        reply = say_table_onward(self._scene, question, self._named(question))
        if reply is not None:
            self._before = question
            self._scene.said, self._scene.question, self._scene.pen.order = reply, question, question
        return reply

    def _more(
        self, question: str, find: Callable[[Scene, Reply, str], Sequence[Line]] = told_more
    ) -> Reply | None:
        """Tell one thing more of what was told, read again: since when, by whom; None where it asks something else."""
        before = self._scene.said
        if self._again or before is None or not find(self._scene, before, question):
            return None
        self._again = True
        asked, reply = self._scene.question, self._answered(self._scene.question)
        if reply.intent != before.intent or not find(self._scene, reply, question):
            reply = before  # asked again by itself it says something else: it went on from the one before
        lines, self._scene.said = find(self._scene, reply, question), reply
        meant = f"{asked.rstrip('?! .')}: {question}"
        query = f"{reply.query.partition(INTENDED)[0]}{INTENDED} «{meant}»."
        return replace(reply, lines=tuple(lines), choices=(), query=query)

    def _but(self, question: str, chosen: Sequence[Chosen]) -> Reply:
        """Answer a question without what it leaves out: "tranne i medici"."""
        but = None if chosen or is_to_write(question) else excepted(question)
        before = copy(self._scene)
        reply = (
            self._answered(question, chosen)
            if but is None or but.rest or before.said is None
            else before.said
        )
        if but is None or (but.rest and leaves_out(reply, but)):
            return reply
        after = copy(self._scene)
        self._put_back(before)
        whole = self._answered(but.rest, chosen) if but.rest else reply
        if whole.query and whole.answer is None and (whole.lines or not whole.choices):
            return without(self._scene, whole, but) or still_in(whole, but)
        self._put_back(after)
        return reply

    def _put_back(self, before: Scene) -> None:
        """Have in mind again what was there before a question was tried."""
        for name in SCENE:
            setattr(self._scene, name, getattr(before, name))

    def _answered(self, question: str, chosen: Sequence[Chosen] = ()) -> Reply:
        """Answer by what a model chose, or else each part of the question by the rules."""
        if chosen:
            return self._by_choice(question, chosen)
        if (several := self._several(question)) is not None:
            return several
        ordered = order_and_question(question)
        first, *more = ordered if len(ordered) > 1 else parts_of(self._scene, question)
        reply = self._one(first)
        for part in more:
            reply = together(reply, self._one(part))
        return reply

    def _by_choice(self, question: str, chosen: Sequence[Chosen]) -> Reply:
        """Answer by the functions that a model chose, one after the other; none after one that asks back."""
        named, taken = narrowed(self._scene, question, self._named(question))
        reply = self._by_function(question, chosen[0], named)
        for one in chosen[1:]:
            more = self._by_function(question, one, named)
            if reply.choices or (reply.answer is not None and more.answer is not None):
                break  # one answer of the norms is shown whole
            reply = together(reply, more)
        return replace(taken.told(self._scene, reply) if taken else reply, by_model=True)

    def _by_function(self, question: str, chosen: Chosen, named: Named) -> Reply:
        """Answer by one function that a model chose."""
        if chosen.found is not None:
            return tell_table(self._scene, question, chosen.found)
        return answer_of_kind(
            self._scene, chosen.question or question, Route(chosen.intent, POINTS["sure"]), named
        )

    def _several(self, question: str) -> Reply | None:
        """Answer several things asked at once, where a table answers all but the first; None where it does not."""
        parts = questions_of(question)
        if len(parts) == 1 or speaks_of_kin(question):  # for a relative it is answered whole
            return None
        if (whole := say_table(self._scene, question, self._named(question), least=COMPOSED)) is not None:
            return whole
        before = copy(self._scene)
        reply: Reply | None = self._one(parts[0])
        for part in parts[1:]:
            if reply is None or not reply.query or reply.choices or reply.answer is not None:
                break
            self._scene.said, self._scene.question = reply, parts[0]
            more = say_table_onward(self._scene, part, self._named(part))
            more = more or say_table(self._scene, part, self._named(part))
            if more is not None and is_of_table(reply.intent, more.intent):
                break  # whoever answers the first of it answers the whole
            reply = together(reply, more) if more is not None else None
        else:
            return reply
        self._put_back(before)
        return None

    def _one(self, question: str) -> Reply:
        """Answer one question by the rules and the examples."""
        named, taken = narrowed(self._scene, question, self._named(question))
        reply = self._of(question, named)
        return taken.told(self._scene, reply) if taken else reply

    def _of(self, question: str, named: Named) -> Reply:
        """Answer one question, once it is settled whom it names; in the words of a known one where it is like that."""
        if is_to_write(question):
            return self._early(question, named) or self._late(question, named)
        onward = say_onward(self._scene, question, named)
        reply = onward or norms_instead(self._scene, question, named, self._by_rules(question, named))
        if (
            reply.answer is not None
            and not reply.query
            and not named.people
            and asks_of_record(self._scene, question)
        ):
            return say_unknown(self._scene, question, named)
        return reply

    def _by_rules(self, question: str, named: Named) -> Reply:
        """Answer one question in the words of a known one, or else in its own."""
        if (reply := say_table(self._scene, question, named, least=COMPOSED)) is not None:
            return reply
        known = restated(self._scene, question, named)
        if known and known.sure:
            told = "?" not in question and self._early(question, named, TO_BE_WRITTEN)
            return told or self._in_words(known.words, say=False)
        if (reply := self._early(question, named)) is not None:
            return reply
        if (reply := say_table(self._scene, question, named)) is not None:
            return reply
        if known and known.enough:
            return with_unheard(question, named, self._in_words(known.words))
        more = None if named.people else self._more(question, told_by_name)
        return more or self._late(question, named)

    def _in_words(self, told: str, *, say: bool = True) -> Reply:
        """Answer a question put in the words in which it is read, and say so where it was not said almost alike."""
        onward = carried(self._scene, told)
        named, _ = narrowed(self._scene, onward, self._named(onward))
        reply = self._early(onward, named) or self._late(onward, named)
        return replace(reply, query=f"{reply.query}{INTENDED} «{told}».") if reply.query and say else reply

    def _early(self, question: str, named: Named, among: Takers = ()) -> Reply | None:
        """Let who takes a question by its words alone answer it; None where nobody does."""
        for say in among or takers(self._scene, named.rest or question):
            if (reply := say(self._scene, question, named)) is not None:
                of_nobody = reply.head == WHO and asks_of_rights(question)
                return None if of_nobody else reply  # of nobody, so of the norms
        return None

    def _late(self, question: str, named: Named) -> Reply:
        """Answer a question by the kind that it is most like."""
        route = read_route(self._scene, question, named)
        of_her = named.people or self._scene.person_id  # of one person the answers of each kind say more
        if route.score < (ROUTED_OF_HER if of_her else ROUTED) and route.points < POINTS["first"]:
            told = say_table(self._scene, question, named, strong=False)
            if told is not None:
                return told
        reply = with_unheard(question, named, answer_of_kind(self._scene, question, route, named))
        of_norms = question.startswith(IN_NORMS) or asks_of_norms(route, reply) or asks_of_rights(question)
        if reply.refused and not of_norms:
            reply = say_unknown(self._scene, question, named)
        if reply.head == WHO and (sole := self._scene.sole_listed()):
            self._scene.person_id, self._scene.waiting = sole, None
            return self._of(question, named)
        return with_help(question, say_otherwise(self._scene, question, named, reply))

    def _named(self, question: str) -> Named:
        """Find whom a question names."""
        return find_named(self._scene.store, self._scene.viewer, question)

    def _chosen(self, question: str) -> Sequence[Chosen]:
        """Let the language model choose who answers; nobody without one, or when it chooses nobody."""
        model = self._model()
        if model is None:
            return ()
        named, _ = narrowed(self._scene, question, self._named(question))
        alone = len(named.people) <= 1  # of several it is asked first who is meant
        tables = table_tools(self._scene, question, named, self._before) if alone else {}
        known = bool(self._scene.person_id)
        return choose_tools(model, question, self._before, tables, person_known=known)


def _tells(reply: Reply) -> bool:
    """Say whether an answer is one that a question may go on from; what was not understood leaves the one before."""
    return bool(reply.query or reply.choices or reply.answer is not None) and reply.intent not in {
        *FREE,
        "find",
    }
