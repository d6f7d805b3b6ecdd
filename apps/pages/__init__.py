"""Show one task a page: today, a person, her map, the questions, the norms, the services."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from apps.components.frame import guarded, onlooker
from coordinator.errors import NotAllowedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.components.desk import Desk

ROUTES: Mapping[str, str] = {
    "/": "day.home:show_home",
    "/rilievi-gravi": "day.home:show_grave",
    "/persona": "people.person:show_person",
    "/mappa": "network.map:show_map",
    "/percorso": "cases.case:show_case",
    "/giornata": "day.work:show_day",
    "/regole": "house.rules:show_rules",
    "/valutazione": "cases.case:show_assessment",
    "/piano": "cases.case:show_plan",
    "/scelta": "cases.case:show_choice",
    "/invii": "cases.case:show_referrals",
    "/spettanze": "cases.due:show_due",
    "/documenti": "cases.case:show_documents",
    "/domande": "asking.chat:show_chat",
    "/norme": "norms.browse:show_norms",
    "/servizi": "services.directory:show_services",
    "/rilievi": "network.findings:show_findings",
    "/nuovo-legame": "network.new_tie:show_new_tie",
    "/rivedi": "network.review:show_review",
    "/legami": "network.ties:show_ties",
    "/legame": "network.ties:show_tie",
    "/confronta": "network.ties:show_comparison",
    "/arrivare": "network.paths:show_paths",
    "/famiglia": "people.family:show_family",
    "/misure": "network.measures:show_measures",
    "/integrazione": "network.measures:show_integration",
    "/ipotesi": "network.whatif:show_whatif",
    "/scheda": "people.party:show_party",
    "/doppioni": "people.duplicates:show_duplicates",
    "/accordi": "agreements.held:show_agreements",
    "/registri": "house.registers:show_registers",
    "/scambio": "house.exchange:show_exchange",
    "/intorno": "services.around:show_around",
    "/protocolli": "agreements.drafting:show_drafting",
    "/strumento": "agreements.instrument:show_instrument",
    "/programmazione": "territory.planning:show_planning",
    "/governo": "territory.governance:show_governance",
    "/avvio": "house.wizard:show_wizard",
    "/mia-scheda": "people.my_record:show_my_record",
    "/consensi": "people.consents:show_consents",
    "/inviato": "asking.sent:show_sent",
    "/amministrazione": "house.administration:show_administration",
    "/emergenza": "people.emergency:show_emergency",
    "/politica": "house.policy:show_policy",
    "/aiuto": "asking.help:show_help",
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


START = {"persona": "/mia-scheda", "amministratore": "/amministrazione"}
"""Role → the page that she begins with, where it is not the day's work."""
FOR_THE_PERSON = {"/mia-scheda", "/consensi", "/domande", "/norme", "/aiuto", "/politica"}
"""Pages of who reads her own record; the others are her team's."""


def _page(route: str, place: str) -> Callable[[Desk], None]:
    """Import a page when it is first asked for: the first page then need not wait for the others."""

    @guarded
    def show(desk: Desk) -> None:
        viewer = onlooker(desk)
        role = viewer.role if viewer is not None else ""
        begun = START.get(role, route) if route == "/" else route
        if role == "persona" and begun not in FOR_THE_PERSON:
            raise NotAllowedError(role, "read", begun)
        load_page(ROUTES[begun] if begun != route else place)(desk)

    return show


PAGES: Mapping[str, Callable[[Desk], None]] = {route: _page(route, place) for route, place in ROUTES.items()}
"""Route → the page that fills a session's document."""
