"""Answer on the money of a person's plan: who puts in what, who pays for one thing, what is left."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from apps.assistant.answers.person import named_needs
from apps.assistant.answers.plan import links_of, plan_page
from apps.assistant.reading.helpers import meant
from apps.assistant.reading.periods import named_period
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.components.path_words import FUNDERS
from apps.components.words import hours, long_day, role_words
from coordinator.model import vocabulary
from coordinator.pathway.budgets import summarise_budget

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from apps.assistant.reading.asked import Asked
    from apps.assistant.reading.periods import Period
    from coordinator.network.record import Span
    from coordinator.pathway.budgets import Entry, Resource
    from coordinator.pathway.cases import CaseView

OF_ANY = frozenset(
    [
        "ore",
        "giornate",
        "contributo",
        "della",
        "dello",
        "delle",
        "per",
        "figlia",
        "figlio",
        "con",
        "del",
        "dei",
    ]
    + ["che", "chi", "gli", "una", "uno", "nel", "dal", "non", "fondo", "fondi", "misura"]
)
"""Words of an entry that do not tell it from others."""

PAYERS = {
    "asl": ("asl", "ausl", "azienda sanitari"),
    "comune": ("comun",),
    "ambito": ("ambito",),
    "famiglia": ("famigli", "figli", "parent", "moglie", "marito", "congiunt"),
    "terzo_settore": ("terzo settore", "volontar"),
    "stato": ("stato",),
    "regione": ("regione",),
}
"""Funder → the words by which a question names it."""

BEEN = re.compile(r" (?:(?:e|sia|era) (?:gia )?|(?:gia ))stato (?=[a-z])| comun(?:que|it\w+) ")
"""What is no funder: "è già stato liquidato", "comunque"."""


def say_budget(asked: Asked) -> Reply:
    """Say what each funder puts in, what of it is committed, and what is left."""
    view = asked.case_where(lambda one: one.state.resources)
    if not asked.viewer.may("read", "budget"):
        head = f"Il budget non è fra ciò che il tuo ruolo vede: chiedilo a chi coordina il percorso di {asked.name}."
        return asked.reply(
            "budget", head, [], "che cosa vede il tuo ruolo", (("Chi vede che cosa", "politica"),)
        )
    if view is None or not view.state.resources:
        return asked.reply(
            "budget", f"Per {asked.name} non è ancora scritto un budget.", [], "il piano", links_of(view)
        )
    if of_one := _of_one_thing(asked, view):
        return of_one
    named = named_funders(asked.question)
    funders = list(dict.fromkeys(one.funder for one in view.state.resources))
    wanted = [key for key in funders if key in named] or funders
    period = named_period(asked.question, asked.day)
    lines = [Line(_funder_words(key, view, period), page=plan_page(view)) for key in wanted]
    whole = summarise_budget(view.state.resources, view.state.entries)
    in_kind = summarise_budget([one for one in view.state.resources if one.kind == "natura"], ()).total
    besides = f", di cui {euro(in_kind)} di valore in natura" if in_kind else ""
    money = [one for one in view.state.resources if one.kind != "natura"]
    done = _done_words(asked.question, money, view, period)
    head = f"Nel budget di {asked.name}, in tutto {euro(whole.total)}{besides}{done}:"
    if len(wanted) < len(funders):
        own = [one for one in view.state.resources if one.funder in wanted]
        head = f"Nel budget di {asked.name}{_done_words(asked.question, own, view, period)}:"
    return asked.reply("budget", head, lines, "il budget, gli impegni e le liquidazioni", links_of(view))


def named_funders(question: str) -> list[str]:
    """Read which funders a question names: "l'ASL", "il Comune"."""
    words = BEEN.sub(" ", normal(question))
    return [
        key for key, cues in PAYERS.items() if any(f" {cue}" in words or f"'{cue}" in words for cue in cues)
    ]


def _funder_words(key: str, view: CaseView, period: Period | None = None) -> str:
    """Say one funder's part; what was done of it in a period first, where one is asked for."""
    own: list[Resource] = [one for one in view.state.resources if one.funder == key]
    part = summarise_budget(own, _entered(own, view))
    kind = [f"{one.what}: {one.quantity:f} {one.unit}, senza un valore in euro" for one in part.unvalued]
    if not part.total:
        return f"{FUNDERS[key]}: {'; '.join(kind)}"
    if all(one.kind == "natura" for one in own):
        what = ", ".join(f"{one.what}: {one.quantity:f} {one.unit}" for one in own)
        return f"{FUNDERS[key]}: {what}, in natura, del valore di {euro(part.total)}: non si impegna né si liquida"
    done = f"impegnati {euro(part.committed)}, liquidati {euro(part.paid)}"
    if period:
        then = summarise_budget(own, _entered(own, view, period))
        in_it = f"{period.words} impegnati {euro(then.committed)}, liquidati {euro(then.paid)}"
        done = f"{in_it}; in tutto {done}"
    left = f"restano {euro(part.total - part.committed)} da impegnare e {euro(part.committed - part.paid)} da liquidare"
    return "; ".join([f"{FUNDERS[key]}: {euro(part.total)}", done, left, *kind])


DONE = (
    (re.compile(r" impegn\w+ "), "impegnati"),
    (
        re.compile(
            r" (?:liquid\w+|spes[oaie]|spendiam\w+|pagat[oaie]|usat[oaie]|erogat[oaie]|versat[oaie]) "
        ),
        "liquidati",
    ),
)
"""How a question asks for one part of what was done with money, and how it is told."""


