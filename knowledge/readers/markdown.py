"""Read an act in Markdown: front matter, headings for articles, a paragraph for each comma."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import TYPE_CHECKING

from knowledge.errors import UnreadableFileError
from knowledge.norms.acts import parse_act
from knowledge.norms.days import MONTHS
from knowledge.norms.model import Document, Kind, Source, TextState
from knowledge.readers.acts import act_of, day_of, urn_of_title
from knowledge.readers.draft import SYNTAX, Draft
from knowledge.readers.files import decode
from knowledge.readers.headings import Heading, read_heading
from knowledge.readers.place import Place
from knowledge.references.names import ActNames

if TYPE_CHECKING:
    from datetime import date

    from knowledge.norms.model import Act
    from knowledge.readers.files import Raw
    from knowledge.readers.stream import Span

METADATA = "metadati del file"
_FRONT = re.compile(r"\A---\n(?P<body>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(?P<key>[\w-]+):[ \t]*(?P<value>.*)$", re.MULTILINE)
_HEADING = re.compile(
    r"^(?P<marks>#{1,6})[ \t]+(?P<words>\S.*(?:\n(?!\s*\n|#|\s*\(*\d+(?:-\w+)?\.|\s*$)\S.*)*)$", re.MULTILINE
)
_URN_HEADING = re.compile(r"^##[ \t]+(?P<urn>urn:nir:\S+)[ \t]*$", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[-*][ \t]+", re.MULTILINE)
_LINK = re.compile(r"(?P<open>\[)(?P<words>[^\[\]\n]{1,300})(?P<close>\]\((?:/|https?:)[^()\s]*\))")
_STRONG = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*")
_ROWS = re.compile(r"(?:^[ \t]*\|.*\|[ \t]*(?:\n|\Z)){3,}", re.MULTILINE)
_TAG = re.compile(r"</?(?:br|ul|ol|li|p|div|span|a|em|i|b|strong|sup|sub)\b[^<>\n]{0,400}>", re.IGNORECASE)
_BREAKS = {"br": "\n", "li": "\n\n", "p": "\n\n", "ul": "\n", "ol": "\n", "div": "\n"}


@dataclass(slots=True)
class _Context:
    """Where the reader stands among partitions."""

    partitions: list[tuple[int, Place]] = field(default_factory=list)
    annex: str | None = None
    annex_level: int = 0

    def enter(self, level: int, heading: Heading) -> None:
        """Leave the partitions that a heading of this level ends."""
        while self.partitions and self.partitions[-1][0] >= level:
            self.partitions.pop()
        if self.annex is not None and level <= self.annex_level and heading.kind is not Kind.ANNEX:
            self.annex = None

    @property
    def parent(self) -> Place | None:
        """The innermost partition."""
        return self.partitions[-1][1] if self.partitions else None


def read_markdown(raw: Raw) -> list[Document]:
    """
    Read the acts of a Markdown file.

    Parameters
    ----------
    raw
        Front matter with the act's URN (``urn``, ``url`` or ``normattiva-urn``), or sections ``## urn:…``.

    Returns
    -------
    list of Document
        One; or one for each section ``## urn:…``.

    Raises
    ------
    UnreadableFileError
        When the file names no act, or holds no article.
    """
    text = decode(raw)
    front = _FRONT.match(text)
    fields = _fields(front["body"]) if front else {}
    stream, runs = _shown(text)
    source = Source(
        raw.path, raw.sha256, stream, "markdown", _address(fields), fields.get("licenza", ""), tuple(runs)
    )
    sections = list(_URN_HEADING.finditer(stream))
    if not sections:
        return [
            _read_act(
                source, _act(raw, fields, stream), (front.end() if front else 0, len(stream)), whole=True
            )
        ]
    documents = []
    for section, following in zip(sections, [*sections[1:], None], strict=False):
        act = act_of(section["urn"], {"text_state": TextState.EXTRACT, "text_as_of": None})
        end = following.start() if following else len(stream)
        documents.append(_read_act(source, act, (section.end(), end), head=section.span()))
    return documents


def _fields(body: str) -> dict[str, str]:
    """Read the scalar fields of the front matter, which real files do not always write as valid YAML."""
    return {match["key"]: match["value"].strip().strip("\"'") for match in _FIELD.finditer(body)}


def _address(fields: dict[str, str]) -> str:
    """Find the address of the text in the front matter."""
    for key in ("url", "normattiva-urn", "fonte"):
        if fields.get(key, "").startswith("http"):
            return fields[key]
    return ""


def _act(raw: Raw, fields: dict[str, str], stream: str) -> Act:
    """Say what act a file holds, and what its text is."""
    named = " ".join([fields.get("urn", ""), fields.get("url", ""), fields.get("normattiva-urn", "")])
    found = re.search(r"urn:nir:[^\s\"'!&]+", named)
    title = re.search(r"^#[ \t]+(\S.*(?:\n\S.*)*)", stream, re.MULTILINE)
    urn = found[0] if found else urn_of_title(stream[:3000])
    if urn is None:
        raise UnreadableFileError(
            raw.path,
            "non dice quale atto contiene.",
            "Scrivi in testa al file, fra due righe «---», «urn: urn:nir:stato:legge:2000-11-08;328» "
            "con i dati dell'atto.",
            "riga 1",
        )
    note = f"{fields.get('nota', '')} {fields.get('testo', '')}".lower()
    day = day_of(fields.get("dataVigenza") or fields.get("data-vigenza")) or _day_in_name(raw.path)
    told = re.search(rf"fino al.{{0,60}}?(\d{{1,2}})[°º]?\s+({'|'.join(MONTHS)})\s+(\d{{4}})", note)
    if day is None and told:
        day = day_of(f"{told[3]}-{MONTHS.index(told[2]) + 1:02}-{int(told[1]):02}")
    state = TextState.CONSOLIDATED
    if "originari" in note:
        state = TextState.ORIGINAL
    elif "estratto" in note or ("artt" in PurePath(raw.path).name and day is None):
        state = TextState.EXTRACT
    elif day is None:
        state = TextState.EXTRACT if fields.get("nota") else TextState.CONSOLIDATED
    words = fields.get("titolo") or fields.get("titolo-atto") or (" ".join(title[1].split()) if title else "")
    return act_of(
        _with_day(urn),
        {
            "title": words.strip(),
            "published": day_of(fields.get("data_gu") or fields.get("dataGU") or fields.get("data-gu")),
            "in_force": day_of(fields.get("in_vigore") or fields.get("entrata_in_vigore")),
            "text_state": state,
            "text_as_of": day,
            **({"territory": fields["territorio"]} if fields.get("territorio") else {}),
            **({"licence": fields["licenza"]} if fields.get("licenza") else {}),
        },
    )


def _with_day(urn: str) -> str:
    """Give an act its day where the file says only its year, and one known act fits."""
    name, _ = parse_act(urn)
    return ActNames.shipped().dated(name).urn


def _day_in_name(path: str) -> date | None:
    """Read the day of the text from the file's name: combined_v2_2025-01-01.md."""
    match = re.search(r"(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)", PurePath(path).name)
    return day_of(match[1]) if match else None


