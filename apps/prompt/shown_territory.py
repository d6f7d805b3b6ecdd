"""Show at a prompt what belongs to a territory: its view, an indicator, hours moved, a claim, an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.figures import figure, number, said
from apps.components.words import curly, long_day
from apps.prompt.tables import named, percent
from coordinator.display import bars, table
from coordinator.model import vocabulary
from coordinator.territory.intervals import FIVE

if TYPE_CHECKING:
    from coordinator.protection.exported import Export
    from coordinator.territory.claims import Change, Verdict
    from coordinator.territory.decide import Move
    from coordinator.territory.indicator import Indicator
    from coordinator.territory.view import TerritoryView


def territory(view: TerritoryView) -> str:
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


def indicator(one: Indicator) -> str:
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


def move(move: Move) -> str:
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


def verdict(one: Verdict) -> str:
    """Show a claim as told, then as it is."""
    rows = [("come si racconta", percent(one.naive), ""), *map(_change_row, (one.mean, one.median))]
    caption = f"Di quanto cambia l’attesa, entro {one.horizon} giorni, su {number(one.compared)} persone"
    return table(caption, ("", "quanto", "fra"), rows)


def change(one: Change) -> str:
    """Show one change with its interval."""
    return table("Di quanto cambia l’attesa", ("", "quanto", "fra"), [_change_row(one)])


def _change_row(one: Change) -> tuple[str, str, str]:
    """Write one change as a row."""
    name = {"mean": "media", "median": "mediana"}.get(one.figure, one.figure)
    return name, percent(one.value), f"{percent(one.low)} e {percent(one.high)}"


def export(made: Export) -> str:
    """Show what an export for research holds, and what its reader must know."""
    rows = [("il gruppo più piccolo", f"{made.smallest} persone")]
    rows += [(name, f"{number(many)} righe") for name, many in made.rows.items()]
    rows += [("attenzione", warning) for warning in made.warnings]
    return table("Che cosa è uscito", (), rows)
