"""Read what Normattiva's site and service give: pages, answers in JSON, archives of an act's versions."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from knowledge.errors import UnreadableFileError
from knowledge.norms.addresses import NORMATTIVA
from knowledge.norms.labels import UnreadableReferenceError, numbered
from knowledge.norms.model import Document, Kind, Source, TextState
from knowledge.readers.acts import LICENCE, act_of, day_of, in_force_of, urn_of_title
from knowledge.readers.draft import Draft, Place
from knowledge.readers.files import decode, unpack
from knowledge.readers.headings import read_heading, words_of
from knowledge.readers.markup import Node, Tree, parse_html

if TYPE_CHECKING:
    from datetime import date

    from knowledge.norms.model import Act
    from knowledge.readers.files import Raw

COMMI_GIVEN = 100  # the service gives no more commi of an article, and says nothing
PAGE = "cornice della pagina"
_BLOCKS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "p", "pre", "table", "ul", "ol"), "\n\n"),
    **dict.fromkeys(("tr", "li", "dt", "dd"), "\n"),
    **dict.fromkeys(("td", "th"), " "),
}
_FOREVER = "99999999"


@dataclass(frozen=True, slots=True)
class _Window:
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
    tree = parse_html(text, _BLOCKS)
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
    _add_bodies(draft, tree)
    return [draft.finish()]


def read_api(raw: Raw) -> list[Document]:
    """
    Read an answer of Normattiva's service in JSON, or one version of its export.

    Raises
    ------
    UnreadableFileError
        When it is no JSON, an error of the service, a list of results, or an article not yet in force.
    """
    text = decode(raw)
    try:
        data = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        place = f"riga {getattr(error, 'lineno', 1)}"
        raise UnreadableFileError(raw.path, "non è JSON valido.", "Scaricalo di nuovo.", place) from error
    if isinstance(data, dict) and isinstance(data.get("articolato"), dict):
        return [_read_export(raw, data)]
    inner = data.get("data") if isinstance(data, dict) else None
    acts = _acts_in(inner)
    if not acts:
        raise UnreadableFileError(raw.path, _refusal(data), "Chiedi di nuovo l'atto, o scaricalo dal sito.")
    return [_read_answer(raw, act) for act in acts]


def read_archive(raw: Raw) -> list[Document]:
    """Read a ZIP of files: Normattiva's export of all versions of an act, or any acts."""
    from knowledge.readers import read_bytes

    members = [member for ending in (".json", ".xml", ".html", ".md") for member in unpack(raw, ending)]
    if not members:
        raise UnreadableFileError(
            raw.path, "è un archivio senza atti.", "Servono file JSON, XML, HTML o Markdown."
        )
    return [document for member in members for document in read_bytes(member)]


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


def _add_bodies(draft: Draft, tree: Tree, window: _Window | None = None, annex: str | None = None) -> None:
    """Add the articles of every body of the page; all else is the page's frame."""
    bodies = [node for node in tree.root.walk() if node.has_class("bodyTesto")]
    spans = [(node.start, node.end) for node in bodies]
    within = _add_partitions(draft, tree, spans)
    for body in bodies:
        _add_articles(draft, tree, body, window or _Window(), within(body.start), annex)
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
    draft: Draft, tree: Tree, body: Node, window: _Window, within: Place | None, annex: str | None
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
    draft: Draft, tree: Tree, node: Node, end: int, window: _Window, annex: str | None
) -> None:
    """Add an article of an annexed code, whose number opens its text."""
    opening = re.compile(r"\s*Art(?:icolo|\.)\s*(?P<label>\d+(?:[ -]?[a-z]+)?)\s*\.?\s*", re.IGNORECASE)
    match = opening.match(tree.stream, node.start, node.end)
    place = Place(
        Kind.ARTICLE if match else Kind.ANNEX,
        _labelled(match["label"]) if match else None,
        "",
        (node.start, match.end() if match else node.start),
        (match.end() if match else node.start, end),
        annex,
        valid_from=window.valid_from,
        valid_to=window.valid_to,
        end_known=window.end_known,
    )
    draft.places.append(place)


def _labelled(text: str) -> str | None:
    """Read an article's number; None when it is none."""
    try:
        return numbered(" ".join(text.split()))
    except UnreadableReferenceError:
        return None


def _acts_in(inner: object) -> list[dict[str, Any]]:
    """Find the acts in the data of an answer."""
    if not isinstance(inner, dict):
        return []
    listed = inner.get("lista")
    acts = [inner.get("atto"), *(listed if isinstance(listed, list) else [])]
    return [act for act in acts if isinstance(act, dict) and isinstance(act.get("articoloHtml"), str)]


def _refusal(data: object) -> str:
    """Say what a JSON without an act is."""
    if not isinstance(data, dict):
        return "è JSON, ma non una risposta di Normattiva con un atto."
    message = data.get("message") or data.get("error")
    if message and not data.get("data") and not data.get("listaAtti"):
        return f"è una risposta di errore di Normattiva («{message}»), non un atto."
    return "è un elenco o un registro di Normattiva, non il testo di un atto."


