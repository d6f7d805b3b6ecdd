"""Read the pages of Normattiva's site: an act, or an article of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge.errors import UnreadableFileError
from knowledge.norms.addresses import NORMATTIVA
from knowledge.norms.labels import UnreadableReferenceError, numbered
from knowledge.norms.model import Document, Kind, Source, TextState
from knowledge.readers.acts import LICENCE, act_of, day_of, in_force_of, urn_of_title
from knowledge.readers.draft import Draft
from knowledge.readers.files import decode
from knowledge.readers.headings import read_heading, words_of
from knowledge.readers.markup import Node, Tree, parse_html
from knowledge.readers.place import Place

if TYPE_CHECKING:
    from datetime import date

    from knowledge.readers.files import Raw

COMMI_GIVEN = 100  # the service gives no more commi of an article, and says nothing
PAGE = "cornice della pagina"
BLOCKS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "p", "pre", "table", "ul", "ol"), "\n\n"),
    **dict.fromkeys(("tr", "li", "dt", "dd"), "\n"),
    **dict.fromkeys(("td", "th"), " "),
}


@dataclass(frozen=True, slots=True)
class Window:
    """When a text was in force, as the service tells."""

    valid_from: date | None = None
    valid_to: date | None = None
    end_known: bool = False


def read_page(raw: Raw) -> list[Document]:
    """
    Read a page of Normattiva, or an export of it; a front matter in Markdown may stand before it.

    Raises
    ------
    UnreadableFileError
        When the page names no act.
    """
    text = decode(raw)
    tree = parse_html(text, BLOCKS)
    named = re.search(r"(?:normattiva-urn|urn):\s*\S*?(urn:nir:[^\s!\"']+)", text[:5000])
    urn = named[1] if named else urn_of_title(_title(tree) or tree.stream[:20_000])
    if urn is None:
        raise UnreadableFileError(
            raw.path, "non dice quale atto contiene.", "Salva la pagina intera dell'atto."
        )
    force = re.search(r"(?:Vigente al|Testo in vigore dal)\s*:\s*(\d{1,2}[-/]\d{1,2}[-/]\d{4})", tree.stream)
    since = re.search(r"data-vigenza:\s*(\d{4}-\d{2}-\d{2})", text[:5000])
    gazette = re.search(r"data-gu:\s*(\d{4}-\d{2}-\d{2})", text[:5000])
    articles = sum(node.has_class("article-num-akn") for node in tree.root.walk())
    act = act_of(
        urn,
        {
            "title": _subtitle(tree),
            "published": day_of(gazette[1]) if gazette else None,
            "in_force": in_force_of(tree.stream),
            "text_as_of": day_of(force[1]) if force else day_of(since[1]) if since else None,
            "text_state": TextState.CONSOLIDATED if articles > 1 else TextState.EXTRACT,
            "address": NORMATTIVA + urn,
        },
    )
    source = Source(raw.path, raw.sha256, tree.stream, "normattiva", act.address, LICENCE, tree.runs)
    draft = Draft(source, act)
    add_bodies(draft, tree)
    return [draft.finish()]


def _title(tree: Tree) -> str:
    """Find the act's name in the page's own heading."""
    for node in tree.root.walk():
        if node.name in {"title", "h1", "h2", "h3"} or node.has_class("grassetto"):
            words = tree.text(node)
            if urn_of_title(words):
                return words
    return ""


def _subtitle(tree: Tree) -> str:
    """Find the act's title."""
    for node in tree.root.walk():
        if node.has_class("SottoTitoloExp") or node.has_class("sottotitolo"):
            return re.sub(r"\s*\(\w{8}\)\s*$", "", tree.text(node))
    return ""


