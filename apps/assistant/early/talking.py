"""Say with whom one may speak about a person: who keeps her plan first, each with the telephone that is written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.early.urgent import person_words
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.settled import settled
from apps.components.path_words import ROLE_NAMES
from apps.components.words import role_words
from coordinator.network.reach import reach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.network.reach import Reached
    from coordinator.network.record import Span

WITH_WHOM = re.compile(
    r" (?:con chi (?:posso |devo |dovrei |potrei |mi |ci |si puo )*"
    r"(?:sentir\w*|parl(?:o|are|arne)|confront\w+|metter\w+ in contatto|sento|raccord\w+|interfacci\w+)"
    r"|chi (?:posso |devo |dovrei |potrei )(?:sentire|contattare|chiamare|cercare)"
    r"|a chi (?:posso |devo |mi )*(?:rivolg\w+|telefono|telefonare|chiedo|chiedere)"
    r"|(?:chi|qual) e (?:il |la )?(?:mio |nostro |suo |persona di )?riferimento) "
)
"""How a question asks for somebody to speak with, as one of the team or the family."""

ELSE = re.compile(
    r" (?:notte|stanotte|emergenz\w*|urgen\w+|male|cade|richiest[ae]|domanda|norm[ae]|legge|diritt\w+|pagament\w+"
    r"|accesso|password|ponte|programma|errore) "
)
"""Words of another question."""

FIRST = ("case_manager", "segue", "medico_base", "amministratore_sostegno", "tutore", "caregiver_principale")
MOST = 6
LONG = 12
"""Words of a question from which on it asks for more."""


def say_with_whom(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say with whom one may speak about a person.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "con chi posso sentirmi per Ada?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or for nobody.
    """
    words = normal(question.replace("?", " "))
    if not WITH_WHOM.search(words) or ELSE.search(words) or not (named.people or scene.person_id):
        return None
    if not scene.viewer.may("read", "directory") or len(words.split()) > LONG:
        return None
    asked = settled(scene, question, named, "around")
    return asked if isinstance(asked, Reply) else _answer(asked)


def _answer(asked: Asked) -> Reply:
    """List those who follow her, who keeps the plan first."""
    lines = list(_lines(asked))
    head = f"Per {asked.name} puoi parlare con:" if lines else f"Per {asked.name} non è scritto chi la segue."
    links = ((f"Ecomappa di {asked.name}", f"mappa?id={asked.person_id}"),)
    return asked.reply("around", head, lines[:MOST], "i legami, l’équipe e le schede", links)


def _lines(asked: Asked) -> Iterator[Line]:
    """Say each once: who she is for her, and how she is reached."""
    cards = {one.id: one for one in reach(asked.store, asked.viewer)}
    told: set[str] = {asked.viewer.party_id or ""}
    view = asked.case if asked.viewer.may("read", "case") and asked.open_cases else None
    team = sorted(view.state.file.team, key=lambda one: one.role != "case_manager") if view else []
    spans = [span for span in asked.record.spans if span.holds_on(asked.day) and span.kind in FIRST]
    spans.sort(key=lambda span: FIRST.index(span.kind))
    managers = [(one.party_id, ROLE_NAMES.get(one.role, one.role)) for one in team]
    ties = [(span.other_id, _role(span, asked.name, cards.get(span.other_id))) for span in spans]
    first = [pair for pair in (*managers[:1], *ties) if pair[0] in cards]
    for party, role in (*first, *[pair for pair in managers[1:] if pair[0] in cards]):
        if party not in told:
            told.add(party)
            card = cards[party]
            phone = f"telefono {card.phone}" if card.phone else "il telefono non è scritto nella scheda"
            yield Line(f"{card.name} ({role}): {phone}", party)
    for span in spans:
        if span.other_id not in told and span.other_kind == "persona":
            told.add(span.other_id)
            yield Line(person_words(asked, span), span.other_id)


def _role(span: Span, name: str, card: Reached | None) -> str:
    """Say what somebody is for her; who merely follows her, by her profession."""
    if span.kind == "segue" and card is not None:
        return card.sort_label
    return role_words(span.kind, name, reverse=span.starts_here, sex=span.other_sex)