def _read_answer(raw: Raw, given: dict[str, Any]) -> Document:
    """Read one act of an answer."""
    tree = parse_html(given["articoloHtml"], _BLOCKS)
    if "NON ANCORA ESISTENTE O VIGENTE" in tree.stream:
        reason = "contiene un articolo che nel giorno chiesto non esisteva o non era in vigore."
        raise UnreadableFileError(raw.path, reason, "Chiedi l'articolo per un giorno successivo.")
    title = str(given.get("titolo") or "")
    urn = urn_of_title(title)
    if urn is None:
        raise UnreadableFileError(
            raw.path, f"non dice quale atto contiene (titolo «{title[:80]}»).", "Chiedilo di nuovo."
        )
    if any(node.has_class("attachment-just-text") for node in tree.root.walk()):
        urn = _code_of(urn)
    act = act_of(
        urn,
        {
            "title": re.sub(r"\s*\(\w{8}\)\s*$", "", " ".join(str(given.get("sottoTitolo") or "").split())),
            "published": _published(given),
            "text_state": TextState.EXTRACT,
        },
    )
    window = _window(given.get("articoloDataInizioVigenza"), given.get("articoloDataFineVigenza"))
    act = replace(act, text_as_of=window.valid_from, address=NORMATTIVA + act.urn)
    source = Source(raw.path, raw.sha256, tree.stream, "normattiva", act.address, LICENCE)
    draft = Draft(source, act)
    _add_bodies(draft, tree, window)
    if not draft.places:
        raise UnreadableFileError(raw.path, "non contiene articoli.", "Chiedi di nuovo l'atto.")
    return draft.finish()


def _code_of(urn: str) -> str:
    """Name the code that a decree approves, when the attachment is an article of it."""
    codes = {"1398": ":1", "262": ":2", "1443": ":1"}
    return urn + codes.get(urn.rpartition(";")[2], "")


def _published(given: dict[str, Any]) -> date | None:
    """Read the day of the Gazzetta."""
    parts = [str(given.get(name) or "") for name in ("giornoGU", "meseGU", "annoGU")]
    return day_of("-".join(parts))


def _window(start: object, end: object) -> _Window:
    """Read when a text was in force: the last day counts as in force, ours does not."""
    since, until = day_of(str(start or "")), str(end or "").replace("-", "")
    if until == _FOREVER:
        return _Window(since, None, end_known=True)
    last = day_of(until)
    return _Window(since, last and date_after(last), end_known=last is not None)


def date_after(day: date) -> date:
    """Give the next day."""
    from datetime import timedelta

    return day + timedelta(days=1)


def _read_export(raw: Raw, data: dict[str, Any]) -> Document:
    """Read one version of Normattiva's export in JSON."""
    about = data.get("metadati") or {}
    try:
        act = _exported_act(about)
    except (UnreadableReferenceError, AttributeError, TypeError) as error:
        raise UnreadableFileError(
            raw.path, "non dice quale atto contiene.", "Scarica di nuovo l'archivio."
        ) from error
    pieces: list[str] = []
    articles: list[tuple[dict[str, Any], int, int]] = []
    position = 0
    for element in _elements(data["articolato"]):
        words = _folded(str(element.get("testo") or ""))
        if words:
            articles.append((element, position, position + len(words)))
            pieces.append(words)
            position += len(words) + 2
    stream = "\n\n".join(pieces)
    draft = Draft(Source(raw.path, raw.sha256, stream, "normattiva", act.address, LICENCE), act)
    for element, start, end in articles:
        _add_exported(draft, stream, element, start, end)
    if not draft.places:
        raise UnreadableFileError(raw.path, "non contiene articoli.", "Scarica di nuovo l'archivio.")
    return draft.finish()


def _exported_act(about: dict[str, Any]) -> Act:
    """Read the identity of an exported version, and its day."""
    consolidated = re.search(r"CONSOLIDATED/(\d{8})", str(about.get("eli")))
    force = re.search(r"(\d{1,2}-\d{1,2}-\d{4})", str(about.get("noteDoc") or ""))
    urn = str(about.get("urn"))
    return act_of(
        urn,
        {
            "title": " ".join(str(about.get("titoloDoc") or "").split()),
            "published": day_of(about.get("dataPubblicazione")),
            "in_force": day_of(force[1]) if force else None,
            "text_state": TextState.CONSOLIDATED if consolidated else TextState.ORIGINAL,
            "text_as_of": day_of(consolidated[1]) if consolidated else None,
            "address": NORMATTIVA + urn,
        },
    )


def _elements(node: dict[str, Any], depth: int = 0) -> list[dict[str, Any]]:
    """Give the elements of an export, in order."""
    found = []
    for element in node.get("elementi") or []:
        if isinstance(element, dict) and depth < 50:
            found += [element, *_elements(element, depth + 1)]
    return found


def _folded(text: str) -> str:
    """Fold the white space of a text whose paragraphs start on an indented line."""
    text = re.sub(r"[ \t]*\n[ \t]*\n\s*|\n[ \t]+", "\n\n", text.strip())
    return re.sub(r"[ \t]+", " ", text)


def _add_exported(draft: Draft, stream: str, element: dict[str, Any], start: int, end: int) -> None:
    """Add an exported article, whose text opens with preamble, number and heading."""
    number = re.compile(
        r"Art(?:icolo|\.)\s*\d+[\w-]*(?:[ -](?:bis|ter|quater|\w+ies))?\s*\.?[ \t]*\n*", re.IGNORECASE
    )
    match = number.search(stream, start, end)
    if element.get("nomeNir") != "articolo" or match is None:
        draft.places.append(Place(Kind.PREAMBLE, None, "", (start, start), (start, end)))
        return
    if match.start() > start:
        draft.places.append(Place(Kind.PREAMBLE, None, "", (start, start), (start, match.start())))
    window = (element.get("dataVigoreVersione") or [{}])[0]
    times = _window(window.get("inizioVigore"), window.get("fineVigore"))
    draft.places.append(
        Place(
            Kind.ARTICLE,
            _labelled(str(element.get("numNir") or "")) or read_heading(match[0]).label,
            "",
            (match.start(), match.end()),
            (match.end(), end),
            valid_from=times.valid_from,
            valid_to=times.valid_to,
            end_known=times.end_known,
        )
    )
