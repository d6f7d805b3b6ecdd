"""Hand over what a case leaves on paper: minutes, plan, plan in plain words, budget, hand-over sheet, terms."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from apps.components.acts import UnknownActError
from apps.components.papers import MIMES
from apps.components.words import author_words
from coordinator.exchange.documents import write_docx, write_pdf
from coordinator.exchange.network_sheet import write_map
from coordinator.exchange.own_templates import template_of
from coordinator.network import ego
from coordinator.network.named import authors_of
from coordinator.pathway.phones import read_phones
from coordinator.pathway.sheets import SHEETS, lay_out_handover

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from apps.components.live import Act
    from apps.components.path_lists import Lists
    from coordinator.pathway.cases import CaseView
    from coordinator.pathway.sheets import Sheet
    from coordinator.protection import Viewer

PAPERS = {
    "verbale": ("Verbale della UVM", "Chi c’era, i bisogni, i pareri per professione, che cosa manca."),
    "piano": ("Piano", "Obiettivi, interventi, responsabili, ore, firma."),
    "piano_semplice": ("Piano in parole semplici", "Per la persona: che cosa vuole, chi viene, da quando."),
    "budget": ("Budget", "Le risorse di ciascuno, le quote, impegni e liquidazioni."),
    "mappa": ("Ecomappa", "La rete di oggi su un foglio A4, con la tabella che dice le stesse cose."),
    "passaggio": ("Scheda di passaggio", "Per chi prende il posto: scadenze, rischi, contatti, ultimi cinque passi."),
}  # fmt: skip
"""Name → what the page calls it, and what it holds."""


NEEDS = {"passaggio": "case", "budget": "budget"}
"""Paper → what its reader needs to read; all the others ask for plans."""


def make_paper(desk: Desk, viewer: Viewer, view: CaseView, lists: Lists, act: Act) -> tuple[str, bytes, str]:
    """
    Make a document of a case.

    Parameters
    ----------
    desk
        The day, and the folder where a body keeps its own template.
    viewer
        Who asks; needs to read plans, but for the hand-over sheet.
    view
        The case.
    lists
        The names of its parties.
    act
        ``paper``, one of `PAPERS`, and ``format``, ``"docx"`` or ``"pdf"``.

    Returns
    -------
    tuple[str, bytes, str]
        Name of the file, its content, its media type.
    """
    name, ending = str(act["paper"]), str(act["format"])
    if name not in PAPERS or ending not in MIMES:  # both become part of a file's name
        raise UnknownActError
    if name != "mappa":
        viewer.require("read", NEEDS.get(name, "plan"), of=view.person_id)
    template = template_of(desk.store, name, viewer) if ending == "docx" else None
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"paper.{ending}"
        if name == "mappa":
            write_map(ego(desk.store, view.person_id, desk.today(), viewer), path, template)
        elif ending == "docx":
            write_docx(lay_out(desk, viewer, view, lists, name), path, template)
        else:
            write_pdf(lay_out(desk, viewer, view, lists, name), path)
        content = path.read_bytes()
    return f"{name.replace('_', '-')}.{ending}", content, MIMES[ending]


def lay_out(desk: Desk, viewer: Viewer, view: CaseView, lists: Lists, name: str) -> Sheet:
    """Lay out one of `PAPERS`."""
    if name == "passaggio":
        phones = read_phones(desk.store, view, viewer)
        writers = {one.author for one in view.history}
        names = {user: author_words(user) for user in writers} | authors_of(desk.store, writers, viewer)
        return lay_out_handover(view, {**lists.names(), **names}, desk.today(), None, phones)
    return SHEETS[name](view, lists.names(), desk.today())
