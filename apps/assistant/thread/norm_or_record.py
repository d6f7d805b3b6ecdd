"""Tell whether the norms answer a question rather than what was going to be said: by which of them speaks of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from apps.assistant.general.guide import WHO
from apps.assistant.reading.route import HELP, NORMS, POINTS, find_route
from apps.assistant.reading.words import normal
from knowledge.answer.follow import same_act
from knowledge.answer.speaks import said_in, said_of
from knowledge.search.words import content_words

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.reply import Reply
    from apps.assistant.whom.scene import Scene
    from knowledge.answer import Answer

UNSURE = re.compile(
    r"Non sono certo di aver capito|Con questo nome |Questo elenco non so farlo|A questo non so rispondere"
    r"|Forse cerchi questo|Chi dovrebbe mancare|Per [^.]* non è scritto nessuno come"
)
"""How a reply begins that does not know what was asked."""

UNSEEN = "La scheda di cui parli"
"""How it begins to be said that somebody's record is not the asker's to read, which no norm stands for."""

NO_SUCH = re.compile(r"Per [^.]* non è scritto nessuno come")
HAS = re.compile(r"^ (?:e |ma )?(?:ha|c'e|ci sono) ")
"""How it is told that she has no such relative, and how that is asked of her."""

SAYS_NOTHING = frozenset({"facts", "nearby", "outside"})
"""Kinds of such replies."""

APART = frozenset({"distress", "courtesy", "note", "refer", "tie", "dismiss", "seen", "my_day", "find"})
"""Kinds of reply in whose place the norms never stand."""

LEAST = 3
"""Words of matter from which a question says enough to be told a rule's by its words."""

SUREST = 0.9
"""How probable an answer of the norms must be to stand for one of the record."""

SPOKEN_OF = 0.4
"""Which share of a question the provision must speak of, where the reply does not know what was asked."""

MORE = 0.3
"""By how much more of it than a reply that does."""

ONWARD = 0.7
"""How probable an answer must be to a question that goes on from the norms and stays in their act."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """What the norms must reach to stand for a reply."""

    scene: Scene
    question: str
    reply: Reply

    @property
    def lost(self) -> bool:
        """Whether the reply does not know what was asked, or of whom."""
        reply = self.reply
        return (
            reply.head == WHO
            or reply.intent in SAYS_NOTHING
            or UNSURE.match(reply.head) is not None
            or (reply.intent == HELP and not reply.lines)
        )

    @property
    def said(self) -> str:
        """What the reply says; nothing that counts, where it only says again what it did not understand."""
        if self.lost:
            return ""
        return " ".join((self.reply.head, *(line.text for line in self.reply.lines)))

    def onward(self, norms: Answer, before: Answer | None) -> bool:
        """Say whether an answer goes on from the one before, in its act, where the reply would lose the thread."""
        if before is None or probability_of(norms) < ONWARD or not same_act(norms, before):
            return False
        return self.lost or self._speaks_more(norms, 0.0)

    def alone(self, norms: Answer) -> bool:
        """Say whether an answer speaks of what was asked, and the reply does not."""
        if probability_of(norms) < SUREST:
            return False
        return self._speaks_more(norms, SPOKEN_OF if self.lost else MORE)

    def _speaks_more(self, norms: Answer, least: float) -> bool:
        """Say whether the provision speaks of more of the question than the reply does."""
        searcher = self.scene.open_assistant().searcher
        told = said_in(searcher, self.question, self.said, norms)
        return said_of(searcher, self.question, norms) - told >= least


def probability_of(answer: Answer | None) -> float:
    """
    Say how probable it is that an answer of the norms answers.

    Parameters
    ----------
    answer
        As the norms gave it.

    Returns
    -------
    float
        0 where there is none, or a refusal.
    """
    refused = answer is None or answer.refusal is not None
    return 0.0 if refused else float(getattr(answer, "probability", 0.0))


def may_be_a_rule(scene: Scene, question: str, named: Named, reply: Reply) -> bool:
    """
    Say whether a question may be a rule's, though the record, or nobody, was going to answer it.

    Parameters
    ----------
    scene
        The conversation.
    question
        As it was typed.
    named
        Whom it names: of a person it is her record's.
    reply
        What was going to be said.

    Returns
    -------
    bool
        False where its words surely ask for a kind of the record's, or say too little.
    """
    if named.people or reply.answer is not None or reply.answers or reply.intent in {NORMS, *APART}:
        return False
    if reply.head.startswith(UNSEEN) or (HAS.match(normal(question)) and NO_SUCH.match(reply.head)):
        return False
    weighing = Weighing(scene, question, reply)
    if reply.intent == HELP and reply.lines and not weighing.lost:
        return False
    if weighing.lost:
        return True
    surely = find_route(question, known=bool(scene.person_id)).points >= POINTS["sure"]
    return not surely and len([word for word in content_words(question) if not word.isdigit()]) >= LEAST
