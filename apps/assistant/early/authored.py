"""Say who wrote what the answer before told, and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.plan import path_page
from apps.assistant.answers.ties import holding_ties
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.words import author_words, curly, long_day, role_label
from coordinator.model import vocabulary
from coordinator.network.named import authors_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.pathway.case import Recorded

WHO_WROTE = re.compile(
    r"^ (?:e |ma )*(?:da )?chi (?:l'ha|l'hanno|lo ha|la ha|li ha|le ha|ha|e (?:stat\w+ )?)? ?"
    r"(?:scritt|registrat|inserit|segnat|annotat|compilat|caricat|messo|riportat)\w*"
    r"(?: (?:quest\w+|li|qui))? $"
)
"""A question on who wrote what was told, and on nothing else."""

WRITTEN_BY = {
    "risks": ("risk_noted",),
    "plan": ("goal_set", "action_planned"),
    "given": ("action_planned", "delivered"),
    "budget": ("resource_given",),
    "scales": ("scale_scored",),
    "diary": ("contacted", "noted"),
    "consents": ("consent_given", "basis_recorded"),
    "sign": ("signed",),
    "opinions": ("opinion_given",),
    "team": ("joined",),
    "calls": ("opened", "triaged"),
    "documents": ("act_done", "minutes_written"),
    "referrals": ("referred",),
    "needs": ("need_found",),
    "phase": ("moved",),
}
"""Kind of answer → the events of a path that it told."""

TELLING = ("risk", "goal", "action", "what", "text", "document", "reason")
"""Fields by which an event is told from others of its kind."""

MOST = 8


def say_authored(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say who wrote what the answer before told.

    Parameters
    ----------
    scene
        The conversation, with the answer before.
    question
        As it was typed: "e chi l'ha scritto?".
    named
        Whom it names: the question goes on from the one before, and names nobody.

    Returns
    -------
    Reply or None
        None where nothing was told of a person, or something else is asked.
    """
    said = scene.said
    if named.people or said is None or not said.person_id or said.person_id != scene.person_id:
        return None
    if not WHO_WROTE.match(normal(question.rstrip("?! ."))):
        return None
    asked = scene.asked(question)
    if said.intent == "around":
        told = {line.party_id for line in said.lines}
        lines = list(dict.fromkeys(_of_ties(asked, told)))
    else:
        lines = list(_of_path(asked, WRITTEN_BY.get(said.intent, ())))
    head = f"Di ciò che ho detto di {asked.name}, ha scritto:"
    if not lines:
        head = (
            "Chi l’ha scritto qui non lo so dire: chi ha scritto e guardato i suoi dati è nella sua pagina."
        )
    links = (*said.links, ("Chi ha guardato i dati", f"mia-scheda?id={asked.person_id}"))
    return asked.reply("authored", head, lines[:MOST], "chi ha scritto nel percorso e nei legami", links)


def _of_path(asked: Asked, kinds: tuple[str, ...]) -> Iterator[Line]:
    """Say who wrote the events of some kinds, the newest first."""
    if not kinds or not asked.viewer.may("read", "case"):
        return
    kept = [
        (view, one)
        for view in asked.open_cases or asked.cases[:1]
        for one in reversed(view.history)
        if one.event.kind in kinds and one.number not in view.state.void
    ]
    may = asked.viewer.may("read", "directory")
    names = authors_of(asked.store, {one.author for _, one in kept}, asked.viewer) if may else {}
    for view, one in kept:
        who = names.get(one.author) or author_words(one.author)
        text = f"{_what(one)}{who} ({role_label(one.role)}), {long_day(one.day)}"
        yield Line(curly(text), page=path_page(view))


def _what(one: Recorded) -> str:
    """Say which one it is, in its own words."""
    need = getattr(one.event, "need", None)
    if need is not None and one.event.kind == "need_found":
        return f"«{vocabulary().label('needs', need)}»: "
    words = next((str(it) for name in TELLING if (it := getattr(one.event, name, None))), "")
    return f"«{words}»: " if words else ""


def _of_ties(asked: Asked, told: set[str]) -> Iterator[Line]:
    """Say by whose word each tie stands that was told."""
    for span in holding_ties(asked):
        if span.other_id in told:
            yield Line(
                f"{span.other_name}: secondo {span.stated_by or author_words(span.author)}", span.other_id
            )
