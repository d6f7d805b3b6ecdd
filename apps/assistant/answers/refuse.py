"""Say what follows when a person says no: what her path allows, and what the norms say, searched afresh."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.assistant.general.norms import ask_norms
from apps.assistant.reply import Line, Reply
from apps.components.words import curly, long_day

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked
    from knowledge.answer import Assistant

QUESTION = "Si può dire no ad accertamenti e cure e revocare il consenso?"
"""What is asked of the norms: "e se rifiuta?" names neither who nor what."""


def say_refusal(asked: Asked, assistant: Assistant) -> Reply:
    """
    Answer "e se rifiuta?".

    Parameters
    ----------
    asked
        The question.
    assistant
        Over the norms.

    Returns
    -------
    Reply
        Lines from the path, and the provisions on consent and refusal in force on the day.
    """
    lines = list(_from_path(asked))
    norms = ask_norms(assistant, QUESTION, asked.day)
    reply = asked.reply(
        "refuse", f"Se {asked.name} rifiuta:", lines, "il percorso, il consenso, e le norme sul rifiuto"
    )
    return Reply(
        reply.intent, reply.head, reply.lines, reply.query, links=reply.links, answer=norms.answer,
        person_id=asked.person_id,
    )  # fmt: skip


def _from_path(asked: Asked) -> list[Line]:
    """Say what is written of her consent, and which step of the path takes a no."""
    view = asked.case_where(lambda one: one.state.file.informed_consent)
    if view is None:
        return [
            Line(
                f"Per {asked.name} non c’è un percorso aperto: non c’è niente da interrompere.",
                asked.person_id,
            )
        ]
    page = f"percorso?id={view.id}"
    given = [
        one for one in view.history if one.event.kind == "consent_given" and one.number not in view.state.void
    ]
    words = "Nel percorso non è scritto nessun consenso alle cure."
    if given:
        state = "dato" if getattr(given[-1].event, "given", False) else "ritirato"
        words = f"Il consenso alle cure risulta {state} il {long_day(given[-1].day)}; un ritiro si scrive nel percorso."
    lines = [Line(words, page=page, urn=(given[-1].norm or "") if given else "")]
    step = view.process.passages.get("rinuncia")
    if step and view.state.position.phase in step.sources:
        lines.append(
            Line(
                f"Se rinuncia a tutto il percorso: «{curly(step.name)}», con il motivo scritto.",
                page=page,
                urn=step.norm,
            )
        )
    return lines
