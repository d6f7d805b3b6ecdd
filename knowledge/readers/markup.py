"""Parse XML and HTML into one small tree over a stream of characters, each traced to its place."""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from dataclasses import dataclass, field
from html.entities import html5
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.parsers import expat

from knowledge.errors import UnreadableFileError

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 400
_SPACE = re.compile(r"\s+")
_VOID = {"br", "hr", "img", "meta", "link", "input", "col", "wbr", "area", "base", "embed", "source", "track"}
_HIDDEN = {"script", "style", "template", "noscript"}


@dataclass(slots=True)
class Node:
    """An element: its local name, attributes, children, and the stretch of the stream inside it."""

    name: str
    attributes: dict[str, str]
    start: int
    end: int = -1
    children: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        """Give the element and all below it, in order."""
        pending = [self]
        while pending:
            node = pending.pop()
            yield node
            pending.extend(reversed(node.children))

    def find(self, *names: str) -> Node | None:
        """Give the first element below with one of these names."""
        return next((node for node in self.walk() if node is not self and node.name in names), None)

    def child(self, *names: str) -> Node | None:
        """Give the first child with one of these names."""
        return next((node for node in self.children if node.name in names), None)

    def has_class(self, name: str) -> bool:
        """Whether an HTML element has a class."""
        return name in self.attributes.get("class", "").split()


@dataclass(frozen=True, slots=True)
class Tree:
    """A parsed file: its root, the characters it shows, and where each stands in the file."""

    root: Node
    stream: str
    runs: tuple[tuple[int, int], ...]
    entities: bool = False

    def text(self, node: Node) -> str:
        """Give the words inside an element, white space folded."""
        return " ".join(self.stream[node.start : node.end].split())


class _Writer:
    """Write the stream: white space is folded, the ends of blocks become line breaks."""

    def __init__(self, blocks: dict[str, str], containers: frozenset[str]) -> None:
        self.pieces: list[str] = []
        self.runs: list[tuple[int, int]] = []
        self.length = 0
        self.root = Node("", {}, 0)
        self.open = [self.root]
        self._gap = ""
        self._space = ""  # white space of the text since the last word, which may come in many pieces
        self._delta: int | None = None
        self._blocks = blocks
        self._containers = containers

    def start(self, name: str, attributes: dict[str, str]) -> Node:
        """Open an element."""
        self.gap(self._blocks.get(name, ""))
        node = Node(name, attributes, self.length)
        self.open[-1].children.append(node)
        self.open.append(node)
        return node

    def end(self) -> None:
        """Close the innermost element."""
        node = self.open.pop()
        node.end = self.length
        self.gap(self._blocks.get(node.name, ""))

    def gap(self, space: str) -> None:
        """Ask for white space before the next word: the widest asked for wins."""
        self._gap = max(self._gap, space, key=_WIDTH.__getitem__)

    def text(self, words: str, position: int, *, lines: bool) -> None:
        """Write characters that stand at a position of the file."""
        structural = self.open[-1].name in self._containers
        at = 0
        for match in _SPACE.finditer(words):
            if match.start() > at:
                self._write(words[at : match.start()], position + at)
            at = match.end()
            if structural and match.end() == len(words) and match.start() == 0:
                continue
            self._space += match[0] if lines else " "
        if at < len(words):
            self._write(words[at:], position + at)

    def _write(self, words: str, position: int) -> None:
        """Write characters without white space."""
        if self._space:
            self.gap(_fold(self._space))
        if self._gap and self.length:
            self.pieces.append(self._gap)
            self.length += len(self._gap)
        self._gap = self._space = ""
        if position - self.length != self._delta:
            self._delta = position - self.length
            self.runs.append((self.length, position))
        self.pieces.append(words)
        self.length += len(words)

    def tree(self) -> Tree:
        """Close what is open."""
        while len(self.open) > 1:
            self.end()
        self.root.end = self.length
        return Tree(self.root, "".join(self.pieces), tuple(self.runs))


_WIDTH = {"": 0, " ": 1, "\n": 2, "\n\n": 3}


def _fold(space: str) -> str:
    """
    Fold white space inside a text: a paragraph, a line, a space.

    Normattiva starts a paragraph with a line indented by one space; deeper indents are the file's own layout.
    """
    if "\n" not in space:
        return " "
    if re.search(r"\n[ \t\xa0]{4,}$", space):
        return "\n"
    return "\n\n" if re.search(r"\n[ \t\xa0]+$|\n[ \t\xa0]*\n", space) else "\n"


