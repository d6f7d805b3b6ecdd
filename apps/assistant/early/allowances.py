"""Say which money a person gets, as it is written; and what the norms say of money for who cares at home."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.money import euro, named_funders, say_budget
from apps.assistant.answers.plan import links_of, plan_page
from apps.assistant.general.norms import ask_norms
from apps.assistant.reading.route import NORMS
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.settled import settled
from apps.components.words import curly, long_day
from coordinator.network import ego
from knowledge.search.words import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

MONEY = (
    r"(?:assegn[oi]|indennita|accompagnamento|contribut[oi]|sussidi[o]?|bonus|buon[oi]|voucher|pension[ei]"
    r"|prestazion[ei] economic\w+|aiut[oi] economic\w+|interventi economici|adi reddito|rendita)"
)
GETS = re.compile(
    r" (?:prende|prendono|riceve|ricevono|percepisce|ha|hanno|ottiene|gode di|prendo|ricevo|ho) "
    r"(?:gia |anche |ancora )?(?:il |la |un |una |dei |degli |delle |qualche |che |di )?(?:\w+ ){0,2}?(?:l'|un'|dell')?"
    rf"{MONEY} "
    rf"| (?:che|quali|quanti|quale) {MONEY} (?:\w+ )?(?:prende|riceve|ha|percepisce|prendo|ricevo) "
)
"""How a question asks which money somebody gets."""

AFTER = re.compile(
    r"^ (?:e |ma )?(?:lei |lui |anche lei |anche lui )?(?:(?:lo|la|li|le|ne) )?"
    r"(?:prende|riceve|ha|percepisce|prendono|spetta|ne ha diritto|c'e l'ha|ce l'ha)(?: gia| anche lei| anche lui)? $"
)
"""How a question goes on, her name taken out, from one on money: "e Ada lo prende?"."""

GOES_ON = re.compile(
    r"^ (?:e |ma )?(?:da quando|fino a quando|quanto|quant'e|chi (?:lo|la|li) (?:paga|da|eroga)) $"
)

OF_FUND = re.compile(
    r" (?:prende|riceve|percepisce|ha (?:avuto|preso|ricevuto)|arriva\w*|le danno|le da|gli danno|mette|mettono"
    r"|mess[oaie]|versa\w*|eroga\w*"
    r"|pagat[oaie]|contribut[oi]|quota|quote|soldi|finanziament[oi]|euro|liquidat[oaie]) "
)
"""Words of money in a question that names who gives it, or a fund."""

FUND = re.compile(r" (?:fond[oi]|misur[ae]) ")
IN_GENERAL = re.compile(
    r" (?:che cos'? ?e|cos'? ?e|chi gestisce|requisit\w+|come si (?:chiede|accede|fa)|come funziona|chi ha diritto"
    r"|norm[ae]|legge|articolo|regolament\w+|serviz\w+|post[oi]|chi (?:puo|vede)|piani|budget di|tutt[ie] i"
    r"|quante persone) "
)
"""Words by which a fund, or a body, is spoken of for anybody."""

FOR_CARERS = re.compile(
    rf"[ ']{MONEY} (?:.* )?"
    r"(?:chi (?:assiste|cura|accudisce|si prende cura)|caregiver|assist\w+ (?:un|il|la|mia|mio)|di cura) "
    rf"| (?:chi (?:assiste|cura|accudisce)|caregiver) (?:.*[ '])?{MONEY} "
    r"| quanto (?:spetta|danno|viene dato|prende|riceve) (?:\w+ ){0,3}?(?:chi assiste|chi cura|caregiver) "
)
"""How a question asks for money for who cares at home."""

LEAVE = re.compile(r" (?:permess\w+|congedo|giorni|ferie|104|lavor\w+|articolo|art\.|comma|budget|pai) ")
QUESTIONS = (
    (
        "Assegno di assistenza, per la persona anziana",
        "A quanto ammonta l'assegno di assistenza per gli anziani?",
    ),
    ("Aiuti a chi cura in famiglia", "Quali aiuti economici spettano al caregiver familiare per legge?"),
)
"""Title → what is asked of the norms."""

NAMED = re.compile(r"assegn[oi] (?:di|d') ?\w+|accompagnamento|pension[ei] (?:di )?\w+|invalidita")
"""How one sort of money is called."""

GIVEN_BY = "assistito_da_ente"


def say_allowances(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say which money a person gets, or what the norms give to who cares.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "Ada prende l'assegno di cura?", "che assegno prende chi assiste un disabile?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else.
    """
    words = normal((named.rest if named.people else question).replace("?", " "))
    before = normal(scene.question)
    about = bool(named.people or scene.person_id)
    after = re.search(rf"[ ']{MONEY} ", before) and AFTER.match(words)
    on = scene.said is not None and scene.said.intent == "allowances" and GOES_ON.match(words)
    if on and scene.said is not None:
        said, again = scene.said, _of_person(scene, question, named)
        return replace(again, head=said.head, lines=tuple(one for one in again.lines if one in said.lines))
    if about and (GETS.search(words) or after):
        return _of_person(scene, question, named)
    if about and _of_own_fund(scene, words):
        asked = settled(scene, question, named, "budget")
        return asked if isinstance(asked, Reply) else say_budget(asked)
    if FOR_CARERS.search(words) and not LEAVE.search(words) and not named.people:
        return _of_norms(scene)
    return None