def _read_act(
    source: Source, act: Act, scope: Span, head: Span | None = None, *, whole: bool = False
) -> Document:
    """Read one act between two positions."""
    draft = Draft(source, act)
    if head:
        draft.elide(*head, METADATA)
    if whole:
        draft.elide(0, scope[0], METADATA)
    _elide_syntax(draft, scope)
    tables = [match.span() for match in _ROWS.finditer(source.stream, *scope)]
    _place_headings(draft, scope)
    for table in tables:
        _place_rows(draft, table)
    if not any(place.kind is Kind.ARTICLE for place in draft.places):
        line = source.stream.count("\n", 0, scope[0]) + 1
        raise UnreadableFileError(
            source.path,
            "non contiene articoli riconoscibili.",
            "Ogni articolo comincia con un titolo come «### Art. 1. (Rubrica)».",
            f"riga {line}",
        )
    if whole and _is_numbered_version(source.stream) and act.text_as_of:
        for place in draft.places:
            place.valid_from = act.text_as_of
    return draft.finish((0 if whole else (head or scope)[0], scope[1]))


def _is_numbered_version(stream: str) -> bool:
    """Whether the front matter numbers the act's versions, so that the file's day is when this one starts."""
    front = _FRONT.match(stream)
    return bool(front and re.search(r"^versione:", front["body"], re.MULTILINE))