def parse_xml(path: str, text: str, blocks: dict[str, str], containers: frozenset[str]) -> Tree:
    """
    Parse XML, fetching nothing and expanding nothing.

    Parameters
    ----------
    path
        For messages.
    text
        The file.
    blocks
        White space that the start and end of an element ask for.
    containers
        Elements whose own white space is only the file's layout.

    Raises
    ------
    UnreadableFileError
        With line and column, when it is not well formed, declares entities, or nests too deep.
    """
    data = text.encode("utf-8", "surrogatepass")
    continued = (
        [index for index, byte in enumerate(data) if 0x80 <= byte < 0xC0] if len(data) != len(text) else []
    )
    parser = expat.ParserCreate("utf-8", namespace_separator=None)
    parser.buffer_text = False
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    writer = _Writer(blocks, containers)

    def position() -> int:
        index = parser.CurrentByteIndex
        return index - bisect_left(continued, index)

    def refuse(reason: str) -> None:
        place = f"riga {parser.CurrentLineNumber}, colonna {parser.CurrentColumnNumber + 1}"
        raise UnreadableFileError(path, reason, "Scarica l'atto dalla fonte, in XML senza entità.", place)

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(writer.open) > MAX_DEPTH:
            refuse(f"ha più di {MAX_DEPTH} elementi uno dentro l'altro.")
        writer.start(_local(name), {_local(key): value for key, value in attributes.items()})

    def characters(words: str) -> None:
        writer.text(words, position(), lines=True)

    def skipped(name: str, _parameter: bool) -> None:
        sign = html5.get(f"{name};")
        if sign is None:
            refuse(f"usa l'entità «&{name};», che non è definita nel file.")
        writer.text(sign or "", position(), lines=True)

    def declared(name: str, *_: object) -> None:
        refuse(f"definisce l'entità «{name}»: un atto non lo fa, un file ostile sì.")

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _name: writer.end()
    parser.CharacterDataHandler = characters
    parser.SkippedEntityHandler = skipped
    parser.EntityDeclHandler = declared
    try:
        parser.Parse(data, True)  # noqa: FBT003 - the parser's own signature
    except expat.ExpatError as error:
        place = f"riga {error.lineno}, colonna {error.offset + 1}"
        reason = f"non è XML ben formato ({expat.errors.messages[error.code]})."
        raise UnreadableFileError(
            path, reason, "Scarica di nuovo il file: può essere incompleto.", place
        ) from error
    return writer.tree()


def parse_html(text: str, blocks: dict[str, str]) -> Tree:
    """Parse HTML of any quality; scripts and styles show nothing."""
    parser = _Html(text, blocks)
    parser.feed(text)
    parser.close()
    return parser.writer.tree()


class _Html(HTMLParser):
    """Build the tree of a page."""

    def __init__(self, text: str, blocks: dict[str, str]) -> None:
        super().__init__(convert_charrefs=False)
        self.writer = _Writer(blocks, frozenset())
        self._hidden = 0
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        if tag in _HIDDEN:
            self._hidden += 1
        if tag == "br":
            self.writer.gap("\n")
        if "art-comma-div-akn" in dict(attrs).get("class", "").split() or tag == "p":  # type: ignore[union-attr]
            self.writer.gap("\n\n")
        if len(self.writer.open) <= MAX_DEPTH:
            self.writer.start(tag, {key: value or "" for key, value in attrs})
        if tag in _VOID or len(self.writer.open) > MAX_DEPTH:
            self.handle_endtag(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open and close an element."""
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element of this name, and those left open in it."""
        if tag in _HIDDEN and self._hidden:
            self._hidden -= 1
        names = [node.name for node in self.writer.open]
        if tag in names[1:]:
            while self.writer.open[-1].name != tag:
                self.writer.end()
            self.writer.end()

    def handle_data(self, data: str) -> None:
        """Write characters."""
        if not self._hidden:
            lines = any(node.name == "pre" for node in self.writer.open)
            self.writer.text(data, self._position(), lines=lines)

    def handle_entityref(self, name: str) -> None:
        """Write a named character."""
        self._write_reference(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Write a numbered character."""
        self._write_reference(f"&#{name};")

    def _write_reference(self, reference: str) -> None:
        """Write what a reference stands for, or itself when it stands for nothing."""
        if not self._hidden:
            self.writer.text(html.unescape(reference), self._position(), lines=False)

    def _position(self) -> int:
        """Give the place in the file."""
        line, column = self.getpos()
        return self._lines[line - 1] + column


def _local(name: str) -> str:
    """Drop a name's prefix."""
    return name.rpartition(":")[2]
