"""Say what a plan holds of one of its actions: who answers for it, since when, for how many hours, what was given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.given import named_actions, say_given
from apps.assistant.answers.plan import action_words, links_of, plan_page
from apps.assistant.reading.words import bare
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

FORESEEN = re.compile(
    r" (?:entro quando|da quando|(?:quando|che giorno) (?:dev\w+|dov\w+|e previst[oa]|era previst[oa]|comincia\w*|parte"
    r"|partiva|partir\w*|inizia\w*)|chi (?:ne risponde|risponde (?:di|del|della)|(?:ne )?e (?:il )?responsabile)"
    r"|responsabil[ei]|per quale obiettivo|a (?:che|cosa) serve) "
)
"""How a question asks what the plan foresees of an action."""


LAST = re.compile(r" (?:l'? ?ultim[oa]|ultim[oa]) ")
"""How a question asks when an action was last given."""


def say_action(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what a person's plan holds of the action that a question names.

    Parameters
    ----------
    scene
        The conversation; the one found comes to mind.
    question
        As it was typed: "entro quando doveva partire il bagno assistito?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None where her plan has no such action, or something else is asked.
    """
    words = bare(question)
    last = LAST.search(words) is not None
    if not (last or FORESEEN.search(words)) or not (named.people or scene.person_id):
        return None
    if not (scene.viewer.may("read", "case") and scene.viewer.may("read", "plan")):
        return None
    before = scene.intent
    asked = settled(scene, question, named, "plan")
    if isinstance(asked, Reply):
        return asked
    view = asked.case_where(lambda one: one.state.planned)
    found = named_actions([one.action for one in view.state.planned], named.rest or question) if view else []
    if view is None or not found:
        scene.intent = before
        return None
    if last:
        scene.intent = "given"
        return say_given(asked.again(f"l’ultima volta, {', '.join(found)}"))
    own = [one for one in view.state.planned if one.action in found]
    names = asked.names([one.responsible for one in own])
    lines = [
        Line(f"{action_words(one, names)}, per l’obiettivo «{one.goal}»", page=plan_page(view)) for one in own
    ]
    given = [line for line in say_given(asked.again(" ".join(found))).lines if line.page]
    head = f"Nel piano di {asked.name}:"
    return asked.reply("plan", head, [*lines, *given], "gli interventi del piano", links_of(view))
