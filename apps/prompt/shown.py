"""Show values at a prompt in the words of the pages: a picture first, then a table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from apps.components.figures import figure, number, said
from apps.components.path_words import FUNDERS, norm_words
from apps.components.words import curly, long_day, role_label, short_day
from coordinator.display import bars, table
from coordinator.model import vocabulary
from coordinator.territory.intervals import FIVE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from apps.prompt.ponte import Ponte
    from coordinator.model import Person
    from coordinator.network.difference import Difference
    from coordinator.pathway.budgets import BudgetSummary
    from coordinator.pathway.entitlements import Entitlements
    from coordinator.pathway.machine import RefusedPassageError
    from coordinator.pathway.outcome import Outcome
    from coordinator.pathway.view import CaseView
    from coordinator.protection.research import Export
    from coordinator.territory.claims import Change, Verdict
    from coordinator.territory.decide import Move
    from coordinator.territory.indicator import Indicator
    from coordinator.territory.view import TerritoryView
    from knowledge.search import Ranking

URN = re.compile(r"urn:nir:[\w.:;~@-]*\w")
VERBS = (
    ("ponte.find(PAROLE)", "le persone con quel nome, e il loro id"),
    ("ponte.map(PERSONA)", "la mappa della pagina: «selected» è chi scegli"),
    ("ponte.ask(DOMANDA, person=PERSONA)", "come nella chat, sulle norme o su di lei"),
    ("ponte.case(PERSONA)", "il suo percorso, l’ultimo aperto"),
    ("ponte.territory()", "gli indicatori della pagina «Governo»"),
    ("ponte.page(NOME, id=PERSONA)", "un collegamento a una pagina su questo archivio"),
    ("ponte.command(…)", "un comando di «ponte» su questo archivio"),
    ("ponte.close()", "chiude tutto"),
)


class People(list["Person"]):
    """Persons of the record, which a notebook shows with their ids."""

    def _repr_html_(self) -> str:
        """Show who they are, and the id to go on with."""
        rows = [
            (one.id, f"{one.given_name} {one.family_name}", f"{one.born_on:%Y}" if one.born_on else "")
            for one in self
        ]
        return table("Persone", ("id", "nome", "nata o nato nel"), rows)


def named(html: str) -> str:
    """
    Write the norms in a table as jurists do.

    Parameters
    ----------
    html
        With URNs in it.

    Returns
    -------
    str
        With "art. 27, comma 13, D.Lgs. 29/2024" in their place; a URN that names no provision stays.
    """

    def words(found: re.Match[str]) -> str:
        try:
            return norm_words(found.group())
        except ValueError:
            return found.group()

    return URN.sub(words, html)


def _itself(value: Any) -> str:  # noqa: ANN401  whatever shows itself
    """Show a value as it does by itself, with its norms named."""
    return named(value._repr_html_())


def _ponte(one: Ponte) -> str:
    """Show what is open, for whom, and what may be asked of it."""
    viewer, day = one.viewer, one.settings.day
    what = f"{viewer.user}, {role_label(viewer.role)}, per lo scopo «{viewer.purpose}», al {long_day(day)}"
    return table(f"Archivio {one.place}: {what}", ("si scrive", "dà"), VERBS)


def _case(view: CaseView) -> str:
    """Show how long a case was in each phase, then its passages."""
    phases, last = view.process.phases, view.history[-1].day
    days = [(phases[stay.phase].name, ((stay.until or last) - stay.since).days) for stay in view.state.stays]
    longest = max((many for _, many in days), default=0) or 1
    drawn = bars(
        f"{view.instrument.name}: {phases[view.state.position.phase].name}. Giorni in ogni fase",
        [(name, many / longest, f"{many} giorni" if many != 1 else "1 giorno") for name, many in days],
    )
    passages = view.process.passages
    rows = [
        (short_day(one.day), passages[one.event.passage].name, role_label(one.role), one.norm or "")
        for one in view.history
        if one.event.kind == "moved" and one.event.passage in passages and one.number not in view.state.void
    ]
    return drawn + named(table("Passaggi", ("giorno", "che cosa", "chi", "per quale norma"), rows))


def _refusal(error: RefusedPassageError) -> str:
    """Show what is missing before a passage, and who asks for it."""
    rows = [(item.name, item.norm) for item in error.items]
    return named(table("Il passaggio è rifiutato: manca", ("che cosa", "lo chiede"), rows))


def _budget(one: BudgetSummary) -> str:
    """Show who puts in what, as bars, and beside it what has no price."""
    rows = [
        (FUNDERS.get(who, who), float(one.shares[who]) if one.shares else 0.0, euros(amount))
        for who, amount in one.by_funder.items()
    ]
    rows += [
        (
            FUNDERS.get(free.funder, free.funder),
            0.0,
            f"senza prezzo: {free.what}, {free.quantity:g} {free.unit}",
        )
        for free in one.unvalued
    ]
    return bars(f"Budget: {euros(one.total)}", rows)


def _outcome(one: Outcome) -> str:
    """Show the goals with her words, then the scales."""
    goals = [(goal.goal, goal.words, f"«{goal.in_her_words}»") for goal in one.goals]
    goals += [(goal, "mai verificato", "") for goal in one.never_weighed]
    scales = [
        (scale.name, f"da {scale.before.total} a {scale.after.total}", scale.direction or "")
        for scale in one.scales
    ]
    score = number(one.score) if one.score is not None else "non si può dire"
    caption = f"Esito. Punteggio di raggiungimento {score} (50: come atteso)"
    return table(caption, ("che cosa", "come è andata", ""), [*goals, *scales])


def _entitlements(one: Entitlements) -> str:
    """Show how many levels she has, then those that she has not."""
    counts: dict[str, int] = {}
    for row in one.rows:
        counts[row.status.value] = counts.get(row.status.value, 0) + 1
    drawn = _counted("LEA e LEPS che le spettano", counts)
    rows = [
        (row.level.name, row.level.system, row.status.value, "; ".join(row.missing), row.norm)
        for row in one.rows
        if row.missing
    ]
    return drawn + named(table("Che cosa manca", ("livello", "", "stato", "manca", "norma"), rows))


def _difference(one: Difference) -> str:
    """Show what ended, began and changed."""
    told = [("Non c’è più", one.ended), ("È cominciato", one.begun)]
    rows = [
        (what, f"{edge.from_name} {edge.tie['label']} {edge.to_name}", _since(edge.tie))
        for what, edges in told
        for edge in edges
    ]
    rows += [
        (
            "È cambiato",
            f"{one_.after.from_name} {one_.after.tie['label']} {one_.after.to_name}",
            ", ".join(one_.fields),
        )
        for one_ in one.changed
    ]
    rows += [("Conosciuti prima", name, "") for name in one.left.values()]
    caption = f"Fra il {long_day(one.first)} e il {long_day(one.second)}"
    return table(caption if rows else f"{caption}: niente di diverso", ("", "legame", "da quando"), rows)


def _since(tie: Mapping[str, Any]) -> str:
    """Say since when a tie holds."""
    since: date | None = tie["since"]
    return f"dal {long_day(since)}" if since else ""


def _territory(view: TerritoryView) -> str:
    """Show how long one waits at each step, then what to look at first."""
    from apps.pages.territory.words import tell
    from coordinator.territory.signals import find_signals, most_urgent

    steps = [one for name in FIVE if (one := view.one(name)).value is not None]
    longest = max((one.value or 0.0 for one in steps), default=0.0) or 1.0
    drawn = bars(
        f"Quanto si aspetta, al {long_day(view.day)}: la mediana di ogni tratto",
        [(one.definition.label, (one.value or 0.0) / longest, figure(one)) for one in steps],
    )
    told = [tell(one, view) for one in most_urgent(find_signals(view))]
    rows = [(one.kind, f"{one.number} {one.unit}", one.sentence) for one in told]
    return drawn + table("Le prime cose da guardare", ("", "quanto", "che cosa"), rows)


def _indicator(one: Indicator) -> str:
    """Show all that an indicator says of itself."""
    what = one.definition
    rows = [
        ("Quanto", said(one)),
        ("Che cosa conta", what.definition),
        ("Formula", what.formula),
        ("Fonte", what.source),
    ]
    rows += [("Attenzione", what.caution)] if what.caution else []
    group = f", {one.group}" if one.group else ""
    return named(table(f"{what.label}{group}", (), rows))


def _move(move: Move) -> str:
    """Show two comuni before and after."""
    need = curly(vocabulary().label("needs", move.before[0].need))
    rows = [
        (
            was.comune,
            f"{number(was.served)} → {number(now.served)}",
            f"{number(was.gap, 0)} → {number(now.gap, 0)}",
        )
        for was, now in zip(move.before, move.after, strict=True)
    ]
    caption = f"«{need}»: {number(move.hours)} ore a settimana spostate, per {number(move.persons)} persone"
    return table(caption, ("comune", "seguite", "senza posto"), rows)


def _verdict(one: Verdict) -> str:
    """Show a claim as told, then as it is."""
    rows = [("come si racconta", _percent(one.naive), ""), *map(_change_row, (one.mean, one.median))]
    caption = f"Di quanto cambia l’attesa, entro {one.horizon} giorni, su {number(one.compared)} persone"
    return table(caption, ("", "quanto", "fra"), rows)


def _change(one: Change) -> str:
    """Show one change with its interval."""
    return table("Di quanto cambia l’attesa", ("", "quanto", "fra"), [_change_row(one)])


def _change_row(one: Change) -> tuple[str, str, str]:
    """Write one change as a row."""
    name = {"mean": "media", "median": "mediana"}.get(one.figure, one.figure)
    return name, _percent(one.value), f"{_percent(one.low)} e {_percent(one.high)}"


def _export(made: Export) -> str:
    """Show what an export for research holds, and what its reader must know."""
    rows = [("il gruppo più piccolo", f"{made.smallest} persone")]
    rows += [(name, f"{number(many)} righe") for name, many in made.rows.items()]
    rows += [("attenzione", warning) for warning in made.warnings]
    return table("Che cosa è uscito", (), rows)


def _ranking(found: Ranking) -> str:
    """Show provisions in order, named as jurists do."""
    rows = [(one.urn, one.heading, number(one.score, 2)) for one in found]
    return named(table("Le disposizioni più vicine", ("disposizione", "di che cosa parla", "punti"), rows))


def counts(caption: str, labels: Iterable[str]) -> str:
    """
    Draw how often each word comes.

    Parameters
    ----------
    caption
        What is counted, in Italian.
    labels
        One for each thing.

    Returns
    -------
    str
        HTML of bars, the most frequent first.
    """
    found: dict[str, int] = {}
    for label in labels:
        found[label] = found.get(label, 0) + 1
    return _counted(caption, found)


def _counted(caption: str, found: Mapping[str, int]) -> str:
    """Draw counts as bars, the largest first."""
    most = max(found.values(), default=1)
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    return bars(caption, [(name, many / most, number(many)) for name, many in ordered])


def euros(amount: Any) -> str:  # noqa: ANN401  a Decimal or a float
    """Write an amount of money as in Italy: ``4.604,00 euro``."""
    return f"{amount:,.2f} euro".translate(str.maketrans(",.", ".,"))


def _percent(share: float) -> str:
    """Write a change as a percentage with its sign."""
    return f"{100 * share:+.0f}\u00a0%".replace("-", "−")


SHOWN: Mapping[str, Callable[[Any], str]] = {
    "apps.prompt.ponte.Ponte": _ponte,
    "coordinator.findings.finding.Finding": _itself,
    "coordinator.findings.finding.Findings": _itself,
    "coordinator.network.difference.Difference": _difference,
    "coordinator.pathway.budgets.BudgetSummary": _budget,
    "coordinator.pathway.case.RunningTerms": _itself,
    "coordinator.pathway.entitlements.Entitlements": _entitlements,
    "coordinator.pathway.machine.RefusedPassageError": _refusal,
    "coordinator.pathway.outcome.Outcome": _outcome,
    "coordinator.pathway.view.CaseView": _case,
    "coordinator.protection.research.Export": _export,
    "coordinator.territory.claims.Change": _change,
    "coordinator.territory.claims.Verdict": _verdict,
    "coordinator.territory.decide.Move": _move,
    "coordinator.territory.indicator.Indicator": _indicator,
    "coordinator.territory.view.TerritoryView": _territory,
    "knowledge.search.Ranking": _ranking,
}
"""What a notebook shows in the pages' words, by the name of its class: nothing of it is imported before it is made."""


def as_html(value: object) -> str | None:
    """
    Show a value as a notebook does.

    Parameters
    ----------
    value
        Anything.

    Returns
    -------
    str or None
        HTML; None for what is shown in no way of its own.
    """
    show = SHOWN.get(f"{type(value).__module__}.{type(value).__name__}")
    if show is not None:
        return show(value)
    itself = getattr(value, "_repr_html_", None)
    return itself() if itself is not None else None