def _entered(own: Sequence[Resource], view: CaseView, period: Period | None = None) -> list[Entry]:
    """List what was committed and paid on some resources, in a period or ever."""
    ids = {one.id for one in own}
    return [
        one
        for one in view.state.entries
        if one.resource_id in ids and (period is None or period.holds(one.on))
    ]


def _done_words(question: str, own: Sequence[Resource], view: CaseView, period: Period | None = None) -> str:
    """Say first the one sum that a question asks for: what is committed, or what is paid."""
    part = summarise_budget(own, _entered(own, view, period))
    sums = {"impegnati": part.committed, "liquidati": part.paid}
    asked_for = [word for cue, word in DONE if cue.search(normal(question))]
    if not asked_for or not part.total:
        return ""
    when = f" {period.words}" if period else ""
    told = " e ".join(f"{word} {euro(sums[word])}" for word in asked_for)
    return f",{when} {told} su {euro(part.total)}"


def euro(amount: Decimal) -> str:
    """Write an amount as Italians do: ``"1.144,00 euro"``."""
    whole, _, cents = f"{amount:,.2f}".partition(".")
    return f"{whole.replace(',', '.')},{cents} euro"


def _of_one_thing(asked: Asked, view: CaseView) -> Reply | None:
    """Say who pays for the one thing that a question names: an entry, an action, a need, a helper."""
    found = _entries(asked.question, view)
    lines = [
        Line(f"{_entry_words(one, asked)}{_paid_words(one, view)}", page=plan_page(view)) for one in found
    ]
    if found:
        what = ", ".join(dict.fromkeys(one.what for one in found))
        head = f"Nel budget di {asked.name}, per {what}{_done_words(asked.question, found, view)}:"
        return asked.reply("budget", head, lines, "le voci del budget", links_of(view))
    holding = [span for span in asked.record.told if span.holds_on(asked.day)]
    spoken = replace(asked, question=asked.question.replace("costa", " "))  # a verb here, and a family name
    helpers = _paid_for(meant(spoken, holding))
    if not helpers or named_funders(asked.question):
        return None
    who = " e ".join(dict.fromkeys(span.other_name for span in helpers))
    head = f"Nel budget di {asked.name} non c’è una voce per {who}: chi paga non è scritto."
    known = ", ".join(f"{one.what} ({FUNDERS[one.funder]})" for one in view.state.resources)
    lines = [
        *(Line(f"{span.other_name}: {_tie_words(span, asked.name)}", span.other_id) for span in helpers),
        Line(f"Le voci scritte: {known}", page=plan_page(view)),
    ]
    return asked.reply("budget", head, lines, "le voci del budget e i legami", links_of(view))


def _paid_for(spans: Sequence[Span]) -> list[Span]:
    """Keep the ties of those who may be paid: no family."""
    return [span for span in spans if vocabulary().tie_kind(span.kind).sector != "famiglia"]


def _tie_words(span: Span, name: str) -> str:
    """Say what somebody is, and for how many hours."""
    often = f", {hours(span.hours_per_week)}" if span.hours_per_week else ""
    return f"{role_words(span.kind, name, reverse=span.starts_here, sex=span.other_sex)}{often}"


def _entries(question: str, view: CaseView) -> list[Resource]:
    """Choose the entries that a question names by their words, by an action of the plan, or by a need."""
    words = normal(question).replace("'", " ").split()
    resources = view.state.resources
    telling = {word for word in words if len(word) > len("di")} - OF_ANY
    said = [one for one in resources if telling & _told_by(one)]
    said = said or [one for one in resources if set(normal(one.what).split()) <= set(words)]
    if not said and " fondo " in normal(question):
        said = [one for one in resources if one.scheme]
    if " natura " in normal(question):
        said = said or [one for one in resources if one.kind == "natura"]
    funders = named_funders(question)
    if said := [one for one in said if one.funder in funders] or said:
        return said
    actions = [one for one in view.state.planned if normal(one.action).strip() in " ".join(words)]
    needs = {goal.need for goal in view.state.file.goals if goal.name in {one.goal for one in actions}}
    needs |= set(named_needs(question))
    return [one for one in resources if one.need in needs]


def _told_by(one: Resource) -> set[str]:
    """List the words by which an entry is named: what it is, and the fund that pays it."""
    return {
        word for word in normal(f"{one.what} {one.scheme or ''}").split() if len(word) > len("non")
    } - OF_ANY


def _paid_words(one: Resource, view: CaseView) -> str:
    """Say what of an entry was paid, and when."""
    paid = [it for it in _entered([one], view) if it.kind == "liquidazione"]
    if one.kind == "natura" or one.value is None:
        return ""
    told = ", ".join(f"{euro(it.amount)} il {long_day(it.on)}" for it in paid)
    return f"; liquidati {told}" if told else "; non ancora liquidato"


def _entry_words(one: Resource, asked: Asked) -> str:
    """Say one entry: who pays, who answers for it, how much, from when to when."""
    owner = asked.names([one.owner]).get(one.owner, one.owner)
    need = vocabulary().terms["needs"].get(one.need)
    much = f"{one.quantity:f} {one.unit}"
    if one.value is not None and one.unit_cost is not None:
        much = f"{much} a {euro(one.unit_cost)}, in tutto {euro(one.value)}"
    scheme = f", {one.scheme}" if one.scheme else ""
    whom = (
        FUNDERS[one.funder]
        if FUNDERS[one.funder].lower() in owner.lower()
        else f"{FUNDERS[one.funder]} ({owner})"
    )
    days = f"dal {long_day(one.since)} al {long_day(one.until)}"
    return f"{one.what}{f' per {need.label}' if need else ''}: paga {whom}{scheme}; {much}; {days}"
