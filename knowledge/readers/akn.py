"""Read Akoma Ntoso: Normattiva's 3.0, with codes and single texts in attachments, and earlier drafts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFileError
from knowledge.norms.addresses import NORMATTIVA
from knowledge.norms.identifiers import NormRef, parse_urn
from knowledge.norms.labels import ADVERB, UnreadableReferenceError, numbered
from knowledge.norms.model import Document, Kind, Source, TextState
from knowledge.readers.acts import LICENCE, act_of, day_of, in_force_of
from knowledge.readers.akn_changes import read_changes
from knowledge.readers.draft import Draft
from knowledge.readers.files import decode
from knowledge.readers.headings import Heading, read_heading, words_of
from knowledge.readers.markup import Node, Tree, parse_xml
from knowledge.readers.place import Place

if TYPE_CHECKING:
    from datetime import date

    from knowledge.norms.model import Act
    from knowledge.readers.files import Raw

_BLOCKS = {
    **dict.fromkeys(
        ("paragraph", "article", "chapter", "section", "title", "book", "part", "attachment"), "\n\n"
    ),
    **dict.fromkeys(
        ("p", "point", "intro", "wrapUp", "block", "list", "eol", "tr", "item", "formula", "heading"), "\n"
    ),
    **dict.fromkeys(("num", "td", "th"), " "),
    **dict.fromkeys(("preamble", "body", "conclusions", "preface", "meta", "mainBody", "doc"), "\n\n"),
}
_CONTAINER_NAMES = """
akomaNtoso act bill doc body mainBody attachments attachment meta preamble preface article paragraph
content list point intro chapter section title book part conclusions citations citation recitals
table tr tbody thead quotedStructure subparagraph wrapUp
"""
_CONTAINERS = frozenset(_CONTAINER_NAMES.split())
_PARTITIONS = {
    "book": Kind.BOOK,
    "part": Kind.PART,
    "title": Kind.TITLE,
    "chapter": Kind.CHAPTER,
    "section": Kind.SECTION,
}
_CODES = ("codice.civile", "codice.penale", "codice.procedura.civile", "codice.procedura.penale")
_META = ("meta", "preface")


@dataclass(slots=True)
class _Walk:
    """The partitions above the element that is being read."""

    draft: Draft
    tree: Tree
    within: list[Place] = field(default_factory=list)
    annex: str | None = None


def read_akn(raw: Raw) -> list[Document]:
    """
    Read an act in Akoma Ntoso.

    Parameters
    ----------
    raw
        Any namespace of Akoma Ntoso 3.0. Articles may be ``<article>`` or, in codes and single texts,
        attachments whose name ends in "art. N".

    Returns
    -------
    list of Document
        One.

    Raises
    ------
    UnreadableFileError
        When it is not well formed, hostile, or holds no act.
    """
    text = decode(raw)
    tree = parse_xml(raw.path, text, _BLOCKS, _CONTAINERS)
    root = tree.root.find("act", "doc", "bill", "documentCollection")
    body = root.find("body", "mainBody") if root else None
    if root is None or body is None:
        raise UnreadableFileError(
            raw.path,
            "è XML ma non contiene un atto in Akoma Ntoso.",
            "Serve un file con <akomaNtoso> e un <body>.",
        )
    act = _act(raw, tree, root)
    source = Source(raw.path, raw.sha256, tree.stream, "akn", act.address, LICENCE, tree.runs)
    walk = _Walk(Draft(source, act), tree)
    for node in root.walk():
        if node.name in _META and node.end > node.start:
            walk.draft.elide(node.start, node.end, "metadati del file")
    _add_texts(walk, root)
    _add_children(walk, body)
    for attachment in root.walk():
        if attachment.name == "attachment":
            _add_attachment(walk, attachment)
    _name_code(walk.draft)
    document = walk.draft.finish()
    changes = read_changes(root, tree, act.urn, {unit.key for unit in document.units})
    return [replace(document, edges=(*document.edges, *changes))]


def _act(raw: Raw, tree: Tree, root: Node) -> Act:
    """Read the act's identity and the day of its text."""
    alias = next(
        (
            node.attributes.get("value", "")
            for node in root.walk()
            if node.name == "FRBRalias" and node.attributes.get("value", "").startswith("urn:nir")
        ),
        None,
    )
    iris = [node.attributes.get("value", "") for node in root.walk() if node.name in {"FRBRthis", "FRBRuri"}]
    iri = next((value for value in iris if "@" in value), "")
    urn = _urn(alias or "", iris)
    if urn is None:
        raise UnreadableFileError(
            raw.path,
            "non dice quale atto contiene (manca FRBRalias o FRBRuri).",
            "Scarica l'atto da Normattiva.",
        )
    published = root.find("publication")
    as_of = re.search(r"@(\d{4}-\d{2}-\d{2})", iri)
    title = root.find("docTitle")
    return act_of(
        urn,
        {
            "title": tree.text(title) if title else "",
            "published": day_of(published.attributes.get("date") if published else None),
            "in_force": in_force_of(tree.stream),
            "text_state": TextState.CONSOLIDATED,
            "text_as_of": day_of(as_of[1]) if as_of else _force_of(tree, root),
            "address": NORMATTIVA + urn,
        },
    )


def _urn(alias: str, iris: list[str]) -> str | None:
    """Name the act by its alias, else by its IRI."""
    for given in (alias, alias.replace("urn:nir:", "urn:nir:stato:", 1), *iris):
        try:
            return parse_urn(given.split("#")[0]).act
        except UnreadableReferenceError:
            continue
    return None


