"""Find the articles in plain lines of text: what pages, PDFs and typed documents come down to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from knowledge.norms.labels import ADVERB
from knowledge.norms.model import Kind
from knowledge.readers.headings import read_heading
from knowledge.readers.place import Place

if TYPE_CHECKING:
    from knowledge.readers.draft import Draft
    from knowledge.readers.stream import Span

_ARTICLE = re.compile(
    rf"^[ \t\f]*(?P<word>Art\.|Articolo|ART\.|ARTICOLO)[ \t]*"
    rf"(?P<label>\d+(?:[ -]?(?:{ADVERB}))?)\b[ \t]*[.:°º]?"
    r"[ \t]*(?P<rest>(?:[-–—(«].*)?|[A-ZÀ-Ù][^\n]{0,160})[ \t]*$",
    re.MULTILINE,
)
_PARTITION = re.compile(
    r"^[ \t\f]*(?:(?:LIBRO|PARTE|TITOLO|CAPO|SEZIONE)|(?:Libro|Parte|Titolo|Capo|Sezione))"
    r"[ \t]+[IVXLC]+(?:-\w+)?\b[^\n]{0,200}$",
    re.MULTILINE,
)
_ANNEX = re.compile(
    r"^[ \t\f]*(?:ALLEGATO|Allegato)\b[ \t]*"
    r"(?P<label>[A-Z]|\d{1,2}|[IVX]+(?:\.\d+)?)?\b(?P<rest>[^\n]{0,200})$",
    re.MULTILINE,
)
_GAP = 5  # articles that a file may lack in a row


def place_lines(draft: Draft, scope: Span, *, numbered_articles: bool = True) -> None:
    """
    Add the articles, partitions and annexes that start a line.

    Parameters
    ----------
    draft
        Whose stream has one line for each line of the page.
    scope
        The stretch to look at.
    numbered_articles
        Whether articles must come in ascending order, so that an "Art. 5" cited at a line's start is none.
    """
    stream = draft.source.stream
    heads = _heads(stream, scope, ordered=numbered_articles)
    first = heads[0][0][0] if heads else scope[1]
    if stream[scope[0] : first].strip():
        draft.places.append(Place(Kind.PREAMBLE, None, "", (scope[0], scope[0]), (scope[0], first)))
    within: Place | None = None
    annex: str | None = None
    for (head, kind), following in zip(heads, [*heads[1:], None], strict=False):
        end = following[0][0] if following else scope[1]
        words = stream[head[0] : head[1]].strip()
        if kind is Kind.ARTICLE:
            heading, body = _split_heading(stream, head, end)
            found = read_heading(words)
            draft.places.append(
                Place(
                    kind,
                    found.label,
                    found.words or heading,
                    (head[0], body),
                    (body, end),
                    annex,
                    within,
                    every_line=True,
                )
            )
            continue
        found = read_heading(words)
        if kind is Kind.ANNEX:
            annex = found.label or "unico"
            within = None
        place = Place(
            found.kind,
            found.label,
            words,
            head,
            (head[1], end),
            annex,
            within if kind is not Kind.ANNEX else None,
            every_line=True,
        )
        if kind is not Kind.ANNEX and stream[head[1] : end].count("\n") <= 4:
            place.heading, place.head, place.body = (
                f"{words} {' '.join(stream[head[1] : end].split())}".strip(),
                (head[0], end),
                (end, end),
            )
        draft.places.append(place)
        within = place if kind is not Kind.ANNEX else None


def _heads(stream: str, scope: Span, *, ordered: bool) -> list[tuple[Span, Kind]]:
    """Find where articles, partitions and annexes start."""
    found = [(match.span(), Kind.CHAPTER) for match in _PARTITION.finditer(stream, *scope)]
    annexes = [match.span() for match in _ANNEX.finditer(stream, *scope) if _is_title(stream, match)]
    found += [(span, Kind.ANNEX) for span in annexes]
    last = 0
    for match in _ARTICLE.finditer(stream, *scope):
        number = int(re.match(r"\d+", match["label"])[0])  # type: ignore[index]
        if any(span[0] < match.start() for span in annexes) and number < last:
            last = 0
        alone = not match["rest"].strip()
        if ordered and last and not (0 <= number - last <= (_GAP if alone else 1)):
            continue
        last = number
        found.append((match.span(), Kind.ARTICLE))
    return sorted(found, key=lambda item: item[0])


def _is_title(stream: str, match: re.Match[str]) -> bool:
    """Whether a line that starts with "Allegato" opens one, and is no part of a sentence."""
    before = stream[: match.start()].rstrip()[-1:]
    rest = match["rest"].strip()
    return (
        before in ".;:)" + chr(0) or before == "" or match[0].strip().isupper()
        if not rest[:1].islower()
        else False
    )


def _split_heading(stream: str, head: Span, end: int) -> tuple[str, int]:
    """Take the line after an article's number as its heading, when it is short and commi start after it."""
    body = stream[head[1] : end]
    match = re.match(
        r"\s*\n[ \t]*(?P<words>(?!\d+[.)-])[^\n]{2,160}"
        r"(?:\n(?!\s*\n|[ \t]*\d+\.)[^\n]{2,160}){0,2})[ \t]*\n\s*(?=1\s?\.)",
        body,
    )
    if match:
        return " ".join(match["words"].split()).strip("() ."), head[1] + match.end("words")
    return "", head[1]
