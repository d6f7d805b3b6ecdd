"""Show one task a page: today, a person, her map, the questions, the norms, the services."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apps.components.frame import guarded
from apps.pages.case import show_case
from apps.pages.chat import show_chat
from apps.pages.findings import show_findings
from apps.pages.home import show_home
from apps.pages.map import show_map
from apps.pages.norms import show_norms
from apps.pages.person import show_person
from apps.pages.services import show_services

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from apps.components.desk import Desk

PAGES: Mapping[str, Callable[[Desk], None]] = {
    "/": guarded(show_home),
    "/persona": guarded(show_person),
    "/mappa": guarded(show_map),
    "/percorso": guarded(show_case),
    "/domande": guarded(show_chat),
    "/norme": guarded(show_norms),
    "/servizi": guarded(show_services),
    "/rilievi": guarded(show_findings),
}
"""Route → the page that fills a session's document; each checks first what the viewer may see."""