def _force_of(tree: Tree, root: Node) -> date | None:
    """Read "Vigente al: 29-5-2015" in the preface."""
    preface = root.find("preface")
    match = re.search(r"Vigente al:\s*(\d{1,2}-\d{1,2}-\d{4})", tree.text(preface)) if preface else None
    return day_of(match[1]) if match else None


def _add_texts(walk: _Walk, root: Node) -> None:
    """Add preamble and closing formulas."""
    for node in root.children:
        kind = {"preamble": Kind.PREAMBLE, "conclusions": Kind.CLOSING}.get(node.name)
        if kind and node.end > node.start:
            walk.draft.places.append(Place(kind, None, "", (node.start, node.start), (node.start, node.end)))


def _add_children(walk: _Walk, node: Node) -> None:
    """Add the articles below an element, each under its partitions."""
    for child in node.children:
        if child.name == "article":
            _add_article(walk, child)
        elif child.name in _PARTITIONS:
            place = _partition(walk, child)
            walk.draft.places.append(place)
            walk.within.append(place)
            _add_children(walk, child)
            walk.within.pop()
        elif child.name in {"num", "heading", "meta"}:
            continue
        elif child.find("article") is not None:
            _add_children(walk, child)


def _partition(walk: _Walk, node: Node) -> Place:
    """Read the heading of a partition; Normattiva often writes a chapter and a section in one heading."""
    number, title = node.child("num"), node.child("heading")
    parts = [walk.tree.text(part) for part in (number, title) if part]
    words = " ".join(part for part in parts if part.strip("- "))
    heading = read_heading(words)
    kind = heading.kind if heading.kind is not Kind.ARTICLE else _PARTITIONS[node.name]
    ends = [part.end for part in (number, title) if part]
    within = walk.within[-1] if walk.within else None
    return Place(kind, heading.label, words, (node.start, max([node.start, *ends])), within=within)


def _add_article(walk: _Walk, node: Node) -> None:
    """Add an article, its number and heading apart."""
    number, title = node.child("num"), node.child("heading")
    head = node.start
    label, words = None, ""
    if number is not None:
        heading = read_heading(walk.tree.text(number))
        label, head = heading.label, number.end
    if title is not None and not _is_provision(walk.tree.text(title)):
        words, head = (
            words_of(walk.tree.text(title).replace("((", "").replace("))", "")),
            max(head, title.end),
        )
    label = label or _label_of(node.attributes.get("eId", ""))
    within = walk.within[-1] if walk.within else None
    place = Place(Kind.ARTICLE, label, words, (node.start, head), (head, node.end), walk.annex, within)
    paragraphs = [child for child in node.children if child.name == "paragraph"]
    if any(paragraph.child("num") for paragraph in paragraphs):
        place.starts = (head, *(paragraph.start for paragraph in paragraphs))
    walk.draft.places.append(place)


def _is_provision(heading: str) -> bool:
    """Whether a converter took a comma for the article's heading."""
    return bool(re.match(r"\d+(?:-\w+)?\.\s", heading)) or len(heading) > 600


def _label_of(eid: str) -> str | None:
    """Read an article's number from its identifier."""
    match = re.search(r"art_([0-9][\w.-]*)$", eid)
    try:
        return numbered(match[1]) if match else None
    except UnreadableReferenceError:
        return None


def _add_attachment(walk: _Walk, node: Node) -> None:
    """Add an attachment: an article of a single text, or an annex."""
    doc = node.child("doc") or node
    body = doc.find("mainBody")
    if body is None:
        return
    name = doc.attributes.get("name", "")
    head, label = name, None
    if match := re.search(r"^(?P<annex>.*?)[\s-]*\bart\.\s*(?P<label>\d[\w .-]*)$", name, re.IGNORECASE):
        head, label = match["annex"], _labelled(match["label"])
    if label is not None:
        opening = re.compile(
            rf"\s*Art(?:icolo|\.)\s*\d+(?:[ -]?(?:{ADVERB}))?(?:\.\d+)*\.?[ \t]*", re.IGNORECASE
        )
        written = opening.match(walk.tree.stream, body.start, body.end)
        start = written.end() if written else body.start
        annex = None if head.strip().lower() in {"", "allegato", "testo unico"} else head.strip()
        walk.draft.places.append(
            Place(Kind.ARTICLE, label, "", (body.start, start), (start, body.end), annex)
        )
        return
    heading = read_heading(name) if name else Heading(Kind.ANNEX, None, "")
    annex = heading.label if heading.kind is Kind.ANNEX and name.lower().startswith("allegat") else name
    walk.draft.places.append(
        Place(Kind.ANNEX, annex, name, (body.start, body.start), (body.start, body.end), annex or "unico")
    )


def _name_code(draft: Draft) -> None:
    """Give a code its own name when the act is the decree that approves it, whose articles become an annex."""
    code = next((name for name in _CODES if sum(_is_of(place, name) for place in draft.places) > 1), None)
    if code is None:
        return
    draft.act = replace(draft.act, urn=NormRef(f"{draft.act.urn}:{code}").act, kind=code)
    for place in draft.places:
        if place.kind is Kind.ARTICLE:
            place.annex = None if _is_of(place, code) else place.annex or "decreto di approvazione"


def _is_of(place: Place, code: str) -> bool:
    """Whether an article stands in the attachment named after a code."""
    return re.sub(r"[^a-z]+", ".", (place.annex or "").lower()).strip(".") == code


def _labelled(text: str) -> str | None:
    """Read "12 bis" as the law writes it; None when it is no number of an article."""
    try:
        return numbered(" ".join(text.replace(".", " ").split()))
    except UnreadableReferenceError:
        return None
