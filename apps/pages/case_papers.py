"""Hand over what a case leaves on paper: minutes, plan, plan in plain words, budget, hand-over sheet, terms."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from apps.components.words import KINDS, long_day, strength_words
from coordinator.exchange.documents import write_docx, write_pdf
from coordinator.exchange.map_sheet import draw_picture, write_map_docx, write_map_pdf
from coordinator.network import ego
from coordinator.pathway.own import files_of
from coordinator.pathway.phones import read_phones
from coordinator.pathway.sheets import SHEETS, lay_out_handover

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from apps.components.live import Act
    from apps.pages.case_lists import Lists
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

MIMES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}

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
    if name == "mappa":
        return f"mappa.{ending}", _map(desk, viewer, view, ending), MIMES[ending]
    viewer.require("read", NEEDS.get(name, "plan"), of=view.person_id)
    sheet = lay_out(desk, viewer, view, lists, name)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper"
        if ending == "docx":
            write_docx(sheet, path, _own_template(desk, viewer, name, Path(folder)))
        else:
            write_pdf(sheet, path)
        content = path.read_bytes()
    return f"{name.replace('_', '-')}.{ending}", content, MIMES[ending]


def _map(desk: Desk, viewer: Viewer, view: CaseView, ending: str) -> bytes:
    """Put today's map on paper, with its table."""
    graph = ego(desk.store, view.person_id, desk.today(), viewer).graph
    title = f"La rete di {graph.nodes[view.person_id]['name']}, {long_day(desk.today())}"
    rows = [
        (
            str(graph.nodes[party]["name"]),
            KINDS.get(graph.nodes[party]["kind"], ""),
            str(tie["label"]),
            strength_words(tie["strength"], conflict=tie["conflict"]),
        )
        for one, other, tie in graph.edges(data=True)
        if view.person_id in (one, other)
        for party in [other if one == view.person_id else one]
    ]
    picture = draw_picture(graph, view.person_id, title)
    write = write_map_docx if ending == "docx" else write_map_pdf
    return write(picture, title, sorted(rows))


def _own_template(desk: Desk, viewer: Viewer, name: str, folder: Path) -> Path | None:
    """Write out the body's own template of a document; None where it has brought none."""
    own = files_of(desk.store, "modello", viewer).get(name)
    if own is None:
        return None
    path = folder / "modello.docx"
    path.write_bytes(own)
    return path


def lay_out(desk: Desk, viewer: Viewer, view: CaseView, lists: Lists, name: str) -> Sheet:
    """Lay out one of `PAPERS`."""
    if name == "passaggio":
        phones = read_phones(desk.store, view, viewer)
        return lay_out_handover(view, lists.names(), desk.today(), None, phones)
    return SHEETS[name](view, lists.names(), desk.today())
