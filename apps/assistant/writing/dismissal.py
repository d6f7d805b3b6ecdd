"""Propose to set aside the finding that an order names, with its reason."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.reading.words import normal
from apps.assistant.reply import Choice, Reply
from apps.assistant.writing.proposal import Proposal
from coordinator.findings import find_for
from coordinator.findings.aside import put_back, set_aside
from coordinator.findings.dismissals import dismiss

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from apps.assistant.reading.asked import Asked
    from coordinator.findings.finding import Finding

BECAUSE = re.compile(r"\b(?:perch[eéè']|motivo:?)\s+(.+)$", re.IGNORECASE)


def propose_dismissal(asked: Asked) -> Proposal | Reply:
    """Propose to set aside the finding that a question names."""
    found = _best(find_for(asked.store, asked.person_id, asked.day, asked.viewer), asked.question)
    if len(found) != 1:
        choices = tuple(Choice(one.sentence, f"Metti da parte il rilievo «{one.sentence}»") for one in found)
        head = "Quale rilievo?" if choices else f"Per {asked.name} non c’è un rilievo da mettere da parte."
        return Reply("dismiss", head, choices=choices, person_id=asked.person_id)
    finding = found[0]

    def write(reason: str) -> Callable[[], None]:
        dismiss(asked.store, finding, asked.viewer, reason=reason)
        kept = set_aside(asked.store, asked.person_id, asked.viewer)
        number = next(one.number for one in kept if one.fingerprint == finding.fingerprint)
        return lambda: put_back(asked.store, number, asked.viewer)

    reason = BECAUSE.search(asked.question)
    return Proposal(
        f"Metto da parte il rilievo «{finding.sentence}»",
        "Messo da parte. Torna da solo se cambiano i suoi dati.",
        write,
        asked.person_id,
        links=(("Rilievi", f"rilievi?id={asked.person_id}"),),
        asks_reason=True,
        reason=reason[1].strip() if reason else "",
    )


def _best(found: Sequence[Finding], question: str) -> list[Finding]:
    """Choose the findings that share most telling words with a question."""
    asked = _stems(re.sub(r"riliev\w+|metti\w*|parte|archivi\w*|ignora", " ", question.casefold()))
    scores = {one.fingerprint: len(asked & _stems(f"{one.rule.title} {one.sentence}")) for one in found}
    most = max(scores.values(), default=0)
    return [one for one in found if scores[one.fingerprint] == most]


def _stems(text: str) -> set[str]:
    """Split a text into the beginnings of its telling words."""
    return {word[:6] for word in normal(text).replace("'", " ").split() if len(word) > 3}