def _elide_syntax(draft: Draft, scope: Span) -> None:
    """Leave the signs of Markdown out of the provisions."""
    stream = draft.source.stream
    for match in _LINK.finditer(stream, *scope):
        draft.elide(*match.span("open"), SYNTAX)
        draft.elide(*match.span("close"), SYNTAX)
    for pattern in (_BULLET, _STRONG):
        for match in pattern.finditer(stream, *scope):
            draft.elide(*match.span(), SYNTAX)


def _place_headings(draft: Draft, scope: Span) -> None:
    """Find what each heading opens."""
    stream = draft.source.stream
    headings = list(_HEADING.finditer(stream, *scope))
    context = _Context()
    first = headings[0].start() if headings else scope[1]
    if stream[scope[0] : first].strip():
        draft.places.append(Place(Kind.PREAMBLE, "0", "", (scope[0], scope[0]), (scope[0], first)))
    for match, following in zip(headings, [*headings[1:], None], strict=False):
        body = (match.end(), following.start() if following else scope[1])
        level, heading = len(match["marks"]), read_heading(match["words"])
        context.enter(level, heading)
        if level == 1 and heading.kind is Kind.CHAPTER and heading.label is None and not context.partitions:
            draft.places.append(Place(Kind.PREAMBLE, None, heading.words, match.span(), body))
            continue
        _place(draft, context, level, heading, match.span(), body)


def _place(draft: Draft, context: _Context, level: int, heading: Heading, head: Span, body: Span) -> None:
    """Add what one heading opens."""
    if heading.kind is Kind.ANNEX:
        label = heading.label or heading.words or "unico"
        repeated = context.annex == label
        last = draft.places[-1] if draft.places else None
        if (
            repeated
            and last
            and last.kind is Kind.ANNEX
            and not draft.source.stream[slice(*last.body)].strip()
        ):
            last.head, last.body = (last.head[0], head[1]), body  # the file names the annex twice
            return
        context.annex, context.annex_level = label, context.annex_level if repeated else level
    place = Place(
        heading.kind,
        heading.label,
        heading.words,
        head,
        body,
        annex=context.annex,
        within=context.parent,
    )
    if heading.kind is not Kind.ARTICLE:
        context.partitions.append((level, place))
    draft.places.append(place)


def _place_rows(draft: Draft, table: Span) -> None:
    """Add a row for each line of a table, with its caption and header."""
    stream = draft.source.stream
    before = stream[: table[0]].rstrip().rsplit("\n", 1)[-1].strip()
    caption = before if len(before) < 300 and not before.startswith("#") else ""
    lines = [match.span() for match in re.compile(r"[^\n]+").finditer(stream, *table)]
    header = " | ".join(cell.strip() for cell in stream[slice(*lines[0])].strip().strip("|").split("|"))
    number = 0
    for start, end in lines[2:]:
        cells = tuple(_cells(stream, start, end))
        if cells:
            number += 1
            words = "\n".join(part for part in (caption, header) if part)
            draft.places.append(
                Place(Kind.ROW, str(number), words, (start, start), (start, end), cells=cells)
            )


def _cells(stream: str, start: int, end: int) -> list[Span]:
    """Find the words of each cell of a table's line, with the bar between them."""
    found = []
    for match in re.compile(r"[^|\s](?:[^|]*[^|\s])?[ \t]*(?:\|[ \t]?(?=[^|\s]))?").finditer(
        stream, start, end
    ):
        found.append(match.span())
    return found


def _shown(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Give the characters that a page would show: tags of HTML become line breaks."""
    if not _TAG.search(text):
        return text, []
    pieces: list[str] = []
    runs: list[tuple[int, int]] = []
    position = length = 0
    for match in [*_TAG.finditer(text), None]:
        end = match.start() if match else len(text)
        runs.append((length, position))
        pieces.append(text[position:end])
        length += end - position
        if match:
            name = match[0].strip("</> ").split()[0].strip("/>").lower()
            gap = _BREAKS.get(name, "")
            pieces.append(gap)
            length += len(gap)
            position = match.end()
    return "".join(pieces), runs
