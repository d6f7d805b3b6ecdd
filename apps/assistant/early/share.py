"""Say what a person or her family pays: her part of the budget, what her services ask, and which norm decides it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.answers.money import euro
from apps.assistant.answers.plan import links_of, plan_page
from apps.assistant.early.costs import ISEE, cost_words
from apps.assistant.general.services import services_named
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.settled import settled
from apps.components.path_words import FUNDERS
from apps.components.words import curly
from coordinator.network.record import find_services
from coordinator.pathway.budgets import summarise_budget

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene
    from coordinator.model import Service
    from coordinator.pathway.cases import CaseView

PAYER = (
    r"(?:io|noi|lei|lui|loro|la famiglia|la figlia|il figlio|i figli|la persona|i parenti|i familiari|la moglie"
    r"|il marito|l'utente)"
)
SHARE = re.compile(
    r" (?:quanto|cosa|che cosa|quant'?e) (?:\w+ ){0,2}?(?:devo|deve|devono|dobbiamo|dovro|dovrei|dovra|tocca|spetta)"
    r" (?:\w+ ){0,3}?(?:pag\w+|versare|spendere|mettere|sborsare)"
    r"| quanto (?:pago|paghiamo|pagherei|spendo|spendiamo|ci rimetto) "
    rf"| quanto (?:paga|pagano|spende|spendono|mette|mettono|versa) {PAYER} "
    rf"| (?:paga|pagano|spende|mette) (?:qualcosa |niente |anche )?{PAYER} "
    rf"| {PAYER} (?:\w+ )?(?:paga|pagano|paghiamo|spende|spendono|mette|mettono) "
    r"(?:\w+ )?(?:qualcosa|quanto|niente|tutto|soldi) "
    r"| (?:deve|devo|dobbiamo|devono) pagare (?:qualcosa|tutto|niente|quanto|anche) "
    r"| a (?:mio|suo|nostro|loro) carico | a carico (?:della famiglia|della persona|dell'utente|mio|suo|dei figli) "
    r"| (?:quota|parte|spesa|contributo) (?:mia|sua|nostra|della famiglia|della persona|dell'utente) "
    r"| compartecip\w+ | (?:mi|ci|le|gli) cost(?:a|era|erebbe) "
)
"""How a question asks for the part of the person or of her family."""

IN_GENERAL = re.compile(
    r" (?:per legge|norm[ae]|articolo|comma|decreto|regolament\w+|una famiglia|una persona"
    r"|un (?:figlio|anziano|disabile)) "
)
HOURS = re.compile(r" or[ae] ")
FAMILY = "famiglia"
RUNNING = ("in_carico", "in_attesa")


def say_share(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Say what a person or her family pays.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "quanto devo pagare io?", "quanto paga la famiglia?".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        None for what asks something else, or for nobody.
    """
    words = normal(question.replace("?", " "))
    if named.people:
        rest = normal(named.rest.replace("?", " "))
        words = (
            f"{words}"
            if SHARE.search(words)
            else f" quanto paga lei {rest}"
            if OF_HER.search(rest)
            else words
        )
    if not SHARE.search(words) or IN_GENERAL.search(words) or HOURS.search(words):
        return None
    if not (named.people or scene.person_id) or not scene.viewer.may("read", "person"):
        return None
    asked = settled(scene, question, named, "budget")
    if isinstance(asked, Reply):
        return asked
    return _answer(asked, services_named(scene.store, scene.viewer, named.rest or question))


OF_HER = re.compile(r"^ (?:e |ma )?quanto (?:deve pagare|paga|spende|versa) ")
"""The same where her name was taken out of the question: "quanto paga (Ada)?"."""


def _answer(asked: Asked, services: list[Service]) -> Reply:
    """Say her part, who pays the rest, what her services ask for."""
    view = asked.case_where(lambda one: one.state.resources)
    lines: list[Line] = []
    head = f"Nel piano di {asked.name} non è scritto un budget: la sua parte non la so."
    if not asked.viewer.may("read", "budget"):
        head = f"Il budget di {asked.name} non è fra ciò che il tuo ruolo vede; dalle schede dei servizi:"
    elif view is not None and view.state.resources and not services:
        head, lines = _of_budget(asked, view)
    if services:
        head = f"Per {' e '.join(one.name for one in services)}, secondo la scheda:"
    lines += _of_services(asked, services)
    lines.append(Line("Quanto tocca a ciascuno lo decide chi gestisce il servizio, con l’ISEE", urn=ISEE))
    return asked.reply("budget", head, lines, "il budget, i legami e le schede dei servizi", links_of(view))


def _of_budget(asked: Asked, view: CaseView) -> tuple[str, list[Line]]:
    """Say what of the budget is hers or her family's, and who pays the rest."""
    hers = [one for one in view.state.resources if one.funder == FAMILY]
    whole = summarise_budget(hers, ())
    lines = [
        Line(
            f"Di suo la famiglia mette: {one.what}, {one.quantity:f} {one.unit}, non denaro",
            page=plan_page(view),
        )
        for one in hers
        if one.kind == "natura"
    ]
    money = sum((one.value for one in hers if one.kind != "natura" and one.value), start=whole.total * 0)
    others = [one for one in dict.fromkeys(it.funder for it in view.state.resources) if one != FAMILY]
    told = []
    for funder in others:
        own = [one for one in view.state.resources if one.funder == funder]
        kind = ", in natura" if all(one.kind == "natura" for one in own) else ""
        total = summarise_budget(own, ()).total
        told.append(f"{FUNDERS[funder]}{f' ({euro(total)}{kind})' if total else ''}")
    if told:
        lines.append(Line(f"Pagano o mettono il resto: {', '.join(told)}", page=plan_page(view)))
    if not money:
        return f"Nel budget di {asked.name} nessuna somma è a carico suo o della famiglia.", lines
    return f"Nel budget di {asked.name} la persona e la famiglia mettono {euro(money)}.", lines


def _of_services(asked: Asked, services: list[Service]) -> Iterator[Line]:
    """Say what the services that she uses or waits for ask for, or those that the question names."""
    using = {span.other_id for span in asked.record.told if span.kind in RUNNING and span.holds_on(asked.day)}
    if asked.viewer.may("read", "directory"):
        cards = services or [
            one for one in find_services(asked.store, "", asked.viewer) if one.id in using and one.cost
        ]
        yield from (Line(curly(cost_words(one)), one.id) for one in cards)
