"""Lead to the page that a question wants to see: her map, her plan, the list of services."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from apps.assistant.general.index import entries
from apps.assistant.reading.words import normal
from apps.assistant.reply import Line, Reply
from apps.assistant.whom.subject import choices_of

if TYPE_CHECKING:
    from apps.assistant.reading.people import Named
    from apps.assistant.whom.scene import Scene

SHOW = re.compile(
    r"^ (?:e |ora |puoi )?(?:mostra(?:mi|re|rmi)?|fammi vedere|fai vedere|apri(?:mi)?|aprire|vai al?l?a?"
    r"|portami al?l?a?|vedi) (?:(?:la|il|lo|l'|le|i|gli|sua|suo|una|un|pagina|della|dell'|del|di) ?)*"
    r"(?P<what>[a-z]+) (?P<more>.*)$"
)
"""How a question wants a page."""

BARE = re.compile(r"^ (?:la |il )?(?P<what>mappa|ecomappa|genogramma|scheda|cartella) (?P<more>.*)$")
"""The same without an order, where somebody is named: "mappa di …"."""

PAGES = {
    "mappa": "mappa",
    "ecomappa": "mappa",
    "rete": "mappa",
    "piano": "piano",
    "pai": "piano",
    "budget": "piano",
    "percorso": "percorso",
    "scheda": "persona",
    "cartella": "persona",
    "genogramma": "famiglia",
    "famiglia": "famiglia",
    "documenti": "documenti",
    "verbale": "documenti",
    "misure": "misure",
    "rilievi": "rilievi",
    "invii": "invii",
    "valutazione": "valutazione",
    "servizi": "servizi",
    "accordi": "accordi",
    "norme": "norme",
    "doppioni": "doppioni",
    "registri": "registri",
}
"""What is wanted → the page that shows it."""

FILLING = frozenset(
    ["di", "della", "dell'", "del", "per", "in", "e", "la", "il", "lo", "signora", "signor", "mi", "a", "ad"]
    + ["ora", "subito", "favore", "piacere", "lei", "lui"]
)
"""Words that ask nothing more."""

OF_CASE = frozenset({"piano", "percorso", "documenti", "invii", "valutazione"})
"""Pages that open on a path of hers."""


def say_page(scene: Scene, question: str, named: Named) -> Reply | None:
    """
    Lead to a page.

    Parameters
    ----------
    scene
        The conversation; the one named comes to mind.
    question
        As it was typed: "mostrami la mappa di …".
    named
        Whom it names.

    Returns
    -------
    Reply or None
        One line that opens it; None for what asks something else.
    """
    words = normal(named.rest if named.people else question)
    found = SHOW.match(words) or (BARE.match(words) if named.people else None)
    page = PAGES.get(found["what"]) if found else None
    if found is None or page is None or set(found["more"].split()) - FILLING:
        return None
    if len(named.people) > 1:
        scene.waiting = (question, named.people)
        return Reply("help", "Di chi parli?", choices=choices_of(named.people, question))
    if named.people:
        scene.person_id = named.people[0].id
    entry = next(one for one in entries() if one.page == page)
    about, name = "", ""
    if scene.person_id and (entry.of_person or page == "persona"):
        asked = scene.asked(question)
        about, name = f"?id={scene.person_id}", f", {asked.record.party.name}"
        if page in OF_CASE:
            page, about = (
                (page, f"?id={asked.case.id}") if asked.case else ("percorso", f"?persona={scene.person_id}")
            )
    line = Line(f"«{entry.name}»{name}: {entry.does}", page=f"{page}{about}")
    query = "Letto: l’indice delle pagine."
    return Reply(
        "help", "Eccola: si apre da qui.", (line,), query=query, person_id=scene.person_id if about else ""
    )