def _of_own_fund(scene: Scene, words: str) -> bool:
    """Say whether a question asks what a body or a fund gives to the one in mind."""
    given = FUND.search(words) or named_funders(words)
    of_hours = " ore " in words and scene.intent != "budget"
    return bool(given and OF_FUND.search(words) and not IN_GENERAL.search(words) and not of_hours)


def _of_norms(scene: Scene) -> Reply:
    """Ask the norms for the two sorts of money, and say that neither is an allowance for who cares."""
    told = []
    for title, asked in QUESTIONS:
        answer = ask_norms(scene.open_assistant(), asked, scene.day).answer
        if answer is not None and answer.refusal is None:
            told.append((title, answer))
    scene.intent = ""
    scene.quoted = told[0][1] if told else None
    head = "Nelle norme che ho non trovo un assegno per chi assiste. Di vicino ci sono queste:"
    if not told:
        return scene.ask_norms(QUESTIONS[0][1])
    return Reply(NORMS, head, answers=tuple(told))


def _of_person(scene: Scene, question: str, named: Named) -> Reply:
    """Say what is written of money that she gets: from bodies, and from the budget of her plan."""
    words = normal(question.replace("?", " "))
    spoken = words if re.search(rf"[ ']{MONEY} ", words) else normal(scene.question.replace("?", " "))
    asked = settled(scene, question, named, "budget")
    if isinstance(asked, Reply):
        return asked
    view = asked.case_where(lambda one: one.state.resources)
    lines = [*_given(asked), *_of_plan(asked)]
    head = f"Prestazioni e contributi scritti per {asked.name}:"
    wanted = frozenset(terms(" ".join(found[0] for found in NAMED.finditer(spoken))))
    told = [line for line in lines if wanted and wanted <= frozenset(terms(line.text))]
    if told:
        head, lines = f"Sì, per {asked.name} risulta:", told
    elif wanted and lines:
        head = f"Con questo nome per {asked.name} non è scritto niente. È scritto:"
    if not lines:
        head = (
            f"Per {asked.name} non è scritta nessuna prestazione in denaro. Può averne senza che qui risulti: "
            "chiedilo a lei, al patronato o all’INPS."
        )
    reply = asked.reply(
        "allowances", head, lines, "i legami con gli enti e le voci del budget", links_of(view)
    )
    return replace(reply, person_id=asked.person_id)


def _given(asked: Asked) -> Iterator[Line]:
    """Say what bodies give her, since when, by which paper."""
    graph = ego(asked.store, asked.person_id, asked.day, asked.viewer).graph
    for start, stop, tie in graph.edges(data=True):
        if start == asked.person_id and tie["kind"] == GIVEN_BY:
            paper = f", {tie['document']}" if tie.get("document") else ""
            until = f" al {long_day(tie['until'])}" if tie.get("until") else ""
            since = long_day(tie["since"])
            yield Line(
                curly(f"Una prestazione da {graph.nodes[stop]['name']}, dal {since}{until}{paper}"), stop
            )


def _of_plan(asked: Asked) -> Iterator[Line]:
    """Say the contributions in the budget of her plan."""
    view = asked.case_where(lambda one: one.state.resources)
    if view is None or not asked.viewer.may("read", "budget"):
        return
    for one in view.state.resources:
        if one.kind != "natura" and re.search(rf" {MONEY} ", normal(f"{one.what} {one.unit}")):
            much = f" di {euro(one.value)}" if one.value is not None else ""
            scheme = f", {one.scheme}" if one.scheme else ""
            days = f"dal {long_day(one.since)} al {long_day(one.until)}"
            yield Line(curly(f"Nel piano: {one.what}{much}{scheme}, {days}"), page=plan_page(view))
