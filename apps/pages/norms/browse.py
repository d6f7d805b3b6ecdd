"""Browse the norms at hand: acts by rank, one act, one article on a day; the archive has its own view."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from apps.components.frame import argument, page
from apps.pages.norms.archive import show_archive
from apps.pages.norms.article import asked_days, describe_act, describe_article, name_of
from knowledge.answer import Reason
from knowledge.norms.identifiers import NormRef, format_legal, parse_urn
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.references import find_references
from knowledge.search import search

if TYPE_CHECKING:
    from apps.components.desk import Desk
    from knowledge.library import Library
    from knowledge.library.coverage import Coverage

NEAREST = 8
RANKS = {
    "costituzione": "Costituzione",
    "ue": "Unione europea",
    "stato_legge": "Leggi dello Stato",
    "stato_regolamento": "Regolamenti dello Stato",
    "accordo": "Accordi e intese",
    "regione_legge": "Leggi regionali",
    "regione_dgr": "Deliberazioni regionali",
    "ente": "Regole locali",
}


def show_norms(desk: Desk) -> None:
    """Fill the document with the list of acts, an act, an article, or the archive."""
    if argument("vista") == "archivio":
        show_archive(desk)
    elif reference := argument("ref").strip():
        _show_norm(desk, reference)
    else:
        _show_acts(desk)


def _show_norm(desk: Desk, reference: str) -> None:
    """Fill the document with an act or an article, on the day that the address asks for."""
    viewer, library = desk.viewer(), desk.library()
    ref = _read(reference)
    act = library.act(ref.act) if ref else None
    if ref is None or act is None:
        _show_near(desk, reference, cited=ref is not None)
        return
    ref = NormRef(act.urn, ref.article, ref.comma, ref.letter, ref.number, ref.annex)
    days = asked_days(library, ref, desk.today(), argument("giorno"), argument("confronta"))
    article = ref.article or ref.annex
    values = (describe_article if article else describe_act)(library, act, ref, days)
    template = "norms/article.html" if article else "norms/act.html"
    page(desk, template, values["name"], "norme", viewer=viewer, **values)


def _show_near(desk: Desk, words: str, *, cited: bool) -> None:
    """Fill the document with the provisions nearest to words that open none: most are no citation, but a matter."""
    viewer, assistant, day = desk.viewer(), desk.assistant(), desk.today()
    refusal = assistant.ask(words, on=day).refusal
    nothing = cited or (refusal is not None and refusal.reason is Reason.OUTSIDE)
    found = [] if nothing else search(assistant.searcher.library, words, on=day, top=NEAREST)
    near = [(one.urn, format_legal(parse_urn(one.urn)), one.heading) for one in found]
    title = "Norme vicine" if near else "Norma non trovata"
    page(desk, "norms/near.html", title, "norme", viewer=viewer, words=words, near=near, cited=cited)


def _read(reference: str) -> NormRef | None:
    """Read a URN, or a citation as one writes it: "art. 14 l. 328/2000"; None when it names no norm, or several."""
    try:
        return parse_urn(reference)
    except UnreadableReferenceError:
        cited = [ref for found in find_references(reference) for ref in found.refs]
        return cited[0] if len(cited) == 1 else None


def _show_acts(desk: Desk) -> None:
    """Fill the document with the acts by rank, and a field that opens a norm by its name."""
    viewer, library = desk.viewer(), desk.library()
    acts = library.acts()
    counted = _count(library, library.version)
    groups = [(name, [act for act in acts if act.rank == rank]) for rank, name in RANKS.items()]
    page(
        desk,
        "norms/browse.html",
        "Norme",
        "norme",
        viewer=viewer,
        groups=[(name, [(act, name_of(act)) for act in held]) for name, held in groups if held],
        counted=counted,
        cards=frozenset(counted.only_cards),
    )


@lru_cache(maxsize=2)
def _count(library: Library, _version: str) -> Coverage:
    """Count what the library holds; every hash is checked, so once for each state of the corpus."""
    return library.coverage()
