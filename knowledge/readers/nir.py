"""Read NIR 2.x, the XML of Norme in Rete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFileError
from knowledge.norms.labels import UnreadableReferenceError
from knowledge.norms.model import Document, Kind, Source, TextState
from knowledge.readers.acts import LICENCE, act_of, day_of
from knowledge.readers.draft import Draft
from knowledge.readers.files import decode
from knowledge.readers.headings import read_heading, words_of
from knowledge.readers.markup import Node, Tree, parse_xml
from knowledge.readers.place import Place

if TYPE_CHECKING:
    from knowledge.norms.model import Act
    from knowledge.readers.files import Raw

_PARTITIONS = {
    "libro": Kind.BOOK,
    "parte": Kind.PART,
    "titolo": Kind.TITLE,
    "capo": Kind.CHAPTER,
    "sezione": Kind.SECTION,
}
_BLOCKS = {
    **dict.fromkeys(("articolo", "comma", "allegato", "annesso", "preambolo", "conclusione"), "\n\n"),
    **dict.fromkeys(("articolato", "intestazione", "formulainiziale", "formulafinale", "meta"), "\n\n"),
    **dict.fromkeys(_PARTITIONS, "\n\n"),
    **dict.fromkeys(("el", "en", "ep", "rubrica", "p", "br", "coda", "alinea", "tr"), "\n"),
    **dict.fromkeys(("num", "td", "corpo"), " "),
}
_CONTAINERS = frozenset(
    [
        *[
            "NIR",
            "Legge",
            "DecretoLegge",
            "DecretoLegislativo",
            "DocumentoNIR",
            "articolato",
            "articolo",
            "comma",
            "el",
            "en",
            "meta",
        ]
    ]
    + [
        *[
            "libro",
            "parte",
            "titolo",
            "capo",
            "sezione",
            "annessi",
            "annesso",
            "allegato",
            "inlinemeta",
            "descrittori",
        ]
    ]
)
_HIDDEN = {"meta", "inlinemeta", "lavoripreparatori", "disposizioni"}
_TEXTS = {
    "intestazione": Kind.PREAMBLE,
    "formulainiziale": Kind.PREAMBLE,
    "preambolo": Kind.PREAMBLE,
    "formulafinale": Kind.CLOSING,
    "conclusione": Kind.CLOSING,
}


def read_nir(raw: Raw) -> list[Document]:
    """
    Read an act in NIR; its external DTD is never fetched.

    Raises
    ------
    UnreadableFileError
        When it is not well formed, hostile, or holds no act.
    """
    tree = parse_xml(raw.path, decode(raw), _BLOCKS, _CONTAINERS)
    named = tree.root.find("urn")
    urn = (named.attributes.get("valore") or tree.text(named)) if named else ""
    try:
        act = _act(tree, urn.partition("*")[0])
    except UnreadableReferenceError as error:
        raise UnreadableFileError(
            raw.path, "non dice quale atto contiene (<urn>).", "Controlla i metadati."
        ) from error
    source = Source(raw.path, raw.sha256, tree.stream, "nir", act.address, LICENCE, tree.runs)
    draft = Draft(source, act)
    hidden: list[tuple[int, int]] = []
    for node in tree.root.walk():
        if node.name in _HIDDEN and node.end > node.start:
            draft.elide(node.start, node.end, "metadati del file")
            hidden.append((node.start, node.end))
    _add(draft, tree, tree.root, None, None)
    if not any(place.kind is Kind.ARTICLE for place in draft.places):
        _add_whole(draft, tree)
    if not draft.places:
        raise UnreadableFileError(raw.path, "non contiene un testo.", "Controlla che sia il file giusto.")
    return [draft.finish()]


def _act(tree: Tree, urn: str) -> Act:
    """Read the act's identity and the day of its text."""
    nodes = {node.name: node for node in tree.root.walk()}
    day = {
        name: day_of(nodes[name].attributes.get("norm")) if name in nodes else None
        for name in ("pubblicazione", "entratainvigore")
    }
    nir = tree.root.find("NIR")
    original = nir is not None and nir.attributes.get("tipo") == "originale"
    return act_of(
        urn,
        {
            "title": tree.text(nodes["titoloDoc"]) if "titoloDoc" in nodes else "",
            "published": day["pubblicazione"],
            "in_force": day["entratainvigore"],
            "text_state": TextState.ORIGINAL if original else TextState.CONSOLIDATED,
        },
    )


def _add(draft: Draft, tree: Tree, node: Node, within: Place | None, annex: str | None) -> None:
    """Add the texts below an element, in order."""
    for child in node.children:
        if child.name in _HIDDEN:
            continue
        if child.name == "articolo":
            _add_article(draft, tree, child, within, annex)
        elif child.name in _PARTITIONS:
            place = _partition(tree, child, within)
            draft.places.append(place)
            _add(draft, tree, child, place, annex)
        elif child.name in {"allegato", "annesso"}:
            number = str(sum(place.kind is Kind.ANNEX for place in draft.places) + 1)
            inner = child.find("articolo")
            whole = inner is None
            body = (child.start, child.end if inner is None else inner.start)
            draft.places.append(Place(Kind.ANNEX, number, "", (child.start, child.start), body, number))
            if not whole:
                _add(draft, tree, child, None, number)
        elif child.name in _TEXTS and child.find("articolo") is None:
            draft.places.append(
                Place(_TEXTS[child.name], None, "", (child.start, child.start), (child.start, child.end))
            )
        elif child.find("articolo", *_TEXTS) is not None:
            _add(draft, tree, child, within, annex)


def _add_whole(draft: Draft, tree: Tree) -> None:
    """Add the text of a notice that has no articles."""
    body = tree.root.find("contenitore", "articolato", "corpo", "semiarticolato")
    if body is not None and body.end > body.start:
        draft.places.append(Place(Kind.PREAMBLE, None, "", (body.start, body.start), (body.start, body.end)))


def _partition(tree: Tree, node: Node, within: Place | None) -> Place:
    """Read the heading of a partition."""
    parts = [part for part in (node.child("num"), node.child("rubrica")) if part]
    words = " ".join(tree.text(part) for part in parts)
    end = max([node.start, *(part.end for part in parts)])
    return Place(_PARTITIONS[node.name], read_heading(words).label, words, (node.start, end), within=within)


def _add_article(draft: Draft, tree: Tree, node: Node, within: Place | None, annex: str | None) -> None:
    """Add an article, its number and heading apart."""
    number, title = node.child("num"), node.child("rubrica")
    head = max([node.start, *(part.end for part in (number, title) if part)])
    label = read_heading(tree.text(number)).label if number else None
    words = words_of(tree.text(title)) if title else ""
    draft.places.append(
        Place(Kind.ARTICLE, label, words, (node.start, head), (head, node.end), annex, within)
    )
