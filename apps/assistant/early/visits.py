"""Know a question on when somebody was last with a person, or comes next, by how it is asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.answering import who_answers
from apps.assistant.answers.given import named_actions
from apps.assistant.answers.person import named_needs
from apps.assistant.answers.ties import holding_ties
from apps.assistant.answers.visits import LAST_HEAD, NEXT_HEAD, say_last, say_next_time
from apps.assistant.reading.clauses import is_bare
from apps.assistant.reading.helpers import meant, without_roles
from apps.assistant.reading.words import bare
from apps.assistant.reply import Reply
from apps.assistant.whom.settled import settled

if TYPE_CHECKING:
    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

CALLED = (
    r"(?:visit[ae]|access[oi]|colloqui[oi]?|telefonat[ae]|contatt[oi]|passaggi[oi]?|incontr[oi]|sedut[ae])"
)
LASTLY = re.compile(
    rf" (?:l'ultima volta|ultima volta|per ultim[oa]|da (?:quanto|quando|quanti giorni)(?: tempo)? (?:e che )?non"
    rf"|(?:l'|le |gli )?ultim[oaie] {CALLED}"
    r"|(?:quando|che giorno|quanto tempo fa) (?:\w+ )?(?:e|sono) (?:(?:gia )?venut\w+|passat\w+"
    r"|andat\w+ (?:da|a casa))|(?:quando|quanto tempo fa) (?:(?:le |gli )?(?:ha|hanno)|l'ha|l'hanno) (?:\w+ )?"
    r"(?:vist\w+|visitat\w+|sentit\w+|chiamat\w+|incontrat\w+|portat\w+|fatt\w+ visita)) "
)
NEXT = re.compile(
    r" (?:(?:quando|quand'e che|che giorno|fra quanto|tra quanto|a che ora) (?:\w+ )?"
    r"(?:rived(?:e|ono|ra|ranno)|torna(?:no)?|ritorna(?:no)?|ripassa(?:no)?|rivien\w+"
    r"|deve (?:tornare|ripassare|venire)|si fa viv[oa])"
    rf"|(?:quando|che giorno|qual) .*prossim[oa] (?:volta|{CALLED})"
    rf"|prossim[oa] (?:volta|{CALLED})(?= (?:quando|che giorno|e)))"
)
"""How a question asks when somebody last was, or next is, with a person."""

ELSE = re.compile(
    r" (?:ricover\w+|dimess\w+|dimission\w+|ospedal\w+|a casa sua da|torna a casa|norm[ae]|legge|uvm|verific\w+"
    r"|pagat\w+|aperto|aggiornat\w+|modificat\w+|smess\w+|scheda|vaccin\w+|person[ae] (?!che)|assistit\w+|nessuno) "
)
"""Words of stays in hospital, of the path's own steps, of money, and of many persons."""

KINDS: tuple[tuple[re.Pattern[str], str, frozenset[str]], ...] = (
    (
        re.compile(r" visit[ae] (?:a casa|a domicilio|domiciliar\w+) | access[oi] "),
        "visita a casa",
        frozenset({"visita a casa", "accesso_domiciliare"}),
    ),
    (
        re.compile(r" (?:visit[ae]|visitat\w+) "),
        "visita",
        frozenset({"visita", "visita a casa", "accesso_domiciliare"}),
    ),
    (re.compile(r" (?:telefonat[ae]|chiamat[ae]) "), "telefonata", frozenset({"telefonata"})),
    (re.compile(r" riunion[ei] "), "riunione d’équipe", frozenset({"riunione"})),
)
"""How a contact is called → what it is, and its kinds."""


ONWARD = {LAST_HEAD: " l'ultima volta", NEXT_HEAD: " quando torna"}
"""How an answer before begins → how the same is asked of somebody else."""

BRIEF = 5
"""Words at most of a question that asks the same of somebody else."""


def say_visits(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say when those whom a question means were last with a person, or what is written of the next time.

    Parameters
    ----------
    scene
        The conversation; whoever is named comes to mind.
    question
        As it was typed: "quando è venuta l'ultima volta l'infermiera?", "e quando torna?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or names nobody who helps and no kind of contact.
    """
    words = bare(named.rest if named.people else question)
    words = f"{_goes_on(scene, words)}{words}"
    last, upcoming = LASTLY.search(words) is not None, NEXT.search(words) is not None
    if not (named.people or scene.person_id) or not (last or upcoming) or ELSE.search(words):
        return None
    if not scene.viewer.may("read", "network") or not scene.viewer.may("read", "person"):
        return None
    before, spoken = scene.intent, scene.named
    asked = settled(scene, question, named, "around")
    if isinstance(asked, Reply):
        return asked
    scene.intent = "diary"
    of_her = asked.person_id in {one.id for one in named.people}
    helpers = _helpers(asked.again(named.rest) if of_her else asked, spoken)
    kind = next(((of, kinds) for said, of, kinds in KINDS if said.search(words)), None)
    if upcoming and not last:
        scene.named = next(iter(helpers.values()), "")
        return say_next_time(asked, helpers)
    if helpers and not _of_action(asked):
        scene.named = next(iter(helpers.values()))
        return say_last(asked, helpers)
    if kind is None and " chi " in words and not _of_action(asked):
        return say_last(asked, {})
    if kind is None:
        scene.intent = before
        return None
    of, kinds = kind
    return say_last(asked, {}, lambda one: one.kind in kinds, of)


def _goes_on(scene: Scene, words: str) -> str:
    """Return how a short question is asked that asks the same of somebody else who helps: "e il medico?"."""
    if scene.said is None or len(words.split()) > BRIEF or not scene.helpers_meant(words):
        return ""
    if not is_bare(without_roles(_without_names(scene, words))):
        return ""
    return next((asks for head, asks in ONWARD.items() if scene.said.head.startswith(head)), "")


def _without_names(scene: Scene, words: str) -> str:
    """Take the names of those who are meant out of a question."""
    own = {part for name in scene.helpers_meant(words) for part in bare(name).split()}
    return " ".join(word for word in words.split() if word not in own)


def _helpers(asked: Asked, spoken: str) -> dict[str, str]:
    """Name those whom a question means: by name, by what they are, by the need that they answer, or as before."""
    spans = holding_ties(asked)
    found = {span.other_id: span.other_name for span in meant(asked, spans)}
    names = {span.other_id: span.other_name for span in spans}
    if not found and (needs := named_needs(asked.question)) and not _of_action(asked):
        found = {party: names[party] for own in who_answers(asked, needs).values() for party in own}
    if not found and spoken:
        found = {party: name for party, name in names.items() if name == spoken}
    return found


def _of_action(asked: Asked) -> bool:
    """Say whether a question names an action of the plan, which has its own answer."""
    if not asked.viewer.may("read", "case"):
        return False
    view = asked.case_where(lambda one: one.state.planned)
    return bool(view and named_actions([one.action for one in view.state.planned], asked.question))
