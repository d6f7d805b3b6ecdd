"""Show one task a page: today, a person, her map, the questions, the norms, the services."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from apps.components.frame import guarded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.components.desk import Desk

ROUTES: Mapping[str, str] = {
    "/": "home:show_home",
    "/rilievi-gravi": "home:show_grave",
    "/persona": "person:show_person",
    "/mappa": "map:show_map",
    "/percorso": "case:show_case",
    "/giornata": "day:show_day",
    "/regole": "rules:show_rules",
    "/regole": "rules:show_rules",
    "/valutazione": "case:show_assessment",
    "/piano": "case:show_plan",
    "/scelta": "case:show_choice",
    "/invii": "case:show_referrals",
    "/spettanze": "case_due:show_due",
    "/documenti": "case:show_documents",
    "/domande": "chat:show_chat",
    "/norme": "norms:show_norms",
    "/servizi": "services:show_services",
    "/rilievi": "findings:show_findings",
    "/nuovo-legame": "new_tie:show_new_tie",
    "/rivedi": "review:show_review",
    "/legami": "ties:show_ties",
    "/legame": "ties:show_tie",
    "/confronta": "ties:show_comparison",
    "/arrivare": "paths:show_paths",
    "/famiglia": "family:show_family",
    "/misure": "measures:show_measures",
    "/integrazione": "measures:show_integration",
    "/ipotesi": "whatif:show_whatif",
    "/scheda": "party_page:show_party",
    "/doppioni": "duplicates:show_duplicates",
    "/accordi": "agreements:show_agreements",
    "/registri": "registers:show_registers",
    "/intorno": "around:show_around",
    "/avvio": "wizard:show_wizard",
}
"""Route → the module of this package and its function; each checks first what the viewer may see."""


def load_page(place: str) -> Callable[[Desk], None]:
    """
    Import the page that a route names.

    Parameters
    ----------
    place
        As in `ROUTES`: ``module:function``.

    Returns
    -------
    Callable
        Fills a session's document.
    """
    module, function = place.split(":")
    show: Callable[[Desk], None] = getattr(import_module(f"{__name__}.{module}"), function)
    return show


def _page(place: str) -> Callable[[Desk], None]:
    """Import a page when it is first asked for: the first page then need not wait for the others."""

    @guarded
    def show(desk: Desk) -> None:
        load_page(place)(desk)

    return show


PAGES: Mapping[str, Callable[[Desk], None]] = {route: _page(place) for route, place in ROUTES.items()}
"""Route → the page that fills a session's document."""