def add_bodies(draft: Draft, tree: Tree, window: Window | None = None, annex: str | None = None) -> None:
    """Add the articles of every body of the page; all else is the page's frame."""
    bodies = [node for node in tree.root.walk() if node.has_class("bodyTesto")]
    spans = [(node.start, node.end) for node in bodies]
    within = _add_partitions(draft, tree, spans)
    for body in bodies:
        _add_articles(draft, tree, body, window or Window(), within(body.start), annex)
    position = 0
    for start, end in [*sorted(spans), (len(tree.stream), len(tree.stream))]:
        if start > position:
            draft.elide(position, start, PAGE)
        position = max(position, end)


def _add_partitions(draft: Draft, tree: Tree, bodies: list[tuple[int, int]]) -> Any:  # noqa: ANN401 - a local lookup
    """Add the headings of partitions between bodies; return what finds the last one before a position."""
    places: list[Place] = []
    for node in tree.root.walk():
        words = tree.text(node) if node.has_class("dentro") else ""
        if words and not any(start <= node.start < end for start, end in bodies):
            heading = read_heading(words)
            kind = heading.kind if heading.kind is not Kind.ARTICLE else Kind.CHAPTER
            places.append(Place(kind, heading.label, words, (node.start, node.end)))
    draft.places += places
    return lambda position: next((place for place in reversed(places) if place.head[0] < position), None)


def _add_articles(
    draft: Draft, tree: Tree, body: Node, window: Window, within: Place | None, annex: str | None
) -> None:
    """Add the articles inside one body, and the preamble before the first."""
    numbers = [node for node in body.walk() if node.has_class("article-num-akn")]
    first = numbers[0].start if numbers else body.end
    plain = next((node for node in body.walk() if node.has_class("attachment-just-text")), None)
    if not numbers and plain is not None:
        _add_attachment(draft, tree, plain, body.end, window, annex)
        return
    if tree.stream[body.start : first].strip():
        draft.places.append(Place(Kind.PREAMBLE, None, "", (body.start, body.start), (body.start, first)))
    for number, following in zip(numbers, [*numbers[1:], None], strict=False):
        end = following.start if following else body.end
        title = next(
            (
                node
                for node in body.walk()
                if node.has_class("article-heading-akn") and number.end <= node.start < end
            ),
            None,
        )
        head = title.end if title else number.end
        words = words_of(tree.text(title).replace("((", "").replace("))", "")) if title else ""
        label = read_heading(tree.text(number)).label
        commi = [
            node for node in body.walk() if node.has_class("art-comma-div-akn") and head <= node.start < end
        ]
        draft.places.append(
            Place(
                Kind.ARTICLE,
                label,
                words,
                (number.start, head),
                (head, end),
                annex,
                within,
                valid_from=window.valid_from,
                valid_to=window.valid_to,
                end_known=window.end_known,
                starts=tuple(node.start for node in commi),
            )
        )
        if commi and re.match(rf"\W*{COMMI_GIVEN}\b", tree.text(commi[-1])):
            draft.warnings.append(
                f"l'art. {label} finisce proprio al comma {COMMI_GIVEN}: "
                "Normattiva tronca lì le sue risposte, senza avviso. "
                "Aggiungi l'atto in Akoma Ntoso per avere gli altri."
            )


def _add_attachment(
    draft: Draft, tree: Tree, node: Node, end: int, window: Window, annex: str | None
) -> None:
    """Add an article of an annexed code, whose number opens its text."""
    opening = re.compile(r"\s*Art(?:icolo|\.)\s*(?P<label>\d+(?:[ -]?[a-z]+)?)\s*\.?\s*", re.IGNORECASE)
    match = opening.match(tree.stream, node.start, node.end)
    place = Place(
        Kind.ARTICLE if match else Kind.ANNEX,
        labelled(match["label"]) if match else None,
        "",
        (node.start, match.end() if match else node.start),
        (match.end() if match else node.start, end),
        annex,
        valid_from=window.valid_from,
        valid_to=window.valid_to,
        end_known=window.end_known,
    )
    draft.places.append(place)


def labelled(text: str) -> str | None:
    """Read an article's number; None when it is none."""
    try:
        return numbered(" ".join(text.split()))
    except UnreadableReferenceError:
        return None
