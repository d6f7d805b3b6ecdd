"""Lay out the territory's report for paper: Monday's page first, then needs and services; more in an appendix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.figures import figure, interval, number
from apps.components.words import curly, long_day, place_name
from apps.pages.territory.words import tell
from coordinator.model import vocabulary
from coordinator.pathway.sheets import Part, Sheet
from coordinator.territory.indicator import definitions
from coordinator.territory.intervals import FIVE, WHOLE
from coordinator.territory.signals import find_signals, most_urgent
from coordinator.territory.stages import STAGES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coordinator.territory.view import TerritoryView

OTHERS = (
    "coperti", "in_attesa", "carico", "posti_liberi", "in_lista", "scaduti", "senza_nessuno", "obiettivi", "giri",
    "ritorni", "doppi",
)  # fmt: skip
"""Indicators that are told in one table."""
FEW, MOST = 8, 40
"""Rows of a table in the report, and in its appendix."""


def lay_out_report(view: TerritoryView, *, appendix: bool = False) -> Sheet:
    """
    Lay out the report.

    Parameters
    ----------
    view
        Of the territory.
    appendix
        Whether to add more rows of each table, all signals, and how each number is counted, with its source.

    Returns
    -------
    Sheet
        Ready for Word or PDF; without the appendix four pages at most, the first to be read alone.
    """
    signals = find_signals(view)
    subtitle = (
        f"Al {long_day(view.day)}. Calcolato il {view.made_at:%d/%m/%Y}. Sotto 5 persone niente si mostra; "
        "i conteggi sono arrotondati a 5."
    )
    first = [tell(one, view).sentence for one in most_urgent(signals)]
    urgent = Part("Prima di tutto", tuple(first) or ("Niente di urgente fra le cose contate.",))
    main = (urgent, _intervals(view), _stages(view), _gaps(view, FEW), _services(view, FEW), _shares(view))
    others = Part("Tutti i segnali", tuple(tell(one, view).sentence for one in signals[:MOST]))
    more = (
        (others, _gaps(view, MOST), _services(view, MOST), _definitions()) if appendix else (_where_more(),)
    )
    return Sheet("Governo del territorio", subtitle, (*main, *more))


def _where_more() -> Part:
    """Say where the rest is."""
    words = "Tutti i segnali, le tabelle intere e le definizioni: nella pagina Governo, «Con l’appendice, in PDF»."
    return Part("Per saperne di più", (words,))


def _intervals(view: TerritoryView) -> Part:
    """Tell the intervals of the path."""
    rows = []
    for name in (*FIVE, WHOLE):
        one = view.one(name)
        late, waiting = (_or_dash(one.inputs.get(key)) for key in ("p90", "open"))
        rows.append((definitions()[name].label, figure(one), interval(one), late, waiting))
    return Part(
        "I tempi del percorso", (), ("Da dove a dove", "Mediana", "95 %", "P90", "Aspettano"), tuple(rows)
    )


def _stages(view: TerritoryView) -> Part:
    """Tell how far persons came."""
    return Part("Le persone nel percorso", (), ("Quante", "Valore", "95 %"), _told(view, ("dovute", *STAGES)))


def _gaps(view: TerritoryView, most: int) -> Part:
    """Tell the largest gaps."""
    rows = tuple(
        (curly(vocabulary().label("needs", one.need)), place_name(one.comune) or "–",
         *(number(round(many)) for many in (one.persons, one.unserved, one.free)))
        for one in view.gaps[:most]
    )  # fmt: skip
    return Part(
        "Bisogni e posti", (), ("Bisogno", "Comune", "Persone", "Senza servizio", "Posti liberi"), rows
    )


def _services(view: TerritoryView, most: int) -> Part:
    """Tell the most loaded services."""
    loads = [one for one in view.of("carico", among="servizio") if one.value is not None][:most]
    rows = tuple(
        (one.inputs["name"], figure(one), number(one.inputs["in_care"]), number(one.inputs["capacity"]))
        for one in loads
    )
    return Part("I servizi più carichi", (), ("Servizio", "Carico", "In carico", "Posti"), rows)


def _shares(view: TerritoryView) -> Part:
    """Tell the other indicators."""
    return Part("Gli altri indicatori", (), ("Indicatore", "Valore", "95 %"), _told(view, OTHERS))


def _definitions() -> Part:
    """Tell how each indicator is counted."""
    every = definitions().values()
    rows = tuple((one.label, one.definition, f"{one.formula}. {one.source}") for one in every)
    return Part("Come si conta", (), ("Indicatore", "Definizione", "Formula e fonte"), rows)


def _told(view: TerritoryView, names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Tell indicators of the whole territory: name, value, interval."""
    found = (view.one(name) for name in names)
    return tuple((one.definition.label, figure(one), interval(one)) for one in found)


def _or_dash(value: float | None) -> str:
    """Write a number, or a dash where there is none."""
    return "–" if value is None else number(value)
